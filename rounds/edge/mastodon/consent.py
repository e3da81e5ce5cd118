"""The page on which somebody lets an app act for them, and the page of apps that may."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from oauthlib.common import add_params_to_uri
from oauthlib.oauth2 import FatalClientError, OAuth2Error

from rounds.base.ids import parse_id
from rounds.edge.mastodon.oauth import consent_rules
from rounds.identity.grant import OUT_OF_BAND, authorised_apps, revoke_app
from rounds.identity.models import User
from rounds.identity.scopes import scope_words

# What oauthlib refuses without a word of why, named for the translators' catalogue.
_WHY = {
    "unsupported_response_type": gettext_noop(
        "a token in the address, where others can read it. This server gives codes only"
        " (response_type=code)."
    ),
    "invalid_scope": gettext_noop(
        "a permission that there is not, or that it did not name when it registered."
    ),
}
_KEPT = (
    "client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge",
    "code_challenge_method",
)  # fmt: skip


class _AppRedirect(HttpResponseRedirect):
    """A redirect to an app, whose scheme may be one of its own; oauthlib checked the address."""

    def __init__(self, address: str) -> None:
        scheme = urlsplit(address).scheme
        self.allowed_schemes = [scheme]
        super().__init__(address)


def _wrong(request: HttpRequest, words: str) -> HttpResponse:
    """The page for what can't be sent back to the app: the address to send it to is in doubt."""
    return render(request, "oauth/wrong.html", {"words": words}, status=400)


def _why(error: OAuth2Error) -> str:
    """What is wrong with what an app asked, in words; the protocol's own word where we have none."""
    words = _WHY.get(error.error)
    return _(words) if words else error.description or error.error


def _asked(request: HttpRequest) -> dict[str, str]:
    """The parameters of the app, from the address or from the form that kept them."""
    given = request.POST if request.method == "POST" else request.GET
    return {name: value for name in _KEPT if (value := given.get(name))}


def _address(asked: dict[str, str]) -> str:
    made: str = add_params_to_uri(f"{settings.BASE_URL}/oauth/authorize", asked.items())
    return made


def _form_may_lead_to(redirect_uri: str) -> str:
    """The content security policy of the page: its form is answered by a redirect to the app."""
    parts = urlsplit(redirect_uri)
    target = f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else ""
    custom = f"{parts.scheme}:" if not target and redirect_uri != OUT_OF_BAND else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {target or custom}".strip()
    )


def _ask(
    request: HttpRequest, asked: dict[str, str], scopes: list[str], known: Any
) -> HttpResponse:
    target = known["redirect_uri"]
    response = render(
        request,
        "oauth/authorize.html",
        {
            "app": known["request"].client,
            "scopes": [_(scope_words(scope)) for scope in scopes],
            "kept": asked,
            "leads_to": "" if target == OUT_OF_BAND else (urlsplit(target).netloc or target),
        },
    )
    response.headers["Content-Security-Policy"] = _form_may_lead_to(target)
    return response


def _denied(request: HttpRequest, asked: dict[str, str], redirect_uri: str) -> HttpResponse:
    if redirect_uri == OUT_OF_BAND:
        return render(request, "oauth/denied.html", status=403)
    said = {"error": "access_denied", "error_description": "The person said no."}
    if "state" in asked:
        said["state"] = asked["state"]
    return _AppRedirect(add_params_to_uri(redirect_uri, said.items()))


def _allowed(request: HttpRequest, asked: dict[str, str], scopes: list[str]) -> HttpResponse:
    headers, _body, _status = consent_rules.create_authorization_response(
        _address(asked), "POST", scopes=scopes, credentials={"user": request.user}
    )
    address = headers["Location"]
    if not address.startswith(OUT_OF_BAND):
        return _AppRedirect(address)
    code = dict(parse_qsl(urlsplit(address).query)).get("code", "")
    return render(request, "oauth/code.html", {"code": code})


def _may_consent(user: User) -> str:
    """Why this login can let no app in yet, or an empty text."""
    if user.account is None:
        return _("Finish your profile first: an app needs an account to speak for.")
    if user.account.suspended_at is not None:
        return _("This account is suspended, so that no app can use it.")
    if not user.approved:
        return _("Your account waits for approval. You will get a message when it is open.")
    return ""


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def authorise(request: HttpRequest) -> HttpResponse:
    """Ask whether the app may; say so to the app."""
    asked = _asked(request)
    assert isinstance(request.user, User)
    if words := _may_consent(request.user):
        return _wrong(request, words)
    try:
        scopes, known = consent_rules.validate_authorization_request(_address(asked), "GET")
    except FatalClientError as error:
        words = _("This app asked in a way that can’t be answered: %s") % _why(error)
        return _wrong(request, words)
    except OAuth2Error as error:
        target = getattr(error, "redirect_uri", None)
        if not target or target == OUT_OF_BAND:
            words = _("This app asked for what it can’t have: %s") % _why(error)
            return _wrong(request, words)
        return _AppRedirect(error.in_uri(target))
    if request.method == "GET":
        return _ask(request, asked, scopes, known)
    if request.POST.get("decision") != "allow":
        return _denied(request, asked, known["redirect_uri"])
    return _allowed(request, asked, scopes)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def apps(request: HttpRequest) -> HttpResponse:
    """The apps that may act for the reader; POST takes one's leave away."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        revoke_app(request.user, parse_id(request.POST.get("app")) or 0)
        response = HttpResponseRedirect("/settings/apps")
        response.status_code = 303
        return response
    listed = [
        {"app": one, "words": [_(scope_words(scope)) for scope in one.scopes]}
        for one in authorised_apps(request.user)
    ]
    return render(request, "oauth/apps.html", {"apps": listed})
