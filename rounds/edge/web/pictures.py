"""The pictures of a composer: what was sent before, what is new, what each shows, where to look."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from rounds.base.dicom import FRAMES, OVERLAY, WRITING
from rounds.base.ids import parse_id
from rounds.edge.web.content_credentials import fate_of, in_words
from rounds.edge.web.shown import Picture, near
from rounds.identity.models import Account
from rounds.posts.media import describe, discard, own_media, upload
from rounds.posts.models import Media
from rounds.posts.provenance import told_of
from rounds.timelines.addresses import media_url, own_picture_url

MOST_AT_ONCE = 8


def remark_words(remarks: Sequence[str]) -> tuple[str, ...]:
    """What the owner is told of the file that came in."""
    words = {
        FRAMES: _("The file holds several pictures. The first is taken."),
        OVERLAY: _("The file holds marks that lie over the picture, such as arrows and names. They are left out."),
        WRITING: _("The file says that something is written in the picture itself. Look into its corners."),
    }  # fmt: skip
    return tuple(words[remark] for remark in remarks if remark in words)


def picture_of(media: Media, looked: Any = None) -> Picture:
    """A picture as the composer shows it; one that no post holds yet, by the address of its owner."""
    url, preview = media_url(media.file), media_url(media.preview or media.file)
    if media.private:
        url, preview = own_picture_url(media.pk), own_picture_url(media.pk, small=True)
    return Picture(
        id=str(media.pk), kind=media.kind, url=near(url), preview_url=near(preview),
        description=media.description, width=media.width, height=media.height,
        focus_x=media.focus_x, focus_y=media.focus_y, had_credential=media.had_credential,
        credentials=in_words(told_of(media.provenance, (media.width, media.height))),
        credentials_fate=fate_of(media.provenance.get("state", "")) if media.had_credential else "",
        looked=looked, remarks=remark_words(media.remarks),
    )  # fmt: skip


def pictures_of(account: Account, ids: Sequence[int]) -> tuple[Picture, ...]:
    """The account's own pictures `ids`.

    Errors: NotFound when one is not there.
    """
    return tuple(picture_of(own_media(account, number)) for number in ids)


def focus_in(words: str) -> tuple[float, float]:
    """The focus written as '0.2,-0.5'; the middle for anything else."""
    across, _comma, up = words.partition(",")
    try:
        x, y = float(across), float(up)
    except ValueError:
        return (0.0, 0.0)
    return (x, y) if abs(x) <= 1 and abs(y) <= 1 else (0.0, 0.0)


def _kept(account: Account, data: QueryDict, number: int) -> Picture:
    words = data.get(f"describe-{number}", "")
    focus = focus_in(data.get(f"focus-{number}", ""))
    media = own_media(account, number)
    if media.post_id is None:
        return picture_of(describe(account, number, description=words, focus=focus))
    media.description, (media.focus_x, media.focus_y) = words.strip(), focus
    return picture_of(media)


def sent_before(account: Account, data: QueryDict) -> tuple[Picture, ...]:
    """The pictures the form already had, with what it says of them now; those left out are deleted.

    A picture that a post holds is not changed here: that is for the gate to let pass.
    Errors: NotFound for somebody else's picture; Invalid for a description that is too long.
    """
    left_out = set(data.getlist("remove"))
    numbers = [n for n in map(parse_id, dict.fromkeys(data.getlist("picture"))) if n]
    for number in numbers:
        if str(number) in left_out and own_media(account, number).post_id is None:
            discard(account, number)
    return tuple(_kept(account, data, n) for n in numbers if str(n) not in left_out)


def newly_sent(account: Account, request: HttpRequest) -> tuple[Picture, ...]:
    """The pictures chosen just now, taken in.

    Errors: Invalid for what is no picture, is too large, or has too long a description.
    """
    made = []
    for number, file in enumerate(request.FILES.getlist("files")[:MOST_AT_ONCE]):
        words = request.POST.get(f"describe-new-{number}", "")
        focus = focus_in(request.POST.get(f"focus-new-{number}", ""))
        made.append(picture_of(upload(account, file.read(), description=words, focus=focus)))
    return tuple(made)
