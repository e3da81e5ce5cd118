"""What happens between those who report and those who moderate."""

from rounds.ledger.facts import Fact


class Reported(Fact, frozen=True):
    """`actor` told moderators about the account `subject`; `report` is the report's id."""

    report: int


class TakedownMoved(Fact, frozen=True):
    """The claim `subject` to `post` is in `state` now; `actor` is 0 for a stranger or a deadline."""

    post: int
    state: str


class ReportResolved(Fact, frozen=True):
    """The moderator `actor` closed the report `subject`; 0 is whoever runs the machine."""


class ReportTakenBack(Fact, frozen=True):
    """The moderator `actor` (or 0) undid the answer to the report `subject`, which is open again."""
