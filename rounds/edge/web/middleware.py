"""What every page gets: the reader's zone and language, a strict policy, and errors said in words."""

from collections.abc import Callable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from rounds.base.errors import RoundsError
from rounds.edge.web.failures import explain

Answer = Callable[[HttpRequest], HttpResponse]


def _media_origin() -> str:
    parts = urlsplit(settings.MEDIA_URL)
    return f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""


def policy() -> str:
    """The content security policy: our own files, nothing inline, no frame, nobody else's server.

    `blob:` shows a picture that was chosen and not yet sent.
    """
    media = _media_origin()
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob:{media}; media-src 'self'{media}; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def guard_pages(answer: Answer) -> Answer:
    """Set the content security policy on every answer that does not bring its own."""
    words = policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", words)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

    return middleware


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def read_as_reader(answer: Answer) -> Answer:
    """Show times in the reader's zone and words in the reader's language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)  # calls of apps carry none
        if user is None or not user.is_authenticated:
            return answer(request)
        zone = _zone(user.time_zone)
        with timezone.override(zone or timezone.get_default_timezone()):
            if user.locale in dict(settings.LANGUAGES):
                translation.activate(user.locale)
            return answer(request)

    return middleware


class ExplainErrors:
    """Turn what a room refused into a page (or, for htmx, a message) that says what to do next."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a RoundsError; None for anything else, which Django answers with 500."""
        return explain(request, error) if isinstance(error, RoundsError) else None
