"""Roles read from bios: a lexicon anybody can check, and the words 'we do not know'.

A stored role is what somebody said of themselves and always wins. Without one, the bio is searched
for phrases; each phrase stands for one role. One role found: that is the reading, with the phrase
as its reason. None: unknown. Several: unknown too, unless one of them *contains* the others in
practice (a professor who is also a consultant is a consultant; a student nurse is a nurse's
student, not a nurse). It abstains rather than guesses; how often it is right is a question for a
labelled sample, not for this module.

What would break it: a phrase with two meanings ('resident of Leeds', 'nurse a coffee', 'consultant'
outside medicine). Those are only taken with a medical word beside them, or not at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rounds.identity.roles import ROLE_WORDS, Role

UNKNOWN = "unknown"

SPECIALTIES = (
    r"(?:an(?:a)?esthe(?:sia|tics?|siology)|cardiolog\w*|dermatolog\w*|emergency medicine|"
    r"endocrinolog\w*|gastroenterolog\w*|geriatric\w*|h(?:a)?ematolog\w*|hepatolog\w*|immunolog\w*|"
    r"infectious diseases?|intensive care|critical care|internal medicine|microbiolog\w*|nephrolog\w*|"
    r"neurolog\w*|neurosurg\w*|obstetric\w*|oncolog\w*|ophthalmolog\w*|orthop(?:a)?edic\w*|p(?:a)?ediatric\w*|"
    r"palliative|patholog\w*|psychiatr\w*|radiolog\w*|respiratory|rheumatolog\w*|surg(?:ery|ical)|"
    r"transplant\w*|trauma|urolog\w*|vascular)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the lexicon: the phrase, the role it stands for, and the words printed for it."""

    role: Role
    says: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A role, and the rule that gave it in words a reader can check."""

    role: str
    rule: str


def _rule(role: Role, says: str, pattern: str) -> Rule:
    return Rule(role, says, re.compile(rf"(?<![\w]){pattern}(?![\w])", re.IGNORECASE))


LEXICON: tuple[Rule, ...] = (
    _rule(
        Role.PROSPECTIVE_STUDENT,
        "aspiring or future doctor, pre-med",
        r"(?:(?:aspiring|future|prospective) (?:medic(?:al student)?|doctor|physician|nurse|surgeon)|pre-?med(?:ical)?(?: student)?)",
    ),
    _rule(
        Role.STUDENT,
        "medical student, MS1 to MS4",
        r"(?:(?<!pre-)(?<!pre )med(?:ical)? ?(?:student|stud)|medstudent|student doctor|MS[1-4]|MS[- ]?(?:III|IV)|M[1-4] @|(?:MBBS|MBChB|MD) (?:student|candidate))",
    ),
    _rule(
        Role.DOCTOR_IN_TRAINING,
        "resident, registrar, fellow or foundation doctor, with a medical word",
        rf"(?:foundation doctor|junior doctor|house officer|FY[12]|ST[1-8]|CT[1-3]|PGY-?\d|IMT\d|"
        rf"(?:{SPECIALTIES}|medicine|IM|medical|GP|clinical)\s(?:\w+\s)?(?:resident|registrar|fellow|trainee|SpR|StR)|"
        rf"(?:resident|registrar|fellow|trainee) (?:in|of) (?:\w+ )?{SPECIALTIES}|(?:resident|trainee) (?:physician|doctor)|specialist trainee)",
    ),
    _rule(
        Role.GENERAL_PRACTITIONER,
        "GP, general practitioner, family doctor",
        r"(?:GP|general practitioner|family (?:doctor|physician|medicine (?:doctor|physician))|primary care (?:doctor|physician)|MRCGP)",
    ),
    _rule(
        Role.CONSULTANT,
        "consultant or physician of a named specialty",
        rf"(?:(?:consultant|attending|professor of|specialist) (?:in )?(?:\w+ )?{SPECIALTIES}|{SPECIALTIES} (?:consultant|attending|specialist|physician)|"
        r"\w{3,20}(?<!bi)ologist (?:and|&|/|,) ?(?:physician|intensivist)|(?:an(?:a)?esthesi|cardi|dermat|endocrin|gastroenter|h(?:a)?emat|hepat|nephr|neur|onc|ophthalm|path|"
        r"radi|rheumat|ur|gyn(?:a)?ec|pulmon)ologist|kidney doc(?:tor)?|psychiatrist|p(?:a)?ediatrician|neurosurgeon|"
        r"(?:orthop(?:a)?edic |transplant |vascular |trauma |general |cardiac )?surgeon|an(?:a)?esthetist|geriatrician|intensivist|obstetrician|hospitalist|"
        r"internist|emergency physician|physician[- ]scientist|physician)",
    ),
    _rule(
        Role.NURSE_OR_MIDWIFE,
        "nurse, RN, midwife",
        r"(?:(?:registered|staff|specialist|practice|research|paediatric|pediatric|dialysis|student|charge|clinical|ICU|ED|mental health) nurse|nurse (?:practitioner|consultant|educator|specialist|manager|scientist)|nurse|RN|BSN|midwife|nursing student)",
    ),
    _rule(
        Role.ALLIED_HEALTH,
        "pharmacist, physiotherapist, dietitian, paramedic and the like",
        r"(?:pharmacist|pharmD|physio(?:therapist)?|physical therapist|occupational therapist|diet(?:itian|ician)|paramedic|radiographer|"
        r"speech (?:and language )?therapist|podiatrist|optometrist|physician (?:assistant|associate)|clinical psychologist|biomedical scientist|perfusionist|"
        r"respiratory therapist|dialysis technician|audiologist)",
    ),
    _rule(
        Role.SCIENTIST_OR_EDUCATOR,
        "researcher, scientist, lecturer, professor, statistician, teacher",
        r"(?:(?:\w+ )?scientist|researcher|(?:post-?doc(?:toral)?)(?: \w+)?|ph\.?d\.?(?: (?:student|candidate|researcher|fellow))?|(?:assistant|associate|asst\.?|assoc\.?|full|honorary)? ?prof(?:essor)?\.?|"
        r"(?:senior )?lecturer|(?:bio)?statistician|epidemiologist|bioinformatician|biologist|ecologist|economist|psychologist|geneticist|immunologist|microbiologist|"
        r"teacher|educator|academic|reader in|research (?:fellow|associate|engineer)|physicist|mathematician|psychometrician|chercheur|chercheuse|profesora?|investigadora?)",
    ),
    _rule(
        Role.PATIENT_OR_PUBLIC,
        "patient, living with, carer, transplant recipient, patient advocate",
        r"(?:(?:expert |kidney |cancer |dialysis |transplant |heart )?patient(?: (?:advocate|leader|expert|advisor))?(?! (?:safety|care|experience|outcomes|centred|centered|education))|living with|e-?patient|(?:kidney|heart|liver) (?:transplant )?recipient|carer|caregiver|cancer survivor)",
    ),
    _rule(
        Role.ORGANISATION,
        "official account, we are, society, journal, news of a group",
        r"(?:(?:the )?official (?:twitter|account|feed|page|handle)(?: \w+)?|we (?:are|provide|offer|help|support|promote|tweet|connect|build|publish|aim)|our (?:mission|members|journal|community|team|work)|(?:tweets?|news|updates) (?:from|by|about) (?:the )?(?:\w+ )?(?:team|society|department|group|community)|"
        r"(?:peer-reviewed|open access|international) journal|journal of|non-?profit (?:organi[sz]ation|interdisciplinary)|organi[sz]ation (?:that|for|dedicated)|follow us|join us|contact us|charity|meetup (?:group|of)|user group|an? (?:\w+ )?(?:community|conference|society|initiative|network|consultancy|company|foundation) (?:of|for|that|to|in)|promoting diversity)",
    ),
)

CONTAINS = {
    Role.CONSULTANT: (Role.SCIENTIST_OR_EDUCATOR,),
    Role.GENERAL_PRACTITIONER: (Role.SCIENTIST_OR_EDUCATOR,),
    Role.NURSE_OR_MIDWIFE: (Role.SCIENTIST_OR_EDUCATOR,),
    Role.ALLIED_HEALTH: (Role.SCIENTIST_OR_EDUCATOR,),
    Role.DOCTOR_IN_TRAINING: (Role.SCIENTIST_OR_EDUCATOR, Role.CONSULTANT),
    Role.STUDENT: (Role.SCIENTIST_OR_EDUCATOR, Role.CONSULTANT, Role.PROSPECTIVE_STUDENT),
    Role.PROSPECTIVE_STUDENT: (Role.CONSULTANT,),
}
"""Who stays when two roles are found: a clinician who teaches is a clinician, a trainee in a
specialty is a trainee. Every other pair is an abstention."""


def read_role(stored: str | None, bio: str | None) -> Reading:
    """The role of a person, from what they declared or from their bio, with the rule it rests on."""
    if stored:
        return Reading(stored, "declared by the person")
    if not bio or not bio.strip():
        return Reading(UNKNOWN, "no bio")
    return _settle([rule for rule in LEXICON if rule.pattern.search(bio)])


def _settle(found: Sequence[Rule]) -> Reading:
    if not found:
        return Reading(UNKNOWN, "no phrase of the lexicon in the bio")
    roles = {rule.role for rule in found}
    for role in sorted(roles):
        if roles - {role} <= set(CONTAINS.get(role, ())):
            rule = next(rule for rule in found if rule.role == role)
            return Reading(role, f"bio has '{rule.says}'")
    return Reading(UNKNOWN, "phrases of several roles in the bio")


def role_in_words(role: str) -> str:
    """A role as a reader sees it."""
    known = next((name for name in Role if name == role), None)
    return role.replace("_", " ").capitalize() if known is None else ROLE_WORDS[known]
