"""Fit the weights of the sum of details to the open vignettes: `python -m bench.guard.fit_sum`.

A logistic regression over how often each family of words stands in a post (1 - 2^-n, so that the
third mention adds little). It starts from weights by hand, the `PRIOR`, and is drawn back to them;
no weight may change its side. Posts that a name or a number alone gives away are left out: they
are the first layer's. `--write` puts the table into rounds/gate/checks/recognisable_weights.py,
fitted to all open posts; without it, the table of 70 % is tried on the other 30 %.

Pure Python, a fixed split and fixed steps: the same set gives the same table.
"""

import argparse
import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bench.guard.vignettes import SETS, Vignette, read_set
from rounds.gate.checks.recognisable_reading import read
from rounds.gate.checks.recognisable_weights import LIMIT

TABLE = Path(__file__).parents[2] / "rounds/gate/checks/recognisable_weights.py"
# The first pair is open whole, of the second one half.
OPEN = tuple(
    SETS / f"{name}.jsonl" for name in ("vignettes.open", "vignettes.sealed", "vignettes2.open")
)
DRAWN_BACK = 2.0
STEPS = 1500
FOLDS = 10
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


class Row(msgspec.Struct, frozen=True):
    """A post as the fit sees it: how full each family is, and whether it is a breach."""

    full: dict[str, float]
    breach: bool


class Table(msgspec.Struct, frozen=True):
    """Fitted weights and where they start from."""

    weights: dict[str, float]
    start: float

    def score(self, row: Row) -> float:
        """The log-odds of a breach."""
        return self.start + sum(self.weights[name] * full for name, full in row.full.items())


def row_of(post: Vignette) -> Row:
    """`post` as a row."""
    spans = read(post.text)
    return Row({n: 1 - 2.0 ** -len(s) for n, s in spans.items() if n in PRIOR}, post.is_breach)


def is_direct(post: Vignette) -> bool:
    """Whether a name or number alone gives a breach away, by what its writer called it."""
    return post.is_breach and bool(_DIRECT.search(post.pattern))


def is_held_out(post: Vignette) -> bool:
    """Three posts of ten, by their number."""
    return int(hashlib.sha256(f"held out {post.id}".encode()).hexdigest(), 16) % 10 < 3


def fitted(rows: Sequence[Row], steps: int = STEPS) -> Table:
    """The table that fits `rows`: gradient descent, both classes weighing the same."""
    weights, start = dict(PRIOR), -3.0
    breaches = sum(row.breach for row in rows)
    share = {True: 0.5 / breaches, False: 0.5 / (len(rows) - breaches)}
    for _ in range(steps):
        slope = {n: DRAWN_BACK * (w - PRIOR[n]) / len(rows) for n, w in weights.items()}
        slope_start, table = 0.0, Table(weights, start)
        for row in rows:
            error = (1 / (1 + math.exp(-table.score(row))) - row.breach) * share[row.breach]
            slope_start += error
            for name, full in row.full.items():
                slope[name] += error * full
        start -= slope_start
        for name, rise in slope.items():
            moved = weights[name] - rise
            weights[name] = moved if moved * PRIOR[name] > 0 else 0.0
    return Table(weights, start)


def told(scored: Iterable[tuple[float, bool]], limit: float = LIMIT) -> dict[str, float]:
    """Sensitivity, specificity and F1 of asking above `limit`."""
    pairs = [(score > limit, breach) for score, breach in scored]
    hit, miss = pairs.count((True, True)), pairs.count((False, True))
    alarm, peace = pairs.count((True, False)), pairs.count((False, False))
    return {
        "sensitivity": hit / (hit + miss),
        "specificity": peace / (alarm + peace),
        "f1": 2 * hit / (2 * hit + alarm + miss),
    }


def crossed(rows: Sequence[Row]) -> list[tuple[float, bool]]:
    """Each row's score by a table fitted without it, in ten folds."""
    scored = []
    for fold in range(FOLDS):
        table = fitted([r for i, r in enumerate(rows) if i % FOLDS != fold], STEPS // 3)
        scored += [(table.score(row), row.breach) for row in rows[fold::FOLDS]]
    return scored


def write(table: Table) -> None:
    """Put `table` in the place of the one that ships."""
    head, _, _ = TABLE.read_text("utf-8").partition("START")
    lines = [f"START = {table.start:.2f}", "", "WEIGHTS: dict[str, float] = {"]
    order = sorted(table.weights.items(), key=lambda item: -item[1])
    lines += [f'    "{name}": {weight:.2f},' for name, weight in order]
    TABLE.write_text(head + "\n".join([*lines, "}", ""]), "utf-8")


def main() -> None:
    """Try the fit, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit all open posts and keep that")
    args = parser.parse_args()
    posts = [post for file in OPEN for post in read_set(file) if not is_direct(post)]
    rows = [row_of(post) for post in posts]
    if args.write:
        write(fitted(rows))
        return
    kept = [row for row, post in zip(rows, posts, strict=True) if not is_held_out(post)]
    held = [row for row, post in zip(rows, posts, strict=True) if is_held_out(post)]
    table = fitted(kept)
    for name, scored in (
        ("70 %, ten folds", crossed(kept)),
        ("held-out 30 %", [(table.score(row), row.breach) for row in held]),
        ("all open, ten folds", crossed(rows)),
    ):
        print(name, len(scored), *(f"{k} {v:.3f}" for k, v in told(scored).items()))


if __name__ == "__main__":
    main()
