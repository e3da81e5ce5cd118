"""A draft: what somebody means to post. Pure."""

from rounds.posts.composition import Composition, MediaChange, PollDraft
from rounds.posts.visibility import Visibility

__all__ = ["Draft", "MediaChange", "PollDraft", "Visibility"]


class Draft(Composition, frozen=True, kw_only=True):
    """Everything an author decided about a post that no check has seen yet.

    See `rounds.posts.composition.Composition` for its fields.
    """
