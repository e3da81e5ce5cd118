"""Search: posts, people and hashtags.

Posts come newest first, never by rank: a search is for finding a discussion, not for a contest.
Somebody finds public posts of people who let them be found, and whatever is their own: written by
them, naming them, favourited or bookmarked by them.
"""

import re

from rounds.base.errors import NotFound
from rounds.base.ids import id_at
from rounds.base.text import normal_tag
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle, search_accounts
from rounds.timelines import sql, words
from rounds.timelines.asked import Asked, read_query
from rounds.timelines.hydrate import hydrate_accounts, hydrate_posts
from rounds.timelines.page import Page, bounds, size
from rounds.timelines.tags import TagView, tag_views
from rounds.timelines.views import AccountView, PostView
from rounds.timelines.visible import for_viewer, has_media, mentioned, readable, unhidden

CANDIDATES = 4000

_FINDABLE = (
    "((p.visibility = 0 AND EXISTS (SELECT 1 FROM identity_account fa"
    " WHERE fa.id = p.author_id AND fa.indexable)) OR p.author_id = %(me)s"
    f" OR {mentioned('p.id')}"
    " OR EXISTS (SELECT 1 FROM posts_favourite fk WHERE fk.post_id = p.id AND fk.account_id = %(me)s)"
    " OR EXISTS (SELECT 1 FROM posts_bookmark bk WHERE bk.post_id = p.id AND bk.account_id = %(me)s))"
)


def _author(handle: str, viewer: Account | None) -> int:
    """The account behind `from:handle`; `from:me` is the viewer.

    Errors: NotFound.
    """
    if handle == "me" and viewer is not None:
        return viewer.pk
    return account_by_handle(handle).pk


def _narrowed(asked: Asked, author: int | None, values: dict[str, object]) -> str:
    parts = []
    if author is not None:
        parts.append(f"p.author_id = {int(author)}")
    if asked.has_media:
        parts.append(has_media("p.id"))
    if asked.is_reply:
        parts.append("p.reply_to_author_id IS NOT NULL")
    for n, name in enumerate(asked.tags):
        values[f"tag{n}"] = name
        parts.append(
            "EXISTS (SELECT 1 FROM posts_posttag pt JOIN posts_tag t ON t.id = pt.tag_id"
            f" WHERE pt.post_id = p.id AND t.name = %(tag{n})s)"
        )
    if asked.language:
        values["language"] = asked.language
        parts.append("p.language = %(language)s")
    if asked.before:
        parts.append(f"p.id < {id_at(asked.before)}")
    if asked.after:
        parts.append(f"p.id >= {id_at(asked.after)}")
    return "".join(f" AND {part}" for part in parts)


def _candidates(asked: Asked, author: int | None, page: Page, values: dict[str, object]) -> str:
    """A subquery of ids, newest first, at most `CANDIDATES`."""
    if not asked.words:
        return (
            f"SELECT id FROM posts_post WHERE author_id = {int(author or 0)}"
            f" AND {bounds(page, 'id')} ORDER BY id DESC LIMIT {CANDIDATES}"
        )
    key = words.key()
    return (
        f"SELECT w.{key} AS id FROM timelines_postwords w WHERE {words.matching(asked.words, values)}"
        f" AND {bounds(page, f'w.{key}')} ORDER BY w.{key} DESC LIMIT {CANDIDATES}"
    )


def search_posts(
    viewer: Account | None,
    text: str,
    page: Page | None = None,
    *,
    offset: int = 0,
    account_id: int | None = None,
) -> list[PostView]:
    """The posts that hold the words of `text`, newest first; a stranger finds public ones alone."""
    page, asked = page or Page(), read_query(text)
    if asked.is_empty:
        return []
    try:
        author = _author(asked.author, viewer) if asked.author else account_id
    except NotFound:
        return []
    values: dict[str, object] = for_viewer(viewer)
    found = _candidates(asked, author, page, values)
    query = (
        f"SELECT p.id FROM ({found}) c JOIN posts_post p ON p.id = c.id"
        f" WHERE p.boost_of_id IS NULL AND {_FINDABLE} AND {readable('p')}"
        f" AND {unhidden('p.author_id')}{_narrowed(asked, author, values)}"
        f" ORDER BY p.id DESC LIMIT {size(page)} OFFSET {max(0, int(offset))}"
    )
    return hydrate_posts(viewer, sql.ids(query, values))


def search_people(
    viewer: Account | None, text: str, *, limit: int = 20, offset: int = 0, following: bool = False
) -> list[AccountView]:
    """The accounts that `text` names."""
    return hydrate_accounts(
        viewer, search_accounts(viewer, text, limit=limit, offset=offset, following=following)
    )


def search_tags(
    viewer: Account | None, text: str, *, limit: int = 20, offset: int = 0
) -> list[TagView]:
    """The hashtags that begin with `text`: itself, then the shorter ones, then by alphabet."""
    name = normal_tag(text.strip())
    if not name:
        return []
    query = (
        "SELECT id FROM posts_tag WHERE name LIKE %(like)s ESCAPE '!'"
        " ORDER BY CASE WHEN name = %(name)s THEN 0 ELSE 1 END, LENGTH(name), name"
        f" LIMIT {int(limit)} OFFSET {max(0, int(offset))}"
    )
    return tag_views(viewer, sql.ids(query, {"name": name, "like": _literal(name) + "%"}))


def _literal(text: str) -> str:
    """`text` for a LIKE in which '%' and '_' mean themselves."""
    return re.sub(r"([%_!])", r"!\1", text)
