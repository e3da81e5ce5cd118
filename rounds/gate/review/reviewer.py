"""What a reviewer does: accept or decline, declare interests, judge the eight items."""

import msgspec
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.review.facts import InvitationAnswered, InvitationLapsed, ReviewGiven
from rounds.gate.review.manuscripts import check_seen, latest, locked
from rounds.gate.review.people import refuse_unfit, standing_of
from rounds.gate.review.rules import (
    LONGEST_COMMENT,
    LONGEST_LINE,
    LONGEST_WORDS,
    Assessment,
    Item,
    Opinion,
    wrong_with,
)
from rounds.gate.review.words import checked
from rounds.gate.reviews import OPEN, Invitation, Manuscript, Review, Seat, State
from rounds.identity.interests import freeze_interests
from rounds.identity.models import Account
from rounds.identity.snapshot import speaker
from rounds.ledger.record import record


def _seat(reviewer: Account, manuscript: Manuscript, state: str) -> Invitation:
    if reviewer.suspended_at is not None:
        raise Refused("Your account is suspended.")
    rows = Invitation.objects.select_for_update().filter(manuscript=manuscript, reviewer=reviewer)
    found = rows.filter(state=state).first()
    if found is None or (state == Seat.INVITED and found.expires_at <= clock.now()):
        raise NotFound
    return found


@transaction.atomic
def accept(reviewer: Account, manuscript_id: int, *, signs: bool) -> Invitation:
    """Agree to review; from now on one reads the text. The register of interests is frozen.

    `signs` is whether the author and readers learn who it is; it holds for every round.

    Errors: NotFound for an invitation that isn't there or has expired; Invalid for who isn't
    independent or verified any more, or has never declared interests (field 'interests').
    """
    manuscript = locked(manuscript_id)
    seat = _seat(reviewer, manuscript, Seat.INVITED)
    refuse_unfit(reviewer, manuscript)
    if reviewer.interests_declared_at is None:
        raise Invalid(
            "Declare your interests first, or say that there are none; they are shown with your "
            "review.",
            "interests",
        )
    seat.interests_snapshot = freeze_interests(reviewer).pk
    seat.state, seat.signs, seat.answered_at = Seat.ACCEPTED, signs, clock.now()
    seat.save(update_fields=["state", "signs", "answered_at", "interests_snapshot"])
    record(
        InvitationAnswered(
            actor=reviewer.pk, subject=manuscript.pk, accepted=True, editor=manuscript.editor_id
        )
    )
    return seat


@transaction.atomic
def decline(reviewer: Account, manuscript_id: int) -> None:
    """Say no; no reason is asked for.

    Errors: NotFound for an invitation that isn't there or has expired.
    """
    manuscript = locked(manuscript_id)
    seat = _seat(reviewer, manuscript, Seat.INVITED)
    seat.state, seat.answered_at = Seat.DECLINED, clock.now()
    seat.save(update_fields=["state", "answered_at"])
    record(
        InvitationAnswered(
            actor=reviewer.pk, subject=manuscript.pk, accepted=False, editor=manuscript.editor_id
        )
    )


def _cleaned(opinion: Opinion, vouched: bool) -> Opinion:
    """Errors: Invalid with the field, for words that could identify somebody or are too long."""
    items = tuple(
        Assessment(
            one.item, one.answer, checked(one.comment, LONGEST_COMMENT, one.item, vouched=vouched)
        )
        for one in sorted(opinion.items, key=lambda one: list(Item).index(one.item))
    )
    return msgspec.structs.replace(
        opinion,
        items=items,
        words=checked(opinion.words, LONGEST_WORDS, "words", vouched=vouched),
        to_editor=checked(opinion.to_editor, LONGEST_WORDS, "to_editor", vouched=vouched),
        ai_words=checked(opinion.ai_words, LONGEST_LINE, "ai_words", vouched=vouched),
    )


@transaction.atomic
def give_review(
    reviewer: Account, manuscript_id: int, opinion: Opinion, *, vouched: bool = False,
    seen: str | None = None,
) -> Review:  # fmt: skip
    """Judge the present version, once; how one stands and one's interests are frozen with it.

    `seen` names the version that the reviewer read (`manuscripts.words_seen_in`).

    Errors: ChangedMeanwhile where another version is there by now; NotFound for who hasn't accepted, or when it isn't the reviewers' turn; Invalid, with the
    field, for an incomplete review; Refused for who isn't independent or verified any more.
    """
    manuscript = locked(manuscript_id, state=State.IN_REVIEW)
    seat = _seat(reviewer, manuscript, Seat.ACCEPTED)
    version = latest(manuscript)
    check_seen(version, seen)
    if Review.objects.filter(invitation=seat, version=version).exists():
        raise Invalid("You reviewed this version already.")
    opinion = _cleaned(opinion, vouched)
    message, field = wrong_with(opinion)
    if message:
        raise Invalid(message, field)
    try:
        refuse_unfit(reviewer, manuscript)
    except Invalid as reason:
        raise Refused(str(reason)) from None
    made = _written(seat, version.pk, opinion, reviewer)
    record(
        ReviewGiven(
            actor=reviewer.pk, subject=manuscript.pk, review=made.pk, version=version.number,
            author=manuscript.author_id, recommendation=opinion.recommendation,
            ai_use=opinion.ai_use, signed=seat.signs, credential=made.credential,
            editor=manuscript.editor_id,
        )
    )  # fmt: skip
    return made


def _written(seat: Invitation, version_id: int, opinion: Opinion, reviewer: Account) -> Review:
    who, snapshot = speaker(reviewer), freeze_interests(reviewer)
    return Review.objects.create(
        invitation=seat, version_id=version_id, items=msgspec.to_builtins(opinion.items),
        recommendation=opinion.recommendation, words=opinion.words, to_editor=opinion.to_editor,
        ai_use=opinion.ai_use, ai_words=opinion.ai_words, signed=seat.signs,
        shown_name=reviewer.shown_name, role_line=who.role_line, credential=who.credential_id,
        credential_line=who.credential_line,
        institutions=list(standing_of(reviewer).institutions),
        interests_snapshot=snapshot.pk, interests_line=snapshot.line,
    )  # fmt: skip


def expire_invitations() -> None:
    """The round: invitations that nobody answered in fourteen days; the editor is told of each."""
    due = Invitation.objects.filter(state=Seat.INVITED, expires_at__lte=clock.now())
    for seat in due.select_related("manuscript").order_by("pk"):
        _expire(seat)


@transaction.atomic
def _expire(seat: Invitation) -> None:
    still = Invitation.objects.filter(pk=seat.pk, state=Seat.INVITED)
    if not still.update(state=Seat.EXPIRED):
        return
    manuscript = seat.manuscript
    editor = manuscript.editor_id if manuscript.state in OPEN else None
    record(InvitationLapsed(actor=seat.reviewer_id, subject=manuscript.pk, editor=editor))
