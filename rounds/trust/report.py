"""Report an account, or posts of it, to the moderators."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from rounds.base import clock, text
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.turns import PRESSED_TWICE, in_turn
from rounds.gate.own_words import OF_A_REPORT, check_own_words
from rounds.identity.models import Account
from rounds.identity.queries import user_of
from rounds.ledger.record import record
from rounds.posts.counts import ids_by
from rounds.posts.queries import readable_ids
from rounds.trust.facts import Reported
from rounds.trust.models import Report, ReportState
from rounds.trust.who_answers import answerable

CATEGORIES = ("spam", "legal", "violation", "other")
COMMENT_LENGTH = 1000
_POSTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a report is about; `vouched` is the word that what was found in its comment is nobody's
    patient."""

    comment: str = ""
    vouched: bool = False
    category: str = "other"
    post_ids: list[int] = field(default_factory=list)
    rule_ids: list[int] = field(default_factory=list)


@transaction.atomic
def report(account: Account, target: Account, grounds: Grounds) -> Report:
    """Tell the moderators about `target`; nobody else learns of it.

    The same told a moment ago (a button pressed twice) is that report.

    Errors: Invalid for oneself, an unknown category or too long a comment, and as Recognisable for one
    that could name a patient; NotFound for posts that `account` can't read or that aren't by `target`.
    """
    words = text.plain(grounds.comment).strip()
    if account.pk == target.pk:
        raise Invalid("You can't report yourself.")
    if grounds.category not in CATEGORIES:
        raise Invalid(f"A category is one of {', '.join(CATEGORIES)}.", "category")
    if len(words) > COMMENT_LENGTH:
        raise Invalid(
            f"A comment holds at most {COMMENT_LENGTH} characters. Shorten it.", "comment"
        )
    wanted = set(grounds.post_ids)
    if len(wanted) > _POSTS or readable_ids(account, ids_by(target, wanted)) != wanted:
        raise NotFound
    # Moderators read the post itself: nobody has to copy out of it who the patient is.
    check_own_words(account, {"comment": words}, vouched=grounds.vouched, leaves=OF_A_REPORT)
    said: dict[str, Any] = {
        "post_ids": sorted(wanted), "rule_ids": grounds.rule_ids, "comment": words,
        "category": "violation" if grounds.rule_ids else grounds.category,
    }  # fmt: skip
    in_turn("report", account.pk, target.pk)
    if same := _just_said(account, target, said):
        return same
    made = Report.objects.create(account=account, target=target, **said)
    record(Reported(actor=account.pk, subject=target.pk, report=made.pk))
    return made


def _just_said(account: Account, target: Account, said: dict[str, Any]) -> Report | None:
    since = clock.now() - PRESSED_TWICE
    rows = Report.objects.filter(
        account=account, target=target, state=ReportState.OPEN, at__gte=since
    )
    return next((r for r in rows if all(getattr(r, k) == v for k, v in said.items())), None)


def list_open(moderator: Account) -> list[Report]:
    """The reports that wait for `moderator`, the oldest first; none about themselves.

    Errors: Refused to anybody but those who look after the server.
    """
    check_moderator(moderator)
    waiting = answerable(moderator, Report.objects.filter(state=ReportState.OPEN))
    return list(waiting.select_related("account", "target").order_by("id"))


def check_moderator(account: Account) -> None:
    """Errors: Refused to anybody but a moderator or an administrator."""
    user = user_of(account)
    if user is None or not (user.is_moderator or user.is_staff) or account.suspended_at is not None:
        raise Refused("Only moderators may do this.")
