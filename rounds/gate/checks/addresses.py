"""Where somebody lives, as addresses are written: a house and its street, a plot, a box, a code.

The idea: an address is a row of parts with commas between them, and it begins with a part that only
addresses have: a number with a street ('22 Byres Rd', '12 rue de Lyon', 'Lindenstraße 17', '221, 4th
Cross'), a house or plot ('H.No. 12-3-456'), a box ('PO Box 118'). What follows belongs to it as far as
a code or a known town ends it, so that the whole is taken out at once.

Rules
1. It is asked about where one patient is spoken of or where the words lead to a home ('lives at',
   'home visit', 'wohnt', 'habite'); a house or plot with its code also where the sentence says
   nothing of a house of work, a meeting or a course.
2. A ZIP or PIN code alone: only after its word, and somebody's ('her ZIP').
3. A street without a number: where somebody lives on it.

What would break it: '5 Way study', 'BP 118', '560038 participants', the address of a college.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.lexicon import is_ordinary, is_town
from rounds.gate.checks.moments import EVENT
from rounds.gate.checks.reading import Reading
from rounds.gate.checks.shapes import CAPITAL, INITIAL

STATES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
)
STATE_NAMES = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois "
    "Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana "
    "Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming "
    "England Scotland Wales".split()
)
_AUSTRALIAN = r"(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT)"
_NTH = r"\d{1,3}(?:st|nd|rd|th)"
_NAMED = rf"(?:(?:{CAPITAL}|{INITIAL}|[NSEW]|{_NTH})[ ]){{1,4}}"
_WAY = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Way|Place|Pl|Terrace|Crescent|Cres|Gardens?|Gdns|Grove|"
    r"Boulevard|Blvd|Square|Sq|Parkway|Pkwy|Highway|Hwy|Row|Mews|Walk|Hill|View|Park|Circle|Cir|Rise|Green|Path|Trail|Parade|"
    r"Esplanade|Nagar|Marg|Vihar|Enclave|Colony|Layout|Chowk|Bagh|Puram|Cross|Main(?:[ ]Road)?|Estate|Villas?|Wharf|Quay)"
)
_FLAT = rf"(?:(?i:flat|apt|apartment|unit|suite|room|plot|floor|block|shop)\.?[ ](?:no\.?[ ]?)?(?:\d{{1,4}}[A-Za-z]?|[A-Z])|{_NTH}[ ]floor),?[ ]"
_STREET = (
    rf"\d{{1,5}}(?:[A-Za-z]|[/-]\d{{1,4}}[A-Za-z]?)?,?[ ]{_NAMED}{_WAY}\b\.?(?![ ]?(?:mg|ml))"
    rf"|\d{{1,5}}[A-Za-z]?,?[ ]{_NTH}[ ](?:Cross|Main|Block|Street|St|Avenue|Ave|Road)\b"
)
_FRENCH = (
    r"\d{1,4}(?:[ ](?:bis|ter))?,?[ ](?i:rue|avenue|boulevard|bd|place|chemin|impasse|allée|cours|quai|route|square|passage)[ ]"
    rf"(?:(?:de|du|des|la|le|les|l['’]|d['’])[ ]?){{0,2}}{CAPITAL}(?:[ -](?:(?:de|du|des|la)[ ])?{CAPITAL}){{0,3}}"
)
_GERMAN = (
    r"(?:[A-ZÄÖÜ][\w.-]{1,20}[ -])?[A-ZÄÖÜ][\w-]{0,30}(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|ring)[ ]\d{1,4}[ ]?[a-h]?\b(?![.,]\d|[ ]?%)"
    r"|[A-ZÄÖÜ][\w-]{1,30}[ -](?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Damm|Ufer|Ring)[ ]\d{1,4}[a-h]?\b"
)
_PLOT = r"(?i:\bh\.?[ ]?no\.?|\bhouse[ ]no\.?|\bdoor[ ]no\.?|\bd\.?[ ]?no\.(?=[ ]?\d+-)|\bplot[ ]no\.?|\bflat[ ]no\.?|\bstand[ ]no\.?|\berf)[ :#]{0,2}[A-Z]?-?\d[\dA-Z]*(?:[/-]\d*[A-Z]?\d*)*"
_BOX = r"(?i:\bp\.?[ ]?o\.?[ ]box|\bpostfach|\bprivate[ ]bag|\bboîte[ ]postale)[ ](?:no\.?[ ])?[A-Z]?\d{1,6}\b"
_ADDRESS = re.compile(
    rf"(?<![\w/.#£$€-])(?<!\d[ ])(?:{_FLAT}){{0,3}}(?:(?P<sure>{_PLOT}|{_BOX})|{_STREET}|{_FRENCH}|{_GERMAN})"
)
_CODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|(?:[A-Z]{2}[ ]){0,1}\d{5}(?:-\d{4})?|\d{3}[ ]?\d{3}|"
    rf"{_AUSTRALIAN}[ ]\d{{4}}|[AC-FHKNPRTV-Y]\d[\dW][ ]?[\dAC-FHKNPRTV-Y]{{4}})(?![\w-])"
)
_SEPARATOR = r"(?:[ ]*[,;][ ]*|[ ]*-[ ]*|[ ])"
_TAIL = re.compile(
    rf"{_SEPARATOR}(?:(?P<code>{_CODE})(?:[ ](?P<town>{CAPITAL}))?"
    rf"|(?P<way>(?i:flat|apt|apartment|unit|suite)\.?[ ]#?\d{{1,4}}[A-Za-z]?\b|(?:Road|Street|Lane|Phase|Sector|Block|Stage|Ward)[ ](?:No\.?[ ]?)?\d{{1,3}}[A-Z]?\b|{_NTH}[ ](?:Cross|Main|Block|Phase|Stage|Floor)\b)"
    rf"|(?P<words>{CAPITAL}(?:[ -](?![A-Z]{{2,3}}\b){CAPITAL}){{0,3}}))"
)
_HOME = re.compile(
    r"\b(?:lives?|living|lived|stay(?:s|ing)|resid(?:es?|ing|ed)|home\s+visit(?:ed)?|house\s+call|home\s+is|home\s+address|house\s+is|discharged\s+home\s+to|"
    r"(?:his|her|their|patient['’]?s?|pt['’]?s?|home|whose)\s+(?:home\s+)?address|next\s+of\s+kin|wohnt|wohnhaft|wohnend|anschrift|adresse|habite|demeurant|domicilié\w*|réside)\b",
    re.IGNORECASE,
)
_MY_HOME = re.compile(
    r"\b(?:our|my|i)\b(?!\s+(?:[\w-]+\s+){0,2}(?:patients?|pt|lady|gentleman|man|woman|boy|girl|resident|client|regular)\b)[^.]{0,20}$",
    re.IGNORECASE,
)
_ADDRESS_WORD = re.compile(r"(?:^|[.;\n|(]\s*|\bpt\s+)address\s*(?:is|:)?\s*$", re.IGNORECASE)
_OF_A_HOUSE = re.compile(
    r"\b(?:college|society|association|university|institute|conference|hotel|venue|hall|office|headquarters|hq|library|building|ltd|plc|gmbh|inc|"
    r"café|cafe|pub|restaurant|museum|theatre|church|town\s+hall|registered|publisher|press|shop|pharmacy\s+at|register|join\s+us|meet(?:ing|up)?|"
    r"course|teaching|event|our\s+(?:new\s+)?(?:address|clinic|practice|surgery|base)|we(?:['’]re|\s+are|\s+have)\s+(?:moving|moved|at)|donat\w+|charity|write\s+to\s+us)\b",
    re.IGNORECASE,
)
# The address of an event or of a house of work, whoever is spoken of beside it.
_INVITES = re.compile(
    r"\b(?:(?:join|meet|find|see|visit)\s+us|come\s+(?:along\s+)?to|drop\s+in(?:to)?|venue|we(?:['’]ve|\s+have)?\s+(?:meet|moved)|held|hosted|"
    r"our\s+(?:new\s+)?(?:clinic|practice|surgery|office|base|venue|unit|course|meeting|event|hub|caf[eé]|study\s+day))\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_NAMED_STREET = re.compile(
    rf"(?<![\w-])(?:{CAPITAL}[ ]){{1,2}}(?:Street|Road|Avenue|Lane|Drive|Close|Crescent|Terrace)\b"
)
_ON = re.compile(r"\b(?:from|lives|living|on|of|at|in|off|home)\s+$")
_ZIP = re.compile(
    r"(?:\b(?:ZIP|postal)(?:\s+code)?\b[^\d\n.]{0,25}|\b[A-Z]{2}[ ])(?P<zip>\d{5}(?:-\d{4})?)(?![\w-])"
    r"|\b(?i:PIN\s?code|PIN)\b[\s:-]{0,3}(?:is\s+)?(?P<pin>\d{3}[ ]?\d{3})(?![\w-])"
    r"|\b(?:PLZ|Postleitzahl|code\s+postal|Eircode)\b[^\d\n.]{0,10}?(?P<other>[AC-FHKNPRTV-Y]\d[\dW][ ]?[\dAC-FHKNPRTV-Y]{4}|\d{5})(?![\w-])"
)
_WHOSE_CODE = re.compile(
    r"\b(?:his|her|their|whose|patient['’]s|pt['’]s)\s+(?:home\s+)?(?:zip|post\s?(?:al\s+)?code|pin|plz|eircode)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:he|she|him|his|her|hers|pt|patient|lady|gentleman|chap|lad|lass|girl|boy|woman|man|child)\b",
    re.IGNORECASE,
)


def check_addresses(reading: Reading) -> Iterator[Candidate]:
    """Addresses beside a patient or after words of a home, and codes that are somebody's."""
    text = reading.folded.plain
    for match in _ADDRESS.finditer(text):
        end, whole = _to_the_end(text, match.end())
        sure = match["sure"] is not None
        if _somebodys(reading, match.start(), end, whole=whole, sure=sure):
            yield Candidate(match.start(), end, "address")
    yield from _named_streets(reading)
    for match in _ZIP.finditer(text):
        which = match.lastgroup or "zip"
        sentence = reading.around(match.start())
        his = _WHOSE_CODE.search(text, sentence.start, match.end())
        leads = _HOME.search(text, sentence.start, match.start())
        # 'PIN 123456' is also the code of a card.
        if his or leads or (reading.anybody and which != "pin" and not sentence.public):
            yield Candidate(*match.span(which), "postcode")


