"""Middleware that only pages need: sessions, languages, CSRF, messages, sign-in.

An app's call carries a token instead of a cookie, so none of it means anything there, and it would
cost several times what the call itself does. Each class below lets such calls pass untouched. (allauth's
own middleware must stand in the settings under its own name; it costs next to nothing.)
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware

APPS = ("/api/", "/oauth/token", "/oauth/revoke", "/.well-known/", "/nodeinfo/", "/healthz")

Next = Callable[[HttpRequest], HttpResponseBase]


def is_page(request: HttpRequest) -> bool:
    """Whether `request` is for a page, not for one of the addresses that apps call."""
    return not request.path_info.startswith(APPS)


class _PagesOnly:
    """Passes calls of apps on to the next, pages through the middleware it is mixed into."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        further: Next = self.get_response if not is_page(request) else super().__call__  # type: ignore[misc]
        return further(request)


class Squeezed(_PagesOnly, GZipMiddleware):
    """Pages weigh less on the way; Django hides their secrets from who measures the weight."""


class Sessions(_PagesOnly, SessionMiddleware):
    """Sessions, for pages."""


class Languages(_PagesOnly, LocaleMiddleware):
    """The language of the reader, for pages."""


class Common(_PagesOnly, CommonMiddleware):
    """Slashes and lengths, for pages."""


class Csrf(_PagesOnly, CsrfViewMiddleware):
    """Forged forms are refused, for pages: a call of an app carries no cookie."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """The check itself, which Django calls apart from the rest."""
        if not is_page(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class SignedIn(_PagesOnly, AuthenticationMiddleware):
    """Who is signed in, for pages."""


class Messages(_PagesOnly, MessageMiddleware):
    """One-off messages, for pages."""


class Frames(_PagesOnly, XFrameOptionsMiddleware):
    """No framing, for pages."""
