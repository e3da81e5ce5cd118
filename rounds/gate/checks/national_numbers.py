"""Numbers that states give to persons: found by their form and check digit, or after their name.

The idea: a personnummer, a PESEL or a codice fiscale names somebody in its own country as an NHS number
does here. Most carry a check digit, so one is told from a telephone number without any word before it.

Rules
1. After its name ('CPF', 'personnummer', 'Aadhaar'), anything of its form: whoever writes that means it.
2. Without a name: those whose letters or strokes no other number has, if the check digits agree.
3. Without a name and of digits alone: only beside one patient, if date and check digits agree.

What would break it: a telephone number of eleven digits beside a patient that passes by chance (one in
ten to one in a hundred); it is asked about as a telephone number anyway.
Source: the published rules of each register, named beside its check.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.reading import Reading

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _weighed(digits: str, weights: Sequence[int]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def _day_of(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def is_personnummer(number: str) -> bool:
    """Sweden: YYMMDD and four digits, the last by Luhn. Source: Skatteverket, SKV 704."""
    digits = re.sub(r"\D", "", number)[-10:]
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
    # A coordination number adds 60 to the day.
    day = int(digits[4:6]) % 60
    return _day_of(str(day), digits[2:4]) and sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def is_fodselsnummer(number: str) -> bool:
    """Norway: eleven digits, two of them checks modulus 11. Source: Skatteetaten."""
    digits = re.sub(r"\D", "", number)
    # A D-number adds 40 to the day.
    return (
        _day_of(str(int(digits[:2]) % 40), digits[2:4])
        and _weighed(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11 == 0
        and _weighed(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    )


def is_hetu(number: str) -> bool:
    """Finland: DDMMYY, a sign of the century, three digits and a check. Source: DVV."""
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(number[:6] + number[7:10]) % 31]
    return _day_of(number[:2], number[2:4]) and number[10].upper() == check


def is_cpr(number: str) -> bool:
    """Denmark: DDMMYY and four digits; no check digit since 2007. Source: CPR-kontoret."""
    return _day_of(number[:2], number[2:4])


def is_pesel(number: str) -> bool:
    """Poland: eleven digits, weights 1, 3, 7, 9; the month tells the century. Source: PESEL act."""
    month = int(number[2:4]) % 20
    total = _weighed(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1))
    return _day_of(number[4:6], str(month)) and total % 10 == 0


def is_cpf(number: str) -> bool:
    """Brazil: eleven digits, two of them checks modulus 11. Source: Receita Federal."""
    digits = re.sub(r"\D", "", number)
    if len(set(digits)) == 1:
        return False
    return all(
        _weighed(digits, range(n + 1, 1, -1)) * 10 % 11 % 10 == int(digits[n]) for n in (9, 10)
    )


def is_codice_fiscale(number: str) -> bool:
    """Italy: fifteen letters and digits and a check letter. Source: DM 345 of 23 December 1976."""
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)  # fmt: skip
    places = [int(c) if c.isdigit() else _LETTERS.index(c) for c in number.upper()]
    total = sum(odd[p] if i % 2 == 0 else p for i, p in enumerate(places[:15]))
    return total % 26 == places[15]


def is_curp(number: str) -> bool:
    """Mexico: eighteen letters and digits, the last a check digit. Source: RENAPO."""
    places = [("0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ").index(c) for c in number.upper()]
    total = sum(p * (18 - i) for i, p in enumerate(places[:17]))
    return (10 - total % 10) % 10 == places[17]


_VERHOEFF_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _turned(digit: int, times: int) -> int:
    for _ in range(times % 8):
        digit = _VERHOEFF_TURN[digit]
    return digit


def _dihedral(a: int, b: int) -> int:
    """The product of two elements of the group of a pentagon's turns and mirrors."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b - 5) % 5
    return 5 + (a - 5 - b) % 5 if b < 5 else (a - b) % 5


def is_aadhaar(number: str) -> bool:
    """India: twelve digits, the last by Verhoeff, the first neither 0 nor 1. Source: UIDAI."""
    check = 0
    for place, digit in enumerate(reversed(re.sub(r"\D", "", number))):
        check = _dihedral(check, _turned(int(digit), place))
    return check == 0


def is_nir(number: str) -> bool:
    """France: thirteen digits and a key of two, 97 less the rest by 97. Source: INSEE."""
    digits = re.sub(r"[ .]", "", number).upper()
    plain = digits[:13].replace("2A", "19").replace("2B", "18")
    return plain.isdigit() and 97 - int(plain) % 97 == int(digits[13:15])


def is_rijksregister(number: str) -> bool:
    """Belgium: YYMMDD, three digits, and 97 less the rest by 97. Source: Royal decree of 3 April 1984."""
    digits = re.sub(r"\D", "", number)
    rest = int(digits[9:])
    return rest in {97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97}


