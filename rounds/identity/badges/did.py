"""Public keys as names: did:key, which holds the key itself, so that nobody has to be asked for it.

Why not did:web: it would tie the badge to a domain and to HTTPS at the moment of checking. With
did:key a badge can be checked on a plane; that the key is this server's says its issuer profile.

Source: W3C CCG, The did:key Method 0.7; multibase base58btc ('z'), multicodec 0xed01 for Ed25519.
"""

from rounds.base.errors import Invalid

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
_PREFIX = "did:key:"
_LONGEST = 200


def to_base58(raw: bytes) -> str:
    """`raw` in Bitcoin's base 58."""
    number, out = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = _ALPHABET[rest] + out
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + out


def from_base58(words: str) -> bytes:
    """What `to_base58` was given.

    Errors: Invalid for a character that base 58 has not, or too many of them.
    """
    if len(words) > _LONGEST or any(one not in _ALPHABET for one in words):
        raise Invalid("A key or a signature in it can't be read.")
    number = 0
    for one in words:
        number = number * 58 + _ALPHABET.index(one)
    zeros = len(words) - len(words.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_did(public: bytes) -> str:
    """The name of an Ed25519 public key.

    Example: 'did:key:z6Mk...'.
    """
    return f"{_PREFIX}z{to_base58(_ED25519 + public)}"


def from_did(did: str) -> bytes:
    """The Ed25519 public key that `did` names.

    Errors: Invalid for any other name.
    """
    raw = from_base58(did.removeprefix(f"{_PREFIX}z")) if did.startswith(f"{_PREFIX}z") else b""
    if not raw.startswith(_ED25519) or len(raw) != 34:
        raise Invalid("Its issuer is not named by a key (did:key), so it can't be checked here.")
    return raw[2:]


def method_of(did: str) -> str:
    """How a proof names the one key of `did`."""
    return f"{did}#{did.removeprefix(_PREFIX)}"
