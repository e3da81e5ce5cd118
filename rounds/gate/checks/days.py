"""Days and months that are somebody's only beside a patient: 'Jan 5th', 'the third of July', '08/22'.

Rules
- A day of a month, in a sentence that tells of one patient's care: asked about.
- A full date anywhere near one patient, a month with its year, 'last Thursday': only where the text
  names the patient otherwise (`weak`). A year alone and 'last year' are left in peace.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.moments import DATE, EVENT, MONTH
from rounds.gate.checks.reading import Reading, Sentence

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty-\w+|thirtieth|thirty-first)"
)
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY = re.compile(
    rf"(?<![\w./-])(?:the\s+)?(?:{MONTH}\.?\s+{_D}(?:st|nd|rd|th)?(?:,?\s*(?:(?:19|20)\d{{2}}|['’]\d{{2}}))?"
    rf"|{_D}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?:,?\s*(?:(?:19|20)\d{{2}}|['’]\d{{2}}))?"
    rf"|the\s+{_ORDINAL}\s+of\s+{MONTH}(?:,?\s+(?:19|20)\d{{2}})?"
    rf"|{MONTH}\s+the\s+{_ORDINAL})(?![\w/-])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w./-])(?:0?[1-9]|1[0-2]|[12]\d|3[01])([/.-])(?:0?[1-9]|[12]\d|3[01])\1(?:(?:19|20)\d{2}|\d{2})(?![\w/-])(?!\.\d)"
)
_SHORT = re.compile(
    r"\b(?:on|in|since|from|until|dated|date:?)\s+(?P<day>(?:0?[1-9]|1[0-2]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|1[0-2])/(?:19|20)\d{2})(?![\w/.-])"
)
_MONTH_YEAR = re.compile(
    rf"(?<![\w./-])(?:(?:early|mid|late)[ -])?{MONTH}\.?,?\s+(?:of\s+)?(?:19|20)\d{{2}}(?![\w/-])",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"(?<![\w-])(?:last|this|on|next|past)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|{MONTH})(?![\w/-])(?!\s+\d)"
    r"|(?<=[a-z.)] )last\s+(?:month|week)(?=\s*(?:[?.,;!]|$))",
    re.IGNORECASE,
)
_NOT_A_MONTH = re.compile(r"^(?:may|mar|march|jan)\b", re.IGNORECASE)

# What is done to one: 'were admitted' tells of many.
_COURSE = re.compile(
    r"(?<!were )(?<!are )\b(?:readmitted|re-admitted|admitted|discharged(?:\s+home)?|extubated|intubated|operated|reoperated|surgery\s+was|operation\s+was|"
    rf"transferred(?:\s+to\s+\w+)?|collapsed|arrested)\b[^.!?\n]{{0,14}}?\s(?:{_D}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}|{MONTH}\.?\s+{_D}(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    r"\b(?:patients|cases|people|adults|children|women|men|cohort|between|until|trials?|law|bill|act|first\s+case|students?|fellows?|members?|applicants?|king|queen|president|pope|\?)\b|\?|\bto\s+the\s+(?:college|faculty|bar|fellowship|specialist\s+register)\b",
    re.IGNORECASE,
)


_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_OF_YEAR = r"(?P<day>(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01]))(?![\w/-])(?!\.\d)(?!\s+(?:of|vessels?|levels?)\b)"
# 'discharged on Mon 3/11': 3/7 alone is three days, so a word of time stands before it.
_DONE_ON = re.compile(
    rf"(?<!were )(?<!are )\b(?:(?:re-?)?admitted|discharged?|admission|extubated|intubated|transferred|died|collapsed|arrested)\b[^.!?\n]{{0,14}}?\s"
    rf"(?:on|since|from|dated)\s+(?:{_WEEKDAY}\.?,?\s+)?{_OF_YEAR}"
    rf"|(?<!were )(?<!are )\b(?:(?:re-?)?admitted|discharged?|admission|extubated|intubated|transferred|died|collapsed|arrested|seen|scanned|delivered|operated|surgery|op|listed|booked|fell)\b"
    rf"[^.!?\n]{{0,14}}?\s{_WEEKDAY}\.?,?\s+{_OF_YEAR.replace('?P<day>', '?P<then>')}",
    re.IGNORECASE,
)


def check_days(reading: Reading) -> Iterator[Candidate]:
    """Days and months of one patient's care."""
    text = reading.folded.plain
    yield from _done_on(text, reading)
    if not reading.anybody:
        yield from _courses(text, reading)
        return
    for pattern in (DATE, _NUMBERS):
        for match in pattern.finditer(text):
            sentence = reading.around(match.start())
            if sentence.particular or not EVENT.search(text, sentence.start, sentence.end):
                yield Candidate(*match.span(), "date", weak=True)
    yield from _days(text, reading)
    for match in _SHORT.finditer(text):
        if _told(text, match.start(), reading, True):
            yield Candidate(*match.span("day"), "date", weak=True)
    for pattern in (_MONTH_YEAR, _LAST):
        for match in pattern.finditer(text):
            if _told(text, match.start(), reading, pattern is _MONTH_YEAR):
                start = match.start() + (3 if match[0].lower().startswith("on ") else 0)
                yield Candidate(start, match.end(), "date", weak=True)


def _done_on(text: str, reading: Reading) -> Iterator[Candidate]:
    """Days without a year, in figures, of what was done to one patient."""
    for match in _DONE_ON.finditer(text):
        name = "day" if match["day"] else "then"
        if min(int(part) for part in match[name].split("/")) <= 12 and _of_one(
            text, reading.around(match.start())
        ):
            yield Candidate(*match.span(name), "date")


def _of_one(text: str, sentence: Sentence) -> bool:
    """Whether a sentence may tell of one patient's course: of no meeting, law or many."""
    bounds = sentence.start, sentence.end
    return not (sentence.public or _OF_MANY.search(text, *bounds) or EVENT.search(text, *bounds))


def _courses(text: str, reading: Reading) -> Iterator[Candidate]:
    """Days in notes that tell one patient's course without naming one: 'readmitted 9 November'."""
    told = [s for s in reading.sentences if _COURSE.search(text, s.start, s.end)]
    for sentence in told:
        if not _of_one(text, sentence):
            continue
        for match in _DAY.finditer(text, sentence.start, sentence.end):
            if match[0][0].isupper() or not _NOT_A_MONTH.match(match[0]):
                yield Candidate(*match.span(), "date")


def _days(text: str, reading: Reading) -> Iterator[Candidate]:
    for match in _DAY.finditer(text):
        if _NOT_A_MONTH.match(match[0]) and not match[0][0].isupper():
            continue
        if _told(text, match.start(), reading):
            yield Candidate(*match.span(), "date")


def _told(text: str, place: int, reading: Reading, cared: bool = False) -> bool:
    sentence = reading.around(place)
    if not (sentence.particular and (sentence.care or cared)):
        return False
    return EVENT.search(text, sentence.start, sentence.end) is None or not sentence.public
