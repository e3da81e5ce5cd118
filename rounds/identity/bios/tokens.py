"""The words of a bio, folded: no capitals, no accents, no hyphens; marks that end a clause stay.

Pure and small, because both the tables and the bios go through it: a phrase of a table and the same
words in a bio always fold to the same thing.
"""

import re
import unicodedata

ENDS = frozenset(".,;:|•·–—→()[]!?\n+&/")
"""Marks that end a clause. A hyphen inside a word is a space; a full stop inside letters is not there."""

_OWNED = {"'s"}
ENDINGS = (
    "ologist",
    "chat",
    "soc",
    "wissenschaftler",
    "wissenschaftlerin",
    "forscher",
    "forscherin",
)
"""Ends of words that a table may hold: 'nurseschat' is '*chat'."""

_ODD = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ß": "ss", "đ": "d", "ı": "i", "’": "'", "‘": "'", "`": "'"}
    | {"–": "—", "➡": "→", "⇒": "→", "➜": "→", "·": "|", "•": "|", "¦": "|", "‖": "|", "›": "|", "»": "|"}
)  # fmt: skip
_DOTTED = re.compile(r"\b(?:[a-z]{1,2}\.){2,}(?:[a-z]{1,4}\b)?")
_MBBS = re.compile(r"\bm\.?\s?b\.?\s?,\s?b\.?\s?s\b\.?")
_ARROW = re.compile(r"-+>|=+>|~>")
_DASH = re.compile(r"\s-+\s|--+")
_SMALL = r"'(?:s|t|re|m|ll|ve|d)(?!\w)"
_SCRIPTS = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_TOKEN = re.compile(rf"{_SCRIPTS}|{_SMALL}|(?:(?!{_SCRIPTS})[^\W_])+|\n|[^\w\s'\-\"“”#@*]")
_DROPPED = frozenset("\ufe0f\u200d\u2640\u2642🏻🏼🏽🏾🏿")


def fold(text: str) -> str:
    """`text` without capitals, accents and dotted abbreviations ('Ph.D.' is 'phd')."""
    bare = unicodedata.normalize("NFKD", text).casefold().translate(_ODD)
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in _DROPPED)
    bare = _MBBS.sub("mbbs", bare)
    bare = _DASH.sub(" — ", _ARROW.sub(" → ", bare))
    return _DOTTED.sub(lambda found: found.group().replace(".", ""), bare)


def tokens_of(text: str) -> list[str]:
    """The folded words and the marks between them, in order."""
    return _TOKEN.findall(fold(text))


def beginnings(token: str) -> tuple[str, ...]:
    """The keys under which a table may hold `token`: itself, its beginnings as 'cardiol*', '<n>'."""
    kept = [token, *(f"{token[:length]}*" for length in range(len(token), 2, -1))]
    kept.extend(f"*{ending}" for ending in ENDINGS if token.endswith(ending))
    if token in _OWNED:
        kept.append("s")
    if token.isdigit():
        kept.append("<n>")
    return tuple(kept)
