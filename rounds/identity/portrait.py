"""Set the two pictures of a profile: the avatar and the header."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rounds.base.images import cropped
from rounds.identity.models import Account
from rounds.identity.profile import touch

AVATAR = (400, 400)
HEADER = (1500, 500)


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


def _kept(account: Account, which: str, data: bytes, shape: tuple[int, int]) -> str:
    picture = cropped(data, *shape)
    name = hashlib.sha256(picture.data).hexdigest()[:16]
    path = f"accounts/{account.pk}/{which}-{name}.webp"
    if default_storage.exists(path):
        return path
    return default_storage.save(path, ContentFile(picture.data))


def set_avatar(account: Account, data: bytes) -> None:
    """Show the picture in `data` beside everything `account` says; empty takes it away.

    Errors: Invalid for what is no picture, or has too many pixels.
    """
    _replace(account, "avatar", _kept(account, "avatar", data, AVATAR) if data else "")


def set_header(account: Account, data: bytes) -> None:
    """Show the picture in `data` at the head of the profile; empty takes it away.

    Errors: Invalid for what is no picture, or has too many pixels.
    """
    _replace(account, "header", _kept(account, "header", data, HEADER) if data else "")
