"""Roles for reports: what somebody declared, else what their bio says, else 'we do not know'.

A stored role is what somebody said of themselves and always wins. Without one, the bio is read by
`rounds.identity.bios`, which says the words it went by and abstains where no plain word of a role
stands. How often it is right is measured: `python -m bench.guard.bios`, on bios labelled by models,
not by clinicians; a report says so beside the counts.
"""

import re
from dataclasses import dataclass

from rounds.identity.bios.read import families, read_bio
from rounds.identity.roles import ROLE_WORDS, Role

UNKNOWN = "unknown"

SHOWN = 16
"""Phrases of a line of the lexicon that a report prints."""


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


def examples_of(table: str) -> tuple[list[str], int]:
    """Short plain phrases of a table of the lexicon in its own order, and how many more it has.

    Of alternatives the longer of the first two is taken; beginnings (`cardiol*`), numbers and other scripts are only counted.
    """
    written = [_first_choice(phrase) for phrase in re.split(r"[,\n]", table) if phrase.strip()]
    every = list(dict.fromkeys(written))
    plain = [phrase for phrase in every if re.fullmatch(r"[a-z][a-z' -]{3,40}", phrase)]
    plain = plain or every  # a table of beginnings or of another script is printed as it is written
    shown = sorted(plain, key=lambda phrase: phrase.count(" ") > 1)[:SHOWN]
    return shown, len(every) - len(shown)


def _first_choice(phrase: str) -> str:
    chosen = re.sub(r"\(([^()]*)\)", lambda found: max(found[1].split("|")[:2], key=len), phrase)
    return " ".join(chosen.replace("<spec>", "cardiology").split())


def _says(what: str, table: str) -> str:
    """A line of the lexicon: what its phrases are, and the phrases themselves."""
    shown, more = examples_of(table)
    rest = f" and {more:,} more" if more else ""
    return f"{what}: {', '.join(shown)}{rest}" if shown else what


LEXICON: tuple[Rule, ...] = tuple(
    Rule(Role(family.kind), _says(family.says, family.phrases))
    for family in families()
    if family.kind in set(Role)
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
