"""The bus: what happens reaches those who watch right now.

A channel is a name (`user:12`, `public`, `tag:meded`, `gathering:7`); an event is a short word and
a payload. Nothing is kept: who is not watching reads the timeline later. Every watcher has a
bounded queue; one who reads too slowly is dropped and told to come back, so that a sleeping phone
can't fill the server's memory. In process by default; with `ROUNDS_REDIS_URL` every process of the
site hears every other, and no other site that shares the Redis.

`publish` may be called from any thread; it waits for nobody who watches, and for Redis for a moment
at most.
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
import structlog
from django.conf import settings

QUEUE = 100
_MOMENT = 2.0
"""Seconds that Redis may take to hear of an event."""

log = structlog.get_logger("rounds.bus")


class Event(msgspec.Struct, frozen=True):
    """One thing that happened; `authors` are the accounts behind it, for those who hid them."""

    channel: str
    event: str
    payload: str
    authors: tuple[int, ...] = ()


class Dropped(Exception):
    """The watcher read too slowly; it should connect again and read what it missed."""


class Subscription:
    """What one watcher hears; made by `subscribe`, used on its event loop alone."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue(QUEUE)
        self.channels: set[str] = set()
        self.dropped = False

    def add(self, channel: str) -> None:
        """Hear `channel` too."""
        if channel not in self.channels:
            self.channels.add(channel)
            _listen(channel, self)

    def discard(self, channel: str) -> None:
        """Hear `channel` no more."""
        if channel in self.channels:
            self.channels.discard(channel)
            _forget(channel, self)

    def close(self) -> None:
        """Hear nothing more."""
        for channel in list(self.channels):
            self.discard(channel)

    def offer(self, event: Event) -> None:
        """Put `event` into the queue, from any thread."""
        try:
            self._loop.call_soon_threadsafe(self._put, event)
        except RuntimeError:  # the loop has ended, and so has whoever watched
            self.close()

    def _put(self, event: Event) -> None:
        if self.dropped:
            return
        try:
            self._queue.put_nowait(event)
        except asyncio.QueueFull:
            self.dropped = True
            self.close()
            while not self._queue.empty():
                self._queue.get_nowait()
            self._queue.put_nowait(None)

    async def next(self, seconds: float) -> Event | None:
        """The next event, or None when nothing happened for `seconds`.

        Errors: Dropped when this watcher was too slow.
        """
        try:
            event = await asyncio.wait_for(self._queue.get(), seconds)
        except TimeoutError:
            return None
        if event is None:
            raise Dropped
        return event

    async def __aiter__(self) -> AsyncIterator[Event]:
        while True:
            event = await self._queue.get()
            if event is None:
                raise Dropped
            yield event


_lock = threading.Lock()
_watchers: dict[str, set[Subscription]] = defaultdict(set)


def _listen(channel: str, subscription: Subscription) -> None:
    with _lock:
        is_first = not _watchers[channel]
        _watchers[channel].add(subscription)
    if is_first and (relay := _relay()):
        relay.listen(channel)


def _forget(channel: str, subscription: Subscription) -> None:
    with _lock:
        _watchers[channel].discard(subscription)
        is_last = not _watchers[channel]
        if is_last:
            del _watchers[channel]
    if is_last and (relay := _relay()):
        relay.forget(channel)


def _deliver(event: Event) -> None:
    """Hand `event` to whoever watches in this process."""
    with _lock:
        watchers = list(_watchers.get(event.channel, ()))
    for watcher in watchers:
        watcher.offer(event)


def publish(channel: str, event: str, payload: str, authors: Iterable[int] = ()) -> None:
    """Tell everybody who watches `channel`."""
    made = Event(channel, event, payload, tuple(authors))
    if relay := _relay():
        relay.publish(made)
    else:
        _deliver(made)


def watched(prefix: str) -> list[str]:
    """The channels beginning with `prefix` that somebody watches now, in any process."""
    if relay := _relay():
        return relay.watched(prefix)
    with _lock:
        return [channel for channel in _watchers if channel.startswith(prefix)]


@contextmanager
def subscribe(channels: Iterable[str]) -> Iterator[Subscription]:
    """Hear `channels` while the block runs; to be used inside a running event loop."""
    subscription = Subscription(asyncio.get_running_loop())
    for channel in channels:
        subscription.add(channel)
    try:
        yield subscription
    finally:
        subscription.close()


class _Relay:
    """Redis between processes: a channel here is a channel there, so it also knows who watches."""

    def __init__(self, url: str) -> None:
        # Redis is an extra that only large sites install.
        from redis import Redis

        connect: Any = Redis.from_url
        self._redis = connect(url, socket_timeout=_MOMENT, socket_connect_timeout=_MOMENT)
        self._heard: Any = connect(url).pubsub(ignore_subscribe_messages=True)
        self._prefix: str = settings.BUS_PREFIX
        self._heard.subscribe(self._prefix)
        self._lock = threading.Lock()
        threading.Thread(target=self._hear, name="bus", daemon=True).start()

    def publish(self, event: Event) -> None:
        self._redis.publish(self._prefix + event.channel, msgspec.msgpack.encode(event))

    def listen(self, channel: str) -> None:
        with self._lock:
            self._heard.subscribe(self._prefix + channel)

    def forget(self, channel: str) -> None:
        with self._lock:
            self._heard.unsubscribe(self._prefix + channel)

    def watched(self, prefix: str) -> list[str]:
        names = self._redis.pubsub_channels(f"{self._prefix}{prefix}*")
        found = (name.decode().removeprefix(self._prefix) for name in names)
        return [name for name in found if name]

    def _hear(self) -> None:
        decode = msgspec.msgpack.Decoder(Event).decode
        while True:
            try:
                for message in self._heard.listen():
                    _deliver(decode(message["data"]))
            except Exception as error:  # noqa: BLE001 - the thread must outlive whatever Redis does
                log.warning("bus stumbled", error=type(error).__name__)
                threading.Event().wait(1)


@cache
def _relay() -> _Relay | None:
    return _Relay(settings.ROUNDS.redis_url) if settings.ROUNDS.redis_url else None
