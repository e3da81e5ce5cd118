"""Badges: the public page of a credential, its file, its picture, the list of revoked ones, and a check of any file."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.credential_words import day_words, in_short
from rounds.edge.web.reader import needs_reader
from rounds.identity.badges.baked import bake, take_out
from rounds.identity.badges.issue import (
    LIST_SECONDS,
    hide_badge,
    is_ours,
    issuer_profile,
    resting_list,
    show_badge,
    shown_badge,
    status_list,
    verify_here,
)
from rounds.identity.badges.verify import Verdict
from rounds.identity.claim_words import KINDS, What
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle

LONGEST = 64 * 1024
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at: whether it holds, why, and the `key` in full where one is named."""

    holds: bool | None
    words: str
    key: str = ""


def _named(part: str) -> str:
    """A part of a finding as people read it: a day, a name here, a key in short."""
    if _DAY.fullmatch(part):
        return day_words(datetime.fromisoformat(part))
    if part.startswith(f"{settings.BASE_URL}/@"):
        return part.removeprefix(f"{settings.BASE_URL}/")
    return in_short(part) if part.startswith("did:") else part


def rows(verdict: Verdict) -> list[Row]:
    """What was looked at, in the reader's language."""
    return [
        Row(
            one.holds,
            _(one.says).replace("{}", _named(one.part)),
            one.part if one.part.startswith("did:") else "",
        )
        for one in verdict.findings
    ]


def _file(document: dict[str, Any], seconds: int) -> HttpResponse:
    response = HttpResponse(msgspec.json.encode(document), content_type="application/json")
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["Access-Control-Allow-Origin"] = "*"  # verifiers run in other people's pages
    return response


@require_safe
def page(request: HttpRequest, credential_id: int) -> HttpResponse:
    """What is confirmed about somebody who chose to show it, and whether it holds now."""
    badge = shown_badge(credential_id)
    holder = badge.credential.account
    verdict = verify_here(badge.document, account=holder)
    context = {
        "badge": badge,
        "credential": badge.credential,
        "holder": holder,
        "verdict": verdict,
        "rows": rows(verdict),
        "checked_at": clock.now(),
    }
    return render(request, "credentials/page.html", context)


@require_safe
def document(request: HttpRequest, credential_id: int) -> HttpResponse:
    """The signed file, byte for byte the same each time."""
    response = _file(shown_badge(credential_id).document, LIST_SECONDS)
    response["Content-Disposition"] = f'inline; filename="credential-{credential_id}.json"'
    return response


@require_safe
def picture(request: HttpRequest, credential_id: int) -> HttpResponse:
    """The badge as a picture with the signed file inside; `?download` saves it."""
    drawn = bake(shown_badge(credential_id).document)
    response = HttpResponse(drawn, content_type="image/svg+xml")
    how = "attachment" if "download" in request.GET else "inline"
    response["Content-Disposition"] = f'{how}; filename="credential-{credential_id}.svg"'
    response["Cache-Control"] = f"public, max-age={LIST_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def revoked(request: HttpRequest, key_id: int) -> HttpResponse:
    """The signed list of what was revoked; nobody keeps it for longer than five minutes."""
    return _file(status_list(key_id), LIST_SECONDS)


@require_safe
def resting(request: HttpRequest, key_id: int) -> HttpResponse:
    """The signed list of badges whose holders go by another name; kept for as long."""
    return _file(resting_list(key_id), LIST_SECONDS)


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """This server as an issuer, with the keys it stands for."""
    return _file(issuer_profile(), LIST_SECONDS)


@require_safe
def kind(request: HttpRequest, name: str) -> HttpResponse:
    """What badges of one kind are given for: their `achievement` names this address."""
    known = {what.value: KINDS[what].words for what in What} | {"noted": "Noted by the operator"}
    if name not in known:
        raise NotFound
    achievement = {
        "id": f"{settings.BASE_URL}/credentials/kinds/{name}", "type": ["Achievement"],
        "name": known[name],
        "criteria": {"narrative": "Confirmed by the issuer that the badge names, in the way it names."},
    }  # fmt: skip
    return _file(achievement, LIST_SECONDS)


