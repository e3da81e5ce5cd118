"""The caller's own account: who it is, how it is shown, how it likes to post."""

from typing import Any

import msgspec
from django.conf import settings

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint
from rounds.edge.mastodon.errors import UNAUTHENTICATED, ApiError
from rounds.edge.mastodon.limits import UPLOADS
from rounds.edge.mastodon.params import Upload
from rounds.gate.own_words import check_own_words
from rounds.gate.review.words import Recognisable
from rounds.identity import portrait, queries
from rounds.identity.models import Account, User
from rounds.identity.preferences import Preferences, revise_preferences
from rounds.identity.profile import Changes, revise_profile
from rounds.posts.media import can_look
from rounds.posts.portraits import waiting_portraits
from rounds.timelines.hydrate import hydrate_account

_NO_ROLE = {
    "id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False,
    "collection_limit": 0,
}  # fmt: skip
_MODERATOR = 1 << 3 | 1 << 4  # 'manage reports' and 'view audit log' in Mastodon's bit mask


def _role(user: User) -> dict[str, Any]:
    if user.is_staff:
        return _NO_ROLE | {"id": "2", "name": "Operator", "permissions": str(_MODERATOR)}
    if user.is_moderator:
        return _NO_ROLE | {"id": "1", "name": "Moderator", "permissions": str(_MODERATOR)}
    return _NO_ROLE


def _source(account: Account, user: User) -> dict[str, Any]:
    """What the owner sees of the profile as it was typed."""
    return {
        "privacy": user.default_visibility,
        "sensitive": user.default_sensitive,
        "language": user.default_language or None,
        "note": account.note,
        "fields": [
            {"name": one["name"], "value": one["value"], "verified_at": one.get("verified_at")}
            for one in account.fields
        ],
        "follow_requests_count": queries.follow_requests_count(account),
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "hide_collections": account.hides_network,
        "attribution_domains": [],
        "quote_policy": "public",
        "rounds": {"waiting": _waiting(account)},
    }


def _waiting(account: Account) -> dict[str, Any]:
    """New portraits that others do not see yet: being looked at, or asked about on a page."""
    if not can_look():
        return {}
    page = f"{settings.BASE_URL}/settings/profile"
    return {
        one.portrait: {"state": one.state, "findings": len(one.spots), "url": page}
        for one in waiting_portraits(account)
    }


def own_account(account: Account, user: User) -> bytes:
    """Mastodon's CredentialAccount."""
    view = hydrate_account(account, account.pk)
    if view is None:
        raise ApiError(401, UNAUTHENTICATED)
    more = msgspec.json.encode({"source": _source(account, user), "role": _role(user)}).decode()
    return view.json(f",{more[1:-1]}")


@endpoint("GET", "/api/v1/accounts/verify_credentials", scope="profile")
def verify(call: Call[Nothing]) -> JSON:
    """Who calls."""
    return own_account(call.account, call.user)


class Field(msgspec.Struct):
    """A row of the profile."""

    name: str = ""
    value: str = ""


class Source(msgspec.Struct):
    """How to post when nothing is said."""

    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None


class Profile(msgspec.Struct):
    """What to change; what isn't named stays."""

    display_name: str | None = None
    note: str | None = None
    avatar: Upload | None = None
    header: Upload | None = None
    avatar_description: str | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    fields_attributes: list[Field] | None = None
    source: Source = msgspec.field(default_factory=Source)


def _changes(said: Profile) -> Changes:
    fields = said.fields_attributes
    return Changes(
        display_name=said.display_name,
        note=said.note,
        avatar_description=said.avatar_description,
        locked=said.locked,
        bot=said.bot,
        discoverable=said.discoverable,
        indexable=said.indexable,
        hides_network=said.hide_collections,
        fields=None if fields is None else [(one.name, one.value) for one in fields],
    )


def _beside(account: Account, said: Profile, parts: dict[str, str]) -> dict[str, str]:
    """The words that will stand on the profile, in the order in which they are read there."""
    beside = {"display_name": account.display_name, "note": account.note}
    for number, one in enumerate(account.fields if said.fields_attributes is None else ()):
        beside |= {f"name_{number}": one["name"], f"value_{number}": one["value"]}
    return beside | {field: words for field, words in parts.items() if words}


