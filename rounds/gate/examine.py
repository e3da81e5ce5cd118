"""Examine a picture: the job that looks before anybody else can, and lets go on what waited for it.

A picture that could not be looked at stays unseen: no post can take it until a person has.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.base.images import decoded, digest_in
from rounds.gate.case import draft_of, findings_of
from rounds.gate.checks.pictures import WAITS_FOR_THE_JOB
from rounds.gate.keep import confirm
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.pictures.port import CouldNotLook, Sighting, plugged
from rounds.gate.portraits import EXPECTED, go_on_with_portrait
from rounds.jobs.queue import later
from rounds.posts.looking import (
    note_blindness,
    note_failure,
    note_look,
    owner_of,
    picture_file,
    unseen_picture,
)  # fmt: skip
from rounds.posts.seen import Spot

SOON = timedelta(seconds=10)
# Nobody's word counts for these.
_CERTAIN = frozenset({"nhs_number"})


def examine(media_id: int) -> None:
    """The job: look at a picture that waits for it. Does nothing the second time."""
    media = unseen_picture(media_id)
    if media is None:
        return
    look = plugged()
    if look is None:
        note_blindness(media_id)
    else:
        data = picture_file(media)
        try:
            expected = EXPECTED.get(media.portrait, frozenset())
            note_look(media_id, _spots(data, [s for s in look(data) if s.kind not in expected]))
        except CouldNotLook:
            note_failure(media_id)
    if media.portrait:
        with suppress(NotFound):
            go_on_with_portrait(media_id)
        return
    go_on(media_id)
    # A draft that was sent in this very moment may have been kept just after: ask once more.
    later(go_on, media_id, at=clock.now() + SOON)


def _spots(data: bytes, sightings: Sequence[Sighting]) -> list[Spot]:
    image = decoded(data)
    return [
        Spot(
            kind=one.kind, box=one.box, digest=digest_in(image, one.box),
            can_confirm=one.kind not in _CERTAIN,
        )
        for one in sightings
    ]  # fmt: skip


def go_on(media_id: int) -> None:
    """Submit again the drafts that waited for this picture; what was found is asked then.

    Also a job: it does nothing the second time.
    """
    author = owner_of(media_id)
    if author is None:
        return
    states = (DraftState.ASKED, DraftState.HELD)
    for kept in KeptDraft.objects.filter(author=author, state__in=states):
        waits = any(finding.kind == WAITS_FOR_THE_JOB for finding in findings_of(kept))
        if waits and media_id in draft_of(kept).media:
            confirm(author, kept.code, ())
