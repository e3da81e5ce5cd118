"""Names that a plain turn of phrase gives away, whatever else the text speaks of.

The idea: most names are weighed by the words around them (`names`, `name_roles`). A few turns need no
weighing, since nobody else is spoken of so: whose platelets are 4, who is in bed 6, who finally got a new
kidney, whom somebody had to section, whom the ward says good night to. One first name is enough there.

What would break it: the same turn of somebody of public life ('RIP Bowie') or a colleague, so those need
a word of illness or of a ward, and no word of work. Pure.
"""

import re

from rounds.gate.checks.lexicon import (
    is_eponym,
    is_family,
    is_given,
    is_ordinary,
    is_syllable,
    is_town,
    is_word,
)
from rounds.gate.checks.reading import Reading
from rounds.gate.checks.shapes import CAPITAL

_ONE = rf"(?P<name>{CAPITAL})"
_WHOLE = rf"(?P<name>{CAPITAL}(?:[ ]{CAPITAL}){{0,2}})"
_FOND = r"(?:(?:dear|sweet|little|wee|old|lovely|poor|our|my|brave|darling)\s+){0,3}"
_MEASURED = (
    r"(?:platelets|h(?:a)?emoglobin|hb|hba1c|lfts?|u&es|viral\s+load|cd4|crp|inr|psa|potassium|creatinine|lactate|troponin|ferritin|"
    r"neutrophils|counts?|bloods?|sats|obs|sugars?|gcs|ejection\s+fraction|ef|egfr|biopsy|scans?|mri|ct|echo|ecg|cultures?|swabs?|smear|"
    r"(?:sickle(?:\s+cell)?|adrenal)\s+crisis|crisis|seizures|chemo\w*|radiotherapy|dialysis|transplant|stoma|fistula|graft|drain|ventilator|"
    r"new\s+(?:kidney|liver|heart|lungs?|hip|knee|valve|leg))"
)
_NEW = r"(?:kidney|liver|heart|lungs?|hip|knee|valve|leg|arm|cornea|pacemaker|transplant|bone\s+marrow|marrow|stoma\s+reversal|all[- ]clear)"
_TITLES = frozenset("Dr Mr Mrs Ms Prof".split())
# Each turn says enough by itself.
# What stands after a name; it is rarer than a capital, so it is looked for first.
_AFTER = re.compile(
    rf"(?:(?<=\w)['\u2019]s\s+(?:{_MEASURED})(?!\w)"
    rf"|\s(?:(?:has|have|finally|just|at\s+last|today)\s+){{0,2}}(?:got|gets|had|received)\s+(?:her|his|their)\s+(?:new\s+|second\s+)?{_NEW}\b"
    r"|\s(?:from|in)\s+(?:bed|bay|cubicle|side\s+room|room)\s+(?:\d{1,2}|[A-D])\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?<![\w@#]){_WHOLE}$")
