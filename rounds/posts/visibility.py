"""Who may read a post: one rule, in one place, without a database.

Public and unlisted posts are for everybody whom the author has not blocked. Followers' posts are
for accepted followers and for those the post names. Direct posts are for those the post names.
Boosting, quoting and the audience of a reply follow from it. If a query ever disagrees with
`may_read`, the query is wrong.
"""

from dataclasses import dataclass
from enum import IntEnum


class Visibility(IntEnum):
    """Who may read a post; the smaller, the wider."""

    PUBLIC = 0
    UNLISTED = 1
    FOLLOWERS = 2
    DIRECT = 3


OPEN = frozenset({Visibility.PUBLIC, Visibility.UNLISTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What ties a viewer to a post's author and to the post."""

    follows: bool = False
    named: bool = False
    blocked: bool = False


STRANGER = Tie()


def may_read(
    viewer_id: int | None,
    author_id: int,
    visibility: int,
    tie: Tie = STRANGER,
    *,
    suspended: bool = False,
) -> bool:
    """Whether `viewer_id` (None: a stranger) may read a post of `author_id`."""
    if suspended or tie.blocked:
        return False
    if visibility in OPEN or viewer_id == author_id:
        return True
    if viewer_id is None:
        return False
    return tie.named or (tie.follows and visibility == Visibility.FOLLOWERS)


def may_boost(account_id: int, author_id: int, visibility: int) -> bool:
    """Whether somebody who reads a post may pass it on: open posts, or one's own to one's followers."""
    return visibility in OPEN or (account_id == author_id and visibility == Visibility.FOLLOWERS)


def may_quote(account_id: int, author_id: int, visibility: int) -> bool:
    """Whether somebody who reads a post may quote it: the same posts that may be boosted."""
    return may_boost(account_id, author_id, visibility)


def narrowest(wish: int, *others: int) -> Visibility:
    """The audience of an answer: never wider than what it answers or quotes."""
    return Visibility(max(wish, *others)) if others else Visibility(wish)
