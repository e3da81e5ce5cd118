"""What somebody has an interest in, for everybody to read: the register today, and as it was frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rounds.base import clock
from rounds.edge.web.reader import reader_of
from rounds.identity.interests import entry_of, list_interests, readable_snapshot
from rounds.identity.models import Account, Interest
from rounds.identity.queries import account_by_handle
from rounds.identity.register import (
    BAND_WORDS,
    KIND_WORDS,
    Entry,
    digest_of,
    entries_in,
    is_stale,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One interest in words; `id` where its owner may change it."""

    kind: str
    body: str
    products: str
    amount: str
    time: str
    note: str
    id: int = 0


def _time(since: date | None, until: date | None) -> str:
    start, end = (date_format(day, "F Y") if day else "" for day in (since, until))
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if end:
        return _("until %(end)s") % {"end": end}
    return _("since %(start)s") % {"start": start} if start else ""


def _amount(entry: Entry) -> str:
    words = _(BAND_WORDS[entry.band])
    return f"{words} ({entry.currency})" if entry.currency else words


def _row(entry: Entry, identifier: int = 0) -> Row:
    return Row(
        kind=_(KIND_WORDS[entry.kind]), body=entry.body, products=", ".join(entry.products),
        amount=_amount(entry), time=_time(entry.since, entry.until), note=entry.note,
        id=identifier,
    )  # fmt: skip


def rows_of(found: Iterable[Interest]) -> list[Row]:
    """The rows of a register for a page, each with its id."""
    return [_row(entry_of(one), one.pk) for one in found]


def register_of(account: Account) -> dict[str, Any]:
    """When `account` declared the register right, and whether that is old."""
    declared_at = account.interests_declared_at
    return {"declared_at": declared_at, "is_old": is_stale(declared_at, clock.now())}


@require_safe
def interests(request: HttpRequest, handle: str) -> HttpResponse:
    """Somebody's register as it stands today."""
    account, reader = account_by_handle(handle), reader_of(request)
    context = {
        "account": account,
        "rows": rows_of(list_interests(account)),
        "is_me": reader is not None and reader.pk == account.pk,
        **register_of(account),
    }
    return render(request, "profile/interests.html", context)


@require_safe
def snapshot(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    """A register as it stood when posts were published under it."""
    found = readable_snapshot(snapshot_id)
    context = {
        "account": found.account,
        "frozen": found,
        "rows": [_row(entry) for entry in entries_in(found.document)],
        "declared_at": found.declared_at,
        "is_old": is_stale(found.declared_at, clock.now()),
        "is_whole": digest_of(found.document) == found.digest,
    }
    return render(request, "profile/interests.html", context)


@require_safe
def snapshot_file(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    """The very bytes whose SHA-256 the page names."""
    found = readable_snapshot(snapshot_id)
    response = HttpResponse(found.document.encode(), content_type="application/json; charset=utf-8")
    name = f"interests-{found.account.username}-{found.digest[:12]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("@<handle:handle>/interests", interests),
    path("interests/<id:snapshot_id>", snapshot),
    path("interests/<id:snapshot_id>.json", snapshot_file),
]
