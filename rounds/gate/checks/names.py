"""Names of patients, of their relatives, and of those who treat them.

The idea: whoever is named beside a patient is named by the sentence: by a title, a relation,
'called', an age after a comma, 'was admitted'. So each run that is written like a name is asked
what stands before and after it; lists of names only make a weak cue enough.

Rules
1. A title (Mr, Mrs, Ms ...), a relation of somebody else's (her mum), 'patient' or 'called' before
   the name, an age or a record number after it: a name, on a list or not, in any script.
2. 'Dr', 'Professor', 'Nurse': a name only where one patient is spoken of.
3. A given name with a surname or its first letter, in a sentence that speaks of one patient; and
   whoever is written like a person, where the signs around the name outweigh any other role.
4. Found once, found again: the same name elsewhere in the text.
Left in peace: handles, hashtags, thanks, authors, speakers, eponyms and what follows them (disease,
sign, score, trial, syndrome), bodies, drugs, peoples.

What would break it: a list deciding alone; a rule that asks for a surname of one culture.
"""

import re
from collections.abc import Iterator, Sequence

from rounds.gate.checks import name_cues as cue
from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.lexicon import (
    is_eponym,
    is_ordinary,
    is_public,
    is_town,
    is_unit,
    plainly,
)
from rounds.gate.checks.name_ends import whole_names
from rounds.gate.checks.name_roles import Roles, written_like_a_person
from rounds.gate.checks.name_spelt import in_small_letters, spelt_out
from rounds.gate.checks.name_terms import is_genus, is_term
from rounds.gate.checks.name_told import told_by_name
from rounds.gate.checks.name_tongues import in_other_tongues
from rounds.gate.checks.reading import Reading, Sentence
from rounds.gate.checks.scripts import other_scripts
from rounds.gate.checks.shapes import UPPER, Shape, shapes

_BEFORE, _AFTER = 70, 60


class People:
    """What `check_names` reads only once in a text, however often it is asked."""

    def __init__(self, reading: Reading, *, real: bool = False) -> None:
        """`real`: the text holds a number that is somebody's, so that its case can't be invented."""
        text = reading.folded.plain
        invented = not real and cue.INVENTED.search(text) and not cue.BORN.search(text)
        self.shapes = [] if invented else list(shapes(text))
        self.roles = Roles(text, with_tags=reading.folded.text)
        self.nobody = bool(invented)
        self.chatter = bool(self.shapes) and _is_chatter(text, reading)


def check_names(
    reading: Reading, taken: Sequence[tuple[int, int]] = (), people: People | None = None
) -> Iterator[Candidate]:
    """Names of people whom the text places beside a patient; what is `taken` is no name."""
    people = people or People(reading)
    text, roles = reading.folded.plain, people.roles
    found: list[tuple[int, int]] = []
    rest: list[Shape] = []
    if people.nobody:
        return
    for shape in people.shapes:
        if any(start < shape.end and shape.start < end for start, end in taken):
            continue
        sentence = reading.around(shape.start)
        span = (
            _named(text, shape, sentence, roles)
            or (people.chatter and _in_position(text, shape, sentence, roles))
            or _by_default(text, shape, sentence, roles)
        )
        if span:
            found.append(span)
        else:
            rest.append(shape)
    found += other_scripts(reading, roles) + in_small_letters(reading)
    found += in_other_tongues(reading) + spelt_out(reading) + told_by_name(reading)
    for match in cue.DOCTOR_INITIAL.finditer(text):
        sentence = reading.around(match.start())
        if sentence.particular and sentence.care and not sentence.public:
            found.append(match.span())
    found += _again(text, found, rest)
    for start, end in whole_names(text, found):
        yield Candidate(start, end, "name")


