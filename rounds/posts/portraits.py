"""Portraits on their way: a new avatar or header waits here, its owner's alone, to be looked at.

It is an upload like any other but that no post can take it. `gate.portraits` shows it.
"""

from collections.abc import Collection
from datetime import timedelta

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.base.images import Picture, Reencoded
from rounds.identity.models import Account
from rounds.posts.attach import delete_media, seen
from rounds.posts.made import naming
from rounds.posts.media import files_of, have_looked_at, put_in
from rounds.posts.models import Media
from rounds.posts.seen import CHECKING

KEPT_FOR = timedelta(days=30)


def take_in_hand(account: Account, which: str, picture: Picture | None) -> None:
    """Keep `picture` until it was looked at, in the place of an earlier one; None only drops that."""
    media = Media(account=account, portrait=which, state=CHECKING)
    if picture is not None:
        put_in(media, Reencoded((picture, picture), ""), None)
    with naming(files_of(media)):
        delete_media(Media.objects.filter(account=account, portrait=which))
        if picture is not None:
            media.delete_at = clock.now() + KEPT_FOR
            media.save(force_insert=True)
            have_looked_at(media)


def waiting_portraits(account: Account) -> list[Media]:
    """The new portraits of `account` that others do not see yet, the avatar first."""
    rows = Media.objects.filter(account=account).exclude(portrait="")
    return list(rows.order_by("portrait"))


def waiting_portrait(media_id: int, account: Account | None = None) -> Media:
    """The portrait while it waits; of `account`, if it is named.

    Errors: NotFound for somebody else's, for one that is shown by now, and for any other picture.
    """
    rows = Media.objects.filter(pk=media_id).exclude(portrait="").select_related("account")
    media = (rows if account is None else rows.filter(account=account)).first()
    if media is None:
        raise NotFound
    return media


def let_stand(media: Media, digests: Collection[str]) -> None:
    """Forget the places `digests` of a waiting portrait: its owner gave their word for them."""
    left = [s for s in seen(media).spots if s.digest not in digests or not s.can_confirm]
    media.spots = [spot for spot in media.spots if spot["digest"] in {s.digest for s in left}]
    media.save(update_fields=["spots"])
