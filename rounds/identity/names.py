"""The name policy: who says they are a doctor says who they are.

Readers take what a doctor writes on trust, so the regulator asks doctors to give their name.
Everybody else may use a pseudonym. The form asks and explains; it forces nobody, since only the
person knows; a moderator sees who has not said so.

Source: General Medical Council, Doctors' use of social media (2013), paragraph 17.
"""

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


def name_rule(role: Role, uses_own_name: bool | None) -> NameFinding | None:
    """What the policy says to somebody with `role` who said so (or nothing) about the name."""
    if role not in DOCTORS or uses_own_name:
        return None
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
    return name_rule(Role(account.role), account.uses_own_name)


def list_unnamed_doctors() -> list[Account]:
    """Those here who say they are doctors and not that the name is their own: for moderators."""
    roles = [role.value for role in DOCTORS]
    found = Account.objects.filter(domain="", role__in=roles, suspended_at__isnull=True)
    return list(found.exclude(uses_own_name=True).order_by("username"))
