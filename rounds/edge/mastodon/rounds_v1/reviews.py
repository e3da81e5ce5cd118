"""Reviews for apps: what is one's own, one manuscript, ask for review, answer, publish, withdraw."""

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.asking import entity, refusal, unprocessable
from rounds.edge.mastodon.drafting import NewStatus, new_draft
from rounds.edge.mastodon.errors import ApiError
from rounds.edge.mastodon.rounds_v1.review_shapes import (
    manuscript_json,
    people_in,
    place_json,
    report_json,
    review_json,
    seat_json,
)
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, worded
from rounds.gate.case import draft_of
from rounds.gate.draft import Draft
from rounds.gate.keep import readable_draft
from rounds.gate.models import Manuscript
from rounds.gate.outcome import Asked, Held
from rounds.gate.review import author
from rounds.gate.review.queries import (
    Part,
    list_edited,
    list_given,
    list_own,
    list_to_review,
    list_waiting,
    published_reports,
    readable_manuscript,
)
from rounds.gate.reviews import Invitation, Review, Seat
from rounds.identity.editors import may_edit
from rounds.identity.models import Account

HERE = f"{V1}/reviews"


def shown(reader: Account, manuscript_id: int) -> JSON:
    """The manuscript as it stands for `reader` now.

    Errors: NotFound for who has no part in it.
    """
    return place_json(reader, readable_manuscript(reader, manuscript_id))


def _seats(seats: list[Invitation]) -> list[JSON]:
    people = people_in([seat.manuscript for seat in seats])
    found = []
    for seat in seats:
        part = Part.INVITED if seat.state == Seat.INVITED else Part.REVIEWER
        told = manuscript_json(seat.manuscript, part, people)
        found.append(told | {"seat": seat_json(seat)})
    return found


def _given(reviews: list[Review]) -> list[JSON]:
    people = People(one.version.manuscript.author_id for one in reviews)
    return [
        review_json(one, named=True, to_editor=True)
        | {"author": people(one.version.manuscript.author_id)}
        for one in reviews
    ]


@endpoint("GET", HERE, scope="read:reviews")
def mine(call: Call[Nothing]) -> JSON:
    """What is one's own in some way: as author, reviewer and editor."""
    me = call.account

    def rows(part: Part, found: list[Manuscript]) -> list[JSON]:
        people = people_in(found)
        return [manuscript_json(one, part, people) for one in found]

    return {
        "own": rows(Part.AUTHOR, list_own(me)),
        "to_review": _seats(list_to_review(me)),
        "given": _given(list_given(me)),
        "edits": may_edit(me),
        "edited": rows(Part.EDITOR, list_edited(me)),
        "waiting": rows(Part.PASSING, list_waiting(me)),
    }


@endpoint("GET", f"{HERE}/:id", scope="read:reviews")
def one(call: Call[Nothing], id: str) -> JSON:
    """One manuscript, as one's part in it allows."""
    return shown(call.account, record_id(id))


class Wish(NewStatus, kw_only=True):
    """What to have reviewed: a published post, a kept draft by its code, or a new text."""

    status_id: str | None = None
    draft: str | None = None


def _draft(call: Call[Wish]) -> Draft:
    code = call.params.draft
    if code and call.params.status is None:
        return draft_of(readable_draft(call.account, code))
    return new_draft(call)


@endpoint("POST", HERE, scope="write:reviews", body=Wish)
def ask(call: Call[Wish]) -> JSON:
    """Ask for review before publication, or of one's own published post as it stands.

    What the gate asks about is kept and answered with 422, the sentence and a link.
    """
    wish = call.params
    with worded(), unprocessable():
        if wish.status_id:
            made = author.ask_review_of_post(call.account, record_id(wish.status_id))
            return shown(call.account, made.pk)
        outcome = author.ask_review(call.account, _draft(call), code=wish.draft or "")
    if isinstance(outcome, Asked | Held):
        raise refusal(outcome)
    if not isinstance(outcome, Manuscript):
        raise ApiError(422, "This text is published already. Ask for review of the post instead.")
    return shown(call.account, outcome.pk)


class NewVersion(NewStatus, kw_only=True):
    """The answer to the reviewers, and the new text where there is no post yet."""

    answer: str = ""
    vouched: bool = False


@endpoint("POST", f"{HERE}/:id/versions", scope="write:reviews", body=NewVersion)
def send_version(call: Call[NewVersion], id: str) -> JSON:
    """Answer the reviewers and send a new version; of a published post, as it stands now."""
    said, number = call.params, record_id(id)
    draft = None if said.status is None else new_draft(call)
    with worded(), unprocessable():
        author.send_version(call.account, number, draft, said.answer, vouched=said.vouched)
    return shown(call.account, number)


@endpoint("POST", f"{HERE}/:id/publish", scope="write:statuses")
def publish(call: Call[Nothing], id: str) -> JSON:
    """Publish what was accepted; gives the post."""
    with unprocessable():
        post = author.publish_reviewed(call.account, record_id(id))
    return entity(call.account, post.pk)


@endpoint("POST", f"{HERE}/:id/withdraw", scope="write:reviews")
def withdraw(call: Call[Nothing], id: str) -> JSON:
    """Take one's own manuscript back; a draft is among one's drafts again."""
    author.take_back(call.account, record_id(id))
    return shown(call.account, record_id(id))


@endpoint("GET", f"{V1}/statuses/:id/reviews", scope="read:statuses", needs="none")
def published(call: Call[Nothing], id: str) -> JSON:
    """The reviews published with a post, newest manuscript first."""
    post, reports = published_reports(call.viewer, record_id(id))
    return {
        "status_id": str(post.pk), "reviewed": post.reviewed,
        "reports": [report_json(one) for one in reports],
    }  # fmt: skip
