"""How many breaches the gate asks about, and how many harmless posts it leaves in peace.

`python -m bench.guard.vignettes` prints the rows. A post counts as flagged when any finding of any
check stands. Reported is the sealed half where its file is there; else the open half, by its name.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from rounds.gate.checks.registry import check_text

SETS = Path(__file__).parent / "sets"
OPEN = SETS / "vignettes3.open.jsonl"
SEALED = SETS / "vignettes3.sealed.jsonl"
FEWEST = 5


class Vignette(msgspec.Struct, frozen=True):
    """An invented post and what two coders said of it."""

    id: int
    text: str
    label: str
    pattern: str = ""

    @property
    def is_breach(self) -> bool:
        """Whether the person, their family or friends could recognise the case."""
        return self.label == "breach"


def read_set(path: Path) -> list[Vignette]:
    """The vignettes of one file, in its order."""
    return [msgspec.json.decode(line, type=Vignette) for line in path.read_bytes().splitlines()]


def which_set() -> tuple[str, Path]:
    """The name and file of the half that is reported."""
    if SEALED.exists():
        return "third sealed half", SEALED
    return "third open half (the rules were tuned on it)", OPEN


def is_flagged(text: str) -> bool:
    """Whether the gate asks its author about anything in `text`."""
    return bool(check_text(text))


def vignette_rows(flagged: Callable[[str], bool] = is_flagged) -> list[dict[str, object]]:
    """One row for the whole set, one for the time, and one for each pattern of five or more."""
    name, path = which_set()
    posts = read_set(path)
    began = perf_counter()
    told = [(post, flagged(post.text)) for post in posts]
    spent = (perf_counter() - began) * 1000 / len(posts)
    rows = [_row(f"vignettes, {name}", told)]
    rows[0]["milliseconds"] = round(spent, 2)
    rows.extend(_by_pattern(told))
    return rows


def _by_pattern(told: Sequence[tuple[Vignette, bool]]) -> Iterator[dict[str, object]]:
    for pattern in sorted({post.pattern for post, _ in told}):
        some = [(post, flag) for post, flag in told if post.pattern == pattern]
        if len(some) >= FEWEST:
            yield _row(f"pattern '{pattern}'", some)


def _row(name: str, told: Sequence[tuple[Vignette, bool]]) -> dict[str, object]:
    pairs = [(flag, post.is_breach) for post, flag in told]
    hit, miss = pairs.count((True, True)), pairs.count((False, True))
    alarm, peace = pairs.count((True, False)), pairs.count((False, False))
    return {
        "set": name,
        "posts": len(pairs),
        "sensitivity": _share(hit, hit + miss),
        "specificity": _share(peace, peace + alarm),
        "f1": _share(2 * hit, 2 * hit + alarm + miss) if hit + miss else None,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def main() -> None:
    """Print the rows, a JSON object a line."""
    for row in vignette_rows():
        print(json.dumps(row))


if __name__ == "__main__":
    main()
