"""Record a fact, and hand it to those who subscribed.

`record` runs inside the transaction of the verb that made the fact. It writes the fact and one job
for each subscriber in that same transaction: a crash loses neither, a repeat does nothing.
"""

from collections.abc import Mapping, Sequence

import msgspec
from django.db import transaction

from rounds.jobs.queue import later, resolve
from rounds.ledger.facts import Fact
from rounds.ledger.models import FactRow

_subscribers: dict[str, list[str]] = {}
_kinds: dict[str, type[Fact]] = {}


def subscribe(table: Mapping[type[Fact], Sequence[str]]) -> None:
    """Take over the table of subscriptions: fact class -> dotted names ('room.module.function')."""
    _subscribers.clear()
    for fact_class, handlers in table.items():
        _kinds[fact_class.fact_name()] = fact_class
        _subscribers[fact_class.fact_name()] = list(handlers)


def record(fact: Fact) -> int:
    """Write `fact` down and queue its subscribers; gives the fact's id.

    Errors: RuntimeError outside a transaction, since the fact and the deed must stand or fall
    together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A fact is recorded inside the transaction of its deed.")
    row = FactRow.objects.create(
        kind=fact.fact_name(),
        at=fact.at,
        actor=fact.actor,
        subject=fact.subject,
        data=msgspec.json.encode(fact).decode(),
    )
    for handler in _subscribers.get(fact.fact_name(), ()):
        later(hand_over, row.id, handler, key=f"{row.id}:{handler}")
    return row.id


def read(row: FactRow) -> Fact:
    """The fact that `row` holds.

    Errors: KeyError for a kind that no subscription names.
    """
    return msgspec.json.decode(row.data, type=_kinds[row.kind])


def hand_over(fact_id: int, handler: str) -> None:
    """The job: give fact `fact_id` to one subscriber."""
    row = FactRow.objects.get(pk=fact_id)
    resolve(handler)(read(row))
