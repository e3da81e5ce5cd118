"""Go to one's institution in a SAML federation to prove that one belongs there, and come back.

`listen` takes what the institution has the browser send. That comes from another site and without
the session's cookie, so it is judged as it stands and handed on, sealed, to `come_back`.
"""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.credentials import HERE
from rounds.edge.web.reader import needs_reader
from rounds.identity.claim_models import ClaimState
from rounds.identity.claim_words import REASON_WORDS, Reason
from rounds.identity.claims.by_saml import Asked, ask_institution, claim_by_saml, take_answer
from rounds.identity.models import Account
from rounds.identity.saml.answer import NotBelieved, Wrong
from rounds.identity.saml.providers import find_providers, is_set_up, shown_name
from rounds.identity.saml.service import our_metadata

CHOOSE, BACK = f"{HERE}/saml", f"{HERE}/saml/back"
_KEPT = "saml_errand"
_LONGEST_SEARCH = 80


# Marked for the translators' catalogue; translated where they are shown.
WRONG_WORDS: dict[Wrong, str] = {
    Wrong.UNKNOWN: gettext_noop("That answer came from an institution this server does not know."),
    Wrong.REFUSED: gettext_noop("Your institution did not let you in, so nothing was confirmed."),
    Wrong.LATE: gettext_noop("Your institution's answer was too old, or its clock is wrong. Begin again."),
    Wrong.AGAIN: gettext_noop("That answer was used before. Begin again."),
    Wrong.UNSOUND: gettext_noop("Your institution's answer can't be believed as it is, so nothing was confirmed. Whoever runs this server finds the reason in its log."),
}  # fmt: skip


@require_safe
@needs_reader
def choose(request: HttpRequest, reader: Account) -> HttpResponse:
    """Find one's institution by name or domain."""
    if not is_set_up():
        raise NotFound
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    found, count = find_providers(words)
    context: dict[str, Any] = {
        "q": words, "count": count, "more": count - len(found),
        "found": [(one.pk, shown_name(one), one.scopes[0]) for one in found],
    }  # fmt: skip
    return render(request, "settings/credential_saml.html", context)


@require_safe
@needs_reader
def leave(request: HttpRequest, reader: Account) -> HttpResponse:
    """Send the browser to sign in at the institution `at`."""
    at = request.GET.get("at", "")
    if not at.isdecimal() or len(at) > 19:
        raise NotFound
    try:
        address, asked = ask_institution(int(at))
    except Invalid as error:
        messages.warning(request, _(str(error)))
        return redirect(CHOOSE)
    request.session[_KEPT] = asdict(asked)
    return HttpResponseRedirect(address)


@csrf_exempt
@require_POST
def listen(request: HttpRequest) -> HttpResponse:
    """Judge what an institution had the browser send; whatever else is in the form is not read."""
    try:
        handed = {"said": take_answer(request.POST.get("SAMLResponse", ""))}
    except NotBelieved as error:
        handed = {"wrong": error.wrong.value}
    response = HttpResponse(status=303)
    response["Location"] = f"{BACK}?{urlencode(handed)}"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@needs_reader
def come_back(request: HttpRequest, reader: Account) -> HttpResponse:
    """Settle the claim by what the institution said, if this session asked for it."""
    wrong = request.GET.get("wrong", "")
    if wrong in {one.value for one in Wrong}:
        messages.warning(request, _(WRONG_WORDS[Wrong(wrong)]))
        return redirect(HERE)
    kept = request.session.pop(_KEPT, None) or {"request": "", "provider": 0, "at": 0.0}
    try:
        claim = claim_by_saml(reader, Asked(**kept), request.GET.get("said", ""))
    except Invalid as error:
        messages.warning(request, _(str(error)))
        return redirect(HERE)
    if claim.state == ClaimState.CONFIRMED:
        messages.success(request, _("Confirmed. It stands beside what you write from now on."))
    else:
        messages.warning(request, _(REASON_WORDS[Reason(claim.reason)]))
    return redirect(HERE)


@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """What a federation is given about this server."""
    if not is_set_up():
        raise NotFound
    response = HttpResponse(our_metadata(), content_type="application/samlmetadata+xml")
    response["Content-Disposition"] = 'inline; filename="metadata.xml"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


urlpatterns = [
    path("settings/credentials/saml", choose),
    path("settings/credentials/saml/begin", leave),
    path("settings/credentials/saml/back", come_back),
    path("saml/acs", listen),
    path("saml/metadata", metadata),
]
