"""Record a fact, and hand it to those who subscribed.

`record` runs inside the transaction of the verb that made the fact. It writes the fact and one job
for each subscriber in that same transaction: a crash loses neither, a repeat does nothing.
"""

from collections.abc import Mapping, Sequence

import msgspec
from django.db import connection

from rounds.base.ids import new_id
from rounds.jobs.queue import later, resolve
from rounds.ledger.facts import Fact
from rounds.ledger.models import FactRow

# Written by hand: every deed records a fact, and the ORM would take several times as long.
_INSERT = (
    "INSERT INTO ledger_fact (id, kind, at, actor, subject, data) VALUES (%s, %s, %s, %s, %s, %s)"
)
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
    if not connection.in_atomic_block:
        raise RuntimeError("A fact is recorded inside the transaction of its deed.")
    fact_id = new_id()
    at = connection.ops.adapt_datetimefield_value(fact.at)
    data = msgspec.json.encode(fact).decode()
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, (fact_id, fact.fact_name(), at, fact.actor, fact.subject, data))
    for handler in _subscribers.get(fact.fact_name(), ()):
        later(hand_over, fact_id, handler, key=f"{fact_id}:{handler}")
    return fact_id


def last_to(kind: type[Fact], subject: int) -> int | None:
    """The account that did `kind` to `subject` last, or None."""
    rows = FactRow.objects.filter(subject=subject, kind=kind.fact_name())
    return rows.order_by("-id").values_list("actor", flat=True).first()


def hand_over(fact_id: int, handler: str) -> None:
    """The job: give fact `fact_id` to one subscriber."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, data FROM ledger_fact WHERE id = %s", [fact_id])
        kind, data = cursor.fetchone()
    resolve(handler)(msgspec.json.decode(data, type=_kinds[kind]))
