"""Home: what the people and tags that somebody follows wrote, newest first, merged on reading.

A post is written once. The reader walks the newest ids, at most `SCAN` of them, and keeps what
belongs to this home; the walk stops as soon as the page is full. Whoever follows only quiet people
would find too little there: then the newest ids of each followed source are merged instead. Both
are bounded, whatever the size of the site.

A reply is shown when it answers somebody the viewer follows, the viewer, or its own author: the
rule that people know from Mastodon.
"""

from collections.abc import Iterable

import msgspec

from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.page import Page, bounds, direction, newest_first, size
from rounds.timelines.views import PostView
from rounds.timelines.visible import boost_shows, followed, for_viewer, mentioned, unhidden

SCAN = 4000
SOURCES = 1000
_PER_QUERY = 200


class _Tastes(msgspec.Struct, frozen=True):
    """What shapes a home beside the people followed."""

    tags: list[int]
    languages: dict[int, list[str]]
    has_exclusive_lists: bool


def _tastes(viewer: Account) -> _Tastes:
    query = (
        "SELECT 1, tag_id, '' FROM timelines_followedtag WHERE account_id = %(me)s"
        " UNION ALL SELECT 2, followed_id, CAST(languages AS TEXT) FROM identity_follow"
        " WHERE follower_id = %(me)s AND accepted AND CAST(languages AS TEXT) <> '[]'"
        " UNION ALL SELECT 3, id, '' FROM timelines_list WHERE owner_id = %(me)s AND exclusive"
    )
    rows = sql.rows(query, {"me": viewer.id})
    return _Tastes(
        tags=[i for kind, i, _ in rows if kind == 1],
        languages={i: msgspec.json.decode(words) for kind, i, words in rows if kind == 2},
        has_exclusive_lists=any(kind == 3 for kind, _, _ in rows),
    )


_REPLY_SHOWS = (
    "(p.reply_to_author_id IS NULL OR p.reply_to_author_id = p.author_id"
    f" OR p.reply_to_author_id = %(me)s OR {followed('p.reply_to_author_id')})"
)


def _belongs(tastes: _Tastes, values: dict[str, object]) -> str:
    """The condition under which row `p` (with follow `f`) is part of the viewer's home."""
    followed_rule = (
        "f.id IS NOT NULL"
        f" AND (p.visibility <= 2 OR {mentioned('p.id')})"
        f" AND CASE WHEN p.boost_of_id IS NULL THEN {_REPLY_SHOWS} ELSE f.show_boosts END"
    )
    if tastes.has_exclusive_lists:
        followed_rule += (
            " AND NOT EXISTS (SELECT 1 FROM timelines_listmember lm JOIN timelines_list l"
            " ON l.id = lm.list_id WHERE l.owner_id = %(me)s AND l.exclusive"
            " AND lm.account_id = p.author_id)"
        )
    for n, (account_id, languages) in enumerate(tastes.languages.items()):
        names = [f"lang_{n}_{i}" for i in range(len(languages))]
        values.update(zip(names, languages, strict=True))
        spoken = ", ".join(f"%({name})s" for name in names)
        followed_rule += f" AND (p.author_id <> {int(account_id)} OR p.language = '' OR p.language IN ({spoken}))"
    rules = ["p.author_id = %(me)s", f"({followed_rule})"]
    if tastes.tags:
        rules.append(
            "(p.visibility = 0 AND p.boost_of_id IS NULL AND EXISTS (SELECT 1 FROM posts_posttag t"
            f" WHERE t.post_id = p.id AND t.tag_id IN ({sql.among(tastes.tags)})))"
        )
    # CASE keeps the order: most rows of a walk belong to nobody followed, and end at the first rule.
    return (
        f"CASE WHEN {' OR '.join(rules)} THEN {unhidden('p.author_id')} AND {boost_shows('p')}"
        " ELSE FALSE END"
    )


_SELECT = (
    "SELECT p.id FROM posts_post p LEFT JOIN identity_follow f"
    " ON f.follower_id = %(me)s AND f.followed_id = p.author_id AND f.accepted"
)


