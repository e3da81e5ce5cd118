"""Trends, small and honest: what most different people used in the last seven days.

Counted are people, not posts, so that one busy account moves nothing; everybody gets the same list
and can read here how it came about. Only public posts of people who let themselves be found count.
"""

from datetime import timedelta

import msgspec

from rounds.base import clock
from rounds.base.ids import id_at
from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.tags import TagView, tag_views
from rounds.timelines.views import PostView
from rounds.timelines.visible import for_viewer, unhidden

DAYS = 7
PEOPLE_AT_LEAST = 2
SCAN = 20_000


class Day(msgspec.Struct, frozen=True):
    """How a tag was used on one day: `day` is its midnight in seconds since 1970."""

    day: int
    uses: int
    people: int


class TrendingTag(msgspec.Struct, frozen=True):
    """A tag with its last seven days, today first."""

    tag: TagView
    history: tuple[Day, ...]


def _week() -> int:
    return id_at(clock.now() - timedelta(days=DAYS))


def history_of(tag_ids: list[int]) -> dict[int, tuple[Day, ...]]:
    """The last seven days of each tag, today first, in one read."""
    today = int(clock.now().timestamp()) // 86400
    query = (
        "SELECT t.tag_id, (t.post_id / 65536) / 86400000 AS day, COUNT(*),"
        " COUNT(DISTINCT t.account_id) FROM posts_posttag t"
        f" WHERE t.tag_id IN ({sql.among(tag_ids)}) AND t.public"
        f" AND t.post_id >= {id_at(clock.now() - timedelta(days=DAYS))} GROUP BY t.tag_id, day"
    )
    counted = {(tag, day): (uses, people) for tag, day, uses, people in sql.rows(query)}
    return {
        tag: tuple(
            Day(day * 86400, *counted.get((tag, day), (0, 0)))
            for day in range(today, today - DAYS, -1)
        )
        for tag in tag_ids
    }


def trending_tags(viewer: Account | None, limit: int = 10, offset: int = 0) -> list[TrendingTag]:
    """The tags that most different people used this week."""
    query = (
        "SELECT t.tag_id FROM (SELECT tag_id, account_id FROM posts_posttag"
        f" WHERE public AND post_id >= {_week()} ORDER BY post_id DESC LIMIT {SCAN}) t"
        " JOIN identity_account a ON a.id = t.account_id AND a.suspended_at IS NULL"
        " AND a.limited_at IS NULL GROUP BY t.tag_id"
        f" HAVING COUNT(DISTINCT t.account_id) >= {PEOPLE_AT_LEAST}"
        " ORDER BY COUNT(DISTINCT t.account_id) DESC, COUNT(*) DESC, t.tag_id"
        f" LIMIT {int(limit)} OFFSET {max(0, int(offset))}"
    )
    ids = sql.ids(query)
    days = history_of(ids)
    return [TrendingTag(view, days[view.id]) for view in tag_views(viewer, ids)]


def trending_posts(viewer: Account | None, limit: int = 20, offset: int = 0) -> list[PostView]:
    """The posts of this week that most people answered, passed on or favourited."""
    query = (
        "SELECT p.id FROM (SELECT id, author_id, replies_count, boosts_count, favourites_count"
        f" FROM posts_post WHERE id >= {_week()} AND +visibility = 0 AND +boost_of_id IS NULL"
        f" AND +reply_to_id IS NULL ORDER BY id DESC LIMIT {SCAN}) p"
        " JOIN identity_account a ON a.id = p.author_id AND a.discoverable AND a.limited_at IS NULL"
        " WHERE p.replies_count + p.boosts_count + p.favourites_count >= 2"
        f" AND {unhidden('p.author_id')}"
        " ORDER BY p.replies_count + p.boosts_count + p.favourites_count DESC, p.id DESC"
        f" LIMIT {int(limit)} OFFSET {max(0, int(offset))}"
    )
    return hydrate_posts(viewer, sql.ids(query, for_viewer(viewer)))
