"""The words of the archive: a post as ActivityStreams 2.0 with our labels, and back. Pure.

The shape is Mastodon's outbox, so that its tools read it; what Mastodon has no word for stands under
`rounds:`, declared in the file's own context. Reading trusts nothing: a field of the wrong kind counts
as absent, an audience that isn't understood is the narrowest.

Source: W3C ActivityStreams 2.0 (2017); docs/archive-format.md, where each word is explained.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from rounds.base import clock
from rounds.base.html import strip
from rounds.base.ids import parse_id
from rounds.gate.draft import Draft
from rounds.posts.composition import Elsewhere, PollDraft, Version
from rounds.posts.labels import Bloom, ForWhom, Labels, Level, Voice
from rounds.posts.visibility import Visibility

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = [
    "https://www.w3.org/ns/activitystreams",
    "https://w3id.org/security/v1",
    {
        "rounds": "urn:rounds:archive:1:", "toot": "http://joinmastodon.org/ns#",
        "schema": "http://schema.org/", "sensitive": "as:sensitive", "Hashtag": "as:Hashtag",
        "votersCount": "toot:votersCount", "blurhash": "toot:blurhash",
        "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
        "quoteUrl": "as:quoteUrl",
    },
]  # fmt: skip
# The two pictures of a profile: the archive's word for each, and ours.
PORTRAIT = {"icon": "avatar", "image": "header"}
LONGEST_URI = 2048
MOST_VERSIONS = 100
MOST_SEALS = 1000


@dataclass(frozen=True, slots=True)
class PictureIn:
    """A picture of a post that is to be brought in: where it is in the archive, and what it shows."""

    path: str
    description: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PostIn:
    """A post read from an archive. `uris` are its addresses, the latest first; `draft` is without pictures;
    `confirmed` are the seals of what its author confirmed where it was published."""

    uris: tuple[str, ...]
    draft: Draft
    elsewhere: Elsewhere
    pictures: tuple[PictureIn, ...]
    reply_to: str
    quote_of: str = ""
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoostIn:
    """A boost read from an archive: the address of what was passed on."""

    of: str
    at: datetime
    visibility: Visibility


ANSWER = "Answer to"
QUOTE = "RE:"


def link_line(word: str, address: str) -> str:
    """The line that stands in a text where what it answers (`ANSWER`) or quotes (`QUOTE`) is not here."""
    return f"{word} {address}"


def without_link(text: str, word: str, stated: str) -> tuple[str, str]:
    """`text` without such a line, and the address: the one that is stated, else that of the last lines."""
    lines = text.split("\n")
    if not stated:
        last = [one for one in lines[-2:] if re.fullmatch(rf"{re.escape(word)} https?://\S+", one)]
        stated = last[-1].rpartition(" ")[2] if last else ""
    if not stated or len(stated) > LONGEST_URI:
        return text, ""
    line = link_line(word, stated)
    kept = [one for at, one in enumerate(lines) if one != line or 0 < at < len(lines) - 2]
    return "\n".join(kept).strip("\n"), stated


def audience(visibility: int, followers: str, named: list[str]) -> dict[str, list[str]]:
    """Whom a post is for, as `to` and `cc`."""
    match visibility:
        case Visibility.PUBLIC:
            return {"to": [PUBLIC], "cc": [followers, *named]}
        case Visibility.UNLISTED:
            return {"to": [followers], "cc": [PUBLIC, *named]}
        case Visibility.FOLLOWERS:
            return {"to": [followers], "cc": named}
        case _:
            return {"to": named, "cc": []}


def visibility_in(note: Mapping[str, Any], followers: str) -> Visibility:
    """The audience that `to` and `cc` say; the narrowest where they say nothing known."""
    to, cc = _strings(note.get("to")), _strings(note.get("cc"))
    if any(name in {PUBLIC, "as:Public", "Public"} for name in to):
        return Visibility.PUBLIC
    if any(name in {PUBLIC, "as:Public", "Public"} for name in cc):
        return Visibility.UNLISTED
    is_followers = any(n == followers or n.endswith("/followers") for n in [*to, *cc])
    return Visibility.FOLLOWERS if is_followers else Visibility.DIRECT


def moment_in(value: object) -> datetime | None:
    """A date with its zone, between 1970 and now; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if not 1970 < found.year < 9999:
        return None
    return min(found.astimezone(UTC), clock.now())


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _string(value: object) -> str:
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _mappings(value: object) -> list[Mapping[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, Mapping)]


