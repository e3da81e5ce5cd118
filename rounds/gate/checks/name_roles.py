"""In what role a person is named: a patient's or a relative's, unless the words around it say another.

The idea: to list how patients are spoken of has no end, nor has the list of other roles: thanked,
cited, speaking, working beside you, of public life or history, invented. So whoever is written like a
person in a text that holds any sign of care is weighed: the signs around the name (`name_signs`) are
added up (`name_weights`), and who stands above the limit is asked about.

What would break it: an English idea of how a name is written.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from rounds.gate.checks.lexicon import (
    is_eponym,
    is_family,
    is_ordinary,
    is_syllable,
    is_town,
    is_unit,
    is_word,
    plainly,
)
from rounds.gate.checks.lexicon import is_given as is_listed
from rounds.gate.checks.name_beside import beside as near
from rounds.gate.checks.name_beside import weights as beside_weights
from rounds.gate.checks.name_cues import ILLNESS
from rounds.gate.checks.name_signs import adjoining, counted
from rounds.gate.checks.name_weights import LIMIT, START, WEIGHTS
from rounds.gate.checks.reading import Sentence
from rounds.gate.checks.shapes import DAYS, Shape, all_syllables

# What makes a text one of care at all; without any of these nobody in it is weighed.
_OF_CARE = ("body", "care", "death", "patient", "kin", "feeling")
OF_NO_CARE = -90.0
# Below it a cue such as 'her sister NAME,' is overruled: 'her sister NAME, who chairs the union'.
SURELY = -2.5
_CARED_FOR = frozenset(
    "patient_named kin_named in_a_bed something_of aged with_a_body their_body fate from_a_bed and_theirs done_to referred "
    "death_of firsts aged_before suffers brave complains talks rings_the_bell who_let to_undergo".split()
)


# '#useR2019', '#nephJC': a gathering that many post from.
_GATHERING = re.compile(r"#[a-z]{2,}(?:19|20)\d\d\b|#\w+(?:jc|chat|conf|congress)\b", re.IGNORECASE)


class Roles:
    """The roles of those named in one text; its words are counted once, when somebody is weighed."""

    def __init__(self, text: str, *, with_tags: str = "") -> None:
        """`with_tags`: the same text where its hashtags can still be read."""
        self._text = text
        self._gathering = _GATHERING.search(with_tags) is not None
        self._by_sentence: dict[int, Counter[str]] = {}
        self._scores: dict[tuple[int, int], float] = {}

    @cached_property
    def _whole(self) -> Counter[str]:
        whole = counted(self._text)
        whole["event"] += 2 * self._gathering
        return whole

    @cached_property
    def _of_care(self) -> bool:
        """Whether the text tells of care at all, or of what I or we did for him or her."""
        told = self._whole["us"] > 0 and self._whole["one"] > 0
        return told or any(self._whole[family] for family in _OF_CARE)

    def score(self, span: tuple[int, int], sentence: Sentence) -> float:
        """The log-odds that a patient or a relative is named at `span` of `sentence`."""
        if span not in self._scores:
            self._scores[span] = self._weighed(span, sentence)
        return self._scores[span]

    def _weighed(self, span: tuple[int, int], sentence: Sentence) -> float:
        bounds = sentence.start, sentence.end
        beside = list(adjoining(self._text, span, bounds))
        here = self._by_sentence.get(sentence.start)
        if here is None:
            here = counted(self._text[sentence.start : sentence.end])
            self._by_sentence[sentence.start] = here
        elsewhere = self._whole - here
        here = here - counted(self._text[span[0] : span[1]])
        if not self._of_care and _CARED_FOR.isdisjoint(beside):
            return OF_NO_CARE
        words = beside_weights()
        return (
            START
            + sum(words.get(word, 0.0) for word in near(self._text, span))
            + sum(WEIGHTS[name] for name in beside)
            + sum(WEIGHTS[f"{name} here"] * (1 - 2.0**-n) for name, n in here.items())
            + sum(WEIGHTS[f"{name} elsewhere"] * (1 - 2.0**-n) for name, n in elsewhere.items())
        )

    def could_be_a_patient(self, span: tuple[int, int], sentence: Sentence) -> bool:
        """Whether the words around `span` leave room for a patient or a relative."""
        return self.score(span, sentence) > LIMIT

    def surely_another(self, span: tuple[int, int], sentence: Sentence) -> bool:
        """Whether the words around `span` leave hardly any room for a patient or a relative."""
        return OF_NO_CARE < self.score(span, sentence) < SURELY


_AFTER_NAME = frozenset("mp rn md phd frcp frcs mbe obe cbe rgn frs kc qc facp".split())


def written_like_a_person(shape: Shape) -> bool:
    """Whether two words or more could be a person's name by themselves, on a list or not."""
    words = shape.words
    if len(words) < 2 or shape.soft:
        return False
    if shape.shouted:
        return _shouted_name(words)
    if is_town(" ".join(words)) or words[0].endswith(("'s", "’s")):
        return False
    if all_syllables(words) or plainly(words[0]) in DAYS:
        return True
    return not _names_a_thing(shape) and _in_two_words(shape)


