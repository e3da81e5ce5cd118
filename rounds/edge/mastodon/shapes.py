"""Small entities that several resources give, in Mastodon's shape."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from rounds.edge.mastodon.api import Linked
from rounds.identity.models import Account
from rounds.identity.queries import Entry
from rounds.identity.relationships import Relationship, relationships
from rounds.timelines.hydrate import hydrate_accounts


def moment_json(moment: datetime | None) -> str | None:
    """A moment as apps read it: '2026-03-12T20:00:00.000Z'."""
    if moment is None:
        return None
    at = moment.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def accounts_json(viewer: Account | None, ids: Iterable[int]) -> bytes:
    """Mastodon's Accounts with these ids, in their order, as a JSON list."""
    return joined(view.json_text() for view in hydrate_accounts(viewer, list(ids)))


def joined(texts: Iterable[str]) -> bytes:
    """JSON texts as one JSON list."""
    return f"[{','.join(texts)}]".encode()


def linked_accounts(viewer: Account | None, entries: Sequence[Entry], limit: int) -> Linked:
    """Mastodon's Accounts of `entries`, with links that page by the entries' own ids."""
    return Linked(
        accounts_json(viewer, [entry.account_id for entry in entries]),
        newest=entries[0].id if entries else None,
        oldest=entries[-1].id if entries else None,
        more=len(entries) >= limit,
    )


def relationship_json(one: Relationship) -> dict[str, Any]:
    """Mastodon's Relationship."""
    return {
        "id": str(one.id),
        "following": one.following,
        "showing_reblogs": one.showing_boosts,
        "notifying": one.notifying,
        "languages": one.languages or None,
        "followed_by": one.followed_by,
        "blocking": one.blocking,
        "blocked_by": one.blocked_by,
        "muting": one.muting,
        "muting_notifications": one.muting_notifications,
        "muting_expires_at": moment_json(one.muting_expires_at),
        "requested": one.requested,
        "requested_by": one.requested_by,
        "domain_blocking": one.domain_blocking,
        "endorsed": one.endorsed,
        "note": one.note,
    }


def relationship_with(viewer: Account, target: Account) -> dict[str, Any]:
    """Mastodon's Relationship of `viewer` with `target`."""
    return relationship_json(relationships(viewer, [target.pk])[0])
