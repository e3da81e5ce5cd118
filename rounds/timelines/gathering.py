"""Tell the open pages of a gathering that something changed: the subscriber of its facts.

An event carries the id of a post (or of the gathering) and no text; whoever hears it asks again,
with all the rules of reading.
"""

from rounds.gatherings.facts import (
    CollectedChanged,
    GatheringClosed,
    GatheringExtended,
    GatheringOpened,
    PostCollected,
    PromptPosted,
)
from rounds.timelines.bus import publish

Belongs = PostCollected | CollectedChanged | PromptPosted
Moves = GatheringOpened | GatheringExtended | GatheringClosed


def on_post(fact: Belongs) -> None:
    """A post or prompt came into the gathering, or changed in it."""
    publish(f"gathering:{fact.gathering}", "update", str(fact.subject), (fact.actor,))


def on_state(fact: Moves) -> None:
    """The gathering opened, was extended or closed."""
    publish(f"gathering:{fact.subject}", "update", str(fact.subject))
