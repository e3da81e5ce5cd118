"""Announce to whoever watches right now: one publish for each channel that somebody hears.

The post is rendered once, as its author's friends see it but without anybody's flags: streams are
for news, and an app asks again for what concerns its owner. Who may hear it is asked here, for those
who watch, in one read each for homes and lists.
"""

from rounds.identity.queries import accounts_by_id
from rounds.posts.models import Visibility
from rounds.timelines import sql
from rounds.timelines.bus import publish, watched
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.views import PostView
from rounds.timelines.watch import home_watchers, list_watchers


def _ids(prefix: str) -> list[int]:
    names = (channel.removeprefix(prefix) for channel in watched(prefix))
    return [int(name) for name in names if name.isdigit()]


def _neutral(post_id: int) -> PostView | None:
    """The post as its author sees it, with nobody's flags, votes or filters."""
    author = sql.ids(f"SELECT author_id FROM posts_post WHERE id = {int(post_id)}")
    accounts = accounts_by_id(author)
    view = hydrate_post(accounts[author[0]], post_id) if accounts else None
    for one in _within(view):
        one.favourited = one.boosted_by_me = one.bookmarked = one.pinned = one.muted = False
        one.filtered = ()
        one.poll = one.poll and one.poll.unvoted()
    return view


def _within(view: PostView | None) -> list[PostView]:
    """The posts that a view shows: itself, what it boosts, and what either quotes."""
    if view is None:
        return []
    return [view, *_within(view.boosted), *_within(view.quote)]


def _public_channels(view: PostView, is_local: bool) -> list[str]:
    """The channels that everybody may hear."""
    if view.visibility != Visibility.PUBLIC or view.boosted is not None:
        return []
    channels = []
    for tag in view.tags:
        channels += [f"tag:{tag['name']}", *([f"tag:{tag['name']}:local"] if is_local else [])]
    if view.account.limited or view.reply_to_author not in {None, view.account.id}:
        return channels
    place = "public:local" if is_local else "public:remote"
    channels += ["public", place]
    if view.media:
        channels += ["public:media", f"{place}:media"]
    return channels


def post(post_id: int, *, event: str = "update") -> None:
    """Tell watchers of a post, or (as `status.update`) that it changed."""
    if not watched(""):
        return
    view = _neutral(post_id)
    if view is None:
        return
    authors = {one.account.id for one in _within(view)}
    channels = _public_channels(view, not view.account.domain)
    channels += [f"user:{i}" for i in home_watchers(post_id, _ids("user:"))]
    channels += [f"list:{i}" for i in list_watchers(post_id, _ids("list:"))]
    payload = view.json_text()
    for channel in channels:
        publish(channel, event, payload, authors)


def gone(post_id: int) -> None:
    """Tell watchers that a post is no more: an id alone, which says nothing to whoever never saw it."""
    for channel in watched(""):
        if not channel.startswith(("ties:", "gathering:", "direct:")):
            publish(channel, "delete", str(post_id))


def ties(*account_ids: int) -> None:
    """Tell the open streams of these accounts that whom they see, or who may listen, has changed."""
    for account_id in account_ids:
        publish(f"ties:{account_id}", "changed", "")
