"""The sum of details: could the person, their family or friends recognise this case?

The idea: of 754 real posts by clinicians about others, 2 % held a name, yet 32 % could be
recognised by family or friends: a lollipop man, a new tumour, this town, today. Each detail is
harmless alone. So the gate reads which kinds of detail stand together, and whether the text speaks
of one particular person at all; it weighs them, and shows the author the sum it arrived at.

Rules
1. A detail is a span of a known family: a place, a time, an age, a trade, a relative, what somebody
   wore, what happened, how rare it is, their own words, a death, a picture, a school, a small
   community, somebody the author knows, a thread that adds, what makes somebody known.
2. What speaks of nobody in particular weighs against: figures, guidelines, examinations, invented
   cases, rotas, thanks to colleagues, one's own illness, everybody and most people.
3. Without somebody (he, she, a man, a daughter, 'my patient') and two kinds of detail nobody is
   asked. Above `LIMIT` the author is asked once, for the whole sum; their word settles it.
4. A family counts less each time it is named again: 1 - 2^-n.
5. Beside the families each very word weighs a little (`recognisable_said`).
6. Of an office or a local fame there is one: with a sign of care it is asked about by itself (`fame`).

The weights were fitted to posts of our own (`recognisable_weights`); they are a table, and each
question shows the details that counted. What would break it: a story in other words than the
families know, another language, a picture. Pure.

Source: Ahmed and others, J Med Internet Res 2020;22(9):e19746; GMC, Using social media as a medical
professional (2024), paragraph 19.
"""

from collections.abc import Mapping, Sequence

from rounds.gate.checks.fame import known_in_care
from rounds.gate.checks.recognisable_blur import LEFT_OUT, WHAT, blurred
from rounds.gate.checks.recognisable_reading import Span, read
from rounds.gate.checks.recognisable_said import weight_of
from rounds.gate.checks.recognisable_weights import LIMIT, START, WEIGHTS
from rounds.gate.checks.sources import GMC_SUM
from rounds.gate.finding import Detail, Finding

SOURCE = f"Ahmed and others, J Med Internet Res 2020;22(9):e19746; {GMC_SUM}"
MOST_DETAILS = 8
MOST_OF_A_KIND = 2
_FEWEST_KINDS = 2
_NAMED_FIRST = 4
# A text without any of these speaks of nobody.
_SOMEBODY = frozenset({"he_or_she", "person", "kin", "occupation", "near_author", "in_my_care"})
# The author says that nobody is meant, or that whoever is meant agreed.
_TOLD_SO = frozenset({"declared", "invented", "exam", "old_year", "own_patient"})
# What the first layer found counts here too.
_FOUND_AS = {
    "name": "proper", "age": "age", "date": "time", "facility": "place", "place": "place",
    "address": "place", "postcode": "place", "ward": "setting",
}  # fmt: skip


def check_sum(text: str, found: Sequence[Finding] = ()) -> list[Finding]:
    """One finding where the details of `text` together may point at somebody, else none.

    `found` is what the other checks found: it counts as detail. The finding stands at its first
    detail and spans nothing itself; `details` are what was added up, in order of appearance.
    """
    read_so = read_with(text, found)
    asked = not _SOMEBODY.isdisjoint(read_so) and score(read_so, text) > LIMIT
    details = _details(text, read_so) if asked else ()
    if not _are_enough(details):
        details = _of_one_known(text, read_so)
    if not _are_enough(details):
        return []
    return [
        Finding(
            start=details[0].start,
            end=details[0].start,
            kind="recognisable",
            reason=_reason(details),
            source=SOURCE,
            details=details,
        )
    ]


def _are_enough(details: Sequence[Detail]) -> bool:
    return len({detail.what for detail in details}) >= _FEWEST_KINDS


def _of_one_known(text: str, read_so: Mapping[str, Sequence[Span]]) -> tuple[Detail, ...]:
    """Who all know them as, and the care or illness that is told of them; none of anybody else."""
    found = None if _TOLD_SO & read_so.keys() else known_in_care(text)
    if found is None:
        return ()
    (start, end), family, (first, last) = found
    if first < end and start < last:
        return ()
    details = (
        Detail(start=start, end=end, what=WHAT["fame"], suggestion="somebody"),
        Detail(start=first, end=last, what=WHAT[family], suggestion=LEFT_OUT),
    )
    return tuple(sorted(details, key=lambda detail: detail.start))


def score(read_so: Mapping[str, Sequence[Span]], text: str) -> float:
    """The log-odds that `text`, with these spans, lets somebody be recognised."""
    families = sum(
        WEIGHTS[name] * (1 - 2.0 ** -len(spans))
        for name, spans in read_so.items()
        if name in WEIGHTS
    )
    return START + families + weight_of(text)


def _apart_from(names: Sequence[Finding], spans: Sequence[Span]) -> list[Span]:
    """`spans` but for those inside a name: nobody called Smith is a smith for that."""
    return [s for s in spans if all(s[1] <= n.start or s[0] >= n.end for n in names)]


def read_with(text: str, found: Sequence[Finding]) -> dict[str, list[Span]]:
    """Where each family stands in `text`, with what the other checks found in it."""
    read_so = read(text)
    if names := [finding for finding in found if finding.kind == "name"]:
        apart = {family: _apart_from(names, spans) for family, spans in read_so.items()}
        read_so = {family: spans for family, spans in apart.items() if spans}
    for finding in found:
        name = _FOUND_AS.get(finding.kind)
        spans = read_so.setdefault(name, []) if name else []
        if all(finding.end <= start or finding.start >= end for start, end in spans):
            spans.append((finding.start, finding.end))
    return read_so


def _details(text: str, read_so: Mapping[str, Sequence[Span]]) -> tuple[Detail, ...]:
    """The details that weigh most, at most two of a kind, none inside another."""
    kinds = sorted((n for n in read_so if n in WHAT), key=lambda n: -WEIGHTS.get(n, 0))
    taken: list[tuple[Span, str]] = []
    for name in kinds:
        longest = sorted(_joined(text, read_so[name]), key=lambda span: span[0] - span[1])
        apart = [s for s in longest if all(s[1] <= t[0] or s[0] >= t[1] for t, _ in taken)]
        taken += [(span, name) for span in _first_apart(apart)]
    chosen = sorted(taken[:MOST_DETAILS])
    return tuple(
        Detail(start=s, end=e, what=WHAT[name], suggestion=blurred(name, text, (s, e)))
        for (s, e), name in chosen
    )


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """`spans` with neighbours made one: 'brain tumour' is one illness."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start >= whole[-1][1] and text[whole[-1][1] : start] in {" ", "-"}:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _first_apart(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if len(kept) < MOST_OF_A_KIND and all(span[1] <= k[0] or span[0] >= k[1] for k in kept):
            kept.append(span)
    return kept


def _reason(details: Sequence[Detail]) -> str:
    kinds = list(dict.fromkeys(detail.what for detail in details))[:_NAMED_FIRST]
    named = f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return (
        f"Together these details could let somebody recognise this person: {named}. Blur some of "
        "them, or confirm that nobody could be known by them."
    )
