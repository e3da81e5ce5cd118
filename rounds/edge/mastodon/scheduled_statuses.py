"""Scheduled posts: what waits for its time."""

from datetime import UTC, datetime

import msgspec

from rounds.base.errors import Invalid
from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, endpoint, record_id
from rounds.edge.mastodon.drafting import WORDS, moment_of
from rounds.edge.mastodon.media import media_json
from rounds.gate.case import draft_of
from rounds.gate.draft import Draft
from rounds.gate.models import KeptDraft
from rounds.gate.schedule import list_scheduled, readable_scheduled, reschedule, unschedule
from rounds.identity.models import Account
from rounds.posts.attach import usable_media


class Moved(msgspec.Struct):
    """The new time."""

    scheduled_at: str | None = None


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _params(draft: Draft, at: str) -> dict[str, JSON]:
    poll = draft.poll
    return {
        "text": draft.text,
        "spoiler_text": draft.content_warning,
        "sensitive": draft.sensitive,
        "visibility": WORDS[draft.visibility],
        "language": draft.language or None,
        "in_reply_to_id": str(draft.reply_to) if draft.reply_to else None,
        "quoted_status_id": str(draft.quote_of) if draft.quote_of else None,
        "media_ids": [str(media_id) for media_id in draft.media] or None,
        "poll": msgspec.to_builtins(poll) if poll else None,
        "scheduled_at": at,
        "idempotency": None,
        "with_rate_limit": False,
        "allowed_mentions": None,
        "application_id": "0",
    }


def scheduled_entity(author: Account, kept: KeptDraft) -> JSON:
    """Mastodon's ScheduledStatus."""
    draft = draft_of(kept)
    at = _stamp(kept.scheduled_at or kept.created_at)
    return {
        "id": str(kept.pk),
        "scheduled_at": at,
        "params": _params(draft, at),
        "media_attachments": [media_json(m) for m in usable_media(author, draft.media)],
    }


@endpoint("GET", "/api/v1/scheduled_statuses", scope="read:statuses", body=Paged)
def list_waiting(call: Call[Paged]) -> JSON:
    """What waits for its time, newest first."""
    rows = list_scheduled(call.account, call.params.page())
    newest, oldest = (rows[0].pk, rows[-1].pk) if rows else (None, None)
    return Linked([scheduled_entity(call.account, kept) for kept in rows], newest, oldest)


@endpoint("GET", "/api/v1/scheduled_statuses/:id", scope="read:statuses")
def show_waiting(call: Call[Nothing], id: str) -> JSON:
    """One post that waits."""
    return scheduled_entity(call.account, readable_scheduled(call.account, record_id(id)))


@endpoint("PUT", "/api/v1/scheduled_statuses/:id", scope="write:statuses", body=Moved)
def move_waiting(call: Call[Moved], id: str) -> JSON:
    """Give a waiting post another time."""
    kept = readable_scheduled(call.account, record_id(id))
    if not call.params.scheduled_at:
        raise Invalid("Say when it is to go out: 2027-03-04T20:00:00Z.", "scheduled_at")
    at = moment_of(call.params.scheduled_at)
    return scheduled_entity(call.account, reschedule(call.account, kept.pk, at))


@endpoint("DELETE", "/api/v1/scheduled_statuses/:id", scope="write:statuses")
def delete_waiting(call: Call[Nothing], id: str) -> JSON:
    """Take a waiting post back."""
    unschedule(call.account, record_id(id))
    return {}
