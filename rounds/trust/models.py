"""The nouns of trust."""

from enum import StrEnum
from typing import Any

from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.models import Account


class ReportState(StrEnum):
    """How far a report is."""

    OPEN = "open"
    RESOLVED = "resolved"


class ReportAnswer(StrEnum):
    """What a moderator did about a report."""

    NONE = "none"
    HIDE = "hide"
    LIMIT = "limit"
    SUSPEND = "suspend"


class Report(models.Model):
    """What `account` told moderators about `target`, with the ids of the posts it is about.

    `comment` is for moderators alone, `words` is what they tell `account` with their `answer`.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reports_made")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reports_about")
    post_ids: Any = models.JSONField(default=list)
    rule_ids: Any = models.JSONField(default=list)
    category = models.CharField(max_length=16, default="other")
    comment = models.TextField(default="", blank=True)
    at = models.DateTimeField(default=now)
    state = models.CharField(max_length=10, default=ReportState.OPEN)
    answer = models.CharField(max_length=8, default="", blank=True)
    words = models.TextField(default="", blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="report_waiting")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class TakedownState:
    """How far a claim to a post is."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    REFUSED = "refused"
    LAPSED = "lapsed"
    DOWN = "down"
    COUNTERED = "countered"
    IN_COURT = "in_court"
    UPHELD = "upheld"
    RESTORED = "restored"
    OVER = (REFUSED, LAPSED, UPHELD, RESTORED)
    HIDING = (DOWN, COUNTERED, IN_COURT, UPHELD)


class Takedown(models.Model):
    """Somebody's claim that post `post_id` uses their work. `code` is its address.

    `claimant` is a member; somebody else has an `email`, read by nobody but the mailer, and `keys`:
    digests of what the links in the e-mails to it carry.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    post_id = models.BigIntegerField()
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="claims_on_posts")
    claimant = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="takedowns"
    )
    email = models.CharField(max_length=254, default="", blank=True)
    name = models.CharField(max_length=200)
    work = models.TextField()
    right = models.TextField()
    code = models.CharField(max_length=40, unique=True)
    keys: Any = models.JSONField(default=list)
    state = models.CharField(max_length=12)
    due_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at"], name="takedown_due"),
            models.Index(fields=["post_id"], name="takedown_of_post"),
        ]

    def __str__(self) -> str:
        return f"takedown {self.pk}"


class Step(models.Model):
    """One step of a claim: when, by whom (None: a stranger or the clock), and in what words."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    takedown = models.ForeignKey(Takedown, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12)
    by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(default="", blank=True)
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.takedown_id} {self.state}"
