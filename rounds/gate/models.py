"""The nouns of the gate."""

from typing import Any

from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.gate.reviews import Badge as Badge
from rounds.gate.reviews import Correction as Correction
from rounds.gate.reviews import Invitation as Invitation
from rounds.gate.reviews import Manuscript as Manuscript
from rounds.gate.reviews import ManuscriptVersion as ManuscriptVersion
from rounds.gate.reviews import Review as Review
from rounds.identity.models import Account


class DraftState:
    """Where a kept draft stands."""

    KEPT = "kept"
    ASKED = "asked"
    HELD = "held"
    SCHEDULED = "scheduled"
    RELEASED = "released"


class KeptDraft(models.Model):
    """A draft that is not (yet) published: kept, asked about, held or scheduled.

    Read by its author (and, held, by the one `reviewer` its author named) only; `code` is its short
    link. `confirmed` is the author's word, `cleared` the reviewer's, who answers the author's
    `question` with `advice`; `opened_at` is when a reviewer first read it. `came` is set where it was published elsewhere before.
    `content` is the whole draft as JSON, emptied when it is released, deleted at `delete_at`.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="drafts")
    code = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=10, default=DraftState.KEPT)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    findings: Any = models.JSONField(default=list)
    confirmed: Any = models.JSONField(default=list)
    cleared: Any = models.JSONField(default=list)
    came: Any = models.JSONField(null=True, blank=True)
    reviewer = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts_to_review"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    question = models.CharField(max_length=500, default="", blank=True)
    advice = models.CharField(max_length=500, default="", blank=True)
    revises = models.BigIntegerField(null=True, blank=True)
    post_id = models.BigIntegerField(null=True, blank=True)
    scheduled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    delete_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["author", "state", "-id"], name="draft_of_author"),
            models.Index(fields=["delete_at"], name="draft_to_delete"),
            models.Index(fields=["reviewer", "state"], name="draft_to_review"),
        ]
        constraints = [
            # The same text sent twice is one question, even when both arrive at once.
            models.UniqueConstraint(
                fields=["author", "digest"],
                condition=models.Q(state__in=[DraftState.ASKED, DraftState.HELD]),
                name="draft_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class ReleaseKind:
    """How a text came to the gate."""

    DRAFT = "draft"
    IMPORT = "import"


class Release(models.Model):
    """The gate let a text pass: who wrote it, under which rules, what was confirmed.

    One of the kind 'import' let in what its author wrote elsewhere.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    rules = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, default=ReleaseKind.DRAFT)
    confirmed: Any = models.JSONField(default=list)
    cleared_by = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["at"], name="release_by_day")]

    def __str__(self) -> str:
        return f"release {self.pk}"


class OwnWord(models.Model):
    """Words of which `author` said once that they are nobody's patient: sealed, never the words."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24)
    sealed = models.CharField(max_length=64)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "kind", "sealed"], name="word_once")
        ]

    def __str__(self) -> str:
        return f"word of {self.author_id} on {self.kind}"


class Tally(models.Model):
    """How often a day's authors were asked about a `kind`, and what they answered: numbers alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    day = models.DateField()
    kind = models.CharField(max_length=24)
    asked = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    cleared = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "kind"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"


class PictureLook(models.Model):
    """One person looks at a picture that no machine could check: who, since when, what was decided."""

    PASSED = "passed"
    REFUSED = "refused"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    media_id = models.BigIntegerField(unique=True)
    reviewer = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(default=now)
    decision = models.CharField(max_length=10, default="", blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"look at {self.media_id}"


class BroughtIn(models.Model):
    """`account` brought in what was known elsewhere as `uri`: as the post `post_id`, or (None) a draft."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    uri = models.TextField()
    digest = models.CharField(max_length=64)
    post_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="brought_in_once")
        ]
        indexes = [models.Index(fields=["account", "post_id"], name="brought_in_post")]

    def __str__(self) -> str:
        return f"{self.account_id} brought in {self.post_id}"


class IdempotencyKey(models.Model):
    """A request that was already answered: sending it again gives the same post."""

    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    post_id = models.BigIntegerField(null=True)
    draft_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="request_once")]

    def __str__(self) -> str:
        return f"request of {self.author_id}"
