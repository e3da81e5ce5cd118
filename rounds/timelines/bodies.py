"""The prerendered part of a post and of an account: what only an edit changes, as JSON.

A body is a JSON object without its braces, so that it can be spliced between what is known only
when somebody looks (counts, flags). Its shape is Mastodon's entity plus one key, `rounds`.
"""

import re
from html import escape
from typing import Any

import msgspec

UNNAMED_REVIEWER = "a verified reviewer"
_encode = msgspec.json.Encoder().encode


class ReviewOfPost(msgspec.Struct, frozen=True):
    """A post's review badge: which version was reviewed, which stands now, by whom, and the reports.

    Whoever reviewed without signing is 'a verified reviewer'.
    """

    version: int
    current: int
    reviewers: list[str]
    url: str


class ReviewEnded(msgspec.Struct, frozen=True):
    """Why a post that had earned a review badge carries none now: a word of `posts.labels.Ended`."""

    why: str
    version: int
    current: int
    url: str


class CorrectionOfPost(msgspec.Struct, frozen=True):
    """How a post was last corrected: how far it goes, why, and what changed."""

    kind: str
    why: str
    version: int
    at: str
    url: str


class RoundsOfPost(msgspec.Struct, frozen=True):
    """What Rounds adds to a post: who spoke and for whom, as they stood when it was written.

    `speaks_for` is the id of an organisation, `interests_snapshot` that of the register as it stood
    at `interests_at`; `licence` is an SPDX id, and whoever wrote the post owns it.
    """

    role: str = ""
    role_line: str = ""
    credential: str = ""
    teaching: bool = False
    interests: str = ""
    interests_at: str | None = None
    interests_snapshot: str | None = None
    voice: str = "personal"
    speaks_for: str | None = None
    speaks_for_acct: str = ""
    speaks_for_name: str = ""
    industry: bool = False
    sponsored_by: str = ""
    for_whom: str = ""
    summary: str = ""
    licence: str = ""
    level: str = ""
    bloom: str = ""
    review: ReviewOfPost | None = None
    badge_ended: ReviewEnded | None = None
    correction: CorrectionOfPost | None = None


def paid_line(told: RoundsOfPost) -> str:
    """What stands below the words for apps that know no labels, safe HTML; '' for most posts."""
    by = f"Sponsored by {told.sponsored_by}" if told.sponsored_by else ""
    said = " · ".join(filter(None, ("Industry" if told.industry else "", by)))
    return f"<p>{escape(said)}</p>" if said else ""


class RoundsOfAccount(msgspec.Struct, frozen=True):
    """What Rounds adds to an account: who it is in medicine, now; the credential until it ends."""

    role: str = ""
    role_line: str = ""
    credential: str = ""
    credential_ends: str | None = None
    organisation_kind: str = ""
    country: str = ""
    languages: list[str] = []
    specialties: list[str] = []
    pronouns: str = ""
    interests_declared_at: str | None = None


class PostBody(msgspec.Struct, frozen=True):
    """A post's body, read back for a page; each field as in Mastodon's Status."""

    content: str = ""
    spoiler_text: str = ""
    sensitive: bool = False
    language: str | None = None
    visibility: str = "public"
    application: dict[str, Any] | None = None
    media_attachments: list[dict[str, Any]] = []
    mentions: list[dict[str, str]] = []
    tags: list[dict[str, str]] = []
    emojis: list[Any] = []
    card: dict[str, Any] | None = None
    tagged_collections: list[Any] = []
    rounds: RoundsOfPost = RoundsOfPost()


# Mastodon's AccountRole: what apps show beside a name. Moderators and operators have 1 and 2.
INDUSTRY = {"id": "10", "name": "Industry", "color": ""}


class FeatureApproval(msgspec.Struct, frozen=True):
    """Who may show the account on their profile; nobody is asked here."""

    automatic: list[str] = []
    manual: list[str] = []
    current_user: str = "denied"


class AccountBody(msgspec.Struct, frozen=True):
    """An account's body, read back for a page; each field as in Mastodon's Account."""

    id: str
    username: str
    acct: str
    display_name: str
    locked: bool
    bot: bool
    discoverable: bool
    indexable: bool
    noindex: bool
    hide_collections: bool
    created_at: str
    note: str
    url: str
    uri: str
    avatar: str
    avatar_static: str
    avatar_description: str
    header: str
    header_static: str
    fields: list[dict[str, Any]]
    header_description: str = ""
    group: bool = False
    emojis: list[Any] = []
    roles: list[Any] = []
    show_media: bool = True
    show_media_replies: bool = True
    show_featured: bool = True
    feature_approval: FeatureApproval = FeatureApproval()
    rounds: RoundsOfAccount = RoundsOfAccount()


_post_decoder = msgspec.json.Decoder(PostBody)
_account_decoder = msgspec.json.Decoder(AccountBody)


def pack(body: PostBody | AccountBody) -> str:
    """`body` as JSON without its braces, fit for keeping."""
    return _encode(body)[1:-1].decode()


_VISIBILITY = re.compile(r'"visibility":"[a-z]*"')


def as_seen_by(packed: str, visibility: str) -> str:
    """A post's body with another visibility: that of a boost, in which apps look for its own.

    Nothing that people wrote can hold the key, since quotes in it are escaped.
    """
    return _VISIBILITY.sub(f'"visibility":"{visibility}"', packed, count=1)


def post_body(packed: str) -> PostBody:
    """What `pack` kept of a post."""
    return _post_decoder.decode("{" + packed + "}")


def account_body(packed: str) -> AccountBody:
    """What `pack` kept of an account."""
    return _account_decoder.decode("{" + packed + "}")
