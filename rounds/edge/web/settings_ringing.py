"""What this browser tells somebody while the page is closed.

A script asks the browser for its address at its maker's push service and puts it into the form's hidden
fields; all the rest is a plain form, so that what to be rung for can be changed, and ended, without one.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from rounds.base.errors import Invalid, NotFound
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import refuse, user_behind
from rounds.identity.models import Account
from rounds.outside.push import Device, checked_device
from rounds.timelines.push_key import public_key
from rounds.timelines.push_subscriptions import (
    Holder,
    Subscription,
    Wish,
    revise_subscription,
    subscribe,
    subscription_of,
    unsubscribe,
)

_PAGE, _HERE = "settings/ringing.html", "/settings/ringing"
# What a person chooses, and the kinds that it stands for.
KINDS: dict[str, tuple[str, ...]] = {
    "answers": ("mention", "quote"),
    "prompts": ("prompt",),
    "chats": ("chat",),
    "posts": ("status",),
    "follows": ("follow", "follow_request"),
    "thanks": ("favourite", "reblog"),
    "changes": ("poll", "update"),
    "reviews": ("review",),
    "moderation": ("moderation", "admin.report"),
}
_AT_FIRST = ("answers", "prompts", "chats")


class RingingForm(forms.Form):
    """For what, and from whom; the hidden fields are filled by the script."""

    endpoint = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    p256dh = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    auth = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_("Ring when"), widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one, or ring no more.")},
            choices=lambda: [
                ("answers", _("somebody answers, mentions or quotes me")),
                ("prompts", _("the next question of a chat I come to is out")),
                ("chats", _("a chat I come to is an hour away")),
                ("posts", _("somebody writes whose every post I asked for")),
                ("follows", _("somebody follows me, or asks to")),
                ("thanks", _("a post of mine is favourited or boosted")),
                ("changes", _("a poll ends, or something I used is changed or corrected")),
                ("reviews", _("there is news in my reviews")),
                ("moderation", _("a held draft was looked at, a claim on a post has moved, or a report came in")),
            ],
        )  # fmt: skip
        self.fields["policy"] = forms.ChoiceField(
            label=_("From whom"), widget=forms.RadioSelect,
            choices=lambda: [
                ("all", _("Everybody")), ("followed", _("Those I follow")),
                ("follower", _("My followers")),
            ],
        )  # fmt: skip

    def wish(self) -> Wish:
        """What was chosen, as kinds."""
        chosen = [kind for name in self.cleaned_data["kinds"] for kind in KINDS[name]]
        return Wish(alerts=chosen, policy=self.cleaned_data["policy"])

    def device(self) -> Device | None:
        """The browser, where the script has named it.

        Errors: Invalid for an address or keys that can't be right.
        """
        said = self.cleaned_data
        if not said["endpoint"]:
            return None
        return checked_device(said["endpoint"], said["p256dh"], said["auth"], True)


def _holder(request: HttpRequest) -> Holder:
    return Holder(session=request.session.session_key)


def _rung(request: HttpRequest) -> Subscription | None:
    try:
        return subscription_of(_holder(request))
    except NotFound:
        return None


def _initial(rung: Subscription | None) -> dict[str, Any]:
    if rung is None:
        return {"kinds": list(_AT_FIRST), "policy": "all"}
    chosen = [name for name, kinds in KINDS.items() if rung.alerts.intersection(kinds)]
    return {"kinds": chosen, "policy": rung.policy}


def _keep(request: HttpRequest, form: RingingForm) -> None:
    """Ring this browser, or change what for.

    Errors: Invalid where it is unknown and the script has named none.
    """
    try:
        device = form.device()
        if device is None:
            revise_subscription(_holder(request), form.wish())
        else:
            subscribe(user_behind(request), _holder(request), device, form.wish())
    except (Invalid, NotFound) as error:
        words = _("This browser could not be asked. Reload the page and try again.")
        raise Invalid(words) from error


@needs_reader
def ringing(request: HttpRequest, reader: Account) -> HttpResponse:
    """Switch it on for this browser, change it, or end it."""
    rung = _rung(request)
    more = {"rung": rung, "key": public_key()}
    if request.method != "POST":
        return render(request, _PAGE, {"form": RingingForm(initial=_initial(rung)), **more})
    if request.POST.get("act") == "stop":
        unsubscribe(_holder(request))
        messages.success(request, _("This browser rings no more."))
        return redirect(_HERE)
    form = RingingForm(request.POST)
    if not form.is_valid():
        return refuse(request, _PAGE, form, **more)
    try:
        _keep(request, form)
    except Invalid as error:
        form.add_error(None, _(str(error)))
        return refuse(request, _PAGE, form, **more)
    messages.success(request, _("This browser tells you from now on."))
    return redirect(_HERE)


urlpatterns = [path("settings/ringing", ringing)]
