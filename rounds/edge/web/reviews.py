"""The rooms of review: what one asked for, what one reviews, what one edits; each manuscript's page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.ids import parse_id
from rounds.base.text import plain
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.review_form import form_in, opinion_in, recommendation_in, recommendations
from rounds.edge.web.review_shown import given, outlined, rounds_of, state_words, thread_below
from rounds.gate.review import author, editor, reviewer
from rounds.gate.review.manuscripts import latest, words_seen_in
from rounds.gate.review.people import suggested
from rounds.gate.review.queries import (
    Part,
    Place,
    has_given,
    invitations_of,
    lapsed_of,
    list_edited,
    list_given,
    list_own,
    list_to_review,
    list_waiting,
    readable_manuscript,
)
from rounds.gate.review.rules import LONGEST_WORDS
from rounds.gate.review.words import Recognisable
from rounds.gate.reviews import OPEN, Manuscript, Seat, State
from rounds.identity.editors import may_edit
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle

Act = Callable[[HttpRequest, Account, int], str]


@require_safe
@needs_reader
def rooms(request: HttpRequest, reader: Account) -> HttpResponse:
    """Everything under review that is the reader's in some way, and what waits for an editor."""

    def rows(found: list[Manuscript]) -> list[tuple[Manuscript, str]]:
        return [(one, state_words(one)) for one in found]

    context = {
        "own": rows(list_own(reader)),
        "to_review": [(seat, seat.state == Seat.INVITED) for seat in list_to_review(reader)],
        "given": [given(one) for one in list_given(reader)],
        "edits": may_edit(reader),
        "edited": rows(list_edited(reader)),
        "waiting": list_waiting(reader),
    }
    return render(request, "reviews/rooms.html", context)


def _editing(place: Place) -> dict[str, Any]:
    open_to_invite = place.manuscript.state == State.IN_REVIEW
    return {
        "invitations": invitations_of(place.manuscript),
        "suggested": suggested(place.manuscript) if open_to_invite else [],
        "decisions": recommendations(),
    }


def _context(request: HttpRequest, reader: Account, place: Place) -> dict[str, Any]:
    manuscript, post = place.manuscript, request.POST
    context: dict[str, Any] = {
        "manuscript": manuscript, "part": place.part.value, "state_words": state_words(manuscript),
        "is_open": manuscript.state in OPEN, "outline": outlined(manuscript),
        "longest_words": LONGEST_WORDS,
        "typed": {
            name: plain(post.get(name, ""))
            for name in ("words", "despite", "answer", "reviewer", "decision", "signs")
        },
    }  # fmt: skip
    if not place.reads:
        return context
    context["rounds"] = rounds_of(place)
    context["seen"] = words_seen_in(latest(manuscript))
    if manuscript.post_id:
        context["below"] = thread_below(reader, manuscript)
    if place.part in {Part.EDITOR, Part.AUTHOR} and manuscript.state in OPEN:
        context["lapsed"] = lapsed_of(manuscript)
    if place.part is Part.EDITOR:
        context |= _editing(place)
    if place.part is Part.REVIEWER and place.invitation and manuscript.state == State.IN_REVIEW:
        done = has_given(place.invitation, latest(manuscript))
        context |= {"seat": place.invitation, "form": None if done else form_in(post), "done": done}
    return context


def _take_up(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    editor.take_up(reader, manuscript_id)
    return _("You edit it now.")


def _hand_on(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    editor.hand_on(reader, manuscript_id)
    return _("Another editor can take it up now.")


def _invite(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    handle = plain(request.POST.get("whom") or request.POST.get("reviewer", ""))
    try:
        whom = account_by_handle(handle)
    except NotFound:
        raise Invalid(_("Nobody here has this name."), "reviewer") from None
    editor.invite(reader, manuscript_id, whom)
    return _("%(name)s is invited.") % {"name": whom.shown_name}


def _release(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    editor.release_reviewer(reader, manuscript_id, parse_id(request.POST.get("seat", "")) or 0)
    return _("They are asked no further.")


def _vouched(request: HttpRequest) -> bool:
    return request.POST.get("vouched") == "1"


def _decide(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    sent = request.POST
    editor.decide(
        reader, manuscript_id, recommendation_in(sent.get("decision", "")), sent.get("words", ""),
        despite=sent.get("despite", ""), vouched=_vouched(request), seen=sent.get("seen"),
    )  # fmt: skip
    return _("Your decision is with the author.")


def _accept(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    signs = request.POST.get("signs", "")
    if signs not in {"yes", "no"}:
        raise Invalid(_("Choose whether you sign."), "signs")
    reviewer.accept(reader, manuscript_id, signs=signs == "yes")
    return _("Thank you. You can read it now.")


def _decline(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    reviewer.decline(reader, manuscript_id)
    return _("You declined. Thank you for answering.")


def _review(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    opinion = opinion_in(form_in(request.POST))
    seen = request.POST.get("seen")
    reviewer.give_review(reader, manuscript_id, opinion, vouched=_vouched(request), seen=seen)
    return _("Thank you. Your review is with the editor.")


def _answer(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    answer = request.POST.get("answer", "")
    author.send_version(reader, manuscript_id, None, answer, vouched=_vouched(request))
    return _("Your reviewers have the new version.")


def _take_back(request: HttpRequest, reader: Account, manuscript_id: int) -> str:
    author.take_back(reader, manuscript_id)
    return _("The review has ended. A draft is back among your drafts.")


ACTS: Mapping[str, Act] = {
    "take_up": _take_up, "hand_on": _hand_on, "invite": _invite, "release": _release,
    "decide": _decide, "accept": _accept, "decline": _decline, "review": _review,
    "answer": _answer, "take_back": _take_back,
}  # fmt: skip


def _refused(
    request: HttpRequest, reader: Account, manuscript_id: int, refusal: Invalid | Refused
) -> HttpResponse:
    place = readable_manuscript(reader, manuscript_id)
    context = _context(request, reader, place) | {
        "wrong": _(str(refusal)),
        "wrong_field": str(getattr(refusal, "field", "")),
        "wrong_act": request.POST.get("act", ""),
        "can_vouch": isinstance(refusal, Recognisable) and refusal.can_vouch,
    }
    return render(request, "reviews/one.html", context, status=422)


def _publish(request: HttpRequest, reader: Account, manuscript_id: int) -> HttpResponse:
    post = author.publish_reviewed(reader, manuscript_id)
    messages.success(request, _("Your post is out, with its reviews."))
    return HttpResponseRedirect(f"/@{reader.handle}/{post.pk}", status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_reader
def one(request: HttpRequest, reader: Account, manuscript_id: int) -> HttpResponse:
    """One manuscript as the reader's part in it allows; every button posts here."""
    place = readable_manuscript(reader, manuscript_id)
    if request.method != "POST":
        return render(request, "reviews/one.html", _context(request, reader, place))
    act = request.POST.get("act", "")
    try:
        if act == "publish":
            return _publish(request, reader, manuscript_id)
        if act not in ACTS:
            raise Invalid(_("This form was cut or changed. Reload the page and try again."))
        messages.success(request, ACTS[act](request, reader, manuscript_id))
    except (Invalid, Refused) as refusal:
        return _refused(request, reader, manuscript_id, refusal)
    ends = act in {"decline", "hand_on"}
    return HttpResponseRedirect("/reviews" if ends else request.path, status=303)


urlpatterns = [
    path("reviews", rooms),
    path("reviews/<id:manuscript_id>", one),
]
