"""Posts, as the Mastodon API calls them: statuses."""

from datetime import UTC, datetime

import msgspec

from rounds.base import clock
from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, endpoint, record_id
from rounds.edge.mastodon.asking import entity, post_view, refusal, released, unprocessable
from rounds.edge.mastodon.drafting import (
    Correcting,
    EditedStatus,
    NewStatus,
    edited_draft,
    moment_of,
    new_draft,
)
from rounds.edge.mastodon.limits import DELETIONS
from rounds.edge.mastodon.scheduled_statuses import scheduled_entity
from rounds.gate.outcome import Asked, Held, Outcome, Scheduled
from rounds.gate.review.correct import correct
from rounds.gate.schedule import schedule
from rounds.gate.submit import submit, submit_revision
from rounds.identity.models import Account
from rounds.posts.labelled import labels_of
from rounds.posts.models import Post, Revision
from rounds.posts.queries import (
    boosted_by,
    favourited_by,
    history,
    original,
    own_post,
    quoted_by,
    readable_post,
)
from rounds.posts.withdraw import withdraw
from rounds.timelines.bodies import paid_line
from rounds.timelines.hydrate import hydrate_accounts, hydrate_posts
from rounds.timelines.thread import conversed, thread
from rounds.timelines.versions import labels_in
from rounds.timelines.views import PollView, PostView, json_list

MOST_AT_ONCE = 40


@endpoint("POST", "/api/v1/statuses", scope="write:statuses", body=NewStatus)
def post_status(call: Call[NewStatus]) -> JSON:
    """Post, through the gate; with `scheduled_at`, later.

    A draft that its author is asked about is kept and answered with 422, the sentence and a link.
    """
    draft, key = new_draft(call), call.header("Idempotency-Key") or None
    at = moment_of(call.params.scheduled_at) if call.params.scheduled_at else None
    with unprocessable():
        if at is not None and at > clock.now():
            outcome = schedule(call.account, draft, at, key=key)
        else:
            outcome = submit(call.account, draft, key=key)
    if isinstance(outcome, Scheduled):
        return scheduled_entity(call.account, outcome.kept_draft)
    if isinstance(outcome, Asked | Held):
        raise refusal(outcome)
    return released(call.account, outcome)


class Several(msgspec.Struct):
    """The ids of several posts."""

    id: list[str] = []
    ids: list[str] = []


@endpoint("GET", "/api/v1/statuses", scope="read:statuses", needs="none", body=Several)
def show_several(call: Call[Several]) -> JSON:
    """Several posts; those that can't be read are left out."""
    asked = (call.params.id or call.params.ids)[:MOST_AT_ONCE]
    ids = [int(text) for text in asked if text.isascii() and text.isdigit() and len(text) < 19]
    return json_list(hydrate_posts(call.viewer, ids))


@endpoint("GET", "/api/v1/statuses/:id", scope="read:statuses", needs="none")
def show(call: Call[Nothing], id: str) -> JSON:
    """One post."""
    return entity(call.viewer, record_id(id))


@endpoint("PUT", "/api/v1/statuses/:id", scope="write:statuses", body=EditedStatus)
def edit(call: Call[EditedStatus], id: str) -> JSON:
    """Edit one's own post, through the gate; with `correction`, say how far it goes, and why."""
    post, said = own_post(call.account, record_id(id)), call.params
    with unprocessable():
        if said.correction is not None:
            outcome = _correct(call.account, post, said, said.correction)
        else:
            outcome = submit_revision(call.account, post.pk, edited_draft(said, post))
    return released(call.account, outcome)


def _correct(author: Account, post: Post, said: EditedStatus, how: Correcting) -> Outcome:
    """A retraction may leave the words as they are: then the app sends none."""
    draft = None if said.status is None else edited_draft(said, post)
    return correct(
        author, post.pk, draft, how.kind, why=how.why, vouched=how.vouched, code=how.draft
    )


class Deleted(msgspec.Struct):
    """Whether the pictures go at once instead of waiting an hour for 'delete and redraft'."""

    delete_media: bool = False


@endpoint("DELETE", "/api/v1/statuses/:id", scope="write:statuses", body=Deleted, limit=DELETIONS)
def delete(call: Call[Deleted], id: str) -> JSON:
    """Delete one's own post; the answer holds its text, so that it can be written anew."""
    post = own_post(call.account, record_id(id))
    view = post_view(call.account, post.pk)
    taken = withdraw(call.account, post.pk, keep_media=not call.params.delete_media)
    text = msgspec.json.encode(taken.text).decode()
    return f'{view.json_text()[:-1]},"text":{text}}}'.encode()


