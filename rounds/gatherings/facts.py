"""What happens in a gathering."""

from rounds.identity.roles import Role
from rounds.ledger.facts import Fact


class GatheringAnnounced(Fact, frozen=True):
    """`actor` announced gathering `subject`."""


class GatheringRevised(Fact, frozen=True):
    """`actor` changed the plan of gathering `subject` before its start."""


class GatheringCancelled(Fact, frozen=True):
    """`actor` called gathering `subject` off before its start."""


class ChatIsNear(Fact, frozen=True):
    """Gathering `subject` of `actor` begins within the hour, and `account` means to come."""

    account: int


class GatheringOpened(Fact, frozen=True):
    """Gathering `subject` is live."""


class PromptPosted(Fact, frozen=True):
    """Prompt `number` of gathering `gathering` went out as post `subject`."""

    gathering: int
    number: int


class PostCollected(Fact, frozen=True):
    """Post `subject` of `actor` belongs to `gathering`: all that a report needs, frozen.

    `prompt` is the prompt's number; `audience` names the frozen set of the author's followers.
    """

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
    """Something about post `subject` in `gathering` changed.

    `change` is one of: pinned, unpinned, hidden, shown, withdrawn, revised, withheld, restored.
    """

    gathering: int
    change: str


class GatheringExtended(Fact, frozen=True):
    """`actor` made gathering `subject` longer by `minutes`."""

    minutes: int


class GatheringClosed(Fact, frozen=True):
    """Gathering `subject` has ended; its tag keeps collecting."""
