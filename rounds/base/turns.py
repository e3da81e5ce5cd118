"""Turns: of two transactions that mean to do the same thing at the same instant, one waits.

Asking 'is it there already?' and then making it is safe only while nobody else does the same between
the two. PostgreSQL keeps a lock by name until the transaction ends; who waited then sees what
the other made. On SQLite transactions that write wait for each other as they are. A lock by name meets
no other lock, unlike one on a row that half the server refers to.
"""

import hashlib
from datetime import timedelta

from django.db import connection

# The same again within this time is a button pressed twice, a second tab, or an app's retry.
PRESSED_TWICE = timedelta(minutes=10)


def in_turn(*what: object) -> None:
    """Wait for every other transaction that does `what`; keep others waiting until this one ends.

    Example: `in_turn("announce", "renaljc")` before asking whether that tag is free.
    """
    if connection.vendor != "postgresql":
        return
    name = hashlib.blake2b(repr(what).encode(), digest_size=8).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(name, "big", signed=True)]
        )
