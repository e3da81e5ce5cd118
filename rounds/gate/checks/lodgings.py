"""Where one patient stays or came from: homes, schools, prisons, surgeries, a ward and its bed.

The idea: shorthand names nobody's noun twice. 'Chap transferred from Sunnybank Care Home', 'child
goes to Oakfield Primary School', 'AIIMS Patna sent us this girl', 'bay 4 bed 3 has pulled her line
out' speak of one person by their grammar, without 'a' or 'my' before the patient.

Rules
1. A named house of a kind in which people live or are looked after, where the sentence speaks of one
   person (`reading`, or shorthand of its own) and a word leads from them to it.
2. A capitalised house that sent, referred or transferred somebody to us.
3. A bay with its bed, or a side room with its ward, of one person.
4. A bed that does what the ill do ('bed 12 arrested'), or is of an age ('bed 4, 82F').

What would break it: a school that was visited for a talk; 'Ward 7 is closed'; 'bed 1 to bed 30'.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.lexicon import is_ordinary, is_public, is_unit
from rounds.gate.checks.reading import Reading, Sentence
from rounds.gate.checks.shapes import CAPITAL

_PERSON = (
    r"(?:chap|fella|bloke|guy|lad|lass|kid|child|toddler|baby|infant|teen(?:ager)?|boy|girl|man|woman|lady|gentleman|pt|patient|resident|"
    r"inmate|prisoner|detainee|pupil|schoolboy|schoolgirl|\d{1,3}\s?(?:yo|y/o|yr\s?old|[MF])|patientin|bewohner(?:in)?|résidente?|patiente?)"
)
# Shorthand: a person without an article, at the beginning, and what became of them.
_SHORTHAND = re.compile(
    rf"(?:\A|[.;:!?\n]\s*)(?:(?:poor|old|young|little|elderly|lovely|another|sweet|frail)\s+){{0,2}}{_PERSON}\s+"
    r"(?:transferred|sent|brought|admitted|referred|discharged|bounced|back|in|from|at|with|goes|went|came|comes|attends|lives|has|had|is|was|who|on|aus|de)\b",
    re.IGNORECASE,
)
_KIND = (
    r"(?:(?:Care|Nursing|Residential|Rest|Retirement|Children['’]?s)\s+(?:Home|Village|Centre|Center)|Hospice|"
    r"(?:Primary|Secondary|High|Grammar|Infant|Junior|Elementary|Middle|Prep(?:aratory)?|Special|Nursery|Boarding|Public|Community|Girls['’]?|Boys['’]?|C\s?of\s?E|Catholic|National)\s+"
    r"(?:(?:and\s+Nursery\s+)?School|College)|School(?!\s+of\b)|Academy|Nursery|Pre-?school|Playgroup|Kindergarten|Grundschule|Gymnasium|"
    r"Prison|Jail|Correctional\s+(?:Facility|Cent(?:re|er)|Institution)|Detention\s+Cent(?:re|er)|Immigration\s+Removal\s+Centre|"
    r"Surgery|(?:Medical|Health)\s+(?:Centre|Center|Practice|Post)|Sheltered\s+Housing|Almshouses|Shelter|Hostel|Orphanage|Barracks)"
)
_LEAD_KIND = (
    r"(?:HMP(?:\s*&\s*YOI)?|AIIMS|PGI|CMC|CHU|CHRU|EHPAD|JVA|Hôpital|Clinique|Klinikum|Universitätsklinikum|Pflegeheim|Seniorenheim|"
    r"Altenheim|Haus|École|Collège|Lycée|Maison\s+de\s+retraite|Kita|IRC)"
)
# Looked for from the kind back: a run of capitals may be as long as the text.
_REACH = 80
_OF_A_KIND = re.compile(
    rf"(?<=[ ]){_KIND}\b(?![ -](?:guidelines?|study|trial|Board|Inspector))"
    rf"|(?<![\w@#/]){_LEAD_KIND}[ ](?:(?:de|du|des|la|zum|am|St\.?)[ ]){{0,2}}(?P<rest>[A-ZÀ-Þ][\w'’-]{{1,30}}(?:[ ][A-ZÀ-Þ][\w'’-]{{1,30}}){{0,2}})"
)
_NAME_BEFORE = re.compile(
    rf"(?<![\w@#/'’-])(?:(?:St|Ste|Mt)\.?[ ])?{CAPITAL}(?:[ ](?:(?:of|the|and|&|de|la|du)[ ])?{CAPITAL}){{0,4}}[ ]$"
)
_LEADS = re.compile(
    r"\b(?:from|at|to|in|into|by|attends?|attending|goes|visits?|leaves|left|via|ex|aus|de|im|@|(?:pupil|resident|inmate|prisoner|student)\s+(?:of|at|in))"
    r"\s+(?:(?:the|our|her|his|their|dem|der|du|la|l['’])\s*)?$",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\s(?:has\s+|have\s+|just\s+)?(?:sent|referred|transferred|discharged|shipped|dumped|turfed|bounced|repatriated)\s+"
    r"(?:us\s+|me\s+|over\s+)?(?:this|him|her|a|an|the|our|one)\b(?!\s+(?:letter|paper|survey|email|e-mail|questionnaire|memo|petition))"
)
_SENDER = re.compile(rf"(?<![\w@#/'’-])(?P<house>{CAPITAL}(?:[ ]{CAPITAL}){{0,4}})$")
_TITLES = re.compile(
    r"^(?:Dr|Mr|Mrs|Ms|Prof|Sister|Nurse|The|They|We|You|She|He|It|Who|Somebody|Someone)\b"
)
_ABOUT = re.compile(
    r"\b(?:talk|assembly|career|careers|taught|teach\w*|inspect\w*|governor|fundrais\w*|visit\s+to|outbreak|open\s+day|alumni|patients\b|residents\b|pupils\b|children\b|students\b|hiring|apply)\b",
    re.IGNORECASE,
)
_PLACE = r"(?:[A-Z]?\d{1,3}[A-Z]?|[A-Z])\b"
_BED = re.compile(
    r"\b(?:(?:in|on|at|to|from|into)\s+)(?P<ward>(?:(?:ward|bay|room|cubicle)\s+(?!round|rounds|based|sister|nurse|staff|manager|clerk|teaching)(?:[A-Z]?\d{1,3}[A-Z]?|[A-Z]\b)"
    rf"|{CAPITAL}\s+[Ww]ard)(?:,?\s+(?:bed|bay|side\s+room)\s+\w{{1,3}})?)\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"\b(?i:ward|bay|side\s+room|s/r|room|cubicle|zimmer|station)\s+{_PLACE},?\s+(?i:bed|bay|bett|side\s+room)\s+{_PLACE}"
    rf"|\b(?i:side\s+room|s/r|room|cubicle|bay|bed)\s+{_PLACE},?\s+(?:(?:on|of|in)\s+)?(?:(?:the\s+)?{CAPITAL}(?:[ ]{CAPITAL})?[ ](?i:ward|unit)|(?i:ward|bay)\s+{_PLACE})"
    rf"|(?<![\w-]){CAPITAL}[ ](?i:ward),?\s+(?i:bed|bay|side\s+room)\s+{_PLACE}"
)
_EMPTY = re.compile(
    r"^[,:]?\s+(?:is\s+|are\s+|now\s+)*(?:free|empty|available|closed|clean|broken|ready|open|for\b|at\s+\d|will\s+host|hosts)\b",
    re.IGNORECASE,
)
_ONES = re.compile(
    r"\b(?:he|she|him|his|her|hers|their|they)\b|^,?\s+(?:has|is|was|needs?|keeps?|wants?|fell|arrested|died|pulled|refus\w+|just|went|won['’]t|can['’]t|still|with|again|spiking|desaturat\w+)\b|^:\s\w",
    re.IGNORECASE,
)

_SOMEBODY = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
# 'Bed 12 arrested at 3 am': a bed that does what the ill do stands for who lies in it.
_DOES = (
    r"(?:has\s+|have\s+|had\s+|just\s+|is\s+|was\s+|now\s+|again\s+|went\s+|gone\s+|going\s+|went\s+and\s+|keeps\s+|still\s+|been\s+|sadly\s+){0,3}"
    r"(?:arrest(?:ed|ing)|died|dead|dying|passed\s+away|coded|coding|crash(?:ed|ing)|collapsed|deteriorat(?:ed|ing)|desat\w*|fitt(?:ed|ing)|seiz(?:ed|ing)|"
    r"bled|bleeding|vomit(?:ed|ing)|aspirat(?:ed|ing)|spik(?:ed|ing)|septic|febrile|hypotensive|tachycardic|bradycardic|confused|agitated|delirious|"
    r"palliative|intubated|extubated|self-discharged|absconded|refus(?:ed|es|ing)|wants\s+(?:to\s+(?:die|go\s+home)|his|her)|pulled\s+(?:out\s+)?(?:his|her|their|the)|"
    r"into\s+(?:AF|VT|VF|SVT|labour|retention|resp\w*)|in\s+(?:AF|VT|VF|SVT|labour|DKA|extremis)|RIP)\b"
)
_LIES = rf"(?i:bed|bay|cubicle|side\s?room|s/r|room|trolley|bett|zimmer)\s+{_PLACE}"
_BED_DOES = re.compile(
    rf"(?<![\w-])(?P<bed>{_LIES}),?\s+(?i:{_DOES})"
    rf"|(?<![\w-])(?P<aged>{_LIES}),?\s+(?:-\s+|is\s+an?\s+|\()?\d{{1,3}}\s?-?\s?(?:[MF]\b|yo\b|y/o\b|(?:yr|year)s?[\s-]old)"
)


def check_lodgings(reading: Reading) -> Iterator[Candidate]:
    """Homes, schools and prisons one patient is from, houses that sent one, wards with their beds."""
    text = reading.folded.plain
    for match in _OF_A_KIND.finditer(text):
        start = match.start() if match["rest"] else _name_before(text, match.start())
        sentence = reading.around(match.start())
        if start is None or not _LEADS.search(text[max(sentence.start, start - 40) : start]):
            continue
        if _of_one(text, sentence) and not is_unit(text[start : match.end()]):
            yield Candidate(start, match.end(), "facility")
    for match in _SENT.finditer(text):
        before = max(0, match.start() - _REACH)
        house = _SENDER.search(text[before : match.start()])
        if house and reading.around(match.start()).particular and _may_send(house["house"]):
            yield Candidate(before + house.start(), match.start(), "facility")
    yield from _beds(reading)


def _may_send(house: str) -> bool:
    """Whether `house` may be one: of two words or in capitals, for one word may be anybody's name."""
    if _TITLES.match(house) or not (" " in house or house.isupper()):
        return False
    return not (is_public([house]) or is_unit(house) or is_ordinary(house.split()[0]))


