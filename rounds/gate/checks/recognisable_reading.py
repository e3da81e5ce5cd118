"""Reading a text for the sum of details: which words of which family stand where. Pure.

One pass looks up each word, alone and with up to three that follow it; the patterns find the rest.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.recognisable_patterns import (
    ENDINGS,
    NO_ENDING,
    NO_PLACE,
    PATTERNS,
    PLACE,
    PROPER,
)
from rounds.gate.checks.recognisable_phrases import PHRASES
from rounds.gate.checks.recognisable_words import FAMILIES

Span = tuple[int, int]

_LONGEST_PHRASE = 4
_SHORTEST_BY_ENDING = 6
_WORD = re.compile(r"[^\W\d_]+(?:[.'\u2019-][^\W_]+)*|\d+[a-z]*")


def _lookup() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for name, words in (*FAMILIES.items(), *PHRASES.items()):
        for word in words:
            table[word] = (*table.get(word, ()), name)
    return table


_LOOKUP = _lookup()
_BEGINNINGS = frozenset(phrase.split()[0] for phrase in _LOOKUP if " " in phrase)


def read(text: str) -> dict[str, list[Span]]:
    """Where each family stands in `text`: its name, and its spans in order of appearance."""
    found: dict[str, list[Span]] = {}
    for name, span in _spans(text):
        found.setdefault(name, []).append(span)
    return _without_own_kin(found)


def _without_own_kin(found: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """`found`, where 'my mum' is the author's story and no patient's relative."""
    ends = {end for _, end in found.get("own_story", ())}
    kin = [span for span in found.pop("kin", ()) if span[1] not in ends]
    return {**found, "kin": kin} if kin else found


def _spans(text: str) -> Iterator[tuple[str, Span]]:
    yield from _listed(text)
    for name, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield name, match.span()
    for match in PLACE.finditer(text):
        group = match.lastgroup or "after"
        words = _plain(match[group]).split()
        if words[0] not in NO_PLACE or (group == "house" and len(words) > 2):
            yield "place", match.span(group)
    for match in PROPER.finditer(text):
        if _plain(match["word"]) not in NO_PLACE:
            yield "proper", match.span("word")


def _plain(words: str) -> str:
    return words.lower().replace("\u2019", "'")


def _listed(text: str) -> Iterator[tuple[str, Span]]:
    tokens = [(_plain(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    for index, (word, start, end) in enumerate(tokens):
        for name in _families_of(word):
            yield name, (start, end)
        if word in _BEGINNINGS:
            phrase = word
            for more, _, last in tokens[index + 1 : index + _LONGEST_PHRASE]:
                phrase = f"{phrase} {more}"
                for name in _LOOKUP.get(phrase, ()):
                    yield name, (start, last)


def _families_of(word: str) -> tuple[str, ...]:
    listed = _LOOKUP.get(word) or _LOOKUP.get(word.removesuffix("'s"))
    if listed is not None:
        return listed
    if len(word) < _SHORTEST_BY_ENDING or word in NO_ENDING:
        return ()
    return tuple(name for name, ending in ENDINGS if ending.match(word))
