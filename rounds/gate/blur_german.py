"""Vaguer German words in a German sentence. Pure.

The idea: 'jemand' has a form for each case and no gender, so it may stand for anybody; beside a noun that says
who it is the name goes, as in English. A time, a place or a number takes its preposition along.

What would break it: a case that the word before does not show ('half Frau Weber' gives 'half jemand').
"""

import re

Made = tuple[int, int, str]

_WORDS = re.compile(
    r"(?i)\b(?:der|die|das|und|ist|nicht|eine?[mnrs]?|meine?[mnrs]?|unsere?[mnrs]?|mit|wurde|hat|haben|auf|im|am|vom|von|zum|"
    r"zur|heute|gestern|bei|nach|aus|sie|ich|wir|frau|herr|patientin|gestorben|seit)\b"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:the|an?|and|is|was|were|of|my|our|with|on|at|to|her|his|she|he|i|we|who|from|by)\b"
)
_ENOUGH = 2
_NOUN_BEFORE = re.compile(
    r"(?i)\b(?:eine?|meine?|unsere?|die|der|das|ihre?|seine?|diese?)[mnrs]?\s+(?:[\w-]+\s+){0,2}?"
    r"(?:patient(?:in|en)?|mutter|vaters?|sohn(?:es)?|tochter|frau|mann|mannes|bruder|schwester|oma|opa|kind(?:es)?|dame|"
    r"herrn?|nachbarin|nachbarn?|kollegin|kollegen?|jungen?|mädchens?)(?P<gap>,?\s+)$"
)
_DATIVE = re.compile(r"(?i)\b(?:mit|von|bei|zu|nach|aus|seit|gegenüber|wegen)\s+$")
_ACCUSATIVE = re.compile(r"(?i)\b(?:für|ohne|gegen|um|über|durch|an)\s+$")
_TITLE = re.compile(r"(?i)\b(?:frau|herrn?|der|die|den|dem)\s+$")
_ON = re.compile(r"(?i)\b(?:am|vom|ab|im|den|dem)\s+$")
_SINCE = re.compile(r"(?i)\b(?:seit|ab)\s+(?:dem\s+|der\s+)?$")
_IN = re.compile(
    r"(?i)\b(?P<word>im|am|vom|zum|zur|ins|in der|in die|auf der|aus dem|in|aus|bei|nach|von|zu|auf)\s+$"
)
_LED = {
    "im": "in", "in der": "in", "in": "in", "ins": "in", "in die": "in", "am": "an", "vom": "von", "zum": "zu", "zur": "zu",
    "auf der": "auf", "aus dem": "aus", "nach": "in",
}  # fmt: skip
_PLACES = {
    "a town": "Stadt",
    "a town nearby": "Stadt",
    "a hospital": "Klinik",
    "a ward": "Station",
    "a small place": "Gegend",
}
_AT_HOME = "at home"
_TIMES = {"years ago": "vor Jahren", "recently": "vor kurzem"}
_SAID = {
    "over 89": "über 89", "of a great age": "hochbetagt", "very young": "sehr jung", "relative": "jemand aus der Familie",
    "withheld": "ausgelassen", "…": "…",
}  # fmt: skip


def is_german(text: str) -> bool:
    """Whether `text` is rather German than English."""
    german = len(_WORDS.findall(text))
    return german >= _ENOUGH and german > len(_ENGLISH.findall(text))


def in_german(before: str, words: str, after: str, suggestion: str) -> Made:
    """How much goes before and after `words` too, and the German for `suggestion`."""
    if suggestion in {"a patient", "a colleague", "somebody"}:
        return _person(before, words, after)
    if suggestion in _TIMES or suggestion.startswith("in the "):
        return _time(before, suggestion)
    if suggestion in _PLACES:
        return _place(before, _PLACES[suggestion])
    if suggestion == _AT_HOME:
        led = _IN.search(before)
        return (len(led[0]) if led else 0), 0, "zu Hause"
    return 0, 0, _SAID.get(suggestion, "…")


def _person(before: str, words: str, after: str) -> Made:
    if any(figure.isdigit() for figure in words):
        return 0, 0, "…"
    if noun := _NOUN_BEFORE.search(before):
        comma = 1 if "," in noun["gap"] and after.startswith(",") else 0
        return len(noun["gap"]), comma, ""
    title = _TITLE.search(before)
    back = len(title[0]) if title else 0
    led = before[: len(before) - back]
    if _DATIVE.search(led):
        return back, 0, "jemandem"
    if _ACCUSATIVE.search(led):
        return back, 0, "jemanden"
    return back, 0, "jemand"


def _time(before: str, suggestion: str) -> Made:
    if since := _SINCE.search(before):
        return len(since[0]), 0, "seit einiger Zeit"
    led = _ON.search(before)
    return (len(led[0]) if led else 0), 0, _TIMES.get(suggestion, "vor einiger Zeit")


def _place(before: str, noun: str) -> Made:
    led = _IN.search(before)
    if led is None:
        return 0, 0, f"eine {noun}"
    word = led["word"].lower()
    onto = "eine" if word in {"ins", "in die", "nach"} else "einer"
    return len(led[0]), 0, f"{_LED.get(word, word)} {onto} {noun}"
