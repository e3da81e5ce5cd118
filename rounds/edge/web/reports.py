"""Reports: tell moderators about a post or an account, read how that was answered; and answer them."""

from collections.abc import Sequence
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.ids import parse_id
from rounds.edge.web.accounts import View
from rounds.edge.web.failures import too_many
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.settings_pages import may_vouch
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle
from rounds.timelines.hydrate import hydrate_post, hydrate_posts
from rounds.timelines.views import PostView, plain_text
from rounds.trust import answer as answering
from rounds.trust.models import Report, ReportAnswer
from rounds.trust.report import COMMENT_LENGTH, Grounds, list_open, report
from rounds.trust.rules import list_rules
from rounds.trust.who_answers import who_answers

HERE = "/moderation/reports"
AT_ONCE = 30
CATEGORIES = {
    "spam": lazy("Advertising, or the same again and again"),
    "legal": lazy("Against the law"),
    "violation": lazy("Against a rule of this server"),
    "other": lazy("Something else"),
}
ANSWERS = {
    ReportAnswer.NONE: lazy("Leave everything as it is"),
    ReportAnswer.HIDE: lazy("Hide the posts it names: their author alone can read them"),
    ReportAnswer.LIMIT: lazy("Limit the account: shown to its followers, and found by nobody else"),
    ReportAnswer.SUSPEND: lazy("Suspend the account: it can do nothing here, and nobody reads it"),
}
DONE = {
    "": lazy("Waits for a moderator"),
    ReportAnswer.NONE: lazy("Everything stays as it is"),
    ReportAnswer.HIDE: lazy("The posts are hidden"),
    ReportAnswer.LIMIT: lazy("The account is limited"),
    ReportAnswer.SUSPEND: lazy("The account is suspended"),
}


def _rule_choices() -> list[tuple[int, str]]:
    return [(rule.id, _(rule.text)) for rule in list_rules(settings.ROUNDS_HOME)]


