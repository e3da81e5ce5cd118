"""From where a request comes: what limits by address count, at every door alike."""

from collections.abc import Mapping
from typing import Any

_HERE = frozenset({"127.0.0.1", "::1"})


def address_of_caller(meta: Mapping[str, Any]) -> str:
    """The caller's address by a request's `META`; behind a proxy on this machine, the one it saw.

    Of what stands in X-Forwarded-For the last entry is the proxy's own word; what came before can
    be anybody's. `?` where nothing is known.
    """
    direct = str(meta.get("REMOTE_ADDR", "")) or "?"
    if direct not in _HERE:
        return direct
    seen = str(meta.get("HTTP_X_FORWARDED_FOR", ""))
    return seen.rpartition(",")[2].strip() or direct
