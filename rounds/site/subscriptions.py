"""Who reacts to what: each fact with its handlers, each its own retried job after the commit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rounds.gatherings.facts import (
    CollectedChanged,
    GatheringClosed,
    GatheringExtended,
    GatheringOpened,
    PostCollected,
    PromptPosted,
)
from rounds.ledger.facts import Fact
from rounds.posts.facts import (
    BoostUndone,
    PostBoosted,
    PostPublished,
    PostRevised,
    PostWithdrawn,
)

SUBSCRIPTIONS: Mapping[type[Fact], Sequence[str]] = {
    PostPublished: ["rounds.gatherings.collect.on_published"],
    PostBoosted: ["rounds.gatherings.collect.on_boosted"],
    PostRevised: ["rounds.gatherings.collect.on_revised"],
    PostWithdrawn: ["rounds.gatherings.collect.on_withdrawn"],
    BoostUndone: ["rounds.gatherings.collect.on_boost_undone"],
    PostCollected: ["rounds.timelines.gathering.on_post"],
    CollectedChanged: ["rounds.timelines.gathering.on_post"],
    PromptPosted: ["rounds.timelines.gathering.on_post"],
    GatheringOpened: ["rounds.timelines.gathering.on_state"],
    GatheringExtended: ["rounds.timelines.gathering.on_state"],
    GatheringClosed: ["rounds.timelines.gathering.on_state"],
}

SCHEDULE: Mapping[str, timedelta] = {
    "rounds.posts.attach.delete_unattached": timedelta(hours=6),
    "rounds.gate.submit.delete_expired": timedelta(hours=6),
}
