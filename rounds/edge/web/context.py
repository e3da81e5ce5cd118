"""What every template has: the reader, their colours, what waits for them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rounds.edge.web.reader import reader_of, theme_of
from rounds.timelines.notifications import unread_count
from rounds.trust.answer import count_open


def page(request: HttpRequest) -> dict[str, Any]:
    """`me`, `my_path`, `site_name`, `theme`, `unread`, `reports_waiting` (for moderators); see docs/pages.md."""
    me = reader_of(request)
    return {
        "me": me,
        "my_path": f"/@{me.username}" if me else "",
        "site_name": settings.ROUNDS.name,
        "theme": theme_of(request),
        "reports_waiting": SimpleLazyObject(lambda: count_open(me)) if me else 0,
        "unread": SimpleLazyObject(lambda: unread_count(me)) if me else 0,
    }
