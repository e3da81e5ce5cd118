"""Kept drafts: write them down, read them, confirm, change or discard them.

A draft is its author's alone: to everybody else it doesn't exist.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.base.turns import in_turn
from rounds.gate.case import (
    Case,
    case_of,
    confirmed_in,
    described,
    digest_of_draft,
    draft_of,
    findings_of,
    link_to,
)
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.outcome import Outcome
from rounds.gate.settle import settle
from rounds.gate.store import KEPT_AT_WISH, store  # fmt: skip
from rounds.gate.submit import outcome_of
from rounds.identity.models import Account
from rounds.posts.attach import let_go
from rounds.posts.made import posting

MOST_KEPT = 300
LONGEST_KEPT = 50_000

__all__ = [
    "change", "confirm", "discard", "draft_of", "findings_of", "keep", "link_to", "list_drafts",
    "readable_draft", "save_change", "was_read",
]  # fmt: skip


def _rows(author: Account) -> QuerySet[KeptDraft]:
    return KeptDraft.objects.filter(author=author).select_related("author")


def _own(author: Account, code: str) -> KeptDraft:
    """A draft of `author`, locked: two confirmations at once publish once."""
    kept = _rows(author).select_for_update(of=("self",)).filter(code=code).first()
    if kept is None:
        raise NotFound
    return kept


def _check_size(draft: Draft) -> None:
    if len(draft.text) > LONGEST_KEPT:
        raise Invalid("This draft is too long to keep. Split it into several.", "text")


@transaction.atomic
def keep(author: Account, draft: Draft) -> KeptDraft:
    """Keep `draft` for later, unjudged; nobody else sees it. The same words are kept once.

    Errors: Invalid when it is too long to keep, or too many are kept.
    """
    _check_size(draft)
    in_turn("keep", author.pk)
    kept = _rows(author).filter(state=DraftState.KEPT, revises=None)
    digest = digest_of_draft(draft, described(author, draft), None)
    same = next((row for row in kept.filter(digest=digest) if draft_of(row) == draft), None)
    if same is None and kept.count() >= MOST_KEPT:
        raise Invalid(f"You keep {MOST_KEPT} drafts already. Post or discard some first.")
    return store(
        author, Case(draft=draft, kept=same), DraftState.KEPT, delete_at=clock.now() + KEPT_AT_WISH
    )


def readable_draft(author: Account, code: str) -> KeptDraft:
    """The draft with the short link `code`.

    Errors: NotFound for somebody else's.
    """
    kept = _rows(author).filter(code=code).first()
    if kept is None:
        raise NotFound
    return kept


def was_read(author: Account, code: str) -> bool:
    """Whether a reviewer ever read the draft `code` of `author`."""
    return bool(code) and _rows(author).filter(code=code, opened_at__isnull=False).exists()


def list_drafts(author: Account) -> list[KeptDraft]:
    """The drafts of `author` that wait for them: asked about, held or kept; newest first."""
    waiting = (DraftState.KEPT, DraftState.ASKED, DraftState.HELD)
    return list(
        _rows(author)
        .filter(state__in=waiting)
        .select_related("reviewer")
        .order_by("-changed_at", "-id")
    )


def confirm(author: Account, code: str, spans: Sequence[Confirmation]) -> Outcome:
    """Take the author's word for `spans` and submit the draft again; it is published once.

    Errors: NotFound for somebody else's draft; otherwise as `submit`.
    """
    before = readable_draft(author, code)
    is_out = before.state == DraftState.RELEASED
    with posting(author, () if is_out else draft_of(before).media):
        kept = _own(author, code)
        if kept.state == DraftState.RELEASED:
            return outcome_of(author, kept)
        told = tuple(dict.fromkeys([*confirmed_in(kept), *spans]))
        return settle(author, _timed(kept, draft_of(kept), told))


def _timed(kept: KeptDraft, draft: Draft, confirmed: tuple[Confirmation, ...]) -> Case:
    return replace(case_of(kept, draft, confirmed), at=kept.scheduled_at)


def change(author: Account, code: str, draft: Draft, spans: Sequence[Confirmation] = ()) -> Outcome:
    """Put `draft` in the place of the kept one and submit it; what was confirmed stays confirmed.

    Errors: NotFound for somebody else's draft; Invalid when it was published meanwhile; otherwise
    as `submit`.
    """
    with posting(author, draft.media):
        kept = _own(author, code)
        if kept.state == DraftState.RELEASED:
            raise Invalid("This draft is published already. Edit the post instead.")
        told = tuple(dict.fromkeys([*confirmed_in(kept), *spans]))
        return settle(author, _timed(kept, draft, told))


@transaction.atomic
def save_change(author: Account, code: str, draft: Draft) -> KeptDraft:
    """Put `draft` in the place of the kept one and leave it there, unsubmitted.

    Errors: NotFound for somebody else's draft; Invalid when it was published meanwhile or is too
    long to keep.
    """
    _check_size(draft)
    kept = _own(author, code)
    if kept.state == DraftState.RELEASED:
        raise Invalid("This draft is published already. Edit the post instead.")
    case = case_of(kept, draft)
    return store(author, case, DraftState.KEPT, delete_at=clock.now() + KEPT_AT_WISH)


@transaction.atomic
def discard(author: Account, code: str) -> None:
    """Delete a draft.

    Errors: NotFound for somebody else's.
    """
    kept = _own(author, code)
    if kept.state != DraftState.RELEASED:
        let_go(author, draft_of(kept).media)
    kept.delete()
