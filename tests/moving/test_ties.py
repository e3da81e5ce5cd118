"""What a post answers, quotes or passes on: tied again where it is here, else named and kept in the text."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from rounds.base import clock
from rounds.gate.case import draft_of
from rounds.gate.draft import Draft
from rounds.gate.models import KeptDraft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.block import block
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.moving import parcels
from rounds.moving.ties import Why
from rounds.moving.vocabulary import ANSWER, QUOTE, link_line, without_link
from rounds.posts.boost import boost
from rounds.posts.models import Mention, Post
from rounds.posts.visibility import Visibility
from rounds.posts.withdraw import withdraw
from rounds.timelines.models import Notification
from tests.moving.test_bring_in import ME, PUBLIC, archive, brought_in, note

ELSEWHERE = "https://other.example/@maria/9"


@pytest.fixture
def theirs(dr_amina: Account) -> Post:
    """Dr Amina's post, here since 2022."""
    clock.travel(datetime(2022, 1, 1, tzinfo=UTC))
    outcome = submit(dr_amina, Draft(text="P before QRS"))
    assert isinstance(outcome, Released)
    clock.travel(None)
    return outcome.post


def _here(post: Post) -> str:
    return f"{settings.BASE_URL}/@amina/{post.pk}"


def announce(of: str, day: int = 20, **more: Any) -> dict[str, Any]:
    """A boost as Mastodon writes it."""
    return {
        "id": f"{ME}/statuses/{day}00/activity", "type": "Announce", "to": [PUBLIC], "cc": [],
        "published": f"2023-05-{day}T10:00:00Z", "object": of, **more,
    }  # fmt: skip


def _counts(post: Post) -> tuple[int, int, int]:
    post.refresh_from_db()
    return post.replies_count, post.quotes_count, post.boosts_count


def test_an_answer_a_quote_and_a_boost_of_what_is_here_are_tied_to_it_and_nobody_is_told(
    student_leo: Account, theirs: Post, tmp_path: Path
) -> None:
    path = archive(
        tmp_path / "a.zip", note(1, inReplyTo=_here(theirs)), note(2, quoteUrl=_here(theirs)),
        announce(_here(theirs)),
    )  # fmt: skip
    report = brought_in(student_leo, path)
    while run_due():
        pass
    answer, quote, passed_on = Post.objects.filter(author=student_leo).order_by("pk")
    assert (answer.reply_to, answer.thread, answer.reply_to_author_id) == (
        theirs,
        theirs.thread,
        theirs.author_id,
    )
    assert (quote.quote_of, quote.quoted) == (theirs, True)
    assert (passed_on.boost_of, passed_on.created_at.day) == (theirs, 20)
    assert "http" not in answer.source + quote.source
    assert _counts(theirs) == (1, 1, 1)
    assert (report.boosts, report.answers_alone, report.quotes_alone) == (1, 0, 0)
    assert report.named == []
    assert not Notification.objects.exists()
    assert not Mention.objects.exists()


def test_what_is_not_here_stays_as_a_line_of_the_text_and_is_named(
    student_leo: Account, tmp_path: Path
) -> None:
    path = archive(
        tmp_path / "a.zip", note(1, inReplyTo=ELSEWHERE), note(2, quoteUrl=ELSEWHERE),
        announce(ELSEWHERE), {"id": f"{ME}#like", "type": "Like", "object": ELSEWHERE},
    )  # fmt: skip
    report = brought_in(student_leo, path)
    answer, quote = Post.objects.order_by("pk")
    assert answer.source.endswith(f"\n{ANSWER} {ELSEWHERE}")
    assert quote.source.endswith(f"\n{QUOTE} {ELSEWHERE}")
    assert f'href="{ELSEWHERE}"' in answer.html
    assert report.named == [
        (Why.NO_POST, f"{ME}#like"), (Why.ANSWER_ELSEWHERE, ELSEWHERE),
        (Why.QUOTE_ELSEWHERE, ELSEWHERE), (Why.BOOST_ELSEWHERE, ELSEWHERE),
    ]  # fmt: skip
    assert (report.boosts_left_out, report.left_out) == (1, 1)


