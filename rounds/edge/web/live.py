"""What pages hear while they are open: server-sent events that say 'there is something new'.

An event carries an id and no text: the page then asks for its own fragment again, with all the
rules of reading applied to it. `/live/gathering/ID` is for everybody, `/live/home` and
`/live/notifications` for whoever the session says is signed in.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY

from rounds.base.ids import parse_id
from rounds.identity.queries import account_id_of_user
from rounds.timelines.bus import Dropped, Subscription, subscribe

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEARTBEAT = 20.0
# What the bus says -> what the page is told.
_AT_HOME = {"update": "post"}
_NOTIFIED = {"notification": "notification"}


def account_of_session(scope: Scope) -> int | None:
    """The account behind the session cookie of a request, or None; runs in a thread."""
    raw = next((v.decode("latin-1") for k, v in scope["headers"] if k.lower() == b"cookie"), "")
    try:
        cookie = SimpleCookie(raw).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if cookie is None:
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value)
    return account_id_of_user(parse_id(store.get(SESSION_KEY)))


class Live:
    """The addresses below `/live/`."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor

    async def events(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Events until the page is left."""
        found = await self._channels(scope)
        if found is None:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        channels, words = found
        headers = [
            (b"Content-Type", b"text/event-stream; charset=utf-8"),
            (b"Cache-Control", b"no-store"),
            (b"X-Accel-Buffering", b"no"),
            (b"X-Content-Type-Options", b"nosniff"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with subscribe(channels) as subscription:
            telling = asyncio.ensure_future(_tell(subscription, words, send))
            gone = asyncio.ensure_future(_until_gone(receive))
            await asyncio.wait({telling, gone}, return_when=asyncio.FIRST_COMPLETED)
            telling.cancel()
            gone.cancel()
            await asyncio.gather(telling, gone, return_exceptions=True)
        await send({"type": "http.response.body", "body": b""})

    async def _channels(self, scope: Scope) -> tuple[tuple[str, ...], dict[str, str] | None] | None:
        """The channels behind the address, and how their events are renamed; None for none."""
        if scope["method"] != "GET":
            return None
        parts = scope["path"].strip("/").split("/")[1:]
        if len(parts) == 2 and parts[0] == "gathering" and (identifier := parse_id(parts[1])):
            return (f"gathering:{identifier}",), None
        if parts not in (["home"], ["notifications"]):
            return None
        loop = asyncio.get_running_loop()
        me = await loop.run_in_executor(self._executor, account_of_session, scope)
        if me is None:
            return None
        if parts == ["home"]:
            return (f"user:{me}",), _AT_HOME
        return (f"user:{me}", f"pages:{me}"), _NOTIFIED


def _id_in(payload: str) -> str:
    """The id that a bus payload is about: it is one, or is an entity that begins with one."""
    return payload.removeprefix('{"id":"').partition('"')[0] if payload[:1] == "{" else payload


async def _tell(subscription: Subscription, words: dict[str, str] | None, send: Send) -> None:
    async def write(text: str) -> None:
        message = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        await send(message)

    await write("retry: 3000\n\n")
    while True:
        try:
            event = await subscription.next(HEARTBEAT)
        except Dropped:
            return
        if event is None:
            await write(":\n\n")
        elif name := (event.event if words is None else words.get(event.event)):
            await write(f"event: {name}\ndata: {_id_in(event.payload)}\n\n")


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
