"""What stands in no part of a draft, but in two read one after the other.

The idea: 'my patient 943' over a post that begins '476 5919' is one number to whoever reads both. So the
parts are read again as one text, in the order in which they are shown, and what reaches from one
into the next is found in each of them. What the checks found in a part by itself is not said twice.

What would break it: a part that others see beside the text and that is not in `JOINED`.
"""

from collections.abc import Iterator, Sequence

import msgspec

from rounds.gate.checks.text import check_text
from rounds.gate.finding import Finding, digest_of, meant

JOINED = ("content_warning", "text", "poll", "media", "summary")
# Numbers that name a patient, whoever gives them.
OF_A_PATIENT = frozenset({"nhs_number", "nhs_like", "record_number"})
Part = tuple[str, str]
Place = tuple[int, int, str]


def across(parts: Sequence[Part]) -> Iterator[Finding]:
    """The findings that reach over several of `parts` (name and words), one in each of them."""
    shown = sorted(
        ((name, words) for name, words in parts if words.strip() and _rank(name) < len(JOINED)),
        key=lambda one: _rank(one[0]),
    )
    if len(shown) < 2:
        return
    joined, places = _joined(shown)
    for finding in check_text(joined):
        yield from _in_each(finding, joined, places)


def numbers_across(parts: Sequence[Part]) -> Iterator[Finding]:
    """The numbers of patients that stand in no one of `parts`, but over some read in this order.

    For what is shown together and is no draft: the rows of a profile, the plan of a chat, a claim.
    """
    shown = [(name, words) for name, words in parts if words.strip()]
    if len(shown) < 2 or not any(character.isdigit() for _, words in shown for character in words):
        return
    joined, places = _joined(shown)
    for finding in check_text(joined):
        if finding.kind in OF_A_PATIENT:
            yield from _in_each(finding, joined, places)


def _rank(name: str) -> int:
    kind = name.partition(":")[0]
    return JOINED.index(kind) if kind in JOINED else len(JOINED)


def _joined(shown: Sequence[Part]) -> tuple[str, list[Place]]:
    """The parts as one text, and where each stands in it."""
    text, places = "", []
    for name, words in shown:
        text += " " if text else ""
        places.append((len(text), len(text) + len(words), name))
        text += words
    return text, places


def _in_each(finding: Finding, joined: str, places: Sequence[Place]) -> Iterator[Finding]:
    """`finding` of the joined text as a finding of each part that it touches; none for one alone."""
    touched = [one for one in places if one[0] < finding.end and finding.start < one[1]]
    if finding.details or len(touched) < 2:
        return
    digest = digest_of(meant(finding, joined))
    for start, end, name in touched:
        yield msgspec.structs.replace(
            finding, part=name, digest=digest,
            start=max(finding.start, start) - start, end=min(finding.end, end) - start,
        )  # fmt: skip