def test_a_line_that_stood_for_a_tie_becomes_the_tie_again_where_the_post_is(
    student_leo: Account, theirs: Post, tmp_path: Path
) -> None:
    words = f"<p>I disagree</p><p>{ANSWER} {_here(theirs)}</p>"
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=words)))
    answer = Post.objects.get(author=student_leo)
    assert (answer.source.strip(), answer.reply_to) == ("I disagree", theirs)


def test_the_same_archive_twice_passes_nothing_on_twice(
    student_leo: Account, theirs: Post, tmp_path: Path
) -> None:
    path = archive(tmp_path / "a.zip", note(1, inReplyTo=_here(theirs)), announce(_here(theirs)))
    brought_in(student_leo, path)
    again = brought_in(student_leo, path)
    assert (again.known, again.boosts, again.boosts_left_out) == (1, 0, 0)
    assert _counts(theirs) == (1, 0, 1)


def test_ones_own_posts_are_passed_on_and_quoted_again(
    student_leo: Account, tmp_path: Path
) -> None:
    first = f"{ME}/statuses/1"
    path = archive(tmp_path / "a.zip", announce(first), note(2, quoteUrl=first), note(1))
    assert brought_in(student_leo, path).boosts == 1
    one = Post.objects.get(source__contains="Post 1")
    assert [post.quote_of for post in Post.objects.filter(source__contains="Post 2")] == [one]


def test_nothing_is_tied_to_who_blocked_the_author_or_to_what_they_may_not_read(
    student_leo: Account, dr_amina: Account, theirs: Post, tmp_path: Path
) -> None:
    block(dr_amina, student_leo)
    path = archive(tmp_path / "a.zip", note(1, inReplyTo=_here(theirs)), announce(_here(theirs)))
    report = brought_in(student_leo, path)
    assert _counts(theirs) == (0, 0, 0)
    assert [why for why, _address in report.named] == [Why.ANSWER_ELSEWHERE, Why.BOOST_ELSEWHERE]


def test_an_answer_is_for_no_more_people_than_what_it_answers(
    student_leo: Account, theirs: Post, tmp_path: Path
) -> None:
    Post.objects.filter(pk=theirs.pk).update(visibility=Visibility.UNLISTED)
    path = archive(tmp_path / "a.zip", note(1, inReplyTo=_here(theirs)))
    brought_in(student_leo, path)
    assert Post.objects.get(author=student_leo).visibility == Visibility.UNLISTED


def test_an_answer_older_than_what_it_answers_is_not_tied_to_it(
    student_leo: Account, dr_amina: Account, tmp_path: Path
) -> None:
    outcome = submit(dr_amina, Draft(text="Written today"))
    assert isinstance(outcome, Released)
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, inReplyTo=_here(outcome.post))))
    assert Post.objects.get(author=student_leo).reply_to is None


def test_what_somebody_else_brought_in_is_not_taken_for_the_original(
    student_leo: Account, trainee_priya: Account, tmp_path: Path
) -> None:
    claimed = "https://other.example/users/maria/statuses/9"
    mine = note(1)
    mine["object"]["id"] = claimed
    brought_in(trainee_priya, archive(tmp_path / "p.zip", mine))
    brought_in(student_leo, archive(tmp_path / "l.zip", note(2, inReplyTo=claimed)))
    assert Post.objects.get(author=student_leo).reply_to is None


def test_a_post_of_ones_own_that_the_gate_holds_is_not_pointed_to(
    student_leo: Account, tmp_path: Path
) -> None:
    words = "<p>My patient John Smith, NHS number 943 476 5919, born 3 May 1961</p>"
    path = archive(
        tmp_path / "a.zip", note(1, content=words), note(2, inReplyTo=f"{ME}/statuses/1")
    )
    report = brought_in(student_leo, path)
    assert "statuses/1" not in Post.objects.get().source
    assert report.named == [(Why.ANSWER_OWN, f"{ME}/statuses/1")]


def test_a_draft_of_an_old_answer_is_tied_to_nobodys_post(
    student_leo: Account, theirs: Post, tmp_path: Path
) -> None:
    words = "<p>My patient John Smith, NHS number 943 476 5919, born 3 May 1961</p>"
    brought_in(
        student_leo, archive(tmp_path / "a.zip", note(1, content=words, inReplyTo=_here(theirs)))
    )
    draft = draft_of(KeptDraft.objects.get())
    assert draft.reply_to is None
    assert draft.text.endswith(_here(theirs))


