"""Takedowns for apps: claim that a post uses one's work, follow a claim, answer it, decide it."""

from typing import Any

import msgspec

from rounds.base.errors import NotFound
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, page, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.trust import takedown
from rounds.trust.models import Takedown
from rounds.trust.queries import claim_for_moderator, list_claimed, side_of, taken_by

HERE, ADMIN = f"{V1}/takedowns", f"{V1}/admin/takedowns"


def _short(one: Takedown, people: People) -> dict[str, JSON]:
    return {
        "code": one.code, "url": page(f"/takedowns/{one.code}"), "state": one.state,
        "status_id": str(one.post_id), "author": people(one.author_id), "name": one.name,
        "due_at": moment_json(one.due_at), "created_at": moment_json(one.at),
    }  # fmt: skip


def _list(rows: list[Takedown]) -> list[JSON]:
    people = People(one.author_id for one in rows)
    return [_short(one, people) for one in rows]


def _whole(one: Takedown, side: str) -> JSON:
    """A claim with its trail, for whoever stands at `side`."""
    steps = [
        {
            "state": step.state, "by": taken_by(one, step), "words": step.words,
            "created_at": moment_json(step.at),
        }
        for step in takedown.steps_of(one)
    ]  # fmt: skip
    return _short(one, People([one.author_id])) | {
        "side": side, "work": one.work, "right": one.right, "steps": steps,
    }  # fmt: skip


def _mine(call: Call[Any], code: str) -> Takedown:
    """Errors: NotFound for whoever is no side: moderators have addresses of their own."""
    one = takedown.takedown_of(call.account, code)
    if side_of(one, call.account) is None:
        raise NotFound
    return one


def _shown(call: Call[Any], code: str) -> JSON:
    one = _mine(call, code)
    return _whole(one, str(side_of(one, call.account)))


@endpoint("GET", HERE, scope="read:takedowns")
def both(call: Call[Nothing]) -> JSON:
    """The claims one made, and those on one's own posts that a moderator has acted on."""
    return {
        "claimed": _list(list_claimed(call.account)),
        "about_mine": _list(takedown.list_about(call.account)),
    }


class NewClaim(msgspec.Struct, kw_only=True):
    """Which post, which work, by what right, under which name; in good faith."""

    status_id: str
    work: str = ""
    right: str = ""
    name: str = ""
    good_faith: bool = False
    vouched: bool = False


@endpoint("POST", HERE, scope="write:takedowns", body=NewClaim)
def claim(call: Call[NewClaim]) -> JSON:
    """Claim that a public post uses one's work."""
    said = call.params
    words = takedown.Claim(
        work=said.work, right=said.right, name=said.name, good_faith=said.good_faith,
        vouched=said.vouched,
    )  # fmt: skip
    with worded():
        made = takedown.claim_takedown(call.account, record_id(said.status_id), words)
    return _shown(call, made.code)


@endpoint("GET", f"{HERE}/:code", scope="read:takedowns")
def follow(call: Call[Nothing], code: str) -> JSON:
    """One claim, for its two sides: how it stands, until when, and its trail."""
    return _shown(call, code)


class Counter(msgspec.Struct, kw_only=True):
    """Why the post may stand; in good faith."""

    words: str = ""
    good_faith: bool = False
    vouched: bool = False


@endpoint("POST", f"{HERE}/:code/counter", scope="write:takedowns", body=Counter)
def counter(call: Call[Counter], code: str) -> JSON:
    """The author's counter-notice."""
    one, said = _mine(call, code), call.params
    with worded():
        takedown.counter(
            call.account, one.pk, said.words, good_faith=said.good_faith, vouched=said.vouched
        )
    return _shown(call, code)


class Court(msgspec.Struct, kw_only=True):
    """Which court, and the number of the case."""

    words: str = ""
    vouched: bool = False


@endpoint("POST", f"{HERE}/:code/court", scope="write:takedowns", body=Court)
def court(call: Call[Court], code: str) -> JSON:
    """The claimant shows that a court was asked."""
    with worded():
        takedown.show_court(call.account, code, call.params.words, vouched=call.params.vouched)
    return _shown(call, code)


@endpoint("GET", ADMIN, scope="admin:read:takedowns")
def waiting(call: Call[Nothing]) -> JSON:
    """The confirmed claims that are not over, for moderators; the oldest first."""
    return _list(takedown.list_claims(call.account))


@endpoint("GET", f"{ADMIN}/:code", scope="admin:read:takedowns")
def read(call: Call[Nothing], code: str) -> JSON:
    """One claim as moderators read it."""
    return _whole(claim_for_moderator(call.account, code), "moderator")


class Verdict(msgspec.Struct, kw_only=True):
    """Whether the post goes down meanwhile, and why: both sides read it."""

    down: bool
    reason: str = ""
    vouched: bool = False


@endpoint("POST", f"{ADMIN}/:code/decide", scope="admin:write:takedowns", body=Verdict)
def decide(call: Call[Verdict], code: str) -> JSON:
    """Take a post down meanwhile, or refuse the claim."""
    one, said = claim_for_moderator(call.account, code), call.params
    with worded():
        takedown.decide_claim(
            call.account, one.pk, down=said.down, reason=said.reason, vouched=said.vouched
        )
    return _whole(claim_for_moderator(call.account, code), "moderator")


class Closing(msgspec.Struct, kw_only=True):
    """Whether the post comes back, and why: both sides read it."""

    restore: bool
    reason: str = ""
    vouched: bool = False


@endpoint("POST", f"{ADMIN}/:code/close", scope="admin:write:takedowns", body=Closing)
def close(call: Call[Closing], code: str) -> JSON:
    """End a claim when the court has spoken: the post comes back, or stays down."""
    one, said = claim_for_moderator(call.account, code), call.params
    with worded():
        takedown.close_court(
            call.account, one.pk, restore=said.restore, reason=said.reason, vouched=said.vouched
        )
    return _whole(claim_for_moderator(call.account, code), "moderator")
