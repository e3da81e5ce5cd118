"""Who reacts to what: each fact with its handlers, each its own retried job after the commit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rounds.identity.facts import AccountClosed
from rounds.ledger.facts import Fact
from rounds.posts.facts import (
    BoostUndone,
    PostBoosted,
    PostPublished,
    PostRevised,
    PostWithdrawn,
)

SUBSCRIPTIONS: Mapping[type[Fact], Sequence[str]] = {
    AccountClosed: [
        "rounds.gatherings.farewell.call_off_hosted",
        "rounds.posts.farewell.withdraw_everything",
        "rounds.gate.forget.forget_drafts",
    ],
    PostPublished: ["rounds.gatherings.collect.on_published"],
    PostBoosted: ["rounds.gatherings.collect.on_boosted"],
    PostRevised: ["rounds.gatherings.collect.on_revised"],
    PostWithdrawn: ["rounds.gatherings.collect.on_withdrawn"],
    BoostUndone: ["rounds.gatherings.collect.on_boost_undone"],
}

SCHEDULE: Mapping[str, timedelta] = {
    "rounds.posts.attach.delete_unattached": timedelta(hours=6),
    "rounds.gate.submit.delete_expired": timedelta(hours=6),
}
