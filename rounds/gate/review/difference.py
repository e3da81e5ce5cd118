"""What changed between two texts, word by word. Pure."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(NamedTuple):
    """Words that stayed ('same'), came ('in') or went ('out')."""

    kind: str
    words: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces that `before` and `after` are made of, in the order of reading.

    Joining what stayed and what came gives `after`; what stayed and what went gives `before`.

    Example: difference("a b", "a c") == [Piece("same", "a "), Piece("out", "b"), Piece("in", "c")]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece("out", "".join(old[a:b])))
        if d > c:
            found.append(Piece("in", "".join(new[c:d])))
    return _joined(found)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """One piece of going and one of coming where only blanks stayed between several."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        if pieces[at].kind == "same":
            found.append(pieces[at])
            at += 1
            continue
        end, gone, come = at, "", ""
        while end < len(pieces) and _is_change(pieces, end):
            kind, words = pieces[end]
            gone += words if kind != "in" else ""
            come += words if kind != "out" else ""
            end += 1
        found += [Piece(kind, words) for kind, words in (("out", gone), ("in", come)) if words]
        at = end
    return found


def _is_change(pieces: list[Piece], at: int) -> bool:
    kind, words = pieces[at]
    if kind != "same":
        return True
    return words.isspace() and "\n" not in words and at + 1 < len(pieces)
