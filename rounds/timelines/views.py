"""What a door shows: a post and an account as one viewer sees them.

A view carries its prerendered body; `.json()` splices it with what changes (counts, flags) and
gives Mastodon's entity as bytes, while a page reads the same facts as attributes.
"""

from datetime import datetime
from typing import Any

import msgspec

from rounds.base.clock import now
from rounds.base.html import strip
from rounds.identity.roles import Role
from rounds.posts.models import Visibility
from rounds.timelines import addresses
from rounds.timelines.bodies import (
    AccountBody,
    PostBody,
    RoundsOfPost,
    account_body,
    paid_line,
    post_body,
)
from rounds.timelines.parts import FilterHit, PollView

__all__ = ["AccountView", "FilterHit", "PollView", "PostView", "json_list", "plain_text"]

_encode = msgspec.json.Encoder().encode
_MAY_QUOTE = '{"automatic":["public"],"manual":[],"current_user":"automatic"}'
_MAY_NOT_QUOTE = '{"automatic":[],"manual":[],"current_user":"denied"}'
_BOOL = {True: "true", False: "false"}


def _text(value: str | None) -> str:
    return "null" if value is None else _encode(value).decode()


def _id(value: int | None) -> str:
    return "null" if value is None else f'"{value}"'


class AccountView(msgspec.Struct, kw_only=True):
    """Somebody as others see them now."""

    id: int
    username: str
    domain: str
    packed: str
    followers_count: int = 0
    following_count: int = 0
    posts_count: int = 0
    last_post_day: str | None = None
    suspended: bool = False
    limited: bool = False
    _body: AccountBody | None = None
    _json: str = ""

    @property
    def body(self) -> AccountBody:
        """The prerendered part, read back once."""
        if self._body is None:
            self._body = account_body(self.packed)
        return self._body

    @property
    def handle(self) -> str:
        """'leo' for somebody here, 'leo@example.org' for somebody elsewhere."""
        return f"{self.username}@{self.domain}" if self.domain else self.username

    acct = handle

    @property
    def display_name(self) -> str:
        """The display name, or the username where there is none."""
        return self.body.display_name or self.username

    shown_name = display_name

    @property
    def url(self) -> str:
        """The page of the account."""
        return self.body.url

    @property
    def avatar(self) -> str:
        """The address of the picture."""
        return self.body.avatar

    @property
    def avatar_description(self) -> str:
        """The picture in words."""
        return self.body.avatar_description

    @property
    def has_avatar(self) -> bool:
        """Whether the picture is their own."""
        return not self.body.avatar.endswith(addresses.NO_AVATAR)

    @property
    def header(self) -> str:
        """The address of the profile's header picture."""
        return self.body.header

    @property
    def has_header(self) -> bool:
        """Whether the header picture is their own."""
        return not self.body.header.endswith(addresses.NO_HEADER)

    @property
    def note_html(self) -> str:
        """What they say of themselves, safe HTML."""
        return self.body.note

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The profile's rows: name, value (safe HTML), verified_at."""
        return self.body.fields

    @property
    def role(self) -> str:
        """The role in medicine, as a word of `identity.roles.Role`."""
        return self.body.rounds.role

    @property
    def role_stated(self) -> bool:
        """Whether they said which role they have."""
        return self.role != Role.UNSTATED

    @property
    def role_line(self) -> str:
        """The role in words, with specialties, now."""
        return self.body.rounds.role_line

    @property
    def credential_line(self) -> str:
        """The credential in words, now; empty for none, and from the moment at which it ends."""
        known = self.body.rounds
        ends = known.credential_ends
        if ends and datetime.fromisoformat(ends) <= now():
            return ""
        return known.credential

    @property
    def pronouns(self) -> str:
        """The pronouns they gave."""
        return self.body.rounds.pronouns

    @property
    def interests_declared_at(self) -> datetime | None:
        """When they last said that their register of interests is right; None for never."""
        at = self.body.rounds.interests_declared_at
        return datetime.fromisoformat(at) if at else None

    @property
    def locked(self) -> bool:
        """Whether they answer each request to follow."""
        return self.body.locked

    @property
    def bot(self) -> bool:
        """Whether a program posts."""
        return self.body.bot

    @property
    def created_at(self) -> datetime:
        """The day they joined."""
        return datetime.fromisoformat(self.body.created_at)

    def json_text(self, extra: str = "") -> str:
        """`json()` as text; `extra` is spliced in (`,"source":{...}`) and not kept."""
        if not self._json:
            day = f'"{self.last_post_day}"' if self.last_post_day else "null"
            self._json = (
                f'{{{self.packed},"followers_count":{self.followers_count}'
                f',"following_count":{self.following_count},"statuses_count":{self.posts_count}'
                f',"last_status_at":{day}'
                + (',"suspended":true' if self.suspended else "")
                + (',"limited":true' if self.limited else "")
            )
        return f"{self._json}{extra}}}"

    def json(self, extra: str = "") -> bytes:
        """Mastodon's Account."""
        return self.json_text(extra).encode()


