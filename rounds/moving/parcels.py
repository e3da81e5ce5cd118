"""Parcels: ask for a copy, send an archive in, see how far it is; the jobs that do it.

A copy is its owner's alone and is deleted after seven days; an archive that was sent goes as soon as
it is read. Reading works for a minute at a time and queues itself again, so that no lease runs out
under it; a repeat finds what is done and goes on. A copy is written in one go, and anew in a repeat.
"""

import tempfile
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.facts import AccountClosed
from rounds.identity.models import Account
from rounds.identity.ties import one_at_a_time
from rounds.jobs.queue import later
from rounds.ledger.record import record
from rounds.moving.bring_in import MOST_NAMED, Report, bring_in_posts, posts_in
from rounds.moving.facts import ArchiveSent, CopyTaken
from rounds.moving.models import Parcel, ParcelState, Way
from rounds.moving.opened import MB, opened
from rounds.moving.take_out import take_out

KEPT_FOR = timedelta(days=7)
MOST_A_DAY = 5
MOST_SENT = 200 * MB
_FOLDER = "private/parcels"
_AT_A_TIME = 60.0
_STALE = timedelta(hours=24)


def list_parcels(account: Account) -> list[Parcel]:
    """The parcels of `account`, the newest first."""
    return list(Parcel.objects.filter(account=account).order_by("-pk")[:20])


def ready_copy(account: Account, parcel_id: int) -> tuple[Parcel, IO[bytes]]:
    """A finished copy of `account`, opened.

    Errors: NotFound for somebody else's, one that isn't finished, and one whose days are over.
    """
    rows = Parcel.objects.filter(
        pk=parcel_id, account=account, way=Way.OUT, state=ParcelState.READY,
        delete_at__gt=clock.now(),
    )  # fmt: skip
    parcel = rows.first()
    if parcel is None or not parcel.file:
        raise NotFound
    try:
        return parcel, default_storage.open(parcel.file)
    except FileNotFoundError as error:
        raise NotFound from error


def _waiting(account: Account, way: str) -> Parcel | None:
    since = clock.now() - _STALE
    rows = Parcel.objects.filter(account=account, way=way, state=ParcelState.WAITING)
    return rows.filter(created_at__gt=since).first()


