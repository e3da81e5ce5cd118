"""What happens in a gathering."""

from rounds.identity.roles import Role
from rounds.ledger.facts import Fact


class GatheringAnnounced(Fact, frozen=True):
    """`actor` announced gathering `subject`."""


class GatheringOpened(Fact, frozen=True):
    """Gathering `subject` is live."""


class PromptPosted(Fact, frozen=True):
    """Prompt `number` of gathering `gathering` went out as post `subject`."""

    gathering: int
    number: int


class PostCollected(Fact, frozen=True):
    """Post `subject` of `actor` belongs to `gathering`: all that a report needs, frozen."""

    gathering: int
    kind: str
    prompt: int | None = None
    reply_to: int | None = None
    reply_to_author: int | None = None
    boost_of: int | None = None
    role: Role = Role.UNSTATED
    credential: int | None = None
    audience: str = ""
    late: bool = False


class CollectedChanged(Fact, frozen=True):
    """Post `subject` was pinned, hidden, shown again or withdrawn in `gathering`."""

    gathering: int
    change: str


class GatheringExtended(Fact, frozen=True):
    """`actor` made gathering `subject` longer by `minutes`."""

    minutes: int


class GatheringClosed(Fact, frozen=True):
    """Gathering `subject` has ended; its tag keeps collecting."""
