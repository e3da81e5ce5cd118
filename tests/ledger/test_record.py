"""A fact and the work it causes stand or fall together."""

import pytest
from django.db import transaction

from rounds.identity.models import Account
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.ledger import record as ledger
from rounds.ledger.facts import Fact
from rounds.ledger.models import FactRow

seen: list[int] = []


class Rang(Fact, frozen=True):
    """A bell rang."""


def listen(fact: Rang) -> None:
    """Remember which bell."""
    seen.append(fact.subject)


@pytest.fixture
def bell(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen.clear()
    monkeypatch.setattr(ledger, "_subscribers", {"Rang": ["rounds.ledger.record.test_listener"]})
    monkeypatch.setattr(ledger, "_kinds", {"Rang": Rang})
    monkeypatch.setattr(ledger, "test_listener", listen, raising=False)


@pytest.mark.usefixtures("bell")
def test_a_recorded_fact_reaches_its_subscriber_once() -> None:
    with transaction.atomic():
        ledger.record(Rang(actor=1, subject=7))
    run_due()
    run_due()
    assert seen == [7]


@pytest.mark.usefixtures("bell")
def test_a_deed_that_fails_leaves_neither_fact_nor_work() -> None:
    def fail() -> None:
        with transaction.atomic():
            ledger.record(Rang(actor=1, subject=7))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not FactRow.objects.filter(kind="Rang").exists()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_its_deed_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        ledger.record(Rang(actor=1, subject=7))


def test_the_ledger_keeps_no_text(student_leo: Account) -> None:
    row = FactRow.objects.get(kind="AccountOpened")
    assert "Leo" not in row.data
    assert "leo@example.org" not in row.data
