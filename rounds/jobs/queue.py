"""The queue: `later(function, *args)` now, the call soon after, at least once.

The row is written in the caller's transaction, so that deed and job stand or fall together.
A call may be repeated after a crash: functions given to `later` do nothing the second time.
Arguments are ids and small values; no text of a post ever stands in a job.
"""

import importlib
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from rounds.base import clock
from rounds.base.ids import new_id
from rounds.jobs.models import Job

# Written by hand: a job follows each fact, and the ORM would take several times as long.
_INSERT = (
    "INSERT INTO jobs_job (id, function, args, key, run_at, attempts, dead, last_error, leased_by)"
    " VALUES (%s, %s, %s, %s, %s, 0, FALSE, '', '') ON CONFLICT DO NOTHING"
)
_PREFIX = "rounds."
_wake = threading.Event()


def name_of(function: Callable[..., Any]) -> str:
    """The dotted name by which a job row finds `function` again."""
    return f"{function.__module__}.{function.__qualname__}"


def resolve(name: str) -> Callable[..., Any]:
    """The function called `name`.

    Errors: ValueError for a name outside this project, so that a row can't call anything else.
    """
    module, _, attribute = name.rpartition(".")
    if not name.startswith(_PREFIX):
        raise ValueError(f"Not a function of Rounds: {name}")
    function: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return function


def later(
    function: Callable[..., Any],
    *args: int | str | bool | None,
    at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Call `function(*args)` after this transaction, or at `at`; once for each `key` that waits.

    A `key` that is already queued, or being worked on, leaves that job as it is.
    """
    row = (
        name_of(function),
        msgspec.json.encode(args).decode(),
        key,
        connection.ops.adapt_datetimefield_value(at or clock.now()),
    )
    with connection.cursor() as cursor:
        # What is in the way is the key, or another process that gave the same id: try the next one.
        while not _write(cursor, row) and not _waits(cursor, key):
            pass
    transaction.on_commit(_wake.set)


def _write(cursor: CursorWrapper, row: tuple[str | None, ...]) -> bool:
    cursor.execute(_INSERT, (new_id(), *row))
    return bool(cursor.rowcount)


def _waits(cursor: CursorWrapper, key: str | None) -> bool:
    if key is None:
        return False
    cursor.execute("SELECT 1 FROM jobs_job WHERE key = %s", [key])
    return cursor.fetchone() is not None


def cancel(key: str) -> bool:
    """Forget the waiting job with `key`; tells whether there was one."""
    return Job.objects.filter(key=key).delete()[0] > 0


def wait_for_work(seconds: float) -> None:
    """Sleep until something was queued in this process, at most `seconds`."""
    _wake.wait(seconds)
    _wake.clear()
