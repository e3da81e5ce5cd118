"""What the sum of details is fitted to, and where it starts: `python -m bench.guard.fit sum`.

How often each family of words stands in a post, as 1 - 2^-n, so that the third mention adds little, and
beside them the very words of the post. No family's weight may change its side. Posts that a name or a number
alone gives away are left out: they are the first layer's.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.guard.fit import CHECKS, Fit, Row
from bench.guard.vignettes import SETS, Vignette, read_set
from rounds.gate.checks.recognisable import read_with
from rounds.gate.checks.recognisable_said import TABLE, said
from rounds.gate.checks.recognisable_weights import LIMIT
from rounds.gate.checks.registry import check_text

# The first two pairs are open whole, of the third one half.
OPEN = tuple(
    SETS / f"{name}.jsonl"
    for name in (
        "vignettes.open", "vignettes.sealed", "vignettes2.open", "vignettes2.sealed", "vignettes3.open",
    )
)  # fmt: skip
# Posts by those who write the rules, 'kind|text', of the kinds that went wrong: safe ones and breaches.
KINDS = (("kinds.safe.txt", False), ("kinds.breach.txt", True))
# In how many posts a word stands before it weighs anything.
OFTEN = 3
# In how many of them it stands in small letters: what never does is a name.
FEWEST_SMALL = 2
_SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]*")
_DIRECT = re.compile(r"name|number|email|initials|address|hashtag")

# By hand: what a family should weigh before a single post is counted.
PRIOR: dict[str, float] = {
    "he_or_she": 1.5, "kin": 1.5, "occupation": 1.5, "place": 1.0, "small": 1.0, "time": 1.0,
    "age": 1.0, "looks": 1.0, "event": 1.0, "school": 1.0, "faith": 1.0, "rare": 1.0, "fame": 1.0,
    "near_author": 1.0, "picture": 1.0, "thread": 1.0, "known_to_many": 1.0, "death": 0.8,
    "in_my_care": 0.8, "person": 0.8, "setting": 0.8, "condition": 0.8, "quote": 0.7, "told": 0.6,
    "care_deed": 0.6, "proper": 0.5, "exact": 0.3, "one_of_them": 0.3, "first_person": 0.2,
    "addressed": 0.2,
    "you": -0.5, "thanks": -0.5, "asked": -0.5, "everybody": -0.8, "work": -0.8, "teaching": -0.8,
    "numbers": -1.0, "asking": -1.0, "head": -1.0, "playful": -1.0, "evidence": -1.2,
    "public": -1.5, "gathering": -1.5, "own_story": -1.5, "figures": -1.5, "old_year": -3.5,
    "vignette": -1.5, "group_age": -1.5, "thanks_to": -1.5, "exam": -1.8, "invented": -1.8,
    "own_patient": -2.0, "declared": -3.0, "to_one": 1.0,
}  # fmt: skip


def row_of(text: str, source: str, *, told: bool) -> Row:
    """`text` as a row, with what the first layer found in it as the sum reads it."""
    spans = read_with(text, [one for one in check_text(text) if one.kind != "recognisable"])
    full = {n: 1 - 2.0 ** -len(s) for n, s in spans.items() if n in PRIOR}
    return Row(full | {f"={word}": 1.0 for word in said(text)}, told, source, text)


def is_direct(post: Vignette) -> bool:
    """Whether a name or number alone gives a breach away, by what its writer called it."""
    return post.is_breach and bool(_DIRECT.search(post.pattern))


def rows() -> Iterator[Row]:
    """All that is fitted to."""
    for file in OPEN:
        yield from (
            row_of(post.text, file.stem.partition(".")[0], told=post.is_breach)
            for post in read_set(file)
            if not is_direct(post)
        )
    for name, told in KINDS:
        for line in (SETS / name).read_text("utf-8").splitlines():
            kind, _, text = line.partition("|")
            if kind != "number":
                yield row_of(text, "kinds", told=told)


def _words(every: Sequence[Row]) -> tuple[str, ...]:
    """The words and pairs that stand often enough, none that is only ever a name."""
    counted = Counter(name for row in every for name in row.full if name.startswith("="))
    small = Counter(word for row in every for word in set(_SMALL.findall(row.text)))
    return tuple(
        sorted(
            name
            for name, times in counted.items()
            if times >= OFTEN and all(_is_small(word, small) for word in name[1:].split())
        )
    )


def _is_small(word: str, small: Counter[str]) -> bool:
    own = word.partition("'")[0]
    return not word[0].isalpha() or own == "i" or small[own] >= FEWEST_SMALL


def fit_of(every: Sequence[Row]) -> Fit:
    """How the table is fitted."""
    return Fit(
        PRIOR, -3.0, 2.0, 0.5, LIMIT, CHECKS / "recognisable_weights.py", keeps_sides=True, momentum=0.9,
        more=_words(every), more_drawn_back=3.0, more_file=TABLE,
    )  # fmt: skip
