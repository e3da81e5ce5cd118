"""How many names are found, and how many left in peace, in sentences written for the rules.

`python -m bench.guard.carriers` sets names of ten groups into the sentences of
`carriers.named.txt` (a patient or a relative is named: to be found) and of `carriers.roles.txt`
(thanked, cited, a colleague, a street: to be left alone). Even lines are those on which the rules were
made, odd ones were held back from them.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rounds.gate.checks.registry import check_text

SETS = Path(__file__).parent / "sets"
TITLED = ("Mr {N}", "Mrs {N}", "Miss {N}", "Ms {N}", "Master {N}")


def groups() -> dict[str, list[str]]:
    """The names of each group, from the open set of names."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in (SETS / "names.open.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["group"]].add(row["text"][row["start"] : row["end"]])
    return {group: sorted(names) for group, names in found.items()}


def _named(text: str, name: str) -> bool:
    """Whether every character of `name` lies in a finding."""
    start = text.index(name)
    inside = {i for f in check_text(text) for i in range(f.start, f.end)}
    return inside >= {start + i for i, c in enumerate(name) if not c.isspace()}


def _asked(text: str) -> bool:
    return any(f.kind == "name" for f in check_text(text))


def _set(line: str, names: list[str], chance: random.Random) -> tuple[str, str]:
    """A carrier with names in it, and the first of them."""
    first = chance.choice(names)
    text = line.replace("{N}", first, 1)
    while "{N}" in text:
        text = text.replace("{N}", chance.choice(names), 1)
    return text.replace("{H}", "".join(filter(str.isalnum, first))), first


def texts(file: str, half: int) -> Iterator[tuple[str, str, str]]:
    """Group, text and name of every carrier of one half, three names of each group in each."""
    lines = (SETS / file).read_text("utf-8").splitlines()[half::2]
    for group, names in groups().items():
        chance = random.Random(group)
        for line in lines:
            for _ in range(3):
                yield group, *_set(line, names, chance)


def rows(half: int) -> Iterator[dict[str, object]]:
    """What is found of those named, and asked about of the others, by group."""
    for file, told in (("carriers.named.txt", True), ("carriers.roles.txt", False)):
        counts: dict[str, list[bool]] = defaultdict(list)
        for group, text, name in texts(file, half):
            counts[group].append(_named(text, name) if told else _asked(text))
        every = [one for some in counts.values() for one in some]
        yield {
            "set": file,
            "half": ("made on", "held")[half],
            "all": round(sum(every) / len(every), 3),
            **{g: round(sum(some) / len(some), 3) for g, some in counts.items()},
        }


def main() -> None:
    """Print the rows, a JSON object a line; with an argument, the sentences of the first half that go wrong."""
    for half in (0, 1):
        for row in rows(half):
            print(json.dumps(row))
    if len(sys.argv) > 1:
        for _, text, name in texts("carriers.named.txt", 0):
            if not _named(text, name):
                print("missed:", text)
        for _, text, _name in texts("carriers.roles.txt", 0):
            if _asked(text):
                print("asked:", text)


if __name__ == "__main__":
    main()
