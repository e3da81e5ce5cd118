"""What is to be published: everything an author decided about a post. Pure."""

from datetime import datetime

import msgspec

from rounds.posts.labels import Labels
from rounds.posts.visibility import Visibility


class PollDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A poll as its author plans it; `expires_in` counts seconds from publishing."""

    options: tuple[str, ...]
    expires_in: int = 86400
    multiple: bool = False
    hide_totals: bool = False


class MediaChange(msgspec.Struct, frozen=True, kw_only=True):
    """What an edit changes about a picture; None leaves it as it is."""

    media_id: int
    description: str | None = None
    focus: tuple[float, float] | None = None


class Composition(msgspec.Struct, frozen=True, kw_only=True):
    """A post before it is one.

    `language` is a BCP 47 tag or empty; `media` are ids in the order of showing. `interests` is
    None while the author has not said, 'none' when there is nothing to declare. `labels` are
    resolved when it is published: who leaves the voice out speaks for themselves.
    """

    text: str = ""
    content_warning: str = ""
    sensitive: bool = False
    language: str = ""
    visibility: Visibility = Visibility.PUBLIC
    reply_to: int | None = None
    quote_of: int | None = None
    media: tuple[int, ...] = ()
    media_changes: tuple[MediaChange, ...] = ()
    poll: PollDraft | None = None
    teaching: bool = False
    interests: str | None = None
    labels: Labels = Labels()
    app_name: str = ""
    app_website: str = ""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """How a post stood before an edit; `labels` is None where nobody kept them."""

    source: str
    content_warning: str = ""
    sensitive: bool = False
    written_at: datetime
    labels: Labels | None = None
    teaching: bool = False
    interests: str = ""


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a post from where it was written: its dates, versions and votes."""

    host: str = ""
    written_at: datetime
    edited_at: datetime | None = None
    earlier: tuple[Version, ...] = ()
    poll_counts: tuple[int, ...] = ()
    poll_voters: int = 0
    poll_ended: datetime | None = None
    interests_at: datetime | None = None
