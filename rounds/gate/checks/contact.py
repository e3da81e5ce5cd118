"""How to reach somebody: telephone numbers, e-mail addresses, postcodes.

Rules
- A UK number starts with 0 or +44 and has the length and grouping of one; an international number
  starts with '+' or 00 and a country code and has 8 to 15 digits (ITU-T E.164). Short public
  numbers (999, 111, 116 123) and free and local-rate ones (0800, 0808, 03xx) reach no patient.
- A number to book at (no mobile one) and the address of an office ('abstracts@', 'info@') reach no
  patient either, in a text without any word of one.
- An e-mail address has an '@' between a local part and a domain; a handle (@name@host) is none.
- A full UK postcode names about fifteen homes; the outward half alone ('SW1A') is left in peace.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.fold import Folded
from rounds.gate.checks.sources import safe_harbor
from rounds.gate.finding import Finding

_PHONE = re.compile(
    r"(?<![\w.+-])(?<!\d\d\d[ ])(?<![A-Za-z./]/)(?:(?<!\d[ ])|(?=0\d{4}))(?:"
    r"(?P<world>(?:\+|00(?=[1-9]))\s?[1-9]\d{0,2}(?:[\s().-]{0,3}\d){6,13})"
    r"|(?P<home>\(?0(?:[1235789])(?:[\s().-]{0,2}\d){8,9})"
    r")(?![\w])(?!\.\d)(?!-\d)"
)
_PHONE_WORD = re.compile(
    r"\b(?:phone|telephone|tel|mobile|mob|cell|call|ring|text|fax|bleep|pager|whatsapp)\b\.?"
    r"(?:\s+(?:me|him|her|them|us|number|no\.?|on|at|is|the\s+\w+|his|mum|dad|wife|husband)){0,3}[\s:.]{0,3}"
    r"(?P<number>\(?\d{3,5}\)?[\s./-]?\d{3,4}[\s.-]?\d{3,4}|\(?0\d{2,4}\)?[\s/-]\d{5,8})(?![\w])",
    re.IGNORECASE,
)
_KIN = (
    r"(?:daughter|son|wife|husband|partner|mum|mother|dad|father|brother|sister|carer|nok|next\s+of\s+kin|family|"
    r"tochter|sohn|ehefrau|ehemann|mutter|vater|fille|fils|épouse|mari|mère|père|frère|sœur|hija|hijo)"
)
# France writes five pairs; a relative's number may have any grouping.
_PAIRS = re.compile(r"(?<![\w.+/-])(?<!\d )0[1-9]([ .-])\d{2}(?:\1\d{2}){3}(?![\w-])(?!\1?\d)")
_KIN_NUMBER = re.compile(
    rf"\b{_KIN}(?:['’]s)?(?:\s+(?:is|on|at|ist|unter|au|under|erreichbar|reachable|number|tel\.?|mobile|cell))*[\s:,(]{{1,3}}(?P<number>0\d(?:[ .-]?\d){{7,9}})(?![\w])",
    re.IGNORECASE,
)
_ONE = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
# 'oh seven seven double-oh nine ...': ten digits or more, spoken.
_SPOKEN = re.compile(
    rf"\b(?:number|phone|tel|mobile|cell|call|ring|text|whatsapp|nhs|mrn)\b[^.!?\n]{{0,25}}?\b(?P<after>(?:(?:double|triple)[ -])?{_ONE}(?:[ ,-]+(?:(?:double|triple)[ -])?(?:{_ONE}|hundred)){{8,}})\b"
    rf"|\b(?P<before>{_ONE}(?:[ ,-]+(?:(?:double|triple)[ -])?{_ONE}){{8,}})\b(?=[^.!?\n]{{0,25}}\b(?:number|phone|nhs|mrn|mobile)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"one\W+two\W+three\W+four\W+five|nine\W+eight\W+seven\W+six", re.IGNORECASE)
_NORTH_AMERICA = re.compile(
    r"(?<![\w.+/-])(?:\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}|\(\d{3}\) ?\d{3})[.-]\d{4}(?![\w-])(?!\.\d)"
)
_PUBLIC = re.compile(r"^(?:\+44|0044|0)\s*(?:\(0\))?\s*(?:800|808|3\d\d)")
_EMAIL = re.compile(
    r"(?<![\w.+%@/-])[A-Z0-9](?:[A-Z0-9._%+'-]{0,62}[A-Z0-9_%+])?@"
    r"(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.)+[A-Z]{2,24}(?![\w@-])",
    re.IGNORECASE,
)
_EMAIL_SPELT = re.compile(
    r"\b[A-Z0-9._%+-]{2,64}\s?[\[(]\s?at\s?[\])]\s?[A-Z0-9-]+(?:\s?(?:\.|[\[(]\s?dot\s?[\])])\s?[A-Z0-9-]+)+",
    re.IGNORECASE,
)
# 'raj dot patel at yahoo dot co dot in': a dot before the 'at', or a word that leads to an address.
_EMAIL_SAID = re.compile(
    r"(?<![\w.])(?:(?P<led>\b(?:e-?mail|mail|reach|contact|write\s+to|address)\b[^.!?\n]{0,20}?[\s:])?)"
    r"(?P<address>[a-z0-9_]+(?P<dotted>(?:[ ](?:dot|underscore|dash)[ ][a-z0-9_]+)*)[ ]at[ ][a-z0-9-]+(?:[ ]dot[ ][a-z0-9-]+)*[ ]dot[ ][a-z]{2,12})(?!\w)",
    re.IGNORECASE,
)
# Where anybody writes or rings: an office's address, a number to book at.
_OFFICE = re.compile(
    r"(?:abstracts?|admissions?|info|contact|enquir(?:y|ies)|inquiries|admin|administration|events?|registrations?|education|courses?|training|office|secretary|secretariat|"
    r"editor(?:ial)?|submissions?|manuscripts?|hello|help|helpdesk|support|membership|members|press|media|jobs|careers|recruitment|vacancies|bookings?|tickets|newsletter|"
    r"library|webmaster|congress|conference|symposium|meetings?|exams?|examinations|scholarships|fellowships|grants|webinars?|podcast|journal|noreply|no-reply|mail|team)"
    r"(?:[._-]?(?:\d{2,4}|[a-z]{2,12}))?",
    re.IGNORECASE,
)
_TO_BOOK = re.compile(
    r"\b(?:book|booking|bookings|reserve|register|registration|rsvp|tickets?|enrol|apply|applications?|enquiries|dial\s+in|helpline|switchboard|press\s+office)\b(?:[^.!?\n]|\.(?=\w)){0,60}$",
    re.IGNORECASE,
)
_ANY_PATIENT = re.compile(
    r"\b(?:patients?['’]?s?|pts?|he|she|his|her|hers|him|their|theirs|daughter|son|wife|husband|mum|mother|dad|father|relative|carer|nok|family|lady|gentleman|"
    r"admitted|discharged|sepsis|clinic|ward|bed|gp|surgery|appointment|scan|referral)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"(?<![\w#@/-])(?:GIR ?0AA|(?:[A-PR-UWYZ](?:\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRVWXY]))"
    r"(?P<gap> ?)\d[ABD-HJLNP-UW-Z]{2})(?![\w-])",
    re.IGNORECASE,
)
_POSTCODE_WORD = re.compile(
    r"\b(?:post\s?code|lives|living|stays|address|resident|home)\b[^.!?\n]{0,60}$", re.I
)
_AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY "
    "E EC EH EN EX FK FY G GIR GL GU GX GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA "
    "LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG "
    "SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)


def check_phones(folded: Folded) -> Iterator[Finding]:
    """Telephone numbers, UK and international, but for those of public lines."""
    plain = folded.plain
    spans = [m.span() for m in _PHONE.finditer(plain) if _is_phone(m)]
    spans += [m.span("number") for m in _PHONE_WORD.finditer(plain)]
    spans += [m.span() for m in _NORTH_AMERICA.finditer(plain)]
    spans += [m.span() for m in _PAIRS.finditer(plain)]
    spans += [m.span("number") for m in _KIN_NUMBER.finditer(plain)]
    spans += [
        m.span(m.lastgroup or 0) for m in _SPOKEN.finditer(plain) if not _COUNTED.search(m[0])
    ]
    for start, end in sorted(set(spans)):
        if _PUBLIC.match(plain[start:end]) or _is_to_book(plain, start, end):
            continue
        yield _contact(
            folded, (start, end), "phone", "a telephone number", "D", "the number I was given"
        )


def _is_to_book(plain: str, start: int, end: int) -> bool:
    """Whether a number is one to book at, in a text with no word of a patient; no mobile telephone's."""
    if re.match(r"(?:\+44|0044|0)\s*(?:\(0\))?\s*7", plain[start:end]):
        return False
    return (
        _TO_BOOK.search(plain[max(0, start - 70) : start]) is not None
        and _ANY_PATIENT.search(plain) is None
    )


