"""Announce a gathering: keep the plan, judge its words beforehand, queue what it does by itself."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.base.text import normal_tag, plain
from rounds.base.turns import PRESSED_TWICE, in_turn
from rounds.gatherings import schedule
from rounds.gatherings.facts import GatheringAnnounced
from rounds.gatherings.models import Gathering, GatheringState, Prompt
from rounds.gatherings.plan import Plan, bare_tag, check_plan
from rounds.gatherings.prompts import advance
from rounds.gatherings.words import check_words, kept_confirmations
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle, blocked_pair
from rounds.ledger.record import record


@transaction.atomic
def announce(host: Account, plan: Plan) -> Gathering:
    """Announce a chat of `host`; it opens, prompts and closes by itself from then on.

    The same chat announced a moment ago (a button pressed twice) is that chat.

    Errors: Invalid with the field to change, for a plan that can't work, words the gate would not
    let pass, a co-host who can't be found, or another chat under the same tag at that time.
    """
    check_plan(plan, clock.now())
    check_words(plan)
    wait_for_tag(plan)
    if (same := _just_announced(host, plan)) is not None:
        return same
    check_tag_is_free(plan, None)
    gathering = Gathering(host=host)
    keep_plan(gathering, plan)
    record(GatheringAnnounced(actor=host.pk, subject=gathering.pk))
    return gathering


def _just_announced(host: Account, plan: Plan) -> Gathering | None:
    tag, title = normal_tag(bare_tag(plan.tag)), " ".join(plain(plan.title).split())
    rows = Gathering.objects.filter(
        host=host, tag=tag, title=title, starts_at=plan.starts_at, minutes=plan.minutes,
        state=GatheringState.ANNOUNCED, created_at__gte=clock.now() - PRESSED_TWICE,
    )  # fmt: skip
    asked = [(plain(p.text).strip(), p.minute) for p in plan.prompts]
    for one in rows:
        if [(p.text, p.minute) for p in one.prompts.all()] == asked:
            return one
    return None


def keep_plan(gathering: Gathering, plan: Plan) -> None:
    """Write `plan` into `gathering`, prompts and co-hosts included, and queue its moments."""
    gathering.title = " ".join(plain(plan.title).split())
    gathering.tag_shown = bare_tag(plan.tag)
    gathering.tag = normal_tag(gathering.tag_shown)
    gathering.aims = plain(plan.aims).strip()
    gathering.article_title = " ".join(plain(plan.article_title).split())
    gathering.article_url = plan.article_url.strip()
    gathering.welcome, gathering.closing = plain(plan.welcome).strip(), plain(plan.closing).strip()
    gathering.starts_at, gathering.minutes = plan.starts_at, plan.minutes
    gathering.time_zone = plan.time_zone
    gathering.confirmed = kept_confirmations(plan)
    gathering.save()
    gathering.co_hosts.set(_co_hosts(gathering.host, plan.co_hosts))
    gathering.prompts.all().delete()
    gathering.prompts.bulk_create(
        Prompt(gathering=gathering, number=n, text=plain(p.text).strip(), minute=p.minute)
        for n, p in enumerate(plan.prompts, start=1)
    )
    schedule.queue(gathering, advance)


def wait_for_tag(plan: Plan) -> None:
    """Let whoever else plans a chat under the same tag in this instant finish first."""
    in_turn("plan", normal_tag(bare_tag(plan.tag)))


def check_tag_is_free(plan: Plan, but: int | None) -> None:
    """Refuse a plan whose time overlaps another chat under the same tag (but gathering `but`).

    Errors: Invalid (field 'tag').
    """
    tag = bare_tag(plan.tag)
    rows = Gathering.objects.filter(
        tag=normal_tag(tag),
        starts_at__lt=plan.ends_at,
        state__in=[GatheringState.ANNOUNCED, GatheringState.LIVE],
    )
    for other in rows.exclude(pk=but or 0):
        if schedule.ends_at(other) > plan.starts_at:
            raise Invalid(
                _("'%(title)s' uses #%(tag)s at that time. Choose another time or another tag.")
                % {"title": other.title, "tag": tag},
                "tag",
            )


def _co_hosts(host: Account, handles: Sequence[str]) -> list[Account]:
    """The accounts behind `handles`, without the host.

    Errors: Invalid (field 'co_hosts') for one that can't be found or is blocked either way.
    """
    found = []
    for handle in dict.fromkeys(h.strip().removeprefix("@") for h in handles if h.strip()):
        try:
            account = account_by_handle(handle)
        except NotFound:
            account = None
        if account is None or not account.is_local or blocked_pair(host.pk, account.pk):
            raise Invalid(
                _("There is nobody called @%s here who can co-host.") % handle[:60], "co_hosts"
            )
        if account.pk != host.pk:
            found.append(account)
    return found
