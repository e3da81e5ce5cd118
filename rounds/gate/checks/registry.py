"""The checks of a text, in the order in which an author reads their findings."""

from collections.abc import Callable, Iterator

from rounds.gate.checks.contact import check_emails, check_phones, check_postcodes
from rounds.gate.checks.fold import Folded, fold
from rounds.gate.checks.moments import check_ages, check_dates
from rounds.gate.checks.numbers import check_nhs_numbers, check_record_numbers
from rounds.gate.checks.recognisable import check_sum
from rounds.gate.finding import Finding

Check = Callable[[Folded], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_nhs_numbers,
    check_record_numbers,
    check_phones,
    check_emails,
    check_postcodes,
    check_dates,
    check_ages,
)


def check_text(text: str) -> list[Finding]:
    """The findings of every check in `text`, in order of appearance.

    Where two overlap, the one that can't be confirmed is kept, then the longer one.
    """
    if not text:
        return []
    folded = fold(text)
    found = [finding for check in CHECKS for finding in check(folded)]
    found.sort(key=lambda f: (f.can_confirm, f.start - f.end))
    kept: list[Finding] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    kept += check_sum(text, kept)
    return sorted(kept, key=lambda f: (f.start, f.end))
