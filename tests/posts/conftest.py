"""Writing posts in tests: through the gate, as everybody does."""

from collections.abc import Callable

import pytest

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.posts.models import Post

Write = Callable[..., Post]


@pytest.fixture
def write() -> Write:
    """`write(author, text, **draft)` publishes and gives the post."""

    def published(author: Account, text: str, **more: object) -> Post:
        outcome = submit(author, Draft(text=text, **more))  # type: ignore[arg-type]
        assert isinstance(outcome, Released), outcome
        return outcome.post

    return published
