"""Vaguer words in the place of what was found, so that the sentence still reads. Pure.

The idea: what may stand in a place depends on what stands around it. Beside a noun that says who it
is the name simply goes ('my patient Dorothea Higgs', 'her son Ivor'); elsewhere somebody becomes
'a patient', and 'the patient' when they come again; a day brings its preposition along ('on 3 May',
'in the spring'); a number after its label is 'withheld'.

Rules
1. What is written is coarser than what stood there, never false.
2. No article twice, no noun twice, no comma left over; a sentence begins with a capital.
3. From the first to the last: who was named before is known again by the parts of that name.

What would break it: a sentence in a language that is neither English nor German (`blur_german`), which gets
the words as they are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rounds.gate import blur_phrases as around
from rounds.gate.blur_german import in_german, is_german
from rounds.gate.blur_words import numbered, placed, timed, years
from rounds.gate.checks.lexicon import is_town


@dataclass(frozen=True, slots=True)
class Wish:
    """`text[start:end]`, found as a `kind`, and what the check would write there; `adds` where it was
    found only as one of several details."""

    start: int
    end: int
    kind: str
    suggestion: str
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What is to be cut, a little more than was found, and the words that go there."""

    start: int
    end: int
    words: str


@dataclass(slots=True)
class _Story:
    """Who was met so far, by the parts of their names, and whether a patient was spoken of."""

    known: dict[str, str] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)

    def call(self, noun: str, name: str, *, beside: bool) -> str:
        """'a patient', or 'the patient' of whom was spoken already."""
        parts = [p.lower() for p in re.findall(r"[^\W\d_]{3,}", name) if p not in around.TITLES]
        if parts and all(part in self.known for part in parts):
            return f"the {self.known[parts[0]]}"
        self.remember(noun, name)
        if noun not in self.nouns:
            self.nouns.add(noun)
            return f"a {noun}"
        return f"another {noun}" if beside else f"the {noun}"

    def remember(self, noun: str, name: str) -> None:
        """Know every part of `name` again as `noun`."""
        for part in re.findall(r"[^\W\d_]{3,}", name):
            if part not in around.TITLES:
                self.known.setdefault(part.lower(), noun)


def blurred(text: str, wishes: Iterable[Wish]) -> str:
    """`text` with vaguer words in every place of `wishes`; of two that overlap, what was found by itself,
    then the first.

    Example: 'My patient Dorothea Higgs and her son Ivor Higgs went home' becomes 'My patient and her
    son went home'.
    """
    out, reached, story = "", 0, _Story()
    for wish in _apart(text, wishes):
        if wish.start < reached:
            continue
        before = out + text[reached : wish.start]
        put = _put(before, text, wish, story)
        back = wish.start - put.start
        out = before[: len(before) - back]
        out = _with_article(out, put.words) + _begun(out, put.words)
        reached = put.end
    return out + text[reached:]


def _apart(text: str, wishes: Iterable[Wish]) -> list[Wish]:
    """`wishes` in their order, none over another, without the blanks at their ends."""
    kept: list[Wish] = []
    for wish in sorted(
        (_trimmed(text, one) for one in wishes), key=lambda w: (w.adds, w.start, -w.end)
    ):
        if all(wish.end <= one.start or wish.start >= one.end for one in kept):
            kept.append(wish)
    kept.sort(key=lambda w: w.start)
    if len(kept) > 1:
        # That somebody died is the sentence; it says little once the rest is vague.
        kept = [one for one in kept if not around.DIED.fullmatch(text[one.start : one.end])]
    return _one_time(text, kept)


def _trimmed(text: str, wish: Wish) -> Wish:
    words = text[wish.start : wish.end]
    left = len(words) - len(words.lstrip())
    ends = words.rstrip().removesuffix(".") if wish.kind in around.PLACES else words.rstrip()
    return replace(wish, start=wish.start + left, end=wish.start + len(ends))


def _one_time(text: str, wishes: list[Wish]) -> list[Wish]:
    """Of two words of time side by side ('at 03:10 on 4 June') one wish."""
    found: list[Wish] = []
    for wish in wishes:
        last = found[-1] if found else None
        if last and {"date", "time"} >= {_when(last), _when(wish)} and around.SAME_TIME.fullmatch(
            text[last.end : wish.start]
        ):  # fmt: skip
            said = wish.suggestion if last.suggestion == "recently" else last.suggestion
            found[-1] = replace(last, end=wish.end, kind="date", suggestion=said)
        else:
            found.append(wish)
    return found


def _when(wish: Wish) -> str:
    return "date" if wish.kind == "date" or wish.suggestion == "recently" else wish.kind


def instead_of(text: str, wish: Wish) -> str:
    """What blurring `wish` alone puts in its place; '' where the sentence does without."""
    return _put(text[: wish.start], text, wish, _Story()).words


