"""What editors and reviewers do, for apps: take up, invite, accept, judge, decide. One verb each."""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.rounds_v1.reviews import HERE, shown
from rounds.edge.mastodon.rounds_v1.shapes import Named, whom, worded
from rounds.gate.review import editor, reviewer
from rounds.gate.review.rules import AiUse, Answer, Assessment, Item, Opinion, Recommendation


@endpoint("POST", f"{HERE}/:id/take_up", scope="write:reviews")
def take_up(call: Call[Nothing], id: str) -> JSON:
    """Become the editor of a manuscript that has none."""
    editor.take_up(call.account, record_id(id))
    return shown(call.account, record_id(id))


@endpoint("POST", f"{HERE}/:id/hand_on", scope="write:reviews")
def hand_on(call: Call[Nothing], id: str) -> JSON:
    """Edit it no longer; another editor can take it up."""
    editor.hand_on(call.account, record_id(id))
    return {}


@endpoint("POST", f"{HERE}/:id/invitations", scope="write:reviews", body=Named)
def invite(call: Call[Named], id: str) -> JSON:
    """Ask somebody to review, by account_id or acct."""
    with worded():
        editor.invite(call.account, record_id(id), whom(call.params, "reviewer"))
    return shown(call.account, record_id(id))


@endpoint("DELETE", f"{HERE}/:id/invitations/:seat", scope="write:reviews")
def release(call: Call[Nothing], id: str, seat: str) -> JSON:
    """Ask a reviewer no further; reviews already given stay."""
    editor.release_reviewer(call.account, record_id(id), record_id(seat))
    return shown(call.account, record_id(id))


class Decision(msgspec.Struct, kw_only=True):
    """What the editor decides and why; `despite` where the badge's two reviews are missing."""

    decision: Recommendation
    words: str = ""
    despite: str = ""
    vouched: bool = False


@endpoint("POST", f"{HERE}/:id/decide", scope="write:reviews", body=Decision)
def decide(call: Call[Decision], id: str) -> JSON:
    """Accept, ask for a new version, or reject."""
    said, number = call.params, record_id(id)
    with worded():
        editor.decide(
            call.account, number, said.decision, said.words,
            despite=said.despite, vouched=said.vouched,
        )  # fmt: skip
    return shown(call.account, number)


class Accepting(msgspec.Struct, kw_only=True):
    """Whether one signs: then author and readers learn who it is."""

    signs: bool


@endpoint("POST", f"{HERE}/:id/accept", scope="write:reviews", body=Accepting)
def accept(call: Call[Accepting], id: str) -> JSON:
    """Agree to review; from now on one reads the text."""
    with worded():
        reviewer.accept(call.account, record_id(id), signs=call.params.signs)
    return shown(call.account, record_id(id))


@endpoint("POST", f"{HERE}/:id/decline", scope="write:reviews")
def decline(call: Call[Nothing], id: str) -> JSON:
    """Say no; no reason is asked for."""
    reviewer.decline(call.account, record_id(id))
    return {}


class Judged(msgspec.Struct, kw_only=True):
    """One of the eight items."""

    item: Item
    answer: Answer
    comment: str = ""


class Given(msgspec.Struct, kw_only=True):
    """A review: the eight items, what is recommended, whether an AI helped, and words."""

    items: list[Judged]
    recommendation: Recommendation
    ai_use: AiUse
    ai_words: str = ""
    words: str = ""
    to_editor: str = ""
    vouched: bool = False


@endpoint("POST", f"{HERE}/:id/review", scope="write:reviews", body=Given)
def give(call: Call[Given], id: str) -> JSON:
    """Judge the present version, once."""
    said = call.params
    opinion = Opinion(
        items=tuple(Assessment(one.item, one.answer, one.comment) for one in said.items),
        recommendation=said.recommendation, ai_use=said.ai_use, ai_words=said.ai_words,
        words=said.words, to_editor=said.to_editor,
    )  # fmt: skip
    with worded():
        reviewer.give_review(call.account, record_id(id), opinion, vouched=said.vouched)
    return shown(call.account, record_id(id))
