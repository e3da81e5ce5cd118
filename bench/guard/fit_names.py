"""What the signs around a name are fitted to, and where they start: `python -m bench.guard.fit names`.

One row for each sentence of our open sets, whichever names are set into it: the signs of
`rounds/gate/checks/name_signs.py` read the sentence, never the name.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from bench.guard.data import SETS, lines
from bench.guard.fit import CHECKS, Fit, Row
from rounds.gate.checks.fold import fold
from rounds.gate.checks.name_beside import TABLE, beside
from rounds.gate.checks.name_cues import THING_AFTER
from rounds.gate.checks.name_signs import AFTER, AROUND, BEFORE, BOTH, signs
from rounds.gate.checks.name_weights import LIMIT
from rounds.gate.checks.reading import read

# In how many sentences a word stands beside a name before it weighs anything.
OFTEN = 3
PLACEHOLDER = "Mary Smith"
CARRIERS = (
    ("carriers.named.txt", True), ("carriers.roles.txt", False),
    ("carriers2.named.txt", True), ("carriers2.roles.txt", False),
    ("carriers3.named.txt", True), ("carriers3.roles.txt", False),
    ("carriers4.named.txt", True), ("carriers4.roles.txt", False),
    ("carriers5.named.txt", True), ("carriers5.roles.txt", False),
    ("carriers6.named.txt", True), ("carriers6.roles.txt", False),
)  # fmt: skip
OPEN = ("names.open", "names.sealed", "names2.open", "names2.sealed", "names3.open")

# By hand: which side a family speaks for, before a single sentence is counted.
NEITHER = frozenset(
    "headed clause_opens for_whom nothing_before after_a_comma in_brackets i_am has_something does "
    "addressed_after us you asking quoted".split()
)
OTHER_ROLE = frozenset(
    "quoted_from for_work profession_before office_before doctor thanked published_by by made_by attended_to beside_me leaving_do "
    "joined mine_at_home imagined the a_thing_called profession_after letters_after years_after and_others "
    "their_work of_department on_a_subject does_in_public who_works online many profession office "
    "published event work art praise department old_year long_ago signed called_upon voice_of as_said_by "
    "beside_others with_a_crew on_duty made looks_like on_stage honoured going_or_coming helps_me reports named_thing famous_dead "
    "role_told admired their_things mourned_at_work in_the_news".split()
)
ADJOINING, HERE, ELSEWHERE = 1.3, 0.7, 0.3
# Few sentences tell of times that no patient of today has seen; none of them can be one's.
SET_BY_HAND = {
    "long_ago here": -14.0,
    "long_ago elsewhere": -3.0,
    "imagined": -5.0,
    "quoted_from": -4.0,
    "for_work": -3.0,
}


def _side(family: str) -> float:
    if family in NEITHER:
        return 0.0
    return -1.0 if family in OTHER_ROLE else 1.0


def prior() -> dict[str, float]:
    """The weights by hand."""
    weights = {name: ADJOINING * _side(name) for name, _ in (*BEFORE, *AFTER, *BOTH)}
    for name in (*AROUND, "asking", "quoted", "old_year", "long_ago"):
        weights[f"{name} here"] = HERE * _side(name)
        weights[f"{name} elsewhere"] = ELSEWHERE * _side(name)
    return weights | SET_BY_HAND


def sentences() -> Iterator[tuple[str, str, bool]]:
    """Where from, the text with {N} for the name, and whether a patient is named; each once."""
    for file, told in CARRIERS:
        for line in (SETS / file).read_text("utf-8").splitlines():
            if "{N}" in line and not THING_AFTER.match(line.partition("{N}")[2]):
                yield file, line, told
    for name in OPEN:
        rows = list(lines(SETS / f"{name}.jsonl"))
        found = {
            row["text"][: row["start"]] + "{N}" + row["text"][row["end"] :]: row.get(
                "patient", True
            )
            for row in rows
        }
        yield from ((name, text, told) for text, told in found.items())


def row_of(source: str, carrier: str, patient: bool) -> Row:
    """`carrier` as a row."""
    plain = fold(carrier.replace("{N}", PLACEHOLDER))
    start = plain.plain.index(PLACEHOLDER)
    sentence = read(plain).around(start)
    span = start, start + len(PLACEHOLDER)
    full = signs(plain.plain, span, (sentence.start, sentence.end))
    words = dict.fromkeys(beside(plain.plain, span), 1.0)
    return Row(full | words, patient, source, carrier)


def rows() -> Iterator[Row]:
    """All that is fitted to, each sentence once."""
    return (row_of(*one) for one in {text: (s, text, p) for s, text, p in sentences()}.values())


def _words(every: Sequence[Row]) -> tuple[str, ...]:
    counted = Counter(name for row in every for name in row.full if name[0] in "<>")
    return tuple(sorted(name for name, times in counted.items() if times >= OFTEN))


def fit_of(every: Sequence[Row]) -> Fit:
    """How the table is fitted."""
    return Fit(
        prior(), 0.5, 3.0, 0.25, LIMIT, CHECKS / "name_weights.py", momentum=0.9,
        more=_words(every), more_drawn_back=3.0, more_file=TABLE,
    )  # fmt: skip
