"""Which part of a list is asked for, as SQL. `Page` itself is `rounds.base.page.Page`."""

from collections.abc import Iterable

from rounds.base.page import Page

LONGEST = 80

__all__ = ["LONGEST", "Page", "bounds", "direction", "newest_first", "size"]


def direction(page: Page) -> str:
    """SQL's word for the order in which `page` is read: upwards from `min_id`, else downwards."""
    return "ASC" if page.upwards else "DESC"


def size(page: Page) -> int:
    """How many entries are given at most."""
    return max(1, min(page.limit, LONGEST))


def bounds(page: Page, column: str) -> str:
    """The page's bounds on `column` as SQL; always a condition."""
    parts = [
        f"{column} {sign} {int(bound)}"
        for sign, bound in (("<", page.max_id), (">", page.since_id), (">", page.min_id))
        if bound is not None
    ]
    return " AND ".join(parts) or "1 = 1"


def newest_first(ids: Iterable[int]) -> list[int]:
    """`ids`, in whatever order they were read, newest first."""
    return sorted(ids, reverse=True)
