"""Count what the gate asks and what authors answer: kinds and numbers, never words or names.

What moderators see of it says how the gate does its work: which rule asks often, and how often
authors say that it was wrong. Numbers under five are not shown, since they are about somebody.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from rounds.base import clock
from rounds.base.errors import Refused
from rounds.gate.finding import Confirmation, Finding
from rounds.gate.models import Release, Tally
from rounds.identity.models import Account
from rounds.identity.queries import user_of

FEWEST = 5
DAYS = 30
_COLUMNS = ("asked", "confirmed", "changed", "cleared")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind in the last `DAYS` days; None for a number from one to four."""

    kind: str
    asked: int | None
    confirmed: int | None
    changed: int | None
    cleared: int | None

    @property
    def false_alarms(self) -> int | None:
        """Percent of the questions that authors answered with 'nobody's patient'."""
        if self.asked is None or self.confirmed is None or not self.asked:
            return None
        return round(100 * self.confirmed / self.asked)


def _add(column: str, kinds: Iterable[str]) -> None:
    today = clock.now().date()
    for kind, count in sorted(Counter(kinds).items()):
        Tally.objects.get_or_create(day=today, kind=kind)
        Tally.objects.filter(day=today, kind=kind).update(**{column: F(column) + count})


def count_asked(findings: Iterable[Finding], before: Iterable[Finding]) -> None:
    """Note what an author is asked about now and was not asked before."""
    known = {(f.kind, f.digest) for f in before}
    _add("asked", (f.kind for f in findings if (f.kind, f.digest) not in known))


def count_answers(
    findings: Iterable[Finding], confirmed: Iterable[Confirmation], cleared: Iterable[Confirmation]
) -> None:
    """Note what became of `findings` now that their draft is published."""
    said = {(c.kind, c.digest) for c in confirmed}
    let = {(c.kind, c.digest) for c in cleared}
    answers: dict[str, list[str]] = {"confirmed": [], "changed": [], "cleared": []}
    for finding in findings:
        name = (finding.kind, finding.digest)
        answer = "cleared" if name in let else "confirmed" if name in said else "changed"
        answers[answer].append(finding.kind)
    for column, kinds in answers.items():
        _add(column, kinds)


def _shown(number: int) -> int | None:
    return number if number == 0 or number >= FEWEST else None


def list_tallies(moderator: Account) -> tuple[list[Row], int]:
    """Each kind of the last thirty days, the most asked first, and how many texts passed.

    Errors: Refused to anybody but a moderator.
    """
    user = user_of(moderator)
    if (
        user is None
        or not (user.is_moderator or user.is_staff)
        or moderator.suspended_at is not None
    ):
        raise Refused("Only moderators may do this.")
    since = clock.now() - timedelta(days=DAYS)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for one in Tally.objects.filter(day__gte=since.date()):
        for column in _COLUMNS:
            sums[one.kind][column] += getattr(one, column)
    rows = sorted(sums.items(), key=lambda item: (-item[1]["asked"], item[0]))
    shown = [Row(kind, *(_shown(counts[c]) for c in _COLUMNS)) for kind, counts in rows]
    return shown, Release.objects.filter(at__gte=since).count()
