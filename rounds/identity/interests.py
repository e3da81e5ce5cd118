"""Declare what one has an interest in, and freeze the register into what one writes.

Whoever changes the register says by that that it is right today; so does saying 'still right' or
'nothing to declare'. A snapshot is never changed: later edits of the register make another one.
"""

from datetime import UTC, date

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.base.text import plain
from rounds.base.turns import in_turn
from rounds.identity.facts import InterestsDeclared
from rounds.identity.models import Account, Interest, InterestsSnapshot
from rounds.identity.profile import touch
from rounds.identity.register import (
    CURRENCIES,
    IN_MONEY,
    Band,
    Declared,
    Entry,
    InterestKind,
    declared_of,
    digest_of,
    document_of,
    line_of,
)
from rounds.ledger.record import record

MOST = 60
LONGEST_BODY = 120
LONGEST_PRODUCTS = 300
LONGEST_NOTE = 300


def entry_of(row: Interest) -> Entry:
    """The interest that `row` holds."""
    return Entry(
        kind=InterestKind(row.kind), body=row.body, band=Band(row.band), currency=row.currency, since=row.since,
        until=row.until, note=row.note,
        products=tuple(name.strip() for name in row.products.split(",") if name.strip()),
    )  # fmt: skip


def list_interests(account: Account) -> list[Interest]:
    """The register of `account`: what holds longest first, then what was declared first."""
    order = list(InterestKind)
    rows = Interest.objects.filter(account=account).order_by("id")
    return sorted(
        rows, key=lambda row: (row.until is not None, order.index(InterestKind(row.kind)))
    )


def _entries(account: Account) -> list[Entry]:
    return [entry_of(row) for row in list_interests(account)]


def _today() -> date:
    return clock.now().astimezone(UTC).date()


def declared_names(account: Account) -> tuple[Declared, ...]:
    """What the gate looks for in the texts of `account`; no read where nothing was ever declared."""
    if account.interests_declared_at is None:
        return ()
    return declared_of(_entries(account), _today())


def register_line(account: Account) -> str:
    """The register of `account` in one line as it stands now; '' where nothing was ever declared."""
    return line_of(_entries(account), _today()) if account.interests_declared_at else ""


def _line(value: str, most: int, field: str) -> str:
    words = " ".join(plain(value).split())
    if len(words) > most:
        raise Invalid(f"At most {most} characters fit here. Shorten it.", field)
    return words


def _checked(entry: Entry) -> dict[str, object]:
    body = _line(entry.body, LONGEST_BODY, "body")
    if not body:
        raise Invalid("Name the company or body.", "body")
    if entry.since and entry.until and entry.until < entry.since:
        raise Invalid("The end lies before the beginning.", "until")
    products = _line(", ".join(entry.products), LONGEST_PRODUCTS, "products")
    return {
        "kind": entry.kind, "body": body, "products": products, "band": entry.band,
        "currency": _currency(entry),
        "since": entry.since, "until": entry.until, "note": _line(entry.note, LONGEST_NOTE, "note"),
    }  # fmt: skip


def _currency(entry: Entry) -> str:
    if entry.band not in IN_MONEY:
        return ""
    if entry.currency and entry.currency not in CURRENCIES:
        raise Invalid("Choose a currency of the list.", "currency")
    return entry.currency


def _is_right_now(account: Account) -> None:
    account.interests_declared_at = clock.now()
    touch(account, ["interests_declared_at"])
    record(InterestsDeclared(actor=account.pk, subject=account.pk))


@transaction.atomic
def declare_interest(account: Account, entry: Entry) -> Interest:
    """Add `entry` to the register of `account`; one that stands there already is that one.

    Errors: Invalid, with the field.
    """
    in_turn("interests", account.pk)
    checked, mine = _checked(entry), Interest.objects.filter(account=account)
    if same := mine.filter(**checked).first():
        return same
    if mine.count() >= MOST:
        raise Invalid(f"The register holds at most {MOST} interests. Take an old one away.")
    made = Interest.objects.create(account=account, **checked)
    _is_right_now(account)
    return made


@transaction.atomic
def change_interest(account: Account, interest_id: int, entry: Entry) -> None:
    """Put `entry` in the place of one's own interest.

    Errors: NotFound for somebody else's; Invalid, with the field.
    """
    checked = _checked(entry)
    if not Interest.objects.filter(pk=interest_id, account=account).update(**checked):
        raise NotFound
    _is_right_now(account)


@transaction.atomic
def remove_interest(account: Account, interest_id: int) -> None:
    """Take an interest out of one's register; snapshots keep it.

    Errors: NotFound for somebody else's.
    """
    if not Interest.objects.filter(pk=interest_id, account=account).delete()[0]:
        raise NotFound
    _is_right_now(account)


def own_interest(account: Account, interest_id: int) -> Interest:
    """One's own interest.

    Errors: NotFound for somebody else's.
    """
    found = Interest.objects.filter(pk=interest_id, account=account).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def confirm_register(account: Account) -> None:
    """Say that the register is right as it stands; an empty one says 'none to declare', dated."""
    _is_right_now(account)


@transaction.atomic
def freeze_interests(account: Account) -> InterestsSnapshot:
    """The register of `account` as it stands now, for ever; an unchanged one is the same snapshot.

    Example: post.interests_snapshot = freeze_interests(author).pk
    """
    declared_at, entries = account.interests_declared_at, _entries(account)
    document = document_of(account.handle, declared_at, entries)
    line = line_of(entries, _today()) if declared_at else ""
    snapshot, _created = InterestsSnapshot.objects.get_or_create(
        account=account,
        digest=digest_of(document),
        defaults={"document": document, "line": line, "declared_at": declared_at},
    )
    return snapshot


def readable_snapshot(snapshot_id: int) -> InterestsSnapshot:
    """A snapshot; who wrote under it agreed that everybody may read it.

    Errors: NotFound, also for somebody suspended.
    """
    rows = InterestsSnapshot.objects.select_related("account")
    found = rows.filter(pk=snapshot_id, account__suspended_at__isnull=True).first()
    if found is None:
        raise NotFound
    return found
