"""Profiles: each person with the role and country that may be counted, and why.

A declared role or country always wins; else the bio and the location are read by rule. What was
read and what was declared is remembered, because they may be shown differently (`privacy`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rounds.insights.places import country_of
from rounds.insights.roles import UNKNOWN, read_role
from rounds.insights.sources import Frames, settled

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Profiles:
    """People with their role and country filled in, how each role was found, and handles."""

    people: "ir.Table"
    roles: dict[str, str]
    reasons: dict[str, str]
    countries: dict[str, str]
    handles: dict[str, str]
    roles_declared: bool
    countries_declared: bool


def read_profiles(frames: Frames) -> Profiles:
    """The people of the frames with roles and countries read where they were not declared."""
    columns = frames.people.order_by("author_id")
    people = frames.rows(columns)
    roles, reasons, countries = {}, {}, {}
    for person in people:
        reading = read_role(person["role"], person["bio"])
        roles[person["author_id"]] = reading.role
        reasons[person["author_id"]] = reading.rule
        countries[person["author_id"]] = person["country"] or _read_country(person["location"])
    return Profiles(
        people=_with(frames, roles, countries),
        roles=roles,
        reasons=reasons,
        countries=countries,
        handles={person["author_id"]: person["handle"] for person in people},
        roles_declared=any(person["role"] for person in people),
        countries_declared=any(person["country"] for person in people),
    )


def _read_country(location: str | None) -> str:
    place = country_of(location) if location else None
    return place.code if place else UNKNOWN


def _with(frames: Frames, roles: dict[str, str], countries: dict[str, str]) -> "ir.Table":
    import pyarrow

    found = pyarrow.table(
        {
            "author_id": pyarrow.array(list(roles), pyarrow.string()),
            "role": pyarrow.array(list(roles.values()), pyarrow.string()),
            "country": pyarrow.array(list(countries.values()), pyarrow.string()),
        }
    )
    frames.engine.con.register("profile_readings", found)
    readings = frames.engine.table("profile_readings")
    joined = frames.people.drop("role", "country").inner_join(readings, "author_id")
    return settled(frames.engine, "profiles", joined)


def grouping(frames: Frames, group_of: dict[str, str]) -> "ir.Table":
    """A table of people and the row they are counted under; people without a row are left out."""
    import pyarrow

    rows = pyarrow.table(
        {
            "author_id": pyarrow.array(list(group_of), pyarrow.string()),
            "group": pyarrow.array(list(group_of.values()), pyarrow.string()),
        }
    )
    frames.engine.con.register("profile_groups", rows)
    return frames.engine.table("profile_groups")
