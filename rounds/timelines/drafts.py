"""Tell of held drafts: who is asked to look at one, and what they answered. Subscribers of the gate's facts.

No word of a draft is in a notification, and to everybody else the draft is not there.
"""

from rounds.gate.facts import DraftCleared, DraftSentBack, ReviewerNamed
from rounds.timelines.bus import publish
from rounds.timelines.tell import tell


def _tell(fact: ReviewerNamed | DraftCleared | DraftSentBack, kind: str) -> None:
    for account, notification in tell(fact, kind, [fact.subject]):
        publish(f"pages:{account}", "notification", str(notification), [fact.actor])


def reviewer_named(fact: ReviewerNamed) -> None:
    """An author named somebody to look at a held draft: they are told."""
    _tell(fact, "draft_asked")


def draft_cleared(fact: DraftCleared) -> None:
    """What held a draft may pass: its author is told."""
    _tell(fact, "draft_cleared")


def draft_sent_back(fact: DraftSentBack) -> None:
    """A held draft is back, with advice: its author is told."""
    _tell(fact, "draft_sent_back")
