"""What stands in no part of a draft, but in two read one after the other.

The idea: 'my patient 943' over a post that begins '476 5919' is one number to whoever reads both. So the
parts are read again as one text, in the order in which they are shown, and what reaches from one
into the next is found in each of them. What the checks found in a part by itself is not said twice.

So it is with the sum of details: a place and an age in the content warning, a trade and an illness
in the text. It is asked about once, for all parts together, where no part by itself was asked about
and none holds every kind of detail: a summary that says the text again adds nothing. What the
author said just before in the same thread counts too (`earlier`), unless it points at somebody by itself:
that was asked about when it was written.

What would break it: a part that others see beside the text and that is not in `JOINED`.
"""

from collections.abc import Iterator, Sequence

import msgspec

from rounds.gate.checks.text import check_text
from rounds.gate.finding import Detail, Finding, digest_of, meant

EARLIER = "earlier"
JOINED = (EARLIER, "content_warning", "text", "poll", "media", "summary")
# How a reason calls them.
NAMES = {
    EARLIER: "what you wrote just before in this thread", "content_warning": "the content warning",
    "text": "the text", "poll": "the poll", "media": "the description of a picture",
    "summary": "the summary",
}  # fmt: skip
# Numbers that name a patient, whoever gives them.
OF_A_PATIENT = frozenset({"nhs_number", "nhs_like", "record_number"})
Part = tuple[str, str]
Place = tuple[int, int, str]


def across(
    parts: Sequence[Part], earlier: Sequence[str] = (), *, asked: bool = False
) -> Iterator[Finding]:
    """The findings that reach over several of `parts` (name and words).

    What identifies somebody is found in each part that it touches, the sum of details once for all.
    `earlier` is what the author wrote just before in the same thread; `asked` says that a part by
    itself was asked about its sum of details.
    """
    shown = sorted(
        ((name, words) for name, words in parts if words.strip() and _rank(name) < len(JOINED)),
        key=lambda one: _rank(one[0]),
    )
    together: Finding | None = None
    if len(shown) > 1:
        joined, places = _joined(shown)
        for finding in check_text(joined):
            if finding.details:
                together = _as_one(finding, joined, places)
            else:
                yield from _in_each(finding, joined, places)
    if not asked and together is None and earlier and shown:
        together = _with_earlier(shown, earlier)
    if together is not None and not asked:
        yield together


def kind_of(part: str) -> str:
    """Which of `JOINED` a part is: 'poll' for 'poll:1'."""
    return part.partition(":")[0]


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
    kind = kind_of(name)
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
    if len(touched) < 2:
        return
    digest = digest_of(meant(finding, joined))
    for start, end, name in touched:
        yield msgspec.structs.replace(
            finding, part=name, digest=digest,
            start=max(finding.start, start) - start, end=min(finding.end, end) - start,
        )  # fmt: skip


def _with_earlier(shown: Sequence[Part], earlier: Sequence[str]) -> Finding | None:
    """The sum of details that needs what was written before, but does not stand there already."""
    before = "\n".join(earlier)
    joined, places = _joined([(EARLIER, before), *shown])
    sums = [finding for finding in check_text(joined) if finding.details]
    together = _as_one(sums[0], joined, places) if sums else None
    if together is None or all(one.part != EARLIER for one in together.details):
        return None
    return None if any(finding.details for finding in check_text(before)) else together


def _as_one(finding: Finding, joined: str, places: Sequence[Place]) -> Finding | None:
    """The sum of details of the joined text, each detail in its part; None where one part has all."""
    details = [_placed(one, places) for one in finding.details]
    kinds: dict[str, set[str]] = {}
    for one in details:
        kinds.setdefault(one.part, set()).add(one.what)
    if max(map(len, kinds.values())) == len({one.what for one in details}):
        return None
    own = next((one for one in details if one.part == "text"), None)
    stands = own or next((one for one in details if one.part != EARLIER), None)
    if stands is None:
        return None
    return msgspec.structs.replace(
        finding, part=stands.part, start=stands.start, end=stands.start, details=tuple(details),
        digest=digest_of(meant(finding, joined)), reason=_reason(details),
    )  # fmt: skip


def _placed(detail: Detail, places: Sequence[Place]) -> Detail:
    """`detail` of the joined text as one of the part in which it begins; what was published earlier
    can't be changed here."""
    start, end, name = next(one for one in places if detail.start < one[1])
    return msgspec.structs.replace(
        detail, part=name, start=detail.start - start, end=min(detail.end, end) - start,
        suggestion="" if name == EARLIER else detail.suggestion,
    )  # fmt: skip


def parts_in(details: Sequence[Detail]) -> list[str]:
    """Which of `JOINED` the `details` of a sum over several parts stand in, as they are shown."""
    kinds = {kind_of(one.part) for one in details if one.part}
    return sorted(kinds, key=JOINED.index)


def _reason(details: Sequence[Detail]) -> str:
    *first, last = [NAMES[kind] for kind in parts_in(details)]
    kinds = ", ".join(dict.fromkeys(one.what for one in details))
    where = f"{', '.join(first)} and {last}" if first else last
    return (
        f"Read together, {where} could let somebody recognise this person: {kinds}. Blur some of "
        "it, or confirm that nobody could be known by it."
    )
