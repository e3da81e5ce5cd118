"""What a line burned into a picture is: a name, a date, a number, an NHS number, or other writing.

The words are looked at here, in memory, and forgotten: only the kind goes on. A machine writes
more tersely than a person ('SMITH^JOHN', '12/03/1948'), so beside the checks of a text there are
three of our own. Pure.
"""

import re

from rounds.gate.checks.text import check_text

# What most needs to go comes first.
_ORDER = ("nhs_number", "name", "date", "number")
_KINDS = {
    "nhs_number": "nhs_number", "nhs_like": "number", "record_number": "number", "ssn": "number",
    "insurance_number": "number", "passport": "number", "phone": "number", "name": "name",
    "date": "date",
}  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b|\b(?:19|20)\d\d[./-]?[01]\d[./-]?[0-3]\d\b"
    rf"|\b\d{{1,2}}[ ./-]?{_MONTH}[ ./-]?(?:19|20)?\d\d\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b[A-Z][A-Z'’-]+(?:\^|,\s?)[A-Z][A-Za-z'’-]*|\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s[A-Z]"
    r"|\b(?:patient|pat\.?|name|surname)\s?:\s?\w",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d(?:[ -]?\d){4,}")


def is_side_marker(words: str) -> bool:
    """Whether the line is one letter, such as the L or R that marks a side: it names nobody."""
    return len(words.strip(" .:()[]")) <= 1


def kind_of(words: str) -> str:
    """What `words` is; 'text' for writing that is none of the others."""
    found = {_KINDS.get(finding.kind, "text") for finding in check_text(words)}
    if _NAME.search(words):
        found.add("name")
    if _DATE.search(words):
        found.add("date")
    elif _NUMBER.search(words):
        found.add("number")
    return next((kind for kind in _ORDER if kind in found), "text")
