"""The conversation of a post: what it answers, and what answers it."""

from collections import defaultdict

from rounds.base.errors import NotFound
from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.views import PostView

LONGEST = 4000
LONGEST_FOR_STRANGERS = 200


def _tree(thread: int, post_id: int) -> tuple[dict[int, int | None], dict[int, list[int]]]:
    """Who answers what among the first `LONGEST` posts of the thread: parents and children."""
    query = (
        f"SELECT id, reply_to_id FROM posts_post WHERE thread = {thread} AND boost_of_id IS NULL"
        f" ORDER BY thread, id LIMIT {LONGEST}"
    )
    parents: dict[int, int | None] = dict(sql.rows(query))
    children: dict[int, list[int]] = defaultdict(list)
    for child, parent in parents.items():
        if parent is not None:
            children[parent].append(child)
    return parents, children


def _ancestors(post_id: int, parents: dict[int, int | None], limit: int) -> list[int]:
    chain: list[int] = []
    above = parents.get(post_id)
    while above is not None and above not in chain and len(chain) < limit:
        chain.append(above)
        above = parents.get(above)
    return chain[::-1]


def _descendants(post_id: int, children: dict[int, list[int]], limit: int) -> list[int]:
    """The answers, depth first, older before newer."""
    found: list[int] = []
    ahead = children.get(post_id, [])[::-1]
    while ahead and len(found) < limit:
        current = ahead.pop()
        found.append(current)
        ahead.extend(reversed(children.get(current, [])))
    return found


def conversed(viewer: Account | None, post_id: int) -> int:
    """The post whose conversation `post_id` opens: what a boost passes on, else the post itself.

    Errors: NotFound for an unknown post, and for a boost that the viewer may not see.
    """
    row = sql.rows(f"SELECT boost_of_id FROM posts_post WHERE id = {int(post_id)}")
    if not row or (row[0][0] and not hydrate_posts(viewer, [post_id])):
        raise NotFound
    return int(row[0][0] or post_id)


def thread_ids(viewer: Account | None, post_id: int) -> tuple[list[int], list[int]]:
    """The ids above and below a post, whoever may read them.

    Errors: NotFound for an unknown post.
    """
    row = sql.rows(f"SELECT thread FROM posts_post WHERE id = {int(post_id)}")
    if not row:
        raise NotFound
    parents, children = _tree(row[0][0], post_id)
    limit = LONGEST if viewer is not None else LONGEST_FOR_STRANGERS
    return _ancestors(post_id, parents, limit), _descendants(post_id, children, limit)


def thread(viewer: Account | None, post_id: int) -> tuple[list[PostView], list[PostView]]:
    """What `post_id` answers (oldest first) and what answers it (depth first).

    Posts of people the viewer blocked or muted are left out.
    Errors: NotFound when the viewer may not read the post itself.
    """
    above, below = thread_ids(viewer, post_id)
    views = hydrate_posts(viewer, [*above, post_id, *below], leave_out_muted=True)
    by_id = {view.id: view for view in views}
    if post_id not in by_id and not hydrate_posts(viewer, [post_id]):
        raise NotFound
    return [by_id[i] for i in above if i in by_id], [by_id[i] for i in below if i in by_id]


def goes_on(viewer: Account | None, post_id: int | None, author_id: int) -> list[PostView]:
    """What `author_id` wrote on beneath their own post, in order; nothing where it can't be read."""
    try:
        below = thread(viewer, post_id)[1] if post_id is not None else []
    except NotFound:
        return []
    chain, found = {post_id}, []
    for view in below:
        if view.account.id == author_id and view.reply_to in chain:
            chain.add(view.id)
            found.append(view)
    return found
