"""Take a copy of one's data, bring posts in from elsewhere, and close one's account."""

from collections.abc import Mapping
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import Invalid, Refused
from rounds.edge.web.failures import too_many
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import refuse, user_behind
from rounds.gate.from_elsewhere import (
    keep_as_drafts,
    publish_as_they_were,
    waiting_from_elsewhere,
)
from rounds.identity.close_account import close_account
from rounds.identity.models import Account, User
from rounds.moving.bring_in import MOST_NAMED
from rounds.moving.models import Parcel, ParcelState, Way
from rounds.moving.opened import MB
from rounds.moving.parcels import MOST_SENT, ask_for_copy, list_parcels, ready_copy, send_in
from rounds.moving.ties import Why


def _outcome(parcel: Parcel) -> list[str]:
    """What became of an archive that was brought in, a sentence each."""
    counts = parcel.counts or {}

    def n(name: str) -> int:
        return int(counts.get(name, 0))

    said = (
        ("published", ngettext("%d post is on your profile, with its date.", "%d posts are on your profile, with their dates.", n("published"))),
        ("boosts", ngettext("%d boost is on your profile again, with its date.", "%d boosts are on your profile again, with their dates.", n("boosts"))),
        ("kept_drafts", ngettext("%d draft that you kept there is among your drafts.", "%d drafts that you kept there are among your drafts.", n("kept_drafts"))),
        ("portraits", ngettext("%d picture of your profile came in.", "%d pictures of your profile came in.", n("portraits"))),
        ("drafts", ngettext("%d post waits for you: the gate asks about something in it.", "%d posts wait for you: the gate asks about something in them.", n("drafts"))),
        ("known", ngettext("%d post was here already.", "%d posts were here already.", n("known"))),
        ("answers_alone", ngettext("%d answer stands alone: what it answers is not here.", "%d answers stand alone: what they answer is not here.", n("answers_alone"))),
        ("quotes_alone", ngettext("%d quote stands alone: what it quotes is not here.", "%d quotes stand alone: what they quote is not here.", n("quotes_alone"))),
        ("refused", ngettext("%d post could not be taken in: nothing in it, or nothing that can be used here.", "%d posts could not be taken in: nothing in them, or nothing that can be used here.", n("refused"))),
        ("claimed", ngettext("%d post was left out: somebody claims it.", "%d posts were left out: somebody claims them.", n("claimed"))),
        ("pictures_left_out", ngettext("%d picture or file was left out: not in the archive, too large, or of another kind.", "%d pictures or files were left out: not in the archive, too large, or of another kind.", n("pictures_left_out"))),
        ("versions_left_out", ngettext("%d earlier version was left out: the gate would ask about it.", "%d earlier versions were left out: the gate would ask about them.", n("versions_left_out"))),
        ("boosts_left_out", ngettext("%d boost was left out.", "%d boosts were left out.", n("boosts_left_out"))),
        ("left_out", ngettext("%d other act was left out.", "%d other acts were left out.", n("left_out"))),
    )  # fmt: skip
    return [words % n(name) for name, words in said if n(name)]


WHY_WORDS: Mapping[str, str] = {
    Why.ANSWER_ELSEWHERE: later("An answer: the post is not here; its address stands in the text"),
    Why.QUOTE_ELSEWHERE: later("A quote: the post is not here; its address stands in the text"),
    Why.ANSWER_OWN: later("An answer to a post of yours that did not come in"),
    Why.BOOST_ELSEWHERE: later("A boost: the post is not here"),
    Why.BOOST_NARROW: later("A boost: its author shares the post with fewer people now"),
    Why.POST_REFUSED: later("A post with nothing in it, or nothing that can be used here"),
    Why.POST_CLAIMED: later("A post that somebody claims"),
    Why.NO_POST: later("An activity that is neither a post nor a boost"),
}  # fmt: skip


def _left_out(parcel: Parcel) -> list[tuple[str, list[str]]]:
    """What was not taken in as it was, by address, under why."""
    found: dict[str, list[str]] = {}
    for why, address in parcel.left_out or []:
        if why in WHY_WORDS:
            found.setdefault(why, []).append(address or _("without an address"))
    return [(_(WHY_WORDS[why]), those) for why, those in found.items()]


