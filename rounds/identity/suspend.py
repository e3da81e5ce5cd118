"""Suspend or limit an account here, and let it back: the state that every other room obeys.

Whoever calls this has the right to (trust's answers to reports).
"""

from django.db import transaction
from django.db.models import Q

from rounds.base import clock
from rounds.base.errors import NotFound, Refused
from rounds.identity.facts import ProfileRevised
from rounds.identity.models import Account, User
from rounds.ledger.record import record


def _save(account_id: int, by: int, **state: object) -> None:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotFound
    users = User.objects.filter(account=account)
    looks_after = users.filter(Q(is_moderator=True) | Q(is_staff=True)).exists()
    if looks_after and any(state.values()):
        raise Refused("This account looks after the server. Ask whoever runs it.")
    for name, value in state.items():
        setattr(account, name, value)
    account.version += 1
    account.save(update_fields=[*state, "version"])
    record(ProfileRevised(actor=by, subject=account.pk))


@transaction.atomic
def suspend(account_id: int, by: int) -> None:
    """Let an account do nothing here, and nobody read it; nothing of it is deleted.

    Errors: NotFound; Refused for who looks after the server.
    """
    _save(account_id, by, suspended_at=clock.now())


@transaction.atomic
def limit(account_id: int, by: int) -> None:
    """Show an account to those who follow it, and to nobody by itself.

    Errors: as `suspend`.
    """
    _save(account_id, by, limited_at=clock.now())


@transaction.atomic
def let_back(
    account_id: int, by: int, *, stays_suspended: bool = False, stays_limited: bool = False
) -> None:
    """End what `suspend` and `limit` did, but for what stays; a closed account stays closed.

    Errors: NotFound.
    """
    is_closed = Account.objects.filter(pk=account_id, domain="", user=None).exists()
    stays = {"suspended_at": stays_suspended or is_closed, "limited_at": stays_limited}
    ended = {name: None for name, kept in stays.items() if not kept}
    if ended:
        _save(account_id, by, **ended)
