"""Groups of figures that a reader takes for one number, whatever parts them.

The idea: who writes '943 47 65 919' means one number, who writes '120 80 72 98 18' means five. So a number is
the whole of a row of groups, from word to word; what is named a measure before it, has a unit after it,
rises or falls like a list, or holds a year, is one only where the caller sees a patient's word nearby.

- `loosened` writes plainly what only looks different: entities ('&nbsp;'), emoji and other signs are blanks,
  so are 'then' and its like between figures, 'and' a comma, and a letter that looks like a figure is one ('59l9', 'O23').
- `rows` finds the groups, and how they are parted.

What would break it: a word between figures that is not in `_THEN`; a measure's word that is not in `_MEASURE`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from rounds.gate.checks.fold import as_it_looks

_ENTITY = re.compile(
    r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,12});|</?[a-z][^<>\n]{0,40}>", re.IGNORECASE
)
# Whatever is neither letter, figure nor a mark of ASCII: emoji, bullets, arrows, the frame of a keycap.
_SIGN = re.compile(r"[^\w\x00-\x7f£€°±≈]|[\ufe0f\u20e3]")
_LETTERS = str.maketrans("lIOo", "1100")
_LOOKS_LIKE = re.compile(r"(?<![^\W_])(?=[lIOo]{0,3}\d)[\dlIOo]{1,10}(?![^\W_])")
_THEN = re.compile(
    r"(?<=[\d\s,])(?:and\s+then|followed\s+by|then|next|space|blank|dash|hyphen|dot|point|slash|stroke|comma|"
    r"und\s+dann|dann|leer|strich|punkt|puis|luego|poi)(?=[\s,]*[\da-zäöüß])",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<=\d\s)(?:and|plus|minus|und|et|y|e)(?=\s\d)", re.IGNORECASE)
_MARK = r"[^\w\n\x00%£$€<>]|_"
_ROW = re.compile(
    rf"(?<![^\W_])\d{{1,10}}(?![^\W_])(?:(?:{_MARK}|\n){{1,24}}\d{{1,10}}(?![^\W_])){{0,40}}"
)
_GROUP = re.compile(r"\d+")
_SOFT = re.compile(r"[\s*_~'\"`()\[\]{}]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MEASURE = re.compile(
    r"(?:[£$€+±<>=≈]\s?|\b(?:BP|HR|RR|P|T|sats?|SpO2|temps?|pulse|obs|observations?|vitals?|NEWS2?|GCS|BMs?|glucose|"
    r"lactate|pH|pCO2|pO2|Na|K|urea|creat\w*|Hb|WCC|CRP|plts?|platelets?|INR|trop\w*|BMI|peak\s+flows?|"
    r"scor(?:e|es|ed)|grades?|marks?|dos(?:e|es|ed)|mgs?|mcg|ml|values?|levels?|readings?|results?|titres?|"
    r"years?|ages?|aged|weights?|prices?|costs?|counts?|totals?|rows?|pages?|pp|vol|items?|rates?|ratios?|"
    r"n|CI|OR|tel|phone|mobile|fax|bleep|pager|ext|call|ring|dial|trial|grant|isbn|doi|ref|sequence|series|"
    r"lottery|version|werte?|jahre?|dosis|dosen|punkte|puls)\b[\s:=.,(]{0,4}(?:[^\W\d]+[\s:=(]{1,3}){0,2})\Z",
    re.IGNORECASE,
)  # fmt: skip
_UNIT = re.compile(
    r"[)\s]{0,3}(?:[%°£$€]|(?:mgs?|mcg|µg|g|kg|mls?|l|mmol\w*|mmHg|cm|mm|bpm|kPa|k|m|years?|yrs?|yo|weeks?|days?|hours?|"
    r"hrs?|h|min\w*|months?|people|patients|participants|subjects|cases|deaths|women|men|children|adults|points?|"
    r"votes?|followers|views|posts|pounds|euros?|dollars|USD|EUR|GBP|million|respectively|jahre?|tage|punkte)\b)",
    re.IGNORECASE,
)
# Marks that count or divide: beside other marks the figures are values.
_COUNTING = frozenset("./:=")
_TWO, _SHORT, _FOUR, _FEW, _BYTE, _BEFORE = 2, 3, 4, 5, 256, 40


@dataclass(frozen=True, slots=True)
class Row:
    """Groups of figures from `start` to `end`, and the marks between them ('' where only blanks are)."""

    start: int
    end: int
    groups: tuple[str, ...]
    marks: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def figures(self) -> str:
        """All of its figures."""
        return "".join(self.groups)

    def part(self, first: int, last: int) -> "Row":
        """Its groups from `first` up to but not with `last`, as a row."""
        end = self.places[last - 1] + len(self.groups[last - 1])
        return Row(
            self.places[first], end, self.groups[first:last],
            self.marks[first : last - 1], self.places[first:last],
        )  # fmt: skip


def loosened(text: str) -> str:
    """Folded `text`, of the same length, with what only looks different written plainly."""
    text = _ENTITY.sub(_entity, as_it_looks(text))
    if not text.isascii():
        text = _SIGN.sub(" ", text)
    text = _LOOKS_LIKE.sub(lambda found: found[0].translate(_LETTERS), text)
    text = _AND.sub(lambda found: ",".ljust(len(found[0])), text)
    return _THEN.sub(lambda found: " " * len(found[0]), text)


def _entity(found: re.Match[str]) -> str:
    meant = unescape(found[0])
    written = meant if len(meant) == 1 and meant.isdecimal() else " "
    return written.ljust(len(found[0]))


def rows(text: str) -> Iterator[Row]:
    """Every row of groups in the loosened `text`, each whole."""
    for match in _ROW.finditer(text):
        groups = list(_GROUP.finditer(match[0]))
        between = [match[0][one.end() : other.start()] for one, other in pairwise(groups)]
        yield Row(
            match.start(), match.end(), tuple(one[0] for one in groups),
            tuple("," if "\n" in one else _SOFT.sub("", one) for one in between),
            tuple(match.start() + one.start() for one in groups),
        )  # fmt: skip


def is_one_number(row: Row, text: str) -> bool:
    """Whether the groups of `row` can hardly be anything but one number, whatever stands around."""
    if row.groups[0][0] == "0" or any(map(_YEAR.fullmatch, row.groups)):
        return False
    marks = set(row.marks)
    return may_be_one_number(row, text) and len(marks) < _TWO and not marks & {",", ";"}


def may_be_one_number(row: Row, text: str) -> bool:
    """Whether the groups of `row` are one number where the words around it speak of a patient."""
    marks = set(row.marks)
    mixed = len(marks) > 1 and bool(_COUNTING & set("".join(marks)))
    return not (mixed or _is_list(row) or _is_address(row) or _is_measure(row, text))


def parts(row: Row) -> Iterator[Row]:
    """What of `row` may be a number by itself: between commas, or without a bed or an age beside it."""
    cuts = [at + 1 for at, mark in enumerate(row.marks) if mark in {",", ";", "."}]
    for first, last in pairwise([0, *cuts, len(row.groups)]):
        if cuts and last - first > 1:
            yield row.part(first, last)
    for first, last, left in ((1, len(row.groups), 0), (0, len(row.groups) - 1, -1)):
        if 1 < last - first < _FEW and len(row.groups[left]) < _SHORT:
            yield row.part(first, last)


def _is_list(row: Row) -> bool:
    values = [int(one) for one in row.groups]
    return len(values) >= _FEW and values in (sorted(values), sorted(values, reverse=True))


def _is_address(row: Row) -> bool:
    """Whether it is written like the address of a computer: 192.168.10.10."""
    dotted = set(row.marks) == {"."} and len(row.groups) == _FOUR
    return dotted and all(int(one) < _BYTE for one in row.groups)


def _is_measure(row: Row, text: str) -> bool:
    before = text[max(0, row.start - _BEFORE) : row.start]
    return bool(_MEASURE.search(before) or _UNIT.match(text, row.end))
