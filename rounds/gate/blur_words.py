"""What a number, a day, an age or a place becomes, with what stood before and after it. Pure.

Each says how many characters before and after go too, and the words that stand there; nothing where
the suggestion may stand as it is.
"""

import re

from rounds.gate import blur_phrases as around

Made = tuple[int, int, str]

_WEEKDAY = r"(?:(?:on\s+)?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)"
_ON = re.compile(rf"\b(?:{_WEEKDAY}(?:the\s+)?|(?:on|at|in)\s+(?:the\s+)?|the\s+)$", re.IGNORECASE)
_KEPT_WORD = re.compile(
    r"\b(?P<word>since|from|until|till|by|before|after|around|between|to|and|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?P<label>d\.?o\.?b\.?|date\s+of\s+birth)\W*(?:is\s+|was\s+)?$|\bborn\s+(?P<on>on\s+)?$",
    re.IGNORECASE,
)
_SEASON = re.compile(r"^in the (?=winter|spring|summer|autumn)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOO_OLD = 1940
_NOUN = r"(?P<between>(?:[a-z-]+\s+){0,2}?)(?P<noun>man|woman|male|female|lady|gentleman|patient|pt|boy|girl|person|resident|nun|farmer)\b"
_NOUN_AFTER = re.compile(rf"^[\s-]+{_NOUN}", re.IGNORECASE)
_OLD = re.compile(
    r"(?i)(?:y/?o|y\.o\.?|old|of[\s-]age)(?:\s+(?P<noun>\w+))?$|year\s+(?P<who>man|woman|male|female|lady|gentleman|patient|pt)$"
)
_SEX = re.compile(r"\d\s?(?P<sex>[MF])$")
_PREDICATE = re.compile(
    r"\b(?:is|was|aged?|turned|turning|of|she['’]s|he['’]s|age:|now)\s+(?:now\s+|only\s+|almost\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_HOUSES = (
    (re.compile(r"(?i)school|academy|college|kindergarten|gymnasium|lycée|école|playgroup|nursery$"), "a school"),
    (re.compile(r"(?i)prison|jail|\bHMP|detention|correctional|removal"), "a prison"),
    (re.compile(r"(?i)(?:care|nursing|residential|rest|retirement)\s+(?:home|village)|heim|EHPAD|sheltered"), "a care home"),
    (re.compile(r"(?i)hospice"), "a hospice"),
    (re.compile(r"(?i)surgery|practice|medical cent|health cent|health post"), "a practice"),
    (re.compile(r"(?i)shelter|hostel|barracks|orphanage"), "a hostel"),
)  # fmt: skip
_HOUSE_BEFORE = re.compile(
    r"\b(?P<noun>hospital|clinic|school|prison|surgery)(?P<gap>,?\s+)$", re.I
)
_BED_ALONE = re.compile(r"(?i)^(?:bed|bay|side room|s/r|room|cubicle)\b(?!.*\bward\b)")
_DOES = re.compile(
    r"^,?\s+(?:has|is|was|needs?|keeps?|wants?|fell|arrested|died|pulled|refus\w+|went|won['’]t|can['’]t)\b"
)
_TO_AN_ADDRESS = re.compile(r"\b(?P<word>at|in|on|from|to)\s+$", re.IGNORECASE)
# A postcode behind the rest of an address, which has said more than enough.
_MORE_OF_IT = re.compile(
    r"(?<!\bin)(?<!\bat)(?<!\bto)(?<!\bof)(?<!\bnear)(?<!\bfrom)(?<!\bthe)(?P<gap>,?\s+)$"
)
_WENT_HOME = re.compile(r"\bhome\b[^.!?\n]*$", re.IGNORECASE)
_HOMES = {"at": "at home", "in": "nearby", "on": "nearby", "from": "from home", "to": "home"}


def numbered(before: str) -> Made | None:
    """A number beside a noun that says whose it is goes; after its label it is 'withheld'."""
    if beside := around.BESIDE_A_NOUN.search(before):
        return len(beside["gap"]), 0, ""
    return (0, 0, "withheld") if around.LABELLED.search(before) else None


def timed(before: str, words: str, after: str, suggestion: str) -> Made | None:
    """A day with its preposition: 'on Monday 3 May' is 'in the spring', 'since 3 May' 'since the spring'."""
    if born := _BORN.search(before):
        return _decade(born, words)
    if kept := _KEPT_WORD.search(before):
        back = len(before) - kept.end("word")
        if _SEASON.search(suggestion):
            return back, 0, " " + _SEASON.sub("the ", suggestion)
        long = kept["word"].lower() in {"since", "from"}
        return (len(kept[0]), 0, "for some time") if long else (back, 0, " then")
    if around.DETERMINED.search(before) and not re.search(r"(?i)\bthe\s+$", before):
        return 0, 0, {"recently": "recent"}.get(suggestion, _SEASON.sub("", suggestion))
    led = _ON.search(before)
    return (len(led[0]) if led else 0), 0, suggestion


def _decade(born: re.Match[str], words: str) -> Made:
    year = _YEAR.search(words)
    told = year is not None and int(year[0]) >= _TOO_OLD
    decade = f"{year[0][:3]}0s" if told and year else ""
    if born["label"]:
        return 0, 0, decade or "withheld"
    return len(born["on"] or ""), 0, f"in the {decade}" if decade else "long ago"


def years(before: str, words: str, after: str, suggestion: str) -> Made | None:
    """An age over 89 behind its noun: 'a 93-year-old woman' is 'a woman over 89'."""
    if suggestion != "over 89":
        aged = re.search(r"(?i)\baged?\s+$", before)
        return (len(aged[0]), 0, suggestion) if aged else None
    if sex := _SEX.search(words):
        return _of_age(before, "man" if sex["sex"] == "M" else "woman", 0)
    old = _OLD.search(words)
    if old is None or _PREDICATE.search(before):
        return 0, 0, suggestion
    if inside := old["noun"] or old["who"]:
        return _of_age(before, "patient" if inside == "pt" else inside, 0)
    if noun := _NOUN_AFTER.match(after):
        return _of_age(before, f"{noun['between']}{noun['noun']}", noun.end())
    return _of_age(before, "patient", 0)


def _of_age(before: str, noun: str, on: int) -> Made:
    article = "" if around.DETERMINED.search(before) else "an " if noun[0] in "aeiou" else "a "
    return 0, on, f"{article}{noun} over 89"


def placed(before: str, words: str, after: str, suggestion: str) -> Made | None:
    """A house, a ward or an address as what it is: 'a school', 'a ward', 'at home'."""
    if around.LABELLED.search(before) or re.search(r"(?i)\bpost\s?code(?:\s+is|:)?\s+$", before):
        return 0, 0, "withheld"
    if suggestion == "a town nearby" and (more := _MORE_OF_IT.search(before)):
        return len(more["gap"]), 0, ""
    if suggestion == "at home":
        led = _TO_AN_ADDRESS.search(before)
        if led and _WENT_HOME.search(before):
            return len(before) - len(before[: led.start()].rstrip()), 0, ""
        return (len(led[0]), 0, _HOMES[led["word"].lower()]) if led else (0, 0, "a home")
    if suggestion == "their work":
        suggestion = "a worker"
    if suggestion == "a hospital":
        if house := _HOUSE_BEFORE.search(before):
            return len(house["gap"]), 0, ""
        suggestion = next((said for kind, said in _HOUSES if kind.search(words)), suggestion)
    if suggestion == "a ward" and _BED_ALONE.search(words):
        suggestion = "a patient" if _DOES.match(after) else "a bed"
    if around.DETERMINED.search(before):
        suggestion = around.ARTICLE.sub("", suggestion)
    return 0, 0, suggestion