@endpoint("GET", "/api/v1/statuses/:id/context", scope="read:statuses", needs="none")
def context(call: Call[Nothing], id: str) -> JSON:
    """What a post answers, and what answers it."""
    before, after = thread(call.viewer, conversed(call.viewer, record_id(id)))
    return b'{"ancestors":%b,"descendants":%b}' % (json_list(before), json_list(after))


@endpoint("GET", "/api/v1/statuses/:id/source", scope="read:statuses")
def source(call: Call[Nothing], id: str) -> JSON:
    """A post as it was typed."""
    post = original(readable_post(call.account, record_id(id)))
    labels = msgspec.to_builtins(labels_of(post), str_keys=True)
    labels["speaks_for"] = str(post.speaks_for) if post.speaks_for else None
    return {
        "id": str(post.pk),
        "text": post.source,
        "spoiler_text": post.content_warning,
        "rounds": labels,
    }


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _poll_then(titles: list[str], now: PollView | None) -> JSON:
    """A poll as a version asked it; votes stand only beside the options they were given to."""
    same = now is not None and [option.title for option in now.options] == titles
    if now is not None and same:
        return msgspec.Raw(now.json())
    return {
        "id": str(now.id) if now else "0",
        "expires_at": None,
        "expired": now.expired if now else True,
        "multiple": now.multiple if now else False,
        "votes_count": 0,
        "voters_count": None,
        "voted": False,
        "own_votes": [],
        "options": [{"title": title, "votes_count": None} for title in titles],
        "emojis": [],
    }


def _edit(stood: Revision, account: JSON, view: PostView) -> dict[str, JSON]:
    media = {m["id"]: m for m in view.media}
    shown = [
        media[m["id"]] | {"description": m["description"] or None}
        for m in stood.media
        if m["id"] in media
    ]
    titles = list(stood.poll_options)
    poll: dict[str, JSON] = {"poll": _poll_then(titles, view.poll)} if titles else {}
    told = labels_in(stood, view.rounds)
    return {
        "content": stood.html + (paid_line(told) if told else ""),
        "rounds": msgspec.to_builtins(told),
        "spoiler_text": stood.content_warning,
        "sensitive": stood.sensitive,
        "created_at": _stamp(stood.written_at),
        "account": account,
        "media_attachments": shown,
        "emojis": [],
        **poll,
    }


@endpoint("GET", "/api/v1/statuses/:id/history", scope="read:statuses", needs="none")
def edits(call: Call[Nothing], id: str) -> JSON:
    """How a post stood, from the first version to the present one."""
    post_id = record_id(id)
    versions = history(call.viewer, post_id)
    view = post_view(call.viewer, post_id).shown
    account = msgspec.Raw(view.account.json())
    return [_edit(stood, account, view) for stood in versions]


def _people(call: Call[Paged], rows: list[tuple[int, int]]) -> Linked:
    found = hydrate_accounts(call.viewer, [account for _, account in rows])
    newest, oldest = (rows[0][0], rows[-1][0]) if rows else (None, None)
    return Linked(json_list(found), newest, oldest)


@endpoint(
    "GET", "/api/v1/statuses/:id/favourited_by", needs="none", scope="read:accounts", body=Paged
)
def favouriters(call: Call[Paged], id: str) -> JSON:
    """Who favourited a post."""
    page = call.params.page(40, 80)
    return _people(call, favourited_by(call.viewer, record_id(id), page))


@endpoint(
    "GET", "/api/v1/statuses/:id/reblogged_by", needs="none", scope="read:accounts", body=Paged
)
def boosters(call: Call[Paged], id: str) -> JSON:
    """Who boosted a post."""
    page = call.params.page(40, 80)
    return _people(call, boosted_by(call.viewer, record_id(id), page))


@endpoint("GET", "/api/v1/statuses/:id/quotes", needs="none", scope="read:statuses", body=Paged)
def quotes(call: Call[Paged], id: str) -> JSON:
    """The posts that quote a post."""
    ids = quoted_by(call.viewer, record_id(id), call.params.page())
    newest, oldest = (ids[0], ids[-1]) if ids else (None, None)
    return Linked(json_list(hydrate_posts(call.viewer, ids)), newest, oldest)
