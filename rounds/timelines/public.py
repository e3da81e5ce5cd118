"""The public timelines: what everybody may read, without boosts and without replies to others."""

from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.page import Page, bounds, direction, newest_first, size
from rounds.timelines.views import PostView
from rounds.timelines.visible import for_viewer, has_media, unhidden, unlimited

SCAN = 4000


def public_ids(
    viewer: Account | None,
    page: Page,
    *,
    local: bool = False,
    remote: bool = False,
    only_media: bool = False,
) -> list[int]:
    """The ids of a page, newest first; a bounded walk from the page's edge."""
    order, edges = direction(page), bounds(page, "p.id")
    origin = " AND p.local = TRUE" if local else " AND p.local = FALSE" if remote else ""
    # Here or elsewhere alone: an index has just these, in order. All of them: the plus keeps SQLite
    # from reading that index and sorting it, so that it walks the newest ids instead.
    visible = "p.visibility = 0" if origin else "+p.visibility = 0"
    sign, end = ("<", 2**63 - 1) if page.upwards else (">", 0)
    floor = (
        f"SELECT p.id FROM posts_post p WHERE {visible}{origin} AND {edges}"
        f" ORDER BY p.id {order} LIMIT 1 OFFSET {SCAN}"
    )
    bound = f" AND p.id {sign} COALESCE(({floor}), {end})"
    media = f" AND {has_media('p.id')}" if only_media else ""
    query = (
        f"SELECT p.id FROM posts_post p WHERE {visible}{origin} AND {edges}{bound}"
        " AND +p.boost_of_id IS NULL"
        " AND (p.reply_to_author_id IS NULL OR p.reply_to_author_id = p.author_id)"
        f" AND {unhidden('p.author_id')} AND {unlimited('p.author_id')}{media}"
        f" ORDER BY p.id {order} LIMIT {size(page)}"
    )
    return newest_first(sql.ids(query, for_viewer(viewer)))


def public(
    viewer: Account | None,
    page: Page | None = None,
    *,
    local: bool = False,
    remote: bool = False,
    only_media: bool = False,
) -> list[PostView]:
    """A page of the public timeline; `local` is this server's alone, `remote` all others'."""
    found = public_ids(viewer, page or Page(), local=local, remote=remote, only_media=only_media)
    return hydrate_posts(viewer, found)