def _check_words(account: Account, said: Profile) -> None:
    """What is new passes the gate; what stood before is not asked about again.

    Errors: ApiError 422 with the words found, and where to say that they are nobody's patient.
    """
    before = {one[what] for one in account.fields for what in ("name", "value")}
    before |= {account.display_name, account.note, account.avatar_description}
    parts = {
        "display_name": said.display_name or "", "note": said.note or "",
        "avatar_description": said.avatar_description or "",
    }  # fmt: skip
    for number, one in enumerate(said.fields_attributes or ()):
        parts |= {f"name_{number}": one.name, f"value_{number}": one.value}
    new = {field: words for field, words in parts.items() if words not in before}
    try:
        check_own_words(account, new, beside=_beside(account, said, parts))
    except Recognisable as found:
        page = f"{settings.BASE_URL}/settings/profile"
        rest = f" If it is nobody's patient, write it here: {page}" if found.can_vouch else ""
        raise ApiError(422, f"{found}{rest}") from found


def _revise(account: Account, user: User, said: Profile) -> None:
    _check_words(account, said)
    revise_preferences(
        user,
        Preferences(
            default_visibility=said.source.privacy,
            default_sensitive=said.source.sensitive,
            default_language=said.source.language,
        ),
    )
    revise_profile(account, _changes(said))
    if said.avatar is not None:
        portrait.set_avatar(account, said.avatar.data)
    if said.header is not None:
        portrait.set_header(account, said.header.data)


@endpoint("PATCH", "/api/v1/accounts/update_credentials", scope="write:accounts", body=Profile)
def update(call: Call[Profile]) -> JSON:
    """Change the profile and the preferences."""
    user = call.user
    _revise(call.account, user, call.params)
    return own_account(call.account, user)


@endpoint("GET", "/api/v1/profile", scope="profile")
def show(call: Call[Nothing]) -> JSON:
    """The caller's profile as it was typed."""
    account = call.account
    view = hydrate_account(account, account.pk)
    if view is None:
        raise ApiError(401, UNAUTHENTICATED)
    return {
        "id": str(account.pk),
        "display_name": account.display_name,
        "note": account.note,
        "fields": [
            {"id": str(n), "name": one["name"], "value": one["value"], "verified_at": None}
            for n, one in enumerate(account.fields)
        ],
        "avatar": view.avatar if view.has_avatar else None,
        "avatar_static": view.avatar if view.has_avatar else None,
        "avatar_description": account.avatar_description,
        "header": view.header if view.has_header else None,
        "header_static": view.header if view.has_header else None,
        "header_description": "",
        "locked": account.locked,
        "bot": account.bot,
        "hide_collections": account.hides_network,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "show_media": True,
        "show_media_replies": True,
        "show_featured": True,
        "attribution_domains": [],
        "featured_tags": [],
    }


@endpoint("PATCH", "/api/v1/profile", scope="write:accounts", body=Profile, limit=UPLOADS)
def change(call: Call[Profile]) -> JSON:
    """Change the profile; gives it as it was typed."""
    _revise(call.account, call.user, call.params)
    return show(Call(call.request, call.caller, Nothing()))


@endpoint("DELETE", "/api/v1/profile/avatar", scope="write:accounts")
def remove_avatar(call: Call[Nothing]) -> JSON:
    """Take the caller's picture away."""
    portrait.set_avatar(call.account, b"")
    return own_account(call.account, call.user)


@endpoint("DELETE", "/api/v1/profile/header", scope="write:accounts")
def remove_header(call: Call[Nothing]) -> JSON:
    """Take the picture at the head of the caller's profile away."""
    portrait.set_header(call.account, b"")
    return own_account(call.account, call.user)


@endpoint("GET", "/api/v1/preferences", scope="read:accounts")
def preferences(call: Call[Nothing]) -> JSON:
    """How the caller likes to post and read."""
    user = call.user
    return {
        "posting:default:visibility": user.default_visibility,
        "posting:default:sensitive": user.default_sensitive,
        "posting:default:language": user.default_language or None,
        "posting:default:quote_policy": "public",
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
        "reading:autoplay:gifs": False,
    }


@endpoint("GET", "/oauth/userinfo", scope="profile")
def userinfo(call: Call[Nothing]) -> JSON:
    """Who calls, in OpenID's words."""
    view = hydrate_account(call.account, call.account.pk)
    return {
        "iss": view.url.partition("/@")[0] if view else "",
        "sub": str(call.account.pk),
        "name": call.account.shown_name,
        "preferred_username": call.account.username,
        "profile": view.url if view else "",
        "picture": view.avatar if view else "",
    }
