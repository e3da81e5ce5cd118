"""The page by which an archive is sent in: what it takes, what it refuses, and for whom."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.edge.web.live import account_of_session
from rounds.identity.models import Account, User
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from tests.moving.test_bring_in import archive, note

HERE = "/settings/data/bring-in"


def _sent(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.zip", path.read_bytes(), "application/zip")


def test_an_archive_sent_on_the_page_is_read_and_its_outcome_shown(
    leo: Client, tmp_path: Path
) -> None:
    path = archive(tmp_path / "a.zip", note(1), note(2))
    answer = leo.post(HERE, {"file": _sent(path), "mine": "yes"})
    assert answer.headers["Location"] == "/settings/data"
    while run_due():
        pass
    assert Post.objects.count() == 2
    assert "2 posts are on your profile" in leo.get("/settings/data").content.decode()


def test_the_page_refuses_with_a_sentence_what_it_cannot_take(leo: Client, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", note(1))
    wrong = SimpleUploadedFile("a.zip", b"no archive at all")
    for given, sentence in (
        ({"mine": "yes"}, "Choose a file first."),
        ({"file": _sent(path)}, "Say that the posts are yours"),
        ({"file": wrong, "mine": "yes"}, "archive"),
    ):
        answer = leo.post(HERE, given)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Post.objects.exists()


def test_a_visitor_sends_no_archive(visitor: Client, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", note(1))
    assert visitor.post(HERE, {"file": _sent(path), "mine": "yes"}).status_code in {302, 403}
    assert not Post.objects.exists()


def test_a_made_up_session_is_nobodys_and_a_real_one_is_its_members(
    leo: Client, student_leo: Account
) -> None:
    def behind(cookie: str) -> int | None:
        return account_of_session({"headers": [(b"cookie", f"sessionid={cookie}".encode())]})

    assert behind("x" * 32) is None
    assert behind(leo.cookies["sessionid"].value) == student_leo.pk


def test_the_result_names_what_did_not_come_in_as_it_was_and_why(
    leo: Client, student_leo: Account, tmp_path: Path
) -> None:
    answered, passed_on = "https://other.example/@maria/9", "https://other.example/@maria/10"
    boosts = {"type": "Announce", "object": passed_on, "published": "2023-05-20T10:00:00Z"}
    path = archive(tmp_path / "a.zip", note(1, inReplyTo=answered), boosts)
    leo.post(HERE, {"file": _sent(path), "mine": "yes"})
    while run_due():
        pass
    page = leo.get("/settings/data").content.decode()
    assert "1 post is on your profile, with its date." in page
    assert "1 answer stands alone: what it answers is not here." in page
    assert "1 boost was left out." in page
    asked = page[page.index("What did not come in as it was, and why") :]
    assert asked.index("its address stands in the text") < asked.index(answered)
    assert asked.index("A boost: the post is not here") < asked.index(passed_on)
    User.objects.filter(account=student_leo).update(locale="de")
    german = leo.get("/settings/data").content.decode()
    assert "1 Antwort steht allein" in german
