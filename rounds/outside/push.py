"""Web Push: a few words to one device, sealed so that the service between can't read them.

A device gives an address at its maker's push service, a public key and a secret. The words are
encrypted for that key (RFC 8291 in the coding of RFC 8188, or the draft before it, which many apps
still ask for), and a short-lived signature says which server sends them (RFC 8292, VAPID). The service
learns when something was sent, how long it is and by which server: nothing else.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.outside.web import Request, Unreachable, ask, check_address

# Curves and codings are loaded by the first push, not by the start of every server.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

LONGEST_ADDRESS = 2000
KEPT_FOR = 48 * 3600
_SIGNED_FOR = 12 * 3600
_POINT, _SECRET = 65, 16
_READ_AT_MOST = 64 * 1024
_LONGEST_WAIT = 6 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where to send, and what to encrypt with; `standard` is RFC 8291, otherwise the draft before it."""

    endpoint: str
    p256dh: bytes
    auth: bytes
    standard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What to send; `urgent` asks a sleeping phone to wake for it."""

    words: bytes
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends: the private half of the server's key, and whom a push service may write to."""

    secret: bytes
    contact: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of it: `done`, `gone` for a device that is no more, otherwise refused.

    `again` says whether to try later; `wait` how many seconds the service asks for, 0 for none named.
    """

    done: bool = False
    gone: bool = False
    again: bool = False
    wait: int = 0
    status: int = 0


def to_base64(data: bytes) -> str:
    """`data` as web push writes bytes: base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64(words: str) -> bytes:
    """The bytes behind base64 in either alphabet, padded or not.

    Errors: Invalid.
    """
    plain = words.strip().replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid("Validation failed: a key is not valid base64") from error


def checked_device(endpoint: str, p256dh: str, auth: str, standard: bool) -> Device:
    """A device that may be rung.

    Errors: Invalid for an address that may not be asked, or a key that isn't one.
    """
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        if len(endpoint) > LONGEST_ADDRESS:
            raise Unreachable
        check_address(endpoint)
    except Unreachable as error:
        raise Invalid("Validation failed: Endpoint must be a public https address") from error
    point, secret = from_base64(p256dh), from_base64(auth)
    try:
        if len(point) != _POINT:
            raise ValueError
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise Invalid("Validation failed: p256dh is not a public key of P-256") from error
    if len(secret) != _SECRET:
        raise Invalid("Validation failed: auth is not 16 bytes long")
    return Device(endpoint=endpoint, p256dh=point, auth=secret, standard=standard)


def make_key() -> tuple[str, bytes]:
    """A new key for the server: the public half as apps read it, and the private half."""
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    return to_base64(_public(private)), secret


def _private(secret: bytes) -> "EllipticCurvePrivateKey":
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1())


def _public(private: "EllipticCurvePrivateKey") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _signed(private: "EllipticCurvePrivateKey", endpoint: str, contact: str) -> str:
    """A token that says who sends, good for this push service alone.

    Source: RFC 8292, section 2; RFC 7515 and RFC 7518, section 3.4 (ES256)
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(clock.now().timestamp()) + _SIGNED_FOR,
        "sub": contact,
    }
    said = ".".join(
        to_base64(json.dumps(part, separators=(",", ":")).encode())
        for part in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(private.sign(said.encode(), ec.ECDSA(SHA256())))
    return f"{said}.{to_base64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _encrypted(device: Device, words: bytes) -> tuple[bytes, dict[str, str], str]:
    """The sealed words, the headers that go with them, and this message's own public key."""
    import http_ece
    from cryptography.hazmat.primitives.asymmetric import ec

    once, salt = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    coding = "aes128gcm" if device.standard else "aesgcm"
    body: bytes = http_ece.encrypt(
        words, salt=salt, private_key=once, dh=device.p256dh, auth_secret=device.auth,
        version=coding,
    )  # fmt: skip
    headers = {"Content-Encoding": coding, "Content-Type": "application/octet-stream"}
    if not device.standard:
        headers["Encryption"] = f"salt={to_base64(salt)}"
    return body, headers, to_base64(_public(once))


def request_for(device: Device, message: Message, sender: Sender) -> Request:
    """What is posted to the push service of `device`."""
    private = _private(sender.secret)
    body, headers, once = _encrypted(device, message.words)
    token, own = _signed(private, device.endpoint, sender.contact), to_base64(_public(private))
    if device.standard:
        headers["Authorization"] = f"vapid t={token},k={own}"
    else:
        headers["Authorization"] = f"WebPush {token}"
        headers["Crypto-Key"] = f"dh={once};p256ecdsa={own}"
    headers |= {"TTL": str(KEPT_FOR), "Urgency": "high" if message.urgent else "normal"}
    return Request(
        url=device.endpoint, body=body, headers=headers, longest=_READ_AT_MOST, redirects=0
    )


def send(device: Device, message: Message, sender: Sender) -> Sent:
    """Hand `message` to the push service of `device`. Called from jobs alone."""
    try:
        answer = ask(request_for(device, message, sender))
    except Unreachable:
        return Sent(again=True)
    if 200 <= answer.status < 300:
        return Sent(done=True, status=answer.status)
    return Sent(
        gone=answer.status in {404, 410},
        again=answer.status in {408, 429} or answer.status >= 500,
        wait=_seconds(answer.retry_after),
        status=answer.status,
    )


def _seconds(retry_after: str) -> int:
    """How long a push service wants to be left alone; a date instead of seconds counts as none."""
    plain = retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 9
    return min(int(retry_after), _LONGEST_WAIT) if plain else 0
