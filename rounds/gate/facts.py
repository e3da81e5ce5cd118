"""What happens at the gate beside publishing."""

from rounds.ledger.facts import Fact


class ReviewerNamed(Fact, frozen=True):
    """`actor` asked the account `subject` to look at a held draft; `draft` is its id."""

    draft: int


class DraftCleared(Fact, frozen=True):
    """The reviewer `actor` let a held draft of `subject` pass."""

    draft: int


class DraftSentBack(Fact, frozen=True):
    """The reviewer `actor` sent a held draft back to its author `subject`."""

    draft: int
