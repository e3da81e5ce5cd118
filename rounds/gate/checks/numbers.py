"""Numbers that name a patient: NHS numbers by their check digit, record numbers by their words.

Rules
- Ten digits whose tenth is the check digit of the first nine (modulus 11) are an NHS number; how they
  may be written is for `nhs_numbers`.
- Digits after 'NHS', 'hospital number', 'MRN' and their like are taken for a record number.
- What is part of a longer number, of a link, a DOI, a UUID or a trial's registration is no record
  number.

Source: NHS Data Dictionary, NHS NUMBER.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.fold import Folded
from rounds.gate.checks.sources import safe_harbor
from rounds.gate.finding import Finding

_NHS_WORD = re.compile(
    r"\b(?:NHS|CHI|H&C)(?:\s*(?:no\b\.?|num\b\.?|number|nr\b\.?|\#))?[\s:=.\#-]{0,4}(?:is\s+|was\s+)?"
    r"(?P<number>\d(?:[ .-]{0,2}\d){7,11})(?![\d])",
    re.IGNORECASE,
)
_RECORD_WORD = re.compile(
    r"\b(?:"
    r"MRN|UHPI|PAS\s+(?:no\b\.?|number)|K[- ]number"
    r"|(?:hospital|hosp\.?|patient|pt\.?|unit|case\s?note|medical\s+record|record|chart|accession|UR)"
    r"\s*(?:no\b\.?|num\b\.?|number|nr\b\.?|ID|identifier|\#)"
    r"|(?:patient|pt\.?)(?=[\s:]{1,3}\d{6,10}(?![\w.,%-]))"
    r")[\s:=.\#-]{0,4}(?:is\s+|was\s+)?(?P<number>[A-Z]{0,3}[- ]?\d(?:[ -]?[\dA-Z](?![a-z])){3,13})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d")


def is_nhs_number(digits: str) -> bool:
    """Whether ten `digits` end in the check digit of the first nine.

    Source: NHS Data Dictionary, NHS NUMBER, steps 1 to 5. Example: 943 476 5919 does.
    """
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9])


def check_record_numbers(folded: Folded) -> Iterator[Finding]:
    """Digits that the words before them call an NHS or hospital number."""
    plain = folded.plain
    for match in _NHS_WORD.finditer(plain):
        yield _record(folded, match.span("number"), "nhs_like", "an NHS number")
    for match in _RECORD_WORD.finditer(plain):
        if len(_DIGITS.findall(match["number"])) >= 4:
            yield _record(
                folded, match.span("number"), "record_number", "a hospital or record number"
            )


def _record(folded: Folded, where: tuple[int, int], kind: str, what: str) -> Finding:
    start, end = folded.span(*where)
    return Finding(
        start=start,
        end=end,
        kind=kind,
        reason=f"This reads like {what}; take it out, or confirm that it is nobody's.",
        source=safe_harbor("H"),
        suggestion="a patient",
    )
