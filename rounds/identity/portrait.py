"""Set the two pictures of a profile: the avatar and the header.

Where the server can look into pictures, `site/` plugs in who takes a new one in hand first
(`handed_to`): until that room calls `show_portrait`, everybody sees what was there before.
"""

import hashlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rounds.base.images import Picture, cropped
from rounds.identity.models import Account
from rounds.identity.profile import touch

AVATAR = (400, 400)
HEADER = (1500, 500)
SHAPES = {"avatar": AVATAR, "header": HEADER}

# Called with the account, 'avatar' or 'header', and the cut picture; None for one taken away.
TakeInHand = Callable[[Account, str, Picture | None], None]

_take: TakeInHand | None = None


def handed_to(take: TakeInHand | None) -> None:
    """Have `take` called with each new portrait, which then decides when it is shown; None for nobody."""
    global _take
    _take = take


def _replace(account: Account, which: str, new: str) -> None:
    old: str = getattr(account, which)
    if old == new:
        return
    with transaction.atomic():
        setattr(account, which, new)
        touch(account, [which])
        if old:
            # Only once it is sure that nobody's page names the old file any more.
            transaction.on_commit(lambda: default_storage.delete(old))


def _path(account: Account, which: str, data: bytes) -> str:
    return f"accounts/{account.pk}/{which}-{hashlib.sha256(data).hexdigest()[:16]}.webp"


def show_portrait(account: Account, which: str, data: bytes) -> None:
    """Show the WebP `data`, in its shape already, as the 'avatar' or 'header'; empty takes it away.

    Only for whoever knows that others may see it; everybody else calls `set_avatar`, `set_header`.
    """
    path = _path(account, which, data) if data else ""
    if path and not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(data))
    _replace(account, which, path)


def _set(account: Account, which: str, data: bytes) -> None:
    picture = cropped(data, *SHAPES[which]) if data else None
    known = picture is not None and _path(account, which, picture.data) == getattr(account, which)
    if _take is not None:
        _take(account, which, None if known else picture)
    if picture is None or _take is None:
        show_portrait(account, which, picture.data if picture else b"")


def let_go_of_portraits(account: Account) -> None:
    """Nothing that was taken in hand is to be shown any more."""
    if _take is not None:
        for which in SHAPES:
            _take(account, which, None)


def set_avatar(account: Account, data: bytes) -> None:
    """Show the picture in `data` beside everything `account` says; empty takes it away.

    Where it is looked at first, others see it only afterwards.

    Errors: Invalid for what is no picture, or has too many pixels.
    """
    _set(account, "avatar", data)


def set_header(account: Account, data: bytes) -> None:
    """Show the picture in `data` at the head of the profile; empty takes it away.

    Where it is looked at first, others see it only afterwards.

    Errors: Invalid for what is no picture, or has too many pixels.
    """
    _set(account, "header", data)
