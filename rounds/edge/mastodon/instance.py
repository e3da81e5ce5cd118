"""The server about itself: what it is, what it allows, who looks after it."""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from rounds.base import clock, html, images
from rounds.base.errors import NotFound
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint
from rounds.edge.mastodon.shapes import accounts_json, moment_json
from rounds.identity import counts, profile
from rounds.posts import attach, media, polls, react
from rounds.posts.counts import local_activity
from rounds.timelines import addresses, push_key
from rounds.timelines.tags import FEATURED_AT_MOST
from rounds.trust.privacy import PRIVACY
from rounds.trust.rules import Rule, list_rules

# Apps read the first number to learn which calls they may make: the API spoken is that of 4.4.
_SPEAKS = "4.4.0"
_CHARACTERS_FOR_A_LINK = 23
_KEPT = timedelta(hours=1)


@cache
def own_version() -> str:
    try:
        return metadata.version("rounds")
    except metadata.PackageNotFoundError:
        return "0.1.0"


def version() -> str:
    """Which API is spoken, and by what."""
    return f"{_SPEAKS} (compatible; Rounds {own_version()})"


def _rule(one: Rule) -> dict[str, Any]:
    return {"id": str(one.id), "text": one.text, "hint": one.hint, "translations": {}}


def _rules() -> list[dict[str, Any]]:
    return [_rule(one) for one in list_rules(settings.ROUNDS_HOME)]


def _bytes_allowed() -> int:
    size: int = settings.ROUNDS.max_media_mb
    return size * 1024 * 1024


def _limits() -> dict[str, Any]:
    """What fits: the same numbers that the rooms themselves refuse by."""
    return {
        "accounts": {
            "max_featured_tags": FEATURED_AT_MOST,
            "max_pinned_statuses": react.MOST_PINS,
            "max_profile_fields": profile.FIELDS,
            "profile_field_name_limit": profile.FIELD_LENGTH,
            "profile_field_value_limit": profile.FIELD_LENGTH,
            "max_display_name_length": profile.NAME_LENGTH,
            "max_note_length": profile.NOTE_LENGTH,
            "max_avatar_description_length": 500,
            "max_header_description_length": 0,
        },
        "statuses": {
            "max_characters": settings.ROUNDS.max_characters,
            "max_media_attachments": attach.MOST_PICTURES,
            "characters_reserved_per_url": _CHARACTERS_FOR_A_LINK,
        },
        "media_attachments": {
            "supported_mime_types": list(images.TYPES),
            "description_limit": media.LONGEST_DESCRIPTION,
            "image_size_limit": _bytes_allowed(),
            "image_matrix_limit": images.MAX_PIXELS,
            "video_size_limit": 0,
            "video_frame_rate_limit": 0,
            "video_matrix_limit": 0,
        },
        "polls": {
            "max_options": polls.MOST_OPTIONS,
            "max_characters_per_option": polls.LONGEST_OPTION,
            "min_expiration": int(polls.SHORTEST.total_seconds()),
            "max_expiration": int(polls.LONGEST.total_seconds()),
        },
    }


def _contact() -> bytes:
    """The account of whoever looks after the server, as JSON; null where nobody was appointed."""
    found = counts.contact_account()
    return accounts_json(None, [found.pk])[1:-1] if found else b"null"


def _with_contact(entity: dict[str, Any], key: str, contact: dict[str, Any] | None) -> bytes:
    head = msgspec.json.encode(entity)[:-1]
    account = _contact()
    if contact is None:
        return b'%s,"%s":%s}' % (head, key.encode(), account)
    return b'%s,"%s":%s,"account":%s}}' % (
        head, key.encode(), msgspec.json.encode(contact)[:-1], account,
    )  # fmt: skip


def _streaming() -> str:
    address: str = settings.BASE_URL
    return address.replace("http", "ws", 1)


def _is_open() -> bool:
    return settings.ROUNDS.registration in {"open", "approval"}


