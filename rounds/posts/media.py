"""Pictures: uploaded first, attached to a post later.

A file's name can't be guessed from anything, since whoever knows it can fetch it. Every picture
was decoded and written anew: what a camera or a hospital system noted in the file is gone.
"""

import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.images import Picture, reencode
from rounds.base.text import plain
from rounds.identity.models import Account
from rounds.posts.attach import delete_media
from rounds.posts.models import Media

LONGEST_DESCRIPTION = 1500
SIDE = 2048
PREVIEW_SIDE = 640


def _store(picture: Picture) -> str:
    token = secrets.token_urlsafe(18)
    return default_storage.save(f"posts/{token[:2]}/{token}.webp", ContentFile(picture.data))


def check_description(description: str) -> str:
    """`description` fit for storing.

    Errors: Invalid (field 'description') when it is too long.
    """
    words = plain(description).strip()
    if len(words) > LONGEST_DESCRIPTION:
        message = f"A description has at most {LONGEST_DESCRIPTION} characters. Shorten it."
        raise Invalid(message, "description")
    return words


def check_focus(focus: tuple[float, float]) -> tuple[float, float]:
    """`focus` if both parts run from -1 to 1.

    Errors: Invalid (field 'focus').
    """
    if not all(-1.0 <= part <= 1.0 for part in focus):
        raise Invalid("A focus is two numbers from -1 to 1, such as '0.0,0.5'.", "focus")
    return focus


def upload(
    account: Account, data: bytes, *, description: str = "", focus: tuple[float, float] = (0.0, 0.0)
) -> Media:
    """Take a picture in; it waits a day for its post.

    Errors: Invalid (field 'file', 'description' or 'focus') for what can't be read or is too large.
    """
    most = settings.ROUNDS.max_media_mb
    if len(data) > most * 1024 * 1024:
        raise Invalid(f"The file is larger than {most} MB. Make it smaller.", "file")
    words, (across, up) = check_description(description), check_focus(focus)
    made = reencode(data, (SIDE, PREVIEW_SIDE))
    full, preview = made.sizes
    return Media.objects.create(
        account=account,
        file=_store(full),
        preview=_store(preview),
        width=full.width,
        height=full.height,
        preview_width=preview.width,
        preview_height=preview.height,
        size=len(full.data),
        description=words,
        blurhash=made.blurhash,
        focus_x=across,
        focus_y=up,
    )


def own_media(account: Account, media_id: int) -> Media:
    """A picture of `account`.

    Errors: NotFound for somebody else's.
    """
    media = Media.objects.filter(pk=media_id, account=account).first()
    if media is None:
        raise NotFound
    return media


def describe(
    account: Account, media_id: int, *, description: str | None = None,
    focus: tuple[float, float] | None = None,
) -> Media:  # fmt: skip
    """Say what one's own, still unattached picture shows, or where to look; None leaves it.

    The description of a picture in a post changes by editing the post: the gate reads it too.

    Errors: NotFound for somebody else's or an attached one; Invalid (field 'description', 'focus').
    """
    media = own_media(account, media_id)
    if media.post_id is not None:
        raise NotFound
    if description is not None:
        media.description = check_description(description)
    if focus is not None:
        media.focus_x, media.focus_y = check_focus(focus)
    media.save(update_fields=["description", "focus_x", "focus_y"])
    return media


@transaction.atomic
def discard(account: Account, media_id: int) -> None:
    """Delete one's own, unattached picture; its files go after the commit.

    Errors: NotFound for somebody else's; Refused for one that a post holds.
    """
    media = own_media(account, media_id)
    if media.post_id is not None:
        raise Refused("A post holds this picture. Edit the post to take it out.")
    delete_media([media])
