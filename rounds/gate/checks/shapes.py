"""What is written like a name: runs of capitalised words in any Latin spelling, with their particles.

'Siân ap Rhys', 'Adébáyò Okonkwo-Smith', "N'Golo", 'al-Hassan', 'James T.', 'L. Wang', 'LANG'. A run
is only a shape; `names` asks the words around it whether it is somebody's.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rounds.gate.checks.lexicon import (
    is_also_given,
    is_eponym,
    is_family,
    is_given,
    is_ordinary,
    is_syllable,
    is_word,
    plainly,
)


def _upper() -> str:
    """The capital letters of the Latin script, as the inside of a character class."""
    codes = [c for c in range(0x41, 0x1F00) if unicodedata.category(chr(c)) in {"Lu", "Lt"}]
    return "".join(chr(c) for c in codes if "LATIN" in unicodedata.name(chr(c), ""))


UPPER = _upper()
_LETTER = r"[^\W\d_\u0370-\u10ff\u1100-\u1cff\u2c00-\U0010ffff]"
_MARK = r"[\u0300-\u036f]"
_PART = (
    r"(?:de|da|do|dos|das|di|del|della|la|las|los|le|du|van|von|der|den|ter|ten|bin|ben|aït|ait|binte?|bte|"
    r"ibn|binti|wa|['’]t|al|el|ap|ab|ferch|mac|mhic|nic|ní|ó|ua|e|i|y|af|av|zu|abu|abd|ould|s/o|d/o|a/l|a/p|[Vv]da\.?(?:[ ]de)?)"
)
CAPITAL = rf"(?:(?:[ae]l|u[dl]|a[dnrstz]|ash|a[pb])-)?[{UPPER}]{_MARK}*(?:{_LETTER}|{_MARK}|(?:-['’ʼ‘ʿʾ]|['’ʼ‘`ʿʾ-])(?={_LETTER}))+"
INITIAL = rf"[{UPPER}](?:\.(?:-?[{UPPER}]\.)*|(?![\w'’.&/+-]))"
# 'Achieng' Anyango': what is left out at the end of a word; but "the Jones' house".
_LEFT_OUT = r"(?:(?<![sS])['’](?=[ ][^\W\d_a-z]))?"
# Inside a name: 'kaMthembu', "d'Almeida", 'W/Mariam'.
_JOINED = r"[ʿʾ]?(?:kwa|ka|wa|d['’]|[WGH]/)?"
_RUN = re.compile(
    rf"(?:(?<![\w@#/&.+\x00-])(?<!\w['’])|(?<=\b[DM]r\.)|(?<=\bM[rs]s\.)|(?<=\bMs\.))(?:{INITIAL}\s?){{0,3}}{CAPITAL}{_LEFT_OUT}"
    rf"(?:[ ](?:{_PART}[ ]){{0,2}}{_JOINED}(?:{CAPITAL}{_LEFT_OUT}|{INITIAL})|[ ][\"“'(]{CAPITAL}[\"”')](?=[ ]{CAPITAL}))*(?:,?[ ](?:Jr|Sr)\.|,?[ ]I{{2,3}}\b)?"
)
_WORD = re.compile(rf"[JS]r\.|{_JOINED}{CAPITAL}{_LEFT_OUT}|{INITIAL}|{_PART}\b|\S+")
_LETTERS = re.compile(rf"(?:[{UPPER}]\.-?){{2,4}}")
_TITLES = frozenset("mr mrs ms miss mx dr".split())
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr)\.\s\Z")
_PARTICLES = frozenset(
    "de da do dos das di del della du van von der den ter ten bin binti ibn bint ap ab ferch mac nic".split()
)
# A syllable as it is written in Chinese, Korean, Vietnamese, Burmese names; one or two make a word.
_SYLLABLE = (
    r"(?:[bcdfghjklmnprstwxyz]|ch|chh|sh|zh|ts|sz|ng|ph|th|kh|tr|gi|qu|q|nh|hs|hw|hl|ht|kw|ky|hy|gw|gy|my|by|py|ry|sy|v)?"
    r"(?:[aeo]|[iuy]?[aeiouy]{1,2}|iao|uai|oei|uye|ieu|uon|yeo|yoo)(?:ng|nh|ch|[nmptkchwlr])?"
)
_SYLLABLES = re.compile(rf"ng|{_SYLLABLE}(?:[-']?{_SYLLABLE})?")
# A capital says nothing at the beginning of a text, a line or a sentence.
_OPENING = re.compile(r"(?:\A|\n|[.!?:]\s)[\s\"'“‘(]*\Z")


@dataclass(frozen=True, slots=True)
class Shape:
    """A run that may be a name: where it stands, and what its words look like."""

    start: int
    end: int
    words: tuple[str, ...]
    given: bool
    family: bool
    initial: bool
    opens: bool
    soft: bool

    @property
    def full(self) -> bool:
        """A given name with a surname, or with the first letter of one."""
        return len(self.words) > 1 and (
            (self.given and self.likely) or (self.initial and self.family)
        )

    @property
    def likely(self) -> bool:
        """With an initial or a surname, or with words that are no thing's ('Principles')."""
        return self.initial or self.family or not self.words[0].endswith(("'s", "’s"))

    @property
    def unknown(self) -> bool:
        """On no list: only the sentence can say that it is a name."""
        return not self.given and not self.initial

    @property
    def shouted(self) -> bool:
        """In capitals throughout, as an acronym would be."""
        return all(w.isupper() for w in self.words)


