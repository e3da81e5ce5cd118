"""A web server of somebody else on loopback, for the ways that ask elsewhere."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Reply = tuple[int, dict[str, str], bytes]


def page(words: str) -> Reply:
    """An HTML page."""
    return 200, {"Content-Type": "text/html"}, words.encode()


def found(document: Any) -> Reply:
    """A JSON answer."""
    return 200, {"Content-Type": "application/json"}, json.dumps(document).encode()


@dataclass
class Elsewhere:
    """Answers by path; remembers each form it was sent and each authorisation it was shown."""

    url: str
    answers: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    forms: list[dict[str, str]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


def _handler(server: Elsewhere) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            fields = parse_qs(self.rfile.read(length).decode())
            form = {name: values[0] for name, values in fields.items()}
            if form:
                server.forms.append(form)
            server.shown.append(self.headers.get("Authorization", ""))
            reply = server.answers.get(self.path.partition("?")[0], (404, {}, b""))
            status, headers, body = reply(form) if callable(reply) else reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone: that is what some tests are about."""


@contextmanager
def somebody_elses_server() -> Iterator[Elsewhere]:
    """A server that answers until the block ends."""
    known = Elsewhere("")
    server = _Quiet(("127.0.0.1", 0), _handler(known))
    known.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
