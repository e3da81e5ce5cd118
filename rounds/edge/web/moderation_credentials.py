"""Moderation: look into registers, two for each claim, and take credentials back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import NotFound
from rounds.edge.web.accounts import needs_moderator
from rounds.edge.web.credentials_forms import kind_of
from rounds.identity.claim_words import FOR_REVOKING, REASON_WORDS, Reason
from rounds.identity.claims.by_register import (
    answer_check,
    leave_check,
    read_evidence,
    take_check,
)
from rounds.identity.claims.queries import list_waiting
from rounds.identity.credentials import list_confirmed, revoke_as_moderator
from rounds.identity.models import Account
from rounds.identity.names import list_unnamed_doctors, name_policy

HERE = "/moderation/credentials"


@require_safe
@needs_moderator
def overview(request: HttpRequest, reader: Account) -> HttpResponse:
    """What waits for a check, which doctors have not given their name, and what is confirmed."""
    waiting = [{"row": one, "what": kind_of(one.claim.what)} for one in list_waiting(reader)]
    context: dict[str, Any] = {
        "waiting": waiting,
        "unnamed": [(one, name_policy(one)) for one in list_unnamed_doctors()],
        "confirmed": list_confirmed(),
        "reasons": [(one.value, _(REASON_WORDS[one])) for one in FOR_REVOKING],
    }
    return render(request, "moderation/credentials.html", context)


@require_POST
@needs_moderator
def take(request: HttpRequest, reader: Account, claim_id: int) -> HttpResponse:
    """Take one of the two seats."""
    take_check(reader, claim_id)
    return redirect(f"{HERE}/{claim_id}")


@require_safe
@needs_moderator
def check(request: HttpRequest, reader: Account, claim_id: int) -> HttpResponse:
    """What there is to look up, for whoever has a seat; kept by no browser."""
    shown = read_evidence(reader, claim_id)
    row = next((one for one in list_waiting(reader) if one.claim.pk == claim_id), None)
    if row is None:
        raise NotFound
    context = {"shown": shown, "claim": row.claim, "what": kind_of(row.claim.what)}
    response = render(request, "moderation/credential_check.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@needs_moderator
def answer(request: HttpRequest, reader: Account, claim_id: int) -> HttpResponse:
    """Say what the register holds, or give the seat back."""
    said = request.POST.get("answer")
    if said == "leave":
        leave_check(reader, claim_id)
        messages.success(request, _("Somebody else can look at it now."))
    elif said in {"yes", "no"}:
        answer_check(reader, claim_id, found=said == "yes")
        messages.success(request, _("Your answer is noted. You no longer see the evidence."))
    else:
        raise NotFound
    return redirect(HERE)


@require_POST
@needs_moderator
def revoke(request: HttpRequest, reader: Account, credential_id: int) -> HttpResponse:
    """Take a credential back, with the reason."""
    given = request.POST.get("reason", "")
    reason = next((one for one in FOR_REVOKING if one == given), Reason.MISTAKE)
    revoke_as_moderator(reader, credential_id, reason)
    messages.success(request, _("Revoked. Posts written until now keep it as it stood."))
    return redirect(HERE)


urlpatterns = [
    path("moderation/credentials", overview),
    path("moderation/credentials/<id:claim_id>", check),
    path("moderation/credentials/<id:claim_id>/take", take),
    path("moderation/credentials/<id:claim_id>/answer", answer),
    path("moderation/credentials/<id:credential_id>/revoke", revoke),
]
