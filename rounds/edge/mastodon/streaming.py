"""Streaming: what happens, told to apps as it happens, over WebSocket or server-sent events.

A session hears channels of the bus and passes events on, but those of people its owner hid. The
hidden people are read when the session begins and again when the bus says that they changed; so is
whether its token is still good, and a session ends with it.
Something is sent every `HEARTBEAT` seconds, so that proxies keep the line open and a dead peer is
noticed. A session that reads too slowly is closed; the app comes back and reads what it missed.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

import msgspec
import structlog

from rounds.base.errors import RoundsError
from rounds.edge.mastodon.streams import Ask, Heard, heard, scope_for, stream_of_path
from rounds.identity.access import Caller, caller_of
from rounds.timelines.bus import Dropped, Event, Subscription, subscribe
from rounds.timelines.watch import hidden_from, list_ids

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEARTBEAT = 15.0
FRESH = 30.0
STREAMS_AT_MOST = 32
_POLICY, _SLOW = 1008, 1013
_CORS = [
    (b"Access-Control-Allow-Origin", b"*"),
    (b"Cache-Control", b"private, no-store"),
    (b"X-Accel-Buffering", b"no"),
    (b"X-Content-Type-Options", b"nosniff"),
]
_PREFLIGHT = [
    (b"Access-Control-Allow-Methods", b"GET, OPTIONS"),
    (b"Access-Control-Allow-Headers", b"Authorization, Accept, Cache-Control"),
    (b"Content-Length", b"0"),
]

log = structlog.get_logger("rounds.streaming")


class Message(msgspec.Struct, frozen=True):
    """What a client says over a WebSocket."""

    type: str = ""
    stream: str = ""
    tag: str | None = None
    list: str | int | None = None


def _header(scope: Scope, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k.lower() == name), "")


def token_of(scope: Scope, query: dict[str, list[str]]) -> tuple[str | None, str | None]:
    """The token shown, and the WebSocket subprotocol to answer with if it came as one."""
    kind, _, token = _header(scope, b"authorization").partition(" ")
    if kind.lower() == "bearer" and token.strip():
        return token.strip(), None
    if query.get("access_token"):
        return query["access_token"][0], None
    protocol = _header(scope, b"sec-websocket-protocol").split(",")[0].strip()
    return (protocol, protocol) if protocol else (None, None)


def account_of_token(scope: Scope) -> int | None:
    """Whom an app that may send archives acts for, or None; runs in a thread."""
    token, _protocol = token_of(scope, {})
    try:
        caller = caller_of(token) if token else None
    except RoundsError:
        return None
    found = caller and caller.may("write:archives") and caller.account
    return found.pk if found else None


class _Session:
    """What one client hears."""

    def __init__(self, caller: Caller | None, subscription: Subscription, token: str = "") -> None:
        self._caller = caller
        self._token = token
        self._subscription = subscription
        self._heard: dict[tuple[str, ...], Heard] = {}
        self._hidden: frozenset[int] = frozenset()
        self._lists: frozenset[int] = frozenset()
        self._read_at = monotonic()
        self.me = caller.account.id if caller and caller.account else None
        if self.me is not None:
            subscription.add(f"ties:{self.me}")

    def is_stale(self) -> bool:
        """Whether it is time to ask anew: nobody tells the bus of a mute."""
        return self.me is not None and monotonic() - self._read_at > FRESH

    def refresh(self) -> None:
        """Read anew whom this viewer hides and which lists are theirs; runs in a thread."""
        self._read_at = monotonic()
        if self.me is not None:
            self._hidden, self._lists = hidden_from(self.me), list_ids(self.me)

    def renew(self) -> None:
        """Ask anew who listens, then `refresh`; runs in a thread.

        Errors: RoundsError once the token was taken back or its owner may not sign in.
        """
        if self.me is not None:
            self._caller = caller_of(self._token)
        self.refresh()

    def _allows(self, stream: str) -> bool:
        scope = scope_for(stream)
        return scope is None or (self._caller is not None and self._caller.may(scope))

    def hear(self, ask: Ask) -> str:
        """Begin to hear a stream; gives a sentence when that can't be, else an empty text."""
        if not self._allows(ask.stream):
            return "This stream needs a token with the right scope"
        found = heard(ask, self.me, lambda: self._lists)
        if found is None:
            return "Unknown stream type"
        if len(self._heard) >= STREAMS_AT_MOST:
            return "Too many streams on one connection"
        self._heard[found.name] = found
        self._subscription.add(found.channel)
        return ""

    def forget(self, ask: Ask) -> None:
        """Hear a stream no more."""
        found = heard(ask, self.me, lambda: self._lists)
        if found is None or self._heard.pop(found.name, None) is None:
            return
        if all(other.channel != found.channel for other in self._heard.values()):
            self._subscription.discard(found.channel)

    def is_tie(self, event: Event) -> bool:
        """Whether `event` says that the viewer's blocks, mutes, lists or tokens changed."""
        return event.channel.startswith("ties:")

    def names_for(self, event: Event) -> list[tuple[str, ...]]:
        """The streams under which `event` is passed on; none when its author is hidden."""
        if self._hidden and not self._hidden.isdisjoint(event.authors):
            return []
        return [
            one.name
            for one in self._heard.values()
            if one.channel == event.channel and (one.events is None or event.event in one.events)
        ]