def _named(text: str, shape: Shape, sentence: Sentence, roles: Roles) -> tuple[int, int] | None:
    """Where the name stands that `shape` is, its title with it; nothing if it is nobody's."""
    before = text[max(sentence.start, shape.start - _BEFORE) : shape.start]
    after = text[shape.end : shape.end + _AFTER]
    if (
        is_public(shape.words)
        or cue.SAINT.search(before[-8:])
        or cue.NOBODY_AFTER.match(after)
        or cue.AT_WORK.match(after)
        or _no_person(before, shape)
    ):
        return None
    titled = _titled(before, after, shape, sentence)
    if titled is not None:
        thanked = titled < 0 or cue.THANKED.search(before)
        return None if thanked else (shape.start - titled, shape.end)
    if all(is_eponym(w) for w in shape.words) and not shape.given:
        return None
    if _cued(before, after, shape, sentence) and not cue.THANKED.search(before):
        span = shape.start, shape.end
        # A cue by itself gives way only where nearly everything speaks for another role.
        return None if roles.surely_another(span, sentence) else span
    return None


def _no_person(before: str, shape: Shape) -> bool:
    """Whether it is a company that pays the author, a street after a number, or a term of medicine."""
    plain = [plainly(word) for word in shape.words]
    if is_genus(plain[0]) or (not shape.given and any(map(is_term, plain))):
        return True
    if cue.PAID_BY.search(before) and not shape.given:
        return True
    return cue.HOUSE_NUMBER.search(before) is not None and shape.words[-1] in cue.STREETS


def _by_default(
    text: str, shape: Shape, sentence: Sentence, roles: Roles
) -> tuple[int, int] | None:
    """Where somebody stands whom no word gives another role than a patient's."""
    before = text[max(sentence.start, shape.start - _BEFORE) : shape.start]
    after = text[shape.end : shape.end + _AFTER]
    if is_public(shape.words) or cue.SAINT.search(before[-8:]) or cue.NOBODY_AFTER.match(after):
        return None
    if cue.DOCTOR.search(before[-30:]) or cue.THING_AFTER.match(after):
        return None
    if _no_person(before, shape) or not written_like_a_person(shape):
        return None
    span = shape.start, shape.end
    return span if roles.could_be_a_patient(span, sentence) else None


def _is_chatter(text: str, reading: Reading) -> bool:
    """Whether a post talks of the day's care, and neither of a talk nor of a paper."""
    return (
        cue.CLINICAL.search(text) is not None
        and cue.ELSEWHERE.search(text) is None
        and not any(sentence.public for sentence in reading.sentences)
    )


def _in_position(
    text: str, shape: Shape, sentence: Sentence, roles: Roles
) -> tuple[int, int] | None:
    """Where a given name alone does what people do, or is done to it what is done to patients."""
    word = shape.words[0]
    if len(shape.words) > 1 or not shape.given or shape.soft or shape.shouted:
        return None
    if is_town(word) or is_unit(word) or is_public(shape.words):
        return None
    before = text[max(sentence.start, shape.start - _BEFORE) : shape.start]
    after = text[shape.end : shape.end + _AFTER]
    if cue.DOCTOR.search(before[-30:]) or cue.NOT_HUMAN.search(before):
        return None
    if cue.NOBODY_AFTER.match(after) or cue.SAINT.search(before[-8:]):
        return None
    if cue.THANKED.search(before):
        thanked = cue.THANKED_PATIENT.match(after)
        return (shape.start, shape.end) if thanked else None
    acts = cue.ACTS.match(after) is not None
    told = cue.TOLD_OF.match(after) is not None and cue.APPOSED_BEFORE.search(before) is not None
    done = cue.DONE_ON.search(before) is not None or (
        cue.FOR_TO.search(before) is not None and cue.TO_DO.match(after) is not None
    )
    if not (acts or told or (done and _ends(after))):
        return None
    span = shape.start, shape.end
    return span if roles.could_be_a_patient(span, sentence) else None


def _ends(after: str) -> bool:
    """Whether a phrase ends after a name, or goes on in small letters."""
    return re.match(r"\s*(?:[.,;:?!)(\n-]|$|\s[a-z])", after) is not None


