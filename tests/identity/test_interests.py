"""The register of interests and its snapshots."""

from datetime import date, timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.interests import (
    change_interest,
    confirm_register,
    declare_interest,
    declared_names,
    freeze_interests,
    list_interests,
    own_interest,
    remove_interest,
)
from rounds.identity.models import Account, InterestsSnapshot
from rounds.identity.register import (
    Band,
    Entry,
    InterestKind,
    digest_of,
    entries_in,
    is_stale,
    line_of,
    together,
)
from rounds.ledger.models import FactRow

SPEAKER = Entry(
    kind=InterestKind.SPEAKER_FEES, body="Pulsarion Ltd", products=("Pulsoreg",),
    band=Band.UNDER_5000, since=date(2025, 3, 1),
)  # fmt: skip


def test_the_line_names_each_body_once_under_its_kind() -> None:
    entries = [SPEAKER, SPEAKER, Entry(kind=InterestKind.EMPLOYMENT, body="Northbridge")]
    assert (
        line_of(entries, date(2026, 1, 1)) == "Employment: Northbridge; Speaker fees: Pulsarion Ltd"
    )


def test_what_ended_more_than_three_years_ago_is_not_shown() -> None:
    old = Entry(kind=InterestKind.SHARES, body="Zenith", until=date(2022, 1, 1))
    assert line_of([old], date(2026, 1, 1)) == "none"
    assert line_of([old], date(2024, 1, 1)) == "Shares: Zenith"


def test_what_the_post_says_and_what_the_register_says_stand_together_once() -> None:
    assert (
        together("Shares: Zenith", "Shares: Zenith; Family: Acme") == "Shares: Zenith; Family: Acme"
    )
    assert together("none", "Family: Acme") == "Family: Acme"
    assert together("none", "") == "none"
    assert together("", "none") == "none"
    assert together("", "") == ""


def test_a_long_line_ends_at_a_whole_interest() -> None:
    said = "; ".join(f"Shares: Company number {n}" for n in range(60))
    line = together(said, "")
    assert len(line) <= 500
    assert line.endswith("; …")


def test_a_snapshot_never_changes_when_the_register_does(dr_amina: Account) -> None:
    made = declare_interest(dr_amina, SPEAKER)
    before = freeze_interests(dr_amina)
    document, digest = before.document, before.digest
    clock.travel(clock.now() + timedelta(days=1))
    change_interest(dr_amina, made.pk, Entry(kind=InterestKind.SPEAKER_FEES, body="Somebody else"))
    after = freeze_interests(dr_amina)
    kept = InterestsSnapshot.objects.get(pk=before.pk)
    assert after.pk != before.pk
    assert (kept.document, kept.digest) == (document, digest)
    assert digest_of(kept.document) == kept.digest
    assert entries_in(kept.document) == [SPEAKER]


def test_the_same_register_is_the_same_snapshot(dr_amina: Account) -> None:
    declare_interest(dr_amina, SPEAKER)
    first = freeze_interests(dr_amina)
    clock.travel(clock.now() + timedelta(days=40))
    assert freeze_interests(dr_amina).pk == first.pk


def test_none_to_declare_is_a_declaration_with_a_date(dr_amina: Account) -> None:
    assert freeze_interests(dr_amina).line == ""
    confirm_register(dr_amina)
    snapshot = freeze_interests(dr_amina)
    assert snapshot.line == "none"
    assert snapshot.declared_at == dr_amina.interests_declared_at is not None
    assert FactRow.objects.filter(kind="InterestsDeclared", subject=dr_amina.pk).count() == 1


def test_a_declaration_older_than_twelve_months_is_old(dr_amina: Account) -> None:
    confirm_register(dr_amina)
    declared_at = dr_amina.interests_declared_at
    assert declared_at is not None
    assert not is_stale(declared_at, declared_at + timedelta(days=365))
    assert is_stale(declared_at, declared_at + timedelta(days=365, seconds=1))
    assert not is_stale(None, declared_at)


def test_saying_that_it_is_still_right_makes_an_old_register_fresh(dr_amina: Account) -> None:
    declare_interest(dr_amina, SPEAKER)
    later = clock.now() + timedelta(days=500)
    clock.travel(later)
    assert is_stale(dr_amina.interests_declared_at, later)
    confirm_register(dr_amina)
    assert not is_stale(dr_amina.interests_declared_at, later)


def test_names_are_looked_for_without_their_legal_form_and_by_product(dr_amina: Account) -> None:
    assert declared_names(dr_amina) == ()
    declare_interest(dr_amina, SPEAKER)
    assert declared_names(dr_amina)[0].names == ("Pulsarion Ltd", "Pulsarion", "Pulsoreg")


def test_nobody_changes_or_removes_the_interest_of_somebody_else(
    dr_amina: Account, student_leo: Account
) -> None:
    made = declare_interest(dr_amina, SPEAKER)
    with pytest.raises(NotFound):
        own_interest(student_leo, made.pk)
    with pytest.raises(NotFound):
        change_interest(student_leo, made.pk, SPEAKER)
    with pytest.raises(NotFound):
        remove_interest(student_leo, made.pk)
    remove_interest(dr_amina, made.pk)
    assert list_interests(dr_amina) == []


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(kind=InterestKind.SHARES, body="  "), "body"),
        (Entry(kind=InterestKind.SHARES, body="x" * 121), "body"),
        (Entry(kind=InterestKind.SHARES, body="A", note="x" * 301), "note"),
        (
            Entry(
                kind=InterestKind.SHARES,
                body="A",
                since=date(2026, 2, 1),
                until=date(2026, 1, 1),
            ),
            "until",
        ),
    ],
)
def test_an_interest_that_cannot_be_right_is_refused(
    dr_amina: Account, entry: Entry, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        declare_interest(dr_amina, entry)
    assert refused.value.field == field
    assert dr_amina.interests_declared_at is None
