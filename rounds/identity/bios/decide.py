"""One role from the words of a bio: a fixed order of rules, each a sentence somebody can dispute.

Strength 5 is an application under way, 4 a role said outright, 3 a college, a post or a place of
work, 2 a hint. The first rule
that applies decides; where none does, the answer is UNSTATED.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rounds.identity.roles import DOCTORS, Role

UNDER_WAY, OUTRIGHT, POST, HINT = 5, 4, 3, 2
NOWHERE = 999
ACADEMIC = "an academic post"
CLINICIANS = (*DOCTORS, Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH)
_HINTED = (
    Role.STUDENT, Role.PROSPECTIVE_STUDENT, Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH,
    Role.SCIENTIST_OR_EDUCATOR, Role.ORGANISATION, Role.PATIENT_OR_PUBLIC,
)  # fmt: skip

_SCHOOLED = (Role.STUDENT, *DOCTORS)
"""Roles that an application to a school of medicine is behind."""
_HOPES = ("futur", "aspiring ", "wannabe ")

_POSTS = (
    "prof",
    "lecturer",
    "senior lecturer",
    "associate prof",
    "assistant prof",
    "reader",
    "dean",
)
OF = (" of", " for", " on", " de", " des")
_OURS = ("we ", "our ")

_RETIRED = ("retired", "semi retired", "retd")

_TWICE = frozenset({Role.ORGANISATION, Role.SCIENTIST_OR_EDUCATOR})
"""One hint of these is everyday: 'weekly', 'rstats'."""


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase of a role in the bio, and whether it holds now, later, before, or of another.

    `kind` is a role, or 'doctor' (of no grade), 'illness', 'specialty'.
    """

    kind: str
    strength: int
    when: str
    start: int
    clause: int
    text: str
    says: str


class Decision(NamedTuple):
    """A role and how sure the rule is of it, 0 to 1."""

    role: Role
    certainty: float


class Weighed:
    """The words of one bio, with the questions that the rules ask of them."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.in_medicine = any(word.kind == "specialty" for word in words)
        self._most: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], int] = {}
        for word in words:
            key = (word.kind, word.when)
            if word.strength > self._most.get(key, 0):
                self._most[key] = word.strength
                self._first[key] = word.start

    def now(self, kind: str) -> int:
        """How plainly somebody is of this kind now."""
        return self._most.get((kind, "now"), 0)

    def first(self, kind: str) -> int:
        """Where its plainest word stands."""
        return self._first.get((kind, "now"), NOWHERE)

    def any(self, kinds: Sequence[str], when: str) -> bool:
        """Whether one of `kinds` holds at another time, or of another person."""
        return any((kind, when) in self._most for kind in kinds)

    def sum(self, kind: str) -> int:
        """All words of a kind that hold now, added up."""
        return sum(word.strength for word in self.words if word.kind == kind and word.when == "now")

    def only_hoped_for(self) -> bool:
        """Whether 'future surgeon' and the like is all that it says of the time before medicine."""
        words = [one for one in self.words if one.kind == Role.PROSPECTIVE_STUDENT]
        return bool(words) and all(one.text.startswith(_HOPES) for one in words)

    def clinician(self, least: int) -> Role | None:
        """The clinical role said most plainly; in training before the specialty trained in."""
        top = max(self.now(role) for role in CLINICIANS)
        if top < least:
            return None
        level = [role for role in CLINICIANS if self.now(role) == top]
        if Role.DOCTOR_IN_TRAINING in level:
            return Role.DOCTOR_IN_TRAINING
        return min(level, key=self.first)


def decide(words: Sequence[Word]) -> Decision:
    """The role that `words` state, or UNSTATED."""
    bio = Weighed(words)
    for rule in RULES:
        found = rule(bio)
        if found is not None:
            return found
    return Decision(Role.UNSTATED, 0.0)


def _organisation(bio: Weighed) -> Decision | None:
    """It speaks as an organisation, or its name comes before any person's role."""
    own = [
        word for word in bio.words
        if word.when == "now" and (word.strength >= POST or _graded(word, bio))
        and word.kind not in {Role.ORGANISATION, "illness", "doctor", "specialty"}
    ]  # fmt: skip
    names = [
        word for word in bio.words
        if word.kind == Role.ORGANISATION and word.strength >= POST and word.when != "relation"
        and (word.strength == OUTRIGHT or _names(word, own) or not _of_a_person(word, own))
    ]  # fmt: skip
    voices = _voices(names)
    if not names or (own and names[0].start > own[0].start and voices < 2):
        return None
    return Decision(Role.ORGANISATION, 0.95 if voices else 0.8)


