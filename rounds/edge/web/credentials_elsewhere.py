"""Go to ORCID or to one's institution to prove who one is there, and come back with a code.

The way there is a link and no form, since pages here may send forms to this server alone. What
comes back is sealed with a claim; a job asks the other side.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.credentials import HERE
from rounds.edge.web.reader import needs_reader
from rounds.identity.claim_words import What
from rounds.identity.claims import by_affiliation, by_orcid
from rounds.identity.claims.grants import Errand, Provider, address_of, new_errand
from rounds.identity.models import Account
from rounds.outside.web import Unreachable

ORCID, INSTITUTION = "orcid", "institution"
_KEPT = "credential_errand"


def _provider(where: str) -> Provider:
    """Errors: NotFound where this server is not registered there; Unreachable."""
    if where == ORCID and (known := by_orcid.provider()):
        return known
    if where == INSTITUTION and by_affiliation.is_set_up():
        return by_affiliation.provider()
    raise NotFound


@require_safe
@needs_reader
def leave(request: HttpRequest, reader: Account, where: str) -> HttpResponse:
    """Send the browser to sign in elsewhere."""
    errand = new_errand(f"{settings.BASE_URL}{HERE}/{where}/back")
    try:
        address = address_of(_provider(where), errand)
    except Unreachable:
        messages.warning(request, _("The other side does not answer. Try again later."))
        return redirect(HERE)
    what = request.GET.get("what", "")
    request.session[_KEPT] = {
        "where": where, "what": what if what in by_orcid.SECTIONS else What.EMPLOYMENT.value,
        "state": errand.state, "verifier": errand.verifier, "redirect": errand.redirect,
    }  # fmt: skip
    return HttpResponseRedirect(address)


def _open(reader: Account, kept: dict[str, Any], code: str) -> None:
    errand = Errand(kept["state"], kept["verifier"], kept["redirect"])
    if kept["where"] == ORCID:
        by_orcid.claim_by_orcid(reader, What(kept["what"]), errand, code)
    else:
        by_affiliation.claim_by_affiliation(reader, errand, code)


@require_safe
@needs_reader
def come_back(request: HttpRequest, reader: Account, where: str) -> HttpResponse:
    """Take the code the browser brings, if it left from here."""
    kept: dict[str, Any] = request.session.pop(_KEPT, None) or {}
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if kept.get("where") != where or not constant_time_compare(state, kept["state"]):
        messages.warning(request, _("That did not begin in this browser. Begin again here."))
        return redirect(HERE)
    if not code or len(code) > 2000:
        messages.warning(request, _("The other side gave no code, so nothing was asked."))
        return redirect(HERE)
    try:
        _open(reader, kept, code)
    except Invalid as error:
        messages.warning(request, _(str(error)))
        return redirect(HERE)
    messages.success(request, _("We are asking. Reload in a moment to see the result."))
    return redirect(HERE)


urlpatterns = [
    path("settings/credentials/<slug:where>/begin", leave),
    path("settings/credentials/<slug:where>/back", come_back),
]
