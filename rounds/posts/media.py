"""Pictures: uploaded first, looked at, attached to a post later.

Every picture was decoded and written anew: what a camera or a hospital system noted in the file is
gone. Until a post takes it, it is served to its owner alone. Where the server can look into
pictures, `site/` plugs that job in here (`looked_at_by`); the room above the gate knows what it does.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.images import Reencoded, decoded, reencoded, remarks_of
from rounds.base.origins import has_content_credential
from rounds.base.text import plain
from rounds.identity.models import Account
from rounds.jobs.queue import later
from rounds.posts.attach import delete_media
from rounds.posts.made import make, naming
from rounds.posts.models import Media
from rounds.posts.provenance import Provenance, provenance_of, signed, to_stored
from rounds.posts.seen import CHECKING, UNCHECKED

LONGEST_DESCRIPTION = 1500
SIDE = 2048
PREVIEW_SIDE = 640
# What `put_in` fills in.
WRITTEN = (
    "file", "preview", "width", "height", "size", "preview_width", "preview_height", "blurhash",
    "private", "provenance",
)  # fmt: skip

_look: Callable[[int], None] | None = None


def looked_at_by(job: Callable[[int], None] | None) -> None:
    """Have `job` called with the id of each picture that comes in; None where nothing can look."""
    global _look
    _look = job


def can_look() -> bool:
    """Whether this server looks into pictures."""
    return _look is not None


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
    """Take a picture in; it waits a day for its post, and is looked at where the server can.

    Errors: Invalid (field 'file', 'description' or 'focus') for what can't be read or is too large.
    """
    most = settings.ROUNDS.max_media_mb
    if len(data) > most * 1024 * 1024:
        raise Invalid(f"The file is larger than {most} MB. Make it smaller.", "file")
    words, (across, up) = check_description(description), check_focus(focus)
    image = decoded(data)
    made = reencoded(image, (SIDE, PREVIEW_SIDE))
    state = CHECKING if can_look() else UNCHECKED
    media = Media(account=account, description=words, focus_x=across, focus_y=up, state=state)
    media.had_credential = has_content_credential(data)
    media.remarks = list(remarks_of(image))
    put_in(media, made, provenance_of(data))
    with naming(files_of(media)):
        media.save(force_insert=True)
        have_looked_at(media)
    return media


def have_looked_at(media: Media) -> None:
    """Have a job look at the picture, where this server can."""
    if _look is not None:
        later(_look, media.pk)


def put_in(media: Media, made: Reencoded, provenance: Provenance | None) -> None:
    """Give `media` the files of `made`, private, with what is known of them; it isn't saved (`naming`).

    Where it came with a content credential that holds, each file carries a new one.
    """
    if provenance is not None:
        made, provenance = signed(made, provenance)
    media.provenance = to_stored(provenance)
    full, preview = made.sizes
    media.file, media.preview = make(media.pk, full.data, preview.data, private=True)
    media.width, media.height, media.size = full.width, full.height, len(full.data)
    media.preview_width, media.preview_height = preview.width, preview.height
    media.blurhash, media.private = made.blurhash, True


def files_of(media: Media) -> dict[int, list[str]]:
    """The files that `media` names, or will."""
    return {media.pk: [name for name in (media.file, media.preview) if name]}


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
