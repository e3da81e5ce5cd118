"""The words of a link to the composer, while a stranger logs in.

A link such as `/compose?text=...` may hold a patient's words. Logging in must not write them into
a second address, which proxies note: they wait in a signed cookie that only the composer is sent.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse

from rounds.base.text import plain
from rounds.edge.web.reader import reader_of

COOKIE = "carried"
PLACE = "/compose"
LONGEST = 500
_KEPT_FOR = 30 * 60
View = Callable[..., HttpResponse]


def words_in(request: HttpRequest) -> str:
    """The words that begin a post: those of the link, else those that waited for the log-in."""
    if given := plain(request.GET.get("text", "")):
        return given[:LONGEST]
    try:
        waited = signing.loads(request.COOKIES[COOKIE], salt=COOKIE, max_age=_KEPT_FOR)
    except (KeyError, signing.BadSignature):
        return ""
    return plain(str(waited))[:LONGEST]


def carries_words(view: View) -> View:
    """Let a stranger log in without the words of the link in any other address; then forget them."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        if reader_of(request) is None and request.method == "GET" and "text" in request.GET:
            return _to_log_in(request)
        response = view(request, *args, **kwargs)
        if COOKIE in request.COOKIES and reader_of(request) is not None:
            response.delete_cookie(COOKIE, path=PLACE, samesite="Lax")
        return response

    return guarded


def _to_log_in(request: HttpRequest) -> HttpResponse:
    rest = request.GET.copy()
    del rest["text"]
    response = redirect_to_login(PLACE + (f"?{rest.urlencode()}" if rest else ""))
    response.set_cookie(
        COOKIE, signing.dumps(words_in(request), salt=COOKIE, compress=True), max_age=_KEPT_FOR,
        path=PLACE, secure=request.is_secure(), httponly=True, samesite="Lax",
    )  # fmt: skip
    return response
