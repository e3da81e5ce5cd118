"""Forget the drafts of somebody who closed the account."""

from rounds.gate.case import draft_of
from rounds.gate.models import KeptDraft
from rounds.gate.settle import schedule_key
from rounds.identity.facts import AccountClosed
from rounds.jobs.queue import cancel
from rounds.posts.attach import let_go


def forget_drafts(fact: AccountClosed) -> None:
    """Delete every draft of the closed account, kept, held or scheduled, with its pictures."""
    for kept in KeptDraft.objects.filter(author_id=fact.subject).select_related("author"):
        cancel(schedule_key(kept))
        if kept.content:
            let_go(kept.author, draft_of(kept).media)
        kept.delete()
