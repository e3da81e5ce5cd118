"""The child process that holds c2pa's library: it reads one file, or signs one picture's sizes.

`read` is given a stranger's bytes and no key; `sign` is given our own pictures and the key. Both take
an errand on standard input and give an answer on standard output, in MessagePack, and then end.
"""

import hashlib
import io
import json
import re
import resource
import sys
from typing import Any

import msgspec

from rounds.base.provenance.manifest import ACTIONS_LABEL, WEBP
from rounds.base.provenance.original import OURS, Original, distilled

INVALID, UNREADABLE = "invalid", "unreadable"
VALID = "valid"
_MOST_MEMORY, _MOST_SECONDS = 2 * 1024**3, 25
# What a certificate may be for: the defaults of the specification's own list, and C2PA's use.
_PURPOSES = (
    "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9",
    "1.3.6.1.4.1.311.76.59.1.9", "1.3.6.1.4.1.62558.2.1",
)  # fmt: skip
_BLOCK = rb"-----BEGIN %s-----.+?-----END %s-----\s*"
_CERTIFICATE = re.compile(_BLOCK % (b"CERTIFICATE", b"CERTIFICATE"), re.DOTALL)
_KEY = re.compile(_BLOCK % (rb"[A-Z ]*PRIVATE KEY", rb"[A-Z ]*PRIVATE KEY"), re.DOTALL)


class ReadErrand(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read, its type, and a file (PEM) of trusted authorities or ''."""

    data: bytes
    format: str
    trust: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How a content credential stood, and what it says where it holds."""

    state: str
    originals: tuple[Original, ...] = ()


class SignErrand(msgspec.Struct, frozen=True, kw_only=True):
    """Pictures (WebP) with the manifest of each, and the files (PEM) of certificate and key."""

    pictures: tuple[bytes, ...]
    definitions: tuple[dict[str, Any], ...]
    certificate: str
    key: str


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures, signed; or why that failed: a sentence for the operator."""

    pictures: tuple[bytes, ...] = ()
    refused: str = ""


def quiet_settings(trust: str = "", own_label: str = "") -> dict[str, Any]:
    """The settings of c2pa's library: nothing is fetched, nothing is added by itself.

    A certificate ends within a year or two, so most pictures hold by their time stamp alone. Without
    a list of whom to trust, the stamp's authority is believed as the signer is: it may be anybody.
    """
    trusted = {"trust_anchors": trust} if trust else {}
    return {
        "version": 1,
        "core": {
            "allowed_network_hosts": [],
            "decode_identity_assertions": False,
            "max_decompressed_manifest_size_in_mb": 32,
        },
        "trust": {"trust_config": "\n".join(_PURPOSES), **trusted},
        "verify": {
            "verify_after_reading": True,
            "verify_after_sign": True,
            "verify_trust": True,
            "verify_timestamp_trust": bool(trust),
            "ocsp_fetch": False,
            "remote_manifest_fetch": False,
        },
        "builder": {
            "thumbnail": {"enabled": False},
            "created_assertion_labels": [ACTIONS_LABEL, "c2pa.ingredient.v3", own_label],
            "actions": {
                name: {"enabled": False}
                for name in ("auto_created_action", "auto_opened_action", "auto_placed_action")
            },
        },
    }


def read(errand: ReadErrand) -> Reading:
    """How the content credential in a file stands."""
    from c2pa import C2paError

    trust = ""
    if errand.trust:
        with open(errand.trust, encoding="ascii") as file:
            trust = file.read()
    try:
        report = _report(errand, trust)
        if trust and report.get("validation_state") != "Trusted":
            report = _report(errand, "")
        if report.get("validation_state") not in {"Valid", "Trusted"}:
            return Reading(state=INVALID)
        digest = f"sha256:{hashlib.sha256(errand.data).hexdigest()}"
        originals = distilled(report, digest, errand.format)
    except (C2paError, ValueError, KeyError, TypeError, AttributeError):
        return Reading(state=UNREADABLE)
    return Reading(state=VALID, originals=originals) if originals else Reading(state=UNREADABLE)


def _report(errand: ReadErrand, trust: str) -> dict[str, Any]:
    from c2pa import Context, Reader

    context = Context.from_dict(quiet_settings(trust))
    with Reader(errand.format, io.BytesIO(errand.data), context=context) as reader:
        found: dict[str, Any] = json.loads(reader.json())
    return found


def sign(errand: SignErrand) -> Signed:
    """Each picture with its manifest; the library checks what it has signed before it gives it."""
    from c2pa import C2paError

    try:
        with open(errand.certificate, "rb") as file:
            chain = b"".join(_CERTIFICATE.findall(file.read()))
        with open(errand.key, "rb") as file:
            found = _KEY.search(file.read())
        if not chain or not found:
            return Signed(refused="the files hold no certificate or no private key in PEM")
        pairs = zip(errand.pictures, errand.definitions, strict=True)
        return Signed(pictures=tuple(_signed(one, told, chain, found[0]) for one, told in pairs))
    except (C2paError, OSError, ValueError, TypeError) as error:
        return Signed(refused=str(error)[:500])


def _signed(picture: bytes, told: dict[str, Any], chain: bytes, key: bytes) -> bytes:
    from c2pa import Builder, C2paSignerInfo, Context, Signer

    own = next(one["label"] for one in told["assertions"] if one["label"].endswith(OURS))
    with (
        Signer.from_info(C2paSignerInfo(_algorithm(key), chain, key, None)) as signer,
        Builder(json.dumps(told), context=Context.from_dict(quiet_settings("", own))) as builder,
    ):
        out = io.BytesIO()
        builder.sign(signer, WEBP, io.BytesIO(picture), out)
    return out.getvalue()


def _algorithm(key: bytes) -> bytes:
    """The algorithm of COSE that fits the key.

    Errors: ValueError for a key that C2PA has no algorithm for, or that is locked.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    loaded = load_pem_private_key(key, password=None)
    if isinstance(loaded, ec.EllipticCurvePrivateKey):
        curves = {"secp256r1": b"es256", "secp384r1": b"es384", "secp521r1": b"es512"}
        if found := curves.get(loaded.curve.name):
            return found
    if isinstance(loaded, ed25519.Ed25519PrivateKey):
        return b"ed25519"
    if isinstance(loaded, rsa.RSAPrivateKey):
        return b"ps256"
    raise ValueError("the key is of a kind that C2PA does not know; use one of P-256")


def main(verb: str) -> int:
    """The child: one errand in, one answer out, within limits."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    sent = sys.stdin.buffer.read()
    answer: Reading | Signed
    if verb == "read":
        answer = read(msgspec.msgpack.decode(sent, type=ReadErrand))
    else:
        answer = sign(msgspec.msgpack.decode(sent, type=SignErrand))
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
