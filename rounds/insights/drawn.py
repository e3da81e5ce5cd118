"""Drawn: the report's figures, each made from the report's own data and nothing else."""

from collections.abc import Callable, Mapping
from typing import Any

from rounds.insights.figures.bars import bars, columns
from rounds.insights.figures.drawing import Figure
from rounds.insights.figures.network import Node, network
from rounds.insights.figures.pie import pie
from rounds.insights.figures.spread import dot_times, interval, lorenz
from rounds.insights.figures.timeline import timeline
from rounds.insights.figures.world import world_map
from rounds.insights.words import bin_label, length, percent, plural

Report = Mapping[str, Any]


def figures_of(report: Report) -> dict[str, Figure]:
    """The figures that have something to show, by name, in the order of the page."""
    drawn = {name: draw(report) for name, draw in DRAWINGS.items()}
    return {name: figure for name, figure in drawn.items() if figure is not None}


def _over_time(report: Report) -> Figure | None:
    """The whole span; of a chat held here, the chat itself."""
    held = report["stretches"]["held"]
    if held is None:
        return _timeline(report, report["over_time"], "Posts over time", "over-time")
    return _timeline(report, held, "Posts while the chat was open", "over-time")


def _busiest(report: Report) -> Figure | None:
    return _timeline(report, report["stretches"]["busiest"], "The busiest stretch", "busiest")


def _after(report: Report) -> Figure | None:
    return _timeline(
        report, report["stretches"]["after"], "Posts after the close", "after-the-close"
    )


def _timeline(
    report: Report, told: Mapping[str, Any] | None, title: str, name: str
) -> Figure | None:
    """A stretch in its bins; each figure has a scale of its own, which its note says where two are drawn."""
    if told is None or not told["bins"]:
        return None
    width = told["bin_seconds"]
    series = [("Posts", [entry["posts"] for entry in told["bins"]])]
    if any(entry["boosts"] for entry in told["bins"]):
        series.append(("Boosts", [entry["boosts"] for entry in told["bins"]]))
    labels = [bin_label(entry["start"], width) for entry in told["bins"]]
    alike = ", the same for posts and boosts" if len(series) > 1 else ""
    note = f"{title}: each column is {length(width)}; the scale is its own{alike}."
    return timeline(title, labels, *series, name=name, note=note)


def _prompts(report: Report) -> Figure | None:
    rows = [(f"Prompt {entry['prompt']}", entry["posts"]) for entry in report["prompts"]]
    return columns("What each prompt drew", rows, name="prompts") if rows else None


def _pie(name: str, title: str, table: Mapping[str, Any] | None) -> Figure | None:
    """Nothing is drawn when nothing may be told: a disc of 'unknown' or of 'other' is no figure."""
    if table is None or not table["counts"]:
        return None
    return pie(title, role_rows(table), name=name, columns=("Role", "People"))


def role_rows(table: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Groups and people, 'Other' with the number of groups merged into it, 'Unknown' last."""
    rows: list[tuple[str, float]] = [(row["label"], row["people"]) for row in table["counts"]]
    if table["other"]:
        rows.append((f"Other ({plural(table['merged_groups'], 'group')})", table["other"]))
    if table["unknown"]:
        rows.append(("Unknown", table["unknown"]))
    return rows


def _roles(report: Report) -> Figure | None:
    return _pie("roles", "Roles of participants", report["roles"])


def _repliers(report: Report) -> Figure | None:
    return _pie("repliers", "Roles of those who answered", report["repliers"])


def _countries(report: Report) -> Figure | None:
    table = report["countries"]
    counts = {row["group"]: row["people"] for row in table["counts"]}
    if not counts:
        return None
    note = ""
    if table["other"]:
        note = (
            f"{table['other']:,} more in {plural(table['merged_groups'], 'country', 'countries')} "
            "with few participants are not shown on the map."
        )
    return world_map(
        "Countries of participants",
        counts,
        unknown=table["unknown"],
        name="countries",
        note=note,
    )


def _continents(report: Report) -> Figure | None:
    table = report["continents"]
    if table["people"] == table["unknown"]:
        return None
    return bars(
        "Continents of participants", role_rows(table), name="continents",
        columns=("Continent", "People"), as_share=True,
    )  # fmt: skip


def _reach(report: Report) -> Figure | None:
    reach = report["reach"]
    if reach["low"] is None:
        return None
    return interval(
        "People who could have seen it",
        [("Different people reached", reach["low"], reach["high"])],
        name="reach",
    )


def _network(report: Report) -> Figure | None:
    drawing = report["network"]["drawing"]
    if not drawing["edges"]:
        return None
    nodes = [
        Node(str(place), node["label"], node["broker"])
        for place, node in enumerate(drawing["nodes"])
    ]
    captions = {
        str(place): f"Community {node['community']}" for place, node in enumerate(drawing["nodes"])
    }
    edges = [(str(one), str(other)) for one, other in drawing["edges"]]
    return network("Who talked with whom", nodes, edges, captions, name="network")


def _lorenz(report: Report) -> Figure | None:
    values = report["equity"]["posts_per_writer"]
    if not values:
        return None
    return lorenz("How evenly posts were shared", values, name="evenness", people="writers")


def _waits(report: Report) -> Figure | None:
    """One row a role; how many of its posts were never answered is told in shares, in words."""
    waits = report["equity"]["waits"]
    told = [row for row in report["equity"]["by_role"] if row["group"] in waits]
    alone = len(report["equity"]["by_role"]) == 1
    rows = []
    for row in told:
        who = "Everybody" if alone else row["label"]
        said = f"{who}: {percent(row['share_answered'])} of posts answered"
        rows.append((said, waits[row["group"]], 0))
    return dot_times("Time to the first answer", rows, name="answers") if rows else None


DRAWINGS: Mapping[str, Callable[[Report], Figure | None]] = {
    "over-time": _over_time,
    "busiest": _busiest,
    "after-the-close": _after,
    "prompts": _prompts,
    "roles": _roles,
    "repliers": _repliers,
    "countries": _countries,
    "continents": _continents,
    "reach": _reach,
    "network": _network,
    "evenness": _lorenz,
    "answers": _waits,
}
