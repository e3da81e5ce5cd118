"""Definitions: what each figure means, read from the docstring of the measure that made it.

One text serves the code's reader and the report's reader, so neither can be out of date.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

from rounds.insights.measures import (
    digest,
    edges,
    equity,
    network,
    over_time,
    prompts,
    reach,
    volume,
    who,
)

PARTS = ("Units", "Errors", "Source")

MEASURES: Mapping[str, Callable[..., Any]] = {
    "participants": volume.participants,
    "writers": volume.writers,
    "posts_total": volume.posts_total,
    "posts_original": volume.posts_original,
    "boosts": volume.boosts,
    "replies": volume.replies,
    "withdrawn": volume.withdrawn,
    "period": over_time.span,
    "over_time": over_time.over_time,
    "per_prompt": prompts.per_prompt,
    "roles": who.roles_of_participants,
    "repliers": who.roles_of_repliers,
    "chosen_post": who.most_answered,
    "countries": who.countries_of_participants,
    "reach.exact": reach.reach_exact,
    "reach.low": reach.reach_low,
    "reach.high": reach.reach_high,
    "reach.followers_known": reach.followers_known,
    "reach.impressions": reach.impressions,
    "reach.impressions_exact": reach.impressions_exact,
    "network.reply_all": edges.reply_all,
    "network.reply_simple": edges.reply_simple,
    "network.mentions": edges.mentions,
    "network.contacts": edges.contacts,
    "network.communities": network.communities_and_brokers,
    "equity.by_role": equity.voice_by_group,
    "equity.answered": equity.answered_posts,
    "equity.posts_per_writer": equity.posts_per_writer,
    "equity.gini": equity.gini,
    "equity.waits": equity.waits_by_group,
    "digest.quotable": digest.quotable,
    "digest.questions": digest.questions_asked,
    "digest.recommendations": digest.key_recommendations,
}


def definitions() -> dict[str, dict[str, str]]:
    """Every measure's definition by its name in the report."""
    return {name: definition_of(measure) for name, measure in sorted(MEASURES.items())}


def definition_of(measure: Callable[..., Any]) -> dict[str, str]:
    """What a measure's docstring says, in parts: says, units, errors, source."""
    text = inspect.getdoc(measure) or ""
    pieces = re.split(rf"\b({'|'.join(PARTS)}): ", text)
    parts = {"says": pieces[0]}
    parts.update(
        (name.lower(), body) for name, body in zip(pieces[1::2], pieces[2::2], strict=True)
    )
    return {name: " ".join(body.split()) for name, body in parts.items()}
