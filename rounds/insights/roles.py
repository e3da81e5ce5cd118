"""Roles for reports: what somebody declared, else what their bio says, else 'we do not know'.

A stored role is what somebody said of themselves and always wins. Without one, the bio is read by
`rounds.identity.bios`, which says the words it went by and abstains where no plain word of a role
stands. How often it is right is measured: `python -m bench.guard.bios`, on bios labelled by models,
not by clinicians; a report says so beside the counts.
"""

from dataclasses import dataclass

from rounds.identity.bios.read import families, read_bio
from rounds.identity.roles import ROLE_WORDS, Role

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the lexicon as a report prints it: a role, and which phrases stand for it."""

    role: Role
    says: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A role, and the rule that gave it in words a reader can check."""

    role: str
    rule: str


LEXICON: tuple[Rule, ...] = tuple(
    Rule(Role(family.kind), family.says) for family in families() if family.kind in set(Role)
)


def read_role(stored: str | None, bio: str | None) -> Reading:
    """The role of a person, from what they declared or from their bio, with the rule it rests on."""
    if stored:
        return Reading(stored, "declared by the person")
    if not bio or not bio.strip():
        return Reading(UNKNOWN, "no bio")
    found = read_bio(bio)
    if found.abstained:
        return Reading(UNKNOWN, found.says)
    return Reading(found.role, f"bio has '{', '.join(found.because)}' ({found.says})")


def role_in_words(role: str) -> str:
    """A role as a reader sees it."""
    known = next((name for name in Role if name == role), None)
    return role.replace("_", " ").capitalize() if known is None else ROLE_WORDS[known]
