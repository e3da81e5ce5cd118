"""Work is done at least once, whatever dies in between."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from rounds.base import clock
from rounds.jobs import queue
from rounds.jobs.models import Job
from rounds.jobs.work import LEASE, TRIES, claim, run_due, work

done: list[int] = []


def note(number: int) -> None:
    """Remember `number`."""
    done.append(number)


def stumble(number: int) -> None:
    """Fail, quoting what must never be logged."""
    raise ValueError("Mrs Example, born 1 May 1950")


@pytest.fixture(autouse=True)
def fresh(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    monkeypatch.setattr(queue, "_PREFIX", "tests.")


def test_queued_work_is_done_and_forgotten() -> None:
    queue.later(note, 1)
    assert run_due() == 1
    assert done == [1]
    assert not Job.objects.exists()


def test_work_for_later_waits() -> None:
    queue.later(note, 1, at=clock.now() + timedelta(minutes=5))
    assert run_due() == 0
    clock.travel(clock.now() + timedelta(minutes=6))
    try:
        assert run_due() == 1
    finally:
        clock.travel(None)


def test_the_same_key_is_queued_once() -> None:
    queue.later(note, 1, key="k")
    queue.later(note, 2, key="k")
    run_due()
    assert done == [1]


def test_a_failure_is_tried_again_later_and_its_words_are_not_kept() -> None:
    queue.later(stumble, 1)
    run_due()
    job = Job.objects.get()
    assert job.attempts == 1
    assert job.run_at > clock.now()
    assert job.last_error == "ValueError"


def test_after_all_its_tries_a_job_waits_for_an_operator() -> None:
    queue.later(stumble, 1)
    Job.objects.update(attempts=TRIES - 1)
    run_due()
    assert Job.objects.get().dead


def test_a_killed_worker_s_job_is_taken_over_when_its_lease_ends() -> None:
    queue.later(note, 1)
    assert len(claim()) == 1
    assert claim() == []
    clock.travel(clock.now() + LEASE + timedelta(seconds=1))
    try:
        assert run_due() == 1
    finally:
        clock.travel(None)


def test_the_only_worker_takes_over_at_once_what_a_killed_one_held() -> None:
    queue.later(note, 1)
    claim()
    stop = threading.Event()
    stop.set()
    work(stop, alone=True)
    assert run_due() == 1


def test_a_row_cannot_call_anything_outside_the_project() -> None:
    with pytest.raises(ValueError, match="Not a function"):
        queue.resolve("os.system")


@pytest.mark.django_db(transaction=True)
def test_a_waiting_worker_starts_as_soon_as_the_deed_is_committed() -> None:
    queue._wake.clear()
    with transaction.atomic():
        queue.later(note, 1)
        assert not queue._wake.is_set()
    assert queue._wake.is_set()


def test_a_stopped_worker_ends() -> None:
    stop = threading.Event()
    stop.set()
    work(stop)
