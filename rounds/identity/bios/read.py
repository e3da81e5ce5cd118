"""A role read from a bio, with the words that decided; no words of a role, no answer.

Every phrase of the tables is looked up, then looked at in its clause: a relative's role, one that
is denied, done with or still to come is not the role somebody has now. What is left goes through
the rules of `decide`. Nothing is guessed from a name, a face or a follower.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rounds.identity.bios import (
    apprentices,
    citizens,
    clinicians,
    groups,
    hopefuls,
    learners,
    others,
    titles,
)
from rounds.identity.bios.decide import OF, OUTRIGHT, Word, decide
from rounds.identity.bios.phrases import Family, Hit, Keys, Table, spans_of
from rounds.identity.bios.tokens import ENDS, tokens_of
from rounds.identity.roles import DOCTORS, Role

LONGEST = 2_000
"""Characters of a bio that are read; no network allows as many."""

_MARKERS = frozenset(family.kind for family in others.MARKERS) | {"relation"}
_HEADS = (Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH, "neutral")
_OTHER_HEADS = (Role.NURSE_OR_MIDWIFE, Role.ALLIED_HEALTH, Role.PATIENT_OR_PUBLIC)
_REACH = {"relation": 99, "future": 8, "past": 3, "not": 3, "by": 2}
_OFFICE_REACH = 4
_ARTICLE_REACH = 5
_LEADS = frozenset(
    "of to for with than like unlike from find finding shadow shadowing shadowed see seeing saw met"
    " meet marry married need needs needed love loves want wants ask asked trust call called play"
    " played suing sue dating date fancy thank thanks owe about against under follow followed".split()
)
"""Before an article and a role's word, it is somebody else's."""
_AND = frozenset({"and", "y", "et", "und", "e"})
_OTHERS = frozenset(
    "the than my your his her their our any every some no which whose like unlike".split()
)
"""Before a role's word, it is somebody else's: 'I hear more than a psychiatrist'."""
_ACTS = frozenset(
    "will says said say told tells thinks thought knows called calls saved gave asked did does has"
    " fan fans show shows series drama dramas appointment appointments".split()
)
"""After a role's word, it is somebody else's: 'surgeon said no'."""
_STAFF = frozenset(
    "manager lead director officer worker member volunteer assistant technician editor clerk porter"
    " cleaner administrator coordinator librarian president secretary treasurer founder trustee"
    " governor rep host cohost chair chairman chairwoman cochair convenor convener organiser"
    " organizer ambassador champion committee class graduate alum alumna alumnus dropout nerd person fan".split()
)
"""After an organisation's name, it is where somebody works: 'trials unit manager'."""
_OFFICERS = frozenset(
    "chair chairman chairwoman cochair convenor convener organiser organizer president secretary"
    " treasurer editor manager director coordinator librarian ambassador".split()
)
_OWN = frozenset("a an the my our big busy small large local tiny".split())
_PLACED = frozenset("at in from near outside behind opposite".split())
"""Before an organisation's name, it is where somebody works: 'oncology at a cancer centre'."""
_NO = frozenset("no not nope nah never close almost wrong".split())
"""After a question, it is denied: 'Research nurse? No, a sociologist'."""
_PRACTITIONERS = frozenset({*DOCTORS, "doctor", Role.NURSE_OR_MIDWIFE})
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
        *others.MARKERS, *titles.TRAINING, *clinicians.TRAINING, *clinicians.GENERAL_PRACTICE, *clinicians.CONSULTANT,
        *clinicians.NURSING, *clinicians.ALLIED, *titles.SENIOR, *apprentices.APPRENTICES, *learners.STUDENTS, *hopefuls.PROSPECTIVE,
        *learners.SCIENCE, *citizens.CITIZENS, *others.PUBLIC, *others.ORGANISATIONS, *groups.GROUPS,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _tables() -> tuple[Keys, tuple[tuple[str, Table], ...], Table]:
    """The keys of all tables, the classes of words that phrases are made of, and the phrases."""
    keys = Keys()
    classes = (
        clinicians.SPECIALTIES, learners.YEARS, learners.MEDICINE, *apprentices.SUBJECTS, *hopefuls.CLASSES,
        *citizens.CLASSES, learners.TEACHING, *groups.CLASSES, *titles.CLASSES,
    )  # fmt: skip
    made = tuple((one.kind, Table(keys, [one])) for one in classes)
    return keys, made, Table(keys, families(), _HEADS)


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
    known, classes, table = _tables()
    tokens = tokens_of(bio)
    keys = [known.of(token) for token in tokens]
    spans = spans_of(classes, tokens, keys)
    hits = table.hits(keys, spans)
    words = [
        Word(
            hit.family.kind, hit.family.strength, _when(tokens, hits, number), hit.start,
            sum(token in ENDS for token in tokens[: hit.start]), " ".join(tokens[hit.start : hit.end]), hit.family.says,
        )
        for number, hit in enumerate(hits)
        if hit.family.kind not in _MARKERS
    ]  # fmt: skip
    words = [word for word, after in zip_longest(words, words[1:]) if not _modifies(word, after)]
    in_medicine = [at for at, found in spans.items() if any(name == "<spec>" for name, _ in found)]
    if in_medicine:
        at = min(in_medicine)
        words.append(Word("specialty", 1, "now", at, 0, tokens[at], "a specialty"))
    return words


