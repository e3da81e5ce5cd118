"""Who reads: the account behind a request, and how they like their page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from rounds.identity.models import Account

P = ParamSpec("P")
THEMES = {"auto", "light", "dark"}


def reader_of(request: HttpRequest) -> Account | None:
    """The reader's account, or None for a stranger."""
    user: Any = getattr(request, "user", None)
    return user.account if user is not None and user.is_authenticated else None


def needs_reader(
    view: Callable[Concatenate[HttpRequest, Account, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view the reader's account; send a stranger to log in and back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reader = reader_of(request)
        if reader is None:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return view(request, reader, *args, **kwargs)

    return guarded


def theme_of(request: HttpRequest) -> str:
    """'light', 'dark' or 'auto': the account's wish, else the browser's cookie."""
    user: Any = getattr(request, "user", None)
    wish = (
        user.theme
        if user is not None and user.is_authenticated
        else request.COOKIES.get("theme", "")
    )
    return wish if wish in THEMES else "auto"


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page only."""
    return (
        request.headers.get("HX-Request") == "true"
        and "HX-History-Restore-Request" not in request.headers
    )


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Where to go on after a form: `next`, if it is an address of this server."""
    wish = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, request.is_secure())
    return wish if safe and wish.startswith("/") else otherwise


def go_on(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """Redirect after a form (303) to its `next`."""
    response = HttpResponseRedirect(safe_next(request, otherwise))
    response.status_code = 303
    return response
