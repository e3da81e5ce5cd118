"""What an editor does: take up a manuscript, invite independent reviewers, decide."""

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.review.award import award, given_in
from rounds.gate.review.facts import ReviewDecided, ReviewerInvited, ReviewTakenUp
from rounds.gate.review.manuscripts import (
    check_seen,
    check_unchanged,
    give_back,
    latest,
    locked,
    move,
)
from rounds.gate.review.people import HELD, refuse_unfit, standing_of
from rounds.gate.review.rules import ANSWER_WITHIN, LONGEST_WORDS, Recommendation, unearned
from rounds.gate.review.words import checked
from rounds.gate.reviews import Invitation, Manuscript, Seat, State
from rounds.identity.editors import may_edit
from rounds.identity.models import Account
from rounds.ledger.record import record
from rounds.posts.queries import own_post


def _edited(editor: Account, manuscript_id: int, **which: object) -> Manuscript:
    """Errors: NotFound for a manuscript of another editor, and for who has stopped being one."""
    if not may_edit(editor):
        raise NotFound
    return locked(manuscript_id, editor=editor, **which)


@transaction.atomic
def take_up(editor: Account, manuscript_id: int) -> Manuscript:
    """Become the editor of a manuscript that has none; only then can one read it.

    Errors: NotFound to who is no editor; Refused to its author, to a reviewer of it, and when
    somebody else has it.
    """
    if not may_edit(editor):
        raise NotFound
    manuscript = locked(manuscript_id)
    if manuscript.author_id == editor.pk:
        raise Refused("Nobody edits their own teaching.")
    if Invitation.objects.filter(manuscript=manuscript, reviewer=editor, state__in=HELD).exists():
        raise Refused("You are asked to review it; somebody else edits it.")
    if manuscript.editor_id == editor.pk:
        return manuscript
    if manuscript.editor is not None and may_edit(manuscript.editor):
        raise Refused(f"{manuscript.editor.shown_name} edits it already.")
    waits = manuscript.state == State.WAITING
    move(manuscript, State.IN_REVIEW if waits else manuscript.state, editor=editor)
    record(ReviewTakenUp(actor=editor.pk, subject=manuscript.pk))
    return manuscript


@transaction.atomic
def hand_on(editor: Account, manuscript_id: int) -> None:
    """Stop editing a manuscript; another editor can take it up.

    Errors: NotFound for a manuscript of another editor.
    """
    manuscript = _edited(editor, manuscript_id)
    move(manuscript, manuscript.state, editor=None)


@transaction.atomic
def invite(editor: Account, manuscript_id: int, reviewer: Account) -> Invitation:
    """Ask `reviewer`, who has fourteen days to answer and reads nothing before.

    Errors: NotFound for a manuscript of another editor; Invalid (field 'reviewer') for somebody who
    isn't verified, isn't independent, or was asked before.
    """
    manuscript = _edited(editor, manuscript_id, state=State.IN_REVIEW)
    refuse_unfit(reviewer, manuscript)
    asked = Invitation.objects.filter(manuscript=manuscript)
    if asked.filter(reviewer=reviewer).exists():
        raise Invalid("This person was asked already.", "reviewer")
    made = Invitation.objects.create(
        manuscript=manuscript, reviewer=reviewer, number=asked.count() + 1,
        expires_at=clock.now() + ANSWER_WITHIN,
    )  # fmt: skip
    record(ReviewerInvited(actor=editor.pk, subject=manuscript.pk, reviewer=reviewer.pk))
    return made


@transaction.atomic
def release_reviewer(editor: Account, manuscript_id: int, invitation_id: int) -> None:
    """Ask a reviewer no further; reviews already given stay.

    Errors: NotFound for a manuscript of another editor, or an invitation that is over.
    """
    manuscript = _edited(editor, manuscript_id)
    rows = Invitation.objects.filter(pk=invitation_id, manuscript=manuscript, state__in=HELD)
    if not rows.update(state=Seat.RELEASED, answered_at=clock.now()):
        raise NotFound


@transaction.atomic
def decide(
    editor: Account, manuscript_id: int, decision: Recommendation, words: str,
    *, despite: str = "", vouched: bool = False, seen: str | None = None,
) -> Manuscript:  # fmt: skip
    """Accept, ask for a new version, or reject, with `words` to the author.

    `despite` says why the editor accepts without two independent reviews that recommend it; there is
    no badge then. `seen` names the version that the editor read (`manuscripts.words_seen_in`).

    Errors: NotFound for a manuscript of another editor; ChangedMeanwhile where another version is
    there by now; Refused to accept pictures described anew; Invalid (field 'words' or 'despite').
    """
    manuscript = _edited(editor, manuscript_id, state=State.IN_REVIEW)
    check_seen(latest(manuscript), seen)
    said = checked(words, LONGEST_WORDS, "words", vouched=vouched)
    if not said:
        raise Invalid("Tell the author why, in a sentence or two.", "words")
    more = {"reason": said, "decided_at": clock.now()}
    missing = ""
    if decision is Recommendation.ACCEPT:
        check_unchanged(latest(manuscript))
        missing = _missing(manuscript)
        reason = checked(despite, LONGEST_WORDS, "despite", vouched=vouched)
        if missing and not reason:
            raise Invalid(missing, "despite")
        _accept(manuscript, more | {"despite": reason if missing else ""})
    elif decision is Recommendation.REJECT:
        give_back(manuscript)
        move(manuscript, State.REJECTED, **more)
    else:
        move(manuscript, State.TO_REVISE, **more)
    record(
        ReviewDecided(
            actor=editor.pk, subject=manuscript.pk, author=manuscript.author_id,
            decision=decision, version=latest(manuscript).number,
            earned=decision is Recommendation.ACCEPT and not missing,
        )
    )  # fmt: skip
    return manuscript


def _missing(manuscript: Manuscript) -> str:
    author = standing_of(manuscript.author)
    return unearned(given_in(manuscript), latest(manuscript).number, author)


def _accept(manuscript: Manuscript, more: dict[str, object]) -> None:
    if manuscript.post_id is None:
        move(manuscript, State.ACCEPTED, **more)
        return
    move(manuscript, State.PUBLISHED, **more)
    post = own_post(manuscript.author, manuscript.post_id)
    award(manuscript, post, latest(manuscript))
