"""Whose voice: equity by role, and the digest of what was asked and recommended."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from rounds.insights import privacy
from rounds.insights.measures import advice
from rounds.insights.measures import digest as digests
from rounds.insights.measures import equity as equities
from rounds.insights.profiles import Profiles, grouping
from rounds.insights.roles import role_in_words
from rounds.insights.sources import Frames


def equity(frames: Frames, profiles: Profiles) -> dict[str, Any]:
    """Share of posts, share answered and time to first answer by role; Gini over all writers."""
    per_writer = frames.rows(equities.posts_per_writer(frames.posts))
    writers = [row["author_id"] for row in per_writer]
    people = Counter(profiles.roles.get(person, privacy.UNKNOWN) for person in writers)
    row_of = privacy.group_for_joint_table(people)
    group_of = {
        person: row
        for person in writers
        if (row := row_of[profiles.roles.get(person, privacy.UNKNOWN)]) is not None
    }
    groups = grouping(frames, group_of)
    found = frames.rows(equities.voice_by_group(frames.posts, groups))
    hidden = privacy.withheld_in_joint_table(
        {row["group"]: row["answered_people"] for row in found}
    )
    total = sum(row["posts"] for row in per_writer)
    score = frames.value(equities.gini(frames.posts))
    return {
        "gini": None if score is None else round(score, 4),
        "writers": len(writers),
        "posts_per_writer": [row["posts"] for row in per_writer],
        "by_role": [_row(row, total, hidden=row["group"] in hidden) for row in _ranked(found)],
        "waits": _waits(frames, groups, hidden),
        "categories": len(people),
        "merged_groups": sum(row_of[name] != name for name in people),
        "withheld_people": len(writers) - len(group_of),
        "withheld_cells": len(hidden),
    }


def _ranked(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    last = {privacy.OTHER: 1, privacy.UNKNOWN: 2}
    return sorted(found, key=lambda row: (last.get(row["group"], 0), -row["posts"], row["group"]))


def _row(row: dict[str, Any], total: int, *, hidden: bool) -> dict[str, Any]:
    answered = None if hidden else round(row["answered"] / row["posts"], 4)
    wait = None if hidden or row["median_wait"] is None else round(row["median_wait"] / 60, 1)
    return {
        "group": row["group"],
        "label": _label(row["group"]),
        "people": row["people"],
        "posts": row["posts"],
        "share_of_posts": round(row["posts"] / total, 4),
        "share_answered": answered,
        "median_minutes_to_answer": wait,
    }


def _label(group: str) -> str:
    return "Other roles, merged" if group == privacy.OTHER else role_in_words(group)


def _waits(frames: Frames, groups: Any, hidden: frozenset[str]) -> dict[str, list[float]]:
    waits: dict[str, list[float]] = {}
    for row in frames.rows(equities.waits_by_group(frames.posts, groups)):
        if row["group"] not in hidden:
            waits.setdefault(row["group"], []).append(round(row["wait"] / 60, 2))
    return waits


RULES = {
    "questions": "A sentence of at least four words that ends in a question mark; most answered first.",
    "recommendations": f"A sentence of {advice.FEWEST} to {advice.MOST} words, no question, that tells "
    "somebody what to do; most favourites and boosts first.",
    "words": "; ".join(advice.ADVICE),
}


def digest(frames: Frames, profiles: Profiles, host: str | None) -> dict[str, Any]:
    """The questions asked and the key recommendations, each linked to its posts, and the rules.

    `host` is who organised an archived chat; the prompts they number are nobody's question.
    """
    rows = frames.rows(digests.quotable(frames.posts, profiles.people, host))
    return {
        "questions": [_item(item) for item in digests.questions_asked(rows)],
        "recommendations": [_item(item) for item in digests.key_recommendations(rows)],
        "rules": RULES,
    }


def _item(item: digests.Item) -> dict[str, Any]:
    fields = asdict(item)
    return {
        **{key: fields[key] for key in ("sentence", "handle", "at", "rank")},
        "words": list(item.words),
        "posts": [
            {"post_id": post, "url": url, "labels": list(labels)}
            for post, url, labels in zip(item.posts, item.urls, item.labels, strict=True)
        ],
    }
