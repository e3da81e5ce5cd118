"""A host who leaves, or is suspended, does not take along what others said in the chat."""

import pytest
from django.test import Client

from rounds.edge.web.chats_transcript import COLUMNS
from rounds.gatherings.models import Gathering, GatheringState, Prompt
from rounds.identity.close_account import close_account
from rounds.identity.models import Account
from rounds.identity.suspend import let_back, suspend
from rounds.jobs.work import run_due
from tests.web.chats.conftest import client_of, fresh, page, say, wait

LEFT = "somebody who is no longer here"


@pytest.fixture
def visitor(db: None) -> Client:
    """Somebody without an account."""
    return Client()


def _leave(host: Account) -> None:
    close_account(host)
    run_due()


def test_the_transcript_outlives_the_account_of_its_host(
    visitor: Client, closed: Gathering, dr_amina: Account, student_leo: Account
) -> None:
    _leave(dr_amina)
    words = page(visitor, closed)
    assert "less salt, more water" in words
    assert "Good night." not in words
    assert "/@amina" not in words
    assert f'href="/@{student_leo.username}"' in words
    table = page(visitor, closed, "/transcript.csv")
    assert table.splitlines()[0].split(",") == list(COLUMNS)
    assert "less salt" in table
    listed = visitor.get("/chats").content.decode()
    assert LEFT in listed
    assert f'href="/chats/{closed.pk}"' in listed


def test_a_co_host_leads_a_live_chat_on_when_its_host_has_left(
    visitor: Client, live: Gathering, dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    _leave(dr_amina)
    wait(30)
    assert Prompt.objects.get(gathering=live, number=2).post_id is None
    leo = client_of(student_leo)
    assert leo.post(f"/chats/{live.pk}/next").status_code == 303
    run_due()
    asked = Prompt.objects.get(gathering=live, number=2)
    assert asked.post_id is not None
    answer = say(patient_joan, "Then more water.", reply_to=asked.post_id)
    words = page(visitor, live)
    assert f'id="post-{answer.pk}"' in words
    assert words.count("/@leo") >= 2
    wait(60)
    assert fresh(live).state == GatheringState.CLOSED
    assert fresh(live).closing_post is None


def test_a_chat_of_a_suspended_host_that_never_began_is_nowhere_until_the_host_is_back(
    visitor: Client, announced: Gathering, dr_amina: Account
) -> None:
    suspend(dr_amina.pk, by=dr_amina.pk)
    assert visitor.get(f"/chats/{announced.pk}").status_code == 404
    assert "Salt &amp; the kidney" not in visitor.get("/chats").content.decode()
    let_back(dr_amina.pk, by=dr_amina.pk)
    assert "Salt &amp; the kidney" in visitor.get("/chats").content.decode()


def test_a_live_chat_of_a_suspended_host_stays_open_to_those_in_it_without_the_host_s_words(
    visitor: Client, live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    answer = say(patient_joan, "Less salt. #RenalJC")
    suspend(dr_amina.pk, by=dr_amina.pk)
    run_due()
    words = page(visitor, live)
    assert f'id="post-{answer.pk}"' in words
    assert "/@amina" not in words