class Streaming:
    """The addresses below `/api/v1/streaming`."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor

    async def _run(self, function: Callable[..., Any], *args: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, *args)

    async def events(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Server-sent events for one stream, named by the address; `/health` says OK."""
        path = scope["path"].rstrip("/")
        if scope["method"] == "OPTIONS":
            await _answer(send, 204, b"", [*_CORS, *_PREFLIGHT])
            return
        if path.endswith("/health"):
            await _answer(send, 200, b"OK", [*_CORS, (b"Content-Type", b"text/plain")])
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        stream = stream_of_path(path) or query.get("stream", [""])[0]
        ask = Ask(stream, query.get("tag", [None])[0], query.get("list", [None])[0])
        token, _protocol = token_of(scope, query)
        try:
            caller = await self._caller(token)
        except RoundsError as error:
            await _refuse(send, 401, str(error))
            return
        with subscribe(()) as subscription:
            session = _Session(caller, subscription, token or "")
            await self._run(session.refresh)
            if refusal := session.hear(ask):
                is_secret = (
                    caller is None and scope_for(stream) is not None and stream_of_path(path)
                )
                await _refuse(send, 401 if is_secret else 404, refusal)
                return
            headers = [*_CORS, (b"Content-Type", b"text/event-stream; charset=utf-8")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await self._pour(session, subscription, receive, send)

    async def _pour(
        self, session: _Session, subscription: Subscription, receive: Receive, send: Send
    ) -> None:
        async def write(text: str) -> None:
            body = text.encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})

        async def pass_on(event: Event) -> None:
            if session.names_for(event):
                await write(f"event: {event.event}\ndata: {event.payload}\n\n")

        gone = asyncio.ensure_future(_until_gone(receive))
        await write(":)\n\n")
        told = asyncio.ensure_future(
            self._tell(session, subscription, pass_on, partial(write, ":thump\n\n"))
        )
        await _first(gone, told)
        await send({"type": "http.response.body", "body": b""})

    async def _tell(
        self,
        session: _Session,
        subscription: Subscription,
        pass_on: Callable[[Event], Awaitable[None]],
        beat: Callable[[], Awaitable[None]],
    ) -> None:
        """Pass events on until the session is dropped.

        Errors: Dropped for a slow reader; RoundsError for one who may listen no longer.
        """
        while True:
            event = await subscription.next(HEARTBEAT)
            if event is None:
                await beat()
                continue
            if session.is_tie(event) or session.is_stale():
                await self._run(session.renew)
            await pass_on(event)

    async def _caller(self, token: str | None) -> Caller | None:
        """Who shows `token`.

        Errors: RoundsError for one that is no good.
        """
        found: Caller | None = await self._run(caller_of, token) if token else None
        return found

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A WebSocket at `/api/v1/streaming`: any number of streams, begun and ended by messages."""
        await receive()
        query = parse_qs(scope["query_string"].decode("latin-1"))
        token, protocol = token_of(scope, query)
        path = scope["path"].rstrip("/")
        try:
            caller = await self._caller(token)
        except RoundsError as error:
            await _refuse_socket(scope, send, str(error))
            return
        if path != "/api/v1/streaming" and stream_of_path(path) is None:
            await send({"type": "websocket.close", "code": _POLICY})
            return
        await send({"type": "websocket.accept", "subprotocol": protocol})
        with subscribe(()) as subscription:
            session = _Session(caller, subscription, token or "")
            await self._run(session.refresh)
            stream = stream_of_path(path) or query.get("stream", [""])[0]
            if stream:
                ask = Ask(stream, query.get("tag", [None])[0], query.get("list", [None])[0])
                if refusal := session.hear(ask):
                    await _say(send, {"error": refusal, "status": 400})
            await self._converse(session, subscription, receive, send)

    async def _converse(
        self, session: _Session, subscription: Subscription, receive: Receive, send: Send
    ) -> None:
        async def pass_on(event: Event) -> None:
            for name in session.names_for(event):
                await _say(send, {"stream": name, "event": event.event, "payload": event.payload})

        async def beat() -> None:
            # An empty text is what browsers, which can't see pings, are sent too.
            await send({"type": "websocket.send", "text": ""})

        listening = asyncio.ensure_future(_obey(session, receive, send))
        telling = asyncio.ensure_future(self._tell(session, subscription, pass_on, beat))
        if code := await _first(listening, telling):
            await send({"type": "websocket.close", "code": code})


async def _obey(session: _Session, receive: Receive, send: Send) -> None:
    """Begin and end streams as the client says, until it goes."""
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        try:
            said = msgspec.json.decode(message.get("text") or b"", type=Message)
        except (msgspec.DecodeError, UnicodeEncodeError):
            await _say(send, {"error": "This is no message of the streaming API", "status": 400})
            continue
        ask = Ask(said.stream, said.tag, str(said.list) if said.list is not None else None)
        if said.type == "subscribe":
            if refusal := session.hear(ask):
                await _say(send, {"error": refusal, "status": 400})
        elif said.type == "unsubscribe":
            session.forget(ask)


async def _first(gone: "asyncio.Future[None]", told: "asyncio.Future[None]") -> int | None:
    """Wait for either to end, and end the other; gives the code to close with where we ended it."""
    await asyncio.wait({gone, told}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    told.cancel()
    results = await asyncio.gather(gone, told, return_exceptions=True)
    for result in results:
        # The wire's own errors say no more than that the peer has gone.
        if isinstance(result, Exception) and not isinstance(result, Dropped | RoundsError):
            log.info("stream ended", error=type(result).__name__)
    reasons = {Dropped: _SLOW, RoundsError: _POLICY}
    found = (code for kind, code in reasons.items() for r in results if isinstance(r, kind))
    return next(found, None)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, message: dict[str, Any]) -> None:
    await send({"type": "websocket.send", "text": msgspec.json.encode(message).decode()})


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _refuse_socket(scope: Scope, send: Send, sentence: str) -> None:
    """401 instead of a socket, where the server can say it; else the socket is closed (403)."""
    if "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": _POLICY})
        return
    headers = [*_CORS, (b"Content-Type", b"application/json")]
    start = {"type": "websocket.http.response.start", "status": 401, "headers": headers}
    body = msgspec.json.encode({"error": sentence})
    await send(start)
    await send({"type": "websocket.http.response.body", "body": body})


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = msgspec.json.encode({"error": sentence})
    await _answer(send, status, body, [*_CORS, (b"Content-Type", b"application/json")])
