"""What changed between two texts, word by word. Pure."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_CHANGED = 1 / 3
FEWEST_KEPT = 1 / 3
_FEWEST = 4
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

_SENSE = re.compile(
    r"\d+(?:\.\d+)*|[^\W\d_]+|[<>\u2264\u2265\u00b1%\u2030]|(?<![\w)])[+\u2212-](?=\d)"
)
_SPELT_OUT = (
    (re.compile(r"\b(?:can't|cannot)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),
    (re.compile(r"(?<=\d),(?=\d)"), "."),
)
# One of these more or less, and a text says something else.
_TURNS = re.compile(
    r"\d.*|[^\w\s]|not|no|never|none|neither|nor|without|non|only|always|except|unless|avoid\w*|stop\w*|start\w*|"
    r"contraindicat\w*|contra|indicated|withhold|omit|left|right|before|after|above|below|more|less|higher|lower|"
    r"increase\w*|decrease\w*|raise[sd]?|reduce[sd]?|safe|unsafe|hyper\w+|hypo\w+|"
    r"nicht|nie|niemals|kein\w*|ohne|nur|immer|au\u00dfer|kontraindiziert|links|rechts|vor|nach|\u00fcber|unter|mehr|"
    r"weniger|h\u00f6her|niedriger|erh\u00f6h\w*|senk\w*|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|once|twice|half|double|"
    r"kg|g|mg|mcg|\u00b5g|\u03bcg|ng|ml|l|dl|mmol|mol|mosm|units?|iu|mmhg|kpa|cm|mm|joules?|j|hz|bpm|"
    r"seconds?|minutes?|hours?|hourly|days?|daily|weeks?|weekly|months?|years?|od|bd|tds|qds|prn|iv|im|sc|po"
)


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


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def words_kept(before: str, after: str) -> int:
    """How many words of `before` stand in `after`, in the same order."""
    matcher = SequenceMatcher(None, _words_of(before), _words_of(after), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def turns_the_meaning(before: str, after: str) -> bool:
    """Whether a 'not' or its like came, went or moved, or a number, a dose or a unit is another.

    Example: turns_the_meaning("Give 5 mg.", "Give 50 mg."); '5mg' and "don't" are '5 mg' and 'do not'.
    """
    old, new = _meant(before), _meant(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return any(
        _TURNS.fullmatch(word)
        for what, a, b, c, d in matcher.get_opcodes() if what != "equal"
        for word in (*old[a:b], *new[c:d])
    )  # fmt: skip


def _meant(text: str) -> list[str]:
    """The words, figures and signs of `text`, each in one spelling."""
    plain = text.casefold().replace("\u2019", "'")
    for pattern, written in _SPELT_OUT:
        plain = pattern.sub(written, plain)
    return _SENSE.findall(plain)


def is_more_than_wording(before: str, after: str) -> bool:
    """Whether more changed than a correction of the wording does: the meaning, or a third of the
    words, and four.

    Example: is_more_than_wording("a b c d e f", "u v w x y z"); a mended typing error is not.
    """
    if turns_the_meaning(before, after):
        return True
    longer = max(len(_words_of(before)), len(_words_of(after)))
    changed = longer - words_kept(before, after)
    return changed >= _FEWEST and changed > longer * MOST_CHANGED


def is_written_anew(reviewed: str, after: str) -> bool:
    """Whether fewer than a third of the words of `after` stood in the version that was `reviewed`.

    Example: is_written_anew("Rate, rhythm, axis.", "Buy our pump."); a shortened text is not.
    """
    return words_kept(reviewed, after) < len(_words_of(after)) * FEWEST_KEPT


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
