"""A chat in ten minutes, live, and over; and people who look at it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.announce import announce
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.gatherings.prompts import close_now
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw


@pytest.fixture
def evening(db: None) -> Iterator[None]:
    """A clock that the tests move, put back afterwards."""
    yield
    clock.travel(None)


def wait(minutes: float) -> None:
    """Let some minutes pass and everything due happen."""
    clock.travel(clock.now() + timedelta(minutes=minutes))
    run_due()


def client_of(account: Account) -> Client:
    """A browser in which `account` is logged in."""
    client = Client()
    client.force_login(account.user)
    return client


def say(author: Account, text: str, reply_to: int | None = None) -> Post:
    """Post through the gate and let everything it causes happen."""
    outcome = submit(author, Draft(text=text, reply_to=reply_to))
    assert isinstance(outcome, Released)
    run_due()
    return outcome.post


@pytest.fixture
def announced(evening: None, dr_amina: Account, student_leo: Account) -> Gathering:
    """A chat in ten minutes, by Dr Amina with Leo."""
    plan = Plan(
        title="Salt & the kidney",
        tag="RenalJC",
        starts_at=clock.now() + timedelta(minutes=10),
        time_zone="Europe/London",
        aims="Read one trial together.",
        prompts=(PlannedPrompt("What first?", 0), PlannedPrompt("What <then>?", 30)),
        co_hosts=("leo",),
        article_title="Salt and blood pressure",
        article_url="https://example.org/salt",
        closing="Good night.",
    )
    return announce(dr_amina, plan)


@pytest.fixture
def live(announced: Gathering) -> Gathering:
    """The same chat, five minutes in."""
    wait(10)
    wait(5)
    return announced


def page(client: Client, chat: Gathering, rest: str = "") -> str:
    """A page of the chat, which must be there."""
    answer = client.get(f"/chats/{chat.pk}{rest}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def fresh(chat: Gathering) -> Gathering:
    """The chat as it stands now."""
    return Gathering.objects.get(pk=chat.pk)


@pytest.fixture
def closed(live: Gathering, patient_joan: Account, dr_amina: Account) -> Gathering:
    """The chat after its end: one answer, one withdrawn, one hidden, one late."""
    say(patient_joan, "=1+1 less salt, more water #RenalJC")
    gone = say(patient_joan, "I take this back #RenalJC")
    ad = say(patient_joan, "Buy this #RenalJC")
    withdraw(patient_joan, gone.pk)
    run_due()
    hide(dr_amina, live, ad.pk, "Advertising.")
    close_now(dr_amina, live)
    wait(60 * 30)
    say(patient_joan, "One more thing #RenalJC")
    return fresh(live)
