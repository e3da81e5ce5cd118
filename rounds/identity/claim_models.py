"""The nouns of claims: what somebody says of themselves, how it is checked, and the badge for it.

`Account` and `Credential` are named by string, since `models` brings these nouns into the room.
What is evidence stands in `Evidence` alone, sealed, and goes when the claim is settled.
"""

from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from rounds.base.clock import now
from rounds.base.ids import new_id


class Way(StrEnum):
    """By which way something is confirmed."""

    MAIL = "mail"
    ORCID = "orcid"
    AFFILIATION = "affiliation"
    LINK = "link"
    VOUCHING = "vouching"
    REGISTER = "register"
    OPERATOR = "operator"


class ClaimState(StrEnum):
    """How a claim stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Answer(StrEnum):
    """What somebody who was asked has said; empty while they think."""

    NONE = ""
    YES = "yes"
    NO = "no"


class Claim(models.Model):
    """What `account` says of itself, by which way it is checked, and how it stands.

    `mark` is a keyed digest of the evidence that only one account may use (an address, an ORCID iD).
    `reason` says in one word of `claim_words` why a claim ended.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="claims")
    what = models.CharField(max_length=24)
    scope = models.CharField(max_length=80, default="", blank=True)
    way = models.CharField(max_length=12)
    issuer = models.CharField(max_length=120, default="", blank=True)
    link = models.CharField(max_length=500, default="", blank=True)
    mark = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=10, default=ClaimState.OPEN)
    reason = models.CharField(max_length=24, default="", blank=True)
    opened_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True, blank=True)
    credential = models.OneToOneField(
        "identity.Credential", null=True, blank=True, on_delete=models.SET_NULL, related_name="of"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "way", "id"], name="claim_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["way", "mark"],
                condition=~Q(mark="") & Q(state=ClaimState.CONFIRMED.value),
                name="claim_mark_once",
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class Evidence(models.Model):
    """What a claim rests on, sealed with the server's key; deleted when the claim is settled."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="evidence")
    sealed = models.TextField()
    tries = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"evidence of {self.claim_id}"


class Vouch(models.Model):
    """`voucher` was asked to vouch for a claim, and what they said."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=3, default="", blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "voucher"], name="vouch_once")]

    def __str__(self) -> str:
        return f"vouch {self.pk}"


class Check(models.Model):
    """`moderator` took a claim up to look into a register, and what they found."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="checks")
    moderator = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=3, default="", blank=True)
    taken_at = models.DateTimeField(default=now)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "moderator"], name="check_once")]

    def __str__(self) -> str:
        return f"check {self.pk}"


class SigningKey(models.Model):
    """A key with which this server signs badges; the newest that has not ended signs.

    `sealed` holds the private half, sealed with the server's secret. An old key still signs the
    list of what was revoked among the badges it signed.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    public = models.CharField(max_length=80, unique=True)
    sealed = models.TextField()
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"key {self.pk}"


class Badge(models.Model):
    """A credential as a signed document, byte for byte as it was issued; `shown` to everybody.

    It `rests` while its holder goes by another name than it was issued to.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    credential = models.OneToOneField(
        "identity.Credential", on_delete=models.CASCADE, related_name="badge"
    )
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="badges")
    position = models.PositiveIntegerField()
    document: Any = models.JSONField()
    shown = models.BooleanField(default=True)
    rests = models.BooleanField(default=False)
    issued_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "position"], name="badge_position")]

    def __str__(self) -> str:
        return f"badge {self.pk}"


class RevokedPosition(models.Model):
    """A badge that counts no longer, by its place in the list; stays when the badge itself goes."""

    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="revoked")
    position = models.PositiveIntegerField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "position"], name="revoked_once")]

    def __str__(self) -> str:
        return f"{self.key_id}:{self.position}"
