"""Raw reads through Django's connection, the same text on SQLite and PostgreSQL.

The hot reads of this room are SQL on purpose: objects cost several times as much (see
docs/decisions). Values go in as named parameters; ids, which are integers, may stand in the text.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection

from rounds.base import clock
from rounds.base.sql import Row, rows

__all__ = [
    "Row", "among", "ids", "instant", "listed", "moment", "packed", "rows", "stamp", "text_of",
    "vendor",
]  # fmt: skip


def ids(query: str, values: Mapping[str, Any] | None = None) -> list[int]:
    """The first column of what `query` finds."""
    return [row[0] for row in rows(query, values)]


@cache
def vendor() -> str:
    """Which database this is: asking Django's `connection` each time costs more than the list."""
    return connection.vendor


_LISTS = {
    "sqlite": "SELECT value FROM json_each(%({name})s)",
    "postgresql": "SELECT unnest(%({name})s::bigint[])",
}


def listed(name: str) -> str:
    """For an IN of SQL: the ids in the parameter `name`, which `packed` gave.

    Unlike `among` it leaves the query's text the same for other ids, so that the database prepares it
    once: for a long query that is most of its cost.
    """
    return _LISTS[vendor()].format(name=name)


def packed(identifiers: Iterable[int]) -> Any:
    """`identifiers` as a parameter for `listed`."""
    found = list(identifiers)
    return str(found) if vendor() == "sqlite" else found


def among(identifiers: Iterable[int]) -> str:
    """`identifiers` for an IN of SQL; nothing gives a list that matches nothing."""
    return ",".join([str(int(i)) for i in identifiers]) or "-1"


def instant(moment: datetime | None = None) -> Any:
    """`moment` (or now) as the database compares it."""
    return connection.ops.adapt_datetimefield_value(moment or clock.now())


def moment(value: Any) -> datetime | None:
    """A time as either database hands it over, aware, in UTC."""
    if value is None:
        return None
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def text_of(column: str) -> str:
    """A time as the database's own text (UTC), which spares a conversion for each row."""
    return f"CAST({column} AS TEXT)"


def stamp(value: Any) -> str:
    """A time as an app reads it: '2026-11-21T09:30:00.000Z'; takes what `text_of` gives, too."""
    if isinstance(value, str):
        # Both databases write '2026-11-21 09:30:00.123456', PostgreSQL without trailing zeros and
        # with '+00'; cutting that is several times cheaper than parsing it.
        fraction = value[20:23].partition("+")[0] if value[19:20] == "." else ""
        return f"{value[:10]}T{value[11:19]}.{fraction.ljust(3, '0')}Z"
    at = value.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
