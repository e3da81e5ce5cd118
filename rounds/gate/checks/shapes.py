"""What is written like a name: runs of capitalised words in any Latin spelling, with their particles.

'Siân ap Rhys', 'Adébáyò Okonkwo-Smith', "N'Golo", 'al-Hassan', 'James T.', 'L. Wang', 'LANG'. A run
is only a shape; `names` asks the words around it whether it is somebody's.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rounds.gate.checks.lexicon import (
    is_also_given,
    is_eponym,
    is_family,
    is_given,
    is_ordinary,
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
    r"(?:de|da|do|dos|das|di|del|della|la|le|du|van|von|der|den|ter|ten|bin|bint|ibn|binti|al|el|ap|ab|"
    r"ferch|mac|nic|ní|y|af|av|zu|abu|abd|ould)"
)
CAPITAL = rf"(?:[ae]l-)?[{UPPER}]{_MARK}*(?:{_LETTER}|{_MARK}|['’ʼ‘`-](?={_LETTER}))+"
INITIAL = rf"[{UPPER}](?:\.(?:-?[{UPPER}]\.)*|(?![\w'’.&/+-]))"
_RUN = re.compile(
    rf"(?<![\w@#/&.+\x00-])(?<!\w['’])(?:{INITIAL}\s?){{0,3}}{CAPITAL}"
    rf"(?:[ ](?:{_PART}[ ]){{0,2}}(?:{CAPITAL}|{INITIAL})|[ ][\"“'(]{CAPITAL}[\"”')](?=[ ]{CAPITAL}))*(?:,?[ ](?:Jr|Sr)\.|,?[ ]I{{2,3}}\b)?"
)
_WORD = re.compile(rf"[JS]r\.|{CAPITAL}|{INITIAL}|{_PART}\b|\S+")
_TITLES = frozenset("mr mrs ms miss mx dr".split())
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr)\.\s\Z")
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
        for part in _parts(words, titled):
            yield _shape(part, bool(_OPENING.search(text, max(0, part[0][0] - 3), part[0][0])))


def _parts(words: list[tuple[int, str]], titled: bool) -> Iterator[list[tuple[int, str]]]:
    """`words` split at those that name nobody; a title or a given name before one makes it a name."""
    part: list[tuple[int, str]] = []
    for index, (place, word) in enumerate(words):
        if not part and not titled and is_also_given(word):
            if _surname_follows(words[index + 1 :]):
                part = [(place, word)]
            else:
                yield [(place, word)]
        elif titled or not is_ordinary(word) or _keeps(part, words[index + 1 :], word):
            part.append((place, word))
        elif part:
            yield part
            part = []
        titled = plainly(word) in _TITLES
    if part:
        yield part


def _surname_follows(rest: list[tuple[int, str]]) -> bool:
    """Whether the next word is a surname or the first letter of one."""
    if not rest:
        return False
    following = rest[0][1]
    if is_ordinary(following):
        return is_family(following) and len(rest) == 1
    return is_family(following) or len(following.rstrip(".")) == 1 or not is_word(following)


def _keeps(before: list[tuple[int, str]], after: list[tuple[int, str]], word: str) -> bool:
    """Whether an ordinary word is part of a name here: 'Sarah White', 'A. Long', 'M. Day'."""
    if len(word.rstrip(".")) == 1:
        return bool(before) or bool(after)
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
        initial=any(len(w.rstrip(".")) == 1 for w in words) and len(words) > 1,
        opens=opens,
        soft=len(words) == 1 and is_also_given(words[0]),
    )
