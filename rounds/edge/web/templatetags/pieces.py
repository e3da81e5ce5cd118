"""Template tags for the pieces of a page: icons, places, times, monograms, focus classes.

`{% load pieces %}` and see docs/pages.md.
"""

from datetime import datetime
from functools import cache
from typing import Any

from django import template
from django.template.defaultfilters import date as formatted
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.base.clock import now

register = template.Library()
FOCUS_STEPS = 10


@register.simple_tag
@cache
def icon(name: str, kind: str = "") -> SafeString:
    """The icon `name` of the sprite, silent to screen readers; say the words beside it.

    Example: `{% icon "reply" %}`, `{% icon "clock" "inline" %}` (as high as the text).
    """
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        kind,
        static("icons/sprite.svg"),
        name,
    )


@register.inclusion_tag("parts/place.html", takes_context=True)
def place(
    context: dict[str, Any], path: str, name: str, words: str, *, waiting: int = 0
) -> dict[str, Any]:
    """One entry of the navigation, marked as current on its own page and below it.

    Example: `{% place "/home" "house" _("Home") %}`.
    """
    request = context.get("request")
    here = getattr(request, "path", "").rstrip("/") or "/"
    current = here == path or (path != "/" and here.startswith(path + "/"))
    return {"path": path, "icon_name": name, "words": words, "waiting": waiting, "current": current}


@register.filter
def clock_words(moment: datetime | None) -> str:
    """The moment in the reader's zone, with the zone's name, as short as it can honestly be.

    Example: '21:14 GMT' today, '12 Mar, 21:14 GMT' this year, '12 Mar 2024, 21:14 GMT' before.
    """
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localtime(now())
    if local.date() == today.date():
        return formatted(local, "H:i T")
    return formatted(local, _("j M, H:i T") if local.year == today.year else _("j M Y, H:i T"))


@register.filter
def full_clock_words(moment: datetime | None) -> str:
    """The moment in full: 'Thursday 12 March 2026, 21:14 GMT'."""
    return formatted(timezone.localtime(moment), _("l j F Y, H:i T")) if moment else ""


@register.inclusion_tag("parts/countdown.html")
def countdown(moment: datetime, *, left: bool = False) -> dict[str, Any]:
    """How long it is until `moment`: '2 days 3 h', '1 h 2 min', '42 s'; `left` says 'left' too.

    The server's words stand until less than a day is left; then rounds.js counts in the same ones.
    Example: `{% countdown chat.starts_at %}`, `{% countdown ends_at left=True %}`.
    """
    hours, minutes, seconds = (
        (_("{h} h {m} min left"), _("{m} min left"), _("{s} s left"))
        if left
        else (_("{h} h {m} min"), _("{m} min"), _("{s} s"))
    )
    patterns = {"hours": hours, "minutes": minutes, "seconds": seconds}
    return {"moment": moment, "words": _until(moment, left, patterns), **patterns}


def _until(moment: datetime, left: bool, patterns: dict[str, str]) -> str:
    seconds = max(int((moment - now()).total_seconds()), 0)
    minutes, hours, days = seconds // 60 % 60, seconds // 3600, seconds // 86400
    if days and left:
        pattern = ngettext("%(d)d day %(h)d h left", "%(d)d days %(h)d h left", days)
        return pattern % {"d": days, "h": hours % 24}
    if days:
        return ngettext("%(d)d day %(h)d h", "%(d)d days %(h)d h", days) % {
            "d": days,
            "h": hours % 24,
        }
    which = "hours" if hours else "minutes" if minutes else "seconds"
    return patterns[which].format(h=hours, m=minutes, s=seconds)


@register.filter
def monogram(name: str) -> str:
    """One or two letters that stand where a portrait is missing: 'Dr Amina Yusuf' gives 'AY'."""
    titles = {"dr", "prof", "mr", "mrs", "ms", "miss", "sir", "the"}
    words = [w for w in name.split() if w[:1].isalnum() and w.lower().strip(".") not in titles]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [w[0] for w in words]
    return "".join(letters).upper()


@register.filter
def focus_class(media: Any) -> str:
    """The classes that keep a picture's focus in the crop: 'fx-7 fy-3' (style attributes are forbidden).

    Reads `focus_x` and `focus_y` as Mastodon defines them: -1 to 1, y upwards.
    """
    across = round((float(getattr(media, "focus_x", 0) or 0) + 1) / 2 * FOCUS_STEPS)
    down = round((1 - float(getattr(media, "focus_y", 0) or 0)) / 2 * FOCUS_STEPS)
    return f"fx-{min(max(across, 0), FOCUS_STEPS)} fy-{min(max(down, 0), FOCUS_STEPS)}"
