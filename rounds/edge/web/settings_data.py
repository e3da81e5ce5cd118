"""Take a copy of one's data, and close one's account."""

from typing import Any

import msgspec
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base import clock
from rounds.edge.web.failures import too_many
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import refuse, user_behind
from rounds.gate import takeout as gate
from rounds.gatherings import takeout as gatherings
from rounds.identity import takeout as identity
from rounds.identity.close_account import close_account
from rounds.identity.models import Account, User
from rounds.posts import takeout as posts
from rounds.timelines import takeout as timelines

ROOMS = (identity, posts, gate, timelines, gatherings)


def archive_of(account: Account) -> dict[str, Any]:
    """Everything the rooms hold about somebody that is that person's own, under a line of what it is."""
    about = {
        "server": settings.BASE_URL,
        "taken": clock.now(),
        "format": "Rounds, a copy of one's own data, version 1",
    }
    found: dict[str, Any] = {"about": about}
    for room in ROOMS:
        found |= room.take_out(account)
    return found


@require_safe
@needs_reader
def data(request: HttpRequest, reader: Account) -> HttpResponse:
    """What the copy holds, and the button that makes it."""
    parts = [
        _("your profile, your preferences and your credentials"),
        _("your register of interests with its snapshots, and for whom you speak or who speaks for you"),
        _("your posts as you typed them, with earlier versions, and your drafts"),
        _("the addresses of what you boosted, favourited, bookmarked and voted on"),
        _("whom you follow and who follows you, your lists, private notes, and whom you mute or block"),
        _("your filters and the hashtags you follow"),
        _("the chats you host and those you said you would come to"),
    ]  # fmt: skip
    return render(request, "settings/data.html", {"parts": parts})


@require_POST
@needs_reader
def archive(request: HttpRequest, reader: Account) -> HttpResponse:
    """The copy, as a file."""
    words = msgspec.json.format(msgspec.json.encode(archive_of(reader)), indent=1)
    response = HttpResponse(words, content_type="application/json")
    name = f"rounds-{reader.username}-{clock.now():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


class CloseForm(forms.Form):
    """One's password and the word that one means it."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"] = forms.CharField(
            label=_("Your password"), strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )  # fmt: skip
        self.fields["sure"] = forms.BooleanField(label=_("I know that this cannot be taken back"))

    def clean_password(self) -> str:
        """The password of the one who is logged in."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password. Nothing has been deleted."))
        return password


@needs_reader
def close(request: HttpRequest, reader: Account) -> HttpResponse:
    """Close one's account for good."""
    user = user_behind(request)
    if request.method != "POST":
        return render(request, "settings/close.html", {"form": CloseForm(user)})
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        return too_many(request)
    form = CloseForm(user, request.POST)
    if not form.is_valid():
        return refuse(request, "settings/close.html", form)
    close_account(reader)
    logout(request)
    messages.success(request, _("Your account is closed. Your posts are being deleted now."))
    return redirect("/")


urlpatterns = [
    path("settings/data", data),
    path("settings/data/archive", archive),
    path("settings/close", close),
]
