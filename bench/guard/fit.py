"""Fit the weights of the gate to our open sets: `python -m bench.guard.fit names` or `... sum`.

Both are a logistic regression over families of signs (whose name it is; the sum of details). Each starts
from weights by hand, its `PRIOR`, and is drawn back to them; both classes weigh the same. `--write` puts
the table into rounds/gate/checks (name_weights.py, recognisable_weights.py), fitted to everything that is
open. Without it, each tenth is scored by a table fitted to the other nine.

Pure Python, a fixed order and fixed steps: the same sets give the same table.
"""

import argparse
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

CHECKS = Path(__file__).parents[2] / "rounds/gate/checks"
STEPS = 1500
FOLDS = 10
# What weighs less stands in no file.
LEAST = 0.04


class Row(msgspec.Struct, frozen=True):
    """A text as a fit sees it: how full each family is, and what it is; where it comes from."""

    full: Mapping[str, float]
    told: bool
    source: str = ""
    text: str = ""


class Table(msgspec.Struct, frozen=True):
    """Fitted weights and where they start from."""

    weights: dict[str, float]
    start: float

    def score(self, row: Row) -> float:
        """The log-odds that `row` is told."""
        weights = self.weights
        return self.start + sum(weights.get(name, 0.0) * full for name, full in row.full.items())


class Fit(msgspec.Struct, frozen=True):
    """How one table is fitted.

    `pace` is the length of a step; a fit that `keeps_sides` lets no weight change its sign; one with
    `momentum` goes on a little in the direction of the step before. Families of
    `more` start from nothing, are drawn back by their own measure, and stand in a file of their own.
    """

    by_hand: dict[str, float]
    start: float
    drawn_back: float
    pace: float
    limit: float
    file: Path
    keeps_sides: bool = False
    momentum: float = 0.0
    more: tuple[str, ...] = ()
    more_drawn_back: float = 0.0
    more_file: Path | None = None

    def fitted(self, rows: Sequence[Row], steps: int = STEPS) -> Table:
        """The table that fits `rows`, by gradient descent."""
        weights = self.by_hand | dict.fromkeys(self.more, 0.0)
        start, ago = self.start, weights
        told = sum(row.told for row in rows)
        share = {True: 0.5 / told, False: 0.5 / (len(rows) - told)}
        for _ in range(steps):
            slope, table = self._pull(weights, len(rows)), Table(weights, start)
            slope_start = 0.0
            for row in rows:
                error = (1 / (1 + math.exp(-table.score(row))) - row.told) * share[row.told]
                slope_start += error
                for name, full in row.full.items():
                    if name in slope:
                        slope[name] += error * full
            start -= self.pace * slope_start
            ago, weights = (
                weights,
                {
                    n: self._moved(n, w - self.pace * slope[n] + self.momentum * (w - ago[n]))
                    for n, w in weights.items()
                },
            )
        return Table(weights, start)

    def _pull(self, weights: Mapping[str, float], rows: int) -> dict[str, float]:
        own, more = self.drawn_back / rows, self.more_drawn_back / rows
        by_hand = self.by_hand
        return {n: own * (w - by_hand[n]) if n in by_hand else more * w for n, w in weights.items()}

    def _moved(self, name: str, weight: float) -> float:
        by_hand = self.by_hand.get(name)
        if by_hand is None or not self.keeps_sides:
            return weight
        return 0.0 if weight * by_hand <= 0 else weight

    def crossed(self, rows: Sequence[Row]) -> Iterator[tuple[Row, float]]:
        """Each row with its score by a table fitted without it, in ten folds."""
        for fold in range(FOLDS):
            table = self.fitted([r for i, r in enumerate(rows) if i % FOLDS != fold], STEPS // 3)
            yield from ((row, table.score(row)) for row in rows[fold::FOLDS])

    def write(self, table: Table) -> None:
        """Put `table` in the place of the one that ships."""
        head, _, _ = self.file.read_text("utf-8").partition("START")
        text = [f"START = {table.start:.2f}", "", "WEIGHTS: dict[str, float] = {"]
        order = sorted(table.weights.items(), key=lambda item: -item[1])
        text += [f'    "{name}": {weight:.2f},' for name, weight in order if name in self.by_hand]
        self.file.write_text(head + "\n".join([*text, "}", ""]), "utf-8")
        if self.more_file is not None:
            lines = [
                f"{n} {w:.2f}" for n, w in sorted(table.weights.items()) if n not in self.by_hand
            ]
            kept = [line for line in lines if abs(float(line.rpartition(" ")[2])) >= LEAST]
            self.more_file.write_text("\n".join([*kept, ""]), "utf-8")


def shares(scored: Sequence[tuple[Row, float]], limit: float) -> str:
    """How many of the told are found above `limit`, and how many of the others are asked about."""
    found = [score > limit for row, score in scored if row.told]
    asked = [score > limit for row, score in scored if not row.told]
    parts = [
        f"{name} {sum(some) / len(some):.3f} of {len(some)}"
        for name, some in (("found", found), ("asked", asked))
        if some
    ]
    return ", ".join(parts)


def main() -> None:
    """Try a fit, or write it."""
    # Loaded here: both stand on this module.
    from bench.guard import fit_names, fit_sum

    which = {"names": fit_names, "sum": fit_sum}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=sorted(which))
    parser.add_argument("--write", action="store_true", help="fit all that is open and keep that")
    parser.add_argument("--wrong", action="store_true", help="print the texts that go wrong")
    chosen = parser.parse_args()
    rows = list(which[chosen.which].rows())
    fit = which[chosen.which].fit_of(rows)
    if chosen.write:
        fit.write(fit.fitted(rows))
        return
    scored = list(fit.crossed(rows))
    for limit in (fit.limit - 0.8, fit.limit, fit.limit + 0.8):
        print(f"limit {limit:.1f}: {shares(scored, limit)}")
    for source in dict.fromkeys(row.source for row in rows):
        own = [one for one in scored if one[0].source == source]
        print(f"{source}: {shares(own, fit.limit)}")
    for row, score in sorted(scored, key=lambda pair: pair[1]):
        if chosen.wrong and (score > fit.limit) != row.told:
            print(f"{score:.2f} {row.told} {row.text} {sorted(row.full)}")


if __name__ == "__main__":
    main()