def _number(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**31 else 0


def _words(note: Mapping[str, Any]) -> tuple[str, str]:
    """The text as it was typed, or the words of its HTML; and its language."""
    by_language = note.get("contentMap")
    languages = list(by_language) if isinstance(by_language, Mapping) else []
    language = _string(note.get("rounds:language")) or (languages[0] if languages else "")
    source = note.get("source")
    if isinstance(source, Mapping) and source.get("mediaType") == "text/plain":
        return _string(source.get("content")), _string(language)
    markup = re.sub(r'<span class="invisible">(https?://(www\.)?)</span>', r"\1", _string(note.get("content")))  # fmt: skip
    return strip(markup), _string(language)


def _one_of(kind: Any, value: object) -> Any:
    return kind(value) if isinstance(value, str) and value in set(kind) else kind("")


def _labels(note: Mapping[str, Any]) -> Labels:
    told = note.get("rounds:labels")
    told = told if isinstance(told, Mapping) else {}
    speaks_for = told.get("speaksForId")
    return Labels(
        voice=_one_of(Voice, told.get("voice")),
        speaks_for=parse_id(speaks_for),
        for_whom=_one_of(ForWhom, told.get("forWhom")),
        summary=_string(told.get("summary")),
        licence=_string(told.get("licence")),
        sponsored_by=_string(told.get("sponsoredBy")),
        level=_one_of(Level, told.get("level")),
        bloom=_one_of(Bloom, told.get("bloom")),
    )


def _pictures(note: Mapping[str, Any]) -> tuple[PictureIn, ...]:
    found = []
    for one in _mappings(note.get("attachment") or []):
        focus = one.get("focalPoint")
        numbers = isinstance(focus, list) and len(focus) == 2
        across, up = (
            (float(part) if isinstance(part, int | float) and -1 <= part <= 1 else 0.0)
            for part in (focus if numbers else (0.0, 0.0))  # type: ignore[union-attr]
        )
        path = urlsplit(_string(one.get("url"))).path.lstrip("/")
        if path:
            found.append(PictureIn(path, _string(one.get("name")), (across, up)))
    return tuple(found)


def _poll(note: Mapping[str, Any]) -> tuple[PollDraft | None, tuple[int, ...]]:
    multiple = "anyOf" in note
    options = _mappings(note.get("anyOf" if multiple else "oneOf") or [])
    if not options:
        return None, ()
    names = tuple(_string(one.get("name")) for one in options)
    votes = [one.get("replies") for one in options]
    counts = tuple(_number(v.get("totalItems")) if isinstance(v, Mapping) else 0 for v in votes)
    return PollDraft(options=names, multiple=multiple), counts


def _version(one: Mapping[str, Any], at: datetime) -> Version:
    return Version(
        source=_string(one.get("content")),
        content_warning=_string(one.get("summary")),
        sensitive=one.get("sensitive") is True,
        written_at=at,
        labels=_labels(one) if isinstance(one.get("rounds:labels"), Mapping) else None,
        teaching=one.get("rounds:teaching") is True,
        interests=_string(one.get("rounds:interests")),
    )


def _earlier(note: Mapping[str, Any]) -> tuple[Version, ...]:
    told = _mappings(note.get("rounds:earlierVersions") or [])[:MOST_VERSIONS]
    return tuple(_version(one, at) for one in told if (at := moment_in(one.get("published"))))


def post_in(activity: object, followers: str) -> PostIn | None:
    """The post that an activity of an outbox creates; None where it creates none that can be read."""
    if not isinstance(activity, Mapping) or activity.get("type") != "Create":
        return None
    note = activity.get("object")
    if not isinstance(note, Mapping) or note.get("type") not in {"Note", "Question", "Article"}:
        return None
    at = moment_in(note.get("published") or activity.get("published"))
    uri = _string(note.get("id"))
    if at is None or not uri or len(uri) > LONGEST_URI:
        return None
    origins = [o for o in _strings(note.get("rounds:origin")) if o and len(o) <= LONGEST_URI][:50]
    text, language = _words(note)
    text, quote_of = without_link(text, QUOTE, _quoted(note))
    text, reply_to = without_link(text, ANSWER, _string(note.get("inReplyTo")))
    poll, counts = _poll(note)
    return PostIn(
        uris=(uri, *origins),
        draft=Draft(
            text=text, content_warning=_string(note.get("summary")),
            sensitive=note.get("sensitive") is True, language=language,
            visibility=visibility_in(note, followers), poll=poll,
            teaching=note.get("rounds:teaching") is True,
            interests=_string(note.get("rounds:interests")) or None, labels=_labels(note),
        ),
        elsewhere=Elsewhere(
            host=urlsplit(uri).netloc[:60], written_at=at, edited_at=moment_in(note.get("updated")),
            earlier=_earlier(note), poll_counts=counts, poll_voters=_number(note.get("votersCount")),
            poll_ended=moment_in(note.get("endTime")),
            interests_at=moment_in(note.get("rounds:interestsDeclared")),
        ),
        pictures=_pictures(note),
        reply_to=reply_to,
        quote_of=quote_of,
        confirmed=_seals(note),
    )  # fmt: skip


def _seals(note: Mapping[str, Any]) -> tuple[str, ...]:
    told = _mappings(note.get("rounds:confirmed") or [])[:MOST_SEALS]
    return tuple(seal for one in told if (seal := _string(one.get("seal"))))


def _quoted(note: Mapping[str, Any]) -> str:
    """The address of the quoted post, under the names that servers give it."""
    names = ("quoteUrl", "quote", "quoteUri", "_misskey_quote")
    return next((found for name in names if (found := _string(note.get(name)))), "")


def portrait_in(actor: object) -> dict[str, tuple[str, str]]:
    """Of 'avatar' and 'header' those that a profile has: the path in the archive, and what it shows."""
    found: dict[str, tuple[str, str]] = {}
    if not isinstance(actor, Mapping):
        return found
    for word, which in PORTRAIT.items():
        for one in _mappings(actor.get(word))[:1]:
            if path := urlsplit(_string(one.get("url"))).path.lstrip("/"):
                found[which] = (path, _string(one.get("name")))
    return found


def boost_in(activity: object, followers: str) -> BoostIn | None:
    """The boost that an activity of an outbox makes; None where it makes none that can be read."""
    if not isinstance(activity, Mapping) or activity.get("type") != "Announce":
        return None
    named = activity.get("object")
    of = _string(named.get("id") if isinstance(named, Mapping) else named)
    at = moment_in(activity.get("published"))
    if at is None or not of or len(of) > LONGEST_URI:
        return None
    return BoostIn(of, at, visibility_in(activity, followers))
