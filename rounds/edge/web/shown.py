"""Shape what `timelines.hydrate` gives into what the parts read: one card for each post.

Pure but for `cards`, which asks for the names of the people who are answered, in one go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe

from rounds.base.clock import now
from rounds.edge.web.content_credentials import ContentCredentials, credentials_in
from rounds.edge.web.frozen_words import credential_shown, role_shown
from rounds.edge.web.labels import Label, labels_of, spoken_for
from rounds.identity.models import Account
from rounds.posts.hide import hidden_among
from rounds.timelines.addresses import near as near
from rounds.timelines.bodies import RoundsOfPost
from rounds.timelines.hydrate import hydrate_accounts
from rounds.timelines.views import AccountView, PollView, PostView

UNLABELLED = RoundsOfPost()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a post; focus from -1 to 1, left to right and bottom to top."""

    id: str
    kind: str
    url: str
    preview_url: str
    description: str
    width: int
    height: int
    focus_x: float
    focus_y: float
    had_credential: bool = False
    # Its content credentials in words, where it carries any.
    credentials: ContentCredentials | None = None
    # What its owner is told became of those it came with; '' in a post.
    credentials_fate: str = ""
    remarks: tuple[str, ...] = ()
    # How the look at a picture of a draft stands (picture_findings.Looked); None in a post.
    looked: Any = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the parts read them."""

    id: int
    shown_name: str
    handle: str
    url: str
    avatar_url: str = ""
    role_words: str = ""
    credential_words: str = ""
    note_html: str = ""
    may_follow: bool = False
    followed: bool | str = False


@dataclass(frozen=True, slots=True)
class Card:
    """A post as the parts read it; docs/pages.md lists the fields."""

    id: int
    url: str
    author: Person
    role_words: str
    credential_words: str
    created_at: datetime
    edited_at: datetime | None
    html: SafeString
    language: str
    content_warning: str
    sensitive: bool
    media: tuple[Picture, ...]
    poll: "Ballot | None"
    visibility: str
    labels: tuple[Label, ...]
    told: RoundsOfPost = UNLABELLED
    speaks_for: tuple[str, str] | None = None
    boosted_by: Person | None = None
    answers: Person | None = None
    quoted: "Card | Gone | None" = None
    preview: "Preview | None" = None
    pinned: bool = False
    favourited: bool = False
    boosted: bool = False
    bookmarked: bool = False
    took_part: bool = False
    replies_count: int = 0
    boosts_count: int = 0
    favourites_count: int = 0
    may_boost: bool = False
    is_mine: bool = False
    filtered_by: str = ""
    reply_to: int | None = None
    continues: bool = False
    taken_down: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page behind a link says it is; `site` is its own name, or else its host."""

    url: str
    title: str
    description: str
    site: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A quoted post that this reader cannot see."""

    gone: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a poll with its share of the people who answered."""

    title: str
    share: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """A poll as this reader may see it: figures only after an answer or the end."""

    id: int
    options: tuple[Choice, ...]
    multiple: bool
    closed: bool
    expires_at: datetime | None
    voters: int
    shows_results: bool


def person(view: AccountView) -> Person:
    """`view` as the parts read it."""
    return Person(
        id=view.id,
        shown_name=view.shown_name,
        handle=view.handle,
        url=f"/@{view.handle}",
        avatar_url=near(view.avatar) if view.has_avatar else "",
        role_words=role_shown(spoken(view.role_line, view.credential_line)),
        credential_words=credential_shown(view.credential_line),
        note_html=mark_safe(view.note_html),
    )


def _picture(entity: dict[str, Any]) -> Picture:
    original = entity["meta"]["original"]
    focus = entity["meta"].get("focus") or {"x": 0, "y": 0}
    return Picture(
        id=entity["id"], kind=entity["type"], url=near(entity["url"]), preview_url=near(entity["preview_url"]),
        description=entity["description"] or "", width=original["width"], height=original["height"],
        focus_x=focus["x"], focus_y=focus["y"],
        credentials=credentials_in((entity.get("rounds") or {}).get("content_credential")),
    )  # fmt: skip


