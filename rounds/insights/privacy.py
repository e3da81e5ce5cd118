"""Privacy: what a table may show. The disclosure rule I4 of the mission, pure.

The idea: a count under five can name somebody. Which counts that concerns depends on who said it.

1. *Self-declared, one-way, public.* Counts of roles or countries that people declared themselves,
   in a thread everybody can read, may be shown as they are.
2. *Inferred or private, one-way.* What was read from a bio or a location, or is not public: groups
   under five are merged into 'other (n)'. When the merged group itself would be under five, the
   next smallest group joins it, so that it cannot be told by subtraction from the total.
3. *Nested* (countries within continents). A shown parent minus its shown children is a count too:
   it must be nothing or at least five, else the smallest shown child joins 'other' as well.
4. *Joint* (role by what they did). A row stands for at least five people, or is merged as in 2; when
   even the merged row is under five, it is withheld.
The number of groups is always told. 'Unknown' is no attribute of anybody and is shown as it is.

What would break it: printing a merged count beside the group's name somewhere else in the report,
or two reports over nested sets of people. The first is the report's duty (it reads only what this
module lets through); the second is told in `docs/measures.md`.

Source: Willenborg and de Waal, 'Elements of Statistical Disclosure Control', 2001, chapters 1, 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5
UNKNOWN = "unknown"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Shown:
    """The counts a reader may see: groups by name, those merged, and how many there were.

    `other` is the people merged, `merged` the number of groups they came from, `categories` the
    number of groups before merging (without 'unknown'), `unknown` those nothing is known of.
    """

    counts: Mapping[str, int]
    other: int
    merged: int
    categories: int
    unknown: int

    @property
    def total(self) -> int:
        """Everybody counted."""
        return sum(self.counts.values()) + self.other + self.unknown


def show_declared(counts: Mapping[str, int], least: int = LEAST) -> Shown:
    """Public one-way counts of what people declared: shown as they are (rule 1)."""
    known = _known(counts)
    return Shown(_ranked(known), 0, 0, len(known), counts.get(UNKNOWN, 0))


def merge_small_cells(counts: Mapping[str, int], least: int = LEAST) -> Shown:
    """One-way counts with groups under `least` merged into 'other' (rule 2).

    Example: {'nurse': 12, 'student': 3, 'unknown': 40} shows nothing but 'other (15)' and unknown:
    merging the students alone would still tell that there are three.
    """
    known = _known(counts)
    hidden = {name for name, n in known.items() if n < least}
    hidden = _complemented(known, hidden, least)
    return _shown(known, hidden, counts.get(UNKNOWN, 0))


def merge_nested_cells(
    counts: Mapping[str, int], parent_of: Mapping[str, str], least: int = LEAST
) -> tuple[Shown, Shown]:
    """Children and parents that cannot be told from each other by subtraction (rules 2 and 3).

    Returns (children, parents). Every child must have a parent in `parent_of`.
    """
    known = _known(counts)
    unknown = counts.get(UNKNOWN, 0)
    totals: dict[str, int] = {}
    for name, n in known.items():
        totals[parent_of[name]] = totals.get(parent_of[name], 0) + n
    parents = merge_small_cells({**totals, UNKNOWN: unknown}, least)
    hidden = {
        name for name, n in known.items() if n < least or parent_of[name] not in parents.counts
    }
    for parent in parents.counts:
        children = {name: n for name, n in known.items() if parent_of[name] == parent}
        hidden |= _complemented(children, hidden & children.keys(), least)
    hidden = _complemented(known, hidden, least)
    for parent in parents.counts:
        children = {name: n for name, n in known.items() if parent_of[name] == parent}
        hidden |= _complemented(children, hidden & children.keys(), least)
    return _shown(known, hidden, unknown), parents


def group_for_joint_table(
    people_per_group: Mapping[str, int], least: int = LEAST
) -> dict[str, str | None]:
    """The row each group is counted under in a joint table: itself, 'other', or None (withheld).

    'unknown' is a row like any other here, because what its people *did* is told of them.
    """
    known = {name: n for name, n in people_per_group.items() if n > 0}
    hidden = _complemented(known, {name for name, n in known.items() if n < least}, least)
    merged = sum(known[name] for name in hidden)
    row = OTHER if merged >= least else None
    return {name: row if name in hidden else name for name in sorted(people_per_group)}


def _complemented(known: Mapping[str, int], hidden: set[str], least: int) -> set[str]:
    """`hidden` with the next smallest groups, until together they are at least `least` people."""
    hidden = set(hidden)
    left = sorted(
        (name for name in known if name not in hidden), key=lambda name: (known[name], name)
    )
    while hidden and left and sum(known[name] for name in hidden) < least:
        hidden.add(left.pop(0))
    return hidden


def _known(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: n for name, n in counts.items() if n > 0 and name != UNKNOWN}


def _shown(known: Mapping[str, int], hidden: set[str], unknown: int) -> Shown:
    return Shown(
        counts=_ranked({name: n for name, n in known.items() if name not in hidden}),
        other=sum(known[name] for name in hidden),
        merged=len(hidden),
        categories=len(known),
        unknown=unknown,
    )


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def withheld_in_joint_table(cells: Mapping[str, int], least: int = LEAST) -> frozenset[str]:
    """The rows whose cell of people is under `least`, and one more when only one is.

    One withheld cell beside a known total tells itself; two do not.
    """
    small = {name for name, n in cells.items() if n < least}
    if len(small) == 1:
        left = sorted(
            (name for name in cells if name not in small), key=lambda name: (cells[name], name)
        )
        small |= set(left[:1])
    return frozenset(small)
