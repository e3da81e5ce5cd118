"""What an author does: ask for review, answer, send a new version, publish, take it back."""

from collections.abc import Sequence

import msgspec
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.turns import PRESSED_TWICE, in_turn
from rounds.gate.case import Case, case_of
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.outcome import Outcome, Released
from rounds.gate.review.award import award
from rounds.gate.review.facts import ReviewAsked, ReviewWithdrawn, VersionSent
from rounds.gate.review.manuscripts import (
    add_version,
    check_unchanged,
    confirmed_in,
    draft_in,
    draft_of_post,
    give_back,
    latest,
    locked,
    move,
    refuse_unfit,
)
from rounds.gate.review.rules import LONGEST_WORDS
from rounds.gate.review.words import checked
from rounds.gate.reviews import OPEN, Badge, Manuscript, State
from rounds.gate.settle import as_said, look_at, settle
from rounds.gate.words import remember
from rounds.identity.models import Account
from rounds.ledger.record import record
from rounds.posts.models import Post
from rounds.posts.queries import own_post

_ASKED = "The gate asks about this text. Answer it first, then send the version."


def _kept(author: Account, code: str) -> KeptDraft | None:
    if not code:
        return None
    rows = KeptDraft.objects.select_for_update(of=("self",)).select_related("author")
    kept = rows.filter(author=author, code=code).first()
    if kept is None:
        raise NotFound
    if kept.state == DraftState.RELEASED or kept.revises is not None:
        raise Invalid("This draft is published already. Ask for review of the post instead.")
    return kept


@transaction.atomic
def ask_review(
    author: Account, draft: Draft, *, confirmed: Sequence[Confirmation] = (), code: str = ""
) -> Manuscript | Outcome:
    """Have `draft` (kept as `code`) reviewed before it is published; it leaves the drafts.

    The gate looks first: what it asks about is kept and given instead of a manuscript. The same asked a
    moment ago (a button pressed twice) is that manuscript.

    Errors: Invalid for what isn't teaching for everybody; Refused for what can't earn the badge;
    NotFound for somebody else's draft.
    """
    refuse_unfit(author, draft)
    in_turn("ask_review", author.pk)
    if same := _just_asked(author, draft):
        return same
    kept = _kept(author, code)
    words = tuple(confirmed)
    case = Case(draft=draft, confirmed=words)
    if kept is not None:
        case = case_of(kept, draft, tuple(dict.fromkeys([*case_of(kept).confirmed, *words])))
    case, asked = look_at(author, _reviewed(case))
    if asked is not None:
        return asked
    remember(author, case.confirmed)
    manuscript = Manuscript.objects.create(author=author)
    said = as_said(draft, case.confirmed)
    add_version(manuscript, said, confirmed=case.confirmed)
    if case.kept is not None:
        case.kept.delete()
    record(ReviewAsked(actor=author.pk, subject=manuscript.pk))
    return manuscript


def _just_asked(author: Account, draft: Draft) -> Manuscript | None:
    rows = Manuscript.objects.filter(
        author=author, post=None, state=State.WAITING, asked_at__gte=clock.now() - PRESSED_TWICE
    )
    return next((one for one in rows if _is_same(draft_in(latest(one)), draft)), None)


def _is_same(sent: Draft | None, draft: Draft) -> bool:
    # What was confirmed about interests stands in the one that was sent.
    return sent is not None and msgspec.structs.replace(sent, interests=draft.interests) == draft


def _reviewed(case: Case) -> Case:
    return Case(
        draft=case.draft, confirmed=case.confirmed, cleared=case.cleared, kept=case.kept,
        is_reviewed=True,
    )  # fmt: skip


@transaction.atomic
def ask_review_of_post(author: Account, post_id: int) -> Manuscript:
    """Have one's own published teaching post reviewed as it stands.

    Errors: NotFound for somebody else's; Invalid for what isn't teaching for everybody, is under
    review, has its badge or was retracted; Refused for what can't earn the badge.
    """
    post = own_post(author, post_id, lock=True)
    if post.boost_of_id is not None:
        raise NotFound
    refuse_unfit(author, draft_of_post(post))
    if (post.corrected or {}).get("kind") == "retraction":
        raise Invalid("This post was retracted.")
    if Manuscript.objects.filter(post=post, state__in=OPEN).exists():
        raise Invalid("This post is under review already.")
    if Badge.objects.filter(post=post, edition=post.edition).exists():
        raise Invalid("This version is reviewed already.")
    manuscript = Manuscript.objects.create(author=author, post=post, was_published=True)
    add_version(manuscript, draft_of_post(post), edition=post.edition)
    record(ReviewAsked(actor=author.pk, subject=manuscript.pk, post=post.pk))
    return manuscript


