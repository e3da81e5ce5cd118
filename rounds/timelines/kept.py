"""What somebody kept: bookmarks and favourites, newest first by when they were kept."""

from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import views_by_id
from rounds.timelines.page import Page, bounds, direction, size
from rounds.timelines.views import PostView
from rounds.timelines.visible import for_viewer, in_good_standing, readable, unblocked

Kept = list[tuple[int, PostView]]


def _kept(viewer: Account, table: str, page: Page) -> Kept:
    query = (
        f"SELECT k.id, k.post_id FROM {table} k JOIN posts_post p ON p.id = k.post_id"
        f" WHERE k.account_id = %(me)s AND {bounds(page, 'k.id')} AND {readable('p')}"
        f" AND {unblocked('p.author_id')} AND {in_good_standing('p.author_id')}"
        f" ORDER BY k.id {direction(page)} LIMIT {size(page)}"
    )
    rows = sorted(sql.rows(query, for_viewer(viewer)), reverse=True)
    views = views_by_id(viewer, [row[1] for row in rows])
    return [(row[0], views[row[1]]) for row in rows if row[1] in views]


def bookmarks(viewer: Account, page: Page | None = None) -> Kept:
    """The posts `viewer` bookmarked, each with the id that paging goes by."""
    return _kept(viewer, "posts_bookmark", page or Page())


def favourites(viewer: Account, page: Page | None = None) -> Kept:
    """The posts `viewer` favourited, each with the id that paging goes by."""
    return _kept(viewer, "posts_favourite", page or Page())
