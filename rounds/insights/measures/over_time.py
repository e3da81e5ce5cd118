"""When: posts and boosts in bins of equal length."""

from datetime import datetime

import ibis.expr.types as ir

WIDTHS = (60, 300, 900, 3600, 6 * 3600, 86400, 7 * 86400, 28 * 86400)
MOST_BINS = 96


def bin_width(first: datetime, last: datetime) -> int:
    """The shortest of the round widths that needs at most 96 bins for the span.

    Units: seconds.
    """
    span = (last - first).total_seconds()
    return next((width for width in WIDTHS if span / width < MOST_BINS), WIDTHS[-1])


def over_time(posts: ir.Table, width: int) -> ir.Table:
    """Posts and boosts in each bin of time; bins begin at whole multiples of their width in UTC.

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
