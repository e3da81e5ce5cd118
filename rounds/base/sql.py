"""Raw reads through Django's connection, the same text on SQLite and PostgreSQL.

For the reads that every call makes; all others go through the models of their room.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Row = tuple[Any, ...]


class _Names(dict[str, str]):
    """What SQLite calls a named parameter."""

    def __missing__(self, name: str) -> str:
        return f":{name}"


_NAMES = _Names()


@lru_cache(512)
def _for_sqlite(query: str) -> str:
    return query % _NAMES


def rows(query: str, values: Mapping[str, Any] | None = None) -> list[Row]:
    """What `query` finds; `%(name)s` in it stands for `values["name"]`.

    On SQLite the query goes straight to the connection that Django keeps: a page takes seven reads,
    and Django's cursor costs more than most of them. Where queries are counted it goes through Django.
    """
    # Each look at Django's `connection` finds the thread's own anew: one is enough.
    own = connections[DEFAULT_DB_ALIAS]
    if own.vendor == "sqlite" and not own.queries_logged:
        if own.connection is None:
            own.ensure_connection()
        text = query if values is None else _for_sqlite(query)
        straight: list[Row] = own.connection.execute(text, values or ()).fetchall()
        return straight
    with own.cursor() as cursor:
        cursor.execute(query, values)
        found: list[Row] = cursor.fetchall()
    return found
