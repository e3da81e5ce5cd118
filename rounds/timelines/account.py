"""What one account posted, as somebody else may see it."""

from rounds.base.text import normal_tag
from rounds.identity.models import Account
from rounds.posts.visibility import Visibility
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.page import Page, bounds, direction, newest_first, size
from rounds.timelines.views import PostView
from rounds.timelines.visible import (
    boost_shows,
    for_viewer,
    has_media,
    in_good_standing,
    readable,
    unblocked,
)

SCAN = 4000


def _conditions(
    *, exclude_replies: bool, exclude_boosts: bool, only_media: bool, exclude_direct: bool, tag: str
) -> str:
    parts = []
    if exclude_replies:
        parts.append("(p.reply_to_author_id IS NULL OR p.reply_to_author_id = p.author_id)")
    if exclude_boosts:
        parts.append("p.boost_of_id IS NULL")
    if exclude_direct:
        parts.append(f"p.visibility <> {int(Visibility.DIRECT)}")
    if only_media:
        parts.append(has_media("p.id"))
    if tag:
        parts.append(
            "EXISTS (SELECT 1 FROM posts_posttag u JOIN posts_tag t ON t.id = u.tag_id"
            " WHERE u.post_id = p.id AND t.name = %(tag)s)"
        )
    return "".join(f" AND {part}" for part in parts)


def posts_by(
    viewer: Account | None,
    account: Account,
    page: Page | None = None,
    *,
    exclude_replies: bool = False,
    exclude_boosts: bool = False,
    only_media: bool = False,
    exclude_direct: bool = False,
    pinned: bool = False,
    tagged: str = "",
) -> list[PostView]:
    """A page of what `account` posted, newest first; `pinned` gives the pinned posts alone.

    Somebody blocked, either way, finds nothing.
    """
    page = page or Page()
    values = for_viewer(viewer) | {"author": account.id, "tag": normal_tag(tagged)}
    conditions = _conditions(
        exclude_replies=exclude_replies,
        exclude_boosts=exclude_boosts,
        only_media=only_media,
        exclude_direct=exclude_direct,
        tag=tagged,
    )
    allowed = (
        f"{readable('p')} AND {unblocked('p.author_id')} AND {in_good_standing('p.author_id')}"
        f" AND {boost_shows('p')}"
    )
    if pinned:
        source = "posts_pin n JOIN posts_post p ON p.id = n.post_id WHERE n.account_id = %(author)s"
        order = "n.id DESC"
    else:
        source, order = "posts_post p WHERE p.author_id = %(author)s", f"p.id {direction(page)}"
        if floor := _floor(account, page):
            source += f" AND p.id {'<' if page.upwards else '>'} {floor}"
    query = (
        f"SELECT p.id FROM {source} AND {bounds(page, 'p.id')} AND {allowed}{conditions}"
        f" ORDER BY {order} LIMIT {size(page)}"
    )
    found = sql.ids(query, values)
    return hydrate_posts(viewer, found if pinned else newest_first(found))


def _floor(account: Account, page: Page) -> int | None:
    found = sql.ids(
        f"SELECT id FROM posts_post WHERE author_id = {account.id} AND {bounds(page, 'id')}"
        f" ORDER BY id {direction(page)} LIMIT 1 OFFSET {SCAN}"
    )
    return found[0] if found else None
