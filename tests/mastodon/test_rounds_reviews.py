"""Review before publication through an app: each seat sees what its page would show, and no more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rounds.gate.review.rules import Item
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from tests.gate.reviewing import TEACHING, doctor, out
from tests.mastodon.conftest import Phone
from tests.pictures import film, look_finds

PhoneOf = Callable[..., Phone]
REVIEWS = "/api/rounds/v1/reviews"
TEXT = TEACHING.text
GOOD = {
    "items": [{"item": item.value, "answer": "meets"} for item in Item],
    "recommendation": "accept", "ai_use": "none", "words": "Clear and right.",
    "to_editor": "I know nothing of the author.",
}  # fmt: skip
pytestmark = pytest.mark.django_db


class Desk:
    """Four phones: who writes, who edits, who signs and who does not."""

    def __init__(self, phone_of: PhoneOf) -> None:
        self.writer, self.reader = doctor("amy", "ucl.ac.uk"), doctor("ed", "gosh.nhs.uk")
        appoint(self.reader, moderator=True)
        self.signing = doctor("ben", "imperial.ac.uk")
        self.hidden = doctor("carla", "kcl.ac.uk")
        self.author, self.editor, self.ben, self.carla = (
            phone_of(one) for one in (self.writer, self.reader, self.signing, self.hidden)
        )

    def asked(self) -> str:
        """A manuscript that waits for an editor."""
        made = self.author.post(REVIEWS, {"status": TEXT, "teaching": True, "interests": "none"})
        assert made.status_code == 200, made.content
        return str(made.json()["id"])

    def seated(self) -> str:
        """One with both reviewers at work: ben signs, carla does not."""
        number = self.asked()
        here = f"{REVIEWS}/{number}"
        assert self.editor.post(f"{here}/take_up").json()["part"] == "editor"
        for who, phone, signs in (("ben", self.ben, True), ("carla", self.carla, False)):
            self.editor.post(f"{here}/invitations", {"acct": who})
            assert phone.post(f"{here}/accept", {"signs": signs}).status_code == 200
        return number

    def judged(self) -> str:
        """One that both recommended."""
        number = self.seated()
        for phone in (self.ben, self.carla):
            assert phone.post(f"{REVIEWS}/{number}/review", GOOD).status_code == 200
        return number


@pytest.fixture
def desk(phone_of: PhoneOf) -> Desk:
    return Desk(phone_of)


def _decided(desk: Desk, number: str) -> Any:
    return desk.editor.post(
        f"{REVIEWS}/{number}/decide", {"decision": "accept", "words": "Thank you."}
    )


def test_a_teaching_post_is_reviewed_by_two_and_badged_without_a_page(
    desk: Desk, stranger: Phone
) -> None:
    number = desk.judged()
    assert _decided(desk, number).json()["state"] == "accepted"
    post = desk.author.post(f"{REVIEWS}/{number}/publish").json()
    assert post["content"] == f"<p>{TEXT}</p>"
    assert post["rounds"]["review"]["reviewers"] == ["Dr Ben", "a verified reviewer"]
    [report] = stranger.get(f"/api/rounds/v1/statuses/{post['id']}/reviews").json()["reports"]
    told = [one["reviewer_name"] for one in report["rounds"][0]["reviews"]]
    assert (told, report["reason"]) == (["Dr Ben", None], "Thank you.")
    assert "I know nothing" not in str(report)


def test_who_does_not_sign_is_a_number_to_the_author_and_known_to_the_editor(desk: Desk) -> None:
    number = desk.judged()
    editor = desk.editor.get(f"{REVIEWS}/{number}").json()
    names = [one["reviewer_name"] for one in editor["versions"][0]["reviews"]]
    assert names == ["Dr Ben", "Dr Carla"]
    assert editor["versions"][0]["reviews"][1]["to_editor"] == GOOD["to_editor"]
    _decided(desk, number)
    answer = desk.author.get(f"{REVIEWS}/{number}")
    seen = answer.json()["versions"][0]["reviews"]
    assert [one["reviewer_name"] for one in seen] == ["Dr Ben", None]
    assert (seen[1]["number"], seen[1]["role"], seen[1]["interests_url"]) == (2, None, None)
    words = answer.content.decode().lower()
    assert "carla" not in words
    assert str(desk.hidden.pk) not in words
    assert "i know nothing of the author" not in words


def test_the_author_reads_no_review_before_the_decision(desk: Desk) -> None:
    number = desk.judged()
    assert desk.author.get(f"{REVIEWS}/{number}").json()["versions"][0]["reviews"] == []
    mine = desk.ben.get(f"{REVIEWS}/{number}").json()
    assert [one["reviewer_name"] for one in mine["versions"][0]["reviews"]] == ["Dr Ben"]
    assert mine["seat"]["has_given"] is True


def test_who_is_invited_sees_the_outline_and_not_a_word_of_the_text(desk: Desk) -> None:
    number = desk.asked()
    here = f"{REVIEWS}/{number}"
    passing = desk.editor.get(here)
    assert passing.json()["part"] == "passing"
    desk.editor.post(f"{here}/take_up")
    desk.editor.post(f"{here}/invitations", {"account_id": str(desk.signing.pk)})
    invited = desk.ben.get(here)
    assert invited.json()["part"] == "invited"
    assert invited.json()["outline"]["words"] == len(TEXT.split())
    for answer in (passing, invited):
        assert "ECG" not in answer.content.decode()
    [waiting] = desk.ben.get(REVIEWS).json()["to_review"]
    assert (waiting["id"], waiting["seat"]["state"]) == (number, "invited")


def test_to_everybody_else_it_is_not_there(
    desk: Desk, student_leo: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    number = desk.judged()
    leo = phone_of(student_leo)
    here = f"{REVIEWS}/{number}"
    assert leo.get(here).status_code == 404
    assert stranger.get(here).status_code == 401
    for act, said in (
        ("take_up", {}), ("accept", {"signs": True}), ("decline", {}), ("review", GOOD),
        ("decide", {"decision": "accept", "words": "Yes."}), ("withdraw", {}), ("publish", {}),
        ("hand_on", {}), ("invitations", {"acct": "leo"}), ("versions", {"answer": "Done."}),
    ):  # fmt: skip
        assert leo.post(f"{here}/{act}", said).status_code == 404, act
    lists = leo.get(REVIEWS).json()
    assert lists["edits"] is False
    assert not any(lists[name] for name in ("own", "to_review", "given", "edited", "waiting"))


def test_an_app_that_may_only_post_reads_nothing_under_review(
    desk: Desk, phone_of: PhoneOf
) -> None:
    number = desk.asked()
    narrow = phone_of(desk.writer, "read:statuses write:statuses")
    assert narrow.get(f"{REVIEWS}/{number}").status_code == 403
    assert narrow.post(f"{REVIEWS}/{number}/withdraw").status_code == 403
    reading = phone_of(desk.writer, "read:reviews")
    assert reading.get(f"{REVIEWS}/{number}").status_code == 200
    assert reading.post(f"{REVIEWS}/{number}/withdraw").status_code == 403


def test_a_text_that_names_a_patient_is_asked_about_before_review(desk: Desk) -> None:
    wish = {"status": "Mrs Margaret Okafor came in.", "teaching": True, "interests": "none"}
    told = desk.author.post(REVIEWS, wish)
    assert told.status_code == 422
    assert told.json()["draft"]["url"] in told.json()["error"]
    assert "Okafor" not in told.json()["error"]
    assert desk.author.get(REVIEWS).json()["own"] == []


def test_what_cannot_be_reviewed_says_why(desk: Desk) -> None:
    told = desk.author.post(REVIEWS, {"status": "No teaching at all."})
    assert (told.status_code, told.json()["field"]) == (422, "teaching")


def test_words_of_a_review_pass_the_gate_and_the_field_is_named(desk: Desk) -> None:
    number = desk.seated()
    said = GOOD | {"words": "As with Mrs Margaret Okafor last week."}
    told = desk.ben.post(f"{REVIEWS}/{number}/review", said)
    assert told.status_code == 422
    assert (told.json()["field"], told.json()["can_vouch"]) == ("words", True)
    assert desk.ben.post(f"{REVIEWS}/{number}/review", said | {"vouched": True}).status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"items": GOOD["items"][:7]}, "questions"),
        ({"items": [*GOOD["items"], GOOD["items"][0]]}, None),
        ({"ai_use": "wording"}, "ai_words"),
    ],
)
def test_a_review_that_is_not_whole_is_refused_with_its_field(
    desk: Desk, change: dict[str, Any], field: str | None
) -> None:
    number = desk.seated()
    told = desk.ben.post(f"{REVIEWS}/{number}/review", GOOD | change)
    assert (told.status_code, told.json().get("field")) == (422, field)
    assert told.json()["error"]


def test_a_second_version_shows_what_changed(desk: Desk) -> None:
    number = desk.judged()
    here = f"{REVIEWS}/{number}"
    desk.editor.post(f"{here}/decide", {"decision": "revise", "words": "Name the source."})
    assert desk.author.get(here).json()["reason"] == "Name the source."
    assert "reason" not in desk.ben.get(here).json()
    new = {"status": f"{TEXT} Source: NICE.", "teaching": True, "interests": "none"}
    told = desk.author.post(f"{here}/versions", new | {"answer": "It is named now."})
    assert told.status_code == 200
    second = told.json()["versions"][1]
    assert {"kind": "in", "words": " Source: NICE."} in second["changes"]
    assert (second["answer"], told.json()["state"]) == ("It is named now.", "in_review")


def test_a_published_post_is_reviewed_as_it_stands(desk: Desk) -> None:
    post: Post = out(desk.writer)
    made = desk.author.post(REVIEWS, {"status_id": str(post.pk)}).json()
    assert (made["status_id"], made["state"]) == (str(post.pk), "waiting")
    again = desk.author.post(REVIEWS, {"status_id": str(post.pk)})
    assert (again.status_code, "under review already" in again.json()["error"]) == (422, True)
    taken = desk.author.post(f"{REVIEWS}/{made['id']}/withdraw").json()
    assert taken["state"] == "withdrawn"


def test_a_seat_is_declined_or_given_up(desk: Desk) -> None:
    number = desk.asked()
    here = f"{REVIEWS}/{number}"
    desk.editor.post(f"{here}/take_up")
    desk.editor.post(f"{here}/invitations", {"acct": "ben"})
    assert desk.ben.post(f"{here}/decline").json() == {}
    assert desk.ben.get(here).status_code == 404
    seat = desk.editor.post(f"{here}/invitations", {"acct": "carla"}).json()["invitations"][1]
    left = desk.editor.send("DELETE", f"{here}/invitations/{seat['id']}").json()
    assert [one["state"] for one in left["invitations"]] == ["declined", "released"]
    nobody = desk.editor.post(f"{here}/invitations", {"acct": "nobody"})
    assert (nobody.status_code, nobody.json()["field"]) == (422, "reviewer")
    assert desk.editor.post(f"{here}/hand_on").json() == {}
    assert desk.editor.get(here).json()["part"] == "passing"


def _badged(desk: Desk) -> str:
    number = desk.judged()
    _decided(desk, number)
    return str(desk.author.post(f"{REVIEWS}/{number}/publish").json()["id"])


def test_a_reviewed_post_is_corrected_by_an_edit_that_says_how_far_and_why(desk: Desk) -> None:
    here = f"/api/v1/statuses/{_badged(desk)}"
    new = {"status": f"{TEXT} And the old one.", "teaching": True}
    kept = desk.author.send("PUT", here, new)
    assert kept.status_code == 422
    how = {"kind": "substance", "why": "A fourth question.", "draft": kept.json()["draft"]["code"]}
    silent = desk.author.send("PUT", here, new | {"correction": how | {"why": ""}})
    assert (silent.status_code, "why" in silent.json()["error"]) == (422, True)
    done = desk.author.send("PUT", here, new | {"correction": how})
    assert done.status_code == 200, done.content
    told = done.json()["rounds"]
    assert (told["correction"]["kind"], told["correction"]["why"]) == (
        "substance", "A fourth question.",
    )  # fmt: skip
    assert told["review"]["version"] == 1
    form = "correction[kind]=retraction&correction[why]=It+is+wrong"
    gone = desk.author.form(here, form, "PUT").json()
    assert "And the old one." in gone["content"], "a retraction leaves the words"
    assert gone["rounds"]["correction"]["kind"] == "retraction"


def test_reviewers_see_the_pictures_and_nobody_else_does(
    desk: Desk, student_leo: Account, phone_of: PhoneOf, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    look_finds()
    sent = {"file": SimpleUploadedFile("film.png", film(), "image/png")}
    media = desk.author.upload("/api/v2/media", sent).json()["id"]
    run_due()
    desk.author.send("PUT", f"/api/v1/media/{media}", {"description": "A strip of lead II"})
    wish = {"status": TEXT, "teaching": True, "interests": "none", "media_ids": [media]}
    here = f"{REVIEWS}/{desk.author.post(REVIEWS, wish).json()['id']}"
    desk.editor.post(f"{here}/take_up")
    desk.editor.post(f"{here}/invitations", {"acct": "ben"})
    file = f"/pictures/{media}/whole.webp"
    assert desk.ben.get(file).status_code == 404, "who is invited reads nothing yet"
    desk.ben.post(f"{here}/accept", {"signs": True})
    [shown] = desk.ben.get(here).json()["versions"][0]["draft"]["media_attachments"]
    assert (shown["description"], "rounds" in shown) == ("A strip of lead II", False)
    assert shown["url"].endswith(file)
    for phone in (desk.author, desk.editor, desk.ben):
        assert phone.get(file).status_code == 200
    for phone in (desk.carla, phone_of(student_leo)):
        assert phone.get(file).status_code == 404
    desk.author.post(f"{here}/withdraw")
    assert desk.ben.get(file).status_code == 404