def _check_often(account: Account, way: str) -> None:
    since = clock.now() - timedelta(days=1)
    if Parcel.objects.filter(account=account, way=way, created_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(f"At most {MOST_A_DAY} in a day. Come back tomorrow.")


@transaction.atomic
def ask_for_copy(account: Account) -> Parcel:
    """Have a copy of everything that is `account`'s own made; one that is being made stays the one.

    Errors: Refused past five a day.
    """
    one_at_a_time(account)
    if waiting := _waiting(account, Way.OUT):
        return waiting
    _check_often(account, Way.OUT)
    parcel = Parcel.objects.create(account=account, way=Way.OUT)
    record(CopyTaken(actor=account.pk, subject=parcel.pk))
    later(make_copy, parcel.pk)
    return parcel


def make_copy(parcel_id: int) -> None:
    """The job: write the copy to a file and keep it for seven days. Does nothing the second time."""
    parcel = Parcel.objects.select_related("account").filter(pk=parcel_id).first()
    if parcel is None or parcel.state != ParcelState.WAITING:
        return

    def tell(done: int, total: int) -> None:
        Parcel.objects.filter(pk=parcel_id).update(done=done, total=total)

    with tempfile.TemporaryFile(prefix="rounds-copy-") as out:
        total = take_out(parcel.account, out, tell)
        size = out.tell()
        out.seek(0)
        name = default_storage.save(f"{_FOLDER}/{parcel.pk}.zip", File(out))
    at = clock.now()
    rows = Parcel.objects.filter(pk=parcel_id, state=ParcelState.WAITING)
    if not rows.update(
        state=ParcelState.READY, file=name, size=size, total=total, done=total, finished_at=at,
        delete_at=at + KEPT_FOR,
    ):  # fmt: skip
        default_storage.delete(name)


def send_in(account: Account, file: IO[bytes], size: int) -> Parcel:
    """Take an archive that `account` sent, to be brought in by a job.

    Errors: Invalid (field 'file') for what is no archive, isn't safe or is too large; Refused past
    five a day, while another is being read, or for a suspended account.
    """
    if account.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be brought in.")
    if size > MOST_SENT:
        raise Invalid(
            f"This archive is larger than {MOST_SENT // MB} MB. Ask whoever runs this server to bring "
            "it in with `rounds archive bring-in`.",
            "file",
        )
    if _waiting(account, Way.IN):
        raise Refused("An archive of yours is being read. Wait until it is done.")
    _check_often(account, Way.IN)
    _check_readable(file)
    name = default_storage.save(f"{_FOLDER}/in-{account.pk}", File(file))
    with transaction.atomic():
        parcel = Parcel.objects.create(account=account, way=Way.IN, file=name, size=size)
        record(ArchiveSent(actor=account.pk, subject=parcel.pk))
        later(read_archive, parcel.pk)
    return parcel


def _copied(file: IO[bytes], to: IO[bytes]) -> Path:
    file.seek(0)
    while chunk := file.read(MB):
        to.write(chunk)
    to.flush()
    return Path(to.name)


def _check_readable(file: IO[bytes]) -> None:
    with (
        tempfile.NamedTemporaryFile(prefix="rounds-sent-") as copy,
        opened(_copied(file, copy)) as archive,
    ):
        posts_in(archive)
    file.seek(0)


def read_archive(parcel_id: int) -> None:
    """The job: bring posts in for a minute, then queue itself again until all are through."""
    parcel = Parcel.objects.select_related("account").filter(pk=parcel_id).first()
    if parcel is None or parcel.state != ParcelState.WAITING:
        return
    try:
        is_done = _read_for_a_while(parcel)
    except (Invalid, Refused) as refusal:
        _finish(parcel, ParcelState.REFUSED, str(refusal))
        return
    if is_done:
        _finish(parcel, ParcelState.READY)
    else:
        later(read_archive, parcel_id)


def _read_for_a_while(parcel: Parcel) -> bool:
    """Whether all posts are through. What came in during earlier turns was counted then."""
    before, until = dict(parcel.counts), time.monotonic() + _AT_A_TIME
    with (
        default_storage.open(parcel.file) as file,
        tempfile.NamedTemporaryFile(prefix="rounds-sent-") as copy,
        opened(_copied(file, copy)) as archive,
    ):
        for number, report in enumerate(bring_in_posts(parcel.account, archive)):
            late = time.monotonic() > until and number < report.total
            if number % 20 == 0 or number == report.total or late:
                _note(parcel, before, report, number)
            if late:
                return False
    return True


def _together(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """The counts of all turns: what an earlier turn brought in is known to this one."""
    if not before:
        return now
    added = {name: before.get(name, 0) + count for name, count in now.items()}
    handled = ("published", "drafts")  # an earlier turn's are known to this one
    known = now["known"] - sum(before.get(name, 0) for name in handled)
    again = ("refused", "claimed", "boosts_left_out")  # these are met in every turn
    return (
        added
        | {name: now[name] for name in ("posts", "total", "left_out")}
        | {"known": max(known, 0)}
        | {name: max(before.get(name, 0), now[name]) for name in again}
    )


def _note(parcel: Parcel, before: dict[str, int], report: Report, done: int) -> None:
    """Keep what is done so far; `parcel` holds what the earlier turns named."""
    counts = asdict(report)
    named = [*parcel.left_out, *(list(one) for one in counts.pop("named"))]
    once = [list(one) for one in dict.fromkeys((why, address) for why, address in named)]
    Parcel.objects.filter(pk=parcel.pk).update(
        counts=_together(before, counts), left_out=once[:MOST_NAMED], done=done, total=report.total
    )


def _finish(parcel: Parcel, state: str, reason: str = "") -> None:
    default_storage.delete(parcel.file)
    rows = Parcel.objects.filter(pk=parcel.pk)
    rows.update(state=state, reason=reason[:300], file="", finished_at=clock.now())


def delete_old() -> None:
    """The hourly round: copies whose seven days are over, archives that waited for seven days."""
    at = clock.now()
    over = Parcel.objects.filter(delete_at__lt=at)
    forgotten = Parcel.objects.filter(state=ParcelState.WAITING, created_at__lt=at - 7 * _STALE)
    _delete([*over[:200], *forgotten[:200]])


def _delete(parcels: list[Parcel]) -> None:
    for parcel in parcels:
        if parcel.file:
            default_storage.delete(parcel.file)
        parcel.delete()


def forget_parcels(fact: AccountClosed) -> None:
    """Delete what is kept of the closed account's parcels."""
    _delete(list(Parcel.objects.filter(account_id=fact.subject)))