@endpoint("GET", "/api/v1/instance", needs="none")
def first(call: Call[Nothing]) -> JSON:
    """The server, in the older shape."""
    rounds, here = settings.ROUNDS, census()
    entity = {
        "uri": settings.LOCAL_HOST,
        "title": rounds.name,
        "short_description": rounds.description,
        "description": rounds.description,
        "email": rounds.contact,
        "version": version(),
        "urls": {"streaming_api": _streaming()},
        "stats": {
            "user_count": here.people,
            "status_count": here.posts,
            "domain_count": here.other_servers,
        },
        "thumbnail": addresses.static_url("icons/app-512.png"),
        "languages": ["en", "de"],
        "registrations": _is_open(),
        "approval_required": rounds.registration == "approval",
        "invites_enabled": rounds.registration == "invitation",
        "configuration": _limits(),
        "rules": _rules(),
        "max_toot_chars": rounds.max_characters,
    }
    return _with_contact(entity, "contact_account", None)


def _configuration() -> dict[str, Any]:
    """The limits, and what else an app sets itself up by."""
    everybody = {"local": "public", "remote": "public"}
    nobody = {"local": "disabled", "remote": "disabled"}
    return {
        **_limits(),
        "urls": {
            "streaming": _streaming(),
            "status": None,
            "about": f"{settings.BASE_URL}/about",
            "privacy_policy": f"{settings.BASE_URL}/about#privacy",
            "terms_of_service": None,
        },
        "vapid": {"public_key": push_key.public_key()},
        "translation": {"enabled": False},
        "limited_federation": True,
        "timelines_access": {
            "live_feeds": everybody,
            "hashtag_feeds": everybody,
            "trending_link_feeds": nobody,
        },
    }


@endpoint("GET", "/api/v2/instance", needs="none")
def second(call: Call[Nothing]) -> JSON:
    """The server."""
    rounds, base = settings.ROUNDS, settings.BASE_URL
    icons = [
        {"src": addresses.static_url(f"icons/app-{size}.png"), "size": f"{size}x{size}"}
        for size in (180, 192, 512)
    ]
    entity: dict[str, Any] = {
        "domain": settings.LOCAL_HOST,
        "title": rounds.name,
        "version": version(),
        "source_url": rounds.source_url,
        "description": rounds.description,
        "usage": {"users": {"active_month": census().active_month}},
        "thumbnail": {
            "url": addresses.static_url("icons/app-512.png"),
            "blurhash": None,
            "versions": {},
            "description": rounds.name,
        },
        "icon": icons,
        "languages": ["en", "de"],
        "configuration": _configuration(),
        "registrations": {
            "enabled": _is_open(),
            "approval_required": rounds.registration == "approval",
            "reason_required": rounds.registration == "approval",
            "message": None,
            "min_age": rounds.minimum_age or None,
            "url": None,
            "sign_up_url": f"{base}/accounts/signup/",
        },
        "rules": _rules(),
        "api_versions": {"mastodon": 6, "rounds": 1},
        "wrapstodon": None,
    }
    return _with_contact(entity, "contact", {"email": rounds.contact})


@endpoint("GET", "/api/v1/instance/rules", needs="none")
def rules(call: Call[Nothing]) -> JSON:
    """What everybody here agrees to."""
    return _rules()


@endpoint("GET", "/api/v1/instance/peers", needs="none")
def peers(call: Call[Nothing]) -> JSON:
    """Other servers that anybody known here is from."""
    return counts.known_servers()


_census_kept: dict[str, tuple[Any, counts.Census]] = {}
_weeks_kept: dict[str, tuple[Any, list[dict[str, str]]]] = {}


def census() -> counts.Census:
    """The numbers, counted at most once in five minutes: every app asks as it starts."""
    known = _census_kept.get("now")
    moment = clock.now()
    if known and timedelta(0) <= moment - known[0] < timedelta(minutes=5):
        return known[1]
    found = counts.census()
    _census_kept["now"] = moment, found
    return found


