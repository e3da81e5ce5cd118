"""What moderators do about a report: nothing, hide the posts, limit or suspend the account.

Nobody sees or decides a report about themselves (`who_answers` says who does). Each answer can be
taken back; what a claim or the answer to another report asks for stays as it is then. Whoever
reported is told by e-mail that it was answered, and
reads how, and the moderator's sentence, on the page; whom it is about learns nothing of the reporter.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rounds.base import clock, text
from rounds.base.errors import Invalid, NotFound
from rounds.gate.own_words import OF_A_REPORT, check_first_words, check_own_words
from rounds.identity.models import Account
from rounds.identity.queries import user_of
from rounds.identity.suspend import let_back, limit, suspend
from rounds.jobs.queue import later
from rounds.ledger.record import record
from rounds.posts.counts import ids_by
from rounds.posts.hide import hidden_among, hide_post, restore_post
from rounds.trust.facts import Reported, ReportResolved, ReportTakenBack
from rounds.trust.models import Report, ReportAnswer, ReportState, Takedown, TakedownState
from rounds.trust.report import check_moderator
from rounds.trust.who_answers import answerable, left_to_the_machine, who_answers

LONGEST_WORDS = 500
SHOWN = 20


def _locked(moderator: Account | None, report_id: int, state: ReportState) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("account", "target")
    found = _for(moderator, rows).filter(pk=report_id, state=state).first()
    if found is None:
        raise NotFound
    return found


def _for(moderator: Account | None, rows: QuerySet[Report]) -> QuerySet[Report]:
    if moderator is None:
        return left_to_the_machine(rows)
    check_moderator(moderator)
    return answerable(moderator, rows)


@transaction.atomic
def answer_report(
    moderator: Account | None, report_id: int, answer: str, words: str, *, vouched: bool = False
) -> Report:
    """Close a report with `answer`; `words` are for whoever made it, and may be empty.

    `moderator` is None for whoever runs the machine, who answers what nobody here can. `vouched` is the moderator's word that what was found in `words` is nobody's patient.

    Errors: Refused to anybody but a moderator, and for who looks after the server; NotFound for one
    that isn't open or is for others to answer; Invalid (field 'answer' or 'words'), as Recognisable
    for words that could name a patient.
    """
    found = _locked(moderator, report_id, ReportState.OPEN)
    said = text.plain(words).strip()
    if answer not in set(ReportAnswer):
        raise Invalid("Choose what to do.", "answer")
    if len(said) > LONGEST_WORDS:
        raise Invalid(f"This holds at most {LONGEST_WORDS} characters. Shorten it.", "words")
    if moderator is None:
        check_first_words({"words": said})
    else:
        check_own_words(moderator, {"words": said}, vouched=vouched, leaves=OF_A_REPORT)
    by = moderator.pk if moderator else 0
    _act(by, found, ReportAnswer(answer))
    found.state, found.answer, found.words = ReportState.RESOLVED, answer, said
    found.resolved_at, found.resolved_by = clock.now(), moderator
    found.save()
    record(ReportResolved(actor=by, subject=found.pk))
    later(tell_reporter, found.pk)
    return found


def _act(by: int, found: Report, answer: ReportAnswer) -> None:
    if answer is ReportAnswer.HIDE:
        posts = ids_by(found.target, found.post_ids)
        if not posts:
            raise Invalid("This report names no post that is there still.", "answer")
        for post_id in posts:
            hide_post(post_id, by)
    elif answer is ReportAnswer.LIMIT:
        limit(found.target_id, by)
    elif answer is ReportAnswer.SUSPEND:
        suspend(found.target_id, by)


@transaction.atomic
def take_back(moderator: Account | None, report_id: int) -> Report:
    """Undo what the answer to a report did, and open it again; `moderator` as for `answer_report`.

    Errors: Refused to anybody but a moderator; NotFound for one that isn't closed or is for others.
    """
    by = moderator.pk if moderator else 0
    found = _locked(moderator, report_id, ReportState.RESOLVED)
    if found.answer == ReportAnswer.HIDE:
        for post_id in set(found.post_ids) - _kept_down(found):
            restore_post(post_id, by)
    elif found.answer in {ReportAnswer.LIMIT, ReportAnswer.SUSPEND}:
        _let_back(by, found)
    found.state, found.answer, found.words = ReportState.OPEN, "", ""
    found.resolved_at = found.resolved_by = None
    found.save()
    record(ReportTakenBack(actor=by, subject=found.pk))
    return found


def _let_back(by: int, found: Report) -> None:
    """What the answers to other reports did to the account stays."""
    others = Report.objects.filter(target=found.target_id, state=ReportState.RESOLVED)
    answers = set(others.exclude(pk=found.pk).values_list("answer", flat=True))
    let_back(
        found.target_id, by, stays_suspended=ReportAnswer.SUSPEND in answers,
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
    rows = _for(moderator, Report.objects.filter(state=ReportState.RESOLVED))
    return list(rows.select_related("account", "target").order_by("-resolved_at")[:SHOWN])


def list_made_by(account: Account) -> list[Report]:
    """What `account` reported, the newest first."""
    rows = Report.objects.filter(account=account).select_related("target")
    return list(rows.order_by("-id")[:SHOWN])


def count_open(moderator: Account) -> int:
    """How many reports wait for `moderator`."""
    return answerable(moderator, Report.objects.filter(state=ReportState.OPEN)).count()


def has_to_do_with_reports(account: Account) -> bool:
    """Whether there is a report, open or answered, that `account` may read."""
    return answerable(account, Report.objects.all()).exists()


def list_left_over() -> list[Report]:
    """The open reports that nobody with an account here can answer, the oldest first."""
    rows = left_to_the_machine(Report.objects.filter(state=ReportState.OPEN))
    return list(rows.select_related("account", "target").order_by("id"))


def tell_moderators(fact: Reported) -> None:
    """Tell whoever can answer by e-mail that reports wait, once until all are answered."""
    found = Report.objects.filter(pk=fact.report, state=ReportState.OPEN).first()
    if found is None:
        return
    before = Report.objects.filter(state=ReportState.OPEN, pk__lt=fact.report)
    told = [one for one in who_answers(found.target_id) if not answerable(one, before).exists()]
    people = [user_of(one) for one in told]
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