def _put(before: str, text: str, wish: Wish, story: _Story) -> Put:
    """Where `wish` is cut and what stands there, after `before`, which may be changed already."""
    words, after = text[wish.start : wish.end], text[wish.end :]
    if is_german(text):
        return _cut(wish, in_german(before, words, after, wish.suggestion))
    story.nouns |= {m[1].lower() for m in around.SPOKEN_OF.finditer(before)}
    if around.REST.fullmatch(words):
        gap = len(after) - len(after.lstrip())
        return _cut(wish, (0, gap, ""))
    if wish.kind == "name" and _is_from(before, words):
        return _cut(wish, placed(before, words, after, "a town") or (0, 0, "a town"))
    if wish.kind in around.PEOPLE or wish.suggestion in {"a patient", "a colleague"}:
        if numbers := wish.kind not in {"name", "handle"} and numbered(before):
            return _cut(wish, numbers)
        return _person(before, words, after, wish, story)
    rules = {"date": timed, "age": years, **dict.fromkeys(around.NUMBERS, _labelled)}
    rule = rules.get(wish.kind, placed if wish.kind in around.PLACES else None)
    made = rule(before, words, after, wish.suggestion) if rule else None
    if wish.suggestion == "relative" and (again := around.RELATIVE_AGAIN.search(before)):
        made = len(again["whose"]), 0, "another"
    return _cut(wish, made or (0, 0, _plain(before, words, wish.suggestion)))


def _is_from(before: str, words: str) -> bool:
    """Whether `words` are where somebody is from: a town on the list, or one word after ', of'."""
    if around.FROM_THERE.search(before) and " " not in words:
        return True
    return around.FROM.search(before) is not None and is_town(words)


def _labelled(before: str, words: str, after: str, suggestion: str) -> tuple[int, int, str] | None:
    return numbered(before)


def _cut(wish: Wish, made: tuple[int, int, str]) -> Put:
    back, on, words = made
    return Put(wish.start - back, wish.end + on, words)


def _plain(before: str, words: str, suggestion: str) -> str:
    """`suggestion` in the number and case of `words`, without an article where one stands already."""
    if suggestion in {"relative", "worker"}:
        owns = words.endswith(("'s", "’s"))
        many = words.endswith("s") and not words.endswith("ss")
        suggestion += "’s" if owns else "s" if many else ""
    return around.ARTICLE.sub("", suggestion) if around.DETERMINED.search(before) else suggestion


def _person(before: str, words: str, after: str, wish: Wish, story: _Story) -> Put:
    noun = "colleague" if wish.suggestion == "a colleague" else "patient"
    return _cut(
        wish,
        _gone(before, words, after, story)
        or _said(before, after)
        or _called(before, words, after, (noun, story)),
    )


def _gone(before: str, words: str, after: str, story: _Story) -> tuple[int, int, str] | None:
    """The name goes where the noun before it, or the family after it, says enough."""
    if before.endswith("(") and after.startswith(")"):
        space = len(before) - len(before[:-1].rstrip())
        return space, 1, ""
    if family := around.FAMILY.match(after):
        return (0, len(family["gap"]), "") if around.DETERMINED.search(before) else None
    if not (noun := around.NOUN_BEFORE.search(before)):
        return None
    story.remember(noun["noun"].lower(), words)
    story.nouns.add(noun["noun"].lower())
    gap = len(before) - noun.end("noun")
    if again := around.APPOSED.match(after):
        return gap, again.end(), ""
    comma = 1 if "," in noun["gap"] and after.startswith(",") else 0
    return gap, comma + _bare_genitive(words, after), "’s" if _bare_genitive(words, after) else ""


def _bare_genitive(words: str, after: str) -> int:
    """1 where 'Higgs' owns by an apostrophe alone."""
    return int(words.endswith("s") and re.match(r"['’](?!\w)", after) is not None)


def _said(before: str, after: str) -> tuple[int, int, str] | None:
    """Where the sentence says who somebody is, rather than what became of them."""
    if around.NAME_IS.search(before):
        return 0, 0, "withheld"
    if around.WHO_IS.search(before):
        return 0, 0, "somebody I leave unnamed"
    if apposed := around.APPOSED.match(after):
        bare = around.BARE_NOUN.search(before)
        return len(bare[0]) if bare else 0, apposed.end(), apposed["who"]
    if around.IS_A_PATIENT.match(after):
        return 0, 0, "somebody"
    return None


def _called(before: str, words: str, after: str, who: tuple[str, _Story]) -> tuple[int, int, str]:
    """'a patient', 'the patient', or the noun alone after what determines it."""
    noun, story = who
    label = around.LABEL_BEFORE.search(before)
    fond = around.FOND.search(before)
    back = len((label or fond or [""])[0])
    led = before[: len(before) - back]
    if bare := around.BARE_NOUN.search(led):
        back += len(bare[0])
        led = before[: len(before) - back]
    last = re.split(r"[.!?\n]", led)[-1]
    called = story.call(noun, words, beside=around.BLURRED_PATIENT.search(last) is not None)
    if around.DETERMINED.search(led) and not around.THAT.search(led):
        called = re.sub(r"^(?:a|the|another) ", "", called)
    owns = _bare_genitive(words, after)
    return back, owns, called + ("’s" if owns else "")


def _begun(before: str, words: str) -> str:
    """`words` with a capital where a sentence begins."""
    begins = around.BEGINS.search(before) is not None
    return words[:1].upper() + words[1:] if begins else words


def _with_article(before: str, words: str) -> str:
    """`before` whose last 'a' or 'an' fits `words`."""
    article = re.search(r"\b([Aa])n?(\s+)$", before)
    if not article or not words[:1].isalpha():
        return before
    fits = f"{article[1]}{'n' if words[0].lower() in 'aeiou' else ''}{article[2]}"
    return before[: article.start()] + fits