def ballot(poll: PollView, *, is_mine: bool) -> Ballot:
    """`poll` with its figures, or without them while the reader could still be swayed."""
    shows = (poll.expired or poll.voted or is_mine) and not poll.totals_hidden
    options = tuple(Choice(o.title, o.share if shows else 0, o.chosen) for o in poll.options)
    return Ballot(
        poll.id, options, poll.multiple, poll.expired, poll.expires_at, poll.voters_count,
        shows_results=shows or poll.voted,
    )  # fmt: skip


def spoken(role: str, credential: str) -> str:
    """The role in words, left out where the credential's own claim says it already."""
    claim = credential.split(" – ")[0].split(",")[0].strip().casefold()
    return "" if claim and claim in role.casefold() else role


def _quoted(view: PostView, reader_id: int) -> "Card | Gone | None":
    if not view.is_quote:
        return None
    return card(view.quote, reader_id) if view.quote else Gone()


def _preview(view: PostView) -> Preview | None:
    """The preview of the post's link, where neither pictures nor a quoted post stand already."""
    found = view.body.card
    if found is None or view.media or view.is_quote:
        return None
    host = (urlsplit(found["url"]).hostname or "").removeprefix("www.")
    return Preview(
        found["url"], found["title"], found["description"], found["provider_name"] or host
    )


def card(view: PostView, reader_id: int, people: dict[int, Person] | None = None) -> Card:
    """The card of `view` for the reader (0 for a stranger); `people` names who is answered."""
    post = view.shown
    author = person(post.account)
    is_mine = post.account.id == reader_id
    voted = post.poll is not None and post.poll.voted
    hits = [hit.title for hit in post.filtered if hit.action == "warn"]
    return Card(
        id=post.id,
        url=f"{author.url}/{post.id}",
        author=author,
        role_words=role_shown(spoken(post.role_line, post.credential_line)),
        credential_words=credential_shown(post.credential_line),
        created_at=post.created_at,
        edited_at=post.edited_at,
        html=mark_safe(post.content_html),
        language=post.language or "",
        content_warning=post.content_warning,
        sensitive=post.sensitive and bool(post.media) and not post.content_warning,
        media=tuple(_picture(entity) for entity in post.media),
        poll=ballot(post.poll, is_mine=is_mine) if post.poll else None,
        visibility=post.visibility_word,
        labels=labels_of(post.rounds, author.shown_name, now()),
        told=post.rounds,
        speaks_for=spoken_for(post.rounds, author.id),
        boosted_by=person(view.account) if view.boosted else None,
        answers=None
        if post.reply_to_author == author.id
        else (people or {}).get(post.reply_to_author or 0),
        quoted=_quoted(post, reader_id),
        preview=_preview(post),
        pinned=post.pinned,
        favourited=post.favourited,
        boosted=post.boosted_by_me,
        bookmarked=post.bookmarked,
        took_part=post.favourited or post.boosted_by_me or is_mine or voted,
        replies_count=post.replies_count,
        boosts_count=post.boosts_count,
        favourites_count=post.favourites_count,
        may_boost=post.is_public or (is_mine and post.visibility_word == "private"),
        is_mine=is_mine,
        filtered_by=", ".join(hits),
        reply_to=post.reply_to,
        continues=post.reply_to is not None and post.reply_to_author == author.id,
    )


def _withheld(made: Sequence[Card]) -> list[Card]:
    """The cards with the reader's own that a claim has taken down marked as such."""
    own = [one.id for one in made if one.is_mine and one.visibility == "direct"]
    hidden = hidden_among(own) if own else set()
    return [replace(one, taken_down=True) if one.id in hidden else one for one in made]


def cards(viewer: Account | None, views: Iterable[PostView]) -> list[Card]:
    """The cards of `views` in their order; each post once.

    What a filter of the viewer hides is left out, and so is the second showing of a boosted post."""
    kept = [view for view in views if not view.is_hidden_by_filter]
    answered = {v.shown.reply_to_author for v in kept if v.shown.reply_to_author}
    people = {a.id: person(a) for a in hydrate_accounts(viewer, sorted(answered))}
    made = [card(view, viewer.pk if viewer else 0, people) for view in kept]
    made = _withheld(made)
    return list({one.id: one for one in reversed(made)}.values())[::-1]
