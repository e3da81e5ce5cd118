"""An evening that tests can move through, and a chat on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rounds.base import clock, ids
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.announce import announce
from rounds.gatherings.models import CollectedPost, Gathering
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post

NINE = datetime(2026, 3, 12, 20, 0, tzinfo=UTC)


class Evening:
    """A clock that stands until somebody moves it; moving it lets the due work happen."""

    def now(self) -> datetime:
        """The evening's time."""
        return clock.now()

    def at(self, minute: float) -> None:
        """Move to `minute` after nine and let everything due happen."""
        self.jump(minute)
        run_due()

    def jump(self, minute: float) -> None:
        """Move to `minute` after nine while the server is away: nothing happens."""
        clock.travel(NINE + timedelta(minutes=minute))


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    """The day before the chat, at nine."""
    monkeypatch.setattr(ids, "_last_ms", 0)
    clock.travel(NINE - timedelta(days=1))
    yield Evening()
    clock.travel(None)


@pytest.fixture
def plan() -> Plan:
    """Three prompts in an hour under #RenalJC."""
    return Plan(
        title="Salt and the kidney",
        tag="RenalJC",
        starts_at=NINE,
        minutes=60,
        time_zone="Europe/London",
        aims="Read one trial together.",
        prompts=(
            PlannedPrompt("What would you tell the family first?", 0),
            PlannedPrompt("Which finding changed your practice?", 20),
            PlannedPrompt("What should the next trial ask?", 40),
        ),
        welcome="Good evening and welcome.",
        closing="Thank you all for tonight.",
    )


@pytest.fixture
def chat(evening: Evening, plan: Plan, dr_amina: Account) -> Gathering:
    """The chat, announced by Dr Amina the day before."""
    return announce(dr_amina, plan)


def fresh(gathering: Gathering) -> Gathering:
    """The gathering as it stands now."""
    return Gathering.objects.get(pk=gathering.pk)


def say(author: Account, text: str, reply_to: int | None = None, **more: object) -> Post:
    """Post `text` through the gate and let everything it causes happen."""
    outcome = submit(author, Draft(text=text, reply_to=reply_to, **more))
    assert isinstance(outcome, Released)
    run_due()
    return Post.objects.get(pk=outcome.post.pk)


def row(gathering: Gathering, post: Post) -> CollectedPost | None:
    """The post as the gathering collected it, or None."""
    return CollectedPost.objects.filter(gathering=gathering, post_id=post.pk).first()


def posts_of(author: Account) -> list[str]:
    """What `author` posted, oldest first."""
    return [p.source for p in Post.objects.filter(author=author, boost_of=None).order_by("pk")]


Change = Callable[..., Plan]


@pytest.fixture
def changed(plan: Plan) -> Change:
    """The plan with something changed."""
    return lambda **values: replace(plan, **values)
