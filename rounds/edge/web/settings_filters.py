"""The settings' pages of filters: words to be warned of, or not to see."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.edge.web.choices import LineField
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import blame, refuse
from rounds.identity.models import Account
from rounds.timelines.filters import (
    FilterChanges,
    Keyword,
    create_filter,
    delete_filter,
    filter_of,
    list_filters,
    revise_filter,
)
from rounds.timelines.models import Filter

_HOURS = {"1": 1, "24": 24, "168": 168, "720": 720}


def context_choices() -> list[tuple[str, str]]:
    """Where a filter applies, in words."""
    return [
        ("home", _("Home and lists")),
        ("notifications", _("Notifications")),
        ("public", _("This server, hashtags and searches")),
        ("thread", _("Conversations")),
        ("account", _("Profiles")),
    ]


def action_choices() -> list[tuple[str, str]]:
    """What a filter does, in words."""
    return [
        ("warn", _("Cover the post and say why")),
        ("blur", _("Cover its pictures")),
        ("hide", _("Do not show the post at all")),
    ]


class FilterForm(forms.Form):
    """A filter: its name, its words, where and how, for how long."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = self.fields
        add["title"] = forms.CharField(label=_("Name of the filter"), max_length=200)
        add["words"] = LineField(
            label=_("Words or phrases"),
            max_length=2000,
            help_text=_("With commas: ACFM, exam results"),
        )
        add["whole_word"] = forms.BooleanField(
            label=_("Whole words only"), required=False, initial=True,
            help_text=_("Otherwise “cast” is also found in “broadcast”."),
        )  # fmt: skip
        add["contexts"] = forms.MultipleChoiceField(
            label=_("Where"), choices=context_choices, widget=forms.CheckboxSelectMultiple,
            initial=["home", "public"],
        )  # fmt: skip
        add["action"] = forms.ChoiceField(
            label=_("What happens"),
            choices=action_choices,
            widget=forms.RadioSelect,
            initial="warn",
        )
        add["hours"] = forms.ChoiceField(
            label=_("For how long"), required=False,
            choices=lambda: [
                ("", _("Until I delete it")), ("1", _("One hour")), ("24", _("One day")),
                ("168", _("One week")), ("720", _("Thirty days")),
            ],
        )  # fmt: skip


def _shown(one: Filter) -> dict[str, Any]:
    where = dict(context_choices())
    words = ", ".join(keyword.keyword for keyword in one.keywords.all())
    does = f"{dict(action_choices()).get(one.action, '')} – {', '.join(where.get(c, c) for c in one.contexts)}"
    if one.expires_at is not None and one.expires_at <= clock.now():
        does = _("Has run out. %(does)s") % {"does": does}
    return {"id": one.pk, "title": one.title, "words": words, "does": does}


@require_safe
@needs_reader
def filters(request: HttpRequest, reader: Account) -> HttpResponse:
    """All filters of the reader."""
    shown = [_shown(one) for one in list_filters(reader)]
    return render(request, "settings/filters.html", {"filters": shown})


def _until(hours: str) -> Any:
    return clock.now() + timedelta(hours=_HOURS[hours]) if hours in _HOURS else None


def _kept(reader: Account, form: FilterForm, filter_id: int | None) -> None:
    """Make the filter, or change it: its words are those of the form.

    Errors: NotFound; Invalid.
    """
    said = form.cleaned_data
    words = [Keyword(keyword=word, whole_word=said["whole_word"]) for word in said["words"]]
    if filter_id is None:
        create_filter(
            reader, said["title"], said["contexts"], action=said["action"],
            expires_at=_until(said["hours"]), keywords=words,
        )  # fmt: skip
        return
    old = filter_of(reader, filter_id).keywords.values_list("pk", "keyword")
    gone = [Keyword(keyword=word, id=pk, remove=True) for pk, word in old]
    changes = FilterChanges(
        title=said["title"], contexts=said["contexts"], action=said["action"],
        expires_at=_until(said["hours"]), changes_expiry=True, keywords=[*gone, *words],
    )  # fmt: skip
    revise_filter(reader, filter_id, changes)


def _said_by(found: Filter) -> dict[str, Any]:
    keywords = list(found.keywords.all())
    return {
        "title": found.title,
        "words": [keyword.keyword for keyword in keywords],
        "whole_word": all(keyword.whole_word for keyword in keywords),
        "contexts": found.contexts,
        "action": found.action,
    }


@needs_reader
def edit(request: HttpRequest, reader: Account, filter_id: int | None = None) -> HttpResponse:
    """Make a filter, or change one."""
    found = filter_of(reader, filter_id) if filter_id is not None else None
    if request.method != "POST":
        form = FilterForm(initial=_said_by(found)) if found else FilterForm()
        return render(request, "settings/filter.html", {"form": form, "filter_id": filter_id})
    form = FilterForm(request.POST)
    if not form.is_valid():
        return refuse(request, "settings/filter.html", form, filter_id=filter_id)
    try:
        _kept(reader, form, filter_id)
    except Invalid as error:
        blame(form, error)
        return refuse(request, "settings/filter.html", form, filter_id=filter_id)
    messages.success(request, _("The filter is kept."))
    return redirect("/settings/filters")


@require_POST
@needs_reader
def delete(request: HttpRequest, reader: Account, filter_id: int) -> HttpResponse:
    """Forget a filter."""
    delete_filter(reader, filter_id)
    messages.success(request, _("The filter is deleted."))
    return redirect("/settings/filters")


urlpatterns = [
    path("settings/filters", filters),
    path("settings/filters/new", edit),
    path("settings/filters/<int:filter_id>", edit),
    path("settings/filters/<int:filter_id>/delete", delete),
]
