"""Where a name begins and ends, once somebody is found: the whole of it, in any order of its parts.

A found span is drawn over the words beside it that are ordinary ones elsewhere and a name here:
'Sunday Oliseh', 'May Thet Zaw', 'Do Thanh Long', 'Md. Rafiqul Islam', 'Lim Ah Seng @ Lim Kok Wai'.

What would break it: taking the word that begins a sentence for somebody's ('So Sarah went home').
"""

import re
from collections.abc import Iterable

from rounds.gate.checks.lexicon import (
    is_also_given,
    is_family,
    is_given,
    is_ordinary,
    is_syllable,
    plainly,
)
from rounds.gate.checks.shapes import DAYS, IN_TIME, UPPER, are_syllables

_WORD_BEFORE = re.compile(rf"(?<![\w@#/&.+'’\x00-])(?P<word>[{UPPER}][\w'’-]*\.?)[ ]$")
_SHORT_FOR = frozenset("md mohd muhd mohamad sk smt shri sri mst".split())
_BEGINS = frozenset("so he we you my no see saw may can will".split())
_SON_OF = frozenset("bin ibn bint ben ould binti".split())
_OPENING = re.compile(r"(?:\A|\n|[.!?:;]\s|[^\w\s,()'’-]\s?)[\s\"'“‘(]*\Z")
_ALIAS = re.compile(r"[ ](?:@|a\.?k\.?a\.?|alias)[ ]$", re.IGNORECASE)


def whole_names(text: str, found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """`found` with each span as wide as its name, in order; an alias is part of it."""
    wide = sorted({(_from_the_first_word(text, start, end), end) for start, end in found})
    joined: list[tuple[int, int]] = []
    for start, end in wide:
        if joined and start > joined[-1][1] and _ALIAS.fullmatch(text[joined[-1][1] : start]):
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _from_the_first_word(text: str, start: int, end: int) -> int:
    """Where a name begins whose rest stands at `start:end`."""
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    rest = text[start:end].split()
    if before is None or not (text[start : start + 1].isupper() or rest[0] in _SON_OF):
        return start
    word, place = before["word"], before.start("word")
    plain = plainly(word)
    if plain in _SHORT_FOR:
        return place
    if word.endswith(".") or (word.isupper() and len(word) > 2 and not text[start:end].isupper()):
        return start
    led = text[max(0, place - 12) : place]
    if plain in DAYS:
        return start if IN_TIME.search(led) or is_given(rest[0]) else place
    if _OPENING.search(led[-4:]):
        if len(rest) < 2 or plain in _BEGINS:
            return start
        asian = (is_syllable(word) or plain == "thu") and are_syllables(rest)
        return place if asian or is_also_given(word) or rest[0] in _SON_OF else start
    named = is_also_given(word) or is_syllable(word) or (is_family(word) and is_ordinary(word))
    return place if named or (plain == "thu" and are_syllables(rest)) else start
