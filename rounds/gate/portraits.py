"""Portraits pass the gate: nobody sees a new avatar or header before it was looked at.

With nothing found it is shown by itself. What was found is asked about as in a post: blur it, or
nobody's patient. One's own face is what an avatar is for, so there faces are no finding. A
portrait that could not be checked is not shown.
"""

from collections.abc import Sequence

from django.db import transaction

from rounds.gate.checks.pictures import check_pictures
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation, Finding
from rounds.gate.tally import count_answers, count_asked
from rounds.gate.words import remember, remembered
from rounds.identity.models import Account
from rounds.identity.portrait import show_portrait
from rounds.posts.attach import delete_media, seen
from rounds.posts.looking import blur, picture_file
from rounds.posts.models import Media
from rounds.posts.portraits import let_stand, waiting_portrait
from rounds.posts.seen import READY, UNCHECKED

EXPECTED = {"avatar": frozenset({"face"})}


def _asked(media: Media) -> list[Finding]:
    return list(check_pictures(Draft(text=""), [seen(media)])) if media.state == READY else []


@transaction.atomic
def go_on_with_portrait(media_id: int) -> None:
    """A look has ended: show the portrait if nothing speaks against it, or ask its owner.

    Errors: NotFound when it is shown already, or gone.
    """
    media = waiting_portrait(media_id)
    known = remembered(media.account, _asked(media))
    let_stand(media, {word.digest for word in known})
    count_asked(_asked(media), ())
    _show_if_clear(media)


def _show_if_clear(media: Media) -> bool:
    """Whether it is shown now; an account that was closed or suspended meanwhile shows nothing."""
    if media.state not in {READY, UNCHECKED} or media.spots:
        return False
    account = media.account
    if account.suspended_at is None:
        show_portrait(account, media.portrait, picture_file(media))
    delete_media([media])
    return True


def blur_portrait(owner: Account, media_id: int, digests: Sequence[str]) -> bool:
    """Make the places `digests` of one's waiting portrait unreadable; whether it is shown now.

    Errors: NotFound for somebody else's, or one that is shown already.
    """
    media = waiting_portrait(media_id, owner)
    before = _asked(media)
    blur(owner, media_id, digests)
    with transaction.atomic():
        count_answers([f for f in before if f.digest in digests], (), ())
        return _show_if_clear(waiting_portrait(media_id, owner))


@transaction.atomic
def vouch_for_portrait(owner: Account, media_id: int, digests: Sequence[str]) -> bool:
    """Say that the places `digests` are nobody's patient, never asked again; whether it is shown now.

    A number that is an NHS number by its check digit stays.

    Errors: NotFound for somebody else's, or one that is shown already.
    """
    media = waiting_portrait(media_id, owner)
    meant = [f for f in _asked(media) if f.digest in digests and f.can_confirm]
    words = [Confirmation(kind=f.kind, digest=f.digest) for f in meant]
    remember(owner, words)
    count_answers(meant, words, ())
    let_stand(media, {word.digest for word in words})
    return _show_if_clear(media)


@transaction.atomic
def drop_portrait(owner: Account, media_id: int) -> None:
    """Go without the new portrait; what others see stays as it is.

    Errors: NotFound for somebody else's, or one that is shown already.
    """
    delete_media([waiting_portrait(media_id, owner)])
