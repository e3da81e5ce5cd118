"""Audiences frozen at the time of a post, so that a report can count people exactly, later."""

import hashlib
import zlib
from array import array
from collections.abc import Iterable

from rounds.ledger.models import Audience


def freeze(members: Iterable[int]) -> str:
    """Keep the set of account ids `members`; gives its digest, the same for the same people."""
    ids = array("q", sorted(set(members)))
    raw = ids.tobytes()
    digest = hashlib.sha256(raw).hexdigest()
    Audience.objects.get_or_create(
        digest=digest, defaults={"size": len(ids), "members": zlib.compress(raw, 6)}
    )
    return digest


def thaw(digests: Iterable[str]) -> dict[str, list[int]]:
    """The account ids behind each of `digests`, sorted; an unknown digest is left out."""
    found: dict[str, list[int]] = {}
    for row in Audience.objects.filter(digest__in=set(digests)):
        ids = array("q")
        ids.frombytes(zlib.decompress(bytes(row.members)))
        found[row.digest] = ids.tolist()
    return found
