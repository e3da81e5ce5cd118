"""The name policy: who says they are a doctor says who they are.

Readers take what a doctor writes on trust, so the regulator asks doctors to give their name.
Everybody else may use a pseudonym. Who writes 'Dr' or 'MD' into the name shown says so as well. The form asks and explains; it forces nobody, since only the
person knows; a moderator sees who has not said so.

Source: General Medical Council, Doctors' use of social media (2013), paragraph 17.
"""

import re
import unicodedata
from dataclasses import dataclass

from rounds.identity.models import Account
from rounds.identity.roles import DOCTORS, Role

GMC_PARAGRAPH = "General Medical Council, Doctors' use of social media (2013), paragraph 17"
GMC_ADDRESS = "https://www.gmc-uk.org/"


@dataclass(frozen=True, slots=True)
class NameFinding:
    """What the profile lacks under the name policy: why, what to do, and whose rule it is."""

    reason: str
    suggestion: str
    source: str = GMC_PARAGRAPH
    address: str = GMC_ADDRESS


_TITLED = NameFinding(
    "The name shown says that you are a doctor, and your role does not.",
    "Leave the title out, or say that the name is your own.",
)
_TITLES = re.compile(
    r"(?<![\w&])(?:Drs?|Dra|Doctor|Doktor|Docteur|Dottor(?:e|essa)?|Prof(?:essor)?|M\.?D|M\.?B\.?B\.?S|"
    r"MB\s?(?:Ch\.?B|BChir|BS|BCh)|[FM]RC(?:P|S|GP|PCH|A|OG|PATH|PSYCH|R|EM|OPHTH)\w*)\b(?!\s+Anderson)",
    re.IGNORECASE,
)


def names_a_doctor(display_name: str) -> bool:
    """Whether a name shown holds a doctor's title or degree, however its letters are written.

    Example: 'Dr. Heart MD' does; 'Andrea Drew' does not.
    """
    return _TITLES.search(unicodedata.normalize("NFKC", display_name)) is not None


def name_rule(role: Role, uses_own_name: bool | None, display_name: str = "") -> NameFinding | None:
    """What the policy says to somebody with `role` who said so (or nothing) about the name."""
    if uses_own_name or role is Role.ORGANISATION:
        return None
    if role not in DOCTORS:
        return _TITLED if names_a_doctor(display_name) else None
    if uses_own_name is None:
        return NameFinding(
            "You say that you are a doctor, and not yet whether the name shown is your own.",
            "Confirm that the name shown is your own, or choose a role that doesn't say 'doctor'.",
        )
    return NameFinding(
        "You say that you are a doctor under a name that isn't your own.",
        "Show your own name, or choose a role that doesn't say 'doctor'.",
    )


def name_policy(account: Account) -> NameFinding | None:
    """What `account` lacks under the name policy, or None."""
    return name_rule(Role(account.role), account.uses_own_name, account.display_name)


def list_unnamed_doctors() -> list[Account]:
    """Those here who say they are doctors, by role or by the name shown, and not that the name is
    their own: for moderators."""
    found = Account.objects.filter(domain="", suspended_at__isnull=True)
    found = found.exclude(uses_own_name=True).order_by("username")
    return [one for one in found.iterator() if name_policy(one)]