class CheckForm(forms.Form):
    """A file to check (chosen, or pasted as text), and whose page it was found on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label=_("The file"), required=False, max_length=200,
            help_text=_("The signed file (.json), or the picture that carries it (.svg)."),
            widget=forms.FileInput(attrs={"accept": ".json,.svg,application/json,image/svg+xml"}),
        )  # fmt: skip
        self.fields["document"] = forms.CharField(
            label=_("Or its text"), max_length=LONGEST, required=False,
            widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields["handle"] = forms.CharField(
            label=_("Found on the page of"), required=False, max_length=320,
            help_text=_("Such as @amina. A badge copied from somebody else fails then."),
        )  # fmt: skip

    def clean_file(self) -> str:
        """The chosen file as text; empty where none was."""
        chosen = self.cleaned_data.get("file")
        if chosen is None:
            return ""
        if chosen.size > LONGEST:
            raise forms.ValidationError(_("This file is too large to be a badge."))
        return str(chosen.read().decode("utf-8", "replace")).strip()

    def clean_document(self) -> dict[str, Any]:
        """The file as an object; out of its picture, where it is one."""
        typed: str = self.cleaned_data.get("file") or self.cleaned_data["document"]
        if not typed and "file" not in self.errors:
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        if typed.startswith("<"):
            try:
                return take_out(typed.encode())
            except Invalid as error:
                raise forms.ValidationError(_(str(error))) from error
        try:
            found = json.loads(typed)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is no JSON. Paste the whole file.")) from error
        if not isinstance(found, dict):
            raise forms.ValidationError(_("This is no JSON. Paste the whole file."))
        return found

    def clean_handle(self) -> Account | None:
        """Whose page it was, where somebody said so."""
        handle: str = self.cleaned_data["handle"]
        try:
            return account_by_handle(handle) if handle.strip() else None
        except NotFound as error:
            raise forms.ValidationError(_("Nobody here is called that.")) from error


def _told(document: dict[str, Any]) -> list[tuple[str, str]]:
    """What a badge that holds says: what, to whom, by whom."""
    parts = [
        (_("Says"), document.get("name")),
        (_("Issued to"), document.get("credentialSubject", {}).get("id")),
        (_("Issued by"), document.get("issuer", {}).get("name")),
    ]
    return [(name, words) for name, words in parts if isinstance(words, str)]


@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Whoever looks for credentials wants one checked."""
    return redirect("/credentials/verify")


def verify(request: HttpRequest) -> HttpResponse:
    """Check any badge: what holds, what fails and why."""
    template = "credentials/verify.html"
    if request.method != "POST":
        return render(request, template, {"form": CheckForm()})
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, template, {"form": form}, status=422)
    said = form.cleaned_data
    verdict: Verdict = verify_here(said["document"], account=said["handle"])
    known = is_ours(said["document"])
    context = {
        "form": form, "verdict": verdict, "rows": rows(verdict), "is_ours": known,
        "said": _told(said["document"]) if verdict.is_valid else [],
    }  # fmt: skip
    return render(request, template, context)


@require_POST
@needs_reader
def publish(request: HttpRequest, reader: Account, credential_id: int) -> HttpResponse:
    """Show one's credential as a badge, or hide it again (`on` is 0)."""
    if request.POST.get("on") == "1":
        show_badge(reader, credential_id)
        return redirect(f"/credentials/{credential_id}")
    hide_badge(reader, credential_id)
    messages.success(request, _("The page is gone. A file somebody took can still be checked."))
    return redirect("/settings/credentials")


urlpatterns = [
    path("credentials", here),
    path("credentials/verify", verify),
    path("credentials/issuer.json", issuer),
    path("credentials/kinds/<slug:name>", kind),
    path("credentials/status/<id:key_id>", revoked),
    path("credentials/status/<id:key_id>/resting", resting),
    path("credentials/<id:credential_id>", page),
    path("credentials/<id:credential_id>.json", document),
    path("credentials/<id:credential_id>.svg", picture),
    path("settings/credentials/<id:credential_id>/badge", publish),
]
