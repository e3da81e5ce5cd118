"""What apps read, answered by the Mastodon door without Django's handler in between.

Django's handler, its signals and its chain of middleware cost an app's call more than most reads do,
and mean nothing to it (site/middleware.py): only the guards of every answer apply, and they are the
same objects here. What writes keeps Django's way. Why and how much: docs/decisions/0007.
"""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS, connections
from django.middleware.security import SecurityMiddleware

import rounds.edge.mastodon.urls  # noqa: F401 - what answers at which address is known once it is read
from rounds.edge.mastodon.door import door
from rounds.edge.web.middleware import guard_pages

_READS = {"GET", "HEAD", "OPTIONS"}


def is_app_read(method: str, path: str) -> bool:
    """Whether this is a call of an app that only reads."""
    return method in _READS and path.startswith("/api/")


class AppReads:
    """Makes the answer to one call that `is_app_read`."""

    def __init__(self) -> None:
        self._answer = SecurityMiddleware(guard_pages(door))

    def __call__(self, environ: dict[str, Any]) -> Any:
        """The response; nothing of it is left to do later."""
        # What Django does when a request starts: a connection that broke is made anew.
        connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        request = WSGIRequest(environ)
        response = self._answer(request)
        request.close()
        return response
