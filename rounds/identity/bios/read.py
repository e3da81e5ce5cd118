"""A role read from a bio, with the words that decided; no words of a role, no answer.

Every phrase of the tables is looked up, then looked at in its clause: a relative's role, one that
is denied, done with or still to come is not the role somebody has now. What is left goes through
the rules of `decide`. Nothing is guessed from a name, a face or a follower.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rounds.identity.bios import clinicians, learners, others
from rounds.identity.bios.decide import OUTRIGHT, Word, decide
from rounds.identity.bios.phrases import Family, Hit, Table, spans_of
from rounds.identity.bios.tokens import ENDS, tokens_of
from rounds.identity.roles import DOCTORS, Role

LONGEST = 2_000
"""Characters of a bio that are read; no network allows as many."""

_MARKERS = frozenset(family.kind for family in others.MARKERS) | {"relation"}
_HEADS = (Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH, "neutral")
_OTHER_HEADS = (Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH, Role.PATIENT_OR_PUBLIC)
_REACH = {"relation": 99, "future": 8, "past": 3, "not": 3, "by": 2}
_AND = frozenset({"and", "y", "et", "und", "e"})
_ARTICLES = {("a",), ("an",), ("my",)}
_KIN = frozenset(
    "mum mom mother dad father wife husband son daughter sister brother partner kid child".split()
)


@dataclass(frozen=True, slots=True)
class BioReading:
    """A role (UNSTATED when it abstains), the words it rests on, and how sure it is, 0 to 1."""

    role: Role
    because: tuple[str, ...]
    says: str
    certainty: float

    @property
    def abstained(self) -> bool:
        """Whether the bio was not plain enough to be read."""
        return self.role is Role.UNSTATED


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """Every family of phrases that is looked up, markers first."""
    return (
        *others.MARKERS, *clinicians.TRAINING, *clinicians.GENERAL_PRACTICE, *clinicians.CONSULTANT,
        *clinicians.NURSING, *clinicians.ALLIED, *learners.STUDENTS, *learners.PROSPECTIVE,
        *learners.SCIENCE, *others.PUBLIC, *others.ORGANISATIONS,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _tables() -> tuple[Table, Table]:
    return Table([clinicians.SPECIALTIES]), Table(families(), _HEADS)


def read_bio(bio: str | None) -> BioReading:
    """The role that `bio` states, or UNSTATED; never raises.

    Example: 'Renal registrar in Leeds' is a doctor in training, because of 'renal registrar'.
    """
    words = words_of((bio or "")[:LONGEST])
    role, certainty = decide(words)
    if role is Role.UNSTATED:
        return BioReading(role, (), "no plain word of a role", 0.0)
    because = sorted((w for w in words if _stands_for(w, role)), key=lambda w: -w.strength)
    told = tuple(dict.fromkeys(_unspaced(word.text) for word in because))[:3]
    return BioReading(role, told, because[0].says if because else "", certainty)


def _unspaced(text: str) -> str:
    """Words of a script that writes none apart are put together again."""
    return (
        text if text.isascii() or len(text) != 2 * len(text.split()) - 1 else text.replace(" ", "")
    )


def words_of(bio: str) -> list[Word]:
    """The phrases of roles in `bio`, in order, each with when it holds."""
    specialties, table = _tables()
    tokens = tokens_of(bio)
    spans = spans_of(specialties, tokens)
    hits = table.hits(tokens, spans)
    words = [
        Word(
            hit.family.kind, hit.family.strength, _when(tokens, hits, number), hit.start,
            sum(token in ENDS for token in tokens[: hit.start]), " ".join(tokens[hit.start : hit.end]), hit.family.says,
        )
        for number, hit in enumerate(hits)
        if hit.family.kind not in _MARKERS
    ]  # fmt: skip
    words = [word for word, after in zip_longest(words, words[1:]) if not _modifies(word, after)]
    if spans:
        at = min(spans)
        words.append(Word("specialty", 1, "now", at, 0, tokens[at], "a specialty"))
    return words


def _modifies(word: Word, after: Word | None) -> bool:
    """'GP' in 'GP pharmacist' and 'hospital' in 'hospital porter' say where, not who."""
    if after is None or after.strength < OUTRIGHT:
        return False
    if after.start != word.start + len(word.text.split(" ")):
        return False
    if word.kind == Role.GENERAL_PRACTITIONER:
        return after.kind in _OTHER_HEADS
    places = (Role.CONSULTANT, Role.ORGANISATION, "illness")
    return word.kind in places and after.kind in (*DOCTORS, *_OTHER_HEADS)


def _when(tokens: Sequence[str], hits: Sequence[Hit], number: int) -> str:
    """How a hit holds: 'now' unless a marker in its clause says otherwise."""
    hit = hits[number]
    after = hits[number + 1] if number + 1 < len(hits) else None
    if tokens[hit.end : hit.end + 1] == ["'s"] and _KIN & set(tokens[hit.end + 1 : hit.end + 2]):
        return "relation"
    if after and after.family.kind == "over" and after.start - hit.end <= 1:
        return "past"
    for marker in reversed(hits[:number]):
        between = tokens[marker.end : hit.start]
        if not ENDS.isdisjoint(between) or _another_person(between):
            break
        kind = marker.family.kind
        if len(between) <= _REACH.get(kind, -1):
            return kind
    return "now"


def _another_person(between: Sequence[str]) -> bool:
    """'Mum of two and nurse' goes back to oneself; 'mum of a doctor and a nurse' does not."""
    joined = [at for at, token in enumerate(between) if token in _AND]
    return any(tuple(between[at + 1 : at + 2]) not in _ARTICLES for at in joined)


def _stands_for(word: Word, role: Role) -> bool:
    if word.kind == role and word.when == "now":
        return True
    if role is Role.PROSPECTIVE_STUDENT:
        return word.when == "future"
    if role is Role.PATIENT_OR_PUBLIC:
        return word.when in {"relation", "past", "not"} or word.kind == "illness"
    return role is Role.CONSULTANT and word.kind == "doctor" and word.when == "now"
