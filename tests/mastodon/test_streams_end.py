"""A stream ends when whoever listens may do so no longer, even if nobody told the bus."""

import asyncio
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from rounds.edge.mastodon import streaming
from rounds.identity.grant import issue_token
from rounds.identity.models import Account, AppToken, User
from rounds.timelines.bus import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    """The thread in which streams read, with a connection of its own."""
    with ThreadPoolExecutor(1) as made:
        yield made
        made.submit(connections.close_all).result()


async def _heard_after(
    executor: ThreadPoolExecutor, account: Account, meanwhile: Any
) -> list[bytes]:
    """What the stream of `account` sends until it ends, when `meanwhile` happens before a post."""
    sent: list[MutableMapping[str, Any]] = []
    begun = asyncio.Event()

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)
        if message.get("body"):
            begun.set()

    token = issue_token(User.objects.get(account=account), None, ["read"])
    scope = {
        "type": "http", "method": "GET", "path": "/api/v1/streaming/user", "query_string": b"",
        "headers": [(b"authorization", f"Bearer {token}".encode())],
    }  # fmt: skip
    stay = asyncio.get_running_loop().create_future
    events = asyncio.ensure_future(streaming.Streaming(executor).events(scope, stay, send))
    async with asyncio.timeout(10):
        await begun.wait()
        meanwhile()
        publish(f"user:{account.pk}", "update", "a direct post")
        await events
    assert sent[-1]["type"] == "http.response.body"
    assert not sent[-1].get("more_body")
    return [message["body"] for message in sent[1:]]


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda: AppToken.objects.all().delete(),
        lambda: User.objects.update(is_active=False),
        lambda: User.objects.update(approved=False),
    ],
    ids=["no token", "login disabled", "no longer let in"],
)
def test_a_stream_asks_again_whether_its_token_is_good_before_it_passes_a_post_on(
    dr_amina: Account, executor: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, meanwhile: Any
) -> None:
    monkeypatch.setattr(streaming, "FRESH", -1.0)
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    assert asyncio.run(_heard_after(executor, dr_amina, meanwhile)) == [b":)\n\n", b""]
