"""Fit the weights of the signs around a name: `python -m bench.guard.fit_names`.

A logistic regression over the families of `rounds/gate/checks/name_signs.py`, one row for each
sentence of our open sets (whichever names are set into it: the signs read the sentence, never the
name). It starts from weights by hand, the `PRIOR`, and is drawn back to them. `--write` puts the
table into rounds/gate/checks/name_weights.py; without it, each tenth is scored by a table fitted to
the other nine.

Pure Python, a fixed order and fixed steps: the same sets give the same table.
"""

import argparse
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bench.guard.data import SETS, lines
from rounds.gate.checks.fold import fold
from rounds.gate.checks.name_cues import THING_AFTER
from rounds.gate.checks.name_signs import AFTER, AROUND, BEFORE, signs
from rounds.gate.checks.name_weights import LIMIT
from rounds.gate.checks.reading import read

TABLE = Path(__file__).parents[2] / "rounds/gate/checks/name_weights.py"
STEPS = 1500
FOLDS = 10
DRAWN_BACK = 1.0
PLACEHOLDER = "Mary Smith"
CARRIERS = (
    ("carriers.named.txt", True), ("carriers.roles.txt", False),
    ("carriers2.named.txt", True), ("carriers2.roles.txt", False),
    ("carriers3.named.txt", True), ("carriers3.roles.txt", False),
    ("carriers4.named.txt", True), ("carriers4.roles.txt", False),
)  # fmt: skip
OPEN = ("names.open", "names.sealed", "names2.open")

# By hand: which side a family speaks for, before a single sentence is counted.
NEITHER = frozenset(
    "headed clause_opens for_whom nothing_before after_a_comma in_brackets i_am has_something does "
    "addressed_after us you asking quoted".split()
)
OTHER_ROLE = frozenset(
    "quoted_from for_work profession_before office_before doctor thanked published_by by made_by attended_to beside_me leaving_do "
    "joined mine_at_home imagined the a_thing_called profession_after letters_after years_after and_others "
    "their_work of_department on_a_subject does_in_public who_works online many profession office "
    "published event work art praise department old_year long_ago".split()
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


class Row(msgspec.Struct, frozen=True):
    """A sentence as the fit sees it: how full each family is, and whether a patient is named."""

    source: str
    text: str
    full: dict[str, float]
    patient: bool


class Table(msgspec.Struct, frozen=True):
    """Fitted weights and where they start from."""

    weights: dict[str, float]
    start: float

    def score(self, row: Row) -> float:
        """The log-odds that a patient or a relative is named."""
        return self.start + sum(self.weights[name] * full for name, full in row.full.items())


def _side(family: str) -> float:
    if family in NEITHER:
        return 0.0
    return -1.0 if family in OTHER_ROLE else 1.0


def prior() -> dict[str, float]:
    """The weights by hand."""
    weights = {name: ADJOINING * _side(name) for name, _ in (*BEFORE, *AFTER)}
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
    return Row(source, carrier, full, patient)


def fitted(rows: Sequence[Row], steps: int = STEPS) -> Table:
    """The table that fits `rows`: gradient descent, both sides weighing the same."""
    by_hand = prior()
    weights, start = dict(by_hand), 0.5
    told = sum(row.patient for row in rows)
    share = {True: 0.5 / told, False: 0.5 / (len(rows) - told)}
    for _ in range(steps):
        slope = {n: DRAWN_BACK * (w - by_hand[n]) / len(rows) for n, w in weights.items()}
        slope_start, table = 0.0, Table(weights, start)
        for row in rows:
            error = (1 / (1 + math.exp(-table.score(row))) - row.patient) * share[row.patient]
            slope_start += error
            for name, full in row.full.items():
                slope[name] += error * full
        start -= 2 * slope_start
        weights = {name: weight - 2 * slope[name] for name, weight in weights.items()}
    return Table(weights, start)


def crossed(rows: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    """Each row with its score by a table fitted without it, in ten folds."""
    for fold_ in range(FOLDS):
        table = fitted([r for i, r in enumerate(rows) if i % FOLDS != fold_], STEPS // 3)
        yield from ((row, table.score(row)) for row in rows[fold_::FOLDS])


def write(table: Table) -> None:
    """Put `table` in the place of the one that ships."""
    head, _, _ = TABLE.read_text("utf-8").partition("START")
    text = [f"START = {table.start:.2f}", "", "WEIGHTS: dict[str, float] = {"]
    order = sorted(table.weights.items(), key=lambda item: -item[1])
    text += [f'    "{name}": {weight:.2f},' for name, weight in order]
    TABLE.write_text(head + "\n".join([*text, "}", ""]), "utf-8")


def main() -> None:
    """Try the fit, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit all sentences and keep that")
    parser.add_argument("--wrong", action="store_true", help="print the sentences that go wrong")
    chosen = parser.parse_args()
    rows = [row_of(*one) for one in sentences()]
    if chosen.write:
        write(fitted(rows))
        return
    scored = list(crossed(rows))
    for limit in (-1.0, LIMIT, 0.0, 0.5, 1.0):
        found = [score > limit for row, score in scored if row.patient]
        asked = [score > limit for row, score in scored if not row.patient]
        print(
            f"limit {limit}: found {sum(found) / len(found):.3f}, asked {sum(asked) / len(asked):.3f}"
        )
    for source in dict.fromkeys(row.source for row in rows):
        for patient in (True, False):
            told = [
                s > LIMIT for row, s in scored if (row.source, row.patient) == (source, patient)
            ]
            if told:
                print(
                    f"{source} patient={patient}: asked {sum(told) / len(told):.3f} of {len(told)}"
                )
    for row, score in sorted(scored, key=lambda pair: pair[1]):
        if chosen.wrong and (score > LIMIT) != row.patient:
            print(f"{score:.2f} {row.patient} {row.text} {sorted(row.full)}")


if __name__ == "__main__":
    main()
