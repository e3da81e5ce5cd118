"""Tell people what a review wants of them; on pages alone, since apps have no name for it.

Who reviews without signing is never told to the author: facts of reviewers reach the editor alone.
"""

from rounds.gate.review.facts import (
    InvitationAnswered,
    InvitationEnds,
    InvitationLapsed,
    ReviewAsked,
    ReviewDecided,
    ReviewerInvited,
    ReviewGiven,
    VersionSent,
)
from rounds.identity.editors import list_editors
from rounds.timelines import sql
from rounds.timelines.tell import tell


def review_asked(fact: ReviewAsked) -> None:
    """Something waits for an editor: all of them are told."""
    tell(fact, "review_asked", [one.pk for one in list_editors()])


def reviewer_invited(fact: ReviewerInvited) -> None:
    """An invitation: whom it is for is told."""
    tell(fact, "review_invited", [fact.reviewer])


def reviewer_answered(fact: InvitationAnswered | ReviewGiven) -> None:
    """A reviewer accepted, declined or gave a review: the editor is told."""
    if fact.editor is not None:
        tell(fact, "review_answered", [fact.editor])


def invitation_ends(fact: InvitationEnds) -> None:
    """An invitation ends within days: whom it is for is told, once."""
    tell(fact, "review_ends", [fact.reviewer])


def invitation_lapsed(fact: InvitationLapsed) -> None:
    """Nobody answered an invitation: the editor is told, and can invite somebody else."""
    if fact.editor is not None:
        tell(fact, "review_lapsed", [fact.editor])


def version_sent(fact: VersionSent) -> None:
    """A new version: the editor and those who review are told."""
    people = sql.ids(
        f"SELECT reviewer_id FROM gate_invitation WHERE manuscript_id = {fact.subject}"
        " AND state = 'accepted'"
        f" UNION SELECT editor_id FROM gate_manuscript WHERE id = {fact.subject}"
        " AND editor_id IS NOT NULL"
    )
    tell(fact, "review_answered", people)


def review_decided(fact: ReviewDecided) -> None:
    """A decision: the author is told."""
    tell(fact, "review_decided", [fact.author])
