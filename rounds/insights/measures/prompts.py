"""Per prompt: how much each question of the chat drew."""

import ibis.expr.types as ir

from rounds.insights.measures.volume import is_reply


def per_prompt(posts: ir.Table) -> ir.Table:
    """Posts, replies among them, and people for each prompt; boosts are not counted.

    A post belongs to the prompt it was collected under; in an archive to the one it numbers (Q2,
    T2, A2 in its words).

    Units: posts, people. Errors: in an archive, answers without a number are not seen.
    Source: mission C1, I1.
    """
    return (
        posts.filter(posts.prompt.notnull(), posts.kind != "boost")
        .mutate(answers=is_reply)
        .group_by("prompt")
        .agg(
            posts=lambda rows: rows.count(),
            replies=lambda rows: rows.answers.sum(),
            people=lambda rows: rows.author_id.nunique(),
        )
        .order_by("prompt")
    )
