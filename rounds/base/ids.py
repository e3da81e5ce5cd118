"""Ids: 64-bit, sortable by time, given without asking the database.

An id is 48 bits of milliseconds since 1970 and 16 bits that tell apart the ids of one millisecond:
6 bits chosen once a process and 10 bits that count. Paging and ordering by id is paging and
ordering by time. The database's primary keys still refuse a clash between processes.
Doors send ids as strings: JavaScript loses integers past 2**53.
"""

import os
import threading
from datetime import UTC, datetime

from rounds.base import clock

_SEQUENCE_BITS = 10
_LOW_BITS = 16
_MAX_ID = 2**63 - 1

_lock = threading.Lock()
_process = int.from_bytes(os.urandom(1), "big") & 0x3F
_last_ms = 0
_sequence = 0


def new_id() -> int:
    """A fresh id, larger than every id this process gave before."""
    global _last_ms, _sequence
    with _lock:
        ms = max(clock.epoch_ms(clock.now()), _last_ms)
        if ms == _last_ms:
            _sequence += 1
            if _sequence >> _SEQUENCE_BITS:
                ms, _sequence = ms + 1, 0
        else:
            _sequence = 0
        _last_ms = ms
        return (ms << _LOW_BITS) | (_process << _SEQUENCE_BITS) | _sequence


def id_at(moment: datetime) -> int:
    """The smallest id that could have been given at `moment` (aware): a bound for queries by time."""
    return clock.epoch_ms(moment) << _LOW_BITS


def moment_of(identifier: int) -> datetime:
    """When `identifier` was given, in UTC, to the millisecond."""
    return datetime.fromtimestamp((identifier >> _LOW_BITS) / 1000, UTC)


def parse_id(text: object) -> int | None:
    """The id written in `text`, or None when it is no id (wrong type, sign, size or letters)."""
    if not isinstance(text, str | int) or isinstance(text, bool):
        return None
    string = str(text)
    if not string.isascii() or not string.isdigit() or len(string) > 19:
        return None
    value = int(string)
    return value if value <= _MAX_ID else None
