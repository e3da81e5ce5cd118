"""Submit: the one way from a draft to a post.

A request with an Idempotency-Key that was answered already gets the same answer. A draft that is
asked about or held is kept; nothing of its words stands in a log, a job, a fact or an error.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from rounds.base import clock
from rounds.base.errors import Invalid, Refused
from rounds.gate.case import Case, case_of, confirmed_in, findings_of
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState, IdempotencyKey, KeptDraft
from rounds.gate.outcome import Asked, Held, Outcome, Released, Scheduled
from rounds.gate.settle import confirmed_before, settle
from rounds.gate.store import KEPT_FOR
from rounds.identity.models import Account
from rounds.posts.labelled import check_edit
from rounds.posts.made import posting
from rounds.posts.queries import own_post, readable_post

LONGEST_KEY = 128
KEY_KEPT_FOR = timedelta(days=1)


def submit(
    author: Account, draft: Draft, *, confirmed: Sequence[Confirmation] = (), key: str | None = None
) -> Outcome:
    """Publish `draft` as `author` if the gate lets it pass; else keep it and say what to ask.

    `key` is the request's Idempotency-Key. The same text sent again gets the same kept draft.

    Errors: Refused for a suspended author; Invalid for an empty draft or parts that can't be used;
    NotFound when what it answers or quotes is gone.
    """
    return submit_case(author, Case(draft=draft, confirmed=tuple(confirmed)), key)


def submit_case(author: Account, case: Case, key: str | None = None) -> Outcome:
    """`submit` for a draft that edits a post or has its time.

    Errors: as `submit`.
    """
    if author.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be posted from it.")
    if not key:
        with posting(author, case.draft.media):
            return settle(author, case)
    if len(key) > LONGEST_KEY:
        raise Invalid(f"The Idempotency-Key is longer than {LONGEST_KEY} characters. Shorten it.")
    earlier = _answered(author, key)
    return earlier or _submit_once(author, case, key)


def _submit_once(author: Account, case: Case, key: str) -> Outcome:
    with posting(author, case.draft.media):
        try:
            with transaction.atomic():
                mark = IdempotencyKey.objects.create(author=author, key=key)
        except IntegrityError:
            earlier = _answered(author, key)
            if earlier is None:
                raise Refused("This request is being answered. Try again in a moment.") from None
            return earlier
        outcome = settle(author, case)
        if isinstance(outcome, Released):
            mark.post_id = outcome.post.pk
        else:
            mark.draft_id = outcome.kept_draft.pk
        mark.save(update_fields=["post_id", "draft_id"])
        return outcome


def _answered(author: Account, key: str) -> Outcome | None:
    """How a request with `key` was answered, as it stands now; None when it was not."""
    mark = IdempotencyKey.objects.filter(author=author, key=key).first()
    if mark is None:
        return None
    if mark.post_id is not None:
        return Released(readable_post(author, mark.post_id))
    kept = KeptDraft.objects.filter(pk=mark.draft_id or 0).first()
    if kept is None:
        mark.delete()
        return None
    return outcome_of(author, kept)


def outcome_of(author: Account, kept: KeptDraft) -> Outcome:
    """How `kept` stands."""
    if kept.state == DraftState.RELEASED and kept.post_id is not None:
        return Released(readable_post(author, kept.post_id))
    if kept.state == DraftState.SCHEDULED:
        return Scheduled(kept)
    findings = findings_of(kept)
    return Held(kept, findings) if kept.state == DraftState.HELD else Asked(kept, findings)


def submit_revision(
    author: Account, post_id: int, draft: Draft, *, confirmed: Sequence[Confirmation] = (),
    is_correction: bool = False, kept: KeptDraft | None = None,
) -> Outcome:  # fmt: skip
    """Edit one's own post `post_id` if the gate lets `draft` pass; else keep the edit (as `kept`).

    What was confirmed when the post was written is not asked about again. A post that was reviewed
    or corrected can only be corrected (`is_correction`).

    Errors: NotFound for other people's posts; Refused and Invalid as `posts.labelled.check_edit`;
    otherwise as `submit`.
    """
    post = own_post(author, post_id)
    check_edit(post, draft)
    known = confirmed_before(author, draft, post.release_id)
    told = (*known, *confirmed, *(confirmed_in(kept) if kept else ()))
    case = Case(
        draft=draft, confirmed=tuple(dict.fromkeys(told)), revises=post.pk,
        cleared=case_of(kept, draft).cleared if kept else (), is_correction=is_correction, kept=kept,
    )  # fmt: skip
    return submit_case(author, case)


def delete_expired() -> None:
    """The round every six hours: answered requests after a day, drafts whose time is over."""
    now = clock.now()
    IdempotencyKey.objects.filter(at__lt=now - KEY_KEPT_FOR).delete()
    # Once held, no later word makes it longer: those of earlier imports were to stay for a year.
    held_too_long = Q(state=DraftState.HELD, changed_at__lt=now - KEPT_FOR)
    KeptDraft.objects.filter(Q(delete_at__lt=now) | held_too_long).delete()