def _floor_query(page: Page) -> str:
    """Finds the id at which the walk ends; nothing where it sees all."""
    return (
        f"SELECT b.id FROM posts_post b WHERE {bounds(page, 'b.id')}"
        f" ORDER BY b.id {direction(page)} LIMIT 1 OFFSET {SCAN}"
    )


def _walk(page: Page, belongs: str, values: dict[str, object]) -> list[int]:
    sign, end = ("<", 2**63 - 1) if page.upwards else (">", 0)
    return sql.ids(
        f"{_SELECT} WHERE {bounds(page, 'p.id')}"
        f" AND p.id {sign} COALESCE(({_floor_query(page)}), {end}) AND {belongs}"
        f" ORDER BY p.id {direction(page)} LIMIT {size(page)}",
        values,
    )


def _sources(viewer: Account) -> list[int]:
    """Whom the viewer follows, those who posted last first, at most `SOURCES`."""
    query = (
        "SELECT a.id FROM identity_follow f JOIN identity_account a ON a.id = f.followed_id"
        " WHERE f.follower_id = %(me)s AND f.accepted AND a.last_post_at IS NOT NULL"
        f" ORDER BY a.last_post_at DESC LIMIT {SOURCES}"
    )
    return sql.ids(query, {"me": viewer.id})


def _newest_of(sources: list[str], page: Page, floor: int) -> list[int]:
    """The ids next to `floor`, up to a page's worth of each of `sources`, merged."""
    sign = ">" if page.upwards else "<"
    order = direction(page)
    found: list[int] = []
    for start in range(0, len(sources), _PER_QUERY):
        parts = [
            f"SELECT id FROM (SELECT {source} AND {{id}} {sign}= {floor}"
            f" AND {bounds(page, '{id}')} ORDER BY {{id}} {order} LIMIT {size(page)}) s{n}"
            for n, source in enumerate(sources[start : start + _PER_QUERY])
        ]
        query = " UNION ALL ".join(
            part.replace("{id}", "id" if "posts_post " in part else "post_id") for part in parts
        )
        found += sql.ids(query)
    return sorted(set(found), reverse=not page.upwards)


def _merge(
    viewer: Account,
    page: Page,
    tastes: _Tastes,
    belongs: str,
    values: dict[str, object],
    floor: int,
) -> list[int]:
    """Beyond the walk: a page's worth of each source, merged and asked the same questions."""
    sources = [f"id FROM posts_post WHERE author_id = {i}" for i in [viewer.id, *_sources(viewer)]]
    sources += [
        f"post_id AS id FROM posts_posttag WHERE tag_id = {i} AND public = TRUE"
        for i in tastes.tags
    ]
    candidates = _newest_of(sources, page, floor)
    kept: list[int] = []
    for start in range(0, len(candidates), _PER_QUERY):
        chunk = sql.among(candidates[start : start + _PER_QUERY])
        kept += sql.ids(f"{_SELECT} WHERE p.id IN ({chunk}) AND {belongs}", values)
        if len(kept) >= size(page):
            break
    return kept


def home_ids(viewer: Account, page: Page) -> list[int]:
    """The ids of a page of `viewer`'s home, newest first."""
    tastes = _tastes(viewer)
    values: dict[str, object] = for_viewer(viewer)
    belongs = _belongs(tastes, values)
    found = _walk(page, belongs, values)
    if len(found) < size(page) and (floor := sql.ids(_floor_query(page))):
        found += _merge(viewer, page, tastes, belongs, values, floor[0])
    return _cut(found, page)


def _cut(found: Iterable[int], page: Page) -> list[int]:
    ordered = sorted(set(found), reverse=not page.upwards)[: size(page)]
    return newest_first(ordered)


def home(viewer: Account, page: Page | None = None) -> list[PostView]:
    """A page of `viewer`'s home, newest first."""
    return hydrate_posts(viewer, home_ids(viewer, page or Page()))
