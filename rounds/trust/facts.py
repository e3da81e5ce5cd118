"""What happens between those who report and those who moderate."""

from rounds.ledger.facts import Fact


class Reported(Fact, frozen=True):
    """`actor` told moderators about the account `subject`; `report` is the report's id."""

    report: int


class ReportResolved(Fact, frozen=True):
    """The moderator `actor` closed the report `subject`."""
