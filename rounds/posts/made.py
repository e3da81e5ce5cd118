"""Files are made first; then a short transaction lets a picture name them.

1. Their names are drawn, and a job is booked that removes, an hour later, what the picture does not name.
2. The files are written. That is slow (a store elsewhere, a signature), so no transaction is open: on
   SQLite everybody else who writes would wait for it.
3. The transaction names them. If it fails they are removed at once; if the server is killed before it
   ends, by the job. So no file is left that no picture names.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from rounds.base import clock
from rounds.identity.models import Account
from rounds.jobs.queue import later
from rounds.posts import files
from rounds.posts.models import Media
from rounds.posts.seen import POSTABLE

TIME_TO_BE_NAMED = timedelta(hours=1)
_copies: ContextVar[Mapping[str, str] | None] = ContextVar("copies", default=None)


def make(media_id: int, *pictures: bytes, private: bool) -> list[str]:
    """Write a file for each of `pictures`, for the picture `media_id` to name soon; gives their names."""
    names = [files.new_name(private=private) for _ in pictures]
    later(remove_unnamed, media_id, *names, at=clock.now() + TIME_TO_BE_NAMED)
    for name, data in zip(names, pictures, strict=True):
        files.store(data, private=private, name=name)
    return names


def remove_unnamed(media_id: int, *names: str) -> None:
    """Also the job: delete those of the files `names` that the picture `media_id` does not name."""
    rows = Media.objects.filter(pk=media_id).values_list("file", "preview")
    named = rows.first() or ()
    for name in names:
        if name not in named:
            default_storage.delete(name)


@contextmanager
def naming(made: Mapping[int, Collection[str]]) -> Iterator[None]:
    """A transaction in which pictures name the files `made` for them; the others are removed."""
    try:
        with transaction.atomic():
            yield
    finally:
        with suppress(DatabaseError):  # the job will do it
            for media_id, names in made.items():
                remove_unnamed(media_id, *names)


@contextmanager
def posting(author: Account, media: Collection[int]) -> Iterator[None]:
    """A transaction in which a post of `author` may take the pictures `media`.

    What will be served of them is written before it begins, and goes again where no post took it.
    """
    copies = {one.pk: _copied(one) for one in _to_serve(author, media)} if media else {}
    token = _copies.set({old: new for pairs in copies.values() for old, new in pairs.items()})
    try:
        with naming({pk: pairs.values() for pk, pairs in copies.items()}):
            yield
    finally:
        _copies.reset(token)


def _to_serve(author: Account, ids: Collection[int]) -> Collection[Media]:
    waiting = Media.objects.filter(account=author, post=None, portrait="", private=True)
    return waiting.filter(pk__in=ids, state__in=POSTABLE)


def _copied(picture: Media) -> dict[str, str]:
    """The names of the files of `picture`, each with that of its copy; none where one is lost."""
    names = [name for name in (picture.file, picture.preview) if name]
    try:
        data = [files.read(name) for name in names]
    except FileNotFoundError:
        return {}
    return dict(zip(names, make(picture.pk, *data, private=False), strict=True))


def copy_of(name: str) -> str:
    """The served copy of the private file `name`: made already, or else now."""
    made = _copies.get() or {}
    return made.get(name) or files.copy(name, private=False)
