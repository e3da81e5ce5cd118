"""Which part of a conversation is drawn: the largest communities, each grown from its busiest account."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rounds.insights.figures.drawing import count, plural

MOST_COMMUNITIES = 6
MOST_DOTS = 120
ALL_DRAWN = 40
"""Accounts up to which everybody who has a tie is drawn."""

Edge = tuple[str, str]


@dataclass(frozen=True)
class Node:
    """An account in the drawing; an empty label draws a dot without a name."""

    id: str
    label: str = ""
    broker: bool = False


@dataclass(frozen=True)
class Core:
    """What is drawn: communities with their members, the busiest first, and every account's partners."""

    groups: tuple[tuple[str, tuple[Node, ...]], ...]
    edges: tuple[Edge, ...]
    partners: Mapping[str, int]
    left_out: str


def core_of(nodes: Sequence[Node], edges: Sequence[Edge], communities: Mapping[str, str]) -> Core:
    """The largest communities and their best connected accounts, of up to `ALL_DRAWN` accounts all of them.

    Accounts with no partner are never drawn.
    """
    known = {node.id: node for node in nodes}
    pairs = sorted(
        {(min(a, b), max(a, b)) for a, b in edges if a != b and a in known and b in known}
    )
    partners = Counter(end for pair in pairs for end in pair)
    members: dict[str, list[Node]] = defaultdict(list)
    for node_id in sorted(partners, key=lambda i: (-partners[i], i)):
        members[communities.get(node_id, "Others")].append(known[node_id])
    whole = len(partners) <= ALL_DRAWN
    if whole:
        members = _merged(members)
    ranked = _ranked(members)
    chosen = ranked if whole else _largest(ranked, members)
    total = sum(len(members[c]) for c in chosen)
    quota = {
        c: min(len(members[c]), max(3, round(MOST_DOTS * len(members[c]) / total))) for c in chosen
    }
    groups = tuple((c, _grown(members[c], pairs, quota[c])) for c in chosen)
    drawn = {node.id for _, part in groups for node in part}
    kept = tuple(pair for pair in pairs if pair[0] in drawn and pair[1] in drawn)
    left_out = _left_out(
        len(known), len(drawn), pairs=len(pairs), kept=len(kept), alone=len(known) - len(partners)
    )
    return Core(groups, kept, partners, left_out)


def _ranked(members: Mapping[str, Sequence[Node]]) -> list[str]:
    return sorted(members, key=lambda caption: (-len(members[caption]), caption))


def _largest(ranked: Sequence[str], members: Mapping[str, Sequence[Node]]) -> list[str]:
    chosen = [c for c in ranked[:MOST_COMMUNITIES] if len(members[c]) > 2]
    return chosen or list(ranked[:1])


def _merged(members: Mapping[str, list[Node]]) -> dict[str, list[Node]]:
    """As many communities as have room, the smallest together: a small conversation is drawn whole."""
    ranked = _ranked(members)
    if len(ranked) <= MOST_COMMUNITIES:
        return dict(members)
    own, rest = ranked[: MOST_COMMUNITIES - 1], ranked[MOST_COMMUNITIES - 1 :]
    caption = f"{len(rest)} more communities"
    return {**{c: members[c] for c in own}, caption: [n for c in rest for n in members[c]]}


def _grown(members: Sequence[Node], pairs: Sequence[Edge], quota: int) -> tuple[Node, ...]:
    """From the best connected account outwards, always the best connected that is tied to those in already.

    Where a community falls apart, the next best connected starts anew. `members` come best connected first.
    """
    rank = {node.id: place for place, node in enumerate(members)}
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        if a in rank and b in rank:
            beside[a].append(b)
            beside[b].append(a)
    chosen: dict[str, None] = {}
    edge: list[int] = []
    for node in members:
        if node.id not in chosen:
            heapq.heappush(edge, rank[node.id])
        while edge and len(chosen) < quota:
            node_id = members[heapq.heappop(edge)].id
            if node_id not in chosen:
                chosen[node_id] = None
                for other in beside[node_id]:
                    heapq.heappush(edge, rank[other])
    return tuple(node for node in members if node.id in chosen)


def _left_out(nodes: int, drawn: int, *, pairs: int, kept: int, alone: int) -> str:
    if nodes == drawn and pairs == kept:
        return f"All {plural(nodes, 'account')} and {plural(pairs, 'tie')} are drawn."
    if drawn == nodes - alone and pairs == kept:
        text = (
            f"Drawn: {count(drawn)} of {plural(nodes, 'account')} and all {plural(pairs, 'tie')}."
        )
        return f"{text} {plural(alone, 'account')} had no tie."
    text = f"Drawn: {count(drawn)} of {plural(nodes, 'account')} and {count(kept)} of {plural(pairs, 'tie')}, the best connected of each community."
    return text + (f" {plural(alone, 'account')} had no tie." if alone else "")
