"""A copy of what identity holds about somebody, for that person."""

from typing import Any

from django.db.models import Q

from rounds.identity.models import (
    Account,
    Appointment,
    Block,
    Claim,
    Credential,
    DomainBlock,
    Endorsement,
    Follow,
    Interest,
    InterestsSnapshot,
    Mute,
    PrivateNote,
    User,
)

_PROFILE = (
    "username", "display_name", "note", "avatar", "avatar_description", "header", "role",
    "organisation_kind", "country", "languages", "specialties", "pronouns", "uses_own_name",
    "locked", "bot", "discoverable", "indexable", "hides_network", "created_at", "default_licence", "interests_declared_at",
)  # fmt: skip
_SIGN_IN = (
    "email", "date_joined", "last_login", "age_band", "locale", "time_zone", "theme",
    "default_visibility", "default_sensitive", "default_language", "chat_mails", "reason_for_joining",
)  # fmt: skip


def _handles(model: Any, account: Account, who: str, whom: str) -> list[str]:
    ties = model.objects.filter(**{who: account}).select_related(whom).order_by("pk")
    return [getattr(tie, whom).handle for tie in ties]


def _follows(account: Account) -> list[dict[str, Any]]:
    ties = Follow.objects.filter(follower=account).select_related("followed").order_by("pk")
    return [
        {
            "account": tie.followed.handle, "since": tie.created_at, "accepted": tie.accepted,
            "boosts": tie.show_boosts, "notify": tie.notify, "languages": tie.languages,
        }
        for tie in ties
    ]  # fmt: skip


def _credentials(account: Account) -> list[dict[str, Any]]:
    fields = (
        "claim",
        "scope",
        "issuer",
        "way",
        "confirmed_at",
        "expires_at",
        "revoked_at",
        "reason",
    )
    return list(Credential.objects.filter(account=account).order_by("pk").values(*fields))


def _interests(account: Account) -> dict[str, Any]:
    fields = ("kind", "body", "products", "band", "since", "until", "note", "created_at")
    frozen = ("id", "digest", "document", "declared_at", "at")
    return {
        "interests": list(Interest.objects.filter(account=account).order_by("pk").values(*fields)),
        "interests_snapshots": list(
            InterestsSnapshot.objects.filter(account=account).order_by("pk").values(*frozen)
        ),
    }


def _appointments(account: Account) -> list[dict[str, Any]]:
    rows = Appointment.objects.filter(Q(organisation=account) | Q(representative=account))
    return [
        {
            "organisation": row.organisation.handle, "representative": row.representative.handle,
            "since": row.since, "until": row.until,
        }
        for row in rows.select_related("organisation", "representative").order_by("pk")
    ]  # fmt: skip


def _claims(account: Account) -> list[dict[str, Any]]:
    fields = (
        "what",
        "scope",
        "way",
        "issuer",
        "link",
        "state",
        "reason",
        "opened_at",
        "settled_at",
    )
    return list(Claim.objects.filter(account=account).order_by("pk").values(*fields))


def _notes(account: Account) -> list[dict[str, str]]:
    notes = PrivateNote.objects.filter(account=account).select_related("target")
    return [{"account": one.target.handle, "note": one.comment} for one in notes]


def take_out(account: Account) -> dict[str, Any]:
    """Profile, sign-in without any secret, credentials, and every tie `account` made or may see."""
    fields = [{"name": pair["name"], "value": pair["value"]} for pair in account.fields]
    domains = DomainBlock.objects.filter(account=account)
    return {
        "profile": {name: getattr(account, name) for name in _PROFILE} | {"fields": fields},
        "sign_in": User.objects.filter(account=account).values(*_SIGN_IN).first(),
        "credentials": _credentials(account),
        **_interests(account),
        "appointments": _appointments(account),
        "claims": _claims(account),
        "following": _follows(account),
        "followers": _handles(Follow, account, "followed", "follower"),
        "blocked": _handles(Block, account, "account", "target"),
        "muted": _handles(Mute, account, "account", "target"),
        "blocked_servers": list(domains.values_list("domain", flat=True)),
        "private_notes": _notes(account),
        "shown_on_profile": _handles(Endorsement, account, "account", "target"),
    }