def _titled(before: str, after: str, shape: Shape, sentence: Sentence) -> int | None:
    """How long the title before a name is; -1 where it is a colleague's; nothing without one."""
    if particle := cue.PARTICLES.search(before[-20:]):
        before = before[: len(before) - len(particle[0])]
    more = len(particle[0]) if particle else 0
    if title := cue.TITLE.search(before[-16:]):
        social = sentence.public and not sentence.particular
        if title["title"] in {"Baby", "Master", "Sri", "Sr"} and not sentence.particular:
            return None
        return -1 if social and not cue.STARTS_WITH_AGE.match(after) else len(title[0]) + more
    if title := cue.DOCTOR.search(before[-30:]):
        led = before[: len(before) - len(title[0])]
        treats = cue.CARED_BY.search(led) is not None or cue.TREATS.match(after) is not None
        concerned = treats and (sentence.particular or (sentence.care and not sentence.public))
        return len(title[0]) + more if concerned and not cue.THANKED.search(led) else -1
    return None


def _cued(before: str, after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether the words around an untitled shape say that it is a patient's or a relative's name."""
    if shape.shouted and len(shape.words) == 1:
        known = (shape.given or shape.family) and _by_age(after, shape, sentence)
        return known or (_labelled(before, after, shape) and len(shape.words[0]) > 4)
    if cue.NOT_HUMAN.search(before):
        return False
    if shape.soft and not (
        cue.OF_SOMEBODY.search(before)
        or cue.CALLED.search(before)
        or cue.STARTS_WITH_AGE.match(after)
    ):
        return False
    if cue.PREFERS.search(before) and cue.PERSON_WORD.search(before):
        return True
    if cue.OF_SOMEBODY.search(before) and not (shape.shouted and shape.unknown):
        return not (len(shape.words) == 1 and shape.opens)
    if _labelled(before, after, shape) or (shape.full and cue.EXAMPLE.search(before)):
        return True
    if _by_age(after, shape, sentence) or _by_fate(before, after, shape, sentence):
        return True
    return _beside_a_patient(before, after, shape, sentence)


def _labelled(before: str, after: str, shape: Shape) -> bool:
    """Whether 'patient', 'named', 'accompanied by' and their like lead to the shape."""
    label = cue.PATIENT.search(before)
    if label is None:
        return False
    who = label["who"].lower()
    known = shape.given or shape.initial or shape.family
    if is_unit(" ".join(shape.words)) and not shape.given:
        return False
    if cue.CALLING.match(who):
        if "," in label["mark"]:
            return False
        rest = before[: label.start()]
        return cue.PERSON_WORD.search(rest[-50:]) is not None or who.startswith(
            ("name", "patient", "ref", "identified")
        )
    if who in {"meet", "rip", "this is", "baby", "given to"} or who.startswith(
        ("goodbye", "farewell", "rest in", "he ", "she ", "see ")
    ):
        return shape.given
    if (
        shape.unknown
        and len(shape.words) == 1
        and (re.match(r"\s*[\d<>=+]", after) or not _like_a_name(shape.words[0]))
    ):
        return False
    if (
        re.match(r"(?:patient|pt|lady|man|woman|boy|girl|child|baby)\b.*\s(?:is|was)$", who)
        and shape.unknown
    ):
        return (
            len(shape.words) > 1 and not shape.shouted and re.match(r"\s*[.,;!]", after) is not None
        )
    if label["who"][0].isupper() and ":" not in label["mark"] and not known:
        named = cue.APPOSED_AFTER.match(after) is not None and after[:1] != "."
        return len(shape.words) == 2 and not shape.shouted and not shape.opens and named
    if len(who) <= 8 and "," in label["mark"] and shape.unknown:
        return len(shape.words) > 1
    if who in {"patients", "pts"}:
        return shape.given and shape.full
    return True


def _by_age(after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether an age, a date of birth or a record number follows."""
    if not cue.STARTS_WITH_AGE.match(after):
        return False
    if shape.shouted and shape.unknown:
        return False
    if shape.unknown and len(shape.words) == 1:
        return shape.family or not shape.opens or sentence.particular
    return not sentence.public or shape.given


def _by_fate(before: str, after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether somebody of this name was admitted, died, has results ..."""
    if sentence.public:
        return False
    if cue.THEIR_RELATIVE.match(after) and not (shape.opens and len(shape.words) == 1):
        return sentence.care or sentence.particular
    if cue.POSSESSED.match(after):
        return shape.given and (sentence.particular or sentence.care or len(shape.words) > 1)
    if fate := cue.DONE_TO.match(after):
        if shape.shouted and shape.unknown:
            return False
        sure = cue.SURELY_DONE_TO.search(fate[0]) is not None
        two = len(shape.words) > 1 and not shape.shouted
        alone = sure and cue.STAY.search(fate[0]) is not None and _like_a_name(shape.words[0])
        return (
            shape.given
            or shape.full
            or (sure and (two or not shape.opens))
            or (two and cue.ILL.search(fate[0]) is not None)
            or alone
        )
    if (shape.initial or shape.full) and cue.WHO.match(after):
        return shape.given and (sentence.care or shape.initial)
    if shape.given and cue.LOOSE_AGE.search(after) and cue.WHERE.search(before + after):
        return True
    if cue.ENCOUNTER_VERB.search(before):
        place = cue.WHERE.search(before + after) is not None or sentence.particular
        known = shape.given or shape.full
        return place and (known or (not shape.shouted and all(map(_like_a_name, shape.words))))
    return False


def _like_a_name(word: str) -> bool:
    """Whether a word on no list could be a name: no illness, no drug, no ordinary word."""
    plain = plainly(word)
    return len(plain) > 2 and not (
        is_ordinary(word) or is_eponym(word) or cue.ILLNESS.search(plain)
    )


def _beside_a_patient(before: str, after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether a sentence about one patient holds the shape where a name would stand."""
    if (
        len(shape.words) > 1
        and cue.MY_OWN.search(before)
        and after[:1] == ","
        and not sentence.public
    ):
        return not shape.shouted and cue.WHERE.search(before + after) is not None
    if not sentence.particular:
        return False
    if sentence.public and not cue.DESCRIBED.search(before):
        return False
    apposed = (
        cue.APPOSED_BEFORE.search(before) is not None and cue.APPOSED_AFTER.match(after) is not None
    )
    if cue.JUST_AGED.search(before) and not shape.shouted:
        return shape.given or (len(shape.words) > 1 and all(map(_like_a_name, shape.words)))
    if is_town(shape.words[0]) and cue.IN_PLACE.search(before) and not shape.initial:
        return False
    if shape.full:
        named = shape.initial or (
            shape.family and cue.LEADS_TO.search(before) and cue.APPOSED_AFTER.match(after)
        )
        return apposed or (not sentence.public and bool(named))
    if shape.initial:
        return (
            apposed
            and cue.DESCRIBED.search(before) is not None
            and before.rstrip().endswith((",", "("))
        )
    described = cue.DESCRIBED.search(before) is not None
    if shape.given:
        return (apposed and described and not cue.IN_PLACE.search(before)) or bool(
            cue.ENCOUNTER.search(before)
            and not cue.IN_PLACE.search(before)
            and shape.family
            and apposed
        )
    if re.search(r"[,(]\s*$", before) and re.match(
        r"^\s*(?:[,)]|$|\s(?:who|was|is|presented|came)\b)", after
    ):
        close = cue.JUST_DESCRIBED.search(before) is not None
        if len(shape.words) > 1:
            return described and not shape.shouted and not any(is_unit(w) for w in shape.words)
        return close and not shape.shouted and not is_ordinary(shape.words[0])
    return False


def _again(text: str, found: list[tuple[int, int]], rest: list[Shape]) -> list[tuple[int, int]]:
    """The shapes that repeat a name found elsewhere in the text, in whole or in part."""
    known = {
        plainly(part)
        for start, end in found
        for part in re.split(r"[\s-]+", text[start:end])
        if len(part) > 2 and part[0] in UPPER and not is_ordinary(part) and not is_eponym(part)
    }
    return [
        (shape.start, shape.end)
        for shape in rest
        if all(plainly(p) in known for w in shape.words for p in w.split("-") if len(p) > 2)
        and any(len(w) > 2 for w in shape.words)
        and not cue.NOBODY_AFTER.match(text[shape.end : shape.end + _AFTER])
    ]
