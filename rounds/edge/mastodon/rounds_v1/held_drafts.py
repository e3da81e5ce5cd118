"""Held drafts for the moderator whom their author named: read one, let it pass, send it back.

To every other moderator a held draft is not there, as on the page: a token with every scope reads
nothing that its owner was not asked to read.
"""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint
from rounds.edge.mastodon.asking import finding_json
from rounds.edge.mastodon.rounds_v1.review_shapes import draft_json
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, page, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.gate import hold
from rounds.gate.case import draft_of, findings_of, seen_as
from rounds.gate.models import KeptDraft
from rounds.gate.outcome import Released
from rounds.identity.queries import check_moderates

HERE = f"{V1}/admin/held_drafts"
READ, WRITE = "admin:read:held_drafts", "admin:write:held_drafts"


def _short(one: KeptDraft, people: People) -> dict[str, JSON]:
    """A held draft in the list: whose and what is asked, without its words."""
    return {
        "code": one.code, "url": page(f"/moderation/held/{one.code}"),
        "author": people(one.author_id), "question": one.question,
        "changed_at": moment_json(one.changed_at), "deleted_at": moment_json(one.delete_at),
    }  # fmt: skip


def _whole(one: KeptDraft) -> dict[str, JSON]:
    """A held draft as its page has it: of pictures, what is said of them."""
    told = draft_json(one.author, draft_of(one))
    told["media_attachments"] = [
        {name: picture[name] for name in ("id", "type", "description")}
        for picture in told["media_attachments"]
    ]
    return _short(one, People([one.author_id])) | {
        "seen_as": seen_as(one), "draft": told,
        "findings": [finding_json(found) for found in findings_of(one)],
    }  # fmt: skip


@endpoint("GET", HERE, scope=READ)
def waiting(call: Call[Nothing]) -> JSON:
    """The held drafts on which one is asked to decide, without their words; the oldest first."""
    check_moderates(call.account)
    rows = hold.list_to_review(call.account)
    people = People(one.author_id for one in rows)
    return [_short(one, people) for one in rows]


@endpoint("GET", f"{HERE}/:code", scope=READ)
def read(call: Call[Nothing], code: str) -> JSON:
    """One held draft with what was found in it; its author is told that it was opened."""
    check_moderates(call.account)
    return _whole(hold.open_to_review(call.account, code))


class Passing(msgspec.Struct, kw_only=True):
    """Why, in a sentence that the author reads; `seen` is the `seen_as` of the text that was read."""

    words: str = ""
    seen: str = ""


@endpoint("POST", f"{HERE}/:code/pass", scope=WRITE, body=Passing)
def let_pass(call: Call[Passing], code: str) -> JSON:
    """Let pass what holds a draft: it goes out, unless its author is still asked about the rest."""
    check_moderates(call.account)
    said = call.params
    with worded():
        outcome = hold.clear(call.account, code, said.words, seen=said.seen)
    return {"is_out": isinstance(outcome, Released)}


class SendingBack(msgspec.Struct, kw_only=True):
    """What has to come out, in a sentence that the author reads."""

    words: str = ""


@endpoint("POST", f"{HERE}/:code/send_back", scope=WRITE, body=SendingBack)
def send_back(call: Call[SendingBack], code: str) -> JSON:
    """Send a draft back to its author; one reads it no longer."""
    check_moderates(call.account)
    with worded():
        hold.send_back(call.account, code, call.params.words)
    return {}
