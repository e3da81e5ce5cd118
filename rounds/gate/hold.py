"""Held drafts: the author names one reviewer, who alone may read the draft and decide.

To every other person the draft is not there. It goes after thirty days whatever happens.
"""

from dataclasses import replace

from django.db import transaction

from rounds.base import clock, text
from rounds.base.errors import Invalid, NotFound
from rounds.gate.case import case_of, cleared_in, findings_of, seen_as
from rounds.gate.checks.pictures import of_picture
from rounds.gate.facts import DraftCleared, DraftSentBack, ReviewerNamed
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.nameless import check_nameless
from rounds.gate.outcome import Outcome
from rounds.gate.settle import settle
from rounds.identity.models import Account
from rounds.identity.queries import moderators
from rounds.ledger.record import record
from rounds.posts.made import posting

LONGEST = 500


class ChangedMeanwhile(Invalid):
    """What somebody decides on is no longer the text they read."""

    def __init__(self) -> None:
        super().__init__("It was changed since you opened it: read it again.", "seen")


def list_reviewers(author: Account) -> list[Account]:
    """Whom `author` can ask to look at a held draft: the moderators, but not oneself."""
    return [one for one in moderators() if one.pk != author.pk]


def _words(given: str, what: str) -> str:
    words = text.plain(given).strip()
    if len(words) > LONGEST:
        raise Invalid(f"{what} holds at most {LONGEST} characters. Shorten it.", "words")
    check_nameless(words, "words")
    return words


def _held(**which: object) -> KeptDraft:
    rows = KeptDraft.objects.select_for_update(of=("self",)).select_related("author")
    kept = rows.filter(state=DraftState.HELD, **which).first()
    if kept is None:
        raise NotFound
    return kept


@transaction.atomic
def ask_reviewer(author: Account, code: str, reviewer_id: int, question: str = "") -> KeptDraft:
    """Let one reviewer read the held draft `code`, and nobody else.

    Errors: NotFound for a draft that isn't the author's or isn't held; Invalid for somebody who
    can't be asked, too long a question, or one that says who the patient may be.
    """
    kept = _held(author=author, code=code)
    if reviewer_id not in {one.pk for one in list_reviewers(author)}:
        raise Invalid("Choose one of the people listed.", "reviewer")
    kept.reviewer_id, kept.advice = reviewer_id, ""
    kept.question = _words(question, "A question")
    kept.save(update_fields=["reviewer", "question", "advice"])
    record(ReviewerNamed(actor=author.pk, subject=reviewer_id, draft=kept.pk))
    return kept


def list_to_review(reviewer: Account) -> list[KeptDraft]:
    """The held drafts on which `reviewer` is asked to decide, the oldest first."""
    rows = KeptDraft.objects.filter(reviewer=reviewer, state=DraftState.HELD)
    return list(rows.select_related("author").order_by("id"))


def draft_to_review(reviewer: Account, code: str) -> KeptDraft:
    """A held draft whose author named `reviewer`.

    Errors: NotFound for every other draft, and for everybody who has stopped being a moderator.
    """
    rows = KeptDraft.objects.filter(reviewer=reviewer, code=code, state=DraftState.HELD)
    kept = rows.select_related("author").first()
    if kept is None or reviewer.pk not in {one.pk for one in moderators()}:
        raise NotFound
    return kept


@transaction.atomic
def open_to_review(reviewer: Account, code: str) -> KeptDraft:
    """`draft_to_review`, noting that it was read: its author is told so.

    Errors: NotFound as `draft_to_review`.
    """
    kept = draft_to_review(reviewer, code)
    KeptDraft.objects.filter(pk=kept.pk, opened_at=None).update(opened_at=clock.now())
    return kept


def clear(reviewer: Account, code: str, advice: str, *, seen: str) -> Outcome:
    """Let pass what holds the draft; it goes out unless its author is still asked about the rest.

    `seen` names the text that `reviewer` read (`case.seen_as`): no other text passes on their word.

    Errors: NotFound as `draft_to_review`; Invalid without a reason, or for one that says who the patient
    may be; ChangedMeanwhile.
    """
    before = draft_to_review(reviewer, code)
    with posting(before.author, case_of(before).draft.media):
        return _clear(reviewer, code, advice, seen)


def _clear(reviewer: Account, code: str, advice: str, seen: str) -> Outcome:
    kept = _held(reviewer=reviewer, code=code)
    if seen_as(kept) != seen:
        raise ChangedMeanwhile
    kept.advice = _reason(advice)
    passed = [
        Confirmation(kind=f.kind, digest=f.digest)
        for f in findings_of(kept)
        if not f.can_confirm and not of_picture(f)
    ]
    kept.cleared = [*kept.cleared, *({"kind": c.kind, "digest": c.digest} for c in passed)]
    kept.save(update_fields=["cleared", "advice"])
    record(DraftCleared(actor=reviewer.pk, subject=kept.author_id, draft=kept.pk))
    return settle(kept.author, replace(case_of(kept), cleared=cleared_in(kept)))


@transaction.atomic
def send_back(reviewer: Account, code: str, advice: str) -> None:
    """Tell the author what has to come out; the reviewer can read the draft no longer.

    Errors: NotFound as `draft_to_review`; Invalid as `clear`.
    """
    draft_to_review(reviewer, code)
    kept = _held(reviewer=reviewer, code=code)
    kept.advice, kept.reviewer = _reason(advice), None
    kept.save(update_fields=["advice", "reviewer"])
    record(DraftSentBack(actor=reviewer.pk, subject=kept.author_id, draft=kept.pk))


def _reason(given: str) -> str:
    words = _words(given, "A reason")
    if not words:
        raise Invalid("Say why, in a sentence: the author reads it.", "words")
    return words
