"""Change a plan before its start, or call it off."""

from collections.abc import Sequence

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Refused
from rounds.base.text import plain
from rounds.gate.finding import Confirmation
from rounds.gatherings.announce import check_tag_is_free, keep_plan, wait_for_tag
from rounds.gatherings.facts import GatheringCancelled, GatheringRevised
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.plan import Plan, check_plan
from rounds.gatherings.queries import check_hosts, locked
from rounds.gatherings.words import check_each, check_words
from rounds.identity.models import Account
from rounds.ledger.record import record


@transaction.atomic
def revise_plan(host: Account, gathering: Gathering, plan: Plan) -> Gathering:
    """Put `plan` in the place of the old one; those who mean to come keep their place.

    Errors: Invalid as for `announce`; Refused for somebody who does not host, or once it started.
    """
    fresh = _not_started(host, gathering)
    check_plan(plan, clock.now())
    check_words(plan)
    wait_for_tag(plan)
    check_tag_is_free(plan, fresh.pk)
    fresh.revision, fresh.changed_at = fresh.revision + 1, clock.now()
    keep_plan(fresh, plan)
    record(GatheringRevised(actor=host.pk, subject=fresh.pk))
    return fresh


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
        raise Refused("The chat has begun. Use its host tools instead.")
    return fresh
