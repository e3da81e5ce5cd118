"""What happens in a review. `subject` is the manuscript's id unless a fact says otherwise."""

from rounds.gate.review.rules import AiUse, CorrectionKind, Recommendation
from rounds.ledger.facts import Fact


class ReviewAsked(Fact, frozen=True):
    """The author `actor` asked for review; `post` where it is published already."""

    post: int | None = None


class ReviewTakenUp(Fact, frozen=True):
    """`actor` is now the editor."""


class ReviewerInvited(Fact, frozen=True):
    """The editor `actor` invited `reviewer`."""

    reviewer: int


class InvitationAnswered(Fact, frozen=True):
    """The reviewer `actor` accepted or declined; `editor` is told."""

    accepted: bool
    editor: int | None = None


class InvitationEnds(Fact, frozen=True):
    """The invitation of `reviewer` ends within days; `actor` is who asked, or whose teaching it is."""

    reviewer: int


class InvitationLapsed(Fact, frozen=True):
    """The reviewer `actor` did not answer in time; `editor` is told."""

    editor: int | None = None


class ReviewGiven(Fact, frozen=True):
    """`actor` reviewed a version: the record of a reviewer's work."""

    review: int
    version: int
    author: int
    recommendation: Recommendation
    ai_use: AiUse
    signed: bool
    credential: int | None = None
    editor: int | None = None


class VersionSent(Fact, frozen=True):
    """The author `actor` answered and sent `version`."""

    version: int


class ReviewDecided(Fact, frozen=True):
    """The editor `actor` decided; `author` is told, `earned` says whether the badge is due."""

    author: int
    decision: Recommendation
    version: int
    earned: bool = False


class ReviewWithdrawn(Fact, frozen=True):
    """The author `actor` took the manuscript back."""


class PostReviewed(Fact, frozen=True):
    """`actor`'s post `subject` earned the badge for `edition` by two reviews."""

    edition: int
    first: int
    second: int


class BadgeWithdrawn(Fact, frozen=True):
    """The post `subject` shows its badge no longer: `actor`, for whom it speaks, is a company."""


class BadgeRestored(Fact, frozen=True):
    """The post `subject` may show its badge again: a moderator, `actor`, said that whoever it speaks for
    never was a company."""


class PostCorrected(Fact, frozen=True):
    """`actor` corrected the post `subject`, now at `edition`; other servers are told of it later."""

    edition: int
    version: int
    kind: CorrectionKind
