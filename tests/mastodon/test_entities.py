"""What apps get has the types that Mastodon.py's own return types ask for."""

import typing
from collections.abc import Callable
from datetime import datetime
from typing import Any

import mastodon.return_types as entities
import mastodon.types_base as base
from dateutil import parser

from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.models import Media, Poll, Post
from rounds.posts.react import favourite
from rounds.posts.visibility import Visibility
from tests.mastodon.conftest import Phone
from tests.timelines.test_notifications import say

Hints = dict[str, Any]
# Mastodon.py takes these seconds since 1970 for a date; Mastodon sends them as text.
NOT_DATES = {"day"}


def hints_of(kind: type) -> Hints:
    """The fields of an entity with their types."""
    return {k: v for k, v in typing.get_type_hints(kind).items() if not k.startswith("_")}


def faults(kind: Any, value: Any, place: str = "$") -> list[str]:
    """Where `value` is not what the type `kind` says; empty when it is."""
    kind = base.resolve_type(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any or isinstance(kind, typing.TypeVar):
        return []
    if origin is typing.Union:
        tried = [faults(one, value, place) for one in arguments]
        return min(tried, key=len)
    if kind is type(None):
        return [] if value is None else [f"{place}: not null"]
    if value is None:
        return [f"{place}: null"]
    shape = origin or kind
    if isinstance(shape, type) and issubclass(shape, list):
        return _list_faults(arguments, value, place)
    if isinstance(shape, type) and issubclass(shape, dict):
        return _object_faults(shape, value, place)
    return _scalar_faults(kind, value, place)


def _list_faults(arguments: tuple[Any, ...], value: Any, place: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{place}: no list"]
    of = arguments[0] if arguments else Any
    return [f for n, item in enumerate(value) for f in faults(of, item, f"{place}[{n}]")]


def _object_faults(shape: Any, value: Any, place: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{place}: no object"]
    if not getattr(shape, "__annotations__", None):
        return []
    renamed = getattr(shape, "_rename_map", {}) or {}
    found = []
    for name, kind in hints_of(shape).items():
        key = renamed.get(name, name)
        if key in NOT_DATES:
            continue
        if key in value:
            found += faults(kind, value[key], f"{place}.{key}")
        elif type(None) not in typing.get_args(kind):
            found.append(f"{place}.{key}: missing")
    return found


def _scalar_faults(kind: Any, value: Any, place: str) -> list[str]:
    if kind is datetime:
        try:
            parser.parse(value)
        except (TypeError, ValueError, OverflowError):
            return [f"{place}: no date: {value!r}"]
        return []
    if getattr(kind, "__name__", "") == "MaybeSnowflakeIdType" or kind is str:
        return [] if isinstance(value, str) else [f"{place}: {value!r} is no text"]
    if kind is bool:
        return [] if isinstance(value, bool) else [f"{place}: {value!r} is no bool"]
    if kind in {int, float}:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return [] if is_number else [f"{place}: {value!r} is no number"]
    return []


def check(phone: Phone, name: str, path: str, *, several: bool = True, **query: str) -> None:
    """Ask, and compare each entity of the answer with its type."""
    answer = phone.get(path, **query)
    assert answer.status_code == 200, (path, answer.content)
    items = answer.json() if several else [answer.json()]
    assert items, f"{path} gave nothing to check"
    kind = getattr(entities, name)
    found = {fault for item in items for fault in faults(kind, item)}
    assert not found, (path, sorted(found))


def _rich_post(author: Account, text: str) -> Post:
    post = say(author, text)
    Media.objects.create(
        account=author, post=post, file="a1.webp", preview="a2.webp", width=800, height=600,
        preview_width=400, preview_height=300, blurhash="LEHV6nWB2yk8", description="A trace",
    )  # fmt: skip
    Poll.objects.create(post=post, options=["Yes", "No"], counts=[2, 1], voters_count=3)
    Post.objects.filter(pk=post.pk).update(app_name="toot", version=2)
    return post


def test_every_entity_of_reading_has_the_types_that_clients_expect(
    dr_amina: Account, student_leo: Account, phone_of: Callable[..., Phone]
) -> None:
    follow(student_leo, dr_amina)
    post = _rich_post(dr_amina, "@leo look at this #ECG")
    say(dr_amina, "Quoting myself", quote_of=post.pk)
    boost(dr_amina, say(student_leo, "Mine too #ECG").pk)
    say(dr_amina, "@leo alone", visibility=Visibility.DIRECT)
    favourite(student_leo, post.pk)
    run_due()
    leo, amina = phone_of(student_leo), phone_of(dr_amina)
    for path in ("home", "public", "tag/ecg", "direct"):
        check(leo, "Status", f"/api/v1/timelines/{path}")
    check(leo, "Status", f"/api/v1/statuses/{post.pk}", several=False)
    check(leo, "Context", f"/api/v1/statuses/{post.pk}/context", several=False)
    check(leo, "Status", "/api/v1/favourites")
    check(leo, "Notification", "/api/v1/notifications")
    check(amina, "Notification", "/api/v1/notifications")
    check(amina, "GroupedNotificationsResults", "/api/v2/notifications", several=False)
    check(amina, "NotificationPolicy", "/api/v2/notifications/policy", several=False)
    check(amina, "UnreadNotificationsCount", "/api/v1/notifications/unread_count", several=False)
    check(leo, "SearchV2", "/api/v2/search", several=False, q="ecg")
    check(leo, "Conversation", "/api/v1/conversations")
    check(leo, "Tag", "/api/v1/trends/tags")
    check(leo, "Tag", "/api/v1/tags/ecg", several=False)
    leo.post("/api/v1/tags/ecg/follow")
    check(leo, "Tag", "/api/v1/followed_tags")
    amina.post("/api/v1/featured_tags", {"name": "ecg"})
    check(amina, "FeaturedTag", "/api/v1/featured_tags")
    leo.post("/api/v1/lists", {"title": "Teachers"})
    check(leo, "UserList", "/api/v1/lists")
    leo.post(
        "/api/v2/filters",
        {"title": "x", "context": ["home"], "keywords_attributes": [{"keyword": "ecg"}]},
    )
    check(leo, "FilterV2", "/api/v2/filters")
    check(leo, "Filter", "/api/v1/filters")
    check(leo, "Status", "/api/v1/timelines/home")
    leo.form("/api/v1/markers", f"home[last_read_id]={post.pk}")
    marker = leo.get("/api/v1/markers").json()["home"]
    assert faults(entities.Marker, marker) == []
