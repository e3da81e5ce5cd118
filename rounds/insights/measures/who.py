"""Who: roles and countries of participants, and of those who answered one post."""

import ibis
import ibis.expr.types as ir

from rounds.insights.measures.volume import is_reply


def roles_of_participants(posts: ir.Table, people: ir.Table) -> ir.Table:
    """Participants by role: as they declared it, else as their bio says it, else unknown.

    Units: people. Errors: bios are read by the lexicon printed below, which abstains when unsure;
    its accuracy is measured on invented bios labelled by models, not by clinicians.
    Source: mission I2; figure of source S1.
    """
    return _by(_people_who(posts), people, "role")


def roles_of_repliers(posts: ir.Table, people: ir.Table, post_id: str) -> ir.Table:
    """People who answered the chosen post, by role; its own author is left out.

    Units: people. Errors: as for the roles of participants.
    Source: mission I2; figure of source S1.
    """
    return _by(_people_who(answers_to(posts, post_id)), people, "role")


def countries_of_participants(posts: ir.Table, people: ir.Table) -> ir.Table:
    """Participants by country: as they declared it, else as their location says it, else unknown.

    Units: people. Errors: a location is free text; one that could be two countries is unknown.
    Source: mission I1.
    """
    return _by(_people_who(posts), people, "country")


def answers_to(posts: ir.Table, post_id: str) -> ir.Table:
    """The replies to one post by anybody but its author."""
    author = posts.filter(posts.post_id == post_id).select(asked="author_id").distinct()
    replies = posts.filter(is_reply(posts), posts.reply_to_post == post_id)
    return replies.anti_join(author, replies.author_id == author.asked)


def most_answered(posts: ir.Table) -> ir.Table:
    """The original post with most replies by others; of several the earliest, then the lowest id.

    Units: replies. Errors: replies that the archive does not hold are not seen.
    Source: mission I2.
    """
    replies = posts.filter(is_reply(posts), posts.reply_to_post.notnull()).select(
        answered="reply_to_post", by="author_id"
    )
    asked = posts.filter(posts.kind == "original")
    return (
        asked.join(replies, asked.post_id == replies.answered)
        .filter(lambda row: row.by != row.author_id)
        .group_by(["post_id", "created_at"])
        .agg(replies=lambda rows: rows.count())
        .order_by([ibis.desc("replies"), "created_at", "post_id"])
        .limit(1)
    )


def _people_who(posts: ir.Table) -> ir.Table:
    return posts.select("author_id").distinct()


def _by(who: ir.Table, people: ir.Table, attribute: str) -> ir.Table:
    return (
        who.left_join(people.select("author_id", attribute), "author_id")
        .mutate(group=lambda row: ibis.coalesce(row[attribute], "unknown"))
        .group_by("group")
        .agg(people=lambda rows: rows.count())
        .order_by([ibis.desc("people"), "group"])
    )
