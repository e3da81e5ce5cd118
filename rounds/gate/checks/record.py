"""A pasted record: where the labels of a form stand, what is filled in is the patient's.

The idea: 'Patient: ... | Date of birth: ...' is no post but a copy of a record. Then every field
counts, whatever it looks like: addresses without a street's word, numbers without a check digit,
ages under 90, the work and the employer in the sentence that opens with the patient's name.

A text is a record if one of the labels stands in it that only a record has, with something after it.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.moments import DATE
from rounds.gate.checks.places import KIND_IN
from rounds.gate.checks.reading import Reading
from rounds.gate.checks.shapes import CAPITAL, INITIAL

_SURE = re.compile(
    r"(?:^|[|\n;])\s*(?:patient(?:\s+name)?|name|re|surname|forenames?|dob|d\.o\.b\.?|date\s+of\s+birth|mrn|nhs\s+(?:no|number)|"
    r"hospital\s+(?:no|number)|chi(?:\s+number)?|laboratory|emergency\s+contact|next\s+of\s+kin)\s*[:#]\s*\S"
    r"|\bpatient\s+(?:name\s*:|[^\s:|]+\s+[^\s:|]+\s+was\s+reviewed\s+on\b)|\|\s*(?:MRN|NHS\s+number|date\s+of\s+birth)\s*:"
    r"|\bpatient\s*:\s*\S[^|\n]{0,60}\|",
    re.IGNORECASE,
)
_END = r"(?=\s*(?:[|\n;]|\Z|\.(?:\s|\Z)))"
_NAME = rf"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Nurse)\.?[ ])?(?:{CAPITAL}|{INITIAL})(?:[ ](?:(?:de|da|van|von|al|el|ap|bin|ibn|der|la)[ ])*(?:{CAPITAL}|{INITIAL}))*"
_WHOLE = r"(?P<value>[^\s|\n][^|\n]*?)"
_DATED = rf"(?P<value>{DATE.pattern})"
_CODE = r"(?P<value>(?:GMC|NMC|HCPC|MRN|LAB)?[ -]?[A-Z]{0,6}[-/ ]?(?=[\w /-]*\d)[A-Z0-9]+(?:[ /-][A-Z0-9]*\d[A-Z0-9]*)*)"


def _field(labels: str, value: str, end: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w@#])(?:{labels})\s*[:#]\s*{value}{end}", re.IGNORECASE | re.MULTILINE
    )


def _named(lead: str) -> re.Pattern[str]:
    """A lead in any case, and after it a name, whose capitals count."""
    return re.compile(rf"(?<![\w@#])(?i:{lead})\s*(?P<value>{_NAME})")


_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "name",
        _named(
            r"(?:patient(?:\s+name)?|full\s+name|name|surname|forenames?|re|clinician|consultant|gp|doctor|author|from|to|seen\s+by|nurse|emergency\s+contact|next\s+of\s+kin|nok|carer|mother|father|relative|contact)\s*:"
        ),
    ),
    (
        "name",
        _named(
            r"(?:authori[sz]ed\s+by|validated\s+by|accompanied\s+by|(?:update|information)\s+given\s+to|relative,|signed(?:\s+by)?:?|reported\s+by|requested\s+by|reviewed\s+by|dictated\s+by|discussed\s+with|collateral\s+from|copy\s+(?:sent\s+)?to|cc:?)"
        ),
    ),
    ("name", _named(r"^patient")),
    ("address", _field(r"(?:home\s+)?address|postal\s+address", _WHOLE, _END)),
    (
        "facility",
        _field(
            r"organi[sz]ation|hospital|laboratory|clinic|practice|surgery|trust|site|location|department\s+of",
            _WHOLE,
            _END,
        ),
    ),
    (
        "phone",
        _field(
            r"tel(?:ephone)?|phone|mobile|contact(?:\s+no|\s+number)?|fax",
            r"(?P<value>\+?[\d()][\d ()-]{6,}\d)",
        ),
    ),
    (
        "date",
        _field(
            r"(?:date\s+of\s+birth|d\.?o\.?b\.?|(?:consultation|admission|discharge|appointment|clinic|visit|report)?\s*date|born|arrival|collected|received|reported|admitted|discharged|seen)",
            _DATED,
        ),
    ),
    (
        "record_number",
        _field(
            r"mrn|nhs\s+(?:no|number)|chi(?:\s+number)?|hospital\s+(?:no|number)|report(?:\s+(?:no|number))?|lab(?:oratory)?\s+(?:no|number)|sample|specimen|accession|patient\s+(?:id|no|number)|(?:record|case|episode|unit)\s+(?:no|number|id)",
            _CODE,
        ),
    ),
    (
        "insurance_number",
        _field(
            r"national\s+insurance\s+(?:no|number)|ni\s+(?:no|number)|nino|insurance(?:\s+(?:no|number|id))?",
            _CODE,
        ),
    ),
    (
        "registration",
        _field(r"(?:professional|clinician|prescriber|gmc|nmc)\s+(?:id|no|number|pin|code)", _CODE),
    ),
    (
        "record_number",
        re.compile(
            rf"(?i:\bidentifier|\bidentity\s+confirmed\s+with|\bconfirmed\s+(?:by|against))\s*:?\s*{_CODE}"
        ),
    ),
)
_ANY_DATE = re.compile(DATE.pattern, re.IGNORECASE)
_WHO_IS = re.compile(
    rf"{_NAME}\s+(?:is|was)\s+an?\s+(?P<age>\d{{1,3}}[\s-](?:year|month|week|day)s?[\s-]old)\b"
    r"(?:\s+(?!patient\b|man\b|woman\b|male\b|female\b|boy\b|girl\b|lady\b|gentleman\b|baby\b|child\b|infant\b)"
    r"(?P<work>[^.|\n,]{3,40}?)\s+(?:at|for|with)\s+(?P<firm>[A-Z][^.|\n,]{2,60}?)(?=\s+(?:reporting|presenting|with|who|complaining|admitted|seen|was|referred|attending)\b|[,.|\n]))?"
)
_LETTER_FROM = re.compile(
    rf"^From:\s*{_NAME},\s*(?P<house>[^,\n|]+?)(?:,\s*(?P<town>[^,\n|.]+?))?(?=\s*(?:\n|\||\Z))",
    re.MULTILINE,
)
_STAYED = re.compile(
    r"\b(?i:admitted\s+to|arrival:?[^|\n]{0,30}?\bat|reviewed\s+on[^|\n]{0,30}?\bat|seen\s+at|transferred\s+(?:to|from)|discharged\s+(?:to|from))\s+"
    r"(?P<house>[A-Z][^.,|\n]*?)(?=\s+on\s+\d|\s+with\b|\s+for\b|\.|,|\||\n|\Z)"
)
_RELATIVE_IN = re.compile(
    rf"\b(?i:relative|copy\s+(?:sent\s+)?to|next\s+of\s+kin),?\s*:?\s*{_NAME},?\s+(?:in|of|from)\s+(?P<town>{CAPITAL}(?:[ ](?:of|the|on|by|in)?[ ]?{CAPITAL})*)"
)


def is_record(text: str) -> bool:
    """Whether `text` carries the labels of a record."""
    return _SURE.search(text) is not None


def check_record(reading: Reading) -> Iterator[Candidate]:
    """What is filled in, in a text that is a pasted record."""
    text = reading.folded.plain
    if not is_record(text):
        return
    for kind, pattern in _FIELDS:
        for match in pattern.finditer(text):
            yield from _filled(match, kind)
    for match in _ANY_DATE.finditer(text):
        yield Candidate(*match.span(), "date")
    for pattern, groups in (
        (_WHO_IS, {"age": "age", "work": "occupation", "firm": "occupation"}),
        (_LETTER_FROM, {"house": "facility", "town": "place"}),
        (_STAYED, {"house": "facility"}),
        (_RELATIVE_IN, {"town": "place"}),
    ):
        for match in pattern.finditer(text):
            for group, kind in groups.items():
                if match[group]:
                    yield Candidate(*match.span(group), kind)


def _filled(match: re.Match[str], kind: str) -> Iterator[Candidate]:
    start, end = match.span("value")
    if end > start and match.string[start:end].strip():
        if kind == "facility" and len(match["value"]) > 80 and not KIND_IN.search(match["value"]):
            return
        yield Candidate(start, end, kind)