def _name_before(text: str, place: int) -> int | None:
    """Where the name begins that ends before a kind of house at `place`, if there is one."""
    first = max(0, place - _REACH)
    name = _NAME_BEFORE.search(text[first:place])
    if name is None:
        return None
    opening = re.match(r"(?:The|Our|From|At|In)\s+", name[0])
    return first + name.start() + (opening.end() if opening else 0)


def _of_one(text: str, sentence: Sentence) -> bool:
    """Whether the sentence speaks of one patient rather than of a visit or of many."""
    if sentence.public or _ABOUT.search(text, sentence.start, sentence.end):
        return False
    return sentence.particular or (
        _SHORTHAND.search(text[sentence.start : sentence.end].lstrip()) is not None
    )


def _beds(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded.plain
    if reading.anybody:
        for match in _BED.finditer(text):
            where = match["ward"]
            if reading.around(match.start()).particular and any(
                c.isdigit() or c.isupper() for c in where[1:]
            ):
                yield Candidate(*match.span("ward"), "ward")
    for match in _BED_DOES.finditer(text):
        sentence = reading.around(match.start())
        if not (sentence.public or _ABOUT.search(text, sentence.start, sentence.end)):
            yield Candidate(*match.span("bed" if match["bed"] else "aged"), "ward")
    for match in _PAIR.finditer(text):
        sentence = reading.around(match.start())
        if sentence.public or _EMPTY.match(text[match.end() : sentence.end]):
            continue
        rest = text[match.end() : sentence.end]
        somebody = _SOMEBODY.search(text, sentence.start, match.start())
        if somebody or _of_one(text, sentence) or _ONES.search(rest):
            yield Candidate(*match.span(), "ward")
