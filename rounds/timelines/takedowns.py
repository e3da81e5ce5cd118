"""Tell the two sides of a claim that it moved, and moderators that one waits. Subscriber of trust's fact.

As Mastodon does with its own warnings, each comes from oneself: nobody learns from a notification
which moderator decided.
"""

from rounds.identity.queries import moderators
from rounds.timelines.bus import publish
from rounds.timelines.kinds import TAKEDOWNS
from rounds.timelines.surface import tell_watchers
from rounds.timelines.tell import tell
from rounds.trust.facts import TakedownMoved
from rounds.trust.models import Takedown
from rounds.trust.queries import takedowns_by_id


def takedown_moved(fact: TakedownMoved) -> None:
    """A step of a claim: whoever it concerns and did not take it is told."""
    one = takedowns_by_id([fact.subject]).get(fact.subject)
    if one is None:
        return
    kind = f"takedown_{fact.state}"
    if kind == "takedown_waiting":
        _tell_moderators(fact, one)
    elif kind in TAKEDOWNS:
        for side in (one.author_id, one.claimant_id):
            if side is not None and side != fact.actor:
                tell_watchers(tell(fact, kind, [side], by=side, about=one.pk))


def _tell_moderators(fact: TakedownMoved, one: Takedown) -> None:
    """Those who could decide: a side can't."""
    for person in moderators():
        if person.pk in {one.author_id, one.claimant_id}:
            continue
        told = tell(fact, "takedown_waiting", [person.pk], by=person.pk, about=one.pk)
        for account, notification in told:
            publish(f"pages:{account}", "notification", str(notification), [account])
