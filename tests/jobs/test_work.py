"""Work is done at least once, whatever dies in between."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction

from rounds.base import clock
from rounds.jobs import queue, schedule
from rounds.jobs.models import Job
from rounds.jobs.work import LEASE, TRIES, claim, run_due, work

done: list[int] = []


def note(number: int) -> None:
    """Remember `number`."""
    done.append(number)


def stumble(number: int) -> None:
    """Fail, quoting what must never be logged."""
    raise ValueError("Mrs Example, born 1 May 1950")


def always_stumbles() -> None:
    """Fail each time."""
    raise ValueError("Mrs Example, born 1 May 1950")


def stumble_at_two(number: int) -> None:
    """Remember `number`, unless it is two."""
    if number == 2:
        raise ValueError("Mrs Example, born 1 May 1950")
    done.append(number)


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


def test_what_another_machine_works_on_is_left_to_it() -> None:
    queue.later(note, 1)
    claim()
    Job.objects.update(leased_by="another machine")
    stop = threading.Event()
    stop.set()
    work(stop, alone=True)
    assert run_due() == 0


def test_two_processes_that_give_the_same_id_lose_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter([7, 7, 8])
    monkeypatch.setattr(queue, "new_id", lambda: next(ids))
    queue.later(note, 1)
    queue.later(note, 2)
    run_due()
    assert sorted(done) == [1, 2]


def test_what_fails_on_the_schedule_has_its_next_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    name = queue.name_of(always_stumbles)
    monkeypatch.setattr(schedule, "_table", {name: timedelta(hours=12)})
    # The job itself is a function of the product.
    monkeypatch.setattr(queue, "_PREFIX", "")
    schedule.queue_schedule()
    try:
        for _ in range(TRIES + 3):
            job = Job.objects.get()
            assert not job.dead
            clock.travel(job.run_at + timedelta(seconds=1))
            assert run_due() == 1
        assert Job.objects.get().run_at < clock.now() + timedelta(minutes=6)
    finally:
        clock.travel(None)


def test_one_that_fails_stops_none_of_the_others() -> None:
    schedule.each(stumble_at_two, [1, 2, 3])
    assert done == [1, 3]


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
