"""Change a plan before its start, or call it off."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.text import plain
from rounds.gate.finding import Confirmation
from rounds.gatherings.announce import check_tag_is_free, keep_plan, wait_for_tag
from rounds.gatherings.facts import GatheringCancelled, GatheringRevised
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.plan import Plan, check_plan
from rounds.gatherings.queries import check_hosts, locked
from rounds.gatherings.words import check_each, check_words
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id
from rounds.ledger.record import last_to, record


class PlanMoved(Invalid):
    """The plan was changed since its host began to change it; `by` did it, where that is known."""

    def __init__(self, by: Account | None, me: Account) -> None:
        who = _("Somebody") if by is None else by.shown_name
        if by is not None and by.pk == me.pk:
            words = _("You changed this plan in another window. Nothing was saved over it.")
        else:
            words = _("%(who)s changed this plan meanwhile. Nothing was saved over it.")
        super().__init__(words % {"who": who})
        self.by = by


@transaction.atomic
def revise_plan(
    host: Account, gathering: Gathering, plan: Plan, since: int | None = None
) -> Gathering:
    """Put `plan` in the place of the old one; those who mean to come keep their place.

    `since` is the `revision` of the plan that the host changed, where they read one.

    Errors: PlanMoved when somebody changed it after `since`; Invalid as for `announce`; Refused for
    somebody who does not host, or once it started.
    """
    fresh = _not_started(host, gathering)
    if since is not None and fresh.revision != since:
        raise PlanMoved(_last_editor(fresh), host)
    check_plan(plan, clock.now())
    check_words(plan)
    wait_for_tag(plan)
    check_tag_is_free(plan, fresh.pk)
    fresh.revision, fresh.changed_at = fresh.revision + 1, clock.now()
    keep_plan(fresh, plan)
    record(GatheringRevised(actor=host.pk, subject=fresh.pk))
    return fresh


def _last_editor(gathering: Gathering) -> Account | None:
    try:
        return account_by_id(last_to(GatheringRevised, gathering.pk) or 0)
    except NotFound:
        return None


@transaction.atomic
def cancel(
    host: Account, gathering: Gathering, reason: str = "", confirmed: Sequence[Confirmation] = ()
) -> Gathering:
    """Call the gathering off; its page stays and gives `reason`.

    `confirmed` is what the host says of the reason's words to the gate.

    Errors: WordsQuestioned (place 'reason') for a reason the gate asks about; Refused for somebody who does not host, or once it started.
    """
    fresh = _not_started(host, gathering)
    fresh.state = GatheringState.CANCELLED
    fresh.cancelled_because = plain(reason).strip()[:300]
    if fresh.cancelled_because:
        check_each({"reason": fresh.cancelled_because}, confirmed)
    fresh.revision, fresh.changed_at = fresh.revision + 1, clock.now()
    fresh.save(update_fields=["state", "cancelled_because", "revision", "changed_at"])
    record(GatheringCancelled(actor=host.pk, subject=fresh.pk))
    return fresh


def _not_started(host: Account, gathering: Gathering) -> Gathering:
    check_hosts(host, gathering)
    fresh = locked(gathering.pk)
    if fresh is None or fresh.state != GatheringState.ANNOUNCED or clock.now() >= fresh.starts_at:
        if fresh is not None and fresh.state == GatheringState.CANCELLED:
            raise Refused(_("This chat was called off."))
        raise Refused(_("The chat has begun. Use its host tools instead."))
    return fresh
