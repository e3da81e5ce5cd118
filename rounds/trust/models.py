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


class Report(models.Model):
    """What `account` told moderators about `target`, with the ids of the posts it is about.

    `comment` is for moderators alone.
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
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="report_waiting")]

    def __str__(self) -> str:
        return f"report {self.pk}"
