"""How many patients' names are found in each group, and how many others are left in peace.

`python -m bench.guard.names` prints the rows for the third pair of sets. A name is *whole* when
every character of it lies in a finding, *touched* when any does; where somebody else is named,
*asked* counts the posts with a finding of the kind 'name'. Reported is the sealed half where its file
is there; else the open half, by its name.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from rounds.gate.checks.registry import check_text
from rounds.gate.finding import Finding

SETS = Path(__file__).parent / "sets"
OPEN = SETS / "names3.open.jsonl"
SEALED = SETS / "names3.sealed.jsonl"


class Naming(msgspec.Struct, frozen=True):
    """An invented post, where it names somebody, and whether that is a patient or a relative."""

    group: str
    patient: bool
    text: str
    start: int
    end: int

    @property
    def letters(self) -> set[int]:
        """Where the characters of the name stand."""
        return {i for i in range(self.start, self.end) if not self.text[i].isspace()}


Told = tuple[Naming, bool, bool]
"""A post, whether its name is wholly in findings, and whether any of it is (or it was asked about)."""


def read_set(path: Path) -> list[Naming]:
    """The posts of one file, in its order."""
    return [msgspec.json.decode(line, type=Naming) for line in path.read_bytes().splitlines()]


def which_set() -> tuple[str, Path]:
    """The name and file of the half that is reported."""
    if SEALED.exists():
        return "sealed half", SEALED
    return "open half (the weights were fitted to it)", OPEN


def names_rows(
    find: Callable[[str], Sequence[Finding]] = check_text,
) -> list[dict[str, object]]:
    """One row for the whole set, then one for each group, in the order of the file."""
    name, path = which_set()
    posts = read_set(path)
    find("")
    began = perf_counter()
    told = [_told(post, find(post.text)) for post in posts]
    spent = (perf_counter() - began) * 1000 / len(posts)
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        groups[one[0].group].append(one)
    whole = {**_row(f"names, {name}", told), "milliseconds": round(spent, 2)}
    return [whole, *(_row(f"group '{group}'", some) for group, some in groups.items())]


def _told(post: Naming, found: Sequence[Finding]) -> Told:
    if not post.patient:
        asked = any(one.kind == "name" for one in found)
        return post, asked, asked
    inside = {place for one in found for place in range(one.start, one.end)}
    return post, post.letters <= inside, not post.letters.isdisjoint(inside)


def _row(name: str, told: Sequence[Told]) -> dict[str, object]:
    named = [one for one in told if one[0].patient]
    others = [one for one in told if not one[0].patient]
    return {
        "set": name,
        "names": len(named),
        "whole": _share(sum(whole for _, whole, _ in named), len(named)),
        "touched": _share(sum(touched for _, _, touched in named), len(named)),
        "others": len(others),
        "asked": _share(sum(asked for _, asked, _ in others), len(others)),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def main() -> None:
    """Print the rows, a JSON object a line."""
    for row in names_rows():
        print(json.dumps(row))


if __name__ == "__main__":
    main()
