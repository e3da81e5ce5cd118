"""Change what others see of oneself."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from rounds.base import html, text
from rounds.base.errors import Invalid
from rounds.identity.credentials import rest_badges
from rounds.identity.facts import ProfileRevised
from rounds.identity.follow import accept_all
from rounds.identity.kinds import check_own_choice, note_kind
from rounds.identity.models import Account
from rounds.identity.names import check_shown_name
from rounds.identity.queries import accounts_by_handle
from rounds.identity.roles import OrganisationKind, Role
from rounds.identity.shown_names import NOTHING_SEEN, clean_shown_name
from rounds.identity.verified_links import with_ticks
from rounds.ledger.record import record

NAME_LENGTH = 60
NOTE_LENGTH = 500
FIELDS = 6
FIELD_LENGTH = 255
SPECIALTIES = 8
LANGUAGES = 8
_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What to change; None leaves as it is. `fields` are pairs of name and value.

    `uses_own_name` says whether the name shown is the person's own.
    """

    display_name: str | None = None
    note: str | None = None
    fields: list[tuple[str, str]] | None = None
    avatar_description: str | None = None
    role: Role | None = None
    organisation_kind: OrganisationKind | None = None
    country: str | None = None
    languages: list[str] | None = None
    specialties: list[str] | None = None
    pronouns: str | None = None
    uses_own_name: bool | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hides_network: bool | None = None


def _line(value: str, most: int, name: str, shown: str) -> str:
    words = " ".join(text.plain(value).split())
    if len(words) > most:
        raise Invalid(f"{shown} holds at most {most} characters. Shorten it.", name)
    return words


def _note(value: str) -> str:
    words = text.plain(value).strip()
    if text.length(words) > NOTE_LENGTH:
        raise Invalid(f"The note holds at most {NOTE_LENGTH} characters. Shorten it.", "note")
    return words


def _rendered(source: str) -> str:
    handles = text.mentions(source)
    found = accounts_by_handle([(one.username, one.domain) for one in handles])
    base = settings.BASE_URL
    addresses = {
        text.Handle(*key): account.uri or f"{base}/@{account.username}"
        for key, account in found.items()
    }
    return html.render(source, base, addresses)


def _fields(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Name and value as typed of each field that has a name or a value."""
    kept = [(name, value) for name, value in pairs if name.strip() or value.strip()]
    if len(kept) > FIELDS:
        raise Invalid(f"A profile holds at most {FIELDS} fields. Take some away.", "fields")
    out = []
    for name, value in kept:
        label = _line(name, FIELD_LENGTH, "fields", "The name of a field")
        shown = _line(value, FIELD_LENGTH, "fields", "A field")
        out.append({"name": label, "value": shown, "verified_at": None})
    return out


def _country(value: str) -> str:
    code = value.strip().upper()
    if code and not _COUNTRY.fullmatch(code):
        raise Invalid("A country is two letters, such as GB or PT.", "country")
    return code


def _languages(values: list[str]) -> list[str]:
    kept = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    if len(kept) > LANGUAGES or not all(_LANGUAGE.fullmatch(one) for one in kept):
        raise Invalid("Languages are codes such as en or pt, at most eight.", "languages")
    return kept


def _specialties(values: list[str]) -> list[str]:
    kept = [_line(value, 40, "specialties", "A specialty") for value in values]
    kept = list(dict.fromkeys(one for one in kept if one))
    if len(kept) > SPECIALTIES:
        raise Invalid(f"Name at most {SPECIALTIES} specialties.", "specialties")
    return kept


def shown_name_of(value: str) -> str:
    """`value` as a name is kept; '' only for one that was left out.

    Errors: Invalid (field 'display_name') for one too long, or in which there is nothing to read.
    """
    name = _line(clean_shown_name(value), NAME_LENGTH, "display_name", "The name")
    if value and not name:
        raise Invalid(NOTHING_SEEN, "display_name")
    return name


_CHECKS: dict[str, Any] = {
    "display_name": shown_name_of,
    "note": _note,
    "fields": _fields,
    "avatar_description": lambda v: _line(v, 500, "avatar_description", "The description"),
    "country": _country,
    "languages": _languages,
    "specialties": _specialties,
    "pronouns": lambda value: _line(value, 30, "pronouns", "Pronouns"),
}


def _check_name(account: Account, new: dict[str, Any]) -> None:
    """A new name, or an old one beside a new role, says nothing that only the server says."""
    name, role = new.get("display_name", account.display_name), new.get("role", account.role)
    if name != account.display_name or role != account.role:
        check_shown_name(name, Role(role), account)


@transaction.atomic
def revise_profile(account: Account, changes: Changes) -> Account:
    """Change what `changes` names; gives the account as it stands now.

    Unlocking lets everybody follow who had asked.

    Errors: Invalid, with the field, for what is too long or no such code, for a company that
    would no longer say so, and for a name that says what only the server says.
    """
    named = {name: value for name, value in asdict(changes).items() if value is not None}
    new = {name: _CHECKS.get(name, lambda v: v)(value) for name, value in named.items()}
    if "note" in new:
        new["note_html"] = _rendered(new["note"]) if new["note"] else ""
    if "fields" in new:
        new["fields"] = with_ticks(account, new["fields"])
    kind = account.organisation_kind
    check_own_choice(
        account, Role(new.get("role", account.role)), new.get("organisation_kind", kind)
    )
    _check_name(account, new)
    was_locked = account.locked
    changed = [name for name, value in new.items() if getattr(account, name) != value]
    if not changed:
        return account
    for name in changed:
        setattr(account, name, new[name])
    touch(account, changed)
    if "organisation_kind" in changed:
        note_kind(account, kind)
    if "display_name" in changed:
        rest_badges(account)
    if was_locked and not account.locked:
        accept_all(account)
    return account


def touch(account: Account, changed: list[str]) -> None:
    """Save the `changed` fields of `account`, so that every rendering of it is made anew.

    Runs inside the caller's transaction.
    """
    account.version += 1
    account.save(update_fields=[*changed, "version"])
    record(ProfileRevised(actor=account.pk, subject=account.pk))