def _somebodys(reading: Reading, start: int, end: int, *, whole: bool, sure: bool) -> bool:
    """Whether the address at `start:end` is a person's rather than that of a house of work."""
    text = reading.folded.plain
    sentence = reading.around(start)
    last = reading.around(end)
    before = text[sentence.start : start]
    if _HOME.search(before[-80:]) or _ADDRESS_WORD.search(before):
        return not _MY_HOME.search(before)
    if _INVITES.search(before):
        return False
    around = text[sentence.start : last.end]
    if sentence.particular and not sentence.public:
        return True
    if sentence.public or _OF_A_HOUSE.search(around) or EVENT.search(around):
        return False
    if reading.anybody or _PERSONAL.search(around):
        return reading.anybody or whole or sure
    return whole and sure


def _to_the_end(text: str, end: int) -> tuple[int, bool]:
    """Where the address ends that has gone as far as `end`, and whether a code ends it."""
    firm, whole, place = end, False, end
    while after := _TAIL.match(text, place):
        place = after.end()
        if words := after["words"]:
            state = words in STATES or words in STATE_NAMES or words == "New York" or is_town(words)
            if not state and (is_ordinary(words.split()[0]) or text[after.start()] == " "):
                break
            firm = place if state else firm
            continue
        firm = place
        if after["code"]:
            whole = True
            if after["town"] and not is_town(after["town"]):
                firm = after.end("code")
            break
    return firm, whole


def _named_streets(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded.plain
    for match in _NAMED_STREET.finditer(text):
        sentence = reading.around(match.start())
        if not (_ON.search(text[: match.start()][-20:]) and sentence.particular):
            continue
        if not is_ordinary(match[0].split()[0]):
            home = _HOME.search(text, sentence.start, match.start()) is not None
            end, _ = _to_the_end(text, match.end())
            yield Candidate(match.start(), end, "address", weak=not home)
