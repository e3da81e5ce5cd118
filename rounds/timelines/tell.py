"""Tell people what concerns them: writes notifications, once for each fact.

Nobody is told by somebody they block, or mute with notifications hidden, or about a thread they
muted; nor about a post they may not read. What the recipient's policy says ('drop', 'filter') is
obeyed here, at writing.
"""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.db import connection, transaction

from rounds.base.clock import now
from rounds.base.ids import new_id
from rounds.ledger.facts import Fact
from rounds.timelines import sql
from rounds.timelines.kinds import CLAIMS, DRAFTS, OF_ONESELF, REPORTS, REVIEWS
from rounds.timelines.models import Notification
from rounds.timelines.push import call_those_who_listen

RULES = (
    "for_not_following",
    "for_not_followers",
    "for_new_accounts",
    "for_private_mentions",
    "for_limited_accounts",
    "for_bots",
)
CHOICES = ("accept", "filter", "drop")
_NEW_FOR_DAYS = 30
# What one asked for oneself is never filtered.
_ALWAYS = frozenset({
    "poll", "update", "status", "follow_request", "chat", "chat_off", "chat_hidden", "correction",
    *REVIEWS, *DRAFTS, *CLAIMS, *REPORTS,
})  # fmt: skip


def number_of(fact: Fact) -> int:
    """A number for `fact`, the same each time it is handed over: it makes 'told once' hold."""
    named = f"{fact.fact_name()}:{fact.actor}:{fact.subject}:{fact.at.isoformat()}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], "big") >> 1


def _willing(
    by: int, recipients: Collection[int], post_id: int | None, *, themselves: bool
) -> list[sql.Row]:
    """Those of `recipients` who are to be told of something `by` did, each with what its policy asks.

    A row: account, policy's choices, accounts let in, whether recipient follows, is followed.
    """
    thread = f"(SELECT thread FROM posts_post WHERE id = {int(post_id)})" if post_id else "0"
    reads = "1 = 1"
    if post_id:
        reads = (
            f"EXISTS (SELECT 1 FROM posts_post p WHERE p.id = {int(post_id)} AND (p.visibility <= 1"
            " OR p.author_id = a.id OR EXISTS (SELECT 1 FROM posts_mention m WHERE m.post_id = p.id"
            " AND m.account_id = a.id) OR (p.visibility = 2 AND EXISTS (SELECT 1 FROM identity_follow f"
            " WHERE f.follower_id = a.id AND f.followed_id = p.author_id AND f.accepted))))"
        )
    tie = "(SELECT 1 FROM identity_follow f WHERE f.follower_id = {} AND f.followed_id = {} AND f.accepted)"
    query = (
        "SELECT a.id, n.choices, n.let_in,"
        f" EXISTS {tie.format('a.id', '%(by)s')}, EXISTS {tie.format('%(by)s', 'a.id')}"
        " FROM identity_account a LEFT JOIN timelines_notificationpolicy n ON n.account_id = a.id"
        f" WHERE a.id IN ({sql.among(recipients)}) AND a.domain = ''"
        f"{'' if themselves else ' AND a.id <> %(by)s'}"
        " AND NOT EXISTS (SELECT 1 FROM identity_block b WHERE b.account_id = a.id AND b.target_id = %(by)s)"
        " AND NOT EXISTS (SELECT 1 FROM identity_block b WHERE b.account_id = %(by)s AND b.target_id = a.id)"
        " AND NOT EXISTS (SELECT 1 FROM identity_mute m WHERE m.account_id = a.id AND m.target_id = %(by)s"
        " AND m.hides_notifications AND (m.expires_at IS NULL OR m.expires_at > %(now)s))"
        " AND NOT EXISTS (SELECT 1 FROM identity_domainblock d JOIN identity_account e"
        " ON e.domain = d.domain WHERE d.account_id = a.id AND e.id = %(by)s)"
        " AND NOT EXISTS (SELECT 1 FROM posts_threadmute t WHERE t.account_id = a.id"
        f" AND t.thread = {thread}) AND {reads}"
    )
    return sql.rows(query, {"by": by, "now": sql.instant()})


