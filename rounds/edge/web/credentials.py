"""Settings: what is confirmed about oneself, how to have something confirmed, and for whom one vouches."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.credentials_forms import (
    CodeForm,
    LinkForm,
    MailForm,
    RegisterForm,
    VouchForm,
    kind_of,
)
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import blame, refuse
from rounds.gate.own_words import check_own_words
from rounds.identity.binding import still_holds
from rounds.identity.claim_models import Claim, ClaimState, Way
from rounds.identity.claim_words import REASON_WORDS, STATE_WORDS, WAY_WORDS, Reason, What
from rounds.identity.claims.by_affiliation import shown_name
from rounds.identity.claims.by_link import claim_link, profile_of
from rounds.identity.claims.by_mail import answer_mail, claim_by_mail
from rounds.identity.claims.by_orcid import provider
from rounds.identity.claims.by_register import Entry, claim_by_register
from rounds.identity.claims.by_vouching import answer_vouch, ask_to_vouch, list_asked
from rounds.identity.claims.institutions import lists
from rounds.identity.claims.queries import list_claims, own_claim, vouchers_of
from rounds.identity.claims.settle import withdraw_claim
from rounds.identity.claims.tell import write_to
from rounds.identity.credentials import list_credentials, revoke_credential, valid_credentials
from rounds.identity.models import Account, Credential
from rounds.identity.saml.providers import is_set_up as saml_is_set_up

HERE = "/settings/credentials"


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim as its owner reads it."""

    id: int
    way: str
    what: str
    scope: str
    link: str
    way_words: str
    state_words: str
    reason_words: str
    claim: Claim
    asked: tuple[str, ...] = ()


def claim_shown(claim: Claim) -> ClaimShown:
    """`claim` in the reader's words."""
    asked = vouchers_of(claim) if claim.way == Way.VOUCHING else []
    reason = REASON_WORDS[Reason(claim.reason)]
    return ClaimShown(
        claim.pk, claim.way, kind_of(claim.what), claim.scope, claim.link,
        _(WAY_WORDS[Way(claim.way)]), _(STATE_WORDS[ClaimState(claim.state)]),
        _(reason) if reason else "", claim, tuple(f"@{one.voucher.handle}" for one in asked),
    )  # fmt: skip


def _why_ended(one: Credential) -> str:
    if one.revoked_at:
        return _(REASON_WORDS[Reason(one.reason)]) if one.reason else _("Taken back.")
    if not still_holds(one.binding, one.account):
        return _("Confirmed under another name. Show that name again, or have it confirmed anew.")
    return _("Its time is over.")


@require_safe
@needs_reader
def overview(request: HttpRequest, reader: Account) -> HttpResponse:
    """What is confirmed, what is open, what one is asked, and the ways to more."""
    claims = [claim_shown(one) for one in list_claims(reader)]
    valid = valid_credentials(reader)
    held = {one.pk for one in valid}
    known = provider() is not None
    context = {
        "valid": valid,
        "open": [one for one in claims if one.claim.state == ClaimState.OPEN],
        "asked": [claim_shown(one) for one in list_asked(reader)],
        "refused": [one for one in claims if one.claim.state in {ClaimState.REFUSED, ClaimState.WITHDRAWN}],
        "ended": [(one, _why_ended(one)) for one in list_credentials(reader) if one.pk not in held],
        "has_orcid": known,
        "institution": shown_name(),
        "has_saml": saml_is_set_up(),
    }  # fmt: skip
    return render(request, "settings/credentials.html", context)


def _send_code(request: HttpRequest, reader: Account, said: dict[str, Any]) -> str:
    claim, code = claim_by_mail(reader, said["address"])
    write_to(said["address"], "claim_code", name=reader.shown_name, code=code)
    messages.success(request, _("The code is on its way. Type it here within 30 minutes."))
    return f"{HERE}/{claim.pk}/code"


def _look_at(request: HttpRequest, reader: Account, said: dict[str, Any]) -> str:
    check_own_words(reader, {"link": said["link"]})
    claim_link(reader, said["link"])
    messages.success(
        request, _("We are looking at the page. Reload in a moment to see the result.")
    )
    return HERE


