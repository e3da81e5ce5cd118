"""What one viewer did with the posts of a page, and how they stand to its authors: one read."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import msgspec

from rounds.timelines import sql


class Flags(msgspec.Struct, frozen=True):
    """Sets of ids: of posts, of threads, of accounts; `votes` by poll."""

    favourited: set[int]
    bookmarked: set[int]
    boosted: set[int]
    pinned: set[int]
    quiet_threads: set[int]
    named_in: set[int]
    followed: set[int]
    blocked: set[int]
    muted: set[int]
    blocked_domains: set[int]
    votes: dict[int, list[int]]
    has_filters: bool


@cache
def _query(vendor: str) -> str:
    """The union, the same text for every viewer and page of a database of this `vendor`."""
    del vendor  # the lists below are written in its way
    posts, shut, authors = map(sql.listed, ("posts", "shut", "authors"))
    threads, polls = map(sql.listed, ("threads", "polls"))
    now = "(expires_at IS NULL OR expires_at > %(now)s)"
    parts = [
        f"SELECT {kind}, post_id, 0 FROM {table} WHERE account_id = %(me)s AND post_id IN ({posts})"
        for kind, table in (
            (1, "posts_favourite"),
            (2, "posts_bookmark"),
            (4, "posts_pin"),
        )
    ]
    parts += [
        f"SELECT 3, boost_of_id, 0 FROM posts_post WHERE author_id = %(me)s AND boost_of_id IN ({posts})",
        f"SELECT 5, thread, 0 FROM posts_threadmute WHERE account_id = %(me)s AND thread IN ({threads})",
        f"SELECT 6, post_id, 0 FROM posts_mention WHERE account_id = %(me)s AND post_id IN ({shut})",
        (
            "SELECT 7, followed_id, 0 FROM identity_follow WHERE follower_id = %(me)s AND accepted"
            f" AND followed_id IN (SELECT author_id FROM posts_post WHERE id IN ({shut}))"
        ),
        f"SELECT 8, target_id, 0 FROM identity_block WHERE account_id = %(me)s AND target_id IN ({authors})",
        f"SELECT 8, account_id, 0 FROM identity_block WHERE target_id = %(me)s AND account_id IN ({authors})",
        (
            "SELECT 9, target_id, 0 FROM identity_mute WHERE account_id = %(me)s"
            f" AND target_id IN ({authors}) AND {now}"
        ),
        (
            # CROSS JOIN has SQLite begin with the viewer's domains: nearly nobody blocks any.
            "SELECT 10, a.id, 0 FROM identity_domainblock d CROSS JOIN identity_account a"
            f" WHERE d.account_id = %(me)s AND a.domain = d.domain AND a.id IN ({authors})"
        ),
        (
            "SELECT 11, poll_id, choice FROM posts_pollvote"
            f" WHERE account_id = %(me)s AND poll_id IN ({polls})"
        ),
        f"SELECT 12, id, 0 FROM timelines_filter WHERE account_id = %(me)s AND {now}",
    ]
    return " UNION ALL ".join(parts)


def read_flags(
    me: int,
    posts: Iterable[int],
    authors: Iterable[int],
    *,
    shut: Iterable[int] = (),
    threads: Iterable[int] = (),
    polls: Iterable[int] = (),
) -> Flags:
    """How viewer `me` stands to `posts`, `authors`, `threads` and `polls`.

    `shut` are those of `posts` that not everybody may read: only for them is it asked whether they
    name the viewer, and whether the viewer follows their author.
    """
    values = {
        "me": me,
        "now": sql.instant(),
        "posts": sql.packed(posts),
        "shut": sql.packed(shut),
        "authors": sql.packed(authors),
        "threads": sql.packed(threads),
        "polls": sql.packed(polls),
    }
    sets: dict[int, set[int]] = defaultdict(set)
    votes: dict[int, list[int]] = defaultdict(list)
    for kind, identifier, choice in sql.rows(_query(sql.vendor()), values):
        sets[kind].add(identifier)
        if kind == 11:
            votes[identifier].append(choice)
    return Flags(
        favourited=sets[1], bookmarked=sets[2], boosted=sets[3], pinned=sets[4],
        quiet_threads=sets[5], named_in=sets[6], followed=sets[7], blocked=sets[8],
        muted=sets[9], blocked_domains=sets[10], votes=votes, has_filters=bool(sets[12]),
    )  # fmt: skip


def no_flags() -> Flags:
    """How a stranger stands to everything."""
    return Flags(set(), set(), set(), set(), set(), set(), set(), set(), set(), set(), {}, False)
