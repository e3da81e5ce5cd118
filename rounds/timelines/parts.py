"""Small parts of a post's view: its poll, and what the viewer's filters say about it."""

from datetime import UTC, datetime

import msgspec

_encode = msgspec.json.Encoder().encode


class OptionView(msgspec.Struct, frozen=True):
    """One answer of a poll; `votes` is None while the totals are hidden."""

    title: str
    votes: int | None
    share: int
    chosen: bool


class PollView(msgspec.Struct, frozen=True, kw_only=True):
    """A poll as one viewer sees it."""

    id: int
    options: tuple[OptionView, ...]
    votes_count: int
    voters_count: int
    multiple: bool
    expires_at: datetime | None
    expired: bool
    voted: bool
    own_votes: tuple[int, ...]
    totals_hidden: bool = False

    def unvoted(self) -> "PollView":
        """The same poll as somebody sees it who neither asked nor voted."""
        options = tuple(msgspec.structs.replace(o, chosen=False) for o in self.options)
        return msgspec.structs.replace(self, options=options, voted=False, own_votes=())

    def json_text(self) -> str:
        """Mastodon's Poll as text."""
        return _encode(
            {
                "id": str(self.id),
                "expires_at": _stamp(self.expires_at),
                "expired": self.expired,
                "multiple": self.multiple,
                "votes_count": self.votes_count,
                "voters_count": self.voters_count,
                "voted": self.voted,
                "own_votes": self.own_votes,
                "options": [{"title": o.title, "votes_count": o.votes} for o in self.options],
                "emojis": [],
            }
        ).decode()

    def json(self) -> bytes:
        """Mastodon's Poll."""
        return self.json_text().encode()


def _stamp(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    at = moment.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


class FilterHit(msgspec.Struct, frozen=True):
    """Why a filter of the viewer speaks up about a post."""

    filter_id: int
    title: str
    action: str
    contexts: tuple[str, ...]
    entity: str
    keywords: tuple[str, ...] = ()
    posts: tuple[int, ...] = ()

    def json_text(self) -> str:
        """Mastodon's FilterResult as text."""
        words = _encode(self.keywords).decode() if self.keywords else "null"
        posts = _encode([str(p) for p in self.posts]).decode() if self.posts else "null"
        return f'{{"filter":{self.entity},"keyword_matches":{words},"status_matches":{posts}}}'
