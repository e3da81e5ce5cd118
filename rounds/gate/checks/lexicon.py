"""The words that the checks look up: names, towns, and capitalised words that name nobody.

A list decides nothing: it makes a cue in the sentence weigh more or less. A name that stands on no
list is found where the sentence says that it is one. Loaded when the first text needs it.

Source: DATA.md says where each list comes from.
"""

import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def plainly(word: str) -> str:
    """`word` in small letters without accents or possessive, as it stands in a list."""
    word = word.lower().replace("’", "'")
    if not word.isascii():
        folded = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in folded if not unicodedata.combining(c))
    return word.removesuffix("'s").strip("'-. ")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset((DATA / f"{name}.txt").read_text("utf-8").strip().split("\n"))


@cache
def _allowed(*sections: str) -> frozenset[str]:
    words = tomllib.loads((DATA / "allow.toml").read_text("utf-8"))
    return frozenset(word for section in sections for word in words[section].split())


def is_given(word: str) -> bool:
    """Whether `word` is a given name that is no ordinary word."""
    plain = plainly(word)
    given = _listed("given")
    return (plain in given or plain.split("-")[0] in given) and not is_ordinary(word)


def is_family(word: str) -> bool:
    """Whether `word` is on the list of surnames."""
    return plainly(word) in _listed("family")


def is_word(word: str) -> bool:
    """Whether `word` is one of the language and on no list of given names."""
    plain = plainly(word)
    return plain in _listed("words") and plain not in _listed("given")


def is_town(words: str) -> bool:
    """Whether `words` name a town or a county."""
    return plainly(words) in _listed("towns")


def is_ordinary(word: str) -> bool:
    """Whether `word` is an ordinary one with a capital, or a month, a people, a drug, a body."""
    return plainly(word) in _allowed("ordinary", "peoples", "drugs", "bodies", "units")


def is_also_given(word: str) -> bool:
    """Whether an ordinary word is a given name too: 'Grace', 'Will', 'June'."""
    return plainly(word) in _allowed("also_given") and word[:1].isupper()


def is_syllable(word: str) -> bool:
    """Whether `word` is a surname of one syllable or few, as in much of East Asia."""
    return plainly(word) in _allowed("syllables")


def is_eponym(word: str) -> bool:
    """Whether diseases, signs or scores carry this name."""
    return plainly(word) in _allowed("eponyms")


def is_public(words: Sequence[str]) -> bool:
    """Whether `words` name somebody of public life or of history, or a charity."""
    plain = " ".join(plainly(w) for w in words)
    return plain in _public()


@cache
def _public() -> frozenset[str]:
    lines = tomllib.loads((DATA / "allow.toml").read_text("utf-8"))["public"].splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(",") if name.strip())


def is_unit(words: str) -> bool:
    """Whether `words` begin with a kind of ward or clinic rather than with its name."""
    first = plainly(words.split()[0].rstrip(".,")) if words.split() else ""
    return first in _allowed("units", "bodies", "peoples", "drugs") or plainly(words) in _allowed(
        "units"
    )
