"""A copy of somebody's drafts, for that person."""

from typing import Any

import msgspec

from rounds.gate.models import KeptDraft
from rounds.identity.models import Account


def take_out(account: Account) -> dict[str, Any]:
    """Every draft of `account` that still holds text, with where it stands."""
    kept = KeptDraft.objects.filter(author=account).exclude(content="").order_by("pk")
    return {
        "drafts": [
            {
                "state": one.state,
                "changed": one.changed_at,
                "draft": msgspec.json.decode(one.content),
            }
            for one in kept
        ]
    }
