"""What moderators do about a report: nothing, hide the posts, limit or suspend the account.

Nobody sees or decides a report about themselves. Each answer can be taken back; what a
claim or the answer to another report asks for stays as it is then. Whoever reported is told by e-mail that it was answered, and
reads how, and the moderator's sentence, on the page; whom it is about learns nothing of the reporter.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.base import clock, text
from rounds.base.errors import Invalid, NotFound
from rounds.identity.models import Account
from rounds.identity.queries import moderators, user_of
from rounds.identity.suspend import let_back, limit, suspend
from rounds.jobs.queue import later
from rounds.ledger.record import record
from rounds.posts.counts import ids_by
from rounds.posts.hide import hidden_among, hide_post, restore_post
from rounds.trust.facts import Reported, ReportResolved, ReportTakenBack
from rounds.trust.models import Report, ReportAnswer, ReportState, Takedown, TakedownState
from rounds.trust.report import check_moderator

LONGEST_WORDS = 500
SHOWN = 20


def _locked(moderator: Account, report_id: int, state: ReportState) -> Report:
    check_moderator(moderator)
    rows = Report.objects.select_for_update(of=("self",)).select_related("account", "target")
    found = rows.filter(pk=report_id, state=state).first()
    if found is None or found.target_id == moderator.pk:
        raise NotFound
    return found


@transaction.atomic
def answer_report(moderator: Account, report_id: int, answer: str, words: str) -> Report:
    """Close a report with `answer`; `words` are for whoever made it, and may be empty.

    Errors: Refused to anybody but a moderator, and for who looks after the server; NotFound for one
    that isn't open or is about the moderator; Invalid (field 'answer' or 'words').
    """
    found = _locked(moderator, report_id, ReportState.OPEN)
    said = text.plain(words).strip()
    if answer not in set(ReportAnswer):
        raise Invalid("Choose what to do.", "answer")
    if len(said) > LONGEST_WORDS:
        raise Invalid(f"This holds at most {LONGEST_WORDS} characters. Shorten it.", "words")
    _act(moderator, found, ReportAnswer(answer))
    found.state, found.answer, found.words = ReportState.RESOLVED, answer, said
    found.resolved_at, found.resolved_by = clock.now(), moderator
    found.save()
    record(ReportResolved(actor=moderator.pk, subject=found.pk))
    later(tell_reporter, found.pk)
    return found


def _act(moderator: Account, found: Report, answer: ReportAnswer) -> None:
    if answer is ReportAnswer.HIDE:
        posts = ids_by(found.target, found.post_ids)
        if not posts:
            raise Invalid("This report names no post that is there still.", "answer")
        for post_id in posts:
            hide_post(post_id, moderator.pk)
    elif answer is ReportAnswer.LIMIT:
        limit(found.target_id, moderator.pk)
    elif answer is ReportAnswer.SUSPEND:
        suspend(found.target_id, moderator.pk)


@transaction.atomic
def take_back(moderator: Account, report_id: int) -> Report:
    """Undo what the answer to a report did, and open it again.

    Errors: Refused to anybody but a moderator; NotFound for one that isn't closed or is about them.
    """
    found = _locked(moderator, report_id, ReportState.RESOLVED)
    if found.answer == ReportAnswer.HIDE:
        for post_id in set(found.post_ids) - _kept_down(found):
            restore_post(post_id, moderator.pk)
    elif found.answer in {ReportAnswer.LIMIT, ReportAnswer.SUSPEND}:
        _let_back(moderator, found)
    found.state, found.answer, found.words = ReportState.OPEN, "", ""
    found.resolved_at = found.resolved_by = None
    found.save()
    record(ReportTakenBack(actor=moderator.pk, subject=found.pk))
    return found


def _let_back(moderator: Account, found: Report) -> None:
    """What the answers to other reports did to the account stays."""
    others = Report.objects.filter(target=found.target_id, state=ReportState.RESOLVED)
    answers = set(others.exclude(pk=found.pk).values_list("answer", flat=True))
    let_back(
        found.target_id, moderator.pk, stays_suspended=ReportAnswer.SUSPEND in answers,
        stays_limited=ReportAnswer.LIMIT in answers,
    )  # fmt: skip


def _kept_down(found: Report) -> set[int]:
    """The posts that a claim, or the answer to another report, keeps hidden."""
    claims = Takedown.objects.filter(post_id__in=found.post_ids, state__in=TakedownState.HIDING)
    return set(claims.values_list("post_id", flat=True)) | hidden_by_reports(
        found.post_ids, besides=found.pk
    )


def hidden_by_reports(post_ids: Iterable[int], besides: int = 0) -> set[int]:
    """Those of `post_ids` that the answer to a report hides; `besides` is a report that counts not."""
    wanted = hidden_among(post_ids)
    rows = Report.objects.filter(answer=ReportAnswer.HIDE).exclude(pk=besides)
    named = (
        {one for ids in rows.values_list("post_ids", flat=True) for one in ids} if wanted else set()
    )
    return wanted & named


def list_answered(moderator: Account) -> list[Report]:
    """The reports answered last, the newest first.

    Errors: Refused to anybody but a moderator.
    """
    check_moderator(moderator)
    rows = Report.objects.filter(state=ReportState.RESOLVED).exclude(target=moderator)
    return list(rows.select_related("account", "target").order_by("-resolved_at")[:SHOWN])


def list_made_by(account: Account) -> list[Report]:
    """What `account` reported, the newest first."""
    rows = Report.objects.filter(account=account).select_related("target")
    return list(rows.order_by("-id")[:SHOWN])


def count_open(moderator: Account) -> int:
    """How many reports wait for `moderator`."""
    rows = Report.objects.filter(state=ReportState.OPEN)
    return rows.exclude(target=moderator).count()


def tell_moderators(fact: Reported) -> None:
    """Tell moderators by e-mail that reports wait, once until all are answered."""
    found = Report.objects.filter(pk=fact.report, state=ReportState.OPEN).first()
    waiting = Report.objects.filter(state=ReportState.OPEN, pk__lt=fact.report)
    if found is None or waiting.exists():
        return
    people = [user_of(one) for one in moderators() if one.pk != found.target_id]
    body = _("Somebody reported an account or a post. What it is about stands on the page alone:")
    for user in filter(None, people):
        letter = f"{body}\n\n{settings.BASE_URL}/moderation/reports\n"
        send_mail(_("A report waits for you"), letter, None, [user.email])


def tell_reporter(report_id: int) -> None:
    """The job: tell whoever reported that it was answered, with nothing of its words."""
    found = Report.objects.select_related("account").filter(pk=report_id).first()
    user = user_of(found.account) if found and found.state == ReportState.RESOLVED else None
    if user is not None:
        body = _("A moderator has looked at what you reported. How it was answered:")
        letter = f"{body}\n\n{settings.BASE_URL}/reports\n"
        send_mail(_("Your report was answered"), letter, None, [user.email])
