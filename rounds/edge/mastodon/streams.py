"""The names of Mastodon's streams, and which channels of the bus each of them hears. Pure."""

from collections.abc import Callable, Collection

import msgspec

from rounds.base.ids import parse_id
from rounds.base.text import normal_tag


class Ask(msgspec.Struct, frozen=True):
    """What a client asks to hear: a stream's name and, for some, which tag or list."""

    stream: str = ""
    tag: str | None = None
    list: str | None = None


class Heard(msgspec.Struct, frozen=True):
    """One stream that a client hears: its `channel`, how it is named in messages, and which events."""

    channel: str
    name: tuple[str, ...]
    events: frozenset[str] | None = None


_SIMPLE = {
    "public": "public",
    "public:local": "public:local",
    "public:remote": "public:remote",
    "public:media": "public:media",
    "public:local:media": "public:local:media",
    "public:remote:media": "public:remote:media",
}
_NOTIFICATIONS = frozenset({"notification"})
_NEEDS_SCOPE = {"user:notification": "read:notifications", "list": "read:lists"}


def scope_for(stream: str) -> str | None:
    """The scope a stream asks for; None for a public one."""
    if stream in _SIMPLE or stream.startswith("hashtag"):
        return None
    return _NEEDS_SCOPE.get(stream, "read:statuses")


def heard(ask: Ask, me: int | None, my_lists: Callable[[], Collection[int]]) -> Heard | None:
    """The channel behind `ask` for account `me`; None for what there isn't, or isn't theirs."""
    if ask.stream in _SIMPLE:
        return Heard(_SIMPLE[ask.stream], (ask.stream,))
    if ask.stream in {"hashtag", "hashtag:local"} and ask.tag:
        tag = normal_tag(ask.tag)
        local = ":local" if ask.stream.endswith(":local") else ""
        return Heard(f"tag:{tag}{local}", (ask.stream, tag))
    if me is None:
        return None
    if ask.stream == "user":
        return Heard(f"user:{me}", ("user",))
    if ask.stream == "user:notification":
        return Heard(f"user:{me}", ("user:notification",), _NOTIFICATIONS)
    if ask.stream == "direct":
        return Heard(f"direct:{me}", ("direct",))
    list_id = parse_id(ask.list) if ask.stream == "list" else None
    if list_id is not None and list_id in my_lists():
        return Heard(f"list:{list_id}", ("list", str(list_id)))
    return None


def stream_of_path(path: str) -> str | None:
    """The stream behind an address such as `/api/v1/streaming/public/local`; None for none."""
    rest = path.removeprefix("/api/v1/streaming").strip("/").replace("/", ":")
    known = {*_SIMPLE, "user", "user:notification", "hashtag", "hashtag:local", "list", "direct"}
    return rest if rest in known else None
