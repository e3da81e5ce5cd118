"""Reach: how many people could have seen it. Exact here, bounds for archives, never a guess."""

import ibis
import ibis.expr.types as ir


def reach_exact(audience: ir.Table) -> ir.IntegerScalar:
    """Different people to whom at least one post was delivered when it was posted.

    Units: people. Errors: delivered is not read; people elsewhere count when their server was told
    of them by name.
    Source: mission I1.
    """
    return audience.person_id.nunique()


def reach_low(posts: ir.Table, people: ir.Table) -> ir.IntegerScalar:
    """The most followers any one participant has: at least so many people could have seen a post.

    Units: people. Errors: follower counts are those of the export; followers may be asleep or
    machines.
    Source: mission I1.
    """
    return _followed(posts, people).followers.max()


def reach_high(posts: ir.Table, people: ir.Table) -> ir.IntegerScalar:
    """The followers of all participants added up: at most so many different people were reached
    by following one of them.

    The truth lies between the two bounds; nothing in an archive tells where, because it holds
    numbers of followers and not who they are.

    Units: people. Errors: counts somebody once for each participant they follow.
    Source: mission I1.
    """
    return _followed(posts, people).followers.sum()


def followers_known(posts: ir.Table, people: ir.Table) -> ir.IntegerScalar:
    """Participants whose number of followers the export states.

    Units: people. Errors: none.
    Source: mission I1.
    """
    return _followed(posts, people).followers.count()


def impressions_exact(audience: ir.Table) -> ir.IntegerScalar:
    """Deliveries: for each post and boost, the people it was delivered to, added up.

    Units: deliveries. Errors: delivered is not read.
    Source: mission I1.
    """
    return audience.count()


def impressions(posts: ir.Table, people: ir.Table) -> ir.IntegerScalar:
    """For each post and boost, its author's followers, added up: times it could have been seen.

    Units: possible views. Errors: says nothing about how many people, and much too high where one
    account posts often.
    Source: mission I1.
    """
    return posts.inner_join(people, "author_id").followers.sum()


def _followed(posts: ir.Table, people: ir.Table) -> ir.Table:
    who = posts.select("author_id").distinct()
    return who.inner_join(people.select("author_id", "followers"), "author_id").select(
        followers=ibis._.followers
    )
