"""How often somebody may call: fixed windows, counted here or in Redis where it is configured.

The numbers are Mastodon's, so that apps meet what they know: 300 calls in five minutes, 30 uploads
and 30 deletions in half an hour.
Source: docs.joinmastodon.org/api/rate-limits
"""

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `calls` in each window of `seconds`."""

    name: str
    calls: int
    seconds: int


USUAL = Limit("api", 300, 300)
UPLOADS = Limit("uploads", 30, 1800)
DELETIONS = Limit("deletions", 30, 1800)
SIGN_UPS = Limit("signups", 5, 1800)


@dataclass(frozen=True, slots=True)
class Count:
    """How a caller stands: what is `left` of `limit`, until `resets_at` (seconds since 1970)."""

    limit: Limit
    left: int
    resets_at: int

    def headers(self) -> dict[str, str]:
        """The three headers that apps read."""
        reset = datetime.fromtimestamp(self.resets_at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        return {
            "X-RateLimit-Limit": str(self.limit.calls),
            "X-RateLimit-Remaining": str(max(self.left, 0)),
            "X-RateLimit-Reset": reset,
        }

    def refusal(self) -> dict[str, str]:
        """The same, and in how many seconds to come back (RFC 9110, section 10.2.3)."""
        wait = max(1, self.resets_at - int(time.time()))
        return self.headers() | {"Retry-After": str(wait)}


class _Memory:
    """Counts of this process; past windows are dropped when there are many."""

    _MANY = 20_000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, int]] = {}

    def add(self, key: str, seconds: int, now: float) -> int:
        """One more call under `key`; gives how many its window has now."""
        ends = (int(now) // seconds + 1) * seconds
        with self._lock:
            until, count = self._counts.get(key, (ends, 0))
            count = count + 1 if until == ends else 1
            self._counts[key] = (ends, count)
            if len(self._counts) > self._MANY:
                self._counts = {k: v for k, v in self._counts.items() if v[0] > now}
        return count

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counts.clear()


class _Redis:
    """Counts shared by all processes."""

    def __init__(self, url: str) -> None:
        # Redis is an extra that only large sites install.
        import redis

        self._redis: Any = redis.Redis.from_url(url)

    def add(self, key: str, seconds: int, now: float) -> int:
        """One more call under `key`; gives how many its window has now."""
        name = f"{settings.BUS_PREFIX}limit:{key}:{int(now) // seconds}"
        pipe = self._redis.pipeline(transaction=False)
        pipe.incr(name)
        pipe.expire(name, seconds + 1)
        return int(pipe.execute()[0])


memory = _Memory()


@cache
def _store() -> _Memory | _Redis:
    url = settings.ROUNDS.redis_url
    return _Redis(url) if url else memory


def count(limit: Limit, who: str) -> Count | None:
    """Count one call of `who`; None where this server sets no limits."""
    if not settings.ROUNDS.rate_limits or settings.SUITES:
        return None
    now = time.time()
    used = _store().add(f"{limit.name}:{who}", limit.seconds, now)
    ends = (int(now) // limit.seconds + 1) * limit.seconds
    return Count(limit, limit.calls - used, ends)
