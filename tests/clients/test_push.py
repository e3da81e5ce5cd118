"""Mastodon.py, the real package, asks for a ring, is rung, and reads what it was sent."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from mastodon import Mastodon, MastodonNotFoundError

from tests.mastodon.entities import complaints
from tests.outside.devices import Arrival, PushService, push_service
from tests.site.serving import Running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
PATIENCE = 10


@pytest.fixture
def service() -> Iterator[PushService]:
    """A push service on this machine."""
    with push_service() as running:
        yield running


@pytest.fixture
def app_of(server: Running, tokens: dict[str, str]) -> Callable[[str], Mastodon]:
    """Makes somebody's app."""
    return lambda name: Mastodon(access_token=tokens[name], api_base_url=server.url)


def arrival(service: PushService, count: int) -> Arrival:
    """The message with that number, when it has come."""
    end = time.monotonic() + PATIENCE
    while len(service.arrived) < count:
        assert time.monotonic() < end, f"{len(service.arrived)} of {count} messages came"
        time.sleep(0.05)
    return service.arrived[count - 1]


def read(app: Mastodon, message: Arrival, private: Any) -> Any:
    """What the package makes of a message."""
    headers = message.headers
    return app.push_subscription_decrypt_push(
        message.body, private, headers["Encryption"], headers["Crypto-Key"]
    )


def test_an_app_is_rung_and_reads_the_words(
    service: PushService, app_of: Callable[[str], Mastodon]
) -> None:
    amina, leo = app_of("amina"), app_of("leo")
    private, public = amina.push_subscription_generate_keys()
    made = amina.push_subscription_set(
        f"{service.url}/amina", public, mention_events=True, favourite_events=False
    )
    assert not complaints("WebPushSubscription", dict(made))
    assert (made.alerts.mention, made.alerts.favourite, made.policy) == (True, False, "all")
    assert made.server_key == amina.instance_v2().configuration.vapid.public_key
    post = amina.status_post("What is the axis?")
    leo.status_favourite(post)
    leo.status_post("Left, I think. @amina", in_reply_to_id=post)
    told = read(amina, arrival(service, 1), private)
    assert (told.notification_type, told.body) == ("mention", "Left, I think. @amina")
    assert told.title.endswith("answered you")
    assert amina.notifications(id=told.notification_id).status.content
    amina.push_subscription_update(favourite_events=True)
    assert amina.push_subscription().alerts.favourite
    leo.status_unfavourite(post)
    leo.status_favourite(post)
    assert read(amina, arrival(service, 2), private).notification_type == "favourite"
    amina.push_subscription_delete()
    with pytest.raises(MastodonNotFoundError):
        amina.push_subscription()
    leo.status_post("@amina, are you there?")
    time.sleep(2)
    assert len(service.arrived) == 2


def test_an_app_that_waits_is_rung_within_seconds(
    service: PushService, app_of: Callable[[str], Mastodon]
) -> None:
    amina, leo = app_of("amina"), app_of("leo")
    private, public = leo.push_subscription_generate_keys()
    leo.push_subscription_set(f"{service.url}/leo", public, mention_events=True, policy="all")
    began = time.monotonic()
    amina.status_post("@leo what do you see?")
    assert read(leo, arrival(service, 1), private).body == "@leo what do you see?"
    assert time.monotonic() - began < 5
    leo.push_subscription_delete()
