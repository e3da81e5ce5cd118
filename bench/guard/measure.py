"""The figures of one tool on one set.

A token is a run of letters, digits and underscores (`\\w+`); it counts as marked or found if any of
its characters is. `covered` is the share of marked spans whose every character but blanks lies in a
finding. A document has no leak if all its spans are covered. `harmless_flagged` is the share of the
texts without a marked span that get a finding. `cpu_p95_ms` is the CPU time of this process for one
text, loading excluded: one text is read before the clock is.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from bench.guard.data import Marked

Tool = Callable[[str], Sequence[tuple[int, int]]]
_TOKEN = re.compile(r"\w+")


def measure(tool: Tool, texts: Sequence[Marked]) -> dict[str, Any]:
    """The figures of `tool` on `texts`, shares between 0 and 1."""
    tool("Nobody is here.")
    hits: Counter[str] = Counter()
    groups: dict[str, list[bool]] = {}
    times = []
    for marked in texts:
        started = time.process_time()
        spans = tool(marked.text)
        times.append(time.process_time() - started)
        _count(marked, _characters(spans), hits, groups)
    return _figures(hits, sorted(times)) | _by_group(groups)


def _characters(spans: Sequence[tuple[int, ...]]) -> set[int]:
    return {place for span in spans for place in range(span[0], span[1])}


def _count(
    marked: Marked, found: set[int], hits: Counter[str], groups: dict[str, list[bool]]
) -> None:
    wanted = _characters([span[:2] for span in marked.spans])
    for token in _TOKEN.finditer(marked.text):
        places = range(*token.span())
        is_wanted, is_found = not wanted.isdisjoint(places), not found.isdisjoint(places)
        hits["token", is_wanted, is_found] += 1  # type: ignore[index]
    covered = [
        all(place in found or marked.text[place].isspace() for place in range(start, end))
        for start, end, _ in marked.spans
    ]
    hits["spans"] += len(covered)
    hits["covered"] += sum(covered)
    hits["documents"] += bool(covered)
    hits["without_leak"] += bool(covered) and all(covered)
    hits["harmless"] += not covered
    hits["flagged"] += not covered and bool(found)
    if marked.group:
        groups.setdefault(marked.group, []).extend(covered)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _figures(hits: Counter[Any], times: list[float]) -> dict[str, Any]:
    right, missed = hits["token", True, True], hits["token", True, False]
    wrong = hits["token", False, True]
    return {
        "texts": len(times),
        "token_f1": _share(2 * right, 2 * right + missed + wrong),
        "token_precision": _share(right, right + wrong),
        "token_recall": _share(right, right + missed),
        "covered": _share(hits["covered"], hits["spans"]),
        "without_leak": _share(hits["without_leak"], hits["documents"]),
        "documents": hits["documents"],
        "harmless_flagged": _share(hits["flagged"], hits["harmless"]),
        "harmless": hits["harmless"],
        "cpu_p95_ms": round(1000 * times[int(0.95 * (len(times) - 1))], 2) if times else None,
    }


def _by_group(groups: dict[str, list[bool]]) -> dict[str, Any]:
    if not groups:
        return {}
    return {"groups": {name: _share(sum(found), len(found)) for name, found in groups.items()}}
