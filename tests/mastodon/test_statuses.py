"""Posts through a Mastodon app."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from rounds.base import clock
from rounds.gate.finding import confirmations
from rounds.gate.keep import confirm, findings_of, readable_draft
from rounds.gate.models import KeptDraft
from rounds.identity.models import Account, Follow
from rounds.posts.models import Post
from tests.mastodon.conftest import Phone

PhoneOf = Callable[..., Phone]
STATUSES = "/api/v1/statuses"


@pytest.fixture
def amina(dr_amina: Account, phone_of: PhoneOf) -> Phone:
    return phone_of(dr_amina)


@pytest.fixture
def leo(student_leo: Account, phone_of: PhoneOf) -> Phone:
    return phone_of(student_leo)


def written(phone: Phone, text: str, **more: Any) -> dict[str, Any]:
    answer = phone.post(STATUSES, {"status": text, **more})
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def test_a_post_is_written_and_read_by_everybody(amina: Phone, stranger: Phone) -> None:
    made = written(amina, "Hello #CardioEd", spoiler_text="a greeting", language="de")
    shown = stranger.get(f"{STATUSES}/{made['id']}").json()
    assert shown["content"].startswith("<p>Hello ")
    assert (shown["spoiler_text"], shown["language"]) == ("a greeting", "de")
    assert [t["name"] for t in shown["tags"]] == ["cardioed"]
    assert shown["application"]["name"] == "Ward Phone"
    assert shown["url"].endswith(f"/{made['id']}")
    several = stranger.get(STATUSES, **{"id[]": [made["id"], "12", "x"]}).json()
    assert [s["id"] for s in several] == [made["id"]]


def test_a_content_warning_covers_the_post_and_alone_it_is_the_text(amina: Phone) -> None:
    assert written(amina, "Blood", spoiler_text="surgery")["sensitive"] is True
    alone = written(amina, "", spoiler_text="Just this")
    assert (alone["content"], alone["spoiler_text"]) == ("<p>Just this</p>", "")


def test_what_the_app_leaves_out_is_as_its_author_prefers(
    student_leo: Account, leo: Phone, stranger: Phone
) -> None:
    student_leo.user.default_visibility = "private"
    student_leo.user.default_language = "pt"
    student_leo.user.save()
    made = leo.form(STATUSES, "status=Ol%C3%A1").json()
    assert (made["visibility"], made["language"]) == ("private", "pt")
    assert stranger.get(f"{STATUSES}/{made['id']}").status_code == 404


def test_an_nhs_number_is_held_with_a_sentence_and_a_link(dr_amina: Account, amina: Phone) -> None:
    answer = amina.post(STATUSES, {"status": "ECG of 943 476 5919"})
    body = answer.json()
    assert answer.status_code == 422
    assert body["draft"]["held"]
    assert body["draft"]["url"] in body["error"]
    (finding,) = body["draft"]["findings"]
    assert (finding["start"], finding["end"], finding["kind"]) == (7, 19, "nhs_number")
    assert not Post.objects.exists()
    assert readable_draft(dr_amina, body["draft"]["code"])


def test_the_same_text_sent_again_does_not_get_past_and_a_confirmed_draft_is_posted_once(
    dr_amina: Account, amina: Phone
) -> None:
    codes = {
        amina.post(STATUSES, {"status": "Lab: 07700 900123"}).json()["draft"]["code"]
        for _ in range(3)
    }
    assert len(codes) == 1
    (code,) = codes
    for _ in range(2):
        confirm(dr_amina, code, confirmations(findings_of(readable_draft(dr_amina, code))))
    assert Post.objects.count() == 1


def test_a_request_sent_twice_is_one_post(amina: Phone) -> None:
    amina.headers["idempotency-key"] = "abc"
    assert written(amina, "Once")["id"] == written(amina, "Once")["id"]
    del amina.headers["idempotency-key"]
    assert written(amina, "Once")["id"] != written(amina, "Once")["id"]
    assert Post.objects.count() == 3


@pytest.mark.parametrize(
    "sent",
    [
        {"status": ""},
        {"status": "x", "visibility": "secret"},
        {"status": "x", "poll": {"options": ["a"], "expires_in": 600}},
        {"status": "x", "media_ids": ["12"]},
        {"status": "x", "media_ids": ["no id"]},
        {"status": "x", "scheduled_at": "tomorrow"},
        {"status": "x", "scheduled_at": "9999-12-31T23:59:59-23:59"},
        {"status": "x", "scheduled_at": "9999-12-31T23:59:59Z"},
        {"status": "x", "poll": {"options": ["a", "b"], "expires_in": 10**30}},
        {"status": ["x"]},
        {"status": "x", "poll": "y"},
    ],
)
def test_what_cannot_be_posted_is_refused_with_a_sentence(
    amina: Phone, sent: dict[str, Any]
) -> None:
    answer = amina.post(STATUSES, sent)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not Post.objects.exists()
    assert not KeptDraft.objects.exists()


def test_an_app_reads_which_details_were_added_up(amina: Phone) -> None:
    text = "Our lollipop man, 61, is on my ward today with a brain tumour. His wife sang to him."
    body = amina.post(STATUSES, {"status": text}).json()
    assert body["error"].startswith(
        "Together these details could let somebody recognise this person"
    )
    assert "Change or confirm it here: http" in body["error"]
    (finding,) = body["draft"]["findings"]
    assert {text[d["start"] : d["end"]] for d in finding["details"]} >= {
        "lollipop",
        "today",
        "wife",
    }


def test_an_oversized_post_is_kept_as_a_draft(amina: Phone) -> None:
    answer = amina.post(STATUSES, {"status": "x" * 2000})
    assert answer.status_code == 422
    assert "shorten it" in answer.json()["error"]
    assert KeptDraft.objects.count() == 1


def test_an_answer_to_nothing_is_not_found(amina: Phone) -> None:
    for target in ("123", "abc", "9" * 30):
        answer = amina.post(STATUSES, {"status": "Yes", "in_reply_to_id": target})
        assert answer.status_code == 404
    assert not Post.objects.exists()


def test_a_conversation_shows_what_came_before_and_after(
    amina: Phone, leo: Phone, stranger: Phone
) -> None:
    first = written(leo, "Why?")
    second = written(amina, "@leo because", in_reply_to_id=first["id"])
    third = written(leo, "Thanks", in_reply_to_id=second["id"])
    assert second["in_reply_to_account_id"] == first["account"]["id"]
    assert [m["acct"] for m in second["mentions"]] == ["leo"]
    context = stranger.get(f"{STATUSES}/{second['id']}/context").json()
    assert [s["id"] for s in context["ancestors"]] == [first["id"]]
    assert [s["id"] for s in context["descendants"]] == [third["id"]]
    assert stranger.get(f"{STATUSES}/1/context").status_code == 404


def test_an_edit_shows_in_the_history_and_the_source(amina: Phone, leo: Phone) -> None:
    made = written(amina, "Digoxine")
    edited = amina.send("PUT", f"{STATUSES}/{made['id']}", {"status": "Digoxin"}).json()
    assert edited["edited_at"]
    versions = leo.get(f"{STATUSES}/{made['id']}/history").json()
    assert [v["content"] for v in versions] == ["<p>Digoxine</p>", "<p>Digoxin</p>"]
    assert versions[0]["account"]["username"] == "amina"
    source = amina.get(f"{STATUSES}/{made['id']}/source").json()
    assert source.pop("rounds")["voice"] == "personal"
    assert source == {"id": made["id"], "text": "Digoxin", "spoiler_text": ""}
    other = leo.send("PUT", f"{STATUSES}/{made['id']}", {"status": "Mine"})
    assert other.status_code == 404


def test_an_edit_passes_the_gate_too(amina: Phone) -> None:
    made = written(amina, "A case")
    answer = amina.send("PUT", f"{STATUSES}/{made['id']}", {"status": "A case: 943 476 5919"})
    assert answer.status_code == 422
    assert answer.json()["draft"]["held"]
    assert amina.get(f"{STATUSES}/{made['id']}").json()["content"] == "<p>A case</p>"


def test_a_deleted_post_gives_its_text_back_and_is_gone(amina: Phone, leo: Phone) -> None:
    made = written(amina, "Oops & sorry")
    assert leo.send("DELETE", f"{STATUSES}/{made['id']}").status_code == 404
    gone = amina.send("DELETE", f"{STATUSES}/{made['id']}").json()
    assert (gone["id"], gone["text"]) == (made["id"], "Oops & sorry")
    for path in ("", "/context", "/history", "/favourited_by"):
        assert leo.get(f"{STATUSES}/{made['id']}{path}").status_code == 404
    assert amina.send("DELETE", f"{STATUSES}/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    ("verb", "flag"),
    [("favourite", "favourited"), ("bookmark", "bookmarked"), ("mute", "muted")],
)
def test_a_reaction_shows_to_who_reacted_and_can_be_undone(
    amina: Phone, leo: Phone, verb: str, flag: str
) -> None:
    made = written(amina, "Read this")
    for _ in range(2):
        assert leo.post(f"{STATUSES}/{made['id']}/{verb}").json()[flag] is True
    assert amina.get(f"{STATUSES}/{made['id']}").json()[flag] is False
    for _ in range(2):
        assert leo.post(f"{STATUSES}/{made['id']}/un{verb}").json()[flag] is False
    assert leo.post(f"{STATUSES}/99/{verb}").status_code == 404


def test_a_boost_answers_with_the_boost_and_its_undoing_with_the_post(
    amina: Phone, leo: Phone, stranger: Phone
) -> None:
    made = written(amina, "Read this")
    boost = leo.post(f"{STATUSES}/{made['id']}/reblog").json()
    assert boost["reblog"]["id"] == made["id"] != boost["id"]
    assert boost["reblog"]["reblogged"] is True
    assert boost["reblog"]["reblogs_count"] == 1
    assert leo.post(f"{STATUSES}/{boost['id']}/reblog").json()["id"] == boost["id"]
    people = stranger.get(f"{STATUSES}/{made['id']}/reblogged_by")
    assert [a["username"] for a in people.json()] == ["leo"]
    undone = leo.post(f"{STATUSES}/{made['id']}/unreblog").json()
    assert (undone["id"], undone["reblogged"]) == (made["id"], False)
    assert stranger.get(f"{STATUSES}/{boost['id']}").status_code == 404


def test_a_post_for_followers_is_not_boosted_by_them(
    dr_amina: Account, student_leo: Account, amina: Phone, leo: Phone
) -> None:
    Follow.objects.create(follower=student_leo, followed=dr_amina)
    made = written(amina, "Among us", visibility="private")
    assert leo.post(f"{STATUSES}/{made['id']}/reblog").status_code == 422
    assert amina.post(f"{STATUSES}/{made['id']}/reblog").json()["visibility"] == "private"


def test_only_own_posts_are_pinned(amina: Phone, leo: Phone) -> None:
    made = written(amina, "My best")
    assert amina.post(f"{STATUSES}/{made['id']}/pin").json()["pinned"] is True
    assert leo.post(f"{STATUSES}/{made['id']}/pin").status_code == 422
    assert amina.post(f"{STATUSES}/{made['id']}/unpin").json()["pinned"] is False


def test_those_who_favourited_are_listed_with_links_to_the_next_page(
    amina: Phone, leo: Phone, stranger: Phone
) -> None:
    made = written(amina, "Read this")
    for phone in (amina, leo):
        phone.post(f"{STATUSES}/{made['id']}/favourite")
    answer = stranger.get(f"{STATUSES}/{made['id']}/favourited_by", limit=1)
    assert [a["username"] for a in answer.json()] == ["leo"]
    assert 'rel="next"' in answer.headers["Link"]


def test_a_quote_shows_what_it_quotes(amina: Phone, leo: Phone, stranger: Phone) -> None:
    made = written(amina, "A fine paper")
    quote = written(leo, "Indeed", quoted_status_id=made["id"])
    assert quote["quote"]["state"] == "accepted"
    assert quote["quote"]["quoted_status"]["id"] == made["id"]
    listed = stranger.get(f"{STATUSES}/{made['id']}/quotes").json()
    assert [s["id"] for s in listed] == [quote["id"]]
    private = written(amina, "@leo not this one", visibility="direct")
    refused = leo.post(STATUSES, {"status": "See", "quoted_status_id": private["id"]})
    assert refused.status_code == 422


def test_a_post_can_be_scheduled_moved_and_taken_back(amina: Phone, leo: Phone) -> None:
    at = (clock.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    poll = {"options": ["a", "b"], "expires_in": 600}
    waiting = written(amina, "Good morning", scheduled_at=at, poll=poll)
    assert waiting["params"]["text"] == "Good morning"
    assert waiting["scheduled_at"][:19] == at[:19]
    assert not Post.objects.exists()
    path = f"/api/v1/scheduled_statuses/{waiting['id']}"
    assert [w["id"] for w in amina.get("/api/v1/scheduled_statuses").json()] == [waiting["id"]]
    assert leo.get("/api/v1/scheduled_statuses").json() == []
    assert leo.get(path).status_code == 404
    later = (clock.now() + timedelta(hours=4)).isoformat()
    assert amina.send("PUT", path, {"scheduled_at": later}).json()["id"] == waiting["id"]
    assert amina.send("PUT", path, {"scheduled_at": "soon"}).status_code == 422
    assert leo.send("DELETE", path).status_code == 404
    assert amina.send("DELETE", path).status_code == 200
    assert amina.get(path).status_code == 404


def test_without_a_token_or_its_scope_nothing_is_posted(
    dr_amina: Account, stranger: Phone, phone_of: PhoneOf
) -> None:
    assert stranger.post(STATUSES, {"status": "Hello"}).status_code == 401
    reader = phone_of(dr_amina, "read")
    assert reader.post(STATUSES, {"status": "Hello"}).status_code == 403
    assert not Post.objects.exists()
