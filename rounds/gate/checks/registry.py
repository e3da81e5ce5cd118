"""The checks of a text, in the order in which an author reads their findings.

First come the checks that a span passes or fails by itself (a check digit, a telephone number),
then those that go by the sentence around it: they read the text once and share that `Reading`.
Candidates that are `weak` become findings only beside one that is not.
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from rounds.gate.checks.accounts import check_accounts
from rounds.gate.checks.addresses import check_addresses
from rounds.gate.checks.ages import check_ages
from rounds.gate.checks.candidate import Candidate, finding
from rounds.gate.checks.contact import check_emails, check_phones, check_postcodes
from rounds.gate.checks.days import check_days
from rounds.gate.checks.documents import check_documents
from rounds.gate.checks.fold import Folded, fold
from rounds.gate.checks.lodgings import check_lodgings
from rounds.gate.checks.moments import check_dates
from rounds.gate.checks.names import People, check_names
from rounds.gate.checks.national_numbers import check_national_numbers
from rounds.gate.checks.nhs_numbers import check_nhs_numbers
from rounds.gate.checks.nobody import nobodys
from rounds.gate.checks.numbers import check_record_numbers
from rounds.gate.checks.places import check_places
from rounds.gate.checks.reading import Reading, read, reread
from rounds.gate.checks.recognisable import check_sum
from rounds.gate.checks.recognisable_blur import blurred
from rounds.gate.checks.record import check_record
from rounds.gate.finding import Finding

Check = Callable[[Folded], Iterator[Finding]]
ContextCheck = Callable[[Reading], Iterator[Candidate]]

CHECKS: tuple[Check, ...] = (
    check_nhs_numbers,
    check_record_numbers,
    check_phones,
    check_emails,
    check_postcodes,
    check_dates,
    check_ages,
)
BY_CONTEXT: tuple[ContextCheck, ...] = (
    check_record,
    check_documents,
    check_national_numbers,
    check_addresses,
    check_places,
    check_lodgings,
    check_accounts,
    check_days,
)
# What an invented case has no need of.
_SOMEBODYS = frozenset({"nhs_number", "record_number", "phone", "email"})
# What a name may not be part of: 'St Mary' in a hospital, 'Denver' in an address.
_NO_NAME = frozenset({"facility", "place", "address"})


def check_text(text: str) -> list[Finding]:
    """The findings of every check in `text`, in order of appearance.

    Where two overlap, the one that can't be confirmed is kept, then the longer one.
    """
    if not text:
        return []
    folded = fold(text)
    found = [finding for check in CHECKS for finding in check(folded)]
    real = any(one.kind in _SOMEBODYS for one in found)
    found += in_context(read(folded), bool(found), real=real)
    # The stable sort keeps the order of the checks among spans of one length.
    found.sort(key=lambda f: (f.can_confirm, f.start - f.end))
    kept: list[Finding] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    kept = [_coarser(text, one) for one in kept]
    kept += check_sum(text, kept)
    return sorted(kept, key=lambda f: (f.start, f.end))


# A day becomes its season, an age its decade: the same words as in the sum of details.
_COARSER = {"date": ("recently", "time"), "age": ("their age band", "age")}


def _coarser(text: str, found: Finding) -> Finding:
    """`found` with the season or the decade for a suggestion, where the words tell it."""
    usual, family = _COARSER.get(found.kind, ("", ""))
    if not usual or found.suggestion != usual:
        return found
    return msgspec.structs.replace(
        found, suggestion=blurred(family, text, (found.start, found.end))
    )


def _repeated(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Where a name of two words or more stands again, word for word."""
    names = {text[c.start : c.end] for c in candidates if c.kind == "name"}
    return [
        Candidate(match.start(), match.end(), "name")
        for name in names
        if " " in name and text.count(name) > 1
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]


def _part_of(place: Candidate, name: Candidate) -> bool:
    """Whether `place` is a part of `name`, and the name goes on."""
    return (
        name.start <= place.start
        and place.end <= name.end
        and place.end - place.start < name.end - name.start
    )


def in_context(reading: Reading, company: bool, *, real: bool = False) -> list[Finding]:
    """What the checks by context find.

    `company` says that something else was found already, `real` that it is a number of somebody.
    """
    people = People(reading, real=real)
    names = list(check_names(reading, people=people))
    told = all(reading.around(one.start).particular for one in names)
    if not told:
        reading = reread(reading, [one.start for one in names])
    candidates = [c for check in BY_CONTEXT for c in check(reading)]
    # 'Hassan' is a town too, but not inside 'Hassan ould Ahmed'.
    within = {c for c in candidates if c.kind == "place" and any(_part_of(c, one) for one in names)}
    candidates = [c for c in candidates if c not in within]
    taken = [(c.start, c.end) for c in candidates if c.kind in _NO_NAME]
    if not told or any(a < one.end and one.start < b for one in names for a, b in taken):
        names = list(check_names(reading, taken, people))
    if names and not real:
        free = list(nobodys(reading.folded.plain))
        names = [one for one in names if not any(a <= one.start and one.end <= b for a, b in free)]
    candidates += names
    candidates += _repeated(reading.folded.plain, candidates)
    company = company or any(not c.weak for c in candidates)
    return [finding(reading.folded, c) for c in candidates if company or not c.weak]
