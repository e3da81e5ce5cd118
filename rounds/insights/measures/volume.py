"""How much: people, posts, replies, boosts."""

import ibis.expr.types as ir


def participants(posts: ir.Table) -> ir.IntegerScalar:
    """People who wrote or boosted at least one post.

    Units: people. Errors: two accounts of one person count twice.
    Source: mission I1.
    """
    return posts.author_id.nunique()


def writers(posts: ir.Table) -> ir.IntegerScalar:
    """People who wrote at least one post of their own; those who only boosted are not counted.

    Units: people. Errors: as for participants.
    Source: mission I4.
    """
    return posts.author_id.nunique(where=posts.kind != "boost")


def posts_total(posts: ir.Table) -> ir.IntegerScalar:
    """Everything that was posted: posts, replies, quotes and boosts, withdrawn ones included.

    Units: posts. Errors: an archive holds what its search found, not all that was said.
    Source: mission I1.
    """
    return posts.count()


def posts_original(posts: ir.Table) -> ir.IntegerScalar:
    """Posts in people's own words: everything but boosts (replies and quotes are included).

    Units: posts. Errors: a boost made by copying the words counts as a post.
    Source: mission I1.
    """
    return posts.count(where=posts.kind != "boost")


def boosts(posts: ir.Table) -> ir.IntegerScalar:
    """Posts of others passed on unchanged.

    Units: boosts. Errors: an archive holds the boosts that carry the tag.
    Source: mission I1.
    """
    return posts.count(where=posts.kind == "boost")


def replies(posts: ir.Table) -> ir.IntegerScalar:
    """Posts that answer a post or a person, oneself included.

    Units: posts. Errors: an answer written without the reply button is not seen.
    Source: mission I1.
    """
    return posts.count(where=is_reply(posts))


def withdrawn(posts: ir.Table) -> ir.IntegerScalar:
    """Posts withdrawn since: they stay in every count and are never quoted.

    Units: posts. Errors: an archive cannot know of later withdrawals.
    Source: mission I1.
    """
    return posts.count(where=posts.deleted)


def is_reply(posts: ir.Table) -> ir.BooleanColumn:
    """Whether a post answers a post or a person."""
    answers = posts.reply_to_author.notnull() | posts.reply_to_post.notnull()
    return (posts.kind != "boost") & answers
