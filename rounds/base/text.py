"""Text as people type it: hashtags, mentions, links, and how long a post is.

Pure. The patterns follow what Mastodon's users expect (docs.joinmastodon.org, 'Posting'):
a hashtag holds at least one letter; a mention is @name or @name@host; a link counts as 23
characters and a remote mention as its local part.
"""

import re
import unicodedata
from dataclasses import dataclass

HASHTAG = re.compile(r"(?<![\w/&#])#(\w*[^\W\d]\w*)")
MENTION = re.compile(
    r"(?<![\w/@.])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)(?:@([\w.-]*\w(?::\d{1,5})?))?",
    re.IGNORECASE,
)
LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
LINK_LENGTH = 23
_TRAILING = ".,;:!?…'\"»"


@dataclass(frozen=True, slots=True)
class Handle:
    """A name somebody was mentioned by; `domain` is empty for somebody here."""

    username: str
    domain: str


def normal_tag(name: str) -> str:
    """The form in which two spellings of one hashtag are the same ('#MedEd' and '#meded')."""
    return unicodedata.normalize("NFKC", name).casefold().removeprefix("#")


def hashtags(text: str) -> list[str]:
    """The hashtags of `text` as written, without '#', each once, in order of appearance."""
    seen: dict[str, str] = {}
    for match in HASHTAG.finditer(LINK.sub(" ", text)):
        seen.setdefault(normal_tag(match[1]), match[1])
    return list(seen.values())


def mentions(text: str) -> list[Handle]:
    """The handles named in `text`, lower-cased, each once, in order of appearance."""
    found = (
        Handle(m[1].lower(), (m[2] or "").lower()) for m in MENTION.finditer(LINK.sub(" ", text))
    )
    return list(dict.fromkeys(found))


def trim_link(link: str) -> str:
    """`link` without the punctuation that ends a sentence and without an unopened bracket."""
    link = link.rstrip(_TRAILING)
    while link.endswith(")") and link.count(")") > link.count("("):
        link = link[:-1].rstrip(_TRAILING)
    return link


def links(text: str) -> list[str]:
    """The web links in `text`, each once, in order of appearance."""
    return list(dict.fromkeys(trim_link(m[0]) for m in LINK.finditer(text)))


def length(text: str) -> int:
    """How many characters of the limit `text` uses: links count 23, mentions their local part."""
    short = LINK.sub(lambda m: "x" * LINK_LENGTH + m[0][len(trim_link(m[0])) :], text)
    short = MENTION.sub(lambda m: "@" + m[1], short)
    return len(unicodedata.normalize("NFC", short))


def plain(text: str) -> str:
    """`text` fit for storing: NFC, no control characters but newline and tab, no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", text)
