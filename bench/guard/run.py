"""Print the figures of the guard: our row, then those of the peers that are installed."""

import argparse
import json
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.guard import tools
from bench.guard.bios import bios_rows
from bench.guard.data import SETS, Marked, sets_in
from bench.guard.measure import Tool, measure
from bench.guard.names import names_rows
from bench.guard.vignettes import vignette_rows

COLUMNS = (
    ("token_f1", "F1"),
    ("covered", "covered"),
    ("without_leak", "no leak"),
    ("harmless_flagged", "flagged"),
    ("cpu_p95_ms", "p95 ms"),
)
# What the figures are to reach, on texts not looked at while tuning.
TARGETS = {
    "ASQ-PHI": "F1 >= .96, covered >= .95, no leak >= .85, flagged <= .05, p95 <= 10 ms",
    "British notes": "F1 >= .95, covered >= .92, no leak >= .60",
    "deidgate": "no leak 15 of 15",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is there; say what is not. Always 0: a figure is for the reader to judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.guard", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("ROUNDS_CHECK_DATA") or None,
        help="the folder of the sets of others (or ROUNDS_CHECK_DATA)",
    )  # fmt: skip
    parser.add_argument(
        "--pictures", action="store_true",
        help="look into 600 pictures made for it as well: needs the extra images, takes half an hour",
    )  # fmt: skip
    chosen = parser.parse_args(arguments)
    folder = Path(chosen.data) if chosen.data else None
    sets = list(sets_in(folder))
    for line in _absent(folder, sets):
        print(line)
    measured, missing = _tools()
    for line in missing:
        print(line)
    figures: dict[str, Any] = {name: _rows(name, texts, measured) for name, texts in sets}
    figures |= _of_our_own(with_pictures=chosen.pictures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def _of_our_own(*, with_pictures: bool) -> dict[str, list[dict[str, Any]]]:
    """The rows of the sets that only our own judges are measured on."""
    own: dict[str, list[dict[str, Any]]] = {
        "whose name it is": names_rows(),
        "sum of details": [dict(row) for row in vignette_rows()],
        "roles from bios": [dict(row) for row in bios_rows()],
    }
    if with_pictures:
        # The extra brings what this module needs: numbers of pictures and models.
        from bench.guard.pictures import picture_rows

        own["pictures"] = picture_rows()
    for name, rows in own.items():
        print(f"\n{name}")
        for row in rows:
            print("  " + ", ".join(f"{key} {value}" for key, value in row.items()))
    return own


def _absent(folder: Path | None, sets: list[tuple[str, list[Marked]]]) -> list[str]:
    """What is not there to measure on, in words."""
    said = []
    if folder is None:
        said.append("No data of others: give --data DIR or set ROUNDS_CHECK_DATA.")
    elif not any(not name.startswith("names") for name, _ in sets):
        said.append(f"No set of others under {folder}: asq_phi*.txt, engb_notes*.jsonl ...")
    if not any(name.startswith("names") for name, _ in sets):
        said.append(f"No names of our own in {SETS.relative_to(SETS.parents[2])}.")
    return said


def _tools() -> tuple[dict[str, Tool], list[str]]:
    """The tools that can be run, ours first, and those that can't, in words."""
    ready: dict[str, Tool] = {"Rounds": tools.rounds}
    missing = []
    for name, make in tools.PEERS.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ready[name] = _tried(make())
        except ImportError as error:
            missing.append(f"{name}: not installed ({error}); the group guard-peers brings it.")
        except (OSError, LookupError) as error:
            needs = str(error).strip().strip("*").strip().splitlines()[0]
            missing.append(f"{name}: installed, but can't run here: {needs}")
    return ready, missing


def _tried(tool: Tool) -> Tool:
    """`tool`, once it has read a text: some load what they need only then."""
    tool("Mr Example was seen on 1 May.")
    return tool


def _rows(name: str, texts: list[Marked], measured: dict[str, Tool]) -> dict[str, Any]:
    print(f"\n{name}: {len(texts)} texts, {sum(bool(t.spans) for t in texts)} with identifiers")
    print(f"  {'':24}" + "".join(f"{title:>10}" for _, title in COLUMNS))
    rows = {}
    for tool, find in measured.items():
        rows[tool] = measure(find, texts)
        print(f"  {tool:24}" + "".join(f"{_shown(rows[tool][key]):>10}" for key, _ in COLUMNS))
        for group, share in rows[tool].get("groups", {}).items():
            print(f"    {group:22}{_shown(share):>20}")
    for prefix, target in TARGETS.items():
        if name.startswith(prefix):
            print(f"  to reach: {target}")
    return rows


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