def _modifies(word: Word, after: Word | None) -> bool:
    """'GP' in 'GP pharmacist' and 'hospital' in 'hospital porter' say where, not who."""
    if after is None or after.strength < OUTRIGHT or word.text.endswith(OF):
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
    if _asked_and_denied(tokens, hit.end):
        return "not"
    if hit.family.kind == Role.ORGANISATION and _where_somebody_works(tokens, hits, number):
        return "relation"
    if (
        after
        and after.family.kind == "over"
        and after.start - hit.end <= 1
        and "still" not in tokens
    ):
        return "past"
    for marker in reversed(hits[:number]):
        kind = marker.family.kind
        if kind not in _REACH:
            continue
        between = tokens[marker.end : hit.start]
        if not ENDS.isdisjoint(between) or _another_person(between):
            break
        if len(between) <= _REACH[kind]:
            return kind
    of_another = hit.family.kind in _PRACTITIONERS and _said_of_another(tokens, hit)
    return "by" if of_another else "now"


def _asked_and_denied(tokens: Sequence[str], end: int) -> bool:
    """'Lecturer? No, a nurse who reads' is not a lecturer."""
    for at in range(end, min(end + _OFFICE_REACH, len(tokens) - 1)):
        if tokens[at] == "?":
            return next((one in _NO for one in tokens[at + 1 :] if one not in ENDS), False)
        if tokens[at] in ENDS:
            return False
    return False


def _said_of_another(tokens: Sequence[str], hit: Hit) -> bool:
    """'The doctor will see you', 'than a surgeon', 'nurse!': spoken of, or to, somebody else."""
    before = list(tokens[max(0, hit.start - 2) : hit.start])
    after = tokens[hit.end : hit.end + 1]
    if after and (after[0] in _ACTS or after[0] == "'s"):
        return True
    if hit.start == 0 and hit.end == 1 and after == ["!"]:
        return True
    if before and before[-1] in _OTHERS:
        return True
    return _after_another_word(tokens, hit.start)


def _after_another_word(tokens: Sequence[str], start: int) -> bool:
    """'Shadowing a cardiologist', 'secretary to a very nice GP': the article follows its verb."""
    for at in range(start - 1, max(0, start - _ARTICLE_REACH), -1):
        if tokens[at] in ENDS:
            return False
        if tokens[at] in {"a", "an", "the"}:
            return tokens[at - 1] in _LEADS
    return False


def _where_somebody_works(tokens: Sequence[str], hits: Sequence[Hit], number: int) -> bool:
    """'President, surgical society' and 'trials unit manager' are people."""
    hit = hits[number]
    after = _clause_after(tokens, hit.end)
    if _STAFF & set(after[:1]) or _OFFICERS & set(after):
        return True
    before = [token for token in tokens[max(0, hit.start - 3) : hit.start] if token not in _OWN]
    if before and before[-1] in _PLACED:
        return True
    offices = (one for one in hits[:number] if one.family.kind == "office")
    return any(hit.start - one.end <= _OFFICE_REACH for one in offices)


def _clause_after(tokens: Sequence[str], end: int) -> Sequence[str]:
    """The next few words of the same clause."""
    after = tokens[end : end + _OFFICE_REACH - 1]
    return after[: next((at for at, token in enumerate(after) if token in ENDS), len(after))]


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
