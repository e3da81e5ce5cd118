"""Scheduled drafts: judged now, published by themselves at their time, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.base.page import Page
from rounds.gate.case import Case, draft_of
from rounds.gate.draft import Draft
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.outcome import Outcome
from rounds.gate.settle import publish_scheduled, schedule_key
from rounds.gate.submit import submit_case
from rounds.identity.models import Account
from rounds.jobs.queue import cancel, later
from rounds.posts.attach import let_go, reserve

SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=3 * 366)
MOST_SCHEDULED = 300


def _rows(author: Account) -> QuerySet[KeptDraft]:
    return KeptDraft.objects.filter(author=author, state=DraftState.SCHEDULED)


def _check_time(at: datetime) -> None:
    if at < clock.now() + SOONEST:
        raise Invalid(
            "Scheduled posts start at least 5 minutes from now. Choose a later time.", "at"
        )
    if at > clock.now() + LATEST:
        raise Invalid("Scheduled posts start within three years. Choose an earlier time.", "at")


def schedule(author: Account, draft: Draft, at: datetime, *, key: str | None = None) -> Outcome:
    """Have `draft` published at `at` (aware), if the gate lets it pass now.

    Errors: Invalid (field 'at') for a time that is too near, or when too many wait; otherwise as
    `submit`.
    """
    _check_time(at)
    if _rows(author).count() >= MOST_SCHEDULED:
        raise Invalid(f"{MOST_SCHEDULED} of your posts wait already. Take one back first.")
    return submit_case(author, Case(draft=draft, at=at), key)


def list_scheduled(author: Account, page: Page | None = None) -> list[KeptDraft]:
    """What `author` has scheduled, newest first; all of it, or the part that `page` asks for."""
    rows, page = _rows(author), page or Page(limit=MOST_SCHEDULED)
    if page.max_id is not None:
        rows = rows.filter(pk__lt=page.max_id)
    above = page.min_id if page.upwards else page.since_id
    if above is not None:
        rows = rows.filter(pk__gt=above)
    found = list(rows.order_by("pk" if page.upwards else "-pk")[: page.limit])
    return found[::-1] if page.upwards else found


def readable_scheduled(author: Account, draft_id: int) -> KeptDraft:
    """A scheduled draft of `author`.

    Errors: NotFound for somebody else's and for one that has gone out.
    """
    kept = _rows(author).filter(pk=draft_id).first()
    if kept is None:
        raise NotFound
    return kept


@transaction.atomic
def reschedule(author: Account, draft_id: int, at: datetime) -> KeptDraft:
    """Move a scheduled draft to `at`.

    Errors: NotFound; Invalid (field 'at') for a time that is too near.
    """
    _check_time(at)
    kept = _rows(author).select_for_update().filter(pk=draft_id).first()
    if kept is None:
        raise NotFound
    cancel(schedule_key(kept))
    kept.scheduled_at, kept.changed_at = at, clock.now()
    kept.save(update_fields=["scheduled_at", "changed_at"])
    reserve(author, draft_of(kept).media, at + timedelta(days=1))
    later(publish_scheduled, kept.pk, at=at, key=schedule_key(kept))
    return kept


@transaction.atomic
def unschedule(author: Account, draft_id: int) -> None:
    """Take a scheduled draft back; it is deleted.

    Errors: NotFound.
    """
    kept = _rows(author).select_for_update().filter(pk=draft_id).first()
    if kept is None:
        raise NotFound
    cancel(schedule_key(kept))
    let_go(author, draft_of(kept).media)
    kept.delete()
