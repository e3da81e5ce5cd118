"""A picture's content credentials in words: where it comes from, who signed, what was done. Pure.

They say what a signer said, not what is true: whether the signer is known to this server stands with it.
"""

from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.base.provenance.manifest import Step
from rounds.base.provenance.original import TRUSTED, Original
from rounds.posts.provenance import INVALID, KEPT, UNREADABLE, UNSIGNED, Told

_SOURCES = {
    "digitalCapture": gettext_lazy("taken with a camera"),
    "computationalCapture": gettext_lazy("taken with a camera"),
    "compositeCapture": gettext_lazy("put together from pictures taken with a camera"),
    "composite": gettext_lazy("put together from several pictures"),
    "screenCapture": gettext_lazy("a picture of a screen"),
    "negativeFilm": gettext_lazy("scanned from film or paper"),
    "positiveFilm": gettext_lazy("scanned from film or paper"),
    "print": gettext_lazy("scanned from film or paper"),
    "digitalArt": gettext_lazy("drawn by a person"),
    "digitalCreation": gettext_lazy("drawn by a person"),
    "humanEdits": gettext_lazy("edited by a person"),
    "minorHumanEdits": gettext_lazy("edited by a person"),
    "softwareImage": gettext_lazy("made by a program"),
    "algorithmicMedia": gettext_lazy("made by a program"),
    "algorithmicallyEnhanced": gettext_lazy("enhanced by a program"),
    "dataDrivenMedia": gettext_lazy("drawn from data"),
}
_BY_AI = {
    "wholly": gettext_lazy("made by AI"),
    "partly": gettext_lazy("made in part by AI"),
}
_DONE = {
    Step.TURNED: gettext_lazy("turned upright"),
    Step.FIRST_FRAME: gettext_lazy("first of several pictures kept"),
    Step.BACKED: gettext_lazy("laid on a plain ground"),
    Step.RESIZED: gettext_lazy("made smaller"),
    Step.WRITTEN_ANEW: gettext_lazy("written anew"),
    Step.CLEANED: gettext_lazy("metadata removed"),
    Step.BLURRED: gettext_lazy("places blurred"),
}
_DEEDS = {
    "c2pa.adjustedColor": gettext_lazy("colours changed"),
    "c2pa.color_adjustments": gettext_lazy("colours changed"),
    "c2pa.filtered": gettext_lazy("a filter used"),
    "c2pa.cropped": gettext_lazy("cropped"),
    "c2pa.drawing": gettext_lazy("drawn on"),
    "c2pa.addedText": gettext_lazy("text added"),
    "c2pa.edited": gettext_lazy("edited"),
    "c2pa.enhanced": gettext_lazy("enhanced"),
    "c2pa.placed": gettext_lazy("other pictures put in"),
    "c2pa.removed": gettext_lazy("parts taken out"),
    "c2pa.resized": gettext_lazy("size changed"),
    "c2pa.orientation": gettext_lazy("turned"),
    "c2pa.redacted": gettext_lazy("claims taken out"),
}
# What begins a picture or writes it to a file changes nothing to be seen.
_UNSEEN = frozenset(
    {"c2pa.created", "c2pa.opened", "c2pa.converted", "c2pa.transcoded", "c2pa.repackaged",
     "c2pa.published", "c2pa.edited.metadata"}
)  # fmt: skip
_FATES = {
    KEPT: gettext_lazy(
        "The file came with content credentials (C2PA). They hold, so this picture carries new ones,"
        " signed by this server. Readers see what stands below."
    ),
    INVALID: gettext_lazy(
        "The file came with content credentials (C2PA) that do not hold: it was changed after they were"
        " signed, or the signature is wrong. They were removed, and no new ones stand in their place."
    ),
    UNREADABLE: gettext_lazy(
        "The file came with content credentials (C2PA) that could not be read. Writing the picture anew"
        " has removed them."
    ),
    UNSIGNED: gettext_lazy(
        "The file came with content credentials (C2PA). They hold, but this server could not sign new"
        " ones, so the picture carries none. Tell whoever runs this server."
    ),
}


@dataclass(frozen=True, slots=True)
class ContentCredentials:
    """One line for everybody, and pairs of what and words for who asks."""

    summary: str
    lines: tuple[tuple[str, str], ...]
    by_ai: bool


def fate_of(state: str) -> str:
    """What the owner of a picture is told became of the content credentials it came with."""
    removed = gettext_lazy(
        "The file came with a content credential (C2PA). Writing the picture anew has removed it."
    )
    return str(_FATES.get(state) or removed)


def credentials_in(entity: Any) -> ContentCredentials | None:
    """The content credentials in a picture's prerendered body, in words; None where it has none."""
    return in_words(msgspec.convert(entity, Told)) if entity else None


def in_words(told: Told | None) -> ContentCredentials | None:
    """`told` in the reader's language; what a signer unknown here says stands as a claim."""
    if told is None:
        return None
    origin = _origin(told)
    known = told.made_by_ai or told.originals[0].checked == TRUSTED or not origin
    said = _("Content credentials: %s") if known else _("Content credentials claim: %s")
    summary = said % (origin or _("where this comes from"))
    if Step.BLURRED in told.done:
        summary = f"{summary}, {_('blurred here')}"
    lines = []
    for number, one in enumerate(told.originals):
        lines.append((_("Came with") if number == 0 else _("Before that"), _signed(one, number)))
        if deeds := _changes(one):
            lines.append((_("Changed there"), deeds))
    done = ", ".join(str(_DONE[Step(name)]) for name in told.done)
    lines.append((_("Done here"), done))
    lines.append((_("Signed anew by"), told.signed_by))
    return ContentCredentials(summary, tuple(lines), by_ai=bool(told.made_by_ai))


def _origin(told: Told) -> str:
    return str(_BY_AI.get(told.made_by_ai) or _SOURCES.get(told.source) or "")


def _signed(one: Original, number: int) -> str:
    """Who signed an original, with what, when, and how far that was checked and by whom."""
    who = one.signer or _("a signer who names no organisation")
    parts = [_("credentials signed by %s") % who]
    if one.generator:
        parts.append(_("written by %s") % one.generator)
    if one.year:
        parts.append(str(one.year))
    if number:
        parts.append(_("as the signer above recorded it"))
    elif one.checked == TRUSTED:
        parts.append(_("valid; the signer is on this server’s list"))
    else:
        parts.append(_("valid, but nobody here vouches for the signer’s name"))
    return "; ".join(parts)


def _changes(one: Original) -> str:
    if one.rounds:
        return ""
    seen = [name for name in one.actions if name not in _UNSEEN]
    words = dict.fromkeys(str(_DEEDS.get(name) or _("other changes")) for name in seen)
    return ", ".join(words)