def _graded(word: Word, bio: Weighed) -> bool:
    """'Registrar' or 'consultant' alone, with a specialty beside it."""
    grades = (Role.DOCTOR_IN_TRAINING, Role.CONSULTANT)
    bare = word.strength == HINT and word.kind in grades and word.text != "trainee"
    return bare and bio.in_medicine


def _voices(names: Sequence[Word]) -> int:
    """How often it speaks as an organisation; 'we' and 'our' only once, for people say so too."""
    said = [word.text.startswith(_OURS) for word in names if word.strength == OUTRIGHT]
    return said.count(False) + (True in said)


def _names(place: Word, people: Sequence[Word]) -> bool:
    """'Association of' before 'trainee anaesthetists': theirs is its name."""
    end = place.start + len(place.text.split(" "))
    return place.text.endswith(OF) and any(one.start == end for one in people)


def _of_a_person(place: Word, people: Sequence[Word]) -> bool:
    """'Hospital' in 'hospital at home nurse': a person's role follows in the same clause."""
    return any(one.clause == place.clause and one.start > place.start for one in people)


def _on_the_way_in(bio: Weighed) -> Decision | None:
    """An application or a school before medicine, and no role in it yet."""
    if bio.only_hoped_for() and bio.sum(Role.STUDENT) >= HINT:
        return Decision(Role.STUDENT, 0.7)
    started = [role for role in (Role.STUDENT, *CLINICIANS) if bio.now(role) == OUTRIGHT]
    hoped = (Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH, Role.CONSULTANT)
    at = bio.first(Role.PROSPECTIVE_STUDENT)
    plainly = bio.now(Role.PROSPECTIVE_STUDENT)
    if plainly == UNDER_WAY and not any(role in _SCHOOLED for role in started):
        return Decision(Role.PROSPECTIVE_STUDENT, 0.9)
    if plainly == OUTRIGHT and all(role in hoped and bio.first(role) > at for role in started):
        return Decision(Role.PROSPECTIVE_STUDENT, 0.95)
    return None


def _student(bio: Weighed) -> Decision | None:
    """A student, unless a grade of doctor is said first or a doctor teaches students."""
    if bio.now(Role.STUDENT) < OUTRIGHT:
        return None
    at = bio.first(Role.STUDENT)
    grown = [role for role in CLINICIANS if bio.now(role) == OUTRIGHT and bio.first(role) < at]
    return None if grown else Decision(Role.STUDENT, 0.95)


def _left_medicine(bio: Weighed) -> Decision | None:
    """'Nurse for 12 years, now a UX designer': the job now counts, unless one is retired."""
    if any(word.kind in CLINICIANS and word.text.startswith(_RETIRED) for word in bio.words):
        return None
    if bio.now(Role.SCIENTIST_OR_EDUCATOR) == OUTRIGHT:
        return None
    at = bio.first(Role.PATIENT_OR_PUBLIC)
    if bio.now(Role.PATIENT_OR_PUBLIC) < UNDER_WAY:
        return None
    after = any(bio.now(role) == OUTRIGHT and bio.first(role) > at for role in CLINICIANS)
    return None if after else Decision(Role.PATIENT_OR_PUBLIC, 0.7)


def _academic(bio: Weighed) -> Decision | None:
    """'Professor of nursing, RN PhD': a nurse or therapist by degree, who teaches or studies."""
    posts = [word.start for word in bio.words if word.when == "now" and _is_post(word)]
    if not posts or any(bio.now(role) == OUTRIGHT for role in DOCTORS):
        return None
    others = (Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH, Role.STUDENT)
    first = posts[0] < min(map(bio.first, others))
    return Decision(Role.SCIENTIST_OR_EDUCATOR, 0.8) if first else None


