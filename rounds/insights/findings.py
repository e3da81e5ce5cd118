"""Findings: what each figure shows, in one sentence made from the report's numbers. Pure."""

from collections.abc import Mapping
from typing import Any

from rounds.insights.words import bin_label, length, people, percent, plural

Report = Mapping[str, Any]


def over_time(report: Report) -> str:
    """The busiest bin, and of a chat held here what came after its close."""
    if not report["over_time"]["bins"]:
        return "Nothing was posted."
    held, after, finer = (report["stretches"][name] for name in ("held", "after", "busiest"))
    if held is None and after is None:
        return _busiest_bin(report, finer or report["over_time"])
    said = [_busiest_bin(report, held)] if held else ["Nothing was posted while the chat was open."]
    if after is None:
        return f"{said[0]} Nothing came after the close."
    late = plural(after["posts"], "post") + _boosts(report, after)
    return f"{said[0]} {late} came after the close."


def _busiest_bin(report: Report, told: Mapping[str, Any]) -> str:
    width = told["bin_seconds"]
    top = max(told["bins"], key=lambda entry: entry["posts"] + entry["boosts"])
    both = plural(top["posts"], "post") + _boosts(report, top)
    return f"Busiest: {both} in the {length(width).removeprefix('1 ')} from {bin_label(top['start'], width)} UTC."


def _boosts(report: Report, told: Mapping[str, Any]) -> str:
    return f" and {plural(told['boosts'], 'boost')}" if report["boosts"] else ""


def prompts(report: Report) -> str:
    """The prompt that drew most."""
    top = max(report["prompts"], key=lambda entry: (entry["posts"], -entry["prompt"]))
    return f"Prompt {top['prompt']} drew most: {plural(top['posts'], 'post')} by {people(top['people'])}."


def shared_out(table: Mapping[str, Any], what: str, read_from: str) -> str:
    """The largest known group and how many are unknown."""
    total, unknown = table["people"], table["unknown"]
    if not total:
        return "There is nobody to count."
    if unknown == total:
        return f"The {what} of all {total:,} is unknown: nothing was declared, and no {read_from} tell."
    missing = (
        f"{unknown:,} ({percent(unknown / total)}) are unknown." if unknown else "None is unknown."
    )
    if not table["counts"]:
        return f"{total - unknown:,} of {total:,} are known, in groups too small to show. {missing}"
    top = table["counts"][0]
    return f"Largest known group: {top['label']}, {top['people']:,} of {total:,}. {missing}"


def repliers(report: Report) -> str:
    """How many answered the chosen post, and what is known of them."""
    table = report["repliers"]
    replies = plural(table["post"]["replies"], "reply", "replies")
    if not table["people"]:
        return "Nobody else answered it."
    said = f"{people(table['people'])} answered, in {replies}."
    return f"{said} {shared_out(table, 'role', 'bios')}" if table["people"] > 1 else said


def reach(report: Report) -> str:
    """How many people could have seen it, as exactly as can be known."""
    found = report["reach"]
    if found["low"] is None:
        return str(found["says"])
    views = found["impressions"] or 0
    if found["kind"] == "exact":
        return f"{people(found['low'])} received at least one post, in {plural(views, 'delivery', 'deliveries')}."
    return (
        f"Between {found['low']:,} and {found['high']:,} different people; "
        f"{plural(views, 'impression')}, which is not a number of people."
    )


def network(report: Report) -> str:
    """How large the conversation is and what holds it together."""
    found = report["network"]
    shape, rest, host = (
        found["contacts"],
        found["without_organiser"],
        found["organiser"]["handle"],
    )
    if not shape["edges"]:
        return "Nobody answered or named anybody."
    said = (
        f"{plural(shape['nodes'], 'account')} in {plural(shape['communities'], 'community', 'communities')}; "
        f"the largest connected piece holds {shape['largest_piece']:,}."
    )
    if rest and host:
        said += f" Without @{host} {rest['nodes']:,} remain, the largest piece {rest['largest_piece']:,}."
    return said


def evenness(report: Report) -> str:
    """Who wrote how much of it."""
    values = report["equity"]["posts_per_writer"]
    if not values:
        return "Nobody wrote a post."
    top = values[-1] / sum(values)
    silent = report["participants"] - report["writers"]
    boosted = f" {people(silent)} only boosted." if silent else ""
    return (
        f"{people(len(values))} wrote; the most active wrote {percent(top)} of the posts.{boosted}"
    )


def answers(report: Report) -> str:
    """Who was answered, where that may be told."""
    told = [row for row in report["equity"]["by_role"] if row["share_answered"] is not None]
    if not told:
        return "Too few people were answered to tell roles apart."
    if len(report["equity"]["by_role"]) == 1:
        return f"{percent(told[0]['share_answered'])} of posts were answered by somebody else."
    shares = ", ".join(f"{row['label']} {percent(row['share_answered'])}" for row in told)
    return f"Posts answered by somebody else: {shares}."
