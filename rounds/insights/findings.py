"""Findings: what each figure shows, in one sentence made from the report's numbers. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from rounds.insights.words import bin_label, length, people, percent, plural

Report = Mapping[str, Any]
_MOST = 0.9
"""From this share of posts on, a sentence about prompts speaks of them all."""


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
    summed = " (posts and boosts together)" if report["boosts"] else ""
    return f"Busiest{summed}: {both} in the {length(width).removeprefix('1 ')} from {bin_label(top['start'], width)} UTC."


def _boosts(report: Report, told: Mapping[str, Any]) -> str:
    return f" and {plural(told['boosts'], 'boost')}" if report["boosts"] else ""


def prompts(report: Report) -> str:
    """The prompt that drew most, and of how many posts the prompt is known at all."""
    rows = report["prompts"]
    named, written = sum(row["posts"] for row in rows), report["posts_total"] - report["boosts"]
    drew = _drew_most(rows)
    if named >= _MOST * written:
        return drew
    return f"Of {plural(written, 'post')}, {named:,} can be told to a prompt. Among these: {drew}"


def _drew_most(rows: Sequence[Mapping[str, Any]]) -> str:
    top = max(row["posts"] for row in rows)
    first = [row for row in rows if row["posts"] == top]
    if len(first) > 1:
        names = ", ".join(str(row["prompt"]) for row in first)
        return f"Prompts {names} drew most, {plural(top, 'post')} each."
    one = first[0]
    return f"Prompt {one['prompt']} drew most: {plural(top, 'post')} by {people(one['people'])}."


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
    first = [row["label"] for row in table["counts"] if row["people"] == top["people"]]
    if len(first) == 1:
        return f"Largest known group: {top['label']}, {top['people']:,} of {total:,}. {missing}"
    return (
        f"No largest group: {', '.join(first)} with {top['people']:,} each of {total:,}. {missing}"
    )


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
    if not rest or not host:
        return said
    if not rest["nodes"]:
        return f"{said} All of it went to or came from @{host}."
    left = plural(rest["nodes"], "account")
    return (
        f"{said} Without @{host}, {left} still answer or name one another; "
        f"the largest piece holds {rest['largest_piece']:,}."
    )


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
