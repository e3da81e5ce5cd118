"""Shape what is under review: a manuscript as one seat may have it, its versions, its reviews.

Who wrote a review is told exactly where the page tells it (`gate.review.queries.names_reviewer`):
otherwise a number stands there, and nothing that leads to the account.
"""

from typing import Any

import msgspec

from rounds.base.errors import NotFound
from rounds.edge.mastodon.api import JSON
from rounds.edge.mastodon.drafting import WORDS
from rounds.edge.mastodon.media import media_json
from rounds.edge.mastodon.rounds_v1.shapes import People, page
from rounds.edge.mastodon.shapes import moment_json
from rounds.gate.draft import Draft
from rounds.gate.review.difference import difference
from rounds.gate.review.manuscripts import draft_in, latest
from rounds.gate.review.people import suggested
from rounds.gate.review.queries import (
    Part,
    Place,
    Report,
    has_given,
    invitations_of,
    lapsed_of,
    names_reviewer,
    reviews_for,
    versions_of,
)
from rounds.gate.reviews import OPEN, Invitation, Manuscript, ManuscriptVersion, Review, Seat, State
from rounds.identity.models import Account
from rounds.posts.media import own_media
from rounds.timelines.thread import thread
from rounds.timelines.views import json_list


def people_in(manuscripts: list[Manuscript]) -> People:
    """The authors and editors of `manuscripts`."""
    return People(n for one in manuscripts for n in (one.author_id, one.editor_id))


def manuscript_json(one: Manuscript, part: Part, people: People) -> dict[str, JSON]:
    """A manuscript in a list: whose, where it stands, and what the reader has to do with it."""
    return {
        "id": str(one.pk), "part": part.value, "state": one.state, "url": page(f"/reviews/{one.pk}"),
        "author": people(one.author_id), "editor": people(one.editor_id),
        "status_id": str(one.post_id) if one.post_id else None,
        "asked_at": moment_json(one.asked_at),
    }  # fmt: skip


def seat_json(seat: Invitation) -> dict[str, JSON]:
    """One's own seat."""
    waits = seat.state == Seat.INVITED
    return {
        "state": seat.state, "number": seat.number, "signs": None if waits else seat.signs,
        "expires_at": moment_json(seat.expires_at) if waits else None,
    }  # fmt: skip


def review_json(review: Review, *, named: bool, to_editor: bool = False) -> dict[str, JSON]:
    """A review; `named` where the reader may know who wrote it."""
    return {
        "id": str(review.pk), "version": review.version.number, "number": review.invitation.number,
        "signed": review.signed,
        "reviewer_name": review.shown_name if named else None,
        "role": review.role_line if named else None,
        "credential": review.credential_line if named else None,
        "interests": review.interests_line,
        "interests_url": page(f"/interests/{review.interests_snapshot}") if named else None,
        "items": review.items, "recommendation": review.recommendation, "words": review.words,
        "to_editor": review.to_editor if to_editor else None,
        "ai_use": review.ai_use, "ai_words": review.ai_words, "created_at": moment_json(review.at),
    }  # fmt: skip


def _pictures(author: Account, draft: Draft) -> list[JSON]:
    """The pictures of a draft, without what was found in them: that is their owner's to read."""
    try:
        found = [media_json(own_media(author, number)) for number in draft.media]
    except NotFound:
        return []
    return [{name: told for name, told in one.items() if name != "rounds"} for one in found]


def draft_json(author: Account, draft: Draft) -> dict[str, JSON]:
    """What somebody means to post, in the words in which an app sends it."""
    labels = msgspec.to_builtins(draft.labels, str_keys=True)
    labels["speaks_for"] = str(draft.labels.speaks_for) if draft.labels.speaks_for else None
    return {
        "text": draft.text, "spoiler_text": draft.content_warning, "sensitive": draft.sensitive,
        "language": draft.language or None, "visibility": WORDS[draft.visibility],
        "in_reply_to_id": str(draft.reply_to) if draft.reply_to else None,
        "media_attachments": _pictures(author, draft), "poll": msgspec.to_builtins(draft.poll),
        "teaching": draft.teaching, "interests": draft.interests, "rounds": labels,
    }  # fmt: skip


def _outline(manuscript: Manuscript) -> dict[str, JSON] | None:
    """What somebody learns who may not read the text yet; None once it was emptied."""
    draft = draft_in(latest(manuscript))
    if draft is None:
        return None
    labels = draft.labels
    return {
        "words": len(draft.text.split()), "for_whom": labels.for_whom, "level": labels.level,
        "bloom": labels.bloom, "has_pictures": bool(draft.media),
        "is_published": manuscript.post_id is not None,
    }  # fmt: skip


