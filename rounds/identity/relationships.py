"""How a viewer stands to others, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from rounds.base import clock
from rounds.identity.models import (
    Account,
    Block,
    DomainBlock,
    Endorsement,
    Follow,
    Mute,
    PrivateNote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """How the viewer stands to the account `id`, in both directions."""

    id: int
    following: bool = False
    showing_boosts: bool = False
    notifying: bool = False
    languages: list[str] = field(default_factory=list)
    followed_by: bool = False
    requested: bool = False
    requested_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muting_notifications: bool = False
    muting_expires_at: datetime | None = None
    domain_blocking: bool = False
    endorsed: bool = False
    note: str = ""


def _follows(viewer: Account, ids: Sequence[int]) -> tuple[dict[int, Follow], dict[int, bool]]:
    """What the viewer follows of `ids`, and who of them follows (or asks to follow) the viewer."""
    ties = Follow.objects.filter(
        Q(follower=viewer, followed_id__in=ids) | Q(followed=viewer, follower_id__in=ids)
    )
    out: dict[int, Follow] = {}
    into: dict[int, bool] = {}
    for tie in ties:
        if tie.follower_id == viewer.pk:
            out[tie.followed_id] = tie
        else:
            into[tie.follower_id] = tie.accepted
    return out, into


def _blocks(viewer: Account, ids: Sequence[int]) -> tuple[set[int], set[int]]:
    rows = Block.objects.filter(
        Q(account=viewer, target_id__in=ids) | Q(target=viewer, account_id__in=ids)
    ).values_list("account_id", "target_id")
    mine = {target for account, target in rows if account == viewer.pk}
    theirs = {account for account, target in rows if target == viewer.pk}
    return mine, theirs


def _mutes(viewer: Account, ids: Sequence[int]) -> dict[int, Mute]:
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    rows = Mute.objects.filter(fresh, account=viewer, target_id__in=ids)
    return {row.target_id: row for row in rows}


def _on_blocked_domains(viewer: Account, ids: Sequence[int]) -> set[int]:
    domains = DomainBlock.objects.filter(account=viewer).values("domain")
    return set(Account.objects.filter(pk__in=ids, domain__in=domains).values_list("id", flat=True))


def _tie(tie: Follow | None) -> dict[str, Any]:
    if tie is None:
        return {}
    if not tie.accepted:
        return {"requested": True}
    return {
        "following": True,
        "showing_boosts": tie.show_boosts,
        "notifying": tie.notify,
        "languages": list(tie.languages),
    }


def relationships(viewer: Account, ids: Sequence[int]) -> list[Relationship]:
    """How `viewer` stands to each of `ids`, in their order; unknown ids are left out.

    Seven queries, however many ids.
    """
    known = set(Account.objects.filter(pk__in=ids).values_list("id", flat=True))
    out, into = _follows(viewer, ids)
    blocking, blocked_by = _blocks(viewer, ids)
    muted = _mutes(viewer, ids)
    far = _on_blocked_domains(viewer, ids)
    endorsed = set(
        Endorsement.objects.filter(account=viewer, target_id__in=ids).values_list(
            "target_id", flat=True
        )
    )
    notes = dict(
        PrivateNote.objects.filter(account=viewer, target_id__in=ids).values_list(
            "target_id", "comment"
        )
    )
    return [
        Relationship(
            id=one,
            **_tie(out.get(one)),
            followed_by=into.get(one, False),
            requested_by=into.get(one) is False,
            blocking=one in blocking,
            blocked_by=one in blocked_by,
            muting=one in muted,
            muting_notifications=one in muted and muted[one].hides_notifications,
            muting_expires_at=muted[one].expires_at if one in muted else None,
            domain_blocking=one in far,
            endorsed=one in endorsed,
            note=notes.get(one, ""),
        )
        for one in dict.fromkeys(ids)
        if one in known
    ]
