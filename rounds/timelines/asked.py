"""What somebody typed into the search box, taken apart. Pure.

Words and "phrases" must all occur; "#sepsis" finds the hashtag, not the word. `from:leo`, `has:media`, `is:reply`, `language:en`,
`before:2026-05-01` and `after:2026-01-01` narrow the search, as in Mastodon.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rounds.base.text import HASHTAG, normal_tag

_PART = re.compile(r'"([^"]*)"|(\S+)')
_OPERATOR = re.compile(r"(from|has|is|language|before|after):(\S+)")
_LETTERS = re.compile(r"\w")
WORDS_AT_MOST = 16


@dataclass(slots=True)
class Asked:
    """The words to find, and what narrows them."""

    words: list[str] = field(default_factory=list)
    author: str = ""
    language: str = ""
    has_media: bool = False
    is_reply: bool = False
    before: datetime | None = None
    after: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a search could start from."""
        return not self.words and not self.author

    @property
    def tags(self) -> list[str]:
        """The hashtags among the words, in their normal form: these are meant as they stand."""
        whole = (HASHTAG.fullmatch(word) for word in self.words)
        return [normal_tag(found[1]) for found in whole if found]


def _day(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None


def _narrow(asked: Asked, operator: str, value: str) -> None:
    match operator:
        case "from":
            asked.author = value.removeprefix("@")
        case "language":
            asked.language = value.lower()
        case "has":
            asked.has_media = asked.has_media or value in {"media", "image", "picture"}
        case "is":
            asked.is_reply = asked.is_reply or value == "reply"
        case "before":
            asked.before = _day(value) or asked.before
        case "after":
            asked.after = _day(value) or asked.after


def read_query(text: str) -> Asked:
    """What `text` asks for; marks that are no words are left out."""
    asked = Asked()
    for phrase, word in _PART.findall(text.replace("\0", " ")):
        operator = _OPERATOR.fullmatch(word)
        if operator:
            _narrow(asked, operator[1], operator[2])
        elif _LETTERS.search(phrase or word):
            asked.words.append(phrase or word)
    del asked.words[WORDS_AT_MOST:]
    return asked