def _grounds(request: HttpRequest, post_id: int | None) -> Grounds:
    known = {number for number, _words in _rule_choices()}
    named = [parse_id(one) for one in request.POST.getlist("rule")]
    category = request.POST.get("category", "")
    if category not in CATEGORIES:
        raise Invalid(_("Choose what it is about."), "category")
    return Grounds(
        comment=request.POST.get("comment", ""),
        vouched=request.POST.get("vouched") == "1",
        category=category,
        post_ids=[post_id] if post_id else [],
        rule_ids=[one for one in named if one in known] if category == "violation" else [],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs_reader
def make(request: HttpRequest, reader: Account, handle: str) -> HttpResponse:
    """The form by which somebody reports an account, or with `post` a post of it."""
    target = account_by_handle(handle)
    post_id = parse_id(request.GET.get("post", ""))
    view = hydrate_post(reader, post_id) if post_id else None
    if target.pk == reader.pk or (post_id and (view is None or view.account.id != target.pk)):
        raise NotFound
    wrong: Invalid | None = None
    if request.method == "POST":
        if not ratelimit.consume(request, action="signup"):
            return too_many(request)
        try:
            report(reader, target, _grounds(request, post_id))
        except Invalid as refusal:
            wrong = refusal
        else:
            messages.success(
                request, _("The moderators have your report. Nobody else learns of it.")
            )
            return redirect("/reports")
    context = {
        "account": target, "words": plain_text(view) if view else "", "is_post": bool(view),
        "categories": CATEGORIES.items(), "rules": _rule_choices(), "longest": COMMENT_LENGTH,
        "typed": request.POST, "ticked": request.POST.getlist("rule"),
        "wrong": _(str(wrong)) if wrong else "", "field": wrong.field if wrong else "",
        "left_to_machine": not who_answers(target.pk),
        "can_vouch": wrong is not None and may_vouch(wrong),
    }  # fmt: skip
    return render(request, "reports/make.html", context, status=422 if wrong else 200)


@require_safe
@needs_reader
def mine(request: HttpRequest, reader: Account) -> HttpResponse:
    """What one reported, and how it was answered."""
    rows = [
        (one, DONE[one.answer], CATEGORIES[one.category]) for one in answering.list_made_by(reader)
    ]
    return render(request, "reports/mine.html", {"rows": rows})


def _seen(reader: Account, reports: Sequence[Report]) -> dict[tuple[int, int], PostView]:
    """Posts by report and id, as the moderator may read them, or as whoever reported could show them."""
    wanted = sorted({post_id for one in reports for post_id in one.post_ids})
    read = {view.id: view for view in hydrate_posts(reader, wanted)}
    left: dict[Account, set[int]] = {}
    for one in reports:
        left.setdefault(one.account, set()).update(set(one.post_ids) - read.keys())
    shown = {
        (account.pk, view.id): view
        for account, ids in left.items()
        for view in hydrate_posts(account, sorted(ids))
    }
    pairs = [(one, post_id) for one in reports for post_id in one.post_ids]
    found = {(one.pk, i): read.get(i) or shown.get((one.account.pk, i)) for one, i in pairs}
    return {key: view for key, view in found.items() if view is not None}


def _rows(reader: Account, reports: Sequence[Report]) -> list[dict[str, Any]]:
    """The reports as the room shows them; their posts are read together."""
    rules, seen = dict(_rule_choices()), _seen(reader, reports)
    return [_row(one, rules, [seen.get((one.pk, i)) for i in one.post_ids]) for one in reports]


def _row(one: Report, rules: dict[int, str], views: list[PostView | None]) -> dict[str, Any]:
    return {
        "report": one,
        "category": CATEGORIES[one.category],
        "rules": [rules[number] for number in one.rule_ids if number in rules],
        "posts": [(view.shown, plain_text(view)) for view in views if view],
        "gone": sum(view is None for view in views),
        "done": DONE[one.answer],
    }


def _needs_answerer(view: View) -> View:
    """Let moderators in, and administrators where a report is left to them; else there is no page."""

    @needs_reader
    @wraps(view)
    def guarded(request: HttpRequest, reader: Account, /, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_moderator and not answering.has_to_do_with_reports(reader):
            raise NotFound
        return view(request, reader, **kwargs)

    return guarded


@require_safe
@_needs_answerer
def waiting(request: HttpRequest, reader: Account) -> HttpResponse:
    """The reports that wait, the oldest first, and those answered last."""
    return _room(request, reader)


def _room(request: HttpRequest, reader: Account, wrong: Any = None) -> HttpResponse:
    waiting = list_open(reader)
    context = {
        "rows": _rows(reader, waiting[:AT_ONCE]),
        "more": max(0, len(waiting) - AT_ONCE),
        "answered": _rows(reader, answering.list_answered(reader)),
        "answers": [(value.value, words) for value, words in ANSWERS.items()],
        "longest": answering.LONGEST_WORDS,
        "wrong": wrong,
        "typed": request.POST,
    }
    return render(request, "moderation/reports.html", context, status=422 if wrong else 200)


@require_POST
@_needs_answerer
def answer(request: HttpRequest, reader: Account, report_id: int) -> HttpResponse:
    """Answer one report, or take an answer back."""
    said = request.POST.get("answer", "")
    try:
        if said == "back":
            answering.take_back(reader, report_id)
            messages.success(request, _("Taken back. The report waits again."))
        else:
            words, vouched = request.POST.get("words", ""), request.POST.get("vouched") == "1"
            answering.answer_report(reader, report_id, said, words, vouched=vouched)
            messages.success(request, _("Answered. Whoever reported it is told."))
    except (Invalid, Refused) as refusal:
        can_vouch = isinstance(refusal, Invalid) and may_vouch(refusal)
        wrong = {"id": report_id, "words": _(str(refusal)), "can_vouch": can_vouch}
        return _room(request, reader, wrong)
    return redirect(HERE)


urlpatterns = [
    path("@<handle:handle>/report", make),
    path("reports", mine),
    path("moderation/reports", waiting),
    path("moderation/reports/<id:report_id>", answer),
]
