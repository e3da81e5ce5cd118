"""What a viewer may see, as conditions of SQL.

Each function takes the name of a column and gives a condition in which `%(me)s` is the viewer and
`%(now)s` the time. A stranger (no viewer) has no blocks and follows nobody: see `for_viewer`.
"""

from typing import Any

from rounds.identity.models import Account
from rounds.timelines.sql import instant


def for_viewer(viewer: Account | None) -> dict[str, Any]:
    """The values the conditions below need; a stranger is account 0, which nobody is."""
    return {"me": viewer.id if viewer else 0, "now": instant()}


def unblocked(author: str) -> str:
    """Neither the viewer nor `author` blocks the other."""
    return (
        "NOT EXISTS (SELECT 1 FROM identity_block ub"
        f" WHERE ub.account_id = %(me)s AND ub.target_id = {author})"
        " AND NOT EXISTS (SELECT 1 FROM identity_block bu"
        f" WHERE bu.account_id = {author} AND bu.target_id = %(me)s)"
    )


def unmuted(author: str) -> str:
    """The viewer has not muted `author`."""
    return (
        "NOT EXISTS (SELECT 1 FROM identity_mute um"
        f" WHERE um.account_id = %(me)s AND um.target_id = {author}"
        " AND (um.expires_at IS NULL OR um.expires_at > %(now)s))"
    )


def in_good_standing(author: str) -> str:
    """`author` is not suspended, nor from a domain that the viewer blocks."""
    return (
        "NOT EXISTS (SELECT 1 FROM identity_account sa"
        f" WHERE sa.id = {author} AND (sa.suspended_at IS NOT NULL OR (sa.domain <> ''"
        " AND EXISTS (SELECT 1 FROM identity_domainblock db"
        " WHERE db.account_id = %(me)s AND db.domain = sa.domain))))"
    )


def unhidden(author: str) -> str:
    """`author` is neither blocked either way, nor muted, nor suspended, nor from a blocked domain."""
    return f"{unblocked(author)} AND {unmuted(author)} AND {in_good_standing(author)}"


def followed(author: str) -> str:
    """The viewer follows `author` (accepted)."""
    return (
        "EXISTS (SELECT 1 FROM identity_follow fo"
        f" WHERE fo.follower_id = %(me)s AND fo.followed_id = {author} AND fo.accepted)"
    )


def in_wanted_language(follow: str, post: str) -> str:
    """The row `post` is in a language that the row `follow` asks for; where it asks for none, any.

    A post without a language, a boost among them, is never left out.
    """
    spoken = f"CAST({follow}.languages AS TEXT)"
    return (
        f"({post}.language = '' OR {follow}.id IS NULL OR {spoken} = '[]'"
        f" OR {spoken} LIKE '%%\"' || {post}.language || '\"%%')"
    )


def unlimited(author: str) -> str:
    """`author` may be shown to people who don't follow them."""
    return (
        "NOT EXISTS (SELECT 1 FROM identity_account la"
        f" WHERE la.id = {author} AND la.limited_at IS NOT NULL AND NOT {followed('la.id')})"
    )


def mentioned(post: str) -> str:
    """`post` names the viewer."""
    return (
        "EXISTS (SELECT 1 FROM posts_mention me_in"
        f" WHERE me_in.post_id = {post} AND me_in.account_id = %(me)s)"
    )


def readable(post: str) -> str:
    """The viewer may read the row `post` (an alias of posts_post) by its visibility."""
    return (
        f"({post}.visibility <= 1 OR {post}.author_id = %(me)s OR {mentioned(post + '.id')}"
        f" OR ({post}.visibility = 2 AND {followed(post + '.author_id')}))"
    )


def boost_shows(post: str) -> str:
    """The row `post` is no boost, or one of a post whose author the viewer hasn't hidden."""
    return (
        f"({post}.boost_of_id IS NULL OR EXISTS (SELECT 1 FROM posts_post target"
        f" WHERE target.id = {post}.boost_of_id AND {readable('target')}"
        f" AND {unhidden('target.author_id')}))"
    )


def has_media(post: str) -> str:
    """`post` carries a picture or another file."""
    return f"EXISTS (SELECT 1 FROM posts_media pm WHERE pm.post_id = {post})"
