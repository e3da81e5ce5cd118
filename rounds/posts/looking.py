"""What a look at a picture found, and what its owner does about it: blur the places, or nothing.

What is written in a picture is never kept: a place, a kind and the digest of the pixels are.
"""

from collections.abc import Collection, Sequence

import msgspec

from rounds.base.errors import NotFound, Refused
from rounds.base.images import blurred, decoded, reencoded
from rounds.identity.models import Account
from rounds.posts import files
from rounds.posts.attach import remove_files_later, seen
from rounds.posts.made import naming
from rounds.posts.media import PREVIEW_SIDE, SIDE, WRITTEN, can_look, files_of, put_in
from rounds.posts.models import Media
from rounds.posts.provenance import blurred_again, from_stored
from rounds.posts.seen import CHECKING, FAILED, READY, REFUSED, UNCHECKED, Spot

LONGEST_REASON = 300


def unseen_picture(media_id: int) -> Media | None:
    """The picture, while it waits to be looked at."""
    rows = Media.objects.filter(pk=media_id, state=CHECKING).select_related("account")
    return rows.first()


def owner_of(media_id: int) -> Account | None:
    """Whose picture it is; None when it is gone."""
    media = Media.objects.filter(pk=media_id).select_related("account").first()
    return media.account if media else None


def note_look(media_id: int, spots: Sequence[Spot]) -> None:
    """Keep what a look found; the picture is ready."""
    _from_checking(media_id, READY, spots)


def note_failure(media_id: int) -> None:
    """Looking failed: the picture stays unseen, and no post can take it until a person looked."""
    _from_checking(media_id, FAILED)


def note_blindness(media_id: int) -> None:
    """Nothing here can look any more: the picture is as on a server that never could."""
    _from_checking(media_id, UNCHECKED)


def _from_checking(media_id: int, state: str, spots: Sequence[Spot] = ()) -> None:
    rows = Media.objects.filter(pk=media_id, state=CHECKING)
    rows.update(state=state, spots=msgspec.to_builtins(spots))


def pass_by_eye(media_id: int) -> None:
    """A person looked at the picture and lets it pass."""
    rows = Media.objects.filter(pk=media_id, state__in=(UNCHECKED, FAILED))
    rows.update(state=READY, spots=[], refusal="")


def refuse_by_eye(media_id: int, reason: str) -> None:
    """A person looked at the picture and does not let it pass; its owner reads `reason`."""
    rows = Media.objects.filter(pk=media_id, state__in=(UNCHECKED, FAILED))
    rows.update(state=REFUSED, refusal=reason[:LONGEST_REASON])


def picture_file(media: Media, *, small: bool = False) -> bytes:
    """The picture as WebP.

    Errors: NotFound when its file is gone.
    """
    try:
        return files.read(media.preview if small and media.preview else media.file)
    except FileNotFoundError as error:
        raise NotFound from error


def picture_by_id(media_id: int) -> Media:
    """Any picture: only for a caller who has asked who may see it.

    Errors: NotFound.
    """
    media = Media.objects.filter(pk=media_id).first()
    if media is None:
        raise NotFound
    return media


class _ChangedMeanwhile(Exception):
    """The picture was written anew by somebody else while this was done."""


def blur(account: Account, media_id: int, digests: Collection[str]) -> Media:
    """Make the places `digests` of one's own picture unreadable, for good; gives the picture.

    It is written anew: the old files go after the commit, and nothing can bring them back. A content
    credential it carries is signed anew, too.

    Errors: NotFound for somebody else's; Refused for one that a post holds.
    """
    media = _own_unposted(account, media_id)
    wanted = tuple(spot.box for spot in seen(media).spots if spot.digest in digests)
    if not wanted:
        return media
    old = Media(file=media.file, preview=media.preview)
    image = blurred(decoded(picture_file(media)), wanted)
    before = from_stored(media.provenance)
    made = reencoded(image, (SIDE, PREVIEW_SIDE))
    put_in(media, made, blurred_again(before) if before else None)
    try:
        with naming(files_of(media)):
            _take_the_place(account, media, old, digests)
    except _ChangedMeanwhile:
        return blur(account, media_id, digests)
    return media


def _own_unposted(account: Account, media_id: int, *, lock: bool = False) -> Media:
    rows = Media.objects.select_for_update() if lock else Media.objects.all()
    media = rows.filter(pk=media_id, account=account).first()
    if media is None:
        raise NotFound
    if media.post_id is not None:
        raise Refused("A post holds this picture. Take it out and send a blurred one.")
    return media


def _take_the_place(account: Account, media: Media, old: Media, digests: Collection[str]) -> None:
    """Save `media` with its new files, if those it was made of are still the picture's."""
    now = _own_unposted(account, media.pk, lock=True)
    if now.file != old.file:
        raise _ChangedMeanwhile
    remove_files_later([old])
    media.spots = msgspec.to_builtins([one for one in seen(now).spots if one.digest not in digests])
    media.save(update_fields=["spots", *WRITTEN])


def blur_everything(account: Account, media_id: int) -> Media:
    """`blur` for every place that was found.

    Errors: as `blur`.
    """
    media = Media.objects.filter(pk=media_id, account=account).first()
    if media is None:
        raise NotFound
    return blur(account, media_id, [spot.digest for spot in seen(media).spots])


__all__ = [
    "blur", "blur_everything", "can_look", "note_blindness", "note_failure", "note_look",
    "owner_of",
    "pass_by_eye", "picture_by_id", "picture_file", "refuse_by_eye", "unseen_picture",
]  # fmt: skip