def test_a_text_at_the_limit_keeps_its_words_and_the_address_of_what_it_answers(
    student_leo: Account, tmp_path: Path, settings: Any
) -> None:
    long = "a" * (settings.ROUNDS.max_characters - 10)
    path = archive(tmp_path / "a.zip", note(1, content=f"<p>{long}</p>", inReplyTo=ELSEWHERE))
    report = brought_in(student_leo, path)
    assert Post.objects.get().source == f"{long}\nAnswer to {ELSEWHERE}"
    assert report.named == [(Why.ANSWER_ELSEWHERE, ELSEWHERE)]


def test_the_result_names_each_thing_once_over_several_turns(
    student_leo: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(
        tmp_path / "a.zip", *(note(n, inReplyTo=f"{ELSEWHERE}{n}") for n in range(1, 4)),
        announce(ELSEWHERE, 11), announce(f"{ELSEWHERE}0", 12), note(5, content=""),
    )  # fmt: skip
    monkeypatch.setattr(parcels, "_AT_A_TIME", 0.0)
    with path.open("rb") as file:
        parcel = parcels.send_in(student_leo, file, path.stat().st_size)
    for _turn in range(3):
        parcels.read_archive(parcel.pk)
    monkeypatch.setattr(parcels, "_AT_A_TIME", 60.0)
    parcels.read_archive(parcel.pk)
    parcel.refresh_from_db()
    assert (parcel.state, parcel.done, parcel.total) == ("ready", 6, 6)
    assert (parcel.counts["answers_alone"], parcel.counts["boosts_left_out"]) == (3, 2)
    assert len(parcel.left_out) == len({tuple(one) for one in parcel.left_out}) == 6


@pytest.mark.parametrize(
    ("text", "stated", "left", "address"),
    [
        ("Words", ELSEWHERE, "Words", ELSEWHERE),
        (f"Words\n{QUOTE} {ELSEWHERE}", "", "Words", ELSEWHERE),
        (f"{QUOTE} {ELSEWHERE}\nWords", ELSEWHERE, "Words", ELSEWHERE),
        (
            f"{QUOTE} {ELSEWHERE}\nWords\nand\nmore",
            "",
            f"{QUOTE} {ELSEWHERE}\nWords\nand\nmore",
            "",
        ),
        (f"See {QUOTE} {ELSEWHERE}", "", f"See {QUOTE} {ELSEWHERE}", ""),
        (f"Words\n{QUOTE} {ELSEWHERE} too", "", f"Words\n{QUOTE} {ELSEWHERE} too", ""),
    ],
)
def test_only_a_line_of_its_own_stands_for_a_tie(
    text: str, stated: str, left: str, address: str
) -> None:
    assert without_link(text, QUOTE, stated) == (left, address)
    assert link_line(QUOTE, ELSEWHERE) == f"{QUOTE} {ELSEWHERE}"


def test_from_here_and_back_the_ties_are_as_they_were(
    student_leo: Account, theirs: Post, tmp_path: Path
) -> None:
    from rounds.moving.take_out import take_out

    def said(text: str, **more: Any) -> Post:
        outcome = submit(student_leo, Draft(text=text, **more))
        assert isinstance(outcome, Released)
        return outcome.post

    clock.travel(datetime(2023, 1, 1, tzinfo=UTC))
    said("I agree", reply_to=theirs.pk)
    said("Worth a read", quote_of=theirs.pk)
    boost(student_leo, theirs.pk)
    clock.travel(None)

    def shown() -> list[Mapping[str, Any]]:
        rows = Post.objects.filter(author=student_leo).order_by("pk")
        names = ("source", "reply_to_id", "quote_of_id", "boost_of_id", "created_at", "visibility")
        return [{name: getattr(post, name) for name in names} for post in rows]

    before = shown()
    out = tmp_path / "out.zip"
    with out.open("wb") as file:
        take_out(student_leo, file)
    for post in Post.objects.filter(author=student_leo):
        withdraw(student_leo, post.pk)
    Notification.objects.all().delete()
    brought_in(student_leo, out)
    while run_due():
        pass
    assert json.dumps(shown(), default=str) == json.dumps(before, default=str)
    assert not Notification.objects.exists()
