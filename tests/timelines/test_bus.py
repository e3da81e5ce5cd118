"""The bus: everybody who watches hears, nobody fills the server's memory."""

import asyncio
import threading
from typing import Any

import pytest

from rounds.timelines import bus
from rounds.timelines.bus import QUEUE, Dropped, Event, Subscription, publish, subscribe, watched


async def _heard(subscription: Subscription) -> Event | None:
    return await subscription.next(5)


async def _hear_all(subscription: Subscription) -> None:
    while await _heard(subscription):
        pass


def test_who_watches_a_channel_hears_it_from_any_thread_and_nothing_else() -> None:
    async def run() -> None:
        with subscribe(["tag:ecg", "public"]) as one, subscribe(["tag:ecg"]) as other:
            await asyncio.sleep(0.2)
            threading.Thread(target=publish, args=("tag:ecg", "update", "{}")).start()
            for subscription in (one, other):
                event = await _heard(subscription)
                assert event is not None
                assert (event.channel, event.event, event.payload) == ("tag:ecg", "update", "{}")
            publish("user:1", "update", "{}")
            assert await one.next(0.2) is None

    asyncio.run(run())


def test_a_channel_is_watched_while_somebody_hears_it() -> None:
    async def run() -> None:
        with subscribe(["user:7"]) as subscription:
            subscription.add("user:8")
            await asyncio.sleep(0.2)
            assert sorted(watched("user:")) == ["user:7", "user:8"]
            subscription.discard("user:8")
            await asyncio.sleep(0.2)
            assert watched("user:") == ["user:7"]
        await asyncio.sleep(0.2)
        assert watched("user:") == []

    asyncio.run(run())


def test_a_slow_reader_is_dropped_and_told_to_come_back() -> None:
    async def run() -> None:
        with subscribe(["public"]) as slow, subscribe(["public"]) as quick:
            await asyncio.sleep(0.2)
            for n in range(QUEUE + 10):
                publish("public", "update", str(n))
                event = await _heard(quick)
                assert event is not None
                assert event.payload == str(n)
            with pytest.raises(Dropped):
                await _hear_all(slow)
            assert slow.channels == set()

    asyncio.run(run())


@pytest.mark.redis
def test_a_site_does_not_hear_another_that_shares_its_redis(settings: Any) -> None:
    async def run() -> None:
        with subscribe(["public"]) as here:
            await asyncio.sleep(0.2)
            settings.BUS_PREFIX = "rounds:elsewhere.example:"
            bus._Relay(settings.ROUNDS.redis_url).publish(Event("public", "update", "theirs"))
            publish("public", "update", "ours")
            event = await _heard(here)
            assert event is not None
            assert event.payload == "ours"

    asyncio.run(run())
