"""Numbers that stand for a person by what is written before them: insurance, passport, account.

Rules
- A label ('policy number', 'SSN', 'passport', 'plate', 'VIN', 'device serial' ...) and what follows
  it, if that holds a digit: the number is the label's kind.
- Three, two and four digits with dashes or blanks beside a patient are a social security number;
  an IP address beside a patient is one.
- 'ID' alone only where the text speaks of one patient.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.reading import Reading

_NO = r"(?:\s*(?:numbers?\b|no\b\.?|num\b\.?|nr\b\.?|\#(?=\s*[:=\s])|IDs?\b|code\b|identifier\b|id\b))*"
_IS = r"(?:\s+(?:is|was|on\s+file(?:\s+is)?|on\s+record|of|as\s+written[^.:\n]{0,30}))?[\s:=(\"'-]{0,4}"
# Letters, digits, and dashes or slashes between them; at least one digit.
_VALUE = r"(?P<value>\#?(?=[\w/ -]{0,14}\d)(?:[A-Z0-9]{1,20})(?:[-/][A-Z0-9]+)*(?:[ ]\d{2,5}(?=[\s.,;)\]|]|\Z))*)(?![\w@])"
_SERIAL = r"(?P<value>\#?(?=[\w-]{0,20}\d)[A-Z0-9]+(?:[-/][A-Z0-9]+)*)(?![\w@])"


def _labelled(labels: str, value: str = _VALUE) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@#])(?:{labels}){_NO}{_IS}{value}", re.IGNORECASE)


_LABELS: tuple[tuple[str, re.Pattern[str], bool], ...] = (
    # kind, pattern, whether it needs a patient in the text
    ("ssn", _labelled(r"SSN|SS\#|SS\s+(?:number|no\.?)|soc(?:ial)?\.?\s+sec(?:urity)?\.?"), False),
    (
        "ssn",
        _labelled(
            r"(?:his|her|their|(?:patient|pt)['’]s|the)\s+social",
            r"(?P<value>\d{3}[- ]?\d{2}[- ]?\d{4})(?![\w-])",
        ),
        False,
    ),
    (
        "ssn",
        _labelled(
            r"(?:SSN|social(?:\s+security)?)\s+(?:\w+\s+)?(?:ending|ends)(?:\s+(?:in|with))?|"
            r"last\s+(?:four|4)(?:\s+digits)?\s+of\s+(?:\w+\s+)?(?:SSN|social(?:\s+security)?)",
            r"(?P<value>\d{4})(?![\w-])",
        ),
        False,
    ),
    (
        "insurance_number",
        _labelled(
            r"(?:blue\s+cross|blue\s+shield|BCBS|aetna|cigna|humana|kaiser|bupa|tricare|(?:health\s+)?(?:insurance|insur\.?|ins\.?)|health\s+plan|HMO|PPO|medicare|medicaid|policy|plan\s+(?:id|number|no)|member|subscriber|"
            r"beneficiary|group\s+(?:id|number|no))(?:\s+(?:policy|plan|member|beneficiary|group|card))*"
        ),
        True,
    ),
    (
        "insurance_number",
        _labelled(
            r"national\s+insurance|NI\s+(?:number|no)|NINO",
            r"(?P<value>[A-Z]{2} ?\d{2} ?\d{2} ?\d{2}(?: ?[A-D]\b)?)(?!\w)",
        ),
        False,
    ),
    (
        "passport",
        _labelled(r"passport|identity\s+card|ID\s+card|visa\s+(?:number|no)|aadhaar|PESEL|BSN"),
        False,
    ),
    (
        "passport",
        _labelled(
            r"passport|reisepass|passeport|pasaporte|passaporto|passaporte",
            r"(?P<value>(?:[A-Z]{2,3}[ -])?(?=\w{0,3}\d)[A-Z0-9]{6,10}|[A-Z]?\d{3}[ ]?\d{3}[ ]?\d{2,3})(?![\w-])",
        ),
        False,
    ),
    (
        "phone",
        _labelled(
            r"(?:tele)?phone|tel|ph|contact|call|cell|mobile|mob|fax(?:ed)?(?:\s+\w+){0,2}|pager|reach(?:ed|able)?\s+(?:\w+\s+)?(?:at|on)",
            r"(?:\s+(?:at|on|to|him|her))*\s?(?P<value>\+?\(?\d{3,5}\)?[ .-]?\d{3,4}(?:[ .-]?\d{3,4})?)(?![\w@-])(?!\.\d)",
        ),
        True,
    ),
    (
        "registration",
        _labelled(
            r"cert(?:ificate|\.)?(?=\s*(?:no|number|\#))|(?:driver['’]?s?|driving|provider|medical|professional|nursing)?\s*licen[cs]e|DEA|NPI|professional\s+(?=id)|GMC\s+(?=n(?:o|umber))|NMC\s+pin",
            _SERIAL,
        ),
        True,
    ),
    (
        "account_number",
        _labelled(
            r"(?:billing\s+|bank\s+|patient\s+)?(?:account|acct|a/c)|invoice|claim(?=\s*(?:no|number|\#|id))"
        ),
        True,
    ),
    (
        "record_number",
        _labelled(
            r"UHID|(?:IP|OP|CR)\s?(?=no\b|number)|fall-?(?:nummer|nr\.?)|patienten-?(?:nummer|nr\.?|id)|aufnahme-?(?:nummer|nr\.?)|"
            r"datix|incident\s+(?=no\b|number|ref)|IPP(?=\s*[:\d])|num[ée]ro\s+de\s+dossier|n[°o]\s+de\s+dossier|NHI(?=\s*[:#n]|\s[A-Z]{3}\d)|URN?(?=\s*[:#n]|\s\d{6})"
        ),
        False,
    ),
    (
        "record_number",
        _labelled(
            r"(?:histo(?:logy|path(?:ology)?)?|cytology|path(?:ology)?|biopsy|specimen|sample|lab)(?:\s+report)?",
            r"(?P<value>[A-Z]{1,3}\d{2}[-/ ]\d{3,7})(?![\w-])",
        ),
        False,
    ),
    (
        "record_number",
        _labelled(
            r"(?:lab(?:oratory|or)?|sample|specimen|histology|pathology|blood\s+group)\s*(?=no\b|num|number|nr\b|ref\b|id\b|\#)(?:ref\b\.?)?|"
            r"(?:IPD|OPD|IP|OP|MLC|CR)\s*(?=no\b|number)|labornummer|auftragsnummer|"
            r"prontu[áa]rio|historia\s+cl[íi]nica|expediente|cartella(?:\s+clinica)?",
            _SERIAL,
        ),
        True,
    ),
    (
        "insurance_number",
        _labelled(
            r"(?:kranken)?versicherten-?(?:nummer|nr\.?)|(?:sozial)?versicherungs-?(?:nummer|nr\.?)|KVNR|num[ée]ro\s+de\s+s[ée]cu\w*(?:\s+sociale)?|"
            r"s[ée]curit[ée]\s+sociale|medicare(?:\s+card)?|ABHA|PMJAY|ayushman(?:\s+(?:bharat|card))*|NHIF|NHIS|IHI|OHIP|RAMQ|PHN|health\s+card",
            r"(?P<value>[A-Z]?(?=[\d -]{7,24})\d+(?:[ -]\d+)*(?:/\d|[ -]?[A-Z]{2})?)(?![\w-])",
        ),
        False,
    ),
    (
        "insurance_number",
        _labelled(
            r"(?:policy|member|claim|scheme|insurance)\s+(?:numbers?|no\.?|id)\s+(?:[A-Z]{2,12}\s+){1,2}",
            r"(?P<value>[A-Z]{0,3}\d[\dA-Z]*(?:[- ]\d+)*)(?![\w-])",
        ),
        False,
    ),
    (
        "passport",
        _labelled(r"aadhaar|aadhar|UID(?:AI)?", r"(?P<value>\d{4}[ -]?\d{4}[ -]?\d{4})(?![\w-])"),
        False,
    ),
    (
        "passport",
        _labelled(
            r"PPSN?|HKID|NRIC|FIN|national\s+ID|ID\s+card|personalausweis|NIN|BVN",
            r"(?P<value>[A-Z]{0,2}\d{6,11}(?:[A-Z]{1,2}\b|\([\dA]\))?)(?![\w-])",
        ),
        False,
    ),
    (
        "vehicle",
        _labelled(
            r"(?:licen[cs]e\s+|number\s+|car\s+)?plates?|VIN|registration\s+(?=plate)",
            r"(?P<value>(?=[\w ]{0,17}\d)[A-Z0-9]{2,17}(?:[ -][A-Z0-9]{2,4})?)(?![\w@])",
        ),
        True,
    ),
    (
        "device",
        _labelled(
            r"(?:(?:device|pacemaker|implant|pump|monitor|icd)\s+)?(?:serial|lot|batch|UDI)|S/N|SN(?=[\s:]{1,2}\w*\d{5})|(?:device|pacemaker|implant)\s+(?=id|no|number|\#)",
            _SERIAL,
        ),
        True,
    ),
    (
        "biometric",
        _labelled(
            r"(?:voice\s?print|finger\s?print|retina\w*|iris|face|biometric)(?:\s+(?:template|scan|id|file))+",
            _SERIAL,
        ),
        False,
    ),
    (
        "code",
        _labelled(
            r"(?:study|enrol+ment\s+study|participant|subject|screening|randomi[sz]ation|trial\s+participant)\s+(?:code|id|number|no)",
            _SERIAL,
        ),
        False,
    ),
    (
        "record_number",
        _labelled(
            r"(?:medical\s+|health\s+|hospital\s+|clinical\s+|patient\s+)?records?(?=\s*(?:no|num|number|\#|id|:|\s[A-Z]*\d))|(?:chart\s?)?MRN\s*:?(?=\s)|MR(?=\s*\#)|med(?:ical)?\.?\s+rec(?:ord)?\.?|UHPI|encounter|specimen|accession|"
            r"(?:lab(?:oratory)?\s+)?report(?=\s*(?:no|number|\#|id|:))|sample(?=\s*(?:no|number|\#|id))|referral(?=\s*(?:no|number|\#|id))|"
            r"identifier|identity\s+confirmed\s+with|(?:patient|pt|case|file|chart|visit|hospital|unit|clinic)\s+(?=id|no\b|number|\#)"
        ),
        True,
    ),
    (
        "code",
        _labelled(r"(?<!trial\s)(?<!paper\s)\bID(?=\s*[:#])|reference(?=\s*(?:no|number|\#))"),
        True,
    ),
)
_GLUED = re.compile(r"\b[A-Za-z]*(?:MRN|mrn)(?P<value>\d{5,12})(?!\d)")
# Numbers of anything, unless one patient is spoken of.
_ORDERED = _labelled(
    r"(?:x-?ray|scan|imaging|exam|request|requisition|order|admission|registration|reg\.?)\s*(?=no\b|number|\#)",
    _SERIAL,
)
# What the number is, said after it: '402198877 SSN', '925076473 is her passport'.
_SAID_AFTER = r"(?:\s+(?:is|was)\s+(?:the\s+|(?:his|her|their|(?:my|our|the)?\s?(?:patient|pt)['’]s)\s+))?\s{0,2}[(=,-]?\s{0,2}"
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ssn",
        re.compile(
            rf"(?<![\w.+/-])(?P<value>\d{{3}}([- ]?)\d{{2}}\2\d{{4}}){_SAID_AFTER}(?:SSN|social\s+security|social\b(?!\s+\w))",
            re.IGNORECASE,
        ),
    ),
    (
        "passport",
        re.compile(
            rf"(?<![\w.+/-])(?P<value>(?=\w{{0,3}}\d)[A-Z0-9]{{6,10}}){_SAID_AFTER}(?:passport|aadhaar|pesel|personnummer|national\s+ID)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "record_number",
        re.compile(
            rf"(?<![\w.+/-])(?P<value>(?=\w{{0,6}}\d\d)[A-Z0-9][A-Z0-9/-]{{4,18}}[A-Z0-9]){_SAID_AFTER}"
            r"(?:MRN|UHID|(?:hospital|record|case|unit|lab)\s+(?:number|no)|hosp\.?\s+no)\b",
            re.IGNORECASE,
        ),
    ),
)
_LONG_RECORD = re.compile(rf"(?<![\w@#])MRN{_NO}{_IS}{_VALUE}", re.IGNORECASE)
_SSN = re.compile(r"(?<![\d./-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])(?!\.\d)")
_NORTH_AMERICAN = re.compile(
    r"(?<![\w.+/#-])(?:\+?1[ .-])?(?:\(\d{3}\)[ ]?|\d{3}[.-])\d{3}[.-]\d{4}(?![\w-])(?!\.\d)"
)
_NINO = re.compile(
    r"(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])"
)
_IP = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]*\d)"
)
_PHOTO = re.compile(r"(?<![\w/@])[\w-]+\.(?:jpe?g|png|heic|tiff?|dcm|mp4|mov)\b", re.IGNORECASE)
_ON_FILE = re.compile(
    r"\b(?:photo\w*|image|picture|face|video|on\s+file|scan|selfie)\b", re.IGNORECASE
)
_VIN = re.compile(
    r"(?<![\w-])(?=[A-HJ-NPR-Z0-9]{0,16}\d)(?=\d{0,16}[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17}(?![\w-])"
)
# A plate of the UK or Ireland after its word: 'car reg AB12 CDE', 'number plate 191-D-12345'.
_PLATE = re.compile(
    r"\b(?i:reg(?:istration)?(?:\s+(?:no\.?|number|plate))?|(?:number\s+)?plate|car|van|vehicle|motorbike|kennzeichen|immatriculation)[\s:,]{1,3}(?:is\s+|was\s+)?"
    r"(?P<value>[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|\d{2,3}-[A-Z]{1,2}-\d{1,6}|[A-Z]{1,3}-[A-Z]{1,2}\s?\d{1,4}|[A-Z]{2}-\d{3}-[A-Z]{2}|"
    r"[A-Z]{2}\s?\d{2}\s?[A-Z]{1,2}\s?\d{4})(?![\w-])"
)
_REACHED = re.compile(
    r"\b(?:reachable|ip|device|monitor|pump|logged|address|server|from|host)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s<>\"'|]+[^\s<>\"'|.,;:!?)\]]", re.IGNORECASE)
_ONE_RECORD = re.compile(
    r"(?:portal|mychart|patient|ehr\b|epic|record|result|chart|/u/|/user|/member|imaging|pacs|/mrn|/p/\d|upload)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d)?")
_DIGIT = re.compile(r"\d")


def check_documents(reading: Reading) -> Iterator[Candidate]:
    """Numbers of documents, devices, vehicles and links that stand for one person."""
    text = reading.folded.plain
    if _DIGIT.search(text):
        for kind, pattern, needs_patient in _LABELS:
            enough = 5 if needs_patient and not reading.anybody else 3
            for match in pattern.finditer(text):
                if sum(c.isdigit() for c in match["value"]) >= enough and not _YEAR.fullmatch(
                    match["value"]
                ):
                    yield _candidate(match, kind)
        for pattern in (_GLUED, _LONG_RECORD):
            for match in pattern.finditer(text):
                if sum(c.isdigit() for c in match["value"]) >= 3:
                    yield _candidate(match, "record_number")
        for kind, pattern in _AFTER:
            for match in pattern.finditer(text):
                yield _candidate(match, kind)
        yield from _by_form(text, reading)
    yield from _files_and_links(reading)


def _by_form(text: str, reading: Reading) -> Iterator[Candidate]:
    for match in _NINO.finditer(text):
        yield Candidate(*match.span(), "insurance_number")
    for match in _VIN.finditer(text):
        yield Candidate(*match.span(), "vehicle")
    for match in _PLATE.finditer(text):
        yield _candidate(match, "vehicle")
    if reading.anybody:
        for match in _ORDERED.finditer(text):
            if sum(c.isdigit() for c in match["value"]) >= 5:
                yield _candidate(match, "record_number")
        for match in _NORTH_AMERICAN.finditer(text):
            yield Candidate(*match.span(), "phone")
        for match in _SSN.finditer(text):
            yield Candidate(*match.span(), "ssn")
    for match in _IP.finditer(text):
        if _REACHED.search(text, max(0, match.start() - 60), match.start()):
            yield Candidate(*match.span(), "ip_address")


def _files_and_links(reading: Reading) -> Iterator[Candidate]:
    text = reading.folded.plain
    for match in _PHOTO.finditer(text):
        if _ON_FILE.search(text, max(0, match.start() - 60), match.start()):
            yield Candidate(*match.span(), "photo")
    whole = reading.folded.text
    if "://" in whole:
        for match in _LINK.finditer(whole):
            if _ONE_RECORD.search(_path_and_host(match[0])) and _points_at_one(match[0], reading):
                yield Candidate(*match.span(), "url")


def _path_and_host(link: str) -> str:
    return link.split("://", 1)[1]


def _points_at_one(link: str, reading: Reading) -> bool:
    """Whether the link goes to somebody's page rather than to a site about patients."""
    path = _path_and_host(link).partition("/")[2]
    if re.search(
        r"(?:^|/)(?:u|user|users|patient|patients|member|mrn|p|chart|record|records|results?)/[\w.-]*[\w]",
        path,
    ):
        return bool(
            re.search(
                r"(?:patients?|mrn|members?|records?|charts?|p|results?)/[A-Za-z-]*\d{3,}", path
            )
        ) or (re.search(r"portal|mychart", link, re.I) is not None)
    return reading.anybody and re.search(r"portal|mychart", link, re.I) is not None and bool(path)


def _candidate(match: re.Match[str], kind: str) -> Candidate:
    start, end = match.span("value")
    return Candidate(start, end, kind)
