"""What was published elsewhere is not lost here: long posts come in, and all findings are asked once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings

from rounds.__main__ import main
from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.from_elsewhere import waiting_from_elsewhere
from rounds.gate.keep import confirm
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.outcome import Asked, Released
from rounds.gate.submit import delete_expired, submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.moving.take_out import take_out
from rounds.posts.models import Post
from rounds.timelines.models import Notification
from tests.moving.test_bring_in import archive, brought_in, note

NAMES = "<p>My patient John Smith was admitted again, a 43 year old from Leeds</p>"
NHS = "<p>His NHS number is 943 476 5919</p>"


def _confirmed(author: Account, text: str) -> Post:
    asked = submit(author, Draft(text=text))
    assert isinstance(asked, Asked)
    done = confirm(author, asked.kept_draft.code, confirmations(asked.findings))
    assert isinstance(done, Released)
    return done.post


def _taken(author: Account, path: Path, base: str) -> Path:
    with override_settings(BASE_URL=base), path.open("wb") as out:
        take_out(author, out)
    return path


def test_a_post_of_three_thousand_characters_comes_in_whole(
    student_leo: Account, tmp_path: Path
) -> None:
    words = "The heart sound is soft. " * 120
    report = brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=words)))
    assert (report.published, report.drafts) == (1, 0)
    assert Post.objects.get().source == words.strip()


def test_what_the_author_confirmed_at_a_is_published_at_b_and_at_a_again(
    dr_amina: Account, student_leo: Account, trainee_priya: Account, tmp_path: Path
) -> None:
    post = _confirmed(dr_amina, "My patient John Smith was admitted again, a teaching story")
    first = _taken(dr_amina, tmp_path / "a.zip", "https://a.example")
    report = brought_in(student_leo, first)
    assert (report.published, report.drafts) == (1, 0)
    second = _taken(student_leo, tmp_path / "b.zip", "https://b.example")
    report = brought_in(trainee_priya, second)
    assert (report.published, report.drafts) == (1, 0)
    last = Post.objects.get(author=trainee_priya)
    assert (last.source, last.created_at) == (post.source, post.created_at)


def test_a_confirmation_holds_for_its_own_post_and_words_alone(
    dr_amina: Account, student_leo: Account, tmp_path: Path
) -> None:
    told = [{"kind": "name", "seal": "0" * 64}, 7, {"seal": 4}]
    path = archive(tmp_path / "a.zip", note(1, content=NAMES, **{"rounds:confirmed": told}))
    assert brought_in(student_leo, path).drafts == 1


def test_posts_that_hold_something_are_asked_about_once_and_keep_their_dates(
    student_leo: Account, client: Client, tmp_path: Path
) -> None:
    path = archive(
        tmp_path / "a.zip", note(1, content=NAMES), note(2, content=NAMES), note(3), note(4, content=NHS)
    )  # fmt: skip
    report = brought_in(student_leo, path)
    assert (report.published, report.drafts) == (1, 3)
    found = waiting_from_elsewhere(student_leo)
    assert (found.posts, found.held) == (2, 1)
    assert found.things >= 2
    client.force_login(student_leo.user)
    page = client.get("/settings/data").content.decode()
    assert "2 posts hold" in page
    told = Notification.objects.count()
    client.post("/settings/data/asked", {"do": "publish", "last": found.last})
    while run_due():
        pass
    days = sorted(post.created_at.day for post in Post.objects.filter(author=student_leo))
    assert days == [1, 2, 3]
    assert KeptDraft.objects.exclude(state=DraftState.RELEASED).get().state == DraftState.HELD
    released = KeptDraft.objects.filter(state=DraftState.RELEASED)
    assert {(one.content, one.came) for one in released} == {("{}", None)}
    assert Notification.objects.count() == told
    again = brought_in(student_leo, path)
    assert (again.known, again.published, again.drafts) == (4, 0, 0)


def test_an_nhs_number_is_published_on_nobodys_word(student_leo: Account, tmp_path: Path) -> None:
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=NHS)))
    kept = KeptDraft.objects.get()
    confirm(student_leo, kept.code, confirmations(()))
    assert not Post.objects.exists()


def test_a_draft_from_an_import_waits_for_a_year(student_leo: Account, tmp_path: Path) -> None:
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=NAMES)))
    clock.travel(clock.now() + timedelta(days=300))
    delete_expired()
    kept = KeptDraft.objects.get()
    assert kept.findings


def test_a_held_draft_from_an_import_is_deleted_after_thirty_days(
    student_leo: Account, tmp_path: Path
) -> None:
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=NHS), note(2, content=NHS)))
    first, second = KeptDraft.objects.order_by("pk")
    assert {first.state, second.state} == {DraftState.HELD}
    confirm(student_leo, second.code, ())
    clock.travel(clock.now() + timedelta(days=29))
    delete_expired()
    assert KeptDraft.objects.count() == 2
    clock.travel(clock.now() + timedelta(days=2))
    delete_expired()
    assert not KeptDraft.objects.exists()


def test_a_held_draft_that_was_to_stay_for_a_year_goes_after_thirty_days_too(
    student_leo: Account, tmp_path: Path
) -> None:
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=NHS)))
    KeptDraft.objects.update(delete_at=clock.now() + timedelta(days=366))
    clock.travel(clock.now() + timedelta(days=31))
    delete_expired()
    assert not KeptDraft.objects.exists()


def test_kept_as_drafts_nothing_is_asked_any_more(
    student_leo: Account, client: Client, tmp_path: Path
) -> None:
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, content=NAMES)))
    client.force_login(student_leo.user)
    last = waiting_from_elsewhere(student_leo).last
    client.post("/settings/data/asked", {"do": "keep", "last": last})
    assert waiting_from_elsewhere(student_leo).posts == 0
    assert KeptDraft.objects.get().state == DraftState.KEPT
    assert not Post.objects.exists()


def test_the_command_line_says_what_waits(
    student_leo: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = archive(tmp_path / "a.zip", note(1, content=NAMES))
    assert main(["archive", "bring-in", str(path), "--account", "leo"]) == 0
    assert "in 1 posts" in capsys.readouterr().out
