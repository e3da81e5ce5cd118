"""From what an app sends about a post to a draft."""

import re
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from rounds.base.errors import Invalid
from rounds.base.ids import parse_id
from rounds.edge.mastodon.api import Call, record_id
from rounds.edge.mastodon.errors import ApiError
from rounds.gate.draft import Draft, MediaChange, PollDraft, Visibility
from rounds.gate.review.rules import CorrectionKind
from rounds.identity.models import User
from rounds.posts.labelled import labels_of
from rounds.posts.labels import Bloom, ForWhom, Labels, Level, Voice
from rounds.posts.models import Post
from rounds.posts.queries import poll_of

VISIBILITIES = {
    "public": Visibility.PUBLIC,
    "unlisted": Visibility.UNLISTED,
    "private": Visibility.FOLLOWERS,
    "direct": Visibility.DIRECT,
}
# A language of two or three letters and its parts, as `pt-BR` (BCP 47).
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
WORDS = {visibility: word for word, visibility in VISIBILITIES.items()}


class NewPoll(msgspec.Struct, kw_only=True):
    """A poll as an app sends it; `expires_in` counts seconds."""

    options: list[str] = []
    expires_in: int | None = None
    multiple: bool = False
    hide_totals: bool = False


class MediaAttribute(msgspec.Struct, kw_only=True):
    """What an edit changes about a picture."""

    id: str
    description: str | None = None
    focus: str | None = None


class RoundsWords(msgspec.Struct, kw_only=True):
    """The labels, for apps that know them: `rounds[voice]` and so on; None is left as it is.

    `speaks_for` is the id of the organisation; naming one means the voice 'organisation'.
    """

    voice: Voice | None = None
    speaks_for: str | None = None
    for_whom: ForWhom | None = None
    summary: str | None = None
    licence: str | None = None
    sponsored_by: str | None = None
    level: Level | None = None
    bloom: Bloom | None = None


class Words(msgspec.Struct, kw_only=True):
    """What a new post and an edit have in common.

    `teaching`, `interests` and `rounds` are Rounds' own.
    """

    status: str | None = None
    spoiler_text: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    media_ids: list[str] = []
    poll: NewPoll | None = None
    teaching: bool | None = None
    interests: str | None = None
    rounds: RoundsWords | None = None


class NewStatus(Words, kw_only=True):
    """The parameters of a new post."""

    visibility: str | None = None
    in_reply_to_id: str | None = None
    quoted_status_id: str | None = None
    scheduled_at: str | None = None


N = TypeVar("N", bound=NewStatus)


class Correcting(msgspec.Struct, kw_only=True):
    """How far an edit of one's own teaching goes, and why; `draft` is the code of a kept edit."""

    kind: CorrectionKind
    why: str = ""
    draft: str = ""
    vouched: bool = False


class EditedStatus(Words, kw_only=True):
    """The parameters of an edit; `correction` is Rounds' own, for teaching."""

    media_attributes: list[MediaAttribute] = []
    correction: Correcting | None = None


def visibility_of(word: str) -> Visibility:
    """The audience that apps call `word`.

    Errors: ApiError 422 for another word.
    """
    if word not in VISIBILITIES:
        raise ApiError(422, "Validation failed: Visibility is not included in the list")
    return VISIBILITIES[word]


def moment_of(text: str) -> datetime:
    """The moment written in `text` (ISO 8601; UTC where it names no zone).

    Errors: Invalid (field 'scheduled_at').
    """
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        message = "The time can't be read. Write it as 2027-03-04T20:00:00Z."
        raise Invalid(message, "scheduled_at") from error


def focus_of(text: str | None) -> tuple[float, float] | None:
    """The point written as '0.5,-0.25'.

    Errors: Invalid (field 'focus').
    """
    if text is None or not text.strip():
        return None
    try:
        across, up = (float(part) for part in text.split(","))
    except ValueError as error:
        raise Invalid("A focus is two numbers from -1 to 1, such as '0.0,0.5'.", "focus") from error
    return across, up


def _poll(sent: NewPoll | None) -> PollDraft | None:
    if sent is None or not sent.options:
        return None
    if sent.expires_in is None:
        raise ApiError(422, "Validation failed: Poll expires in can't be blank (seconds)")
    return PollDraft(
        options=tuple(sent.options),
        expires_in=sent.expires_in,
        multiple=sent.multiple,
        hide_totals=sent.hide_totals,
    )


