"""Takedowns: claim that a post uses one's work, follow a claim, answer it, decide it."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.ids import parse_id
from rounds.edge.web.accounts import needs_moderator
from rounds.edge.web.failures import too_many
from rounds.edge.web.reader import needs_reader, reader_of
from rounds.edge.web.settings_pages import may_vouch
from rounds.edge.web.templatetags.pieces import full_clock_words
from rounds.identity.models import Account
from rounds.trust import takedown
from rounds.trust.models import Step, Takedown, TakedownState
from rounds.trust.queries import Side, side_of, takedowns_by_id, taken_by

STATES = {
    TakedownState.UNCONFIRMED: lazy("Claimed; the e-mail address is not confirmed yet"),
    TakedownState.WAITING: lazy("Claimed; a moderator will decide"),
    TakedownState.REFUSED: lazy("Refused by a moderator: the post stays"),
    TakedownState.LAPSED: lazy("Lapsed: the e-mail address was not confirmed"),
    TakedownState.DOWN: lazy("Taken down; the author can answer"),
    TakedownState.COUNTERED: lazy("The author answered; the claimant can show that a court was asked"),
    TakedownState.IN_COURT: lazy("Before a court; the post stays down"),
    TakedownState.UPHELD: lazy("Settled: the post stays down"),
    TakedownState.RESTORED: lazy("Settled: the post is back"),
}  # fmt: skip


def _post_id(given: str) -> int:
    """The id in the address of a post.

    Errors: Invalid (field 'post').
    """
    found = parse_id(given.strip().rstrip("/").rpartition("/")[2])
    if found is None:
        raise Invalid(_("Give the address of the post, as it stands in the browser."), "post")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """The form by which anybody claims that a post uses their work."""
    reader = reader_of(request)
    typed = request.POST if request.method == "POST" else request.GET
    if request.method != "POST":
        return render(request, "takedowns/claim.html", {"typed": typed})
    if not ratelimit.consume(request, action="signup"):
        return too_many(request)
    words = takedown.Claim(
        work=typed.get("work", ""), right=typed.get("right", ""), name=typed.get("name", ""),
        email=typed.get("email", ""), good_faith=typed.get("good_faith") == "yes",
        vouched=typed.get("vouched") == "1",
    )  # fmt: skip
    try:
        made = takedown.claim_takedown(reader, _post_id(typed.get("post", "")), words)
    except (Invalid, Refused, NotFound) as refusal:
        wrong = _("There is no such post that everybody may read.")
        wrong = wrong if isinstance(refusal, NotFound) else _(str(refusal))
        context = {"typed": typed, "wrong": wrong, "field": getattr(refusal, "field", "")}
        context["can_vouch"] = isinstance(refusal, Invalid) and may_vouch(refusal)
        return render(request, "takedowns/claim.html", context, status=422)
    if made.claimant_id is None:
        return render(request, "takedowns/sent.html")
    return redirect(f"/takedowns/{made.code}")


def _who(one: Takedown, step: Step) -> str:
    """Who took a step, in words."""
    return {
        Side.AUTHOR: one.author.shown_name, Side.CLAIMANT: one.name,
        Side.MODERATOR: _("a moderator"), Side.DEADLINE: _("by the deadline"),
    }[taken_by(one, step)]  # fmt: skip


def _turn(one: Takedown, *, is_author: bool, is_claimant: bool) -> str:
    """Whose turn it is, until when, and what happens then; '' where nothing runs."""
    if one.due_at is None:
        return ""
    mine, theirs = {
        TakedownState.UNCONFIRMED: (
            _("Confirm your address until %(when)s; else the claim lapses."),
            "",
        ),
        TakedownState.DOWN: (
            _("You can answer until %(when)s. Without an answer the post stays down."),
            _("The author can answer until %(when)s. Without an answer the post stays down."),
        ),
        TakedownState.COUNTERED: (
            _("Show until %(when)s that you asked a court; else the post comes back by itself."),
            _("The claimant can show until %(when)s that a court was asked; else the post comes back by itself."),
        ),
    }.get(one.state, ("", ""))  # fmt: skip
    asked = is_author if one.state == TakedownState.DOWN else is_claimant
    return (mine if asked else theirs) % {"when": full_clock_words(one.due_at)}


def _page(
    request: HttpRequest, one: Takedown, key: str, refusal: Invalid | Refused | None = None
) -> HttpResponse:
    reader = reader_of(request)
    is_author = reader is not None and reader.pk == one.author_id
    is_claimant = takedown.is_claimant(one, reader, key)
    wrong = _(str(refusal)) if refusal else ""
    context: dict[str, Any] = {
        "one": one, "here": _here(one, key), "state": STATES[one.state], "wrong": wrong, "typed": request.POST,
        "can_vouch": isinstance(refusal, Invalid) and may_vouch(refusal),
        "steps": [(step, STATES[step.state], _who(one, step)) for step in takedown.steps_of(one)],
        "turn": _turn(one, is_author=is_author, is_claimant=is_claimant),
        "is_my_turn": (is_author and one.state == TakedownState.DOWN)
        or (is_claimant and one.state in {TakedownState.COUNTERED, TakedownState.UNCONFIRMED}),
        "may_confirm": is_claimant and one.state == TakedownState.UNCONFIRMED,
        "may_counter": is_author and one.state == TakedownState.DOWN,
        "may_show": is_claimant and not is_author and one.state == TakedownState.COUNTERED,
        "decides": _decides(request, one), "post_url": f"{settings.BASE_URL}/@{one.author.handle}/{one.post_id}",
    }  # fmt: skip
    answer = render(request, "takedowns/one.html", context, status=422 if wrong else 200)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    return answer


def _decides(request: HttpRequest, one: Takedown) -> bool:
    user: Any = request.user
    staff = user.is_authenticated and (user.is_moderator or user.is_staff)
    return bool(staff) and one.state in {TakedownState.WAITING, TakedownState.IN_COURT}


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str, key: str = "") -> HttpResponse:
    """One claim for its sides and moderators: how it stands, its trail, and what can be done now.

    `key` is in the links that a claimant without an account is sent, and in no other.
    """
    reader = reader_of(request)
    one = takedown.takedown_of(reader, code, key)
    if request.method != "POST":
        return _page(request, one, key)
    try:
        _act(request, reader, one, key)
    except (Invalid, Refused) as refusal:
        return _page(request, one, key, refusal)
    messages.success(request, _("Noted, with its date."))
    return redirect(_here(one, key))


def _here(one: Takedown, key: str) -> str:
    """The address of the claim, with the key it was opened by."""
    return f"/takedowns/{one.code}/{key}" if key else f"/takedowns/{one.code}"


def _act(request: HttpRequest, reader: Account | None, one: Takedown, key: str) -> None:
    words = request.POST.get("words", "")
    act, sure = request.POST.get("act", ""), request.POST.get("good_faith") == "yes"
    vouched = request.POST.get("vouched") == "1"
    if act == "confirm":
        takedown.confirm_claim(one.code, key)
    elif act == "court":
        takedown.show_court(reader, one.code, words, key, vouched=vouched)
    elif reader is None:
        raise NotFound
    elif act == "counter":
        takedown.counter(reader, one.pk, words, good_faith=sure, vouched=vouched)
    elif act in {"down", "refuse"}:
        down = act == "down"
        takedown.decide_claim(reader, one.pk, down=down, reason=words, vouched=vouched)
    elif act in {"restore", "uphold"}:
        back = act == "restore"
        takedown.close_court(reader, one.pk, restore=back, reason=words, vouched=vouched)
    else:
        raise Invalid(_("Choose one of the two."))


@require_safe
@needs_reader
def strike(request: HttpRequest, reader: Account, takedown_id: int) -> HttpResponse:
    """Where apps send who reads of a warning: to the claim's own address."""
    one = takedowns_by_id([takedown_id]).get(takedown_id)
    if one is None or side_of(one, reader) is None:
        raise NotFound
    return redirect(f"/takedowns/{one.code}")


@require_safe
@needs_reader
def about_me(request: HttpRequest, reader: Account) -> HttpResponse:
    """The claims on one's own posts."""
    rows = [(one, STATES[one.state]) for one in takedown.list_about(reader)]
    return render(request, "takedowns/list.html", {"rows": rows, "mine": True})


@require_safe
@needs_moderator
def waiting(request: HttpRequest, reader: Account) -> HttpResponse:
    """The claims that are open."""
    rows = [(one, STATES[one.state]) for one in takedown.list_claims(reader)]
    return render(request, "takedowns/list.html", {"rows": rows, "mine": False})


urlpatterns = [
    path("takedowns", about_me),
    path("takedowns/new", claim),
    path("takedowns/<str:code>", follow),
    path("takedowns/<str:code>/<str:key>", follow),
    path("moderation/takedowns", waiting),
    path("disputes/strikes/<id:takedown_id>", strike),
]
