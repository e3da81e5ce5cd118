"""NHS numbers, however they are written: held, since no word can make them nobody's.

The idea: one random ten-digit number in eleven ends in a fitting check digit, too. The words around it
can't prove that it is nobody's, so what is written as one number is held wherever it stands; what is
rather a list, a range or a sum is one only beside words that speak of a patient.

Rules
- Ten digits together, 3-3-4, or one by one, with up to three marks in each gap (spaces, dots, commas,
  dashes, brackets, a plus before them), are one number; in a hashtag and in a link, too, but for links of
  hosts whose numbers count papers, posts or meetings (`known_hosts`), DOIs, UUIDs, trials, ISBNs.
- A row of groups of any length, parted by blanks or by one kind of mark, is one number if it is the whole row
  and no measure, list or address (`number_runs`); also with emoji, entities, 'then' or look-alike letters.
- Two or three groups of any length with one kind of dash or stroke are one number. With spaces, commas or
  brackets, as years, as an ascending list or range, or with a leading 0 that opens no date (a telephone's), they
  need a patient's word nearby; after 'NHS number' and its like, nothing else is asked.
- Digits in words ('nine four three, double four ...', and mixed with figures) are read as figures.

What would break it: a separator outside `_MARK`; a host of records that is taken for a publisher's.
Source: NHS Data Dictionary, NHS NUMBER.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from rounds.gate.checks.fold import Folded, without_registrations
from rounds.gate.checks.known_hosts import LINK, is_harmless
from rounds.gate.checks.number_runs import is_one_number, loosened, may_be_one_number, parts, rows
from rounds.gate.checks.numbers import is_nhs_number
from rounds.gate.checks.sources import NHS_NUMBER
from rounds.gate.finding import Finding

_MARK = r"(?:[\s.,;:/\\_()\[\]{}+*|~'\"\u00b7\u2022=&-]|%2[0bd])"
_GAP = rf"{_MARK}{{0,3}}"
# A country code before it makes it a telephone number; more digits make it something else.
_FIRST = r"(?<!\d)(?<!\d[.,-])(?<!\+\d )(?<!\+\d\d )(?<!\+\d\d\d )"
_LAST = r"(?!\d)(?![.,-]\d)"
_TEN = re.compile(rf"{_FIRST}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}{_LAST}", re.IGNORECASE)
_ONE_BY_ONE = re.compile(rf"(?<!\d)(?<!\d[ .-])\d({_MARK}{{1,3}})\d(?:\1\d){{8}}(?!\1?\d)")
_GROUPS = re.compile(
    rf"{_FIRST}(?<!\+)\d{{2,8}}{_MARK}{{1,3}}\d{{2,8}}(?:{_MARK}{{1,3}}\d{{2,8}})?{_LAST}"
)
_AFTER_ITS_NAME = re.compile(
    rf"\b(?:NHS|CHI|H&C)\b[^\d\n]{{0,30}}(?P<number>\d(?:{_GAP}\d){{9}}){_LAST}", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\d+")
_STROKES = re.compile(r"\d+([-_/])\d+(?:\1\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CHI = re.compile(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{6}")
_PATIENT = re.compile(
    r"\b(?:patients?|pts?|nhs|chi|mrn|hospital\s+(?:no|number)|ward|bed|bay|he|she|his|her|him|mrs?|ms|lady|"
    r"gentleman|woman|man|boy|girl|baby|child|admitted|discharged|consented|scan|clinic|patientin|patienten)\b",
    re.IGNORECASE,
)
_NEAR = 80
# Look-alike letters may stand for the other figures.
_LEAST = 6

_FIGURES = {
    word: str(figure)
    for figure, words in enumerate((
        "zero oh nought naught null zéro cero", "one eins un une uno", "two zwei zwo deux dos due",
        "three drei trois tres tre", "four vier quatre cuatro quattro", "five fünf cinq cinco cinque",
        "six sechs seis sei", "seven sieben sept siete sette", "eight acht huit ocho otto",
        "nine neun neuf nueve nove",
    ))
    for word in words.split()
}  # fmt: skip
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_SAID = rf"(?:(?:{'|'.join(_TIMES)})[ -])?(?:{'|'.join(sorted(_FIGURES, key=len, reverse=True))})"
_SPOKEN = re.compile(
    rf"(?<!\w)(?:\d{{1,9}}|{_SAID})(?:[\s,.;/-]{{1,3}}(?:(?:then|dann|puis)\s)?(?:\d{{1,9}}|{_SAID})(?!\w)){{2,9}}",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"\d+|{_SAID}", re.IGNORECASE)
_SPELT = re.compile(_SAID, re.IGNORECASE)
Place = tuple[int, int]


def check_nhs_numbers(folded: Folded) -> Iterator[Finding]:
    """Each NHS number with a valid check digit; they can be changed but not confirmed away."""
    for start, end in sorted(places(folded.text)):
        first, last = folded.span(start, end)
        yield Finding(
            start=first,
            end=last,
            kind="nhs_number",
            reason=(
                "This is a valid NHS number, and an NHS number names one person; take it out "
                "before you post."
            ),
            source=NHS_NUMBER,
            can_confirm=False,
            suggestion="a patient",
        )


def places(text: str) -> set[Place]:
    """Where NHS numbers stand in the folded `text`."""
    found = {place for place, digits in _spoken(text) if _fits(digits)}
    figures = len(_DIGIT.findall(text))
    if figures < _LEAST:
        return found
    links = list(LINK.finditer(text))
    readable = without_registrations(_without_harmless(text, links))
    inside = [link.span() for link in links]
    found |= {place for place in _in_rows(readable) if not _within(place[0], inside)}
    if figures < 10:
        return found
    for match in chain(_TEN.finditer(readable), _ONE_BY_ONE.finditer(readable)):
        if _fits(_figures(match[0])) and not _is_list(match[0], readable, match.span()):
            found.add(match.span())
    for match in _AFTER_ITS_NAME.finditer(readable):
        if _fits(_figures(match["number"])):
            found.add(match.span("number"))
    for match in _GROUPS.finditer(readable):
        reads_as_one = _is_one_number(match[0]) or _speaks_of_somebody(readable, match.span())
        if reads_as_one and _fits(_figures(match[0])) and not _within(match.start(), inside):
            found.add(match.span())
    return found


def _in_rows(readable: str) -> Iterator[Place]:
    """Where a row of groups, however they are parted, is an NHS number."""
    text = loosened(readable)
    for row in rows(text):
        if _fits(row.figures) and (
            is_one_number(row, text)
            or (may_be_one_number(row, text) and _speaks_of_somebody(text, (row.start, row.end)))
        ):
            yield row.start, row.end
            continue
        for one in parts(row):
            place = one.start, one.end
            if (
                _fits(one.figures)
                and may_be_one_number(one, text)
                and _speaks_of_somebody(text, place)
            ):
                yield place


def _figures(written: str) -> str:
    return "".join(_DIGIT.findall(re.sub(r"%2[0bd]", " ", written, flags=re.IGNORECASE)))


def _fits(digits: str) -> bool:
    return is_nhs_number(digits) and digits != "0123456789"


def _without_harmless(text: str, links: Sequence[re.Match[str]]) -> str:
    for link in links:
        if is_harmless(link):
            text = text[: link.start()] + "\x00" * len(link[0]) + text[link.end() :]
    return text


def _within(at: int, spans: Sequence[Place]) -> bool:
    return any(start <= at < end for start, end in spans)


def _speaks_of_somebody(text: str, place: Place) -> bool:
    around = text[max(0, place[0] - _NEAR) : place[1] + _NEAR]
    return _PATIENT.search(around) is not None


def _ascends(groups: Sequence[str]) -> bool:
    return all(int(one) <= int(other) for one, other in pairwise(groups))


def _is_list(written: str, text: str, place: Place) -> bool:
    """Whether numbers of three and four figures are rather a list of values: '120, 130, 1400'."""
    if "," not in written and ";" not in written:
        return False
    groups = _GROUP.findall(written)
    return 1 < len(groups) < 10 and _ascends(groups) and not _speaks_of_somebody(text, place)


def _is_one_number(written: str) -> bool:
    """Whether two or three groups of figures can hardly be anything but one number."""
    groups = _GROUP.findall(written)
    if _STROKES.fullmatch(written) is None or any(_YEAR.fullmatch(one) for one in groups):
        return False
    if written[0] == "0" and not (_CHI.fullmatch("".join(groups)) and len(groups[-1]) == 4):
        return False
    is_range = groups[0][:2] == groups[-1][:2] and _ascends(groups)
    return not is_range


def _spoken(text: str) -> Iterator[tuple[Place, str]]:
    """Where figures are written in words, at least one of them, and which they are."""
    for match in _SPOKEN.finditer(text):
        if _SPELT.search(match[0]):
            yield match.span(), "".join(map(_figure, _TOKEN.findall(match[0])))


def _figure(token: str) -> str:
    if token.isdigit():
        return token
    *times, word = re.split(r"[ -]", token.lower())
    return _FIGURES[word] * (_TIMES[times[0]] if times else 1)
