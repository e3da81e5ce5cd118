"""Notifications of kinds that an app may not know, in words that any app can show.

An app that sends `supported_types` (Mastodon 4.6) is given every kind, and for those it does not name
a title and a summary; one that does not send it is given Mastodon's kinds alone.
"""

from html import escape

import msgspec
from django.conf import settings
from django.utils import translation

from rounds.edge.mastodon.api import JSON
from rounds.identity.models import Account
from rounds.identity.queries import user_of
from rounds.timelines.kinds import OURS, TAKEDOWNS
from rounds.timelines.notifications import NotificationView
from rounds.timelines.push_words import body_of, title_of

Supported = list[str] | None


def left_out(supported: Supported) -> tuple[str, ...]:
    """The kinds that such an app is not given."""
    return OURS if supported is None else ()


class Fallbacks:
    """What an app that knows the kinds `supported` is told of the others, in its owner's language."""

    def __init__(self, viewer: Account, supported: Supported) -> None:
        self._me, self._supported = viewer.pk, supported
        self._locale: str | None = None
        self._viewer = viewer

    def __call__(self, view: NotificationView) -> dict[str, JSON] | None:
        """Mastodon's NotificationFallback, or None where the app knows the kind."""
        if self._supported is None or view.app_kind in self._supported:
            return None
        if view.kind not in OURS and view.kind not in TAKEDOWNS:
            return None
        if self._locale is None:
            user = user_of(self._viewer)
            self._locale = (user.locale if user else "") or settings.LANGUAGE_CODE
        with translation.override(self._locale):
            title, summary = title_of(view, self._me), body_of(view)
        return {"title": escape(title), "summary": escape(summary) or None, "details": None}

    def spliced(self, view: NotificationView) -> str:
        """The same as a piece of JSON to splice in, or ''."""
        found = self(view)
        return f',"fallback":{msgspec.json.encode(found).decode()}' if found else ""
