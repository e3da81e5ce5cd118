"""Who reacts to what: each fact with its handlers, each its own retried job after the commit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rounds.identity.facts import AccountClosed
from rounds.ledger.facts import Fact

SUBSCRIPTIONS: Mapping[type[Fact], Sequence[str]] = {
    AccountClosed: ["rounds.posts.farewell.withdraw_everything", "rounds.gate.forget.forget_drafts"],
}

SCHEDULE: Mapping[str, timedelta] = {
    "rounds.posts.attach.delete_unattached": timedelta(hours=6),
    "rounds.gate.submit.delete_expired": timedelta(hours=6),
}