def _asked(reader: Account) -> Mapping[str, Any]:
    """What was found in all that was brought in, in one sentence; empty where nothing waits."""
    found = waiting_from_elsewhere(reader)
    posts = ngettext("%d post holds", "%d posts hold", found.posts) % found.posts
    things = ngettext("%d thing that could identify somebody or that the gate asks about", "%d things that could identify somebody or that the gate asks about", found.things) % found.things  # fmt: skip
    held = ngettext("%d post waits for a reviewer whom you name: nobody's own word is enough for it.", "%d posts wait for a reviewer whom you name: nobody's own word is enough for them.", found.held) % found.held  # fmt: skip
    return {
        "words": f"{posts} {things}." if found.posts else "", "held": held if found.held else "",
        "last": found.last,
    }  # fmt: skip


def _shown(request: HttpRequest, reader: Account, *, wrong: str = "") -> HttpResponse:
    parts = [
        _("your posts with pictures, licences, labels, dates and earlier versions"),
        _("your drafts, which nobody else can take"),
        _("your profile with its pictures, your preferences and your credentials"),
        _("your register of interests with its snapshots, and for whom you speak or who speaks for you"),
        _("the addresses of what you boosted, favourited, bookmarked and voted on"),
        _("whom you follow and who follows you, your lists, private notes, and whom you mute or block"),
        _("your filters and the hashtags you follow"),
        _("the chats you host and those you said you would come to"),
    ]  # fmt: skip
    parcels = list_parcels(reader)
    context = {
        "parts": parts, "wrong": wrong, "most": MOST_SENT // MB,
        "copies": [one for one in parcels if one.way == Way.OUT],
        "sent": [(one, _outcome(one), _left_out(one)) for one in parcels if one.way == Way.IN],
        "most_named": MOST_NAMED, "asked": _asked(reader),
        "works": any(one.state == ParcelState.WAITING for one in parcels),
    }  # fmt: skip
    return render(request, "settings/data.html", context, status=422 if wrong else 200)


@require_safe
@needs_reader
def data(request: HttpRequest, reader: Account) -> HttpResponse:
    """What a copy holds, the copies that are made, and what was brought in."""
    return _shown(request, reader)


@require_POST
@needs_reader
def archive(request: HttpRequest, reader: Account) -> HttpResponse:
    """Have a copy made."""
    ask_for_copy(reader)
    messages.success(request, _("Your copy is being made. It appears here when it is ready."))
    return redirect("/settings/data")


@require_POST
@needs_reader
def asked_once(request: HttpRequest, reader: Account) -> HttpResponse:
    """One answer for all that the gate found in what was brought in."""
    last = request.POST.get("last", "")
    if last.isdecimal() and len(last) < 20:
        if request.POST.get("do") == "publish":
            publish_as_they_were(reader, int(last))
            messages.success(
                request, _("They are being published, with their own dates. Nobody is told.")
            )
        else:
            keep_as_drafts(reader, int(last))
            messages.success(request, _("They are among your drafts, which nobody else sees."))
    return redirect("/settings/data#bring-in")


@require_safe
@needs_reader
def copy(request: HttpRequest, reader: Account, parcel_id: int) -> HttpResponse:
    """A finished copy, for its owner alone.

    Errors: NotFound for everybody else, and when its seven days are over.
    """
    parcel, file = ready_copy(reader, parcel_id)
    name = f"rounds-{reader.username}-{parcel.created_at:%Y-%m-%d}.zip"
    response: Any = FileResponse(
        file, as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]


@require_POST
@needs_reader
def bring_in(request: HttpRequest, reader: Account) -> HttpResponse:
    """Take an archive in, to be read by a job."""
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        return _shown(request, reader, wrong=_("Choose a file first."))
    if request.POST.get("mine") != "yes":
        return _shown(request, reader, wrong=_("Say that the posts are yours, then send it again."))
    try:
        send_in(reader, sent.file, sent.size)  # type: ignore[arg-type]
    except (Invalid, Refused) as refusal:
        return _shown(request, reader, wrong=_(str(refusal)))
    messages.success(request, _("Your archive is being read. Nobody is told about what comes in."))
    return redirect("/settings/data")


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
    path("settings/data/bring-in", bring_in),
    path("settings/data/asked", asked_once),
    path("settings/data/<id:parcel_id>", copy),
    path("settings/close", close),
]
