"""Polls."""

import msgspec

from rounds.base.errors import NotFound
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.asking import post_view, unprocessable
from rounds.identity.models import Account
from rounds.posts.models import Poll
from rounds.posts.polls import readable_poll, vote


class Votes(msgspec.Struct):
    """The chosen options, counted from nought."""

    choices: list[int] = []


def _entity(viewer: Account | None, poll: Poll) -> bytes:
    view = post_view(viewer, poll.post_id).poll
    if view is None:
        raise NotFound
    return view.json()


@endpoint("GET", "/api/v1/polls/:id", scope="read:statuses", needs="none")
def show_poll(call: Call[Nothing], id: str) -> JSON:
    """A poll as it stands."""
    return _entity(call.viewer, readable_poll(call.viewer, record_id(id)))


@endpoint("POST", "/api/v1/polls/:id/votes", scope="write:statuses", body=Votes)
def cast_votes(call: Call[Votes], id: str) -> JSON:
    """Vote, once."""
    with unprocessable():
        poll = vote(call.account, record_id(id), call.params.choices)
    return _entity(call.account, poll)