def _is_of_an_office(plain: str, address: str) -> bool:
    """Whether an address is an office's, in a text with no word of a patient."""
    local = re.split(r"@|\s?[\[(]\s?at", address, maxsplit=1)[0]
    return _OFFICE.fullmatch(local) is not None and _ANY_PATIENT.search(plain) is None


def _is_phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if match["home"]:
        return len(digits) in {10, 11}
    digits = digits.removeprefix("00") if match[0].startswith("00") else digits
    return 8 <= len(digits) <= 15


def check_emails(folded: Folded) -> Iterator[Finding]:
    """E-mail addresses, also spelt with [at] and [dot]; handles are none."""
    plain = folded.plain
    for pattern in (_EMAIL, _EMAIL_SPELT):
        for match in pattern.finditer(plain):
            if not _is_of_an_office(plain, match[0]):
                yield _email(folded, match.span())
    for match in _EMAIL_SAID.finditer(plain):
        if match["dotted"] or match["led"]:
            yield _email(folded, match.span("address"))


def _email(folded: Folded, where: tuple[int, int]) -> Finding:
    return _contact(folded, where, "email", "an e-mail address", "F", "an address I was given")


def check_postcodes(folded: Folded) -> Iterator[Finding]:
    """Full UK postcodes. Without capitals, or short and without a space, only after words of a home."""
    plain = folded.plain
    for match in _POSTCODE.finditer(plain):
        area = re.match(r"[A-Z]+", match[0].upper())
        if area is None or area[0] not in _AREAS:
            continue
        plainly = match[0].isupper() and (match["gap"] or len(match[0]) > 5)
        if not plainly and not _POSTCODE_WORD.search(plain[: match.start()]):
            continue
        yield _contact(folded, match.span(), "postcode", "a full postcode", "B", "a town nearby")


def _contact(
    folded: Folded, where: tuple[int, int], kind: str, what: str, letter: str, suggestion: str
) -> Finding:
    start, end = folded.span(*where)
    return Finding(
        start=start,
        end=end,
        kind=kind,
        reason=f"This reads like {what}; take it out, or confirm that it is no patient's.",
        source=safe_harbor(letter),
        suggestion=suggestion,
    )
