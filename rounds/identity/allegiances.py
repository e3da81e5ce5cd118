"""The nouns of whom somebody is tied to: interests declared, their snapshots, appointments, and what
kind of organisation an account said it was.

They stand apart from `models`, which takes them over, so that neither file is too long to read.
"""

from django.db import models
from django.db.models import F, Q

from rounds.base.clock import now
from rounds.base.ids import new_id


class Interest(models.Model):
    """One tie of `account` to a company or body, as declared: kind, whom, how much, from when to when.

    `kind` and `band` are words of `register`, `currency` an ISO 4217 code ('' for what was declared
    before it was asked, or without money); `products` are names split by commas.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=16)
    body = models.CharField(max_length=120)
    products = models.CharField(max_length=300, default="", blank=True)
    band = models.CharField(max_length=16, default="", blank=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="interest_in_order",
            )
        ]
        indexes = [models.Index(fields=["account", "id"], name="interest_of_account")]

    def __str__(self) -> str:
        return f"interest {self.pk}"


class InterestsSnapshot(models.Model):
    """The register of `account` as it stood at one moment; never changed.

    `digest` is the SHA-256 of `document`, the bytes that the snapshot's page hands out. The same
    register frozen again is the same snapshot.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="snapshots")
    digest = models.CharField(max_length=64)
    document = models.TextField()
    line = models.CharField(max_length=500, default="", blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"interests of {self.account_id} as of {self.at:%Y-%m-%d}"


class Appointment(models.Model):
    """`representative` may speak in the name of `organisation` from `since` until `until`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        "Account", on_delete=models.CASCADE, related_name="representatives"
    )
    representative = models.ForeignKey(
        "Account", on_delete=models.CASCADE, related_name="appointments"
    )
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=F("representative")), name="appoint_another"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="appointment_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["representative", "organisation"], name="appointment_held"),
            models.Index(fields=["organisation", "-since"], name="appointment_given"),
        ]

    def __str__(self) -> str:
        return f"{self.representative_id} for {self.organisation_id}"


class KindChange(models.Model):
    """`account` was an organisation of kind `was` (empty: none) and is one of `kind` since `at`.

    `by` is the moderator who set it, for `reason`; None is the account itself.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="kind_changes")
    was = models.CharField(max_length=12, default="", blank=True)
    kind = models.CharField(max_length=12, default="", blank=True)
    by = models.ForeignKey(
        "Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="kind_change_of")]

    def __str__(self) -> str:
        return f"{self.account_id} became {self.kind or 'no organisation'}"
