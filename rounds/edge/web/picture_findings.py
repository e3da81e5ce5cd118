"""What was found in the pictures of a draft: each place as a box that blurs when it is pressed.

It shapes findings for parts/picture_looked.html and does what an author chose: blur a place, blur
all of them, or say that what is there is nobody's patient.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rounds.base.ids import parse_id
from rounds.edge.web.composing import Typed
from rounds.edge.web.shown import Picture
from rounds.gate.pictures.boxes import place_in
from rounds.identity.models import Account
from rounds.posts.attach import seen
from rounds.posts.looking import blur, blur_everything
from rounds.posts.models import Media
from rounds.posts.seen import CHECKING, FAILED, READY, REFUSED, UNCHECKED, Seen, Spot

ALL = "all"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a picture: its box in the picture's pixels, its words, and what pressing sends."""

    number: int
    left: int
    top: int
    wide: int
    tall: int
    words: str
    blur: str
    confirm: str
    tag_x: int = 0
    tag_y: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """How far the look at a picture is: `words` say it, `places` are left to answer."""

    state: str
    words: str
    places: tuple[Place, ...] = ()
    stops: bool = False
    speaks: bool = True
    letters: int = 16
    blur_all: str = ""
    confirm_all: str = ""

    @property
    def waits(self) -> bool:
        """Whether the job still looks."""
        return self.state == CHECKING


def kind_words(kind: str) -> str:
    """What was found in a picture, in words."""
    words = {
        "nhs_number": _("an NHS number"), "name": _("what looks like a name"), "date": _("a date"),
        "number": _("a number"), "face": _("a face"), "barcode": _("a barcode"),
    }  # fmt: skip
    return words.get(kind, _("writing"))


def where_words(spot: Spot) -> str:
    """Where in the picture, in words: 'top left'."""
    words = (
        (_("top left"), _("top"), _("top right")),
        (_("left"), _("middle"), _("right")),
        (_("bottom left"), _("bottom"), _("bottom right")),
    )
    row, column = place_in(spot.box)
    return words[row][column]


def _state_words(known: Seen, *, teaching: bool) -> str:
    if known.state == UNCHECKED and teaching:
        return _(
            "This server can't check pictures by itself. Since this post teaches, a person looks at the picture first."
        )
    words = {
        CHECKING: _("Checking the picture for names, dates, faces and barcodes; only you can see it. If you pressed Publish and nothing is found, it goes out by itself."),
        UNCHECKED: _("Nothing checked this picture. Look for names, dates and faces yourself."),
        FAILED: _("The picture could not be checked. A person looks at it before it goes out."),
        REFUSED: _("Somebody looked and did not let this picture pass: %s") % known.reason,
    }  # fmt: skip
    return words.get(
        known.state, _("Nothing was found in this picture. That is no promise: look yourself, too.")
    )


def looked(media: Media, confirmed: Iterable[str] = (), *, teaching: bool = False) -> Looked:
    """How the look at `media` stands, without the places that are `confirmed` ('kind digest')."""
    known, said = seen(media), set(confirmed)
    left = [s for s in known.spots if not s.can_confirm or f"{s.kind} {s.digest}" not in said]
    if known.state != READY or not left:
        quiet = known.state == READY or (known.state == UNCHECKED and not teaching)
        words = _state_words(known, teaching=teaching)
        return Looked(known.state, words, stops=known.state == REFUSED, speaks=not quiet)
    letters = max(12, media.width // 36)
    places = tuple(_place(n, spot, media, letters) for n, spot in enumerate(left, 1))
    return Looked(
        state=READY,
        words=_("Found in this picture. Press a box to blur it for good; nobody else has seen it."),
        places=places,
        stops=any(not spot.can_confirm for spot in left),
        letters=letters,
        blur_all=f"{media.pk} {ALL}" if len(left) > 1 else "",
        confirm_all=str(media.pk) if sum(spot.can_confirm for spot in left) > 1 else "",
    )


def _place(number: int, spot: Spot, media: Media, letters: int) -> Place:
    left, top, right, bottom = spot.box
    ends = round(right * media.width)
    has_room = ends + 2 * letters < media.width
    return Place(
        number=number,
        left=round(left * media.width), top=round(top * media.height),
        wide=max(1, round((right - left) * media.width)),
        tall=max(1, round((bottom - top) * media.height)),
        words=f"{kind_words(spot.kind)}, {where_words(spot)}",
        blur=f"{media.pk} {spot.digest}",
        confirm=f"{spot.kind} {spot.digest}" if spot.can_confirm else "",
        # The number stands behind the box, or before it where the picture ends.
        tag_x=ends + letters // 3 if has_room else max(0, round(left * media.width) - letters),
        tag_y=round((top + bottom) / 2 * media.height + letters * 0.35),
    )  # fmt: skip


def with_looks(typed: Typed, media: Sequence[Media]) -> Typed:
    """`typed` with each picture knowing how the look at it stands; `media` in the same order."""
    rows = {str(one.pk): one for one in media}

    def shown(picture: Picture) -> Picture:
        row = rows.get(picture.id)
        if row is None or row.post_id is not None:
            return picture
        return replace(picture, looked=looked(row, typed.confirmed, teaching=typed.teaching))

    return replace(typed, pictures=tuple(map(shown, typed.pictures)))


def blurred(author: Account, wish: str) -> None:
    """Blur what 'ID DIGEST' or 'ID all' names.

    Errors: NotFound for somebody else's picture; Refused for one that a post holds.
    """
    text, _blank, digest = wish.partition(" ")
    if digest == ALL:
        blur_everything(author, parse_id(text) or 0)
    else:
        blur(author, parse_id(text) or 0, [digest])


def all_confirmed(typed: Typed, media: Sequence[Media], wish: str) -> Typed:
    """`typed` with the author's word for everything in picture `wish` that it can be given for."""
    spots = [spot for one in media if str(one.pk) == wish for spot in seen(one).spots]
    words = [f"{spot.kind} {spot.digest}" for spot in spots if spot.can_confirm]
    return replace(typed, confirmed=tuple(dict.fromkeys([*typed.confirmed, *words])))