def is_dni(number: str) -> bool:
    """Spain: eight digits and the letter of their rest by 23. Source: Real Decreto 1553/2005."""
    plain = re.sub(r"[ .-]", "", number).upper()
    first = {"X": "0", "Y": "1", "Z": "2"}.get(plain[0], plain[0])
    return plain[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(first + plain[1:-1]) % 23]


def is_chinese_id(number: str) -> bool:
    """China: seventeen digits and a check modulus 11-2. Source: GB 11643-1999."""
    weights = [2**n % 11 for n in range(17, 0, -1)]
    return "10X98765432"[_weighed(number, weights) % 11] == number[17].upper()


@dataclass(frozen=True, slots=True)
class _Number:
    """The form of one country's number, how it is checked, and whether the form is enough."""

    form: re.Pattern[str]
    agrees: Callable[[str], bool]
    alone: bool


def _number(form: str, agrees: Callable[[str], bool], *, alone: bool) -> _Number:
    return _Number(re.compile(rf"(?<![\w.+/-]){form}(?![\w-])(?!\.\d)"), agrees, alone)


_NUMBERS = (
    _number(r"(?:19|20)?\d{6}[-+]\d{4}", is_personnummer, alone=False),
    _number(r"(?:19|20)\d{6}-?\d{4}", is_personnummer, alone=False),
    _number(r"\d{6} ?\d{5}", is_fodselsnummer, alone=False),
    _number(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", is_hetu, alone=True),
    _number(r"\d{6}-\d{4}", is_cpr, alone=False),
    _number(r"\d{11}", is_pesel, alone=False),
    _number(r"\d{3}\.\d{3}\.\d{3}-\d{2}", is_cpf, alone=True),
    _number(r"\d{11}", is_cpf, alone=False),
    _number(r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", is_codice_fiscale, alone=True),
    _number(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d", is_curp, alone=True),
    _number(r"[2-9]\d{3}([ -]?)\d{4}\1\d{4}", is_aadhaar, alone=False),
    _number(r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}", is_nir, alone=True),
    _number(r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", is_rijksregister, alone=True),
    _number(r"(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ]-?\d{7})-?[A-Z]", is_dni, alone=False),
    _number(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", is_chinese_id, alone=True),
    # Of the Emirates: the form says enough.
    _number(r"784-\d{4}-\d{7}-\d", lambda _: True, alone=True),
    # The card of US Medicare: letters that look like digits are left out.
    _number(r"[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}", lambda _: True, alone=False),
)  # fmt: skip
_NAMES = re.compile(
    r"(?<![\w@#])(?:(?:personnummer|personnr|samordningsnummer|f[øo]dselsnummer|f[øo]dselsnr|d-nummer|cpr-?(?:nummer|nr)|henkilötunnus|hetu|"
    r"codice\s+fiscale|C\.?F\.?(?=\s*:)|CPF|CURP|aadh?aa?r|pesel|bsn|burgerservicenummer|dni|nie(?=\s*[:#XYZ])|nif|rijksregisternummer|insz|isikukood|cnp|egn|"
    r"rodn[ée]\s+č[íi]slo|amka|oib|jmbg|emšo|teudat\s+zehut|carte\s+vitale|n(?:um[ée]ro|[°o])\s+de\s+s[ée]curit[ée]\s+sociale|nir(?=\s*:)|"
    r"身份证(?:号码?)?|주민등록번호|マイナンバー|emirates\s+id|SA\s+ID|cédula|RUT|KTP|NIK|MyKad)"
    r"(?:\s*(?:no\b\.?|nr\b\.?|number|nummer|num\.?|n[°º]|card))*)"
    r"(?:\s+(?:is|was|är|er|ist|è|é|es|jest))?[\s:=.#-]{0,4}"
    r"(?P<value>[A-Z]{4,6}\d{2}[A-Z0-9]{8,12}|(?=(?:[\s./+-]?\w){0,8}\d)[A-Z0-9](?:[ ./+-]?(?:\d|[A-Z](?![a-z]))){6,20})(?!\w)",
    re.IGNORECASE,
)
_SHORTEST = 6
_PAIR_OF_DIGITS = re.compile(r"\d{2}")
_SOMEBODY = re.compile(
    r"\b(?:patient(?:en|in|e)?|pt|pat|pasient(?:en)?|paciente|paziente|pacjent\w{0,3}|potilas|he|she|his|her|him)\b",
    re.IGNORECASE,
)


def check_national_numbers(reading: Reading) -> Iterator[Candidate]:
    """Numbers of persons of other countries, with their name or by their check digits."""
    text = reading.folded.plain
    if not _PAIR_OF_DIGITS.search(text):
        return
    for match in _NAMES.finditer(text):
        if sum(c.isdigit() for c in match["value"]) >= _SHORTEST:
            yield Candidate(*match.span("value"), "passport")
    somebody = reading.anybody or _SOMEBODY.search(text) is not None
    for number in _NUMBERS:
        if number.alone or somebody:
            for match in number.form.finditer(text):
                if number.agrees(match[0]):
                    yield Candidate(*match.span(), "passport")
