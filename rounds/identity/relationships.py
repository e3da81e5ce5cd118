"""How a viewer stands to others, all at once.

One union instead of a query for each kind of tie: every follow, block and mute is answered with
this, and a query through the ORM costs more than all of the union.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from rounds.base import clock
from rounds.identity.models import Account


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


_TIES = """
SELECT 'known', id, 0, 0, 0, '' FROM identity_account WHERE id IN ({ids})
UNION ALL SELECT 'following', followed_id, CASE WHEN accepted THEN 1 ELSE 0 END,
  CASE WHEN show_boosts THEN 1 ELSE 0 END, CASE WHEN notify THEN 1 ELSE 0 END,
  CAST(languages AS TEXT) FROM identity_follow WHERE follower_id = {me} AND followed_id IN ({ids})
UNION ALL SELECT 'followed_by', follower_id, CASE WHEN accepted THEN 1 ELSE 0 END, 0, 0, ''
  FROM identity_follow WHERE followed_id = {me} AND follower_id IN ({ids})
UNION ALL SELECT 'blocking', target_id, 0, 0, 0, '' FROM identity_block
  WHERE account_id = {me} AND target_id IN ({ids})
UNION ALL SELECT 'blocked_by', account_id, 0, 0, 0, '' FROM identity_block
  WHERE target_id = {me} AND account_id IN ({ids})
UNION ALL SELECT 'muting', target_id, CASE WHEN hides_notifications THEN 1 ELSE 0 END, 0, 0,
  COALESCE(CAST(expires_at AS TEXT), '') FROM identity_mute
  WHERE account_id = {me} AND target_id IN ({ids})
UNION ALL SELECT 'domain_blocking', a.id, 0, 0, 0, '' FROM identity_domainblock d
  JOIN identity_account a ON a.domain = d.domain WHERE d.account_id = {me} AND a.id IN ({ids})
UNION ALL SELECT 'endorsed', target_id, 0, 0, 0, '' FROM identity_endorsement
  WHERE account_id = {me} AND target_id IN ({ids})
UNION ALL SELECT 'note', target_id, 0, 0, 0, comment FROM identity_privatenote
  WHERE account_id = {me} AND target_id IN ({ids})
"""
_PLAIN = {"blocking", "blocked_by", "domain_blocking", "endorsed"}
_Tie = tuple[str, int, int, int, int, str]


def _moment(written: str) -> datetime | None:
    """A moment as either database writes it, SQLite without its zone, which is UTC."""
    if not written:
        return None
    moment = datetime.fromisoformat(written)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _following(accepted: int, boosts: int, notify: int, languages: str) -> dict[str, Any]:
    if not accepted:
        return {"requested": True}
    return {
        "following": True,
        "showing_boosts": bool(boosts),
        "notifying": bool(notify),
        "languages": json.loads(languages),
    }


def _muting(hides: int, until: str, now: datetime) -> dict[str, Any]:
    ends = _moment(until)
    if ends is not None and ends <= now:
        return {}
    return {"muting": True, "muting_notifications": bool(hides), "muting_expires_at": ends}


def _said(tie: _Tie, now: datetime) -> dict[str, Any]:
    """What one row says of a relationship."""
    kind, _, first, second, third, text = tie
    if kind in _PLAIN:
        return {kind: True}
    if kind == "following":
        return _following(first, second, third, text)
    if kind == "followed_by":
        return {"followed_by": bool(first), "requested_by": not first}
    if kind == "muting":
        return _muting(first, text, now)
    return {"note": text} if kind == "note" else {}


def _rows(viewer_id: int, ids: Iterable[int]) -> list[_Tie]:
    wanted = ", ".join(str(int(one)) for one in ids)
    with connection.cursor() as cursor:
        cursor.execute(_TIES.format(me=int(viewer_id), ids=wanted))
        return list(cursor.fetchall())


def relationships(viewer: Account, ids: Sequence[int]) -> list[Relationship]:
    """How `viewer` stands to each of `ids`, in their order; unknown ids are left out.

    One query, however many ids.
    """
    if not ids:
        return []
    now = clock.now()
    found: dict[int, dict[str, Any]] = {}
    for tie in _rows(viewer.pk, dict.fromkeys(ids)):
        found.setdefault(tie[1], {}).update(_said(tie, now))
    return [Relationship(id=one, **found[one]) for one in dict.fromkeys(ids) if one in found]
