"""The texts that are measured, each with the spans that its makers marked.

Sets of others, by what their files are called, anywhere under the data folder:
`asq_phi*.txt` (ASQ-PHI, MIT), `engb_notes*.jsonl` (British notes made with meddeid-data),
`deidgate_seed*.jsonl` (deidgate's notes, MIT). Our own lie in `bench/guard/sets`:
`names.*.jsonl` (group, text, start, end); what else lies there has a module of its own.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SETS = Path(__file__).parent / "sets"


class Marked(NamedTuple):
    """A text and where its identifiers stand, each with the name its makers gave its kind."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    group: str = ""


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def located(text: str, values: list[tuple[str, str]]) -> tuple[tuple[int, int, str], ...]:
    """Where each value stands in `text`, longest first, no two in one place.

    Apostrophes count as equal: one file writes them straight where its text has them curled.
    """
    plain = text.replace("’", "'")
    taken: list[tuple[int, int, str]] = []
    for kind, value in sorted(values, key=lambda pair: -len(pair[1])):
        wanted = value.replace("’", "'")
        at = plain.find(wanted)
        while at >= 0 and any(a < at + len(wanted) and at < b for a, b, _ in taken):
            at = plain.find(wanted, at + 1)
        if at >= 0:
            taken.append((at, at + len(wanted), kind))
    return tuple(sorted(taken))


def asq_phi(path: Path) -> Iterator[Marked]:
    """ASQ-PHI: queries with their tags; those without are the harmless ones."""
    for block in path.read_text("utf-8").split("===QUERY===")[1:]:
        text, _, tags = block.partition("===PHI_TAGS===")
        found = [json.loads(line) for line in tags.splitlines() if line.strip()]
        values = [(tag["identifier_type"], tag["value"]) for tag in found]
        yield Marked(text.strip("\n"), located(text.strip("\n"), values))


def british_notes(path: Path) -> Iterator[Marked]:
    """Generated British notes with their spans."""
    for note in lines(path):
        spans = ((s["begin"], s["end"], s["label"]) for s in note["spans"])
        yield Marked(note["text"], tuple(spans))


def deidgate(path: Path) -> Iterator[Marked]:
    """deidgate's adversarial notes."""
    for note in lines(path):
        values = [(phi["category"], phi["value"]) for phi in note["phi"]]
        yield Marked(note["text"], located(note["text"], values))


def names(path: Path) -> Iterator[Marked]:
    """Our own sentences, each with one name of a group."""
    for row in lines(path):
        yield Marked(row["text"], ((row["start"], row["end"], "name"),), row["group"])


READERS = (
    ("ASQ-PHI", "asq_phi*.txt", asq_phi),
    ("British notes", "engb_notes*.jsonl", british_notes),
    ("deidgate", "deidgate_seed*.jsonl", deidgate),
)


def sets_in(folder: Path | None) -> Iterator[tuple[str, list[Marked]]]:
    """Every set that is there: a name with its file, and its texts."""
    for name, pattern, read in READERS:
        for path in sorted(folder.rglob(pattern)) if folder else ():
            yield f"{name} ({path.name})", list(read(path))
    for path in sorted(SETS.glob("names.*.jsonl")):
        yield f"names ({path.name})", list(names(path))
