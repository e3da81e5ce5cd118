"""Who watches: what a stream must know about its viewer, and which watchers may see a post."""

from collections.abc import Collection

from rounds.timelines import sql
from rounds.timelines.visible import in_wanted_language


def hidden_from(viewer_id: int) -> frozenset[int]:
    """Everybody whom the viewer blocks, mutes, or who blocks the viewer."""
    me = int(viewer_id)
    query = (
        f"SELECT target_id FROM identity_block WHERE account_id = {me}"
        f" UNION SELECT account_id FROM identity_block WHERE target_id = {me}"
        f" UNION SELECT target_id FROM identity_mute WHERE account_id = {me}"
        " AND (expires_at IS NULL OR expires_at > %(now)s)"
        " UNION SELECT a.id FROM identity_domainblock d"
        f" JOIN identity_account a ON a.domain = d.domain WHERE d.account_id = {me}"
    )
    return frozenset(sql.ids(query, {"now": sql.instant()}))


def list_ids(viewer_id: int) -> frozenset[int]:
    """The lists that are the viewer's."""
    return frozenset(sql.ids(f"SELECT id FROM timelines_list WHERE owner_id = {int(viewer_id)}"))


def home_watchers(post_id: int, watching: Collection[int]) -> list[int]:
    """Those of `watching` (account ids) at whose home post `post_id` belongs.

    The same rule as `home`, seen from the post: own posts, people followed in the languages wanted
    of them, replies among people followed, boosts where wanted, followed tags, nobody hidden.
    """
    if not watching:
        return []
    hidden = (
        "EXISTS (SELECT 1 FROM identity_block b WHERE (b.account_id = w.id AND b.target_id = {who})"
        " OR (b.account_id = {who} AND b.target_id = w.id)) OR EXISTS (SELECT 1 FROM identity_mute m"
        " WHERE m.account_id = w.id AND m.target_id = {who}"
        " AND (m.expires_at IS NULL OR m.expires_at > %(now)s))"
    )
    query = (
        "SELECT w.id FROM identity_account w JOIN posts_post p ON p.id = %(post)s"
        " LEFT JOIN posts_post t ON t.id = p.boost_of_id"
        " LEFT JOIN identity_follow f"
        " ON f.follower_id = w.id AND f.followed_id = p.author_id AND f.accepted"
        f" WHERE w.id IN ({sql.among(watching)}) AND (p.author_id = w.id OR (f.id IS NOT NULL"
        " AND (p.visibility <= 2 OR EXISTS (SELECT 1 FROM posts_mention n"
        " WHERE n.post_id = p.id AND n.account_id = w.id))"
        " AND CASE WHEN p.boost_of_id IS NOT NULL THEN f.show_boosts ELSE"
        " (p.reply_to_author_id IS NULL OR p.reply_to_author_id IN (p.author_id, w.id)"
        " OR EXISTS (SELECT 1 FROM identity_follow g WHERE g.follower_id = w.id"
        " AND g.followed_id = p.reply_to_author_id AND g.accepted)) END"
        f" AND {in_wanted_language('f', 'p')}"
        " AND NOT EXISTS (SELECT 1 FROM timelines_listmember lm JOIN timelines_list l"
        " ON l.id = lm.list_id WHERE l.owner_id = w.id AND l.exclusive"
        " AND lm.account_id = p.author_id))"
        " OR (p.visibility = 0 AND p.boost_of_id IS NULL AND EXISTS (SELECT 1 FROM"
        " posts_posttag pt JOIN timelines_followedtag ft ON ft.tag_id = pt.tag_id"
        " WHERE pt.post_id = p.id AND ft.account_id = w.id)))"
        f" AND NOT ({hidden.format(who='p.author_id')})"
        f" AND (t.id IS NULL OR NOT ({hidden.format(who='t.author_id')}))"
    )
    return sql.ids(query, {"post": post_id, "now": sql.instant()})


def list_watchers(post_id: int, watching: Collection[int]) -> list[int]:
    """Those of the lists `watching` on which post `post_id` belongs."""
    if not watching:
        return []
    query = (
        "SELECT l.id FROM timelines_list l JOIN posts_post p ON p.id = %(post)s"
        " JOIN timelines_listmember m ON m.list_id = l.id AND m.account_id = p.author_id"
        f" WHERE l.id IN ({sql.among(watching)}) AND p.visibility <= 2"
        " AND (p.author_id = l.owner_id OR EXISTS"
        " (SELECT 1 FROM identity_follow f WHERE f.follower_id = l.owner_id"
        " AND f.followed_id = p.author_id AND f.accepted"
        " AND (p.boost_of_id IS NULL OR f.show_boosts)"
        f" AND {in_wanted_language('f', 'p')}))"
        " AND (p.reply_to_author_id IS NULL OR p.reply_to_author_id IN (p.author_id, l.owner_id)"
        " OR (l.replies_policy = 'list' AND EXISTS (SELECT 1 FROM timelines_listmember o"
        " WHERE o.list_id = l.id AND o.account_id = p.reply_to_author_id))"
        " OR (l.replies_policy = 'followed' AND EXISTS (SELECT 1 FROM identity_follow g"
        " WHERE g.follower_id = l.owner_id AND g.followed_id = p.reply_to_author_id"
        " AND g.accepted)))"
    )
    return sql.ids(query, {"post": post_id})
