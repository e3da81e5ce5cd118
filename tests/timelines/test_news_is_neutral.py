"""What streams tell is nobody's own: no votes or flags of the author, nobody's words whom one hid."""

import json
from typing import Any

import pytest

from rounds.identity.models import Account
from rounds.posts.models import Favourite, Poll, PollVote
from rounds.timelines import announce
from tests.timelines.conftest import Write


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, Any], set[int]]]:
    """What a watcher of the public stream is told, with the people behind it."""
    heard: list[tuple[dict[str, Any], set[int]]] = []
    monkeypatch.setattr(announce, "watched", lambda prefix: ["public"])
    monkeypatch.setattr(
        announce,
        "publish",
        lambda channel, event, payload, authors: (
            heard.append((json.loads(payload), set(authors))) if channel == "public" else None
        ),
    )
    return heard


def _poll(post: Any, *voters: Account) -> Poll:
    poll = Poll.objects.create(post=post, options=["Yes", "No"], counts=[len(voters), 0])
    for account in voters:
        PollVote.objects.create(poll=poll, account=account, choice=0)
    return poll


def test_a_poll_reaches_those_who_watch_as_one_they_have_not_voted_in(
    dr_amina: Account, write: Write, told: list[Any]
) -> None:
    post = write(dr_amina, "Do you weigh every patient?")
    _poll(post)
    announce.post(post.pk)
    assert told[0][0]["poll"]["voted"] is False
    assert told[0][0]["poll"]["own_votes"] == []


def test_a_quoted_poll_shows_nothing_of_what_whoever_quotes_it_voted_or_marked(
    dr_amina: Account, student_leo: Account, write: Write, told: list[Any]
) -> None:
    asked = write(dr_amina, "Do you weigh every patient?")
    _poll(asked, student_leo)
    Favourite.objects.create(account=student_leo, post=asked)
    announce.post(write(student_leo, "Please vote.", quote_of=asked).pk)
    quoted = told[0][0]["quote"]["quoted_status"]
    assert quoted["poll"]["voted"] is False
    assert quoted["poll"]["own_votes"] == []
    assert quoted["favourited"] is False


def test_whoever_hid_somebody_is_not_told_their_words_in_a_quote(
    dr_amina: Account, student_leo: Account, patient_joan: Account, write: Write, told: list[Any]
) -> None:
    quoted = write(dr_amina, "What Joan hid.")
    announce.post(write(student_leo, "Look at this.", quote_of=quoted).pk)
    assert told[0][1] == {student_leo.pk, dr_amina.pk}