def _facts_about(by: int, post_id: int | None) -> dict[str, Any]:
    query = (
        "SELECT a.created_at, a.limited_at IS NOT NULL, a.bot,"
        f" (SELECT visibility FROM posts_post WHERE id = {int(post_id or 0)})"
        f" FROM identity_account a WHERE a.id = {int(by)}"
    )
    created, limited, bot, visibility = sql.rows(query)[0]
    at = sql.moment(created) or now()
    return {
        "for_new_accounts": (now() - at).days < _NEW_FOR_DAYS,
        "for_limited_accounts": bool(limited),
        "for_bots": bool(bot),
        "for_private_mentions": visibility == 3,
    }


def _json(value: Any, empty: Any) -> Any:
    if value is None:
        return empty
    return msgspec.json.decode(value) if isinstance(value, str) else value


def _choice(row: sql.Row, by: int, kind: str, post_id: int | None) -> str:
    """'accept', 'filter' or 'drop': the strictest rule of the recipient that applies."""
    _, choices, let_in, follows, is_followed = row
    chosen = _json(choices, {})
    if not chosen or kind in _ALWAYS or by in _json(let_in, []):
        return "accept"
    about = _facts_about(by, post_id)
    about["for_not_following"] = not follows
    about["for_not_followers"] = not is_followed
    about["for_private_mentions"] = about["for_private_mentions"] and not follows
    named = {chosen[rule] for rule, applies in about.items() if applies and rule in chosen}
    return "drop" if "drop" in named else "filter" if "filter" in named else "accept"


def tell(
    fact: Fact,
    kind: str,
    recipients: Sequence[int],
    *,
    by: int | None = None,
    post_id: int | None = None,
    about: int | None = None,
) -> list[tuple[int, int]]:
    """Notify `recipients` that `by` (the fact's actor) did something; gives (account, notification).

    `about` is the gathering, the claim or the report it concerns, where there is one.

    Only those told now, and not filtered, are given: a repeat of the same fact tells nobody.
    """
    actor = fact.actor if by is None else by
    willing = []
    if recipients:
        willing = _willing(actor, set(recipients), post_id, themselves=kind in OF_ONESELF)
    if not willing:
        return []
    number, at = number_of(fact), sql.instant(fact.at)
    made = []
    for row in willing:
        choice = _choice(row, actor, kind, post_id)
        if choice != "drop":
            made.append(
                (new_id(), row[0], kind, actor, post_id, about, number, at, choice == "filter")
            )
    if not made:
        return []
    # Told and rung stand or fall together: a repeat of the fact finds it told and rings nobody.
    with transaction.atomic(savepoint=False):
        told = [
            one for n in range(0, len(made), _AT_ONCE) for one in _insert(made[n : n + _AT_ONCE])
        ]
        call_those_who_listen(told, kind, actor)
    return told


_AT_ONCE = 500
_COLUMNS = "id, account_id, kind, by_id, post_id, about, fact_id, at, filtered"


def _insert(made: Sequence[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Write notifications; gives (account, notification) of those that are new and not filtered."""
    places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, %s)"] * len(made))
    query = (
        f"INSERT INTO timelines_notification ({_COLUMNS}) VALUES {places}"
        " ON CONFLICT DO NOTHING RETURNING account_id, id, filtered"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [value for row in made for value in row])
        return [
            (account, identifier) for account, identifier, held in cursor.fetchall() if not held
        ]


def take_back(
    kind: str, *, by: int, post_id: int | None = None, account: int | None = None
) -> None:
    """Delete what was told of something that was undone."""
    query = "DELETE FROM timelines_notification WHERE kind = %s AND by_id = %s"
    values: list[Any] = [kind, by]
    for column, value in (("post_id", post_id), ("account_id", account)):
        if value is not None:
            query += f" AND {column} = %s"
            values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def forget_between(one: int, other: int) -> None:
    """Delete what two accounts were told of each other: one of them has blocked the other."""
    Notification.objects.filter(account_id=one, by_id=other).delete()
    Notification.objects.filter(account_id=other, by_id=one).delete()
