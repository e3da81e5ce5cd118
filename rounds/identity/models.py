"""The nouns of identity: who signs in (`User`), who speaks (`Account`), and what ties people."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.identity.allegiances import Appointment as Appointment
from rounds.identity.allegiances import Interest as Interest
from rounds.identity.allegiances import InterestsSnapshot as InterestsSnapshot
from rounds.identity.allegiances import KindChange as KindChange
from rounds.identity.claim_models import (
    Badge,
    Check,
    Claim,
    Evidence,
    RevokedPosition,
    SigningKey,
    Vouch,
    Way,
)
from rounds.identity.roles import AgeBand, OrganisationKind, Role, credential_line
from rounds.identity.saml_models import SamlKey as SamlKey
from rounds.identity.saml_models import SamlProvider as SamlProvider
from rounds.identity.saml_models import SamlSpent as SamlSpent

__all__ = ["Badge", "Check", "Claim", "Evidence", "RevokedPosition", "SigningKey", "Vouch"]


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]


class Account(models.Model):
    """Somebody who speaks: a person or organisation here (`domain` empty) or on another server.

    `version` grows with every change of what others see of the profile; a rendering of the
    account is stale when its version differs. Counts are kept by the verbs that change them.
    `interests_declared_at` is when its owner last said the register of interests is right; None
    means never. `default_licence` is an SPDX id; empty reserves all rights.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    username = models.CharField(max_length=64)
    domain = models.CharField(max_length=253, default="", blank=True)
    uri = models.CharField(max_length=2048, default="", blank=True)
    display_name = models.CharField(max_length=60, default="", blank=True)
    note = models.TextField(default="", blank=True)
    note_html = models.TextField(default="", blank=True)
    fields = models.JSONField(default=list, blank=True)
    avatar = models.CharField(max_length=200, default="", blank=True)
    header = models.CharField(max_length=200, default="", blank=True)
    avatar_description = models.CharField(max_length=500, default="", blank=True)

    role = models.CharField(max_length=24, choices=_choices(Role), default=Role.UNSTATED)
    organisation_kind = models.CharField(
        max_length=12, choices=_choices(OrganisationKind), default="", blank=True
    )
    country = models.CharField(max_length=2, default="", blank=True)
    languages = models.JSONField(default=list, blank=True)
    specialties = models.JSONField(default=list, blank=True)
    pronouns = models.CharField(max_length=30, default="", blank=True)
    uses_own_name = models.BooleanField(null=True, default=None)

    default_licence = models.CharField(max_length=40, default="", blank=True)
    interests_declared_at = models.DateTimeField(null=True, blank=True)

    locked = models.BooleanField(default=False)
    bot = models.BooleanField(default=False)
    discoverable = models.BooleanField(default=True)
    indexable = models.BooleanField(default=True)
    hides_network = models.BooleanField(default=False)
    suspended_at = models.DateTimeField(null=True, blank=True)
    limited_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    last_post_at = models.DateTimeField(null=True, blank=True)

    followers_count = models.PositiveIntegerField(default=0)
    following_count = models.PositiveIntegerField(default=0)
    posts_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), "domain", name="account_handle"),
            models.UniqueConstraint(fields=["uri"], condition=~Q(uri=""), name="account_uri"),
        ]

    def __str__(self) -> str:
        return self.handle

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: "models.QuerySet[Account] | None" = None,
    ) -> None:
        """Read anew; a field that was left out at first brings all others with it, in one read."""
        wanted = None if fields is None else set(fields)
        if wanted is not None and wanted & (missing := self.get_deferred_fields()):
            wanted |= missing
        super().refresh_from_db(using, wanted, from_queryset)

    @property
    def is_local(self) -> bool:
        """Whether the account lives on this server."""
        return not self.domain

    @property
    def handle(self) -> str:
        """'leo' for somebody here, 'leo@example.org' for somebody elsewhere."""
        return f"{self.username}@{self.domain}" if self.domain else self.username

    @property
    def shown_name(self) -> str:
        """The display name, or the username where there is none."""
        return self.display_name or self.username


class _Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in here. What others see is the `account`; this stays private."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    email = models.EmailField(unique=True)
    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="user", null=True
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_moderator = models.BooleanField(default=False)
    is_editor = models.BooleanField(default=False)
    approved = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=now)
    age_band = models.CharField(max_length=8, choices=_choices(AgeBand), default="", blank=True)
    locale = models.CharField(max_length=12, default="en-gb")
    time_zone = models.CharField(max_length=64, default="", blank=True)
    theme = models.CharField(max_length=8, default="auto")
    default_visibility = models.CharField(max_length=10, default="public")
    default_sensitive = models.BooleanField(default=False)
    default_language = models.CharField(max_length=12, default="en")
    chat_mails = models.BooleanField(default=False)
    reason_for_joining = models.TextField(default="", blank=True)
    invitation = models.ForeignKey("Invitation", null=True, blank=True, on_delete=models.SET_NULL)

    objects: ClassVar[_Users] = _Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.account.handle if self.account else f"user {self.pk}"


