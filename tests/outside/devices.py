"""A push service on loopback, and devices that can read what is sent to them."""

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def encode(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(words: str) -> bytes:
    """What such base64 stands for."""
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


@dataclass(frozen=True)
class Arrival:
    """One message as the push service got it."""

    path: str
    headers: Message
    body: bytes


@dataclass
class PushService:
    """Takes what is sent to it, with the statuses it was told to answer, in turn, then 201."""

    url: str
    arrived: list[Arrival] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)


@dataclass
class PhoneDevice:
    """A device: it keeps its private key and tells the rest to its server."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        """The public key."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return encode(point)

    def subscription(self, **more: Any) -> dict[str, Any]:
        """What an app tells its server."""
        keys = {"p256dh": self.p256dh, "auth": encode(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, **more}

    def read(self, arrival: Arrival) -> dict[str, Any]:
        """The words of a message, whichever way it is encrypted."""
        coding, more = arrival.headers["Content-Encoding"], {}
        if coding == "aesgcm":
            more["salt"] = decode(arrival.headers["Encryption"].removeprefix("salt="))
            said = dict(p.split("=", 1) for p in arrival.headers["Crypto-Key"].split(";"))
            more["dh"] = decode(said["dh"])
        words = http_ece.decrypt(
            arrival.body, private_key=self.key, auth_secret=self.auth, version=coding, **more
        )
        found: dict[str, Any] = json.loads(words)
        return found


def _handler(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            service.arrived.append(Arrival(self.path, self.headers, body))
            status, headers = service.answers.pop(0) if service.answers else (201, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def push_service() -> Iterator[PushService]:
    """A push service that answers until the block ends."""
    service = PushService("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
