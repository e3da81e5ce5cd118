"""A copy of somebody's drafts, for that person."""

from typing import Any

import msgspec

from rounds.gate.case import link_to
from rounds.gate.models import DraftState, KeptDraft, ManuscriptVersion, Review
from rounds.identity.models import Account


def take_out(account: Account) -> dict[str, Any]:
    """Every draft of `account` that still holds text, what it asked to have reviewed, and the reviews it
    gave. Whoever reviewed its teaching without signing is not named here either."""
    rows = KeptDraft.objects.filter(author=account).exclude(state=DraftState.RELEASED)
    kept = rows.exclude(content="").order_by("pk")
    return {
        "drafts": [
            {
                "address": link_to(one),
                "state": one.state,
                "changed": one.changed_at,
                "came": one.came,
                "draft": msgspec.json.decode(one.content),
            }
            for one in kept
        ],
        "under_review": [
            {
                "asked": one.manuscript.asked_at,
                "state": one.manuscript.state,
                "version": one.number,
                "answer": one.answer,
                "draft": msgspec.json.decode(one.content) if one.content else None,
            }
            for one in ManuscriptVersion.objects.filter(manuscript__author=account)
            .select_related("manuscript")
            .order_by("pk")
        ],
        "reviews_given": [
            {
                "at": one.at,
                "author": one.version.manuscript.author.handle,
                "version": one.version.number,
                "items": one.items,
                "recommendation": one.recommendation,
                "words": one.words,
                "to_editor": one.to_editor,
                "ai_use": one.ai_use,
                "ai_words": one.ai_words,
                "signed": one.signed,
            }
            for one in Review.objects.filter(invitation__reviewer=account)
            .select_related("version__manuscript__author")
            .order_by("pk")
        ],
    }