def _is_post(word: Word) -> bool:
    named = word.kind == Role.SCIENTIST_OR_EDUCATOR and word.text.startswith(_POSTS)
    return named or word.says == ACADEMIC


def _clinician(bio: Weighed) -> Decision | None:
    role = bio.clinician(OUTRIGHT)
    return Decision(role, 0.95) if role else None


def _bare_word_in_medicine(bio: Weighed) -> Decision | None:
    """'Consultant', 'fellow' or 'trainee' alone mean a doctor where a specialty stands beside."""
    for role in (Role.DOCTOR_IN_TRAINING, Role.CONSULTANT):
        if (
            bio.in_medicine
            and bio.now(role) == HINT
            and bio.now(Role.SCIENTIST_OR_EDUCATOR) < OUTRIGHT
        ):
            return Decision(role, 0.8)
    return None


def _college(bio: Weighed) -> Decision | None:
    role = bio.clinician(POST)
    science = bio.now(Role.SCIENTIST_OR_EDUCATOR)
    if role is None or (
        science == OUTRIGHT and bio.first(Role.SCIENTIST_OR_EDUCATOR) < bio.first(role)
    ):
        return None
    return Decision(role, 0.8)


def _hopes(bio: Weighed) -> Decision | None:
    """A role in medicine that is still to come."""
    if bio.now(Role.PROSPECTIVE_STUDENT) >= OUTRIGHT:
        return Decision(Role.PROSPECTIVE_STUDENT, 0.8)
    if bio.any((*CLINICIANS, "doctor", Role.STUDENT, Role.PROSPECTIVE_STUDENT), "future"):
        if bio.now(Role.STUDENT):
            return Decision(Role.STUDENT, 0.6)
        return Decision(Role.PROSPECTIVE_STUDENT, 0.7)
    return None


def _doctor(bio: Weighed) -> Decision | None:
    """'Doctor' and no grade counts with the qualified where a specialty stands beside it.

    Alone it is as often a joke, a degree or a television doctor: then nothing is said.
    """
    science = bio.now(Role.SCIENTIST_OR_EDUCATOR) == OUTRIGHT
    if bio.now("doctor") < POST or science or bio.sum(Role.STUDENT) >= HINT:
        return None
    return Decision(Role.CONSULTANT, 0.5) if bio.in_medicine else None


def _scientist(bio: Weighed) -> Decision | None:
    if bio.now(Role.SCIENTIST_OR_EDUCATOR) == OUTRIGHT:
        return Decision(Role.SCIENTIST_OR_EDUCATOR, 0.9)
    return None


def _public(bio: Weighed) -> Decision | None:
    if bio.now(Role.PATIENT_OR_PUBLIC) >= POST:
        return Decision(Role.PATIENT_OR_PUBLIC, 0.85)
    return None


def _hints(bio: Weighed) -> Decision | None:
    if bio.now("illness") or any(
        bio.any(("illness", Role.PATIENT_OR_PUBLIC), when) for when in ("relation", "by")
    ):
        return Decision(Role.PATIENT_OR_PUBLIC, 0.6)
    if bio.in_medicine and any("student" in word.text for word in bio.words if word.when == "now"):
        return Decision(Role.STUDENT, 0.4)
    best = max(_HINTED, key=bio.sum)
    enough = 2 * HINT if best in _TWICE else HINT
    return Decision(best, 0.4) if bio.sum(best) >= enough else None


def _of_others_or_before(bio: Weighed) -> Decision | None:
    """Only a relative's role, or one that is over: a member of the public."""
    for when in ("relation", "past", "not"):
        if bio.any((*CLINICIANS, "doctor", Role.STUDENT), when):
            return Decision(Role.PATIENT_OR_PUBLIC, 0.5)
    return None


RULES: tuple[Callable[[Weighed], Decision | None], ...] = (
    _organisation, _on_the_way_in, _left_medicine, _student, _academic, _clinician, _bare_word_in_medicine, _college, _hopes,
    _scientist, _doctor, _public, _hints, _of_others_or_before,
)  # fmt: skip
