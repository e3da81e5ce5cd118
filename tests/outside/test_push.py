"""Words for one device: sealed for it alone, signed by this server, sent to no private address."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.outside.push import Message, Sender, checked_device, make_key, send
from tests.outside.devices import PhoneDevice, PushService, decode, encode, push_service

WORDS = {"title": "Leo answered you", "body": "Left axis? 🫀"}


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    """A push service on loopback that may be reached."""
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    with push_service() as running:
        yield running


@pytest.fixture
def device(service: PushService) -> PhoneDevice:
    """A device of that service."""
    return PhoneDevice(f"{service.url}/device/1")


def sent(device: PhoneDevice, sender: Sender, *, standard: bool) -> Any:
    """Send the words to a device."""
    known = checked_device(device.endpoint, device.p256dh, encode(device.auth), standard)
    return send(known, Message(words=json.dumps(WORDS).encode(), urgent=True), sender)


def signed_by(public: str, token: str) -> dict[str, Any]:
    """The claims of a token that the key with this public half has signed."""
    head, claims, signature = token.split(".")
    raw = decode(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(public))
    key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    assert json.loads(decode(head)) == {"typ": "JWT", "alg": "ES256"}
    found: dict[str, Any] = json.loads(decode(claims))
    return found


@pytest.mark.parametrize("standard", [True, False])
def test_only_the_device_can_read_what_it_is_sent(
    service: PushService, device: PhoneDevice, standard: bool
) -> None:
    public, secret = make_key()
    outcome = sent(device, Sender(secret=secret, contact="mailto:a@b.example"), standard=standard)
    assert outcome.done
    (arrival,) = service.arrived
    assert b"Leo" not in arrival.body
    assert device.read(arrival) == WORDS
    assert arrival.headers["Content-Encoding"] == ("aes128gcm" if standard else "aesgcm")
    assert (arrival.headers["Urgency"], arrival.headers["TTL"]) == ("high", "172800")
    said = arrival.headers["Authorization"]
    if standard:
        token, shown = said.removeprefix("vapid t=").split(",k=")
    else:
        token, shown = said.removeprefix("WebPush "), arrival.headers["Crypto-Key"]
        shown = shown.partition("p256ecdsa=")[2]
    assert shown == public
    claims = signed_by(public, token)
    assert (claims["aud"], claims["sub"]) == (service.url, "mailto:a@b.example")
    assert 0 < claims["exp"] - clock.now().timestamp() <= 24 * 3600
    with pytest.raises(InvalidSignature):
        signed_by(make_key()[0], token)


def test_another_device_of_the_same_service_can_not(
    service: PushService, device: PhoneDevice
) -> None:
    sent(device, Sender(secret=make_key()[1], contact="https://rounds.example"), standard=True)
    other = PhoneDevice(device.endpoint, auth=device.auth)
    with pytest.raises(Exception, match="Decryption error"):
        other.read(service.arrived[0])


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (404, {}, {"gone": True}), (410, {}, {"gone": True}),
        (429, {"Retry-After": "90"}, {"again": True, "wait": 90}),
        (503, {"Retry-After": "Sun, 22 Nov 2026 10:00:00 GMT"}, {"again": True}),
        (500, {"Retry-After": "99999999"}, {"again": True, "wait": 6 * 3600}),
        (400, {}, {}), (403, {}, {}), (413, {}, {}),
    ],
)  # fmt: skip
def test_what_a_service_answers_is_understood(
    service: PushService, device: PhoneDevice, status: int, headers: dict[str, str],
    expected: dict[str, Any],
) -> None:  # fmt: skip
    service.answers.append((status, headers))
    outcome = sent(device, Sender(secret=make_key()[1], contact="c"), standard=True)
    known = {"done": False, "gone": False, "again": False, "wait": 0, "status": status}
    assert {name: getattr(outcome, name) for name in known} == known | expected


def test_a_service_that_sends_elsewhere_is_not_followed(
    service: PushService, device: PhoneDevice
) -> None:
    service.answers.append((307, {"Location": f"{service.url}/elsewhere"}))
    outcome = sent(device, Sender(secret=make_key()[1], contact="c"), standard=True)
    assert not outcome.done
    assert [arrival.path for arrival in service.arrived] == ["/device/1"]


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/1", "https://10.0.0.1/1", "https://127.0.0.1/1", "https://[::1]/1",
     "https://169.254.169.254/latest", "https://a:b@push.example/", "https://push.example:22/",
     "push.example/1", "", "javascript:alert(1)", f"https://push.example/{'x' * 2000}"],
)  # fmt: skip
def test_an_address_that_may_not_be_rung_is_refused(endpoint: str) -> None:
    device = PhoneDevice(endpoint)
    with pytest.raises(Invalid, match="Endpoint"):
        checked_device(endpoint, device.p256dh, encode(device.auth), True)


@pytest.mark.parametrize(
    ("p256dh", "auth", "named"),
    [("", None, "p256dh"), ("BAAA", None, "p256dh"), (encode(b"\x04" + b"\1" * 64), None, "p256dh"),
     ("ü", None, "base64"), (None, "AAAA", "auth"), (None, "", "auth"), (None, "*", "base64")],
)  # fmt: skip
def test_a_key_that_is_none_is_refused(p256dh: str | None, auth: str | None, named: str) -> None:
    device = PhoneDevice("https://push.example/1")
    key = device.p256dh if p256dh is None else p256dh
    with pytest.raises(Invalid, match=named):
        checked_device(device.endpoint, key, encode(device.auth) if auth is None else auth, True)


def test_a_name_that_leads_to_this_machine_is_never_reached() -> None:
    device = PhoneDevice("https://localhost/1")
    outcome = sent(device, Sender(secret=make_key()[1], contact="c"), standard=True)
    assert (outcome.done, outcome.again) == (False, True)
