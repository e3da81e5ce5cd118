"""Where somebody was treated or lives: hospitals and towns (streets: `addresses`, beds: `lodgings`).

The idea: a hospital in a sentence about one patient's care says where to look for them; the same
hospital in the news does not. So 'admitted to', 'seen at', 'our ... clinic' lead to a facility,
'lives in' to a town; without a patient both are left in peace.

Rules
1. A run of capitalised words with 'Hospital', 'Clinic', 'Infirmary' ... in it, or one to which a
   verb of care leads, in a sentence that speaks of one patient: a facility. What is a kind of ward
   (ICU, A&E, MRI) is none.
2. A town after 'lives in' is asked about; a town after 'from' or 'in' only where the text also
   names the patient otherwise (`weak`). Countries, peoples and regions are left in peace.

What would break it: 'in Boston' taken for a home; 'the Mayo Clinic guideline' for a stay.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.addresses import STATE_NAMES, STATES
from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.lexicon import is_ordinary, is_public, is_town, is_unit, plainly
from rounds.gate.checks.reading import Reading, Sentence
from rounds.gate.checks.shapes import CAPITAL, INITIAL, UPPER

_KIND = (
    r"(?:Hospitals?|Hosp|Infirmary|Clinics?|Clinique|Klinik|Klinikum|Hospice|Sanatorium|Polyclinic|Surgery|Healthcare|"
    r"(?:Medical|Med|Health|Care|Cancer|Oncology|Heart|Trauma|Dialysis|Treatment|Walk-in|Birth|Community|Day|Eye|Maternity|Surgical|Rehabilitation|Urgent\s+Care)\s+"
    r"(?:Center|Centre|Ctr|Cntr|Group|Practice|Centers|System|Care|Board|Park|Campus|Hospital|Unit|Institute)"
    r"|Nursing\s+Home|Care\s+Home|Residential\s+Home|Rest\s+Home|Group\s+Practice|Family\s+Practice|Renal\s+Unit|"
    r"Practice|NHS\s+(?:Foundation\s+)?Trust|Foundation\s+Trust|Health\s+Trust|Memorial|Presbyterian|Med\s+School)"
)
# A word inside the name of a house: 'of', '&', 'St.'
_WORD = rf"(?:(?:St|Mt|Ste|Ft)\.[ ]?{CAPITAL}|{CAPITAL}|{INITIAL}|[{UPPER}][{UPPER}0-9]{{1,5}})"
_JOIN = r"(?:[ ](?:(?:of|the|and|&|de|la|du|y)[ ]){0,2}|-|[ ][-–][ ])"
_HOUSE = re.compile(rf"(?<![\w@#/\x00]){_WORD}(?:{_JOIN}{_WORD}){{0,6}}")
KIND_IN = re.compile(rf"\b{_KIND}\b\.?", re.IGNORECASE)
_GENERIC_AFTER = re.compile(
    r"[ ](?:clinic|office|facility|branch|hospital|surgery|practice|site|location|campus|center|centre|unit|nursing\s+home|care\s+home|hospice)\b(?![ ](?:letter|note|visit|staff))"
)
_PLACE_AFTER = re.compile(
    rf"(?:,?[ ](?:in[ ])?|,)(?P<place>{CAPITAL}(?:[ ]{CAPITAL}){{0,2}})(?:,[ ](?P<state>[A-Z]{{2}}\b|{CAPITAL}))?(?![\w])"
)
_CARE_VERB = (
    r"(?:seen|treated|admitted|readmitted|evaluated|presented|presenting|presents|operated|operated\s+on|reviewed|followed|"
    r"diagnosed|attended|attends|attending|visited|visits|visiting|visit|discharged|transferred|hospitali[sz]ed|assessed|"
    r"examined|documented|registered|observed|checked\s+in|consulted|consultation|appointment|appt|follow-up|followed\s+up|surgery|bypass|"
    r"transplant(?:ed)?|biopsy|implanted|patient|inpatient|care|delivered|born|died|stay|stayed|scheduled|received|receiving|"
    r"underwent|came|brought|taken|rushed|moved|currently|ward\s+\w+|icu|er|ed|a&e|mri|ct|scan|done|case|managed|cared\s+for|"
    r"referred|clerked|recovering|rehab|chemo\w*|dialysis|performed|last|procedure|repair(?:ed)?|replacement|session|meeting|insertion|office|rotated|refer)"
)
_TO_HOUSE = re.compile(
    rf"\b{_CARE_VERB}\b[^!?;\n]{{0,60}}?(?:\bat|\bto|@|\bfrom|\bby|\bin|\bwith|\bunder|\binto)\s+(?:the\s+|our\s+|my\s+|her\s+|his\s+|their\s+|a\s+)?$"
    r"|\b(?:visited|attended|attends|visits|attending|visiting)\s+(?:the\s+|our\s+)?$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:\b(?:at|to|from|by|in|via|under|inside)|@|[-–(,]|\bthe|\bour|\bvisited|\battended)\s+(?:the\s+|our\s+|my\s+)?$",
    re.I,
)
_PREP = re.compile(
    r"(?P<prep>at|to|from|by|in|with|under|into|@|visited|attended|attends|visits|attending|visiting)\s+(?:the\s+|our\s+|my\s+|her\s+|his\s+|their\s+|a\s+)?$",
    re.I,
)
_GENERIC = re.compile(
    r"(?:(?:The|Memory|Stroke|Intensive|Coronary|Cardiac|Acute|Medical|Surgical|Neonatal|P(?:a)?ediatric|Urgent|Emergency|Primary|Care|Health|Day|Community|"
    r"Trauma|Burns?|Cancer|Eye|Pain|Outpatients?|Inpatient|Walk-in|Fertility|Sexual|Diabetes|Renal|Dialysis|Maternity|Birth|Delivery|Palliative|Recovery|Rehab\w*|"
    r"Mental|Public|Occupational|Home|Nursing|Residential|Family|Group|General(?=\s+Practice)|ICU|GP|Heart\s+Failure|Fracture|Preoperative|Pre-op|Anticoagulation|Private|NHS|"
    r"Unit|Center|Centre|Clinic|Hospital|Practice|Hospice|Surgery|System|Institute|Board|Trust|Department|of|and|&)[ -]?)+\.?",
    re.IGNORECASE,
)
_OUR = re.compile(r"\b(?:our|my|the)\s+$", re.I)
_NOT_A_HOUSE = re.compile(
    r"^(?:['’]s)?\s+(?:guidelines?|criteria|score|study|trial|protocol|classification|website|recommendations?|stage|grade|syndrome|disease|"
    r"researchers|study|data|risk|type|method|position|sign|conference|lecture)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:lives?|living|lived|resides?|residing|resident|resided|home\s+is|home(?=\s+in)|moved|born|grew\s+up|based(?=\s+in)|staying|relocated)\s+"
    r"(?:(?:alone|locally|nearby|now|with\s+(?:his|her|their)\s+[\w\s]{2,20}|near|close\s+to|up)\s+)?(?:in|at|near|to|from|of|outside|around)\s+"
    r"(?:the\s+(?:city|town|village|county|borough|area)\s+of\s+|near\s+|the\s+)?$"
    r"|\bnear\s+(?:the\s+(?:city|town|village)\s+of\s+)?$|\b(?:city|town|village|borough|parish)\s+of\s+$",
    re.IGNORECASE,
)
_WEAK_HOME = re.compile(
    r"(?:\b(?:from|in|near|at|of|to|around|outside|clinic\s+in|office\s+in)|,|[-–])\s+(?:the\s+)?$",
    re.I,
)
_TOWN_STATE = re.compile(rf"(?<![\w@#]){CAPITAL}(?:[ ]{CAPITAL})?,[ ](?P<state>[A-Z]{{2}})\b")
_SHORT_TOWNS = frozenset({"NYC", "LA", "SF", "DC", "Philly", "New York", "Vegas", "Brum"})
_NO_TOWN = frozenset(
    "mobile reading nice bath hospital battle orange home sale male deal wells hope normal union best of".split()
)


def check_places(reading: Reading) -> Iterator[Candidate]:
    """Facilities and towns beside a patient."""
    text = reading.folded.plain
    if not reading.anybody:
        return
    for match in _HOUSE.finditer(text):
        sentence = reading.around(match.start())
        if sentence.particular:
            yield from _houses(text, match, sentence)
    for match in _TOWN_STATE.finditer(text):
        if match["state"] in STATES and reading.around(match.start()).particular:
            yield Candidate(*match.span(), "place", weak=True)


def _houses(text: str, match: re.Match[str], sentence: Sentence) -> Iterator[Candidate]:
    start, end = _trimmed(match)
    if end <= start:
        return
    words = text[start:end]
    before = text[max(sentence.start, start - 110) : start]
    if _NOT_A_HOUSE.match(text[end : end + 30]):
        return
    kind = KIND_IN.search(words)
    if _GENERIC.fullmatch(words):
        return
    if kind and len(words.split()) > 1:
        if (sentence.care or _AT.search(before)) and not _only_public(sentence, before):
            yield Candidate(start, _with_place(text, end), "facility")
        return
    if len(words) < 2 or is_unit(words):
        return
    if ours := _GENERIC_AFTER.match(text, end):
        if sentence.care and (_OUR.search(before) or is_town(words) or _PREP.search(before)):
            yield Candidate(start, _with_place(text, ours.end()), "facility")
        return
    yield from _by_preposition(text, (start, end), before, sentence)


def _by_preposition(
    text: str, span: tuple[int, int], before: str, sentence: Sentence
) -> Iterator[Candidate]:
    start, end = span
    words = text[start:end]
    if words in STATE_NAMES or is_public([words]):
        return
    if words.isupper() and len(words) < 6 and words not in _SHORT_TOWNS:
        home = False
    else:
        home = _HOME.search(before) is not None and not is_ordinary(words)
    if home and not sentence.public:
        yield Candidate(start, _with_place(text, end), "place")
        return
    prep = _PREP.search(before)
    known = (is_town(words) and plainly(words) not in _NO_TOWN) or words in _SHORT_TOWNS
    if prep and _TO_HOUSE.search(before) and not sentence.public:
        which = prep["prep"].lower()
        if which == "from" and _LEFT.search(before):
            yield Candidate(start, _with_place(text, end), "facility")
            return
        if which in {"in", "from"}:
            if known or _NAME_FROM.search(before):
                yield Candidate(start, _with_place(text, end), "place", weak=True)
            return
        if which in {"by", "with", "under"} or (which == "to" and not _MOVED.search(before)):
            return
        visit = which.startswith(("visit", "attend")) and known
        yield Candidate(start, _with_place(text, end), "place" if visit else "facility", weak=visit)
    elif (
        prep
        and prep["prep"] in {"at", "@"}
        and not (sentence.public or is_ordinary(words.split()[0]))
    ):
        yield Candidate(start, _with_place(text, end), "facility", weak=True)
    elif (known and _WEAK_HOME.search(before)) or _NAME_FROM.search(before):
        yield Candidate(start, _with_place(text, end), "place", weak=True)


_LEFT = re.compile(r"\b(?:discharged|transferred|referred)\s+from\s+(?:the\s+)?$", re.I)
_NAME_FROM = re.compile(rf"{CAPITAL}[ ](?:{CAPITAL}|{INITIAL}),?[ ]from[ ]$")
_MOVED = re.compile(
    r"\b(?:admitted|transferred|presented|taken|brought|rushed|came|moved|readmitted|discharged|visit|presents)\b[^.!?;\n]{0,40}$",
    re.I,
)


def _only_public(sentence: Sentence, before: str) -> bool:
    return sentence.public and not _TO_HOUSE.search(before)


_DAY_AFTER = re.compile(
    r"(?:^|\s+)(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|I|MRN|DOB|SSN|ID)\.?$"
)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The run without what begins a sentence ('The', 'At') and without a title or a name before it."""
    start, end = match.span()
    while True:
        first = re.match(
            r"(?:The|At|In|From|To|Our|My|Dr|Mr|Mrs|Ms|On|Seen|Patient|Admitted|Her|His|She|He|And|For)\b\.?\s*",
            match.string[start:end],
        )
        if not first or not first[0]:
            break
        start += first.end()
    while last := _DAY_AFTER.search(match.string[start:end]):
        end = start + last.start()
    while end > start and match.string[end - 1] in " -–&":
        end -= 1
    if match.string[start:end].endswith(("'s", "’s")) and re.match(
        r"\s+(?:case|clinic\b)", match.string[end:]
    ):
        end -= 2
    return start, end


def _with_place(text: str, end: int) -> int:
    """Where a facility ends with the town that is written after it."""
    after = _PLACE_AFTER.match(text, end)
    if after is None:
        dot = re.match(r"\.(?=[\s,]+(?:[a-z(]|on\b))", text[end:])
        return end + 1 if dot and text[:end].endswith(("Hosp", "Ctr", "Med", "Gen")) else end
    place, state = after["place"], after["state"]
    if state and (state in STATES or is_town(state) or state in STATE_NAMES):
        return after.end()
    if is_ordinary(place.split()[0]) and place not in STATES and place != "New York":
        return end
    if place in STATES or place in STATE_NAMES or is_town(place) or place == "New York":
        return after.end("place")
    return end
