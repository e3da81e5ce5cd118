"""What happens to posts."""

from rounds.identity.roles import Role
from rounds.ledger.facts import Fact
from rounds.posts.labels import Bloom, ForWhom, Level, Voice


class PostPublished(Fact, frozen=True):
    """`actor` published post `subject`; role, credential and labels as they stood."""

    visibility: int
    role: Role = Role.UNSTATED
    credential: int | None = None
    reply_to: int | None = None
    reply_to_author: int | None = None
    quote_of: int | None = None
    teaching: bool = False
    voice: Voice = Voice.PERSONAL
    speaks_for: int | None = None
    industry: bool = False
    sponsored: bool = False
    for_whom: ForWhom = ForWhom.UNSAID
    level: Level = Level.UNSAID
    bloom: Bloom = Bloom.UNSAID


class PostReceived(Fact, frozen=True):
    """`actor` brought in post `subject`, written elsewhere: nobody is told, nothing collects it."""


class BoostReceived(Fact, frozen=True):
    """`actor` brought in the boost `subject` of post `boost_of`: nobody is told."""

    boost_of: int


class PostHidden(Fact, frozen=True):
    """`actor` (a moderator) hid post `subject` while a claim to it is open."""


class PostRestored(Fact, frozen=True):
    """Post `subject` is back where it was; `actor` is 0 when a deadline did it."""


class PostBoosted(Fact, frozen=True):
    """`actor` passed post `boost_of` on as the boost `subject`."""

    boost_of: int
    visibility: int = 0
    role: Role = Role.UNSTATED
    credential: int | None = None


class BoostUndone(Fact, frozen=True):
    """`actor` took the boost `subject` of post `boost_of` back."""

    boost_of: int


class PostRevised(Fact, frozen=True):
    """`actor` edited post `subject`, now at `version`."""

    version: int


class LinkLookedUp(Fact, frozen=True):
    """The page behind the link of `actor`'s post `subject` said what it is."""


class PostWithdrawn(Fact, frozen=True):
    """`actor` deleted post `subject`."""


class PostFavourited(Fact, frozen=True):
    """`actor` favourited post `subject` of `author`."""

    author: int


class FavouriteUndone(Fact, frozen=True):
    """`actor` took the favourite of post `subject` back."""

    author: int


class PollVoted(Fact, frozen=True):
    """`actor` voted in the poll of post `subject`."""


class PollClosed(Fact, frozen=True):
    """The poll of post `subject` by `actor` has ended."""
