"""When: posts and boosts in bins of equal length."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import ibis.expr.types as ir

WIDTHS = (60, 300, 900, 3600, 6 * 3600, 86400, 7 * 86400, 28 * 86400)
MOST_BINS = 96


def bin_width(first: datetime, last: datetime) -> int:
    """The shortest of the round widths that needs at most 96 bins for the span.

    Units: seconds.
    """
    span = (last - first).total_seconds()
    return next((width for width in WIDTHS if span / width < MOST_BINS), WIDTHS[-1])


STRETCHES = tuple(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12, 24, 48, 72, 168, 672))
"""How long a busiest stretch may be."""


def busiest(moments: Sequence[datetime], span: timedelta) -> tuple[datetime, datetime] | None:
    """The shortest stretch that holds a third of all that was posted, when it is under a quarter
    of the span; else None, for then the whole shows it. `moments` are in order.

    Units: UTC. Errors: of two equal stretches the earlier is taken.
    """
    wanted = -(-len(moments) // 3)
    for length in STRETCHES:
        if length * 4 > span:
            return None
        at, most = _fullest(moments, length)
        if most >= wanted:
            inside = [moment for moment in moments if at <= moment <= at + length]
            return inside[0], inside[-1]
    return None


def _fullest(moments: Sequence[datetime], length: timedelta) -> tuple[datetime, int]:
    """Where a stretch of that length holds most, and how many."""
    best, most, begin = moments[0], 0, 0
    for end, moment in enumerate(moments):
        while moment - moments[begin] > length:
            begin += 1
        if end - begin + 1 > most:
            best, most = moments[begin], end - begin + 1
    return best, most


def moments(posts: ir.Table) -> ir.Table:
    """When each post and boost was posted, in order."""
    return posts.select("created_at").order_by("created_at")


def over_time(posts: ir.Table, width: int) -> ir.Table:
    """Posts and boosts in each bin of time; bins begin at whole multiples of their width in UTC.
    A chat held here is told up to its close and after it, each with bins of its own; an archive as a
    whole, and in the shortest stretch that holds a third of it.

    Units: posts and boosts per bin. Errors: the clocks are the source's.
    Source: mission I1.
    """
    seconds = posts.created_at.epoch_seconds().cast("int64")
    return (
        posts.mutate(start=seconds - seconds % width)
        .group_by("start")
        .agg(
            posts=lambda rows: rows.count(where=rows.kind != "boost"),
            boosts=lambda rows: rows.count(where=rows.kind == "boost"),
        )
        .order_by("start")
    )


def span(posts: ir.Table) -> ir.Table:
    """The first and the last moment anything was posted.

    Units: UTC. Errors: none.
    Source: mission I1.
    """
    return posts.agg(first=posts.created_at.min(), last=posts.created_at.max())
