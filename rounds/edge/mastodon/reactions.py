"""What a reader does with a post in an app: favourite, boost, bookmark, pin, mute; and undone."""

from collections.abc import Callable

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.asking import entity, unprocessable
from rounds.edge.mastodon.drafting import visibility_of
from rounds.gate.draft import Visibility
from rounds.identity.models import Account
from rounds.posts import react
from rounds.posts.boost import boost, unboost
from rounds.posts.models import Post

# The last part of the path -> the verb and the scope it needs.
VERBS: dict[str, tuple[Callable[[Account, int], Post], str]] = {
    "favourite": (react.favourite, "write:favourites"),
    "unfavourite": (react.unfavourite, "write:favourites"),
    "bookmark": (react.bookmark, "write:bookmarks"),
    "unbookmark": (react.unbookmark, "write:bookmarks"),
    "pin": (react.pin, "write:accounts"),
    "unpin": (react.unpin, "write:accounts"),
    "mute": (react.mute_thread, "write:mutes"),
    "unmute": (react.unmute_thread, "write:mutes"),
    "unreblog": (unboost, "write:statuses"),
}


def _handler(verb: Callable[[Account, int], Post]) -> Callable[..., JSON]:
    def handle(call: Call[Nothing], id: str) -> JSON:
        with unprocessable():
            post = verb(call.account, record_id(id))
        return entity(call.account, post.pk)

    handle.__doc__ = verb.__doc__
    handle.__module__ = "rounds.edge.mastodon.statuses"
    return handle


for _name, (_verb, _scope) in VERBS.items():
    endpoint("POST", f"/api/v1/statuses/:id/{_name}", scope=_scope)(_handler(_verb))


class Boosting(msgspec.Struct):
    """Who is to see the boost."""

    visibility: str | None = None


@endpoint(
    "POST", "/api/v1/statuses/:id/reblog", scope="write:statuses", body=Boosting, group="statuses"
)
def reblog(call: Call[Boosting], id: str) -> JSON:
    """Pass a post on; the answer is the boost, with the post in it."""
    word = call.params.visibility
    visibility = visibility_of(word) if word else Visibility.PUBLIC
    with unprocessable():
        made = boost(call.account, record_id(id), visibility)
    return entity(call.account, made.pk)
