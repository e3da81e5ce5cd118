"""Who took part: roles, countries, continents, and who answered one post."""

from typing import Any

import ibis.expr.types as ir

from rounds.insights import privacy
from rounds.insights.measures import who
from rounds.insights.places import continent_of, country_name
from rounds.insights.privacy import Shown
from rounds.insights.profiles import Profiles
from rounds.insights.roles import LEXICON, role_in_words
from rounds.insights.sources import Frames, moment_text


def chapter(frames: Frames, profiles: Profiles, chosen: dict[str, Any] | None) -> dict[str, Any]:
    """roles, repliers, countries, continents, as the privacy rules let them be seen."""
    roles = _counted(frames, who.roles_of_participants(frames.posts, profiles.people))
    countries = _counted(frames, who.countries_of_participants(frames.posts, profiles.people))
    shown_countries, shown_continents = _geography(countries, declared=profiles.countries_declared)
    return {
        "roles": {
            **_roles(roles, declared=profiles.roles_declared),
            "unknown_because": _unknown_because(profiles),
            "lexicon": [
                {"role": rule.role, "label": role_in_words(rule.role), "phrases": rule.says}
                for rule in LEXICON
            ],
        },
        "repliers": _repliers(frames, profiles, chosen),
        "countries": _table(
            shown_countries,
            lambda code: country_name(code) or code,
            declared=profiles.countries_declared,
        ),
        "continents": _table(shown_continents, str, declared=profiles.countries_declared),
        "audience_countries": "not knowable" if frames.audience is None else "not shown",
    }


def _counted(frames: Frames, measure: ir.Table) -> dict[str, int]:
    rows = frames.rows(measure)
    return {row["group"]: row["people"] for row in rows}


def _roles(counts: dict[str, int], *, declared: bool) -> dict[str, Any]:
    rule = privacy.show_declared if declared else privacy.merge_small_cells
    return _table(rule(counts), role_in_words, declared=declared)


def _geography(counts: dict[str, int], *, declared: bool) -> tuple[Shown, Shown]:
    continents: dict[str, int] = {}
    for code, number in counts.items():
        continent = _continent(code) if code != privacy.UNKNOWN else privacy.UNKNOWN
        continents[continent] = continents.get(continent, 0) + number
    if declared:
        return privacy.show_declared(counts), privacy.show_declared(continents)
    parents = {code: _continent(code) for code in counts if code != privacy.UNKNOWN}
    return privacy.merge_nested_cells(counts, parents)


def _continent(code: str) -> str:
    return continent_of(code) or "Elsewhere"


def _table(shown: Shown, label: Any, *, declared: bool) -> dict[str, Any]:
    return {
        "counts": [
            {"group": name, "label": label(name), "people": number}
            for name, number in shown.counts.items()
        ],
        "other": shown.other,
        "merged_groups": shown.merged,
        "categories": shown.categories,
        "unknown": shown.unknown,
        "people": shown.total,
        "declared": declared,
    }


def _unknown_because(profiles: Profiles) -> dict[str, int]:
    """Why roles are unknown, small reasons merged like any other small group."""
    reasons: dict[str, int] = {}
    for person, role in profiles.roles.items():
        if role == privacy.UNKNOWN:
            reason = profiles.reasons[person]
            reasons[reason] = reasons.get(reason, 0) + 1
    shown = privacy.merge_small_cells(reasons)
    return {**shown.counts, **({"other reasons": shown.other} if shown.other else {})}


def _repliers(
    frames: Frames, profiles: Profiles, chosen: dict[str, Any] | None
) -> dict[str, Any] | None:
    if chosen is None:
        return None
    counts = _counted(
        frames, who.roles_of_repliers(frames.posts, profiles.people, chosen["post_id"])
    )
    return {
        **_roles(counts, declared=profiles.roles_declared),
        "post": {
            "post_id": chosen["post_id"],
            "handle": profiles.handles.get(chosen["author_id"], chosen["author_id"]),
            "at": moment_text(chosen["created_at"]),
            "text": None if chosen["deleted"] else chosen["text"],
            "url": chosen["url"],
            "labels": list(chosen["labels"]),
            "replies": chosen["replies"],
        },
    }