class PostView(msgspec.Struct, kw_only=True):
    """A post as one viewer sees it; with `boosted`, somebody passing that post on."""

    id: int
    account: AccountView
    packed: str
    created_stamp: str
    visibility: int
    uri: str = ""
    edited_stamp: str | None = None
    reply_to: int | None = None
    reply_to_author: int | None = None
    thread: int = 0
    boosted: "PostView | None" = None
    boost_of: int | None = None
    quote: "PostView | None" = None
    quote_of: int | None = None
    is_quote: bool = False
    replies_count: int = 0
    boosts_count: int = 0
    favourites_count: int = 0
    quotes_count: int = 0
    favourited: bool = False
    boosted_by_me: bool = False
    bookmarked: bool = False
    pinned: bool = False
    muted: bool = False
    filtered: tuple[FilterHit, ...] = ()
    poll: PollView | None = None
    _body: PostBody | None = None

    @property
    def body(self) -> PostBody:
        """The prerendered part, read back once."""
        if self._body is None:
            self._body = post_body(self.packed)
        return self._body

    @property
    def shown(self) -> "PostView":
        """The post whose text is read: the boosted one of a boost, else itself."""
        return self.boosted or self

    @property
    def url(self) -> str:
        """The post's page."""
        return addresses.post_url(self.account.username, self.id, self.uri)

    @property
    def created_at(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.created_stamp)

    @property
    def edited_at(self) -> datetime | None:
        """When it was last edited."""
        return datetime.fromisoformat(self.edited_stamp) if self.edited_stamp else None

    @property
    def content_html(self) -> str:
        """The text as safe HTML, without the line that apps read."""
        return self.body.content.removesuffix(paid_line(self.body.rounds))

    @property
    def content_warning(self) -> str:
        """What to know before reading; empty for nothing."""
        return self.body.spoiler_text

    @property
    def sensitive(self) -> bool:
        """Whether the pictures are covered at first."""
        return self.body.sensitive

    @property
    def language(self) -> str | None:
        """The language as a code."""
        return self.body.language

    @property
    def visibility_word(self) -> str:
        """'public', 'unlisted', 'private' or 'direct', as apps say it."""
        return self.body.visibility

    @property
    def is_public(self) -> bool:
        """Whether a stranger may read and pass it on."""
        return self.visibility <= Visibility.UNLISTED

    @property
    def media(self) -> list[dict[str, Any]]:
        """The pictures, each as Mastodon's MediaAttachment."""
        return self.body.media_attachments

    @property
    def mentions(self) -> list[dict[str, str]]:
        """The people named."""
        return self.body.mentions

    @property
    def tags(self) -> list[dict[str, str]]:
        """The hashtags: name, url."""
        return self.body.tags

    @property
    def role(self) -> str:
        """The author's role when it was written."""
        return self.body.rounds.role

    @property
    def role_line(self) -> str:
        """The author's role in words, as it stood when it was written."""
        return self.body.rounds.role_line

    @property
    def credential_line(self) -> str:
        """The author's credential in words, as it stood when it was written."""
        return self.body.rounds.credential

    @property
    def teaching(self) -> bool:
        """Whether the author marked it as teaching."""
        return self.body.rounds.teaching

    @property
    def interests(self) -> str:
        """The interests declared with it."""
        return self.body.rounds.interests

    @property
    def rounds(self) -> RoundsOfPost:
        """Everything that the author's labels say, as it stood when it was written."""
        return self.body.rounds

    @property
    def is_hidden_by_filter(self) -> bool:
        """Whether a filter of the viewer hides it altogether, wherever it stands."""
        return any(hit.action == "hide" for hit in self.shown.filtered)

    def _quote_json(self) -> str:
        if not self.is_quote:
            return "null"
        if self.quote is None:
            state = "unauthorized" if self.quote_of else "deleted"
            return f'{{"state":"{state}","quoted_status":null}}'
        return f'{{"state":"accepted","quoted_status":{self.quote.json_text(nested=True)}}}'

    def _shallow_quote_json(self) -> str:
        if not self.is_quote:
            return "null"
        state = "accepted" if self.quote_of else "deleted"
        return f'{{"state":"{state}","quoted_status_id":{_id(self.quote_of)}}}'

    def json_text(self, *, nested: bool = False) -> str:
        """`json()` as text; a `nested` post names what it quotes by id only."""
        text_of = self.boosted or self
        # An address of this server holds nothing that JSON would escape.
        url = _text(self.uri) if self.uri else f'"{self.url}"'
        edited = f'"{text_of.edited_stamp}"' if text_of.edited_stamp else "null"
        filtered = ",".join([hit.json_text() for hit in text_of.filtered])
        quote = self._shallow_quote_json() if nested else text_of._quote_json()
        return (
            f'{{"id":"{self.id}","created_at":"{self.created_stamp}","in_reply_to_id":{_id(self.reply_to)}'
            f',"in_reply_to_account_id":{_id(self.reply_to_author)},"uri":{url},"url":{url}'
            f',"edited_at":{edited},{self.packed}'
            f',"replies_count":{text_of.replies_count},"reblogs_count":{text_of.boosts_count}'
            f',"favourites_count":{text_of.favourites_count},"quotes_count":{text_of.quotes_count}'
            f',"favourited":{_BOOL[text_of.favourited]},"reblogged":{_BOOL[text_of.boosted_by_me]}'
            f',"bookmarked":{_BOOL[text_of.bookmarked]},"muted":{_BOOL[text_of.muted]}'
            f',"pinned":{_BOOL[text_of.pinned]}'
            f',"filtered":[{filtered}]'
            f',"poll":{text_of.poll.json_text() if text_of.poll else "null"},"quote":{quote}'
            f',"quote_approval":{_MAY_QUOTE if text_of.is_public else _MAY_NOT_QUOTE}'
            f',"account":{self.account.json_text()}'
            f',"reblog":{self.boosted.json_text() if self.boosted else "null"}}}'
        )

    def json(self) -> bytes:
        """Mastodon's Status."""
        return self.json_text().encode()


def json_list(views: "list[PostView] | list[AccountView]") -> bytes:
    """`views` as one JSON array."""
    return f"[{','.join([view.json_text() for view in views])}]".encode()


def plain_text(view: PostView) -> str:
    """The words of a post for a title or a preview, without markup, at most 200 characters."""
    words = " ".join(strip(view.shown.content_html).split())
    return words if len(words) <= 200 else words[:199] + "…"
