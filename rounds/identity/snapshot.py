"""How somebody stands now: what a post freezes about its author."""

from dataclasses import dataclass

from rounds.identity.credentials import current_credential
from rounds.identity.models import Account
from rounds.identity.roles import OrganisationKind, Role, role_line


@dataclass(frozen=True, slots=True)
class Speaker:
    """Role and credential of an author at one moment, with the words that pages show."""

    role: Role
    role_line: str
    credential_id: int | None
    credential_line: str


def speaker(account: Account) -> Speaker:
    """How `account` stands now; a credential that was revoked or has expired is none."""
    role = Role(account.role)
    line = role_line(role, account.specialties, OrganisationKind(account.organisation_kind))
    credential = current_credential(account)
    if credential is None:
        return Speaker(role, line, None, "")
    return Speaker(role, line, credential.pk, credential.line)
