"""A prompt is asked once, also when the host asks it in the moment in which it posts itself."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings import collect
from rounds.gatherings.models import Gathering, Prompt
from rounds.gatherings.prompts import advance
from rounds.identity.models import Account
from rounds.ledger.models import FactRow
from tests.gatherings.conftest import Evening


def _wait_until_done_or_kept_waiting(other: "Future[None]") -> None:
    """Wait until the other thread has done its work, or waits for a lock of this one."""
    end = time.monotonic() + 20
    while not other.done() and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone():
                return
        time.sleep(0.01)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_prompt_that_the_host_asks_while_it_posts_itself_is_asked_once(
    chat: Gathering, dr_amina: Account, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.at(1)
    own = submit(dr_amina, Draft(text="Q2. Which finding changed your practice? #RenalJC"))
    assert isinstance(own, Released)
    evening.jump(20)
    read: Any = collect.prompts_of
    started: list[Future[None]] = []

    def post_by_itself() -> None:
        try:
            advance(chat.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:

        def read_while_it_posts_itself(gathering: Gathering) -> list[Prompt]:
            found: list[Prompt] = read(gathering)
            if not started:
                started.append(other.submit(post_by_itself))
                _wait_until_done_or_kept_waiting(started[0])
            return found

        monkeypatch.setattr(collect, "prompts_of", read_while_it_posts_itself)
        collect.collect_at_once(dr_amina, own.post.pk)
    started[0].result()
    asked = FactRow.objects.filter(kind="PromptPosted", data__contains='"number":2')
    assert [fact.subject for fact in asked] == [own.post.pk]
    assert Prompt.objects.get(gathering=chat, number=2).post_id == own.post.pk
