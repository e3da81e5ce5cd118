"""The network: communities, brokers, and what is left of it without its organiser.

Edges come from `edges`; this file hands them to igraph. Vertices are added in order of their ids
and every method that throws dice gets the same seed, so the same edges give the same answer.

Communities are Leiden's at the modularity it finds; an account that touches nobody is in none. A
*broker* joins people who are not joined otherwise: low constraint (Burt), high betweenness (exact
to 5,000 accounts, paths of at most 4 steps beyond).

Sources: Traag, Waltman and van Eck 2019 (Leiden); Burt 1992, 2004 (constraint); Freeman 1977
(betweenness), 1978 (centralisation).
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

SEED = 20190712
EXACT_BETWEENNESS = 5000
Edge = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Broker:
    """Somebody who joins others: betweenness (share of all shortest paths), Burt's constraint."""

    person: str
    betweenness: float
    constraint: float | None
    contacts: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What a network of contacts looks like from afar."""

    nodes: int
    edges: int
    pieces: int
    largest_piece: int
    communities: int
    modularity: float
    density: float
    centralisation: float


@dataclass(frozen=True)
class Network:
    """The network with who belongs to which community (the largest is 1) and who brokers."""

    shape: Shape
    community: Mapping[str, int]
    brokers: Sequence[Broker]


def communities_and_brokers(edges: Sequence[Edge], most: int = 10) -> Network:
    """Groups of people who talk more with each other than with the rest (communities), and the
    people who join groups (brokers: most shortest paths run through them; constraint near 0 means
    their contacts are not each other's).

    Units: communities in number; betweenness 0 to 1; constraint 0 to about 1. Errors: with few
    contacts, communities are an impression and not a finding.
    Source: mission I3; Traag, Waltman and van Eck 2019; Burt 2004; Freeman 1977.
    """
    graph = _graph(edges)
    if not graph.vcount():
        return Network(Shape(0, 0, 0, 0, 0, 0.0, 0.0, 0.0), {}, ())
    clusters = _communities(graph)
    names = graph.vs["name"]
    membership = _ranked_membership(clusters.membership, names)
    return Network(
        shape=_shape(graph, clusters),
        community=dict(zip(names, membership, strict=True)),
        brokers=_brokers(graph, most),
    )


def without(edges: Sequence[Edge], person: str) -> list[Edge]:
    """The edges that do not touch one person: what the conversation would be without them."""
    return [edge for edge in edges if person not in edge[:2]]


def _graph(edges: Sequence[Edge]) -> igraph.Graph:
    names = sorted({name for edge in edges for name in edge[:2]})
    place = {name: index for index, name in enumerate(names)}
    graph = igraph.Graph(n=len(names))
    graph.vs["name"] = names
    graph.add_edges([(place[one], place[other]) for one, other, _ in edges])
    graph.es["weight"] = [weight for _, _, weight in edges]
    return graph


def _communities(graph: igraph.Graph) -> igraph.VertexClustering:
    igraph.set_random_number_generator(random.Random(SEED))
    return graph.community_leiden(
        objective_function="modularity", weights="weight", n_iterations=10
    )


def _ranked_membership(membership: Sequence[int], names: Sequence[str]) -> list[int]:
    members: dict[int, list[str]] = {}
    for cluster, name in zip(membership, names, strict=True):
        members.setdefault(cluster, []).append(name)
    order = sorted(members, key=lambda cluster: (-len(members[cluster]), min(members[cluster])))
    rank = {cluster: place for place, cluster in enumerate(order, start=1)}
    return [rank[cluster] for cluster in membership]


def _shape(graph: igraph.Graph, clusters: igraph.VertexClustering) -> Shape:
    pieces = graph.connected_components()
    nodes = graph.vcount()
    degrees = graph.degree()
    possible = (nodes - 1) * (nodes - 2)
    return Shape(
        nodes=nodes,
        edges=graph.ecount(),
        pieces=len(pieces),
        largest_piece=max(pieces.sizes()),
        communities=len(clusters),
        modularity=round(clusters.modularity, 4),
        density=round(graph.density(), 5),
        centralisation=round(
            sum(max(degrees) - degree for degree in degrees) / possible if possible else 0.0,
            4,
        ),
    )


def _brokers(graph: igraph.Graph, most: int) -> list[Broker]:
    nodes = graph.vcount()
    pairs = (nodes - 1) * (nodes - 2) / 2 or 1
    cutoff = None if nodes <= EXACT_BETWEENNESS else 4
    between = graph.betweenness(directed=False, cutoff=cutoff)
    place = sorted(range(nodes), key=lambda at: (-round(between[at], 6), graph.vs[at]["name"]))
    first = [at for at in place[:most] if between[at] > 0]
    constraint = graph.constraint(vertices=first, weights="weight") if first else []
    return [
        Broker(
            person=graph.vs[at]["name"],
            betweenness=round(between[at] / pairs, 4),
            constraint=None if math.isnan(held) else round(held, 4),
            contacts=graph.degree(at),
        )
        for at, held in zip(first, constraint, strict=True)
    ]
