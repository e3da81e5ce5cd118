"""Say that one means to come, or take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.base.errors import Refused
from rounds.gatherings.models import Gathering, GatheringState, Rsvp
from rounds.identity.models import Account


@transaction.atomic
def rsvp(account: Account, gathering: Gathering) -> None:
    """Note that `account` means to come; saying it twice changes nothing.

    Errors: Refused once the gathering has closed or was called off.
    """
    if gathering.state in {GatheringState.CLOSED, GatheringState.CANCELLED}:
        raise Refused(_("The chat is over. Its transcript is on its page."))
    Rsvp.objects.get_or_create(gathering=gathering, account=account)


def take_back(account: Account, gathering: Gathering) -> None:
    """Forget that `account` meant to come."""
    Rsvp.objects.filter(gathering=gathering, account=account).delete()
