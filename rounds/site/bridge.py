"""From ASGI to Django's WSGI handler, by one hop to a thread.

Why not Django's own ASGI handler: with the usual middleware it costs several times as much per
request. Here the body is taken in first (spooled to disk past a megabyte, refused past the cap), so
that a slow sender holds a coroutine and never a thread; then one thread makes the whole answer.
"""

import asyncio
import io
import json
import tempfile
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase

from rounds.edge.mastodon.door import CORS
from rounds.edge.web.middleware import policy
from rounds.site.middleware import APPS

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]
Handler = Callable[[dict[str, Any]], HttpResponseBase]

_IN_MEMORY = 1024 * 1024
# Up to so many times the cap a body is read to its end and thrown away: a client that is cut off
# while it sends never reads the answer that says why.
_PATIENCE = 4


class Gone(Exception):
    """The client went away before the request was complete."""


class TooLarge(Exception):
    """The body is larger than this server takes."""


def wsgi_environ(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """WSGI's words for the request; bytes of the path stand as Latin-1, as PEP 3333 wants."""
    path = unquote_to_bytes(scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0]
    server = scope.get("server") or ("127.0.0.1", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": (scope.get("client") or ("127.0.0.1", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": None,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name:  # `X_Forwarded_For` would pass for `X-Forwarded-For`
            continue
        key = name.upper().replace("-", "_")
        if key != "CONTENT_TYPE":
            key = f"HTTP_{key}"
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(length)
    return environ


def header(scope: Scope, name: bytes) -> str:
    """The value of a request's header, or an empty text."""
    for key, value in scope["headers"]:
        if key.lower() == name:
            found: str = value.decode("latin-1")
            return found
    return ""


async def _read(scope: Scope, receive: Receive, most: int) -> tuple[IO[bytes], int]:
    """The whole body and its length.

    Errors: TooLarge past `most` bytes, Gone when the client leaves.
    """
    announced = header(scope, b"content-length")
    if scope["method"] in {"GET", "HEAD"} and announced in {"", "0"}:
        return io.BytesIO(), 0
    if announced.isdigit() and int(announced) > most * _PATIENCE:
        raise TooLarge
    body: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by `answer`
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            body.close()
            raise Gone
        chunk = message.get("body", b"")
        length += len(chunk)
        if length <= most:
            body.write(chunk)
        if length > most * _PATIENCE:
            body.close()
            raise TooLarge
        if not message.get("more_body"):
            break
    if length > most:
        body.close()
        raise TooLarge
    body.seek(0)
    return body, length


def through_django(handler: WSGIHandler) -> Handler:
    """Django's own handler: all its middleware, and the view."""

    def make(environ: dict[str, Any]) -> HttpResponseBase:
        response: HttpResponseBase = handler(environ, lambda status, headers: None)  # type: ignore[arg-type]
        return response

    return make


class Bridge:
    """Something that makes Django's responses, behind threads; `most` bytes of a body are taken.

    `signal` is whether Django is to be told when a response is done.
    """

    def __init__(
        self, handler: Handler, executor: ThreadPoolExecutor, most: int, *, signal: bool = True
    ) -> None:
        self._signal = signal
        self._handler = handler
        self._executor = executor
        self._most = most

    def make(self, environ: dict[str, Any]) -> tuple[int, list[Header], bytes, Any]:
        """Run the view: status, headers, body, and the response itself if its body streams."""
        response = self._handler(environ)
        headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in response.items()]
        headers += [(b"Set-Cookie", c.OutputString().encode()) for c in response.cookies.values()]
        if response.streaming:
            return response.status_code, headers, b"", response
        try:
            body = b"".join(response)
        finally:
            if self._signal:
                response.close()
        if b"Content-Length" not in (k for k, _ in headers):
            headers.append((b"Content-Length", str(len(body)).encode()))
        return response.status_code, headers, body, None

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        try:
            body, length = await _read(scope, receive, self._most)
        except Gone:
            return
        except TooLarge:
            await _too_large(scope, send)
            return
        loop = asyncio.get_running_loop()
        with body:
            made = loop.run_in_executor(
                self._executor, self.make, wsgi_environ(scope, body, length)
            )
            status, headers, content, streaming = await asyncio.shield(made)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if scope["method"] == "HEAD":
            content = b""
        elif streaming is not None:
            await self._stream(streaming, send)
        await send({"type": "http.response.body", "body": content})

    async def _stream(self, response: Any, send: Send) -> None:
        loop = asyncio.get_running_loop()
        chunks: Iterator[bytes] = iter(response)
        try:
            while chunk := await loop.run_in_executor(self._executor, next, chunks, None):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        finally:
            await loop.run_in_executor(self._executor, response.close)


async def _too_large(scope: Scope, send: Send) -> None:
    """The refusal in the caller's own words: JSON for an app, a guarded page for a browser."""
    words = "This is larger than the server takes. Send less."
    if scope["path"].startswith(APPS):
        headers = tuple((k.encode(), v.encode()) for k, v in CORS.items())
        body = json.dumps({"error": words})
        await plain(send, 413, body, headers=headers, kind=b"application/json")
    else:
        await plain(send, 413, words, headers=((b"Content-Security-Policy", policy().encode()),))


async def plain(
    send: Send,
    status: int,
    words: str,
    *,
    headers: tuple[Header, ...] = (),
    kind: bytes = b"text/plain",
) -> None:
    """A short answer in one piece."""
    content = words.encode()
    own = [
        (b"Content-Type", kind + b"; charset=utf-8"),
        (b"Content-Length", str(len(content)).encode()),
        (b"X-Content-Type-Options", b"nosniff"),
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": own})
    await send({"type": "http.response.body", "body": content})