def _names_a_thing(shape: Shape) -> bool:
    """Whether the words are those of a ward, a drug, an eponym, a grade or a heading."""
    words = shape.words
    if all(map(is_eponym, words)) or any(map(is_unit, words[:-1])) or _ends_in_a_unit(words):
        return True
    if any(map(_of_odd_capitals, words)):
        return True
    if plainly(words[-1]) in _AFTER_NAME or (not shape.given and is_eponym(words[0])):
        return True
    heads = is_word(words[0]) and not shape.given
    return heads and not _foreign(words[-1])


def _ends_in_a_unit(words: Sequence[str]) -> bool:
    """'Day Unit', but not 'Pemba Lhamu Sherpa', who carries her people in her name."""
    if not is_unit(words[-1]) or (is_family(words[-1]) and any(map(_known, words[:-1]))):
        return False
    return len(words) < 3 or not all(map(_foreign, words[:-1]))


def _in_two_words(shape: Shape) -> bool:
    """Whether a given name and a surname stand there, or words that could be."""
    words = shape.words
    if shape.given or (shape.initial and shape.family and len(words[-1]) > 2):
        return not (is_town(words[-1]) and is_ordinary(words[0])) or is_family(words[-1])
    if shape.initial and not any(map(_known, words)):
        return "." in words[0] and _could_be_one(words[-1]) and len(words[-1]) > 3
    if is_town(words[0]) and not any(map(_known, words)) and len(words) < 3:
        return False
    could = [_could_be_one(word) for word in words]
    if could[-1] and any(could[:-1]):
        return True
    # One strange word makes a name of two, where nothing else would: 'Ploy Jantarakul', 'Dilwyn Harries'.
    strange = any(_foreign(word) and len(word) > 3 for word in words)
    return len(words) == 2 and strange and any(could) and not any(map(_is_no_name, words))


def _shouted_name(words: Sequence[str]) -> bool:
    """Whether words all in capitals are a name and no acronyms: each long, one a given name."""
    long = all(len(word) > 2 and (_known(word) or _foreign(word)) for word in words)
    return long and any(is_listed(word) for word in words) and any(len(w) > 4 for w in words)


def _known(word: str) -> bool:
    """Whether a word is a given name or a surname on a list."""
    return is_listed(word) or is_family(word)


_CAMEL = re.compile(r"[a-z][A-Z]")
_MAC = re.compile(r"(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz|Al|El|O|D|d|l|ka|kwa|wa)['’]?[A-Z]")


def _of_odd_capitals(word: str) -> bool:
    """Whether a word is written as no name is: 'IgA', 'GR', 'DropBox', but 'McAteer' and 'TAN'."""
    if len(word.replace(".", "")) > 1 and word.isupper() and not word.endswith("."):
        return not (_known(word) or is_syllable(word))
    return _CAMEL.search(word) is not None and _MAC.match(word) is None


def _foreign(word: str) -> bool:
    """Whether a word is on no list of English words: a name of any culture, or a strange term."""
    return not (is_word(word) or is_ordinary(word) or is_eponym(word))


def _is_no_name(word: str) -> bool:
    """Whether a word is an ordinary one, an eponym, an illness, or said of a thing."""
    plain = plainly(word)
    return (
        is_ordinary(word) or is_eponym(word) or is_unit(word) or is_town(word)
        or ILLNESS.search(plain) is not None or _OF_A_THING.search(plain) is not None
    )  # fmt: skip


_OF_A_THING = re.compile(
    r"(?:al|ic|ous|ive|ing|ed|ion|ment|ness|ity|ology|ary|ware|able|ible|ism)s?$"
)


def _could_be_one(word: str) -> bool:
    """Whether a word is no ordinary one, no illness and no eponym."""
    if _known(word) or is_syllable(word):
        return not is_ordinary(word)
    parts = [part for part in word.split("-") if part]
    if len(parts) > 1:
        return any(_known(part) or _foreign(part) for part in parts)
    return _foreign(word) and not (ILLNESS.search(word) and not word.endswith("ide"))
