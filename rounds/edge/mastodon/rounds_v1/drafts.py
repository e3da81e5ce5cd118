"""Drafts for apps: what the gate asked about or held, to be changed, kept or thrown away.

An app can mend a draft; it cannot give its author's word. 'This is nobody's patient' is pressed by a
person on the page behind the draft's link, as is a picture let pass: no program says it for them.
"""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.asking import finding_json, released, unprocessable
from rounds.edge.mastodon.drafting import NewStatus, new_draft
from rounds.edge.mastodon.media import media_json
from rounds.edge.mastodon.rounds_v1.review_shapes import draft_json
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.gate import hold, keep
from rounds.gate.models import KeptDraft
from rounds.posts.looking import blur, blur_everything

HERE = f"{V1}/drafts"


def _kept(one: KeptDraft, people: People) -> dict[str, JSON]:
    """A kept draft for its author."""
    return {
        "code": one.code, "url": keep.link_to(one), "state": one.state,
        "draft": draft_json(one.author, keep.draft_of(one)),
        "findings": [finding_json(found) for found in keep.findings_of(one)],
        "edits_id": str(one.revises) if one.revises else None,
        "reviewer": people(one.reviewer_id), "question": one.question, "advice": one.advice,
        "changed_at": moment_json(one.changed_at), "deleted_at": moment_json(one.delete_at),
    }  # fmt: skip


def _list(rows: list[KeptDraft]) -> list[JSON]:
    people = People(one.reviewer_id for one in rows)
    return [_kept(one, people) for one in rows]


@endpoint("GET", HERE, scope="read:statuses")
def mine(call: Call[Nothing]) -> JSON:
    """The drafts that wait for their author: kept, asked about or held; newest first."""
    return _list(keep.list_drafts(call.account))


@endpoint("GET", f"{HERE}/reviewers", scope="read:statuses")
def reviewers(call: Call[Nothing]) -> JSON:
    """Who can be asked to look at a held draft."""
    ids = [one.pk for one in hold.list_reviewers(call.account)]
    people = People(ids)
    return [people(one) for one in ids]


@endpoint("GET", f"{HERE}/:code", scope="read:statuses")
def one(call: Call[Nothing], code: str) -> JSON:
    """One draft with what was found in it."""
    return _list([keep.readable_draft(call.account, code)])[0]


@endpoint("POST", HERE, scope="write:statuses", body=NewStatus)
def write_down(call: Call[NewStatus]) -> JSON:
    """Keep a draft for later, unjudged; nobody else sees it."""
    with worded():
        return _list([keep.keep(call.account, new_draft(call))])[0]


@endpoint("PUT", f"{HERE}/:code", scope="write:statuses", body=NewStatus)
def change(call: Call[NewStatus], code: str) -> JSON:
    """Change a draft and submit it: the post, or 422 with what is left to ask."""
    with unprocessable():
        outcome = keep.change(call.account, code, new_draft(call))
    return released(call.account, outcome)


@endpoint("DELETE", f"{HERE}/:code", scope="write:statuses")
def discard(call: Call[Nothing], code: str) -> JSON:
    """Throw a draft away."""
    keep.discard(call.account, code)
    return {}


class Question(msgspec.Struct, kw_only=True):
    """The one person who may read a held draft, and what to ask them."""

    account_id: str
    question: str = ""


@endpoint("POST", f"{HERE}/:code/reviewer", scope="write:statuses", body=Question)
def name(call: Call[Question], code: str) -> JSON:
    """Let one reviewer read a held draft, and nobody else."""
    said = call.params
    with worded():
        kept = hold.ask_reviewer(call.account, code, record_id(said.account_id), said.question)
    return _list([kept])[0]


class Places(msgspec.Struct, kw_only=True):
    """Which of the places found in a picture, by their ids, or all of them."""

    findings: list[str] = []
    all: bool = False


@endpoint("POST", f"{V1}/media/:id/blur", scope="write:media", body=Places)
def blur_places(call: Call[Places], id: str) -> JSON:
    """Make places of one's own picture unreadable, for good."""
    said, number = call.params, record_id(id)
    with unprocessable():
        if said.all:
            return media_json(blur_everything(call.account, number))
        return media_json(blur(call.account, number, said.findings))
