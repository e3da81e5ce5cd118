"""What each kind of detail is called, and what could stand in its place. Pure.

A suggestion is coarser, never false: an age becomes its decade, a date its season, a place 'a
town', a relative 'a relative'. What has no coarser word is left out as '…'.
"""

import re

from rounds.gate.checks.recognisable_reading import Span

LEFT_OUT = "…"

WHAT: dict[str, str] = {
    "kin": "a relative",
    "occupation": "an occupation",
    "looks": "what others would remember",
    "known_to_many": "what makes it known",
    "event": "what happened",
    "time": "when it was",
    "place": "a place",
    "small": "a small community",
    "faith": "a people or faith",
    "near_author": "somebody you know",
    "school": "a school",
    "rare": "how rare it is",
    "thread": "more of a story told before",
    "age": "an age",
    "picture": "a picture",
    "fame": "something public",
    "death": "a death",
    "quote": "their own words",
    "condition": "an illness or operation",
}
_PLAIN: dict[str, str] = {
    "kin": "relative",
    "occupation": "worker",
    "small": "a small place",
    "near_author": "somebody",
    "condition": "a condition",
}
_HOUSE = re.compile(
    r"(?i)\b(?:hospital|infirmary|general|clinic|ed|er|icu|itu|nicu|picu|nbu|ccu|hospice|unit|ward"
    r"|surgery|maternity)$"
)
_SEASONS = (
    (re.compile(r"(?i)\b(?:dec|jan|feb)"), "in the winter"),
    (re.compile(r"(?i)\b(?:mar|apr|may)"), "in the spring"),
    (re.compile(r"(?i)\b(?:jun|jul|aug)"), "in the summer"),
    (re.compile(r"(?i)\b(?:sep|oct|nov)"), "in the autumn"),
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
_ISO = re.compile(r"\b\d{4}-(\d\d)-\d\d\b")
_YEARS = re.compile(r"(?i)\b(?:19|20)\d\d\b|years? ago|decades? ago")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty")
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
_SHE = re.compile(r"(?i)\b(?:she|hers?)\b")
_HE = re.compile(r"(?i)\b(?:he|his|him)\b")
_BEFORE_A_NOUN = re.compile(r"(?i)(?:y/?o|old|o)$")
_YOUNG = re.compile(r"(?i)month|mth|week|wk|day|newborn|neonate|g$|/40")


def blurred(name: str, text: str, span: Span) -> str:
    """What could stand in the place of `text[span]`, a detail of the family `name`."""
    words = text[span[0] : span[1]]
    if name == "age":
        return _band(words, text, span)
    if name == "place":
        return "a hospital" if _HOUSE.search(words) else "a town"
    if name == "time":
        return _season(words)
    return _PLAIN.get(name, LEFT_OUT)


def _season(words: str) -> str:
    for month, season in _SEASONS:
        if month.search(words):
            return season
    if iso := _ISO.search(words):
        return _SEASONS[int(iso[1]) % 12 // 3][1]
    if numeric := _NUMERIC.search(words):
        # 3/11 is in November here and in March elsewhere.
        months = {int(part) for part in numeric.groups() if 1 <= int(part) <= 12}
        seasons = {_SEASONS[month % 12 // 3][1] for month in months}
        return seasons.pop() if len(seasons) == 1 else "recently"
    return "years ago" if _YEARS.search(words) else "recently"


def _band(words: str, text: str, span: Span) -> str:
    number = re.search(r"\d+", words)
    if _YOUNG.search(words):
        return "very young"
    if number is None:
        return LEFT_OUT
    years = int(number[0])
    if _BEFORE_A_NOUN.search(words) and re.match(r"[\s-]+\w", text[span[1] :]):
        return _as_adjective(years)
    said = re.match(r"(?i)(?:he|she)\S*\s(?:is\s|was\s)?", words)
    return f"{said[0] if said else ''}{_as_years(years, text)}"


def _as_adjective(years: int) -> str:
    if years < 13:
        return "young"
    if years < 20:
        return "teenage"
    return f"{_TENS[years // 10 - 2]}-something" if years < 90 else "very old"


def _as_years(years: int, text: str) -> str:
    if years < 13:
        return "a child"
    if years >= 90:
        return "of a great age"
    she, he = bool(_SHE.search(text)), bool(_HE.search(text))
    whose = "their" if she == he else "her" if she else "his"
    return f"in {whose} {'teens' if years < 20 else _DECADES[years // 10 - 2]}"
