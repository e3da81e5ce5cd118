"""The nouns of moving."""

from typing import Any

from django.db import models

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.models import Account


class Way:
    """Which way a parcel goes."""

    OUT = "out"
    IN = "in"


class ParcelState:
    """How far a parcel is."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


class Parcel(models.Model):
    """An archive of `account`, being made or read; seen by nobody else.

    `file` is its name in the private storage until `delete_at`. `done` of `total` posts are
    through; `counts` says what became of them, `left_out` names what was not taken in as it was
    (pairs of why and an address); `reason` is why one was refused.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="parcels")
    way = models.CharField(max_length=4)
    state = models.CharField(max_length=10, default=ParcelState.WAITING)
    file = models.CharField(max_length=200, default="", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts: Any = models.JSONField(default=dict)
    left_out: Any = models.JSONField(default=list)
    reason = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    delete_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "way", "-id"], name="parcel_of_account"),
            models.Index(fields=["delete_at"], name="parcel_to_delete"),
        ]

    def __str__(self) -> str:
        return f"parcel {self.pk}"