def _ask(request: HttpRequest, reader: Account, said: dict[str, Any]) -> str:
    check_own_words(reader, {"scope": said["scope"]})
    ask_to_vouch(reader, What(said["what"]), said["handles"], said["scope"])
    messages.success(
        request, _("They are asked: each of them finds it under Credentials in the settings.")
    )
    return HERE


def _enter(request: HttpRequest, reader: Account, said: dict[str, Any]) -> str:
    entry = Entry(
        register=said["register"], number=said["number"], name=said["name"], scope=said["scope"]
    )
    check_own_words(reader, {"scope": said["scope"]})
    claim_by_register(reader, What(said["what"]), entry)
    messages.success(
        request, _("Two moderators will look into the register. You are told by e-mail.")
    )
    return HERE


@dataclass(frozen=True, slots=True)
class Page:
    """How one way looks: its form, its template, and what its form does."""

    form: type[forms.Form]
    template: str
    do: Callable[[HttpRequest, Account, dict[str, Any]], str]


WAYS: dict[str, Page] = {
    "mail": Page(MailForm, "settings/credential_mail.html", _send_code),
    "website": Page(LinkForm, "settings/credential_website.html", _look_at),
    "colleagues": Page(VouchForm, "settings/credential_colleagues.html", _ask),
    "register": Page(RegisterForm, "settings/credential_register.html", _enter),
}


@needs_reader
def begin(request: HttpRequest, reader: Account, way: str) -> HttpResponse:
    """The form of one way, and what it opens."""
    page = WAYS.get(way)
    if page is None:
        raise NotFound
    more = {"profile_address": profile_of(reader), "lists": lists() if way == "mail" else ()}
    if request.method != "POST":
        return render(request, page.template, {"form": page.form(), **more})
    form = page.form(request.POST)
    if not form.is_valid():
        return refuse(request, page.template, form, **more)
    try:
        return redirect(page.do(request, reader, form.cleaned_data))
    except Invalid as error:
        blame(form, error)
        return refuse(request, page.template, form, **more)


@needs_reader
def code(request: HttpRequest, reader: Account, claim_id: int) -> HttpResponse:
    """Type the code that came by e-mail."""
    claim, template = own_claim(reader, claim_id), "settings/credential_code.html"
    if claim is None or claim.way != Way.MAIL:
        raise NotFound
    if claim.state != ClaimState.OPEN:
        return redirect(HERE)
    more = {"claim": claim}
    if request.method != "POST":
        return render(request, template, {"form": CodeForm(), **more})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return refuse(request, template, form, **more)
    try:
        settled = answer_mail(reader, claim_id, form.cleaned_data["code"])
    except Invalid as error:
        blame(form, error)
        return refuse(request, template, form, **more)
    if settled.state == ClaimState.CONFIRMED:
        messages.success(request, _("Confirmed. It stands beside what you write from now on."))
    else:
        messages.warning(request, _(REASON_WORDS[Reason(settled.reason)]))
    return redirect(HERE)


@require_POST
@needs_reader
def withdraw(request: HttpRequest, reader: Account, claim_id: int) -> HttpResponse:
    """Take one's open claim back."""
    withdraw_claim(reader, claim_id)
    messages.success(request, _("Withdrawn. What you gave as evidence is deleted."))
    return redirect(HERE)


@require_POST
@needs_reader
def give_back(request: HttpRequest, reader: Account, credential_id: int) -> HttpResponse:
    """Have a credential of one's own revoked."""
    revoke_credential(reader, credential_id)
    messages.success(request, _("Revoked. Posts written until now keep it as it stood."))
    return redirect(HERE)


@require_POST
@needs_reader
def vouch(request: HttpRequest, reader: Account, claim_id: int) -> HttpResponse:
    """Vouch for somebody, or say that one does not."""
    answer = request.POST.get("answer")
    if answer not in {"yes", "no"}:
        raise NotFound
    answer_vouch(reader, claim_id, yes=answer == "yes")
    messages.success(request, _("Your answer is noted. Thank you."))
    return redirect(HERE)


urlpatterns = [
    path("settings/credentials", overview),
    path("settings/credentials/new/<slug:way>", begin),
    path("settings/credentials/<id:claim_id>/code", code),
    path("settings/credentials/<id:claim_id>/withdraw", withdraw),
    path("settings/credentials/<id:claim_id>/vouch", vouch),
    path("settings/credentials/<id:credential_id>/revoke", give_back),
]
