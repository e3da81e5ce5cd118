"""Roles in medicine: what somebody says they are. 'Unstated' is an honest role.

Source: mission P1; the classes are those the literature on medical social media counts.
"""

from datetime import datetime
from enum import StrEnum


def _(words: str) -> str:
    """Mark `words` for the translators' catalogue; pages translate them, other doors need not."""
    return words


class Role(StrEnum):
    """A role in medicine, as its bearer states it."""

    UNSTATED = "unstated"
    PROSPECTIVE_STUDENT = "prospective_student"
    STUDENT = "student"
    DOCTOR_IN_TRAINING = "doctor_in_training"
    CONSULTANT = "consultant"
    GENERAL_PRACTITIONER = "general_practitioner"
    NURSE_OR_MIDWIFE = "nurse_or_midwife"
    ALLIED_HEALTH = "allied_health"
    SCIENTIST_OR_EDUCATOR = "scientist_or_educator"
    PATIENT_OR_PUBLIC = "patient_or_public"
    ORGANISATION = "organisation"


ROLE_WORDS: dict[Role, str] = {
    Role.UNSTATED: _("Role not stated"),
    Role.PROSPECTIVE_STUDENT: _("Prospective student"),
    Role.STUDENT: _("Medical student"),
    Role.DOCTOR_IN_TRAINING: _("Doctor in training"),
    Role.CONSULTANT: _("Consultant or specialist"),
    Role.GENERAL_PRACTITIONER: _("General practitioner"),
    Role.NURSE_OR_MIDWIFE: _("Nurse or midwife"),
    Role.ALLIED_HEALTH: _("Allied health professional"),
    Role.SCIENTIST_OR_EDUCATOR: _("Scientist or educator"),
    Role.PATIENT_OR_PUBLIC: _("Patient or public"),
    Role.ORGANISATION: _("Organisation"),
}

DOCTORS = frozenset({Role.DOCTOR_IN_TRAINING, Role.CONSULTANT, Role.GENERAL_PRACTITIONER})


class OrganisationKind(StrEnum):
    """What kind of organisation an account with the role 'organisation' speaks for."""

    NONE = ""
    SOCIETY = "society"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    REGULATOR = "regulator"
    CHARITY = "charity"
    JOURNAL = "journal"
    INDUSTRY = "industry"


ORGANISATION_WORDS: dict[OrganisationKind, str] = {
    OrganisationKind.NONE: "",
    OrganisationKind.SOCIETY: _("Society"),
    OrganisationKind.SCHOOL: _("School or university"),
    OrganisationKind.HOSPITAL: _("Hospital or trust"),
    OrganisationKind.REGULATOR: _("Regulator"),
    OrganisationKind.CHARITY: _("Charity"),
    OrganisationKind.JOURNAL: _("Journal"),
    OrganisationKind.INDUSTRY: _("Industry"),
}


class AgeBand(StrEnum):
    """Age at sign-up, in bands; asked for the minimum age and never displayed."""

    UNSTATED = ""
    UNDER_16 = "under_16"
    FROM_16_TO_17 = "16_17"
    ADULT = "18_plus"


def role_line(role: Role, specialties: list[str], organisation: OrganisationKind) -> str:
    """The role in words, as a post shows it: 'Consultant or specialist, cardiology'."""
    if role is Role.ORGANISATION and organisation:
        return ORGANISATION_WORDS[organisation]
    words = ROLE_WORDS[role]
    if specialties and role in DOCTORS | {Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH}:
        return f"{words}, {', '.join(specialties[:2])}"
    return words


def credential_line(claim: str, issuer: str, at: datetime, *, by_register: bool) -> str:
    """A credential in words: 'Consultant, cardiology – confirmed by nhs.net, March 2026'.

    Of a register it says who looked: its keeper confirmed nothing to this server.
    """
    said = f"confirmed by {issuer}"
    if by_register:
        said = f"register of the {issuer} checked by two moderators"
    return f"{claim} – {said}, {at:%B %Y}"
