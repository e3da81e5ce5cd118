"""What is to be done again and again: one waiting job for each entry, put back when it ran."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

import structlog

from rounds.base import clock
from rounds.jobs.queue import later, resolve

SOON = timedelta(minutes=5)
"""When an entry that failed has its next turn, if it would not have one before."""

log = structlog.get_logger("rounds.jobs")
_table: dict[str, timedelta] = {}


def every(table: Mapping[str, timedelta]) -> None:
    """Take over the schedule: dotted name of a function without arguments -> how often."""
    _table.clear()
    _table.update(table)


def queue_schedule() -> None:
    """Make sure that each entry of the schedule has its waiting job."""
    for name in _table:
        _queue(name, _table[name])


def _queue(name: str, wait: timedelta) -> None:
    """Queue the next turn of `name`; two processes that do so queue it once."""
    now, length = clock.now(), int(wait.total_seconds())
    turn = int(now.timestamp() // length) + 1
    later(tick, name, at=now + wait, key=f"schedule:{name}:{length}:{turn}")


def tick(name: str) -> None:
    """The job: call `name` and queue its next turn. An entry taken off the schedule ends here.

    What fails has another turn, `SOON` at the latest, for as long as it takes to be mended.
    """
    if name not in _table:
        return
    function: Callable[[], None] = resolve(name)
    wait = _table[name]
    try:
        function()
    except Exception as error:  # noqa: BLE001 - an entry may fail in any way and has its next turn
        log.warning("schedule stumbled", function=name, error=type(error).__name__)
        wait = min(wait, SOON)
    _queue(name, wait)


def each(function: Callable[[int], object], ids: Iterable[int]) -> None:
    """Call `function` with each of `ids`; one that fails is logged by its class and stops no other."""
    for one in ids:
        try:
            function(one)
        except Exception as error:  # noqa: BLE001 - the others are not to blame
            log.warning(
                "one of many failed", function=function.__name__, error=type(error).__name__
            )
