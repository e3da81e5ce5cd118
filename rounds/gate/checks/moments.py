"""Days that single a patient out: full dates beside a patient, and days of birth.

Rules
- A date with its day, month and year, in a sentence that speaks of a patient, is asked about. The
  date of a chat, a paper or a meeting is nobody's; a month or a year alone is not asked about.
- A day of birth is asked about whoever it is, also without its year or without its strokes ('dob 040762').
"""

import re
from collections.abc import Iterator
from itertools import chain

from rounds.gate.checks.fold import Folded
from rounds.gate.checks.sources import GMC_SUM, safe_harbor
from rounds.gate.finding import Finding

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# Of Germany, France, Spain and Italy, with or without their accents.
MONTH_ABROAD = (
    r"(?:j[aä]nner|januar|februar|m[aä]rz|mai|juni|juli|oktober|dezember|janvier|f[ée]vrier|mars|avril|juin|juillet|ao[uû]t|"
    r"septembre|octobre|novembre|d[ée]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2})"
DATE = re.compile(
    rf"(?<![\w./-])(?:"
    rf"{_DAY}(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep){_YEAR}"
    rf"|(?:0?[1-9]|1[0-2])[/-]{_DAY}[/-]{_YEAR}"
    rf"|(?:19|20)\d{{2}}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])"
    rf"|{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{MONTH}\.?,?[\s-]+{_YEAR}"
    rf"|{MONTH}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{{2}}"
    rf"|{_DAY}(?:\.|er)?\s+(?:de\s+)?(?:{MONTH_ABROAD}|{MONTH})\.?,?\s+(?:de[l]?\s+)?(?:19|20)\d{{2}}"
    rf")(?![\w/-])(?!\.\d)",
    re.IGNORECASE,
)
_EAST = re.compile(r"(?:19|20)\d{2}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号일]")
# What leads to a day of birth, with up to three words between: 'Geburtsdatum des Patienten:'.
BORN = (
    r"(?<![\w@#])(?:d\.?o\.?b\b\.?|(?:date|day)\s+of\s+birth|birth\s?date|(?:his|her|their|pt['’]s|patient['’]s)\s+birthday|born(?:\s+on)?|geb(?:oren|\.)(?:\s+am)?|geb\.?-?dat\.?|geburtsdatum|"
    r"née?\s+le|date\s+de\s+naissance|nacid[oa]\s+el|fecha\s+de\s+nacimiento|nat[oa]\s+il|data\s+di\s+nascita|nascid[oa]\s+em|data\s+de\s+nascimento|"
    r"geboortedatum|födelsedatum|fødselsdato|data\s+urodzenia)"
)
_FILLED = r"(?:\s+(?:of|is|was|the|my|our|his|her|pt|patient|des|der|von|ist|war|du|de|la|del|di|è|es|é|am|on|a|patientin|patienten|patiente|paciente|paziente|\w{3,6}day)){0,4}"
_ALWAYS = re.compile(rf"(?:{BORN}{_FILLED}|(?<!\w)b\.\s?)\W*$", re.IGNORECASE)
_REACH = 70
# What else is a day after those words: 'dob 040762', 'DOB 4 7 62', 'born on the 4th of July'.
_BORN_LOOSELY = re.compile(
    rf"{BORN}{_FILLED}\W{{0,4}}(?P<day>\d{{8}}|\d{{6}}|{_DAY}[ ]{_DAY}[ ](?:19|20)?\d{{2}}|{_DAY}[/.-](?:0?[1-9]|1[0-2])"
    rf"|{_DAY}(?:st|nd|rd|th|\.)?(?:\s+(?:of|de))?\s+(?:{MONTH}|{MONTH_ABROAD})\b|{MONTH}\s+{_DAY}(?:st|nd|rd|th)?)(?![\w/-])(?!\.\d)(?!,?\s+(?:de\s+)?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"\b(?:admitted|admission|discharged?|presented|attended|referred|operated|underwent|died|deceased"
    r"|delivered|diagnosed|biops(?:y|ied)|(?:he|she)\s+(?:\w+\s+)?(?:collapsed|fell|arrested|relapsed|was\s+born)|readmitted|transferred|"
    r"aufgenommen|aufnahme|entlassen|verstorben|operiert|hospitalisée?|admise?|décédée?|opérée?|DOB|date\s+of\s+birth|seen\s+(?:in\s+(?:clinic|a&e|ed)|on|by)"
    r"|\d{1,3}\s?(?:yo|y/o|year[- ]old|M|F))\b",
    re.IGNORECASE,
)
# 'Born' of a house of work: a birthday of the service is nobody's.
_HOUSE_BORN = re.compile(
    r"\bthe\s+(?:NHS|national\s+health\s+service|hospital|charity|college|society|journal|union|university|specialty|hospice\s+movement|WHO|HSE|website|project)\b"
    r"[\s,]+(?:was\s+|is\s+|which\s+was\s+)?born(?:\s+on)?\W*$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:patients?|pts?|my\s+case|inpatient|outpatient|ward|theatre|surgery|death|(?:wo)?man|lady"
    r"|gentleman|boy|girl|infant|baby|neonate|child|patientin|patiente|pat\.(?=\s)|患者)(?!\w)",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:chat|webinar|conference|congress|meeting|journal\s+club|deadline|published|issue|register|"
    r"registration|course|exam|workshop|lecture|symposium|guidelines?|updated|join\s+us|teaching|talk|"
    r"seminar|session|audit|poster|abstract|college|annual|summit|round\s?table|save\s+the\s+date)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")


def _sentence_around(text: str, start: int, end: int) -> str:
    before = [m.end() for m in _SENTENCE.finditer(text, 0, start)]
    after = _SENTENCE.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def check_dates(folded: Folded) -> Iterator[Finding]:
    """Full dates in a sentence that speaks of a patient."""
    plain = folded.plain
    for match in chain(DATE.finditer(plain), _EAST.finditer(plain)):
        sentence = _sentence_around(plain, match.start(), match.end())
        born = _ALWAYS.search(plain[max(0, match.start() - _REACH) : match.start()])
        someone, event = _PERSON.search(sentence), EVENT.search(sentence)
        cared = _CARE.search(sentence)
        if born and not (someone or cared) and _HOUSE_BORN.search(plain[: match.start()]):
            continue
        if not (born or (someone and not event) or (cared and (someone or not event))):
            continue
        yield _date(folded, match.span(), born=born is not None)
    for match in _BORN_LOOSELY.finditer(plain):
        day = match["day"]
        ours = _HOUSE_BORN.search(plain[: match.start("day")])
        if not ours and (not day.isdigit() or _in_digits(day)):
            yield _date(folded, match.span("day"), born=True)


def _in_digits(day: str) -> bool:
    """Whether six or eight digits can be a day: the day or the month first, or the year."""
    starts = (0, 2) if len(day) == 6 else (0, 4)
    pairs = [(int(day[at : at + 2]), int(day[at + 2 : at + 4])) for at in starts]
    return any(0 < min(a, b) <= 12 and 0 < max(a, b) <= 31 for a, b in pairs)


def _date(folded: Folded, where: tuple[int, int], *, born: bool) -> Finding:
    start, end = folded.span(*where)
    return Finding(
        start=start,
        end=end,
        kind="date",
        reason=(
            "A full date beside a patient helps others to recognise them; name the month or the "
            "season, or confirm that it is nobody's."
        ),
        source=safe_harbor("C", GMC_SUM),
        suggestion="their age band" if born else "recently",
    )
