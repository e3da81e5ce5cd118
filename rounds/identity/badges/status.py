"""The list of badges that count no longer: one bit for each place. Pure.

A list is as long for one badge as for a hundred thousand, and a place is drawn at random, so that
nobody who reads it learns whose badge it is about.

Source: W3C, Bitstring Status List 1.0: at least 131,072 places, gzip, multibase base64url ('u').
"""

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable

from rounds.base.errors import Invalid

PLACES = 131_072
_MOST_BYTES = 16 * PLACES


def encode(revoked: Iterable[int]) -> str:
    """The list in which the places in `revoked` are set; the same places give the same words."""
    bits = bytearray(PLACES // 8)
    for place in revoked:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def is_set(encoded: str, place: int) -> bool:
    """Whether `place` is set in the list `encoded`.

    Errors: Invalid for what is no such list, or a place it does not have.
    """
    wrong = "The list of revoked badges can't be read."
    if not encoded.startswith("u"):
        raise Invalid(wrong)
    body = encoded[1:]
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        # Unpacked with an end: a few bytes may unfold into gigabytes.
        bits = zlib.decompressobj(31).decompress(packed, _MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Invalid(wrong) from error
    if not 0 <= place < len(bits) * 8:
        raise Invalid(wrong)
    return bool(bits[place // 8] & 0x80 >> place % 8)
