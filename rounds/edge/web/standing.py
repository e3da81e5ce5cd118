"""Pages that stand by themselves: about, light or dark, more, offline, and what makes Rounds installable."""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from rounds.edge.web.front import own_headline
from rounds.edge.web.reader import THEMES, go_on, reader_of, theme_of
from rounds.identity.models import User
from rounds.identity.preferences import Preferences, revise_preferences
from rounds.trust.privacy import PRIVACY

_WORKER = Path(__file__).parent / "static" / "worker.js"
_YEAR = 365 * 86400


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this server is, who can read what, and which apps work."""
    rounds: Any = settings.ROUNDS
    context = {
        "server": rounds,
        "headline": own_headline(rounds.description),
        "host": settings.LOCAL_HOST,
        "base_url": settings.BASE_URL,
        "privacy": [_(words) for words in PRIVACY],
    }
    return render(request, "standing/about.html", context)


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """On a phone: every place the bar has no room for."""
    return render(request, "standing/more.html")


@require_safe
@cache_control(public=True, max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows without a connection: the same for everybody, logged in or not."""
    return render(request, "offline.html", {"me": None, "theme": "auto", "for_anybody": True})


def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says; kept with the account, or in a cookie for a visitor."""
    if request.method != "POST":
        return render(request, "standing/appearance.html", {"chosen": theme_of(request)})
    wish = request.POST.get("theme", "")
    theme = wish if wish in THEMES else "auto"
    if reader_of(request):
        revise_preferences(cast(User, request.user), Preferences(theme=theme))
    messages.success(request, _("The page now looks as you chose."))
    response = go_on(request, "/appearance")
    response.set_cookie("theme", theme, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web manifest: name, colours and icons of the installed page."""
    icons = [
        {
            "src": static(f"icons/app-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    words = {
        "name": settings.ROUNDS.name,
        "short_name": settings.ROUNDS.name,
        "description": own_headline(settings.ROUNDS.description),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf8",
        "theme_color": "#fbfaf8",
        "icons": icons,
    }
    return JsonResponse(words, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=3600)
def worker(request: HttpRequest) -> FileResponse:
    """The service worker, at the root so that it may answer for every page."""
    return FileResponse(_WORKER.open("rb"), content_type="text/javascript")


urlpatterns = [
    path("about", about),
    path("more", more),
    path("offline", offline),
    path("appearance", appearance),
    path("manifest.webmanifest", manifest),
    path("worker.js", worker),
]
