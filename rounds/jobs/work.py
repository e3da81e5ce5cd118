"""The worker: claim due jobs under a lease, call them, delete them; back off when they fail.

Idea: a claim is one UPDATE that moves the lease of the oldest due rows into the future. A worker
that is killed simply lets its lease run out. Nothing else is needed for at-least-once delivery.
Failures wait 2, 4, 8 ... seconds (an hour at most) and after `TRIES` are kept as dead.
Jobs that take seconds (`slow`) have a lane of their own, and so have those that wait for other
people's machines (`calling`), so that what people wait for now doesn't queue behind them.
"""

import platform
import threading
from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

import msgspec
import structlog
from django.db import close_old_connections, connection

from rounds.base import clock
from rounds.jobs.models import Job
from rounds.jobs.queue import resolve, wait_for_work
from rounds.jobs.schedule import queue_schedule

LEASE = timedelta(minutes=5)
TRIES = 12
BATCH = 16
_LONGEST_WAIT = 3600

log = structlog.get_logger("rounds.jobs")
Lane = Literal["all", "quick", "slow", "calling"]


_DUE = (
    " FROM jobs_job WHERE NOT dead AND run_at <= %(now)s"
    " AND (leased_until IS NULL OR leased_until < %(now)s)"
)
_COLUMNS = "id, function, args, attempts"
_LANES_APART = frozenset({"slow", "calling"})
_apart: dict[Lane, tuple[str, ...]] = {}


def slow(names: Iterable[str]) -> None:
    """Say which functions (dotted names) take seconds; they get a lane of their own."""
    _apart["slow"] = tuple(names)


def calling(names: Iterable[str]) -> None:
    """Say which functions wait for other people's machines; they get a lane of their own."""
    _apart["calling"] = tuple(names)


def _in(lane: Lane) -> str:
    """The condition that picks the jobs of `lane`; their names are ours."""
    own = _apart.get(lane, ())
    if lane == "quick":
        own = tuple(name for names in _apart.values() for name in names)
    if lane == "all" or not own:
        return " AND 1 = 0" if lane in _LANES_APART else ""
    names = ", ".join(f"'{name}'" for name in own)
    return f" AND function {'NOT IN' if lane == 'quick' else 'IN'} ({names})"


def claim(limit: int = BATCH, lane: Lane = "all") -> list[Job]:
    """The oldest due jobs of `lane`, at most `limit`, leased to the caller for `LEASE`."""
    due = _DUE + _in(lane)
    moment = clock.now()
    adapt = connection.ops.adapt_datetimefield_value
    values = {
        "now": adapt(moment), "until": adapt(moment + LEASE), "limit": limit, "by": _machine(),
    }  # fmt: skip
    skip = connection.features.has_select_for_update_skip_locked
    with connection.cursor() as cursor:
        # Asked first, since an idle worker must not take the database's write lock each second.
        cursor.execute(f"SELECT 1{due} LIMIT 1", values)
        if cursor.fetchone() is None:
            return []
        cursor.execute(
            "UPDATE jobs_job SET leased_until = %(until)s, leased_by = %(by)s WHERE id IN"
            f" (SELECT id{due} ORDER BY run_at, id LIMIT %(limit)s"
            f"{' FOR UPDATE SKIP LOCKED' if skip else ''}) RETURNING run_at, {_COLUMNS}",
            values,
        )
        rows = sorted(cursor.fetchall())
    names = _COLUMNS.split(", ")
    return [Job(**dict(zip(names, row[1:], strict=True))) for row in rows]


def _put_back(job: Job, error: Exception) -> None:
    attempts = job.attempts + 1
    wait = min(2**attempts, _LONGEST_WAIT)
    Job.objects.filter(pk=job.pk).update(
        attempts=attempts,
        dead=attempts >= TRIES,
        leased_until=None,
        run_at=clock.now() + timedelta(seconds=wait),
        # The class only: an error's text may quote what somebody wrote.
        last_error=type(error).__name__[:120],
    )
    log.warning("job failed", function=job.function, error=type(error).__name__, attempts=attempts)


def run(job: Job) -> bool:
    """Make the call `job` asks for; tells whether it succeeded."""
    try:
        resolve(job.function)(*msgspec.json.decode(job.args))
    except Exception as error:  # noqa: BLE001 - a job may fail in any way and is put back
        _put_back(job, error)
        return False
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM jobs_job WHERE id = %s", [job.pk])
    return True


def run_due(limit: int = 1000) -> int:
    """Run what is due now, and what that queues, at most `limit` jobs; gives how many succeeded.

    The tests' and the command line's way to let everything settle.
    """
    done = seen = 0
    while seen < limit and (jobs := claim()):
        seen += len(jobs)
        done += sum(run(job) for job in jobs)
    return done


def release_leases() -> int:
    """Free what a killed worker held, without waiting for its leases to end; gives how many.

    Only for the one server on this machine, before it begins: nobody else here holds a lease then.
    What other machines hold on the same database is theirs until it ends.
    """
    held = Job.objects.filter(leased_until__isnull=False, leased_by=_machine())
    return held.update(leased_until=None)


def _machine() -> str:
    return platform.node()[:64]


def work(
    stop: threading.Event, rest: float = 1.0, *, alone: bool = False, lane: Lane = "all"
) -> None:
    """Work until `stop` is set; looks for due jobs when woken and at least every `rest` seconds.

    `alone` says that no other server of this database runs on this machine: what a killed one held
    is taken at once.
    `lane` picks the quick jobs, the slow ones, those that call elsewhere, or all.
    """
    if alone:
        release_leases()
    queue_schedule()
    while not stop.is_set():
        try:
            jobs = claim(1 if lane == "slow" else BATCH, lane)
            for job in jobs:
                run(job)
        except Exception as error:  # noqa: BLE001 - the worker outlives a lost database
            log.error("worker stumbled", error=type(error).__name__)
            jobs = []
            stop.wait(rest)
        if not jobs:
            close_old_connections()
            _rest(stop, rest, lane)


def _rest(stop: threading.Event, seconds: float, lane: Lane) -> None:
    """Sleep until there is work; the bell wakes one lane only, so the others look by themselves."""
    if lane in _LANES_APART:
        stop.wait(seconds)
    else:
        wait_for_work(seconds)
