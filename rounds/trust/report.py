"""Report an account, or posts of it, to the moderators."""

from dataclasses import dataclass, field

from django.db import transaction

from rounds.base import text
from rounds.base.errors import Invalid, NotFound, Refused
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
    made = Report.objects.create(
        account=account,
        target=target,
        post_ids=sorted(wanted),
        rule_ids=grounds.rule_ids,
        category="violation" if grounds.rule_ids else grounds.category,
        comment=words,
    )
    record(Reported(actor=account.pk, subject=target.pk, report=made.pk))
    return made


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
