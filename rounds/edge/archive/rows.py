"""Rows: what every reader gives, one per post, whatever the file looked like.

A reader is a pure function over bytes. It yields a `Row` for each post it understood and a `Bad`
for each line it did not: a number and a reason, never the text, because a broken line of a chat
between clinicians may still name somebody.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser

HANDLE = re.compile(r"(?<![\w/@])@(\w{1,50})")
TAG = re.compile(r"(?<![\w&/])#(\w{1,100})")
LARGEST_COUNT = 2**62


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that was skipped: where it stands (first line is 1) and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One imported post with its author's profile, in the columns of `sources.ROWS`."""

    source: str
    post_id: str
    author_id: str
    created_at: datetime
    kind: str
    author_handle: str
    reply_to_post: str | None = None
    reply_to_author: str | None = None
    boost_of: str | None = None
    boost_of_author: str | None = None
    mentions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    favourites: int | None = None
    boosts: int | None = None
    language: str | None = None
    text: str | None = None
    url: str | None = None
    author_name: str | None = None
    author_bio: str | None = None
    author_location: str | None = None
    author_followers: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A row with what its decoding cost: fields whose bytes were mended or replaced."""

    row: Row
    mended: int = 0
    replaced: int = 0


Outcome = Read | Bad
Outcomes = Iterator[Outcome]


class Unreadable(ValueError):
    """This line is no post; the message is the reason a person may read (it quotes nothing)."""


def decode_field(raw: bytes) -> tuple[str, int, int]:
    """The text of a field, and whether it was mended (1) or had bytes replaced (1).

    R on Windows writes emoji as two UTF-8 encoded surrogates (CESU-8): those are joined again, so
    they survive. Bytes that are no text at all become U+FFFD.

    Source: Unicode Technical Report 26.
    """
    try:
        return raw.decode("utf-8"), 0, 0
    except UnicodeDecodeError:
        pass
    try:
        return join_surrogates(raw.decode("utf-8", "surrogatepass")), 1, 0
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), 0, 1


def join_surrogates(text: str) -> str:
    """The same text with surrogate pairs joined and lone halves replaced, so it can be stored."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def moment_of(text: str | None) -> datetime:
    """A time of any of the six formats, in UTC and without a zone, as the columns hold it.

    Errors: Unreadable when it is no time between 1990 and 2200.
    """
    parsed = _parse_moment((text or "").strip())
    if parsed is None or not 1990 <= parsed.year <= 2200:
        raise Unreadable("the time cannot be read")
    if parsed.tzinfo is not None:
        parsed = parsed.astimezone(UTC).replace(tzinfo=None)
    return parsed


def _parse_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        return None


def count_of(value: object) -> int | None:
    """A count, or None when the export has none that can be believed."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            return None
        value = int(value)
    return value if 0 <= value <= LARGEST_COUNT else None


def required(value: object, what: str) -> str:
    """A text that must be there.

    Errors: Unreadable naming what is missing.
    """
    text = text_of(value)
    if not text:
        raise Unreadable(f"{what} is missing")
    return text


def text_of(value: object) -> str | None:
    """A text (or a number used as an id) that can be stored, or None."""
    if isinstance(value, str):
        return join_surrogates(value) or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def handles_in(text: str) -> tuple[str, ...]:
    """People addressed in a text, lower case, each once, in order."""
    return unique(handle.casefold() for handle in HANDLE.findall(text))


def tags_in(text: str) -> tuple[str, ...]:
    """Hashtags in a text, lower case, each once, in order."""
    return unique(tag.casefold() for tag in TAG.findall(text))


def unique(values: Iterator[str]) -> tuple[str, ...]:
    """The values in order, each once, empty ones dropped."""
    return tuple(dict.fromkeys(value for value in values if value))


def unescaped(text: str | None) -> str | None:
    """Twitter wrote `&amp;` for `&`: the text as it was typed."""
    return None if text is None else html.unescape(text)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "br", "li"} and self.parts:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(content: str | None) -> str | None:
    """The words of an HTML text, paragraphs on lines of their own."""
    if content is None:
        return None
    words = _Words()
    words.feed(content)
    words.close()
    return re.sub(r"\n{2,}", "\n", "".join(words.parts)).strip()
