"""A person looks: pictures that no machine here could check, before a post takes them.

A moderator takes a picture by name, and from then on that person alone (beside its owner) sees it,
without the draft's words. Nobody looks at a picture of their own.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused, RoundsError
from rounds.base.text import plain
from rounds.gate.case import draft_of, findings_of
from rounds.gate.checks.pictures import WAITS_FOR_A_PERSON
from rounds.gate.keep import confirm
from rounds.gate.models import DraftState, KeptDraft, PictureLook
from rounds.gate.nameless import check_nameless
from rounds.identity.models import Account
from rounds.posts.looking import LONGEST_REASON, pass_by_eye, picture_by_id, refuse_by_eye
from rounds.posts.models import Media
from rounds.posts.seen import FAILED, UNCHECKED


@dataclass(frozen=True, slots=True)
class Waiting:
    """A picture that waits for a person: whose it is, since when, and who has taken it."""

    media_id: int
    owner: Account
    since: datetime
    reviewer: Account | None = None


def _drafts_with_unseen() -> list[tuple[KeptDraft, list[int]]]:
    held = KeptDraft.objects.filter(state=DraftState.HELD).select_related("author").order_by("pk")
    found = []
    for kept in held:
        media = draft_of(kept).media
        parts = [f.part for f in findings_of(kept) if f.kind == WAITS_FOR_A_PERSON]
        numbers = [int(part.partition(":")[2]) for part in parts]
        if ids := [media[n] for n in numbers if n < len(media)]:
            found.append((kept, ids))
    return found


def list_looks(reviewer: Account) -> list[Waiting]:
    """What waits for a person, oldest first; the reviewer's own pictures are not among them."""
    taken = {look.media_id: look for look in PictureLook.objects.select_related("reviewer")}
    waiting: dict[int, Waiting] = {}
    for kept, ids in _drafts_with_unseen():
        for media_id in ids if kept.author_id != reviewer.pk else ():
            look = taken.get(media_id)
            by = look.reviewer if look else None
            waiting[media_id] = Waiting(media_id, kept.author, kept.changed_at, by)
    return list(waiting.values())


def take(reviewer: Account, media_id: int) -> None:
    """Make `reviewer` the one person who looks at the picture.

    Errors: NotFound for one that doesn't wait, or is the reviewer's own; Refused when somebody
    else has it.
    """
    if media_id not in {one.media_id for one in list_looks(reviewer)}:
        raise NotFound
    try:
        with transaction.atomic():
            look, _new = PictureLook.objects.get_or_create(
                media_id=media_id, defaults={"reviewer": reviewer}
            )
    except IntegrityError:
        look = PictureLook.objects.get(media_id=media_id)
    if look.reviewer_id != reviewer.pk:
        raise Refused("Somebody else looks at this picture already.")


def give_back(reviewer: Account, media_id: int) -> None:
    """Let somebody else look at a picture that `reviewer` took.

    Errors: NotFound for one that `reviewer` has not taken.
    """
    if not PictureLook.objects.filter(media_id=media_id, reviewer=reviewer).delete()[0]:
        raise NotFound


def picture_under_review(reviewer: Account, media_id: int) -> Media:
    """The picture that `reviewer` took and has not decided about.

    Errors: NotFound for everybody else, and once it was decided.
    """
    open_ = PictureLook.objects.filter(media_id=media_id, reviewer=reviewer, decided_at=None)
    media = picture_by_id(media_id) if open_.exists() else None
    if media is None or media.state not in {UNCHECKED, FAILED}:
        raise NotFound
    return media


def let_pass(reviewer: Account, media_id: int) -> None:
    """The picture shows nobody's patient: what waited for it goes on.

    Errors: NotFound for a picture that `reviewer` has not taken.
    """
    with transaction.atomic():
        media = picture_under_review(reviewer, media_id)
        pass_by_eye(media_id)
        _decide(media_id, PictureLook.PASSED, "")
    _go_on(media)


def turn_down(reviewer: Account, media_id: int, reason: str) -> None:
    """The picture must not go out; its owner reads `reason`.

    Errors: NotFound for a picture that `reviewer` has not taken; Invalid (field 'reason') without
    a reason, or for one that says who the patient may be.
    """
    words = " ".join(plain(reason).split())[:LONGEST_REASON]
    if not words:
        raise Invalid("Say why, in a sentence that its owner reads.", "reason")
    check_nameless(words, "reason")
    with transaction.atomic():
        media = picture_under_review(reviewer, media_id)
        refuse_by_eye(media_id, words)
        _decide(media_id, PictureLook.REFUSED, words)
    _go_on(media)


def _decide(media_id: int, decision: str, reason: str) -> None:
    look = PictureLook.objects.filter(media_id=media_id)
    look.update(decision=decision, reason=reason, decided_at=clock.now())


def _go_on(media: Media) -> None:
    """Submit again what waited for this picture; what can't go out any more stays a draft."""
    for kept, ids in _drafts_with_unseen():
        if media.pk in ids:
            try:
                confirm(kept.author, kept.code, ())
            except RoundsError:
                continue
