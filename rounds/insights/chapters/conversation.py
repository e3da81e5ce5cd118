"""The conversation: reply and mention networks, communities, brokers, with and without a host."""

from collections import Counter
from dataclasses import asdict
from typing import Any

import ibis

from rounds.insights.measures import edges, network
from rounds.insights.profiles import Profiles
from rounds.insights.sources import Frames

MOST_DRAWN = 5000
"""Accounts whose contacts are kept for the drawing: those with most of them."""


def chapter(frames: Frames, profiles: Profiles, organiser: str | None) -> dict[str, Any]:
    """Sizes of the networks, communities, brokers, and what is left without the organiser."""
    replies = frames.rows(edges.reply_all(frames.posts))
    contacts = [
        (row["one"], row["other"], row["weight"])
        for row in frames.rows(edges.contacts(frames.posts))
    ]
    found = network.communities_and_brokers(contacts)
    host, how = organiser_of(frames, profiles, organiser)
    return {
        "reply_all": {
            **_size(replies),
            "to_oneself": sum(row["source"] == row["target"] for row in replies),
        },
        "reply_simple": _size(frames.rows(edges.reply_simple(frames.posts))),
        "mentions": _size(frames.rows(edges.mentions(frames.posts))),
        "contacts": asdict(found.shape),
        "communities": _communities(found, profiles),
        "brokers": [
            {**asdict(broker), "person": _handle(profiles, broker.person)}
            for broker in found.brokers
        ],
        "organiser": {
            "handle": None if host is None else _handle(profiles, host),
            "how": how,
        },
        "without_organiser": _without(contacts, host),
        "drawing": _drawing(contacts, found, profiles),
    }


def _size(rows: list[dict[str, Any]]) -> dict[str, int]:
    nodes = {row[end] for row in rows for end in ("source", "target")}
    return {"nodes": len(nodes), "edges": len(rows)}


def _handle(profiles: Profiles, person: str) -> str:
    return profiles.handles.get(person, person)


def organiser_of(frames: Frames, profiles: Profiles, wanted: str | None) -> tuple[str | None, str]:
    """The account taken to be the organiser, and why it is."""
    name = (wanted or frames.provenance.organiser or "").lstrip("@").casefold()
    if name:
        by_handle = {handle.casefold(): person for person, handle in profiles.handles.items()}
        hosted = frames.provenance.kind == "local" and not wanted
        return by_handle.get(name, name), "hosted the chat" if hosted else "was named"
    posts = frames.posts
    most = (
        posts.filter(posts.kind != "boost")
        .group_by("author_id")
        .agg(n=lambda rows: rows.count())
        .order_by([ibis.desc("n"), "author_id"])
        .limit(1)
    )
    found = frames.rows(most)
    return (found[0]["author_id"], "wrote the most posts") if found else (None, "nobody wrote")


def _without(contacts: list[network.Edge], host: str | None) -> dict[str, Any] | None:
    if host is None:
        return None
    rest = network.without(contacts, host)
    return asdict(network.communities_and_brokers(rest, most=0).shape)


def _communities(found: network.Network, profiles: Profiles) -> list[dict[str, Any]]:
    """Each community with its size and its three best connected people by name."""
    sizes = Counter(found.community.values())
    return [{"community": number, "people": sizes[number]} for number in sorted(sizes)]


def _drawing(
    contacts: list[network.Edge], found: network.Network, profiles: Profiles
) -> dict[str, Any]:
    degree = Counter(end for one, other, _ in contacts for end in (one, other))
    kept = sorted(degree, key=lambda person: (-degree[person], person))[:MOST_DRAWN]
    index = {person: place for place, person in enumerate(sorted(kept))}
    brokers = {broker.person for broker in found.brokers}
    return {
        "accounts_in_all": len(degree),
        "ties_in_all": len(contacts),
        "nodes": [
            {
                "label": profiles.handles.get(person, ""),
                "community": found.community[person],
                "broker": person in brokers,
            }
            for person in index
        ],
        "edges": [
            [index[one], index[other]]
            for one, other, _ in contacts
            if one in index and other in index
        ],
    }
