"""Pictures and posts: attach, detach, and delete the files of those that nothing holds any more.

An upload waits for its post for a day; the gate makes that longer for a draft it keeps. Files are
deleted by a job after the commit: a transaction that fails has lost no picture. A picture that
nothing has looked at can't be attached, whatever the gate said.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import msgspec
from django.core.files.storage import default_storage

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.models import Account
from rounds.jobs.queue import later
from rounds.posts import files
from rounds.posts.made import copy_of
from rounds.posts.models import Media, Post, tomorrow
from rounds.posts.seen import POSTABLE, Seen, Spot

MOST_PICTURES = 4
_FILES = ("file", "preview", "private")


def usable_media(author: Account, ids: Sequence[int], post: Post | None = None) -> list[Media]:
    """The pictures `ids` of `author` in that order: unattached, or attached to `post` already.

    Errors: Invalid (field 'media') when one is not there to be used, or they are too many.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST_PICTURES:
        raise Invalid(f"A post holds at most {MOST_PICTURES} pictures. Take one out.", "media")
    if not wanted:
        return []
    rows = {m.pk: m for m in Media.objects.filter(pk__in=wanted, account=author, portrait="")}
    free = {None, post.pk if post else None}
    if any(pk not in rows or rows[pk].post_id not in free for pk in wanted):
        message = "A picture of this post is no longer there, or in another post. Upload it again."
        raise Invalid(message, "media")
    return [rows[pk] for pk in wanted]


def attach(author: Account, post: Post, ids: Sequence[int]) -> None:
    """Give `post` exactly the pictures `ids`, in that order.

    From here on its files are served, under names that nobody has seen before.

    Errors: Invalid (field 'media') when one can't be used or was not looked at yet.
    """
    media = usable_media(author, ids, post)
    if any(picture.state not in POSTABLE for picture in media):
        raise Invalid("A picture of this post is still being checked. Try again soon.", "media")
    for position, picture in enumerate(media):
        picture.post, picture.position = post, position
        _serve(picture, to_all=True)
    if media:
        Media.objects.bulk_update(media, ["post", "position", *_FILES])


def withdraw_pictures(post_id: int) -> None:
    """Take the pictures of a hidden post out of the public place; they stay in their post."""
    _withdraw(post_id, withdrawn=True)


def serve_pictures(post_id: int) -> None:
    """Serve the pictures of a post that is back, under names that nobody has seen before.

    Those of a suspended account wait until it is let back.
    """
    if not Post.objects.filter(pk=post_id, author__suspended_at__isnull=False).exists():
        _withdraw(post_id, withdrawn=False)


def _withdraw(post_id: int, *, withdrawn: bool) -> None:
    for picture in Media.objects.select_for_update(of=("self",)).filter(post_id=post_id):
        picture.withdrawn = withdrawn
        # A file that is lost already must not keep a claim from being decided.
        with suppress(FileNotFoundError):
            _serve(picture, to_all=not withdrawn)
        picture.save(update_fields=["withdrawn", *_FILES])


def _serve(picture: Media, *, to_all: bool) -> None:
    """Move the files of `picture` out of, or back into, what is its owner's alone; not saved."""
    if picture.private is not to_all:
        return
    copy = copy_of if to_all else partial(files.copy, private=True)
    file, preview = copy(picture.file), copy(picture.preview)
    remove_files_later([picture])
    picture.file, picture.preview, picture.private = file, preview, not to_all


def media_in(author: Account, ids: Sequence[int]) -> list[Media]:
    """The pictures `ids` of `author`, in that order; unknown ones are left out."""
    known = Media.objects.filter(pk__in=ids, account=author, portrait="")
    rows = {m.pk: m for m in known} if ids else {}
    return [rows[pk] for pk in ids if pk in rows]


def seen_of(author: Account, ids: Sequence[int]) -> list[Seen]:
    """What is known about the pictures `ids` of `author`, in that order; unknown ones left out."""
    return [seen(picture) for picture in media_in(author, ids)]


def seen(picture: Media) -> Seen:
    """What is known about `picture`."""
    spots = msgspec.convert(picture.spots, tuple[Spot, ...])
    return Seen(media_id=picture.pk, state=picture.state, spots=spots, reason=picture.refusal)


def reserve(author: Account, ids: Collection[int], until: datetime) -> None:
    """Keep the unattached pictures `ids` of `author` until `until` at least."""
    if ids:
        rows = Media.objects.filter(pk__in=ids, account=author, post=None, delete_at__lt=until)
        rows.update(delete_at=until)


def let_go(author: Account, ids: Collection[int]) -> None:
    """Keep the unattached pictures `ids` of `author` no longer than any upload."""
    Media.objects.filter(pk__in=ids, account=author, post=None).update(delete_at=tomorrow())


def descriptions_of(author: Account, ids: Sequence[int]) -> list[str]:
    """What `author` says the pictures `ids` show, in that order; unknown ones are left out."""
    if not ids:
        return []
    rows = Media.objects.filter(pk__in=ids, account=author).values_list("pk", "description")
    found = dict(rows)
    return [found[pk] for pk in ids if pk in found]


def detach(ids: Collection[int]) -> None:
    """Take pictures out of their posts; they wait an hour for the text to be sent again.

    They are their owner's alone again.
    """
    for picture in Media.objects.filter(pk__in=ids):
        picture.post, picture.delete_at = None, clock.now() + timedelta(hours=1)
        picture.withdrawn = False
        _serve(picture, to_all=False)
        picture.save(update_fields=["post", "delete_at", "withdrawn", *_FILES])


def delete_media(media: Iterable[Media]) -> None:
    """Delete pictures, their files after the commit."""
    media = list(media)
    remove_files_later(media)
    Media.objects.filter(pk__in=[m.pk for m in media]).delete()


def remove_files_later(media: Iterable[Media]) -> None:
    """Have the files of `media` deleted once this transaction is committed."""
    for picture in media:
        for name in (picture.file, picture.preview):
            if name:
                later(remove_file, name)


def remove_file(name: str) -> None:
    """The job: delete a file that no picture names any more. Does nothing the second time."""
    if (
        not Media.objects.filter(file=name).exists()
        and not Media.objects.filter(preview=name).exists()
    ):
        default_storage.delete(name)


def delete_unattached() -> None:
    """The hourly round: uploads that no post took in time."""
    delete_media(Media.objects.filter(post=None, delete_at__lt=clock.now()).order_by("pk")[:500])
