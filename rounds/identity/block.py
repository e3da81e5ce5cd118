"""Block somebody, or a whole server: neither sees the other any more."""

import re

from django.db import transaction

from rounds.base.errors import Invalid
from rounds.identity.facts import Blocked, Unblocked
from rounds.identity.follow import end_all_follows_with, end_follow
from rounds.identity.models import Account, Block, DomainBlock, Endorsement
from rounds.ledger.record import record

_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)*(:\d{1,5})?")


@transaction.atomic
def block(account: Account, target: Account) -> None:
    """Block `target`; follows and endorsements end both ways. Blocking again does nothing.

    Errors: Invalid for oneself.
    """
    if account.pk == target.pk:
        raise Invalid("You can't block yourself.")
    _, is_new = Block.objects.get_or_create(account=account, target=target)
    if not is_new:
        return
    # Two who block each other in the same instant take both ties away in the same order.
    first, second = sorted((account.pk, target.pk))
    end_follow(first, second)
    end_follow(second, first)
    Endorsement.objects.filter(account=account, target=target).delete()
    record(Blocked(actor=account.pk, subject=target.pk))


@transaction.atomic
def unblock(account: Account, target: Account) -> None:
    """Block `target` no longer; follows don't come back by themselves."""
    if Block.objects.filter(account=account, target=target).delete()[0]:
        record(Unblocked(actor=account.pk, subject=target.pk))


def _domain(text: str) -> str:
    domain = text.strip().lower().removeprefix("@")
    if not _DOMAIN.fullmatch(domain) or len(domain) > 253:
        raise Invalid("That is no server's name. Write it like 'example.org'.", "domain")
    return domain


@transaction.atomic
def block_domain(account: Account, domain: str) -> None:
    """Hide everybody on `domain` from `account`, and take its followers there away.

    Errors: Invalid for what can't be a server's name.
    """
    name = _domain(domain)
    DomainBlock.objects.get_or_create(account=account, domain=name)
    end_all_follows_with(account, name)


@transaction.atomic
def unblock_domain(account: Account, domain: str) -> None:
    """Show people on `domain` again."""
    DomainBlock.objects.filter(account=account, domain=_domain(domain)).delete()
