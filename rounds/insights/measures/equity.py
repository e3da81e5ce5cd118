"""Equity of voice: who speaks, who is answered, how fast, how evenly."""

import ibis
import ibis.expr.types as ir


def answered_posts(posts: ir.Table) -> ir.Table:
    """Each post in somebody's own words with whether, and how soon, somebody else answered it.

    Units: seconds to the first answer. Errors: an answer outside the archive is not seen; an
    answer that the clocks put before its question counts as at once.
    Source: mission I4.
    """
    written = posts.filter(posts.kind != "boost").select("post_id", "author_id", "created_at")
    replies = posts.filter(posts.kind != "boost", posts.reply_to_post.notnull()).select(
        answers="reply_to_post", by="author_id", at="created_at"
    )
    first = (
        written.join(replies, written.post_id == replies.answers)
        .filter(lambda row: row.by != row.author_id)
        .group_by("post_id")
        .agg(answered_at=lambda rows: rows["at"].min())
    )
    seconds = ibis._.answered_at.epoch_seconds() - ibis._.created_at.epoch_seconds()
    wait = seconds.cast("int64")
    return (
        written.left_join(first, "post_id")
        .mutate(answered=lambda row: row.answered_at.notnull(), wait=ibis.greatest(wait, 0))
        .select(
            "post_id", "author_id", "answered", wait=lambda row: row.answered.ifelse(row.wait, None)
        )
        .order_by(["author_id", "post_id"])
    )


def voice_by_group(posts: ir.Table, groups: ir.Table) -> ir.Table:
    """For each role: people who wrote, their posts, how many were answered by somebody else, and
    the median time to the first answer.

    Units: people, posts, seconds. Errors: as for roles and for answers.
    Source: mission I4; S2 'equalization'.
    """
    return (
        answered_posts(posts)
        .inner_join(groups, "author_id")
        .group_by("group")
        .agg(
            people=lambda rows: rows.author_id.nunique(),
            posts=lambda rows: rows.count(),
            answered=lambda rows: rows.answered.sum(),
            answered_people=lambda rows: rows.author_id.nunique(where=rows.answered),
            median_wait=lambda rows: rows.wait.median(),
        )
        .order_by("group")
    )


def posts_per_writer(posts: ir.Table) -> ir.Table:
    """Posts in their own words by each person who wrote any, fewest first.

    Units: posts. Errors: as for participants.
    Source: mission I4.
    """
    return (
        posts.filter(posts.kind != "boost")
        .group_by("author_id")
        .agg(posts=lambda rows: rows.count())
        .order_by(["posts", "author_id"])
    )


def gini(posts: ir.Table) -> ir.FloatingScalar:
    """How unevenly posts are shared among the people who wrote any: 0 when all wrote the same,
    near 1 when one wrote nearly all.

    Units: none, 0 to 1. Errors: those who only read or boosted are not in it, so a chat with many
    silent readers is less even than it looks.
    Source: Gini 1912, population form: sum((2i - n - 1) x_i) / (n sum x), x sorted.
    """
    ranked = posts_per_writer(posts).mutate(
        place=ibis.row_number().over(order_by=["posts", "author_id"]) + 1,
        n=ibis._.count().over(ibis.window()),
    )
    weighted = ((2 * ranked.place - ranked.n - 1) * ranked.posts).sum()
    return weighted.cast("float64") / (ranked.n.max() * ranked.posts.sum())


def waits_by_group(posts: ir.Table, groups: ir.Table) -> ir.Table:
    """Each answered post's time to its first answer with its author's role, for drawing.

    Units: seconds. Errors: as for answers.
    Source: mission I4.
    """
    answered = answered_posts(posts)
    return (
        answered.filter(answered.answered)
        .inner_join(groups, "author_id")
        .select("group", "wait", "post_id")
        .order_by(["group", "wait", "post_id"])
    )
