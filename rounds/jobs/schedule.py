"""What is to be done again and again: one waiting job for each entry, put back when it ran."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from rounds.base import clock
from rounds.jobs.queue import later, resolve

_table: dict[str, timedelta] = {}


def every(table: Mapping[str, timedelta]) -> None:
    """Take over the schedule: dotted name of a function without arguments -> how often."""
    _table.clear()
    _table.update(table)


def queue_schedule() -> None:
    """Make sure that each entry of the schedule has its waiting job."""
    for name in _table:
        later(tick, name, at=clock.now() + _table[name], key=f"schedule:{name}:{_slot(name)}")


def _slot(name: str) -> int:
    """Which turn of `name` is next: two processes queue the same turn once."""
    return int(clock.now().timestamp() // _table[name].total_seconds()) + 1


def tick(name: str) -> None:
    """The job: call `name` and queue its next turn. An entry taken off the schedule ends here."""
    if name not in _table:
        return
    function: Callable[[], None] = resolve(name)
    function()
    later(tick, name, at=clock.now() + _table[name], key=f"schedule:{name}:{_slot(name)}")