class Invitation(models.Model):
    """A code that lets somebody sign up where registration is by invitation."""

    code = models.CharField(max_length=32, unique=True)
    created_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    note = models.CharField(max_length=200, default="", blank=True)
    max_uses = models.PositiveIntegerField(default=1)
    uses = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Credential(models.Model):
    """A confirmed claim about somebody: what, by whom, in which scope, from when until when.

    `weight` orders what is shown (a role before belonging before a website). `binding` ties it to
    the name it was confirmed for: under another name it counts no longer. `lapsed_at` is when its
    end, or a new name, was noticed.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="credentials")
    claim = models.CharField(max_length=120)
    scope = models.CharField(max_length=80, default="", blank=True)
    issuer = models.CharField(max_length=120)
    confirmed_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    what = models.CharField(max_length=24, default="", blank=True)
    way = models.CharField(max_length=12, default=Way.OPERATOR)
    link = models.CharField(max_length=500, default="", blank=True)
    weight = models.PositiveSmallIntegerField(default=3)
    binding = models.CharField(max_length=64, default="", blank=True)
    reason = models.CharField(max_length=24, default="", blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(lapsed_at__isnull=True, revoked_at__isnull=True),
                name="credential_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}, confirmed by {self.issuer}"

    @property
    def line(self) -> str:
        """The credential in words: 'Consultant, cardiology - confirmed by nhs.net, March 2026'."""
        claim = f"{self.claim}, {self.scope}" if self.scope else self.claim
        looked = self.way == Way.REGISTER
        return credential_line(claim, self.issuer, self.confirmed_at, by_register=looked)


class Follow(models.Model):
    """`follower` follows `followed`; `accepted` is False while a locked account has not answered."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    follower = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="follows_out")
    followed = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="follows_in")
    accepted = models.BooleanField(default=True)
    show_boosts = models.BooleanField(default=True)
    notify = models.BooleanField(default=False)
    languages = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="follow_once"),
            models.CheckConstraint(condition=~Q(follower=F("followed")), name="follow_not_self"),
        ]
        indexes = [models.Index(fields=["followed", "accepted", "-id"], name="follow_followers")]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}"


class Mute(models.Model):
    """`account` doesn't want to see `target`; the target never learns of it."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mutes_out")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mutes_in")
    hides_notifications = models.BooleanField(default=True)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "target"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.account_id} mutes {self.target_id}"


class Block(models.Model):
    """`account` and `target` don't see each other, by the wish of `account`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="blocks_out")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="blocks_in")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "target"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.account_id} blocks {self.target_id}"


class DomainBlock(models.Model):
    """`account` doesn't want to see anybody from `domain`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="domain_blocks")
    domain = models.CharField(max_length=253)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "domain"], name="domain_once")]

    def __str__(self) -> str:
        return f"{self.account_id} blocks {self.domain}"


class PrivateNote(models.Model):
    """What `account` noted about `target`, for its own eyes."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notes_out")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notes_in")
    comment = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "target"], name="note_once")]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.target_id}"


class Endorsement(models.Model):
    """`account` shows `target` on its profile as somebody worth following."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="endorsements")
    target = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="endorsed_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "target"], name="endorse_once")]

    def __str__(self) -> str:
        return f"{self.account_id} endorses {self.target_id}"


class App(models.Model):
    """A program that people let act for them. `redirect_uris` and `scopes` are split by blanks.

    Secrets of apps, codes and tokens stand here as SHA-256 digests only. They are 256 random bits,
    so that a digest can't be guessed back: whoever reads the database can't act in anybody's name.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60)
    website = models.CharField(max_length=2000, default="", blank=True)
    redirect_uris = models.TextField()
    scopes = models.TextField(default="read")
    client_id = models.CharField(max_length=64, unique=True)
    secret_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class AppCode(models.Model):
    """What an app exchanges for a token, once, within ten minutes of the person's consent."""

    digest = models.CharField(max_length=64, primary_key=True)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="codes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    redirect_uri = models.TextField()
    scopes = models.TextField()
    challenge = models.CharField(max_length=128, default="", blank=True)
    challenge_method = models.CharField(max_length=10, default="", blank=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"code for {self.app_id}"


class AppToken(models.Model):
    """What an app shows with each call; without `user` it speaks for itself only."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, default="", blank=True)
    app = models.ForeignKey(App, null=True, on_delete=models.CASCADE, related_name="tokens")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="tokens")
    scopes = models.TextField()
    created_at = models.DateTimeField(default=now)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "app"], name="token_of_user")]

    def __str__(self) -> str:
        return f"token {self.pk}"
