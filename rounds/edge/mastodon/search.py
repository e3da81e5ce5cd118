"""Search, as the Mastodon API calls it."""

import msgspec

from rounds.base.ids import parse_id
from rounds.base.page import Page
from rounds.edge.mastodon.api import JSON, Call, clamp, endpoint
from rounds.edge.mastodon.errors import ApiError
from rounds.edge.mastodon.tags import tag_entity
from rounds.timelines.addresses import id_in_address
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.search import search_people, search_posts, search_tags
from rounds.timelines.views import AccountView, PostView, json_list


class Asked(msgspec.Struct, kw_only=True):
    """What to search for."""

    q: str = ""
    type: str | None = None
    resolve: bool = False
    following: bool = False
    exclude_unreviewed: bool = False
    account_id: str | None = None
    max_id: str | None = None
    min_id: str | None = None
    limit: int | None = None
    offset: int = 0


TYPES = ("accounts", "hashtags", "statuses")


def _posts(call: Call[Asked], limit: int, offset: int) -> list[PostView]:
    asked = call.params
    # The address of a post finds that post: apps send it to open a link.
    if (post_id := id_in_address(asked.q)) is not None:
        return hydrate_posts(call.viewer, [post_id])
    page = Page(max_id=parse_id(asked.max_id), since_id=parse_id(asked.min_id), limit=limit)
    author = parse_id(asked.account_id) if asked.account_id else None
    return search_posts(call.viewer, asked.q, page, offset=offset, account_id=author)


@endpoint("GET", "/api/v2/search", scope="read:search", needs="none", body=Asked)
def search(call: Call[Asked]) -> JSON:
    """Accounts, posts and hashtags; strangers get one page of each."""
    asked = call.params
    if not asked.q.strip():
        raise ApiError(400, "Parameter q is missing")
    if asked.type is not None and asked.type not in TYPES:
        raise ApiError(422, f"Search for one of: {', '.join(TYPES)}")
    if call.viewer is None and (asked.offset or asked.resolve):
        raise ApiError(401, "Search queries pagination is not supported without authentication")
    limit, offset = clamp(asked.limit, 20, 40), max(0, min(asked.offset, 4000))
    wanted = (asked.type,) if asked.type else TYPES
    people: list[AccountView] = []
    posts: list[PostView] = []
    tags: list[JSON] = []
    if "accounts" in wanted and not asked.q.startswith("#"):
        people = search_people(
            call.viewer, _handle(asked.q), limit=limit, offset=offset, following=asked.following
        )
    if "statuses" in wanted:
        posts = _posts(call, limit, offset)
    if "hashtags" in wanted and not asked.q.startswith("@"):
        found = search_tags(call.viewer, asked.q, limit=limit, offset=offset)
        tags = [tag_entity(tag) for tag in found]
    return b'{"accounts":%b,"statuses":%b,"hashtags":%b,"collections":[]}' % (
        json_list(people),
        json_list(posts),
        msgspec.json.encode(tags),
    )


def _handle(text: str) -> str:
    """The handle in the address of somebody's page here; any other text as it is."""
    _, found, rest = text.strip().partition("/@")
    return rest.partition("/")[0] if found and text.startswith("http") else text
