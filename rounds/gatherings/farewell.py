"""Call off what somebody hosts, once the account is closed."""

from rounds.base import clock
from rounds.gatherings.change import cancel
from rounds.gatherings.models import Gathering, GatheringState, Rsvp
from rounds.identity.facts import AccountClosed
from rounds.identity.queries import account_by_id

REASON = "The host has closed their account."


def call_off_hosted(fact: AccountClosed) -> None:
    """Cancel every announced gathering of the closed account that has not begun.

    One that runs goes on, led by its co-hosts, and closes at its time; what is closed stays, with gaps.
    """
    host = account_by_id(fact.subject, suspended=True)
    Rsvp.objects.filter(account=host).delete()
    ahead = Gathering.objects.filter(host=host, state=GatheringState.ANNOUNCED)
    for gathering in ahead.filter(starts_at__gt=clock.now()):
        cancel(host, gathering, REASON)
