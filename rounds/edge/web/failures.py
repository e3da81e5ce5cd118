"""Pages for what went wrong: what happened, what to do next, and nothing about our insides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rounds.base.errors import Invalid, NotFound, Refused, RoundsError


def fail(
    request: HttpRequest, status: int, heading: str, words: str, **next_step: str
) -> HttpResponse:
    """A page with `status` that says `heading` and `words`; htmx gets a message in place."""
    if request.headers.get("HX-Request") == "true":
        response = render(request, "parts/refusal.html", {"words": words}, status=status)
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML"
        return response
    context: dict[str, Any] = {"status": status, "heading": heading, "words": words}
    return render(request, "failure.html", context | next_step, status=status)


def explain(request: HttpRequest, error: RoundsError) -> HttpResponse:
    """The answer for what a room refused: 404, 403, 422 or 400."""
    if isinstance(error, NotFound):
        return not_found(request)
    if isinstance(error, Refused):
        return fail(request, 403, _("This is not possible"), str(error))
    if isinstance(error, Invalid):
        return fail(request, 422, _("That could not be used"), str(error))
    return fail(request, 400, _("That did not work"), str(error))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    words = _("What was sent could not be read. Nothing was changed. Go back and try again.")
    return fail(request, 400, _("We could not read that"), words)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not ours, or older than the log-in."""
    words = _(
        "This form was opened before you logged in, or in another window. Go back, reload, and send it again."
    )
    return fail(request, 403, _("This form is no longer valid"), words)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, and not allowed."""
    words = _(
        "Your account may not do this here. If you think it should, write to the people who run this server."
    )
    return fail(request, 403, _("This is not possible"), words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this reader; both look the same."""
    words = _(
        "There is nothing at this address, or it is not for you to see. It may have been deleted by its author."
    )
    return fail(request, 404, _("Nothing here"), words)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too much in too short a time."""
    words = _(
        "That was a lot in a short time. Wait a minute, then go on; nothing you wrote is lost."
    )
    return fail(request, 429, _("One moment"), words)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. It asks neither the database nor the session."""
    words = _("Something broke on our side. Nothing you published is lost. Try again in a minute.")
    context = {"status": 500, "heading": _("That was our fault"), "words": words}
    return render(None, "broken.html", context, status=500)
