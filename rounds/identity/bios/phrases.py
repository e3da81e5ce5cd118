"""Tables of phrases, and where they stand in a bio; the longest phrase at a place wins.

A table is words between commas. `(a|b)` stands for either, `(a|)` may be missing, `cardiol*` is any
word that begins so, `<n>` a number, `<spec>` a specialty, `<year>` a year of a course: a class has a
family of its own. Longer phrases keep shorter ones from
misleading: 'patient safety' is nobody's being a patient.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rounds.identity.bios.tokens import ENDS, beginnings, tokens_of

_SEVERAL = re.compile(r"(\([^()]*\))")
_LEAF = ""
Spans = dict[int, list[tuple[str, int]]]
"""Classes by where they start: the name of each, and where it ends."""
SMALL = frozenset(
    "a an the i my our your his her their we you at in on of for to by with from as and or is am was"
    " not no works work working founder member fan former ex chair trustee loves who".split()
)
"""Words that `<any>` leaves out: they say how its neighbours hang together."""
COMMA = frozenset(",")
SAID = 4
"""Up to this strength the head of the next phrase takes over."""
REMEMBERED = 50_000
"""Tokens whose keys a table remembers."""


@dataclass(frozen=True, slots=True)
class Family:
    """Phrases that say the same: of which role (or which marker), and how plainly, 1 to 4."""

    kind: str
    strength: int
    says: str
    phrases: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A family's phrase at tokens `start` to `end` of a bio."""

    family: Family
    start: int
    end: int


def _expanded(phrase: str) -> Iterator[str]:
    parts = [
        part[1:-1].split("|") if part.startswith("(") else [part] for part in _SEVERAL.split(phrase)
    ]
    for chosen in itertools.product(*parts):
        yield " ".join("".join(chosen).split())


def _keys(phrase: str) -> list[str]:
    """A table's phrase as keys: classes and beginnings kept, all else folded like a bio."""
    keys: list[str] = []
    for word in phrase.split():
        if word.startswith(("<", "*")):
            keys.append(word)
        elif word.endswith("*"):
            *before, last = tokens_of(word[:-1])
            keys.extend([*before, f"{last}*"])
        else:
            keys.extend(tokens_of(word))
    return keys


class Keys:
    """The keys that any table uses, so that a word of a bio is looked up once for all of them."""

    def __init__(self) -> None:
        self.known: set[str] = {"/"}
        self._of: dict[str, tuple[str, ...]] = {}

    def of(self, token: str) -> tuple[str, ...]:
        """The keys under which `token` may stand; remembered for common tokens."""
        kept = self._of.get(token)
        if kept is None:
            kept = tuple(key for key in beginnings(token) if key in self.known) or ("",)
            if len(self._of) < REMEMBERED:
                self._of[token] = kept
        return kept


class Table:
    """Families by their phrases, as a tree of keys.

    `heads` are kinds that take over when they start on the last word of another phrase: in
    'rheumatology specialist nurse' the nurse is the noun.
    """

    def __init__(self, keys: Keys, families: Iterable[Family], heads: Iterable[str] = ()) -> None:
        self.heads = frozenset(heads)
        self.tree: dict[str, Any] = {}
        self._keys = keys
        for family in families:
            for phrase in re.split(r"[,\n]", family.phrases):
                for plain in _expanded(phrase.strip()):
                    self._plant(plain, family)

    def _plant(self, phrase: str, family: Family) -> None:
        node = self.tree
        for key in _keys(phrase):
            self._keys.known.add(key)
            node = node.setdefault(key, {})
        if node is not self.tree:
            node.setdefault(_LEAF, family)

    def longest(
        self, keys: Sequence[Sequence[str]], at: int, spans: "Spans"
    ) -> tuple[int, Family] | None:
        """The end and family of the longest phrase that starts at `at`; `spans` are the classes."""
        return _walk(self.tree, keys, at, spans)

    def begins(self, keys: Sequence[str], spans: Sequence[tuple[str, int]]) -> bool:
        """Whether a phrase may start with one of `keys` or with a class; a quick first look."""
        tree = self.tree
        return any(key in tree for key in keys) or any(name in tree for name, _ in spans)

    def hits(self, keys: Sequence[Sequence[str]], spans: "Spans") -> list[Hit]:
        """The phrases in words of `keys` from left to right, none over another."""
        found, at = [], 0
        while at < len(keys):
            match = self.longest(keys, at, spans)
            if match is None:
                at += 1
                continue
            if match[0] - at > 1 and match[1].strength <= SAID:
                later = self.longest(keys, match[0] - 1, spans)
                if later and later[0] > match[0] and later[1].kind in self.heads:
                    found.append(Hit(later[1], at, later[0]))
                    at = later[0]
                    continue
            found.append(Hit(match[1], at, match[0]))
            at = match[0]
        return found


def _walk(
    node: dict[str, Any], keys: Sequence[Sequence[str]], at: int, spans: "Spans"
) -> tuple[int, Family] | None:
    best = (at, node[_LEAF]) if _LEAF in node else None
    if at >= len(keys):
        return best
    for key in keys[at]:
        if key and key in node:
            best = _longer(best, _walk(node[key], keys, at + 1, spans))
    for name, end in spans.get(at, ()):
        if name in node:
            found = _walk(node[name], keys, end, spans)
            best = _longer(found, best) if name == "<start>" else _longer(best, found)
    if keys[at] == ("/",) != keys[min(at + 1, len(keys) - 1)] and _LEAF not in node:
        best = _longer(best, _walk(node, keys, at + 1, spans))
    return best


def _longer(
    one: tuple[int, Family] | None, other: tuple[int, Family] | None
) -> tuple[int, Family] | None:
    if one is None or (other is not None and other[0] > one[0]):
        return other
    return one


def spans_of(
    classes: Iterable[tuple[str, Table]], tokens: Sequence[str], keys: Sequence[Sequence[str]]
) -> Spans:
    """At each place the name and end of the longest of every class; one may use those before it."""
    spans: Spans = {at: _everyday(token, at) for at, token in enumerate(tokens)}
    if tokens:
        spans[0].append(("<start>", 0))
    for name, table in classes:
        for at, here in spans.items():
            if table.begins(keys[at], here):
                match = table.longest(keys, at, spans)
                if match is not None:
                    here.append((name, match[0]))
    return spans


def _everyday(token: str, at: int) -> list[tuple[str, int]]:
    """The classes that every bio has: any plain word, a comma."""
    if token in COMMA:
        return [("<comma>", at + 1)]
    return [] if token in ENDS or token in SMALL else [("<any>", at + 1)]
