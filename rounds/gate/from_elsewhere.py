"""Asked once: everything that the gate found in what somebody published elsewhere, together.

The author looks at the drafts one by one, says of all that it is nobody's patient, or keeps them as
drafts. What is beyond an author's word (an NHS number, a picture that nobody looked at) is not
among them: it stays a draft for a reviewer.
"""

import time
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.came import came_of
from rounds.gate.case import findings_of
from rounds.gate.finding import confirmations
from rounds.gate.keep import change, confirm
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.store import KEPT_AT_WISH
from rounds.identity.models import Account
from rounds.jobs.queue import later

_AT_A_TIME = 60.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many posts wait for their author's word, how many things were found in them, and how many
    more wait for a reviewer; `last` is the newest of the drafts that are meant."""

    posts: int = 0
    things: int = 0
    held: int = 0
    last: int = 0


def _rows(author: Account, *states: str) -> QuerySet[KeptDraft]:
    return KeptDraft.objects.filter(author=author, state__in=states, came__isnull=False)


def _can_confirm(kept: KeptDraft) -> bool:
    return all(finding.can_confirm for finding in findings_of(kept))


def waiting_from_elsewhere(author: Account) -> Waiting:
    """What waits for `author` of all that was brought in."""
    asked = [k for k in _rows(author, DraftState.ASKED).order_by("pk") if _can_confirm(k)]
    return Waiting(
        posts=len(asked),
        things=sum(len(findings_of(kept)) for kept in asked),
        held=_rows(author, DraftState.HELD).count(),
        last=asked[-1].pk if asked else 0,
    )


def keep_as_drafts(author: Account, last: int) -> int:
    """Keep what waits, up to the draft `last`, as drafts like those that `author` keeps; how many."""
    rows = _rows(author, DraftState.ASKED).filter(pk__lte=last)
    at = clock.now()
    return rows.update(state=DraftState.KEPT, changed_at=at, delete_at=at + KEPT_AT_WISH)


def publish_as_they_were(author: Account, last: int) -> None:
    """Take the word of `author` that what was found, up to the draft `last`, is nobody's patient.

    A job publishes them with their own dates; nobody is told. One in which something new is found
    meanwhile stays a draft.
    """
    later(publish_some, author.pk, 0, last)


def publish_some(author_id: int, after: int, last: int) -> None:
    """The job: publish for a minute, oldest first, then queue itself again. A repeat goes on."""
    until = time.monotonic() + _AT_A_TIME
    rows = KeptDraft.objects.filter(
        author_id=author_id, state=DraftState.ASKED, came__isnull=False, pk__gt=after, pk__lte=last
    )
    for kept in rows.select_related("author").order_by("pk"):
        if time.monotonic() > until:
            later(publish_some, author_id, after, last)
            return
        if _can_confirm(kept):
            _publish(kept)
        after = kept.pk


def _publish(kept: KeptDraft) -> None:
    """With its ties to others' posts where they still hold, else without."""
    words, came = confirmations(findings_of(kept)), came_of(kept)
    try:
        with transaction.atomic():
            if came is not None and came.tied is not None:
                change(kept.author, kept.code, came.tied, words)
                return
    except (Invalid, NotFound, Refused):
        pass
    try:
        with transaction.atomic():
            confirm(kept.author, kept.code, words)
    except (Invalid, NotFound, Refused):
        return