def _weeks() -> list[dict[str, str]]:
    """The last twelve weeks. Nobody's log-ins are counted: `logins` are people who posted."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    out = []
    for n in range(12):
        start = monday - timedelta(weeks=n)
        end = start + timedelta(weeks=1)
        posts, people = local_activity(start, end)
        out.append(
            {
                "week": str(int(start.timestamp())),
                "statuses": str(posts),
                "logins": str(people),
                "registrations": str(counts.opened_between(start, end)),
            }
        )
    return out


@endpoint("GET", "/api/v1/instance/activity", needs="none")
def activity(call: Call[Nothing]) -> JSON:
    """Posts, people who posted and new accounts of the last twelve weeks."""
    known = _weeks_kept.get("now")
    moment = clock.now()
    if known is None or not timedelta(0) <= moment - known[0] < _KEPT:
        known = _weeks_kept["now"] = moment, _weeks()
    return known[1]


@endpoint("GET", "/api/v1/instance/domain_blocks", needs="none")
def domain_blocks(call: Call[Nothing]) -> JSON:
    """Servers this one keeps out: it talks to none yet, so it blocks none."""
    return []


def _text(name: str) -> Path | None:
    """A text of the operator, `NAME.md` in the server's home."""
    path: Path = settings.ROUNDS_HOME / f"{name}.md"
    return path if path.is_file() else None


def _described(path: Path) -> dict[str, Any]:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    words = path.read_text(encoding="utf-8")
    return {
        "updated_at": moment_json(changed),
        "content": html.render(words, settings.BASE_URL, {}),
    }


@endpoint("GET", "/api/v1/instance/extended_description", needs="none")
def extended_description(call: Call[Nothing]) -> JSON:
    """What the operator says about the server (`about.md` in its home), else its one sentence."""
    path = _text("about")
    if path:
        return _described(path)
    words = html.render(settings.ROUNDS.description, settings.BASE_URL, {})
    return {"updated_at": moment_json(clock.now()), "content": words}


@endpoint("GET", "/api/v1/instance/privacy_policy", needs="none")
def privacy_policy(call: Call[Nothing]) -> JSON:
    """The operator's privacy policy (`privacy.md` in its home), else what the page 'About' says."""
    path = _text("privacy")
    if path:
        return _described(path)
    words = html.render("\n\n".join(PRIVACY), settings.BASE_URL, {})
    return {"updated_at": moment_json(clock.now()), "content": words}


@endpoint("GET", "/api/v1/instance/terms_of_service", needs="none")
def terms(call: Call[Nothing]) -> JSON:
    """The operator's terms (`terms.md` in the server's home), where there are any."""
    path = _text("terms")
    if path is None:
        raise NotFound
    said = _described(path)
    return {
        "effective_date": said["updated_at"][:10],
        "effective": True,
        "content": said["content"],
        "succeeded_by": None,
    }


@endpoint("GET", "/api/v1/instance/translation_languages", needs="none")
def translation_languages(call: Call[Nothing]) -> JSON:
    """Which languages posts are translated between: none here."""
    return {}


@endpoint("GET", "/api/v1/instance/languages", needs="none")
def languages(call: Call[Nothing]) -> JSON:
    """The languages of the pages."""
    return [{"code": "en", "name": "English"}, {"code": "de", "name": "Deutsch"}]


@endpoint("GET", "/api/v1/custom_emojis", needs="none")
def custom_emojis(call: Call[Nothing]) -> JSON:
    """This server has no emoji of its own."""
    return []


@endpoint("GET", "/api/v1/announcements", needs="user")
def announcements(call: Call[Nothing]) -> JSON:
    """This server announces by posts, so that everybody can answer."""
    return []


@endpoint("POST", "/api/v1/announcements/:id/dismiss", scope="write:accounts")
def dismiss_announcement(call: Call[Nothing], id: str) -> JSON:
    """There is none to dismiss.

    Errors: NotFound.
    """
    raise NotFound


def forget_counts() -> None:
    """Count anew when next asked."""
    _census_kept.clear()
    _weeks_kept.clear()
