"""When: the whole span in coarse bins, and the stretch that matters in fine ones.

A week's tail would squeeze the hour of a chat into one column. So a chat held here is told in two
parts that meet at its close, each in bins and on a scale of its own; an archive, whose close nobody
knows, is told whole and once more in its busiest stretch.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from rounds.insights.measures import over_time
from rounds.insights.sources import Frames, moment_text

SECOND = timedelta(seconds=1)


def chapter(frames: Frames) -> dict[str, Any]:
    """period, over_time, and the stretches that are drawn finer."""
    span = frames.rows(over_time.span(frames.posts))[0]
    first, last = span["first"], span["last"]
    period = {"first": moment_text(first), "last": moment_text(last)}
    if first is None:
        nothing = {"held": None, "after": None, "busiest": None}
        return {
            "period": period,
            "over_time": {"bin_seconds": 60, "bins": []},
            "stretches": nothing,
        }
    return {
        "period": period,
        "over_time": _binned(frames, first, last),
        "stretches": _stretches(frames, first, last),
    }


def _stretches(frames: Frames, first: datetime, last: datetime) -> dict[str, Any]:
    closed = frames.provenance.closed_at
    if closed is None:
        found = over_time.busiest(_moments(frames), last - first)
        busiest = None if found is None else _stretch(frames, *found)
        return {"held": None, "after": None, "busiest": busiest}
    held = _stretch(frames, first, min(closed, last)) if first <= closed else None
    after = _stretch(frames, max(closed + SECOND, first), last) if last > closed else None
    return {"held": held, "after": after, "busiest": None}


def _moments(frames: Frames) -> list[datetime]:
    return [row["created_at"] for row in frames.rows(over_time.moments(frames.posts))]


def _stretch(frames: Frames, begin: datetime, end: datetime) -> dict[str, Any]:
    """The bins from `begin` to `end`, with its bounds and sums."""
    drawn = _binned(frames, begin, end)
    sums = {name: sum(row[name] for row in drawn["bins"]) for name in ("posts", "boosts")}
    return {"from": moment_text(begin), "to": moment_text(end), **drawn, **sums}


def _binned(frames: Frames, begin: datetime, end: datetime) -> dict[str, Any]:
    width = over_time.bin_width(begin, end)
    posts = frames.posts.filter(
        frames.posts.created_at >= begin, frames.posts.created_at < end + SECOND
    )
    found = {row["start"]: row for row in frames.rows(over_time.over_time(posts, width))}
    nothing: Mapping[str, int] = {"posts": 0, "boosts": 0}
    bins = [
        {"start": _utc(start), **{key: found.get(start, nothing)[key] for key in nothing}}
        for start in range(min(found), max(found) + width, width)
    ] if found else []  # fmt: skip
    return {"bin_seconds": width, "bins": bins}


def _utc(seconds: int) -> str | None:
    return moment_text(datetime.fromtimestamp(seconds, UTC))
