"""The settings' page of interests: one's register, kept right once a year."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import Invalid
from rounds.edge.web.choices import LineField
from rounds.edge.web.interests import Row, register_of, rows_of
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import blame, may_vouch, refuse
from rounds.gate.own_words import OF_A_REGISTER, check_own_words
from rounds.identity import interests
from rounds.identity.models import Account, Interest
from rounds.identity.register import (
    BAND_WORDS,
    CURRENCIES,
    KIND_WORDS,
    Band,
    Entry,
    InterestKind,
    usual_currency,
)

_DAY = {"type": "date"}


class InterestForm(forms.Form):
    """One interest: what, whom, how much, from when to when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = self.fields
        add["kind"] = forms.ChoiceField(
            label=_("What it is"), choices=lambda: [(k.value, _(w)) for k, w in KIND_WORDS.items()]
        )
        add["body"] = forms.CharField(
            label=_("Company or body"), max_length=interests.LONGEST_BODY,
            help_text=_("By the name that readers know, such as Pulsarion Ltd."),
        )  # fmt: skip
        add["products"] = LineField(
            label=_("Its products you write about"), required=False,
            max_length=interests.LONGEST_PRODUCTS,
            help_text=_("With commas. If you name one in a post, you are asked to say so."),
        )  # fmt: skip
        add["band"] = forms.ChoiceField(
            label=_("How much"), required=False,
            choices=lambda: [(b.value, _(w)) for b, w in BAND_WORDS.items()],
        )  # fmt: skip
        add["currency"] = forms.ChoiceField(
            label=_("In which currency"), required=False,
            choices=[(code, code) for code in CURRENCIES],
        )  # fmt: skip
        add["since"] = forms.DateField(
            label=_("Since"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
        )
        add["until"] = forms.DateField(
            label=_("Until"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
            help_text=_("Leave it empty while it goes on. It is shown for three more years."),
        )  # fmt: skip
        add["note"] = forms.CharField(
            label=_("Note"), required=False, max_length=interests.LONGEST_NOTE
        )

    def entry(self) -> Entry:
        """What was typed, as an interest."""
        said = self.cleaned_data
        return Entry(
            kind=InterestKind(said["kind"]), body=said["body"], products=tuple(said["products"]),
            band=Band(said["band"]), currency=said["currency"], since=said["since"], until=said["until"], note=said["note"],
        )  # fmt: skip

    def words(self) -> dict[str, str]:
        """What others will read, by field."""
        said = self.cleaned_data
        return {
            "body": said["body"], "products": ", ".join(said["products"]), "note": said["note"],
        }  # fmt: skip


def _said_by(found: Interest) -> dict[str, Any]:
    entry = interests.entry_of(found)
    return {
        "kind": entry.kind.value, "body": entry.body, "products": list(entry.products),
        "band": entry.band.value, "currency": entry.currency, "since": entry.since, "until": entry.until, "note": entry.note,
    }  # fmt: skip


@require_safe
@needs_reader
def register(request: HttpRequest, reader: Account) -> HttpResponse:
    """One's register, how old the declaration is, and what to do about it."""
    rows: list[Row] = rows_of(interests.list_interests(reader))
    context = {"rows": rows, **register_of(reader)}
    return render(request, "settings/interests.html", context)


@needs_reader
def edit(request: HttpRequest, reader: Account, interest_id: int | None = None) -> HttpResponse:
    """Declare an interest, or change one."""
    found = interests.own_interest(reader, interest_id) if interest_id is not None else None
    page = "settings/interest.html"
    if request.method != "POST":
        usual = usual_currency(reader.country)
        said = _said_by(found) if found else {}
        form = InterestForm(initial=said | {"currency": said.get("currency") or usual})
        return render(request, page, {"form": form, "interest_id": interest_id})
    given = request.POST.copy()
    given.setdefault("currency", usual_currency(reader.country))
    form = InterestForm(given)
    if not form.is_valid():
        return refuse(request, page, form, interest_id=interest_id)
    vouched = request.POST.get("vouched") == "1"
    try:
        check_own_words(reader, form.words(), vouched=vouched, leaves=OF_A_REGISTER)
        if found is None:
            interests.declare_interest(reader, form.entry())
        else:
            interests.change_interest(reader, found.pk, form.entry())
    except Invalid as error:
        blame(form, error)
        more = {"interest_id": interest_id, "can_vouch": may_vouch(error)}
        return refuse(request, page, form, **more)
    messages.success(
        request, _("Your register is kept. What you published before stays as it was.")
    )
    return redirect("/settings/interests")


@require_POST
@needs_reader
def remove(request: HttpRequest, reader: Account, interest_id: int) -> HttpResponse:
    """Take an interest away that should not be there."""
    interests.remove_interest(reader, interest_id)
    messages.success(request, _("The interest is gone from your register."))
    return redirect("/settings/interests")


@require_POST
@needs_reader
def confirm(request: HttpRequest, reader: Account) -> HttpResponse:
    """Say that the register is right today; an empty one says 'none to declare'."""
    interests.confirm_register(reader)
    messages.success(request, _("Thank you. Your declaration has today's date."))
    return redirect("/settings/interests")


urlpatterns = [
    path("settings/interests", register),
    path("settings/interests/new", edit),
    path("settings/interests/confirm", confirm),
    path("settings/interests/<int:interest_id>", edit),
    path("settings/interests/<int:interest_id>/remove", remove),
]
