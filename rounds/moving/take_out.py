"""Take out: everything that is somebody's own, written as one zip while it is read.

The files are those of a Mastodon archive, so that its tools read them; our labels stand in the same
files under `rounds:`, and `rounds.json` holds what Mastodon has no place for. Nothing is held in
memory but one post at a time.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import msgspec
from django.conf import settings

from rounds.base import clock
from rounds.gate import takeout as gate
from rounds.gate.bring_in import origins_of
from rounds.gatherings import takeout as gatherings
from rounds.identity import takeout as identity
from rounds.identity.models import Account
from rounds.moving.vocabulary import CONTEXT, PORTRAIT
from rounds.moving.written import boost_activity, post_activity
from rounds.posts import takeout as posts
from rounds.posts.files import read as read_file
from rounds.timelines import takeout as timelines

ROOMS = (identity, gate, timelines, gatherings)
_AT_ONCE = 200
Tell = Callable[[int, int], None]


def _quiet(done: int, total: int) -> None:
    """Tell nobody."""


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _collection(name: str, items: Iterable[bytes], total: int) -> Iterator[bytes]:
    """An OrderedCollection, piece by piece."""
    head = {"@context": CONTEXT, "id": name, "type": "OrderedCollection", "totalItems": total}
    yield _json(head)[:-1] + b',"orderedItems":['
    for number, item in enumerate(items):
        yield (b",\n" if number else b"\n") + item
    yield b"]}"


def _stream(archive: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> None:
    with archive.open(name, "w", force_zip64=True) as out:
        for part in parts:
            out.write(part)


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def archive_of(account: Account) -> dict[str, Any]:
    """What the rooms hold about somebody beside the posts, under a line of what it is."""
    about = {
        "server": settings.BASE_URL, "taken": clock.now(),
        "format": "Rounds, a copy of one's own data, version 2",
    }  # fmt: skip
    found: dict[str, Any] = {"about": about}
    for room in ROOMS:
        found |= room.take_out(account)
    return found | posts.take_out_ties(account)


def _actor(account: Account) -> dict[str, Any]:
    name = f"{settings.BASE_URL}/@{account.username}"
    return {
        "@context": CONTEXT, "id": name, "type": "Person", "url": name,
        "preferredUsername": account.username, "name": account.display_name,
        "summary": account.note_html, "published": account.created_at.isoformat(),
        "followers": f"{name}/followers", "following": f"{name}/following",
        "outbox": "outbox.json", "likes": "likes.json", "bookmarks": "bookmarks.json",
        "attachment": [
            {"type": "PropertyValue", "name": p["name"], "value": p["value"]} for p in account.fields
        ],
        "rounds:role": account.role, "rounds:defaultLicence": account.default_licence,
        **{
            word: {"type": "Image", "mediaType": "image/webp", "url": f"{which}.webp"}
            | ({"name": account.avatar_description} if which == "avatar" else {})
            for word, which in PORTRAIT.items() if getattr(account, which)
        },
    }  # fmt: skip


def _put_portrait(archive: zipfile.ZipFile, account: Account) -> None:
    """The avatar and the header, where there are any."""
    for which in PORTRAIT.values():
        if name := getattr(account, which):
            try:
                data = read_file(name)
            except FileNotFoundError:
                continue
            archive.writestr(zipfile.ZipInfo(f"{which}.webp"), data, zipfile.ZIP_STORED)


def _handle(handle: str) -> str:
    return handle if "@" in handle else f"{handle}@{settings.LOCAL_HOST}"


def _tables(held: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The lists of people as Mastodon's tools import them."""
    head = ["Account address", "Show boosts", "Notify on new posts", "Languages"]
    follows = [
        [_handle(f["account"]), str(f["boosts"]).lower(), str(f["notify"]).lower(), ", ".join(f["languages"] or [])]
        for f in held["following"] if f["accepted"]
    ]  # fmt: skip
    yield "following_accounts.csv", _csv([head, *follows])
    yield "blocked_accounts.csv", _csv([[_handle(h)] for h in held["blocked"]])
    muted = [[_handle(h), "true"] for h in held["muted"]]
    yield "muted_accounts.csv", _csv([["Account address", "Hide notifications"], *muted])
    lists = [[one["title"], _handle(m)] for one in held["lists"] for m in one["members"]]
    yield "lists.csv", _csv(lists)
    yield "blocked_domains.csv", _csv([[d] for d in held["blocked_servers"]])
    yield "bookmarks.csv", _csv([[one["url"]] for one in held["bookmarks"]])


def _activities(account: Account, tell: Tell, total: int) -> Iterator[bytes]:
    for done, several in enumerate(posts.own_posts(account, _AT_ONCE)):
        origins = origins_of(account, [post.pk for post in several])
        for post in several:
            yield _json(post_activity(account, post, origins.get(post.pk, [])))
        tell(min((done + 1) * _AT_ONCE, total), total)
    for boost in posts.own_boosts(account):
        yield _json(boost_activity(account, boost))


def _put_media(archive: zipfile.ZipFile, account: Account) -> None:
    for several in posts.own_posts(account, _AT_ONCE):
        for post in several:
            for picture in post.media.all():
                try:
                    data = read_file(picture.file)
                except FileNotFoundError:
                    continue
                kept = zipfile.ZipInfo(posts.path_in_archive(picture))
                archive.writestr(kept, data, zipfile.ZIP_STORED)


def take_out(account: Account, out: IO[bytes], tell: Tell = _quiet) -> int:
    """Write the archive of `account` into `out`; gives how many posts it holds.

    `tell` hears how many of how many posts are written.
    """
    held = archive_of(account)
    total = posts.count_own(account)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("actor.json", _json(_actor(account)))
        everything = total + len(held["boosts"])
        items = _activities(account, tell, total)
        _stream(archive, "outbox.json", _collection("outbox.json", items, everything))
        for name, key in (("likes.json", "favourites"), ("bookmarks.json", "bookmarks")):
            addresses = [_json(one["url"]) for one in held[key]]
            _stream(archive, name, _collection(name, addresses, len(addresses)))
        for name, data in _tables(held):
            archive.writestr(name, data)
        archive.writestr("rounds.json", msgspec.json.format(_json(held), indent=1))
        _put_portrait(archive, account)
        _put_media(archive, account)
    return total
