"""What can be claimed, by which ways, and in which words. Pure tables."""

from dataclasses import dataclass
from enum import StrEnum

from rounds.identity.claim_models import ClaimState, Way
from rounds.identity.roles import ROLE_WORDS, Role

LONGEST_DAYS = 365
REMIND_DAYS = 30
OPEN_DAYS = 30


def _(words: str) -> str:
    """Mark `words` for the translators' catalogue; pages translate them, other doors need not."""
    return words


class What(StrEnum):
    """What a claim says: a role in medicine, a tie to an institution, or a website."""

    STUDENT = "student"
    DOCTOR_IN_TRAINING = "doctor_in_training"
    CONSULTANT = "consultant"
    GENERAL_PRACTITIONER = "general_practitioner"
    NURSE_OR_MIDWIFE = "nurse_or_midwife"
    ALLIED_HEALTH = "allied_health"
    SCIENTIST_OR_EDUCATOR = "scientist_or_educator"
    ORGANISATION = "organisation"
    AFFILIATION = "affiliation"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    WEBSITE = "website"


class Reason(StrEnum):
    """Why a claim was not confirmed, or a credential counts no longer."""

    NONE = ""
    WRONG_CODE = "wrong_code"
    TOO_LATE = "too_late"
    TAKEN = "taken"
    NO_LINK_BACK = "no_link_back"
    NOT_READ = "not_read"
    NOTHING_ASSERTED = "nothing_asserted"
    NO_AFFILIATION = "no_affiliation"
    NO_IDENTIFIER = "no_identifier"
    NOT_VOUCHED = "not_vouched"
    NOT_FOUND = "not_found"
    ASKED = "asked"
    LEFT = "left"
    MISTAKE = "mistake"
    MISUSED = "misused"
    REPLACED = "replaced"


REASON_WORDS: dict[Reason, str] = {
    Reason.NONE: "",
    Reason.WRONG_CODE: _("The code was wrong five times."),
    Reason.TOO_LATE: _("Nothing was answered in time."),
    Reason.TAKEN: _("Another account here is confirmed with the same evidence."),
    Reason.NO_LINK_BACK: _('The page has no link with rel="me" back to your profile.'),
    Reason.NOT_READ: _("The other side could not be reached, or said no."),
    Reason.NOTHING_ASSERTED: _("Nothing there was asserted by an organisation."),
    Reason.NO_AFFILIATION: _(
        "Your institution let you in and did not say that you belong to it. Ask those who run its log-in to tell this server your affiliation (eduPersonScopedAffiliation)."
    ),
    Reason.NO_IDENTIFIER: _(
        "Your institution gave nothing by which it would know you again. Ask those who run its log-in to tell this server a lasting identifier (pairwise-id)."
    ),
    Reason.NOT_VOUCHED: _("Those who were asked did not vouch."),
    Reason.NOT_FOUND: _("The moderators did not find it in the register."),
    Reason.ASKED: _("Its holder asked for it."),
    Reason.LEFT: _("It is no longer so."),
    Reason.MISTAKE: _("It was confirmed by mistake."),
    Reason.MISUSED: _("It was misused."),
    Reason.REPLACED: _("It was replaced by a newer one."),
}
# What a moderator can give as the reason.
FOR_REVOKING = (Reason.LEFT, Reason.MISTAKE, Reason.MISUSED)

STATE_WORDS: dict[ClaimState, str] = {
    ClaimState.OPEN: _("Open"),
    ClaimState.CONFIRMED: _("Confirmed"),
    ClaimState.REFUSED: _("Not confirmed"),
    ClaimState.WITHDRAWN: _("Withdrawn"),
    ClaimState.EXPIRED: _("Expired"),
    ClaimState.REVOKED: _("Revoked"),
}

WAY_WORDS: dict[Way, str] = {
    Way.MAIL: _("Institutional e-mail"),
    Way.ORCID: _("ORCID"),
    Way.AFFILIATION: _("Your institution's log-in"),
    Way.LINK: _("A website that links back"),
    Way.VOUCHING: _("Colleagues who vouch"),
    Way.REGISTER: _("A professional register"),
    Way.OPERATOR: _("Who runs this server"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How one thing that can be claimed is worded, ordered and confirmed."""

    words: str
    weight: int
    ways: frozenset[Way]


_ROLE = 3
_TIE = 2
_WEBSITE = 1
_BY_PEERS = frozenset({Way.VOUCHING})
_LICENSED = frozenset({Way.VOUCHING, Way.REGISTER})

KINDS: dict[What, Kind] = {
    What.STUDENT: Kind(ROLE_WORDS[Role.STUDENT], _ROLE, _BY_PEERS),
    What.DOCTOR_IN_TRAINING: Kind(ROLE_WORDS[Role.DOCTOR_IN_TRAINING], _ROLE, _LICENSED),
    What.CONSULTANT: Kind(ROLE_WORDS[Role.CONSULTANT], _ROLE, _LICENSED),
    What.GENERAL_PRACTITIONER: Kind(ROLE_WORDS[Role.GENERAL_PRACTITIONER], _ROLE, _LICENSED),
    What.NURSE_OR_MIDWIFE: Kind(ROLE_WORDS[Role.NURSE_OR_MIDWIFE], _ROLE, _LICENSED),
    What.ALLIED_HEALTH: Kind(ROLE_WORDS[Role.ALLIED_HEALTH], _ROLE, _LICENSED),
    What.SCIENTIST_OR_EDUCATOR: Kind(ROLE_WORDS[Role.SCIENTIST_OR_EDUCATOR], _ROLE, _BY_PEERS),
    What.ORGANISATION: Kind(ROLE_WORDS[Role.ORGANISATION], _ROLE, _BY_PEERS),
    What.AFFILIATION: Kind(_("Affiliation"), _TIE, frozenset({Way.MAIL, Way.AFFILIATION})),
    What.EMPLOYMENT: Kind(_("Employment"), _TIE, frozenset({Way.ORCID})),
    What.EDUCATION: Kind(_("Education"), _TIE, frozenset({Way.ORCID})),
    What.WEBSITE: Kind(_("Website"), _WEBSITE, frozenset({Way.LINK})),
}


def claimable(way: Way) -> list[What]:
    """What can be claimed by `way`, in the order of the table."""
    return [what for what, kind in KINDS.items() if way in kind.ways]


def is_role(what: str) -> bool:
    """Whether `what` is a role in medicine, rather than a tie or a website.

    A credential noted before there was this table names none; it counts as a role.
    """
    return not what or KINDS[What(what)].weight == _ROLE
