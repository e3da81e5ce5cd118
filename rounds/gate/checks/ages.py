"""Ages over 89: few people share one, so it points at one of them.

Rules
- In digits, in words or in other tongues: '94-year-old', 'a lady of 96', 'is ninety-two', '94 jährige'.
- 'Nonagenarian' of one patient of the author's, or with the age beside it.
- 'Aged 90 and over' is a group; the patient of an exam question is invented.

What would break it: weights, pressures and percentages, which are numbers over 89 as well.
Source: 45 CFR 164.514(b)(2)(i)(C).
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.exam import is_exam
from rounds.gate.checks.fold import Folded
from rounds.gate.checks.sources import GMC_SUM, safe_harbor
from rounds.gate.finding import Finding

_OVER_89 = r"(?P<age>9\d|1[01]\d|12[0-5])"
# 'Aged 90 and over' is a group, not a person.
_GROUP = r"(?!\s*(?:\+|(?:years?\s+)?(?:and|or|to|&)\s+(?:over|older|above|more|\d)))"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = rf"(?P<age>ninety(?:[- ]?{_ONES})?|(?:an?|one)[ -]hundred(?:[ -]and)?(?:[ -](?:{_ONES}|ten|eleven|twelve))?)"
_ENDS = r"(?=\s*(?:[.,;!?)]|$|and\b|with\b|but\b|who\b|years?\b|today\b|now\b|next\b|tomorrow\b))(?!,?\d|\.\d)"
_NOT_A_MEASURE = r"(?!\s*(?:%|per\s?cent|percent|kg|kilos?|g\b|cm|mm|ml|mmol|bpm|beats|/|-\s?\d|minutes|mins|days|hours|weeks|months))"
_WHO = (
    r"(?:he|she|patient|pt|who|lady|gentleman|chap|(?:wo)?man|(?:grand)?(?:mother|father|ma|dad)|mum|mom|dad|nan|gran|granny|"
    r"husband|wife|widow(?:er)?|resident|pensioner|inpatient)"
)
_YEARS_OLD = re.compile(
    rf"(?<![\w.,/-]){_OVER_89}"
    r"(?:\s?-?\s?(?:yo\b|y\.o\.?|y/o\b|yrs?\.?[\s-]?(?:old|of\s+age|young)\b|years?[\s-]+(?:old|of[\s-]+age|young)\b)"
    r"|\s?(?:yr|year)[\s-](?:old\s+)?(?:man|woman|male|female|lady|gentleman|patient|pt)\b)"
    rf"{_GROUP}",
    re.IGNORECASE,
)
_AGED = re.compile(
    rf"\b(?:aged?|age\s+of|age\s+is|age:|turn(?:s|ed|ing))\s*:?\s*{_OVER_89}"
    rf"(?!\d|[.,]\d|[%/+-]){_NOT_A_MEASURE}{_GROUP}",
    re.IGNORECASE,
)
_AGED_SPELT = re.compile(
    rf"\b(?:aged|age\s+of|turn(?:s|ed|ing))\s+{_TENS}\b{_NOT_A_MEASURE}{_GROUP}", re.IGNORECASE
)
# The author's own: 'my grandfather, 94, still reads'.
_NOT_MINE = (
    r"(?!(?<=\bmy )(?:(?:grand)?(?:mother|father|ma|dad)|mum|mom|nan|gran|granny|husband|wife)\b)"
)
_IS = re.compile(
    rf"\b{_NOT_MINE}{_WHO}(?:\s+(?:is|was|will\s+be|has\s+(?:just\s+)?turned)|['’](?:s|ll\s+be))(?:\s+(?:now|only|just|about|nearly|almost|actually))?\s+(?:{_OVER_89}|{_TENS.replace('?P<age>', '?P<spelt>')})"
    rf"{_ENDS}{_GROUP}",
    re.IGNORECASE,
)
# 'a lady of 96', 'my patient, 97,', 'at 95 she', 'her 95th birthday'.
_OF = re.compile(
    rf"\b{_WHO}\s+(?:of|at)\s+(?:{_OVER_89}|{_TENS.replace('?P<age>', '?P<spelt>')})\b(?!,?\d|\.\d){_NOT_A_MEASURE}{_GROUP}",
    re.IGNORECASE,
)
_APART = re.compile(rf"\b(?!who\b){_NOT_MINE}{_WHO}\s*[,(]\s*{_OVER_89}(?=\s*[,)])", re.IGNORECASE)
_AT = re.compile(
    rf"\bat\s+(?:the\s+(?:grand\s+)?age\s+of\s+)?(?:{_OVER_89}|{_TENS.replace('?P<age>', '?P<spelt>')}),?\s+(?:he|she)\b",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    r"\b(?:his|her|their|patient['’]s|pt['’]s|lady['’]s|gentleman['’]s)\s+(?P<age>(?:9\d|1[01]\d)(?:st|nd|rd|th)|ninet(?:ieth|y-\w+)|hundredth)\s+birthday\b",
    re.IGNORECASE,
)
_SPELT = re.compile(rf"\b{_TENS}[\s-]years?[\s-](?:old|of[\s-]age|young)\b{_GROUP}", re.IGNORECASE)
_SEX = re.compile(
    rf"(?<![\w.,/-]){_OVER_89}(?:\s?|\s?/\s?)[MF]\b"
    r"(?=\s*(?:with|,|presents|admitted|c/o|PC|PMH|\.|$|\bw/))"
)
_DECADE = r"(?:nonagenarian|centenarian|supercentenarian)"
_NONAGENARIAN = re.compile(
    rf"\b{_DECADE}\b[\s,(]{{1,3}}(?:aged\s+)?{_OVER_89}(?=\s*[,).;])"
    rf"|\b(?:my|our|this|today['’]s|yesterday['’]s|last\s+night['’]s|saw\s+an?|met\s+an?|reviewed\s+an?|treated\s+an?)\s+(?:[\w-]+\s+){{0,2}}(?P<spelt>{_DECADE})\b",
    re.IGNORECASE,
)
_MORE_THAN = r"(?<!über )(?<!ueber )(?<!plus de )(?<!mehr als )(?<!más de )(?<!oltre i )(?<!dan )(?<!mais de )"
_ABROAD = re.compile(
    rf"(?<![\w.,/-]){_MORE_THAN}{_OVER_89}(?:"
    r"[\s-]?jährige[rsnm]?\b|[\s-]jarige\b|\s+Jahre\s+alt(?:e[rsnm]?)?\b|\s+jaar\s+oud\b)"
    rf"|\b(?:âgée?\s+de|patiente?\s+de|dame\s+de|femme\s+de|homme\s+de|monsieur\s+de|paciente\s+de|mujer\s+de|hombre\s+de|señora?\s+de|anciana?\s+de|senhora?\s+de|"
    r"paziente\s+di|donna\s+di|uomo\s+di|signora?\s+di|geboren[,:]?|patientin,?|patient,?|patiente,?)\s+"
    rf"{_OVER_89.replace('?P<age>', '?P<spelt>')}\s+(?:ans|años|anos|anni|Jahre|jaar)\b(?!\s+(?:et\s+plus|y\s+más|e\s+oltre|ou\s+plus|und\s+älter))",
    re.IGNORECASE,
)
_AGES = (
    _YEARS_OLD, _AGED, _AGED_SPELT, _IS, _OF, _APART, _AT, _BIRTHDAY, _SPELT, _SEX, _NONAGENARIAN, _ABROAD,
)  # fmt: skip
# Words without which none of the patterns can match: most posts are done here.
_MAY_BE = re.compile(
    r"(?<!\d)(?:9\d|1[012]\d)(?!\d)|ninet|hundred|genarian|centenarian", re.IGNORECASE
)


def check_ages(folded: Folded) -> Iterator[Finding]:
    """Ages over 89, but for that of an exam question or a published case."""
    plain = folded.plain
    if not _MAY_BE.search(plain) or is_exam(plain):
        return
    spans = {_span(match) for pattern in _AGES for match in pattern.finditer(plain)}
    for first, last in sorted(spans):
        start, end = folded.span(first, last)
        yield Finding(
            start=start,
            end=end,
            kind="age",
            reason=(
                "Few people are older than 89, so an exact age points at one of them; write 'over "
                "89', or confirm that it is nobody's."
            ),
            source=safe_harbor("C", GMC_SUM),
            suggestion="over 89",
        )


def _span(match: re.Match[str]) -> tuple[int, int]:
    """From the age to where it ends: '94-year-old', '96', 'ninety-two'."""
    groups = match.re.groupindex
    name = next(g for g in ("age", "spelt") if g in groups and match[g])
    if match.re in {_OF, _APART, _AT, _BIRTHDAY, _NONAGENARIAN}:
        return match.span(name)
    return match.start(name), match.end()
