"""Who speaks for an organisation: its own page of settings, its public list, and one's own offices."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.reader import go_on, needs_reader, reader_of
from rounds.edge.web.settings_pages import blame
from rounds.identity import representatives
from rounds.identity.models import Account, Appointment
from rounds.identity.queries import account_by_handle


class AppointForm(forms.Form):
    """Whom to appoint, and until when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = self.fields
        add["representative"] = forms.CharField(
            label=_("Who"), max_length=64, help_text=_("The name after the @, such as amina."),
            widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        )  # fmt: skip
        add["until"] = forms.DateField(
            label=_("Last day"), required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text=_("Leave it empty to end it yourself. The day ends at midnight UTC."),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """An appointment as a page shows it; `last` is its last moment."""

    id: int
    organisation: Account
    representative: Account
    since: datetime
    last: datetime | None
    is_over: bool


def _office(row: Appointment) -> Office:
    ends = row.until
    return Office(
        id=row.pk, organisation=row.organisation, representative=row.representative, since=row.since,
        last=ends - timedelta(seconds=1) if ends else None,
        is_over=ends is not None and ends <= clock.now(),
    )  # fmt: skip


def _appoint(request: HttpRequest, by: Account, organisation: Account, form: AppointForm) -> bool:
    """Appoint whom the form names; tells whether it was done, else the form says why not.

    Errors: NotFound for who may not appoint.
    """
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        whom = account_by_handle(said["representative"])
    except NotFound:
        form.add_error("representative", _("Nobody here has this name."))
        return False
    until = representatives.last_moment(said["until"]) if said["until"] else None
    try:
        representatives.appoint_representative(by, organisation, whom, until=until)
    except Invalid as error:
        blame(form, error)
        return False
    words = _("%(name)s may now speak for %(organisation)s.")
    messages.success(
        request, words % {"name": whom.shown_name, "organisation": organisation.shown_name}
    )
    return True


def _page(
    request: HttpRequest, reader: Account | None, organisation: Account, template: str
) -> HttpResponse:
    may = reader is not None and representatives.may_appoint(reader, organisation)
    form = AppointForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if reader is None or not may:
            raise NotFound
        if _appoint(request, reader, organisation, form):
            return redirect(request.path)
        status = 422
    found = representatives.list_appointments(organisation)
    context = {
        "organisation": organisation,
        "offices": [_office(row) for row in found if row.representative.suspended_at is None],
        "form": form if may else None,
    }
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
@needs_reader
def settings_page(request: HttpRequest, reader: Account) -> HttpResponse:
    """For an organisation: whom it appointed. For a person: for whom they may speak."""
    if representatives.is_organisation(reader):
        return _page(request, reader, reader, "settings/representatives.html")
    if request.method == "POST":
        raise NotFound
    offices = [_office(row) for row in representatives.list_offices(reader)]
    return render(request, "settings/representatives.html", {"offices": offices})


@require_http_methods(["GET", "POST"])
def public_page(request: HttpRequest, handle: str) -> HttpResponse:
    """Who speaks for an organisation, for everybody; a moderator may appoint and end here."""
    organisation = account_by_handle(handle)
    if not representatives.is_organisation(organisation):
        raise NotFound
    return _page(request, reader_of(request), organisation, "profile/representatives.html")


@require_POST
@needs_reader
def end(request: HttpRequest, reader: Account, appointment_id: int) -> HttpResponse:
    """End an appointment, or step down."""
    ended = representatives.end_appointment(reader, appointment_id)
    words = _("The appointment has ended. What was posted under it stays as it was.")
    messages.success(request, words)
    own = reader.pk in {ended.organisation_id, ended.representative_id}
    otherwise = f"/@{ended.organisation.handle}/representatives"
    return go_on(request, "/settings/representatives" if own else otherwise)


urlpatterns = [
    path("settings/representatives", settings_page),
    path("appointments/<id:appointment_id>/end", end),
    path("@<handle:handle>/representatives", public_page),
]
