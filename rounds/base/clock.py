"""The clock: the only place that asks what time it is.

`travel` sets it for a while: the demo lives through its last weeks, a replay through its year, a
test through its hour. A running server never travels.
"""

from datetime import UTC, datetime

_set_to: datetime | None = None


def now() -> datetime:
    """The current time, aware, in UTC."""
    return _set_to or datetime.now(UTC)


def travel(to: datetime | None) -> None:
    """Set the clock to `to` (aware); None lets it run again."""
    global _set_to
    _set_to = to.astimezone(UTC) if to else None


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC; `moment` must be aware."""
    return int(moment.timestamp() * 1000)