def _read(draft: Draft) -> str:
    parts = [draft.content_warning, draft.text, draft.labels.summary]
    return "\n".join([*(p for p in parts if p), *(draft.poll.options if draft.poll else ())])


def _version(
    one: ManuscriptVersion, before: ManuscriptVersion | None, author: Account, reviews: list[JSON]
) -> dict[str, JSON]:
    draft, old = draft_in(one), draft_in(before) if before else None
    changes = difference(_read(old), _read(draft)) if old and draft else []
    return {
        "number": one.number, "sent_at": moment_json(one.sent_at), "answer": one.answer,
        "draft": draft_json(author, draft) if draft else None,
        "changes": [{"kind": piece.kind, "words": piece.words} for piece in changes],
        "reviews": reviews,
    }  # fmt: skip


def _versions(place: Place) -> list[JSON]:
    reviews, found, before = reviews_for(place), [], None
    edits = place.part is Part.EDITOR
    for version in versions_of(place.manuscript):
        those = [
            review_json(one, named=names_reviewer(place, one), to_editor=edits)
            for one in reviews
            if one.version_id == version.pk
        ]
        found.append(_version(version, before, place.manuscript.author, those))
        before = version
    return found


def _below(reader: Account, manuscript: Manuscript) -> JSON:
    """What the author wrote on beneath a published post, in order."""
    chain, found = {manuscript.post_id}, []
    try:
        below = thread(reader, manuscript.post_id)[1] if manuscript.post_id else []
    except NotFound:
        below = []
    for view in below:
        if view.account.id == manuscript.author_id and view.reply_to in chain:
            chain.add(view.id)
            found.append(view)
    return msgspec.Raw(json_list(found))


def _asked(seats: list[Invitation]) -> list[JSON]:
    people = People(one.reviewer_id for one in seats)
    return [
        {
            "id": str(one.pk), "number": one.number, "reviewer": people(one.reviewer_id),
            "state": Seat.EXPIRED if one.has_lapsed else one.state,
            "signs": one.signs if one.state == Seat.ACCEPTED else None,
            "expires_at": moment_json(one.expires_at),
        }
        for one in seats
    ]  # fmt: skip


def _desk(manuscript: Manuscript) -> dict[str, JSON]:
    """What the editor sees beside: who was asked, and whom to ask."""
    is_asking = manuscript.state == State.IN_REVIEW
    ids = [one.pk for one in suggested(manuscript)] if is_asking else []
    people = People(ids)
    return {
        "invitations": _asked(invitations_of(manuscript)),
        "suggested": [people(one) for one in ids],
    }


def _lapsed(manuscript: Manuscript) -> dict[str, JSON]:
    gone = lapsed_of(manuscript)
    at = moment_json(gone[0].expires_at) if gone else None
    return {"lapsed_invitations": {"count": len(gone), "latest_at": at}}


def place_json(reader: Account, place: Place) -> dict[str, JSON]:
    """A manuscript as `place` may have it: what its page shows there, and no more."""
    manuscript, part = place.manuscript, place.part
    told: dict[str, Any] = manuscript_json(manuscript, part, people_in([manuscript]))
    told["outline"] = _outline(manuscript)
    told["seat"] = seat_json(place.invitation) if place.invitation else None
    if not place.reads:
        return told
    told |= {"versions": _versions(place), "thread": _below(reader, manuscript)}
    if part is Part.AUTHOR:
        told["reason"] = manuscript.reason
    if part in {Part.AUTHOR, Part.EDITOR} and manuscript.state in OPEN:
        told |= _lapsed(manuscript)
    if part is Part.EDITOR:
        told |= _desk(manuscript)
    if place.invitation and part is Part.REVIEWER and manuscript.state == State.IN_REVIEW:
        told["seat"]["has_given"] = has_given(place.invitation, latest(manuscript))
    return told


def report_json(report: Report) -> dict[str, JSON]:
    """What is published of one manuscript."""
    manuscript = report.manuscript
    return {
        "edition": report.edition,
        "editor_name": manuscript.editor.shown_name if manuscript.editor else None,
        "decided_at": moment_json(manuscript.decided_at),
        "reason": manuscript.reason, "despite": manuscript.despite,
        "rounds": [
            {
                "number": version.number, "answer": version.answer,
                "reviews": [review_json(one, named=one.signed) for one in reviews],
            }
            for version, reviews in report.rounds
        ],
    }  # fmt: skip
