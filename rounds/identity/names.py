"""The name policy: who says they are a doctor says who they are.

Readers take what a doctor writes on trust, so the regulator asks doctors to give their name.
Everybody else may use a pseudonym. Who writes 'Dr' or 'MD' into the name shown says so as well. The form asks and explains; it forces nobody, since only the
person knows; a moderator sees who has not said so.

Source: General Medical Council, Doctors' use of social media (2013), paragraph 17.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.claim_models import Way
from rounds.identity.claims.registers import REGISTERS
from rounds.identity.models import Account, Credential
from rounds.identity.roles import DOCTORS, Role
from rounds.identity.shown_names import fault_in, likeness

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


NAME_TAKEN = (
    "An account here or an organisation that readers know is called so. Add what tells you apart: "
    "another first name, your field or your town."
)


def check_shown_name(name: str, role: Role, account: Account | None = None) -> None:
    """Refuse a cleaned name that says what only the server says, or that is somebody else's.

    `account` is whose name it becomes; None is somebody who signs up.

    Errors: Invalid (field 'display_name').
    """
    if is_name_taken(name, account):
        raise Invalid(NAME_TAKEN, "display_name")
    if fault := fault_in(name, role):
        raise Invalid(str(fault), "display_name")


def is_name_taken(name: str, account: Account | None = None) -> bool:
    """Whether `name` looks like that of a confirmed account, an organisation here or a register's keeper.

    Whose own name looks so already, or who is confirmed by that very organisation, keeps it.
    """
    wanted = likeness(name)
    if not wanted or (account is not None and wanted == likeness(account.shown_name)):
        return False
    if account is not None and wanted in _confirmed_by(account):
        return False
    others = Account.objects.filter(suspended_at__isnull=True)
    if account is not None:
        others = others.exclude(pk=account.pk)
    known = others.filter(
        Q(pk__in=_valid().values("account_id")) | Q(role=Role.ORGANISATION, domain="")
    )
    names = known.exclude(display_name="").values_list("display_name", flat=True)
    keepers = (register.keeper for register in REGISTERS.values())
    return any(likeness(one) == wanted for one in (*keepers, *names.iterator()))


def _valid() -> QuerySet[Credential]:
    """The credentials that hold today; a website confirms nobody's name."""
    lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    return Credential.objects.filter(lasting, revoked_at__isnull=True).exclude(way=Way.LINK)


def _confirmed_by(account: Account) -> set[str]:
    """The likenesses of who confirmed something of `account`."""
    held = Credential.objects.filter(account=account, revoked_at__isnull=True)
    return {likeness(one) for one in held.values_list("issuer", flat=True)}
