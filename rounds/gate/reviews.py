"""The nouns of review: a manuscript with its versions, invitations, reviews, badges, corrections.

They stand apart from `models`, which takes them over, so that neither file is too long to read.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.models import Account
from rounds.posts.models import Post


class State:
    """Where a manuscript stands."""

    WAITING = "waiting"  # for an editor
    IN_REVIEW = "in_review"
    TO_REVISE = "to_revise"  # the author's turn
    ACCEPTED = "accepted"  # a draft its author may publish
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN = (State.WAITING, State.IN_REVIEW, State.TO_REVISE, State.ACCEPTED)


class Seat:
    """Where an invitation stands."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    RELEASED = "released"  # the editor asked no further


class Manuscript(models.Model):
    """A teaching post, or the draft of one (`post` empty), that its author asked to have reviewed.

    `reason` is what the editor wrote to the author with the last decision; `despite` is why it was
    accepted without two independent reviews that recommend it. `asked_edition` is the edition of
    a published post that is looked at.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="manuscripts")
    editor = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="edited_manuscripts"
    )
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.SET_NULL, related_name="manuscripts"
    )
    was_published = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=State.WAITING)
    reason = models.TextField(default="", blank=True)
    despite = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(post__isnull=False, state__in=OPEN),
                name="reviewed_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(editor__isnull=True) | ~Q(editor=F("author")), name="another_edits"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="manuscript_of_author"),
            models.Index(fields=["state", "id"], name="manuscript_by_state"),
        ]

    def __str__(self) -> str:
        return f"manuscript {self.pk}"


class ManuscriptVersion(models.Model):
    """What was looked at in one round: the whole draft as JSON, and the author's `answer` with it.

    `content` is emptied when the manuscript is rejected or withdrawn, or its post is deleted. `seen_as` is the digest of its
    words and of what its pictures were said to show.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    confirmed: Any = models.JSONField(default=list)
    seen_as = models.CharField(max_length=64, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    edition = models.PositiveIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "number"], name="version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.manuscript_id}"


class Invitation(models.Model):
    """`reviewer` is asked to look at a manuscript; `number` is their name where they don't sign.

    `reminded_at` says when they were told that the invitation is about to end.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="invitations")
    reviewer = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, default=Seat.INVITED)
    signs = models.BooleanField(default=True)
    interests_snapshot = models.BigIntegerField(null=True, blank=True)
    invited_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "reviewer"], name="invited_once"),
            models.UniqueConstraint(fields=["manuscript", "number"], name="numbered_once"),
        ]
        indexes = [models.Index(fields=["reviewer", "state"], name="invitation_to")]

    def __str__(self) -> str:
        return f"reviewer {self.number} of {self.manuscript_id}"

    @property
    def has_lapsed(self) -> bool:
        """Whether it ended without an answer, noted already or not."""
        waits = self.state == Seat.INVITED
        return self.state == Seat.EXPIRED or (waits and self.expires_at <= now())


class Review(models.Model):
    """One reviewer's judgement of one version, with how they stood when they gave it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="reviews")
    version = models.ForeignKey(ManuscriptVersion, on_delete=models.CASCADE, related_name="reviews")
    items: Any = models.JSONField(default=list)
    recommendation = models.CharField(max_length=8)
    words = models.TextField(default="", blank=True)
    to_editor = models.TextField(default="", blank=True)
    ai_use = models.CharField(max_length=8)
    ai_words = models.CharField(max_length=300, default="", blank=True)
    signed = models.BooleanField()
    shown_name = models.CharField(max_length=64, default="", blank=True)
    role_line = models.CharField(max_length=200, default="", blank=True)
    credential = models.BigIntegerField(null=True, blank=True)
    credential_line = models.CharField(max_length=300, default="", blank=True)
    institutions: Any = models.JSONField(default=list)
    interests_snapshot = models.BigIntegerField()
    interests_line = models.CharField(max_length=500, default="", blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "version"], name="reviewed_once")
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Badge(models.Model):
    """Two independent, verified people recommended this edition of a post.

    The database refuses a badge without two reviews, or with fewer than three different people.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="badges")
    edition = models.PositiveIntegerField()
    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="badges")
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    first_reviewer = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    second_reviewer = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "edition"], name="badge_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="badge_two_reviews"),
            models.CheckConstraint(
                condition=~Q(first_reviewer=F("second_reviewer"))
                & ~Q(first_reviewer=F("author")) & ~Q(second_reviewer=F("author")),
                name="badge_three_people",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"badge of {self.post_id}, version {self.edition}"


class Correction(models.Model):
    """Why a teaching post became `edition`: how far it goes, and the author's sentence."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="corrections")
    edition = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["post", "version"], name="correction_of_post")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.post_id}"