def _media(ids: list[str]) -> tuple[int, ...]:
    known = [parse_id(text) for text in ids if text]
    if None in known:
        raise Invalid("A picture of this post is no longer there. Upload it again.", "media")
    return tuple(found for found in known if found is not None)


def _language(said: str | None) -> str:
    """The language an app named; as Mastodon does, what can't be one counts as not said."""
    return said if said and _LANGUAGE.fullmatch(said) else ""


def _referred(text: str | None) -> int | None:
    return record_id(text) if text else None


def labels_from(sent: RoundsWords | None, before: Labels) -> Labels:
    """`before` with what the app said of the labels."""
    if sent is None:
        return before
    told = {name: getattr(sent, name) for name in sent.__struct_fields__}
    if sent.speaks_for is not None:
        told["speaks_for"] = parse_id(sent.speaks_for) or 0
        told["voice"] = sent.voice or Voice.ORGANISATION
    said = {name: value for name, value in told.items() if value is not None}
    return msgspec.structs.replace(before, **said)


def new_draft(call: Call[N]) -> Draft:
    """The draft of a new post; what the app leaves out is as its author prefers.

    Errors: ApiError 422, Invalid or NotFound for what can't be read.
    """
    sent = call.params
    said = sent.visibility, _language(sent.language) or None, sent.sensitive
    user: User | None = call.user if None in said else None
    app_name, app_website = call.app
    visibility = sent.visibility or (user.default_visibility if user else "public")
    text, warning = _words(sent)
    return Draft(
        text=text,
        content_warning=warning,
        sensitive=sent.sensitive if sent.sensitive is not None else bool(_covers(user, sent)),
        language=_language(sent.language) or (user.default_language if user else ""),
        visibility=visibility_of(visibility),
        reply_to=_referred(sent.in_reply_to_id),
        quote_of=_referred(sent.quoted_status_id),
        media=_media(sent.media_ids),
        poll=_poll(sent.poll),
        teaching=bool(sent.teaching),
        interests=(sent.interests or "").strip() or None,
        labels=labels_from(sent.rounds, Labels()),
        app_name=app_name,
        app_website=app_website,
    )


def _words(sent: NewStatus) -> tuple[str, str]:
    """Text and content warning; a warning that stands alone is the text, as apps expect."""
    text, warning = sent.status or "", sent.spoiler_text or ""
    alone = not text.strip() and not sent.media_ids and sent.poll is None
    return (warning, "") if alone else (text, warning)


def _covers(user: User | None, sent: NewStatus) -> bool:
    return user is not None and user.default_sensitive and bool(sent.media_ids)


def _change(sent: MediaAttribute) -> MediaChange:
    return MediaChange(
        media_id=record_id(sent.id), description=sent.description, focus=focus_of(sent.focus)
    )


def edited_draft(sent: EditedStatus, post: Post) -> Draft:
    """The draft of an edit; what the app leaves out of the labels stays as it is.

    Errors: Invalid or NotFound for what can't be read.
    """
    kept_interests = post.interests or None
    return Draft(
        text=post.source if sent.status is None else sent.status,
        content_warning=sent.spoiler_text or "",
        sensitive=bool(sent.sensitive),
        language=_language(sent.language) or post.language,
        visibility=Visibility(post.visibility),
        reply_to=post.reply_to_id,
        quote_of=post.quote_of_id,
        media=_media(sent.media_ids),
        media_changes=tuple(_change(one) for one in sent.media_attributes),
        poll=_poll_after_edit(sent, post),
        teaching=post.teaching if sent.teaching is None else sent.teaching,
        interests=kept_interests if sent.interests is None else sent.interests.strip() or None,
        labels=labels_from(sent.rounds, labels_of(post)),
        app_name=post.app_name,
        app_website=post.app_website,
    )


def _poll_after_edit(sent: EditedStatus, post: Post) -> PollDraft | None:
    """The poll an edit asks for; where its options are left out there is none from now on."""
    plan = _poll(sent.poll)
    before = poll_of(post) if plan is not None else None
    if plan is None or before is None:
        return plan
    return msgspec.structs.replace(plan, hide_totals=before.hide_totals)