@transaction.atomic
def send_version(
    author: Account, manuscript_id: int, draft: Draft | None, answer: str,
    *, confirmed: Sequence[Confirmation] = (), vouched: bool = False,
) -> Manuscript:  # fmt: skip
    """Answer the reviewers and send a new version; of a published post, as it stands now.

    Errors: NotFound for what isn't the author's turn; Invalid without an answer or a change; Refused
    while the gate asks about the text.
    """
    manuscript = locked(manuscript_id, author=author, state=State.TO_REVISE)
    said = checked(answer, LONGEST_WORDS, "answer", vouched=vouched)
    if not said:
        raise Invalid("Answer the reviewers in a few sentences.", "answer")
    if manuscript.post_id is not None:
        _send_post(manuscript, said)
    elif draft is not None:
        _send_draft(author, manuscript, draft, said, tuple(confirmed))
    else:
        raise Invalid("There is no new version to send.", "text")
    move(manuscript, State.IN_REVIEW)
    number = latest(manuscript).number
    record(VersionSent(actor=author.pk, subject=manuscript.pk, version=number))
    return manuscript


def _send_post(manuscript: Manuscript, answer: str) -> None:
    post = own_post(manuscript.author, manuscript.post_id or 0)
    refuse_unfit(manuscript.author, draft_of_post(post))
    if post.edition == latest(manuscript).edition:
        raise Invalid("Correct the post first; then send the new version.", "text")
    add_version(manuscript, draft_of_post(post), answer=answer, edition=post.edition)


def _send_draft(
    author: Account, manuscript: Manuscript, draft: Draft, answer: str,
    confirmed: tuple[Confirmation, ...],
) -> None:  # fmt: skip
    refuse_unfit(author, draft)
    words = tuple(dict.fromkeys([*confirmed_in(latest(manuscript)), *confirmed]))
    case, asked = look_at(author, Case(draft=draft, confirmed=words, is_reviewed=True))
    if asked is not None:
        raise Refused(_ASKED)
    remember(author, case.confirmed)
    add_version(manuscript, as_said(draft, words), confirmed=case.confirmed, answer=answer)


@transaction.atomic
def publish_reviewed(author: Account, manuscript_id: int) -> Post:
    """Publish an accepted draft, with its badge where it earned one; pressed twice, it is out once.

    Errors: NotFound for what isn't accepted; Refused when the gate asks about it by now, or a picture
    was described anew since it was reviewed.
    """
    try:
        manuscript = locked(manuscript_id, author=author, state=State.ACCEPTED, post=None)
    except NotFound:
        return _out_already(author, manuscript_id)
    version = latest(manuscript)
    draft = draft_in(version)
    if draft is None:
        raise NotFound
    check_unchanged(version)
    case = Case(draft=draft, confirmed=confirmed_in(version), is_reviewed=True)
    outcome = settle(author, case)
    if not isinstance(outcome, Released):
        raise Refused("The gate asks about this text by now. Take it back to your drafts first.")
    post = outcome.post
    version.edition = post.edition
    version.save(update_fields=["edition"])
    move(manuscript, State.PUBLISHED, post=post)
    award(manuscript, post, version)
    post.refresh_from_db(fields=["reviewed", "version"])
    return post


def _out_already(author: Account, manuscript_id: int) -> Post:
    """What an earlier press published; the second one has its post, too.

    Errors: NotFound where none did.
    """
    rows = Manuscript.objects.filter(pk=manuscript_id, author=author, state=State.PUBLISHED)
    done = rows.filter(was_published=False, post__isnull=False).first()
    if done is None:
        raise NotFound
    return own_post(author, done.post_id or 0)


@transaction.atomic
def take_back(author: Account, manuscript_id: int) -> None:
    """End the review; a draft goes back among one's drafts, and nobody else reads it any more.

    Errors: NotFound for what isn't the author's or is over.
    """
    manuscript = locked(manuscript_id, author=author)
    give_back(manuscript)
    move(manuscript, State.WITHDRAWN)
    record(ReviewWithdrawn(actor=author.pk, subject=manuscript.pk))