_REACH = 60
_TURNS = (
    re.compile(
        rf"\b(?:(?:[Hh]ad|have|having|going)\s+to\s+section|[Ss]ectioned|[Ss]ectioning)\s+{_FOND}{_ONE}(?![ ][A-Z])"
    ),
    re.compile(
        rf"\b[Mm]y\s+(?:[a-z-]+\s+){{1,4}}(?:man|woman|lady|gent|gentleman|chap|lad|lass|girl|boy|fella|patient|pt|prem|regular),\s+{_ONE}(?=[,.!?])"
    ),
    re.compile(
        rf"(?<![\w@#])(?P<name>(?:Dr|Mr|Mrs|Ms|Prof)\.?\s{CAPITAL})(?=\s\((?:my|our)\s+patient\b)"
    ),
)
_ILL = re.compile(
    r"\b(?:wards?|unit|icu|itu|nicu|scbu|picu|hdu|ecmo|clinic|hospice|theatre|bed|bay|dialysis|hd|renal|oncology|haematology|chemo\w*|radiotherapy|"
    r"transplant|ventilat\w+|cpap|patient|pt|scan|biopsy|remission|relapse\w*|tumou?r|cancer|leuk(?:a)?emia|lymphoma|myeloma|melanoma|"
    r"sepsis|septic|stroke|failure|cirrhosis|copd|dementia|fibrosis|sickle|hiv|tb|bleed\w*|perforat\w+|perf'?d|nof|it\s+is\s+back|it['\u2019]s\s+back|come\s+back|"
    r"spread|palliative|terminal|prognosis|diagnosis|fought|went\s+home|discharged|died|consent\w*)\b",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"\b(?:colleagues?|consultant|prof(?:essor)?|dr|mentor|trained|taught\s+me|founder|founding|surgeon|retired|retires|retirement|worked\s+(?:with|here|at)|"
    r"singer|actor|actress|album|film|movie|fans|legend|writer|author|novel|poet|footballer|president|king|queen|discovered|invented|nobel|inspired|"
    r"foundation|donated|scholarship|museum|royal|charity|colleague|registrar|trainee|conference|lecture|talk)\b",
    re.IGNORECASE,
)
# These need an illness or a ward in the text, and nothing of work.
_BESIDE_ILLNESS = (
    re.compile(
        rf"\b(?:RIP|R\.I\.P\.?|(?i:rest\s+in\s+peace|rest\s+easy|sleep\s+well|good\s?night|goodbye|fly\s+high)),?\s+{_FOND}{_WHOLE}"
    ),
    re.compile(
        rf"\b(?:(?:[Hh]ad|have|having|going)\s+to\s+(?:tell|ring|phone)|[Tt]old|[Tt]elling)\s+{_FOND}{_ONE}(?=\s+(?:that|it|she|he|the|her|his|there|we|today|tonight|this|about)\b)"
    ),
    re.compile(
        rf"\b(?:[Kk]eep(?:ing)?|[Hh]old(?:ing)?|[Pp]ray(?:ing)?\s+for|[Pp]rayers\s+for)\s+{_FOND}{_ONE}(?=\s+in\s+(?:my|our|your)\s|[,.!?]|\s+(?:tonight|today|please|still)|$)"
    ),
    re.compile(
        r"\b[Tt]he\s+(?P<house>" + CAPITAL + r")\s+(?:family|twins|triplets|quads|sisters|brothers|boys|girls|kids|baby)\b"
    ),
    re.compile(rf"\b(?:[Rr]eviewed|[Ss]aw|[Cc]lerked|[Ee]xtubated|[Ff]ed|[Ww]eighed|[Ll]ost|[Hh]andover:?)\s+(?P<baby>[Bb]aby\s{CAPITAL})"),
)  # fmt: skip
_SURNAME_FIRST = re.compile(
    rf"(?:^|(?<=[;:\u2022-] ))(?P<name>[A-Z][A-Z'\u2019-]{{2,}},\s(?P<given>{CAPITAL}))",
    re.MULTILINE,
)
_IN_SMALL = re.compile(
    r"\b(?:patient|pt|lady|man|woman|boy|girl|baby)\s+(?:named|called)\s+(?P<name>(?P<first>[a-z][a-z'\u2019-]{2,})(?:\s(?P<last>[a-z][a-z'\u2019-]{1,}))?)"
)
_TAGGED = re.compile(
    r"\b(?:RIP|[Rr]est\s+in\s+peace|[Tt]hank\s+you|[Gg]oodnight),?\s+(?P<tag>#(?P<given>[A-Z][a-z]+)[A-Z][a-z]+)\b"
)


def told_by_name(reading: Reading) -> list[tuple[int, int]]:
    """Where a turn of phrase names a patient by itself.

    Example: 'Bert' in 'Bert from bed 6 escaped again'.
    """
    text = reading.folded.plain
    found = _before_what_tells(text)
    found += [
        match.span("name")
        for turn in _TURNS
        for match in turn.finditer(text)
        if _is_called(_bare(match["name"]))
    ]
    if _ILL.search(text):
        found += _surnames_first(text)
        found += _in_small_letters(text)
        if not _OF_WORK.search(text):
            found += _beside_illness(text)
            found += _tagged(reading.folded.text)
    return found


def _before_what_tells(text: str) -> list[tuple[int, int]]:
    found = []
    for told in _AFTER.finditer(text):
        first = max(0, told.start() - _REACH)
        name = _BEFORE.search(text[first : told.start()])
        if name and _is_called(_bare(name["name"])):
            found.append((first + name.start("name"), told.start()))
    return found


def _bare(name: str) -> str:
    """The first word of a name that is no title."""
    words = name.split()
    return words[1] if words[0].rstrip(".") in _TITLES and len(words) > 1 else words[0]


def _is_called(word: str) -> bool:
    """Whether a word is a name and nothing else that has a capital."""
    if is_eponym(word) or is_town(word) or is_ordinary(word):
        return is_given(word) and not is_ordinary(word)
    return is_given(word) or is_family(word) or is_syllable(word) or not is_word(word.lower())


def _beside_illness(text: str) -> list[tuple[int, int]]:
    found = []
    for turn in _BESIDE_ILLNESS:
        for match in turn.finditer(text):
            group = match.lastgroup or "name"
            word = match[group].split()[-1 if group == "baby" else 0]
            known = is_given(word) or is_family(word) or (group == "baby" and not is_word(word))
            if known and not is_ordinary(word):
                found.append(match.span(group))
    return found


def _surnames_first(text: str) -> list[tuple[int, int]]:
    return [
        match.span("name") for match in _SURNAME_FIRST.finditer(text) if is_given(match["given"])
    ]


def _in_small_letters(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _IN_SMALL.finditer(text):
        first, last = match["first"], match["last"]
        if is_word(first) or not (is_given(first) or is_family(first)):
            continue
        second = last and not is_word(last) and (is_family(last) or is_given(last))
        found.append((match.start("first"), match.end("last" if second else "first")))
    return found


def _tagged(text: str) -> list[tuple[int, int]]:
    return [match.span("tag") for match in _TAGGED.finditer(text) if is_given(match["given"])]
