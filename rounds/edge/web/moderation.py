"""The moderators' rooms: what each holds, held drafts on which one is asked to decide, and how the
gate does its work in numbers."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from rounds.base.errors import Invalid
from rounds.edge.web.accounts import needs_moderator
from rounds.edge.web.coaching import coached, kind_words, stretches
from rounds.edge.web.composing import typed_of
from rounds.edge.web.pictures import pictures_of
from rounds.gate import hold
from rounds.gate.case import draft_of, findings_of
from rounds.gate.models import KeptDraft
from rounds.gate.outcome import Released
from rounds.gate.tally import DAYS, FEWEST, list_tallies
from rounds.identity.models import Account


@dataclass(frozen=True, slots=True)
class Room:
    """One page for moderators."""

    href: str
    icon: str
    name: Any
    inside: Any


ROOMS = (
    Room(
        "/moderation/newcomers", "user-check", lazy("Newcomers"),
        lazy("Requests, invitations, and doctors without a name"),
    ),
    Room(
        "/reviews", "book-open", lazy("Reviews"),
        lazy("Teaching that waits for an editor, and what you edit"),
    ),
    Room(
        "/moderation/credentials", "shield-check", lazy("Credentials to check"),
        lazy("Look into registers, take back what no longer holds"),
    ),
    Room(
        "/moderation/takedowns", "file-text", lazy("Takedowns"),
        lazy("Claims that a post uses somebody's work"),
    ),
    Room(
        "/moderation/held", "octagon-x", lazy("Held drafts"),
        lazy("Those on which their author asks you to decide"),
    ),
    Room(
        "/moderation/pictures", "image", lazy("Pictures to look at"),
        lazy("For teaching, where nothing could check them"),
    ),
    Room(
        "/moderation/gate", "chart-no-axes-column", lazy("The gate in numbers"),
        lazy("What it asks about, and how often authors say that it was wrong"),
    ),
)  # fmt: skip


@require_safe
@needs_moderator
def rooms(request: HttpRequest, reader: Account) -> HttpResponse:
    """Every page for moderators."""
    return render(request, "moderation/rooms.html", {"rooms": ROOMS})


@require_safe
@needs_moderator
def held(request: HttpRequest, reader: Account) -> HttpResponse:
    """The held drafts that wait for this moderator; those of others are not there."""
    return render(request, "moderation/held.html", {"waiting": hold.list_to_review(reader)})


def _show(
    request: HttpRequest, kept: KeptDraft, *, wrong: str = "", words: str = ""
) -> HttpResponse:
    draft = draft_of(kept)
    typed = typed_of(draft, pictures_of(kept.author, draft.media))
    found = findings_of(kept)
    context = {
        "kept": kept, "draft": typed, "findings": coached(typed, found),
        "stretches": stretches(typed.text, found),
        "wrong": wrong, "words": words,
    }  # fmt: skip
    return render(request, "moderation/held_one.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_moderator
def held_one(request: HttpRequest, reader: Account, code: str) -> HttpResponse:
    """One held draft: read it, let it pass, or send it back with a sentence."""
    kept = hold.draft_to_review(reader, code)
    if request.method != "POST":
        return _show(request, kept)
    words = request.POST.get("words", "")
    try:
        done = _decide(reader, code, request.POST.get("answer", ""), words)
    except Invalid as refusal:
        return _show(request, kept, wrong=str(refusal), words=words)
    messages.success(request, done)
    return HttpResponseRedirect("/moderation/held")


def _decide(reader: Account, code: str, answer: str, words: str) -> str:
    """Carry out the decision; gives the sentence that says so."""
    if answer == "pass":
        outcome = hold.clear(reader, code, words)
        if isinstance(outcome, Released):
            return _("The post is out.")
        return _("What held it is cleared. Its author is asked about the rest.")
    if answer == "back":
        hold.send_back(reader, code, words)
        return _("The draft is back with its author.")
    raise Invalid(_("Choose one of the two."))


@require_safe
@needs_moderator
def gate_in_numbers(request: HttpRequest, reader: Account) -> HttpResponse:
    """What the gate asked about, by kind, and what authors answered: no text, no names."""
    rows, released = list_tallies(reader)
    context = {
        "rows": [(kind_words(row.kind), row) for row in rows],
        "released": released, "days": DAYS, "most_hidden": FEWEST - 1,
    }  # fmt: skip
    return render(request, "moderation/gate.html", context)


urlpatterns = [
    path("moderation", rooms),
    path("moderation/held", held),
    path("moderation/held/<slug:code>", held_one),
    path("moderation/gate", gate_in_numbers),
]