def shapes(text: str) -> Iterator[Shape]:
    """The runs of `text` that look like names, without the ordinary words before and after them."""
    for match in _RUN.finditer(text):
        words = [(m.start() + match.start(), m[0]) for m in _WORD.finditer(match[0])]
        titled = _TITLE_BEFORE.search(text, max(0, match.start() - 8), match.start()) is not None
        syllables = _in_syllables(words) or _born_on_a_day(text, words)
        for part in [syllables] if syllables else _parts(words, titled):
            opens = _opens(text, part)
            if opens and len(part) > 2 and is_word(part[0][1]) and not is_family(part[0][1]):
                # A capital of the sentence's own: 'Consultant Ngozi Okafor'.
                del part[0]
                opens = False
            yield _shape(part, opens)


DAYS = frozenset(
    "sunday monday tuesday wednesday thursday friday saturday january april may june july august".split()
)
IN_TIME = re.compile(
    r"\b(?:on|in|since|until|till|by|last|this|next|every|before|after|early|late|mid|\d+)\s+$",
    re.IGNORECASE,
)


def _born_on_a_day(text: str, words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """`words`, if they name somebody born on a day: 'Friday Eze', but neither 'Friday Anna' nor 'on Friday Eze'."""
    if len(words) < 2 or plainly(words[0][1]) not in DAYS or words[0][1].isupper():
        return []
    place, following = words[0][0], words[1][1]
    if IN_TIME.search(text[max(0, place - 12) : place]) or is_given(following):
        return []
    strange = not (is_word(following) or is_ordinary(following) or is_eponym(following))
    return words if strange else []


def _opens(text: str, part: list[tuple[int, str]]) -> bool:
    return _OPENING.search(text, max(0, part[0][0] - 3), part[0][0]) is not None


def all_syllables(words: Sequence[str]) -> bool:
    """Whether `words` are a name in syllables, a surname among them: 'Ng Siew Ling', 'Man Ho Yip'."""
    if not 1 < len(words) < 5 or not any(map(is_syllable, words)):
        return False
    if not are_syllables(words):
        return False
    strange = [word for word in words if not (is_ordinary(word) or is_word(word))]
    # 'Long Xiaoling' is a name in syllables, 'Saw Taylor' is not.
    return any(is_syllable(w) or not (is_family(w) or is_given(w)) for w in strange)


def are_syllables(words: Sequence[str]) -> bool:
    """Whether each of `words` is a syllable or two."""
    plain = [plainly(word) for word in words]
    return all(len(word) < 11 and _SYLLABLES.fullmatch(word) for word in plain)


def _in_syllables(words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """`words` without the ordinary ones before them, if they are a name in syllables."""
    first = 0
    while (
        first < len(words) - 2 and is_ordinary(words[first][1]) and not is_syllable(words[first][1])
    ):
        first += 1
    return words[first:] if all_syllables([word for _, word in words[first:]]) else []


def _parts(words: list[tuple[int, str]], titled: bool) -> Iterator[list[tuple[int, str]]]:
    """`words` split at those that name nobody; a title or a given name before one makes it a name."""
    part: list[tuple[int, str]] = []
    for index, (place, word) in enumerate(words):
        if not part and not titled and is_also_given(word):
            if _surname_follows(words[index + 1 :]):
                part = [(place, word)]
            else:
                yield [(place, word)]
        elif (
            titled
            or not (is_ordinary(word) or _shouted_word(word))
            or _keeps(part, words[index + 1 :], word)
        ):
            part.append((place, word))
        elif part:
            yield part
            part = []
        titled = plainly(word) in _TITLES
    if part:
        yield part


def _shouted_word(word: str) -> bool:
    """Whether a word in capitals is one of the language: 'MARY OKAFOR DIED'."""
    if not word.isupper() or len(word) < 4:
        return False
    return is_word(word) and not is_family(word) and not is_eponym(word)


def _surname_follows(rest: list[tuple[int, str]]) -> bool:
    """Whether the next word is a surname or the first letter of one."""
    if not rest:
        return False
    following = rest[0][1]
    if following in _PARTICLES and len(rest) > 1:
        return True
    if is_ordinary(following):
        return is_family(following) and len(rest) == 1
    return is_family(following) or len(following.rstrip(".")) == 1 or not is_word(following)


def _keeps(before: list[tuple[int, str]], after: list[tuple[int, str]], word: str) -> bool:
    """Whether an ordinary word is part of a name here: 'Sarah White', 'A. Long', 'M. Day'."""
    if len(word.rstrip(".")) == 1:
        return bool(before) or bool(after)
    if before and after and len(word) < 4 and not is_ordinary(after[0][1]):
        return is_given(before[0][1])
    if before and is_family(word):
        return (
            is_given(before[-1][1])
            or is_also_given(before[-1][1])
            or len(before[-1][1].rstrip(".")) == 1
        )
    return bool(word.isupper() and before and is_given(before[-1][1]) and len(word) > 4)


def _shape(part: list[tuple[int, str]], opens: bool) -> Shape:
    words = tuple(word for _, word in part)
    place, last = part[-1]
    end = place + len(last)
    if last.endswith(("'s", "’s")):
        end -= 2
    return Shape(
        start=part[0][0],
        end=end,
        words=words,
        given=(is_given(words[0]) or (len(words) > 1 and is_also_given(words[0])))
        and not (len(words) == 1 and is_eponym(words[0])),
        family=any(is_family(w) for w in words),
        initial=len(words) > 1
        and any(len(w.rstrip(".")) == 1 or _LETTERS.fullmatch(w) for w in words),
        opens=opens,
        soft=len(words) == 1 and is_also_given(words[0]),
    )
