"""Professional registers that two moderators can look into: who keeps them, and their numbers.

Only the form of a number is checked here, so that a slip of the finger is caught at once; whether
it is in the register, and whose it is, two people see for themselves. `plug` adds a register.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rounds.identity.claim_words import What

_SEPARATORS = re.compile(r"[\s.\-/]+")
_NPI_PREFIX = "80840"


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its keeper, where it is looked into, whom it lists, and how its numbers look."""

    key: str
    keeper: str
    number_words: str
    address: str
    lists: frozenset[What]
    is_well_formed: Callable[[str], bool]


def plain_number(given: str) -> str:
    """A number without the blanks and dashes people write into it."""
    return _SEPARATORS.sub("", given)


def is_gmc_number(number: str) -> bool:
    """Whether `number` looks like a GMC reference number: seven digits.

    Source: gmc-uk.org, 'The medical register'; the number has no public check digit.
    """
    return re.fullmatch(r"[0-9]{7}", number) is not None


def is_luhn(digits: str) -> bool:
    """Whether the last of `digits` is right by ISO/IEC 7812-1, annex B."""
    doubled = [int(d) * 2 if at % 2 else int(d) for at, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def is_npi(number: str) -> bool:
    """Whether `number` looks like a National Provider Identifier: ten digits, 1 or 2 first.

    Source: 45 CFR 162.406; the check digit is Luhn's over the number after the prefix 80840.
    """
    return re.fullmatch(r"[12][0-9]{9}", number) is not None and is_luhn(_NPI_PREFIX + number)


_DOCTORS = frozenset({What.DOCTOR_IN_TRAINING, What.CONSULTANT, What.GENERAL_PRACTITIONER})
REGISTERS: dict[str, Register] = {}


def plug(register: Register) -> None:
    """Let claims be checked against `register`, too."""
    REGISTERS[register.key] = register


plug(
    Register(
        "gmc",
        "General Medical Council (UK)",
        "GMC reference number, seven digits",
        "https://www.gmc-uk.org/registrants/",
        _DOCTORS,
        is_gmc_number,
    )
)
plug(
    Register(
        "npi",
        "NPPES NPI Registry (US)",
        "National Provider Identifier, ten digits",
        "https://npiregistry.cms.hhs.gov/",
        _DOCTORS | {What.NURSE_OR_MIDWIFE, What.ALLIED_HEALTH},
        is_npi,
    )
)
