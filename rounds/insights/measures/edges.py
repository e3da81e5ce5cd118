"""Interaction: who answered and who named whom, as edges."""

import ibis.expr.types as ir


def reply_all(posts: ir.Table) -> ir.Table:
    """Every reply is an edge from its writer to the person answered, oneself included; who is
    answered counts as an account even if they posted nothing here.

    Units: accounts (nodes), replies (edges). Errors: as for replies; a reply whose addressee the
    export does not state is left out.
    Source: mission I3; on the conference archive of `docs/measures.md` the published 183 and 286.
    """
    return (
        posts.filter(posts.kind != "boost", posts.reply_to_author.notnull())
        .select(source="author_id", target="reply_to_author", post_id="post_id")
        .order_by(["source", "target", "post_id"])
    )


def reply_simple(posts: ir.Table) -> ir.Table:
    """Pairs of different people one of whom answered the other, each direction once.

    Units: accounts (nodes), pairs (edges). Errors: as for reply_all.
    Source: mission I3.
    """
    edges = reply_all(posts)
    return (
        edges.filter(edges.source != edges.target)
        .select("source", "target")
        .distinct()
        .order_by(["source", "target"])
    )


def mentions(posts: ir.Table) -> ir.Table:
    """Every person named in a post is an edge from its writer to them; boosts and oneself are left
    out.

    Units: accounts (nodes), mentions (edges). Errors: programs put the person answered among those
    named, so replies appear here too.
    Source: mission I3.
    """
    named = posts.filter(posts.kind != "boost").select(
        "post_id", source="author_id", target=posts.mentions.unnest()
    )
    return named.filter(named.source != named.target).order_by(["source", "target", "post_id"])


def contacts(posts: ir.Table) -> ir.Table:
    """Pairs of different people with how often one answered or named the other, both directions
    together: the network that communities and brokers are read from.

    Units: contacts per pair. Errors: as for replies and mentions; an answer that also names is one
    contact.
    Source: mission I3.
    """
    answered = reply_all(posts).filter(lambda row: row.source != row.target)
    both = answered.union(mentions(posts).select("source", "target", "post_id"), distinct=True)
    paired = both.mutate(
        one=lambda row: (row.source < row.target).ifelse(row.source, row.target),
        other=lambda row: (row.source < row.target).ifelse(row.target, row.source),
    )
    return (
        paired.group_by(["one", "other"])
        .agg(weight=lambda rows: rows.count())
        .order_by(["one", "other"])
    )
