"""Review through the pages: asked for, edited, reviewed by two, badged, corrected; and who may not."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rounds.base import clock
from rounds.gate.models import Badge, Correction, Invitation, Manuscript, Review
from rounds.gate.review.remind import remind_of_invitations
from rounds.gate.review.reviewer import expire_invitations
from rounds.gate.review.rules import Item
from rounds.identity.appoint import appoint
from rounds.identity.credentials import confirm_credential
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from rounds.posts.react import bookmark
from tests.web.conftest import LogIn

TEACHING = "Rate, rhythm, axis: three questions before every ECG."
MENDED = "Rate, rhythm, axis, change: four questions before every ECG."
ASKS = {"text": TEACHING, "teaching": "1", "interests": "none", "visibility": "public", "key": "1"}
GIVES = {f"answer-{item}": "meets" for item in Item} | {
    "act": "review", "recommendation": "accept", "ai_use": "none", "words": "Clear and right.",
}  # fmt: skip


def _reviewer(username: str, issuer: str) -> Account:
    account = open_account(
        Newcomer(
            username=username,
            email=f"{username}@example.org",
            display_name=f"Dr {username.title()}",
            role=Role.CONSULTANT,
            specialties=["cardiology"],
            uses_own_name=True,
        )
    )
    confirm_credential(account, "Consultant", issuer)
    confirm_register(account)
    return account


@pytest.fixture
def editor(trainee_priya: Account, log_in: LogIn) -> Client:
    """Dr Priya, who moderates and so edits."""
    appoint(trainee_priya, moderator=True)
    return log_in(trainee_priya)


@pytest.fixture
def ben(db: None, log_in: LogIn) -> Client:
    """Dr Ben of Guy's."""
    return log_in(_reviewer("ben", "Guy's Hospital"))


@pytest.fixture
def carla(db: None, log_in: LogIn) -> Client:
    """Dr Carla of the Charité."""
    return log_in(_reviewer("carla", "Charité"))


@pytest.fixture
def asked(amina: Client, dr_amina: Account) -> str:
    """The page of a draft that waits for review."""
    confirm_register(dr_amina)
    answer = amina.post("/compose", ASKS | {"act": "ask_review"})
    assert answer.status_code == 303
    return str(answer["Location"])


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _do(client: Client, address: str, act: str, **more: Any) -> None:
    answer = client.post(address, {"act": act} | more)
    assert answer.status_code == 303, answer.content.decode()


def _seat(editor: Client, address: str, *reviewers: Client, signs: str = "yes") -> None:
    _do(editor, address, "take_up")
    for client, name in zip(reviewers, ("ben", "carla"), strict=False):
        _do(editor, address, "invite", reviewer=name)
        _do(client, address, "accept", signs=signs)


def _badged(amina: Client, editor: Client, ben: Client, carla: Client, address: str) -> Post:
    _seat(editor, address, ben, carla)
    for client in (ben, carla):
        assert client.post(address, GIVES).status_code == 303
    _do(editor, address, "decide", decision="accept", words="Thank you both.")
    _do(amina, address, "publish")
    return Post.objects.get()


def test_a_review_says_in_german_what_its_reviewer_is(
    amina: Client, editor: Client, ben: Client, carla: Client, asked: str
) -> None:
    post = _badged(amina, editor, ben, carla, asked)
    german = Client(headers={"Accept-Language": "de"})
    page = _page(german, f"/@amina/{post.pk}/review")
    assert "Fachärztin oder Facharzt – bestätigt von Charité" in page
    assert "confirmed by" not in page


def test_teaching_is_reviewed_by_two_badged_and_then_corrected(
    amina: Client, editor: Client, ben: Client, carla: Client, student_leo: Account,
    leo: Client, visitor: Client, asked: str,
) -> None:  # fmt: skip
    assert "Waiting for an editor" in _page(editor, "/reviews")
    _do(editor, asked, "take_up")
    assert "Dr Ben" in _page(editor, asked)
    for client, name in ((ben, "ben"), (carla, "carla")):
        _do(editor, asked, "invite", whom=name)
        assert TEACHING not in _page(client, asked)
        _do(client, asked, "accept", signs="yes")
        assert TEACHING in _page(client, asked)
    assert ben.post(asked, GIVES).status_code == 303
    wanting = {"answer-accuracy": "partly", "comment-accuracy": "Change is missing."}
    assert carla.post(asked, GIVES | wanting | {"recommendation": "revise"}).status_code == 303
    assert "Change is missing." not in _page(amina, asked)
    _do(editor, asked, "decide", decision="revise", words="Please mend the one point.")
    assert "Change is missing." in _page(amina, asked)
    sent = amina.post(
        f"{asked}/revise",
        ASKS | {"text": MENDED, "act": "publish", "answer": "It is the fourth question now."},
    )
    assert sent.status_code == 303
    assert "<ins>" in _page(carla, asked)
    for client in (ben, carla):
        assert client.post(asked, GIVES).status_code == 303
    _do(editor, asked, "decide", decision="accept", words="Thank you all.")
    assert not Post.objects.exists()
    _do(amina, asked, "publish")
    post = Post.objects.get()
    address = f"/@amina/{post.pk}"
    assert "Version 1 reviewed by Dr Ben and Dr Carla" in _page(visitor, address)
    report = _page(visitor, f"{address}/review")
    assert report.count("Clear and right.") == 4
    assert "It is the fourth question now." in report
    assert "No AI was used" in report
    bookmark(student_leo, post.pk)
    fixed = ASKS | {"text": f"{MENDED} Always.", "act": "publish", "correction_kind": "substance"}
    corrected = amina.post(f"/posts/{post.pk}/correct", fixed | {"why": "Always was left out."})
    assert corrected.status_code == 303
    run_due()
    page = _page(visitor, address)
    assert "this is version 2" in page
    assert "Corrected: Always was left out." in page
    changed = _page(visitor, f"{address}/versions")
    assert "Correction of substance" in changed
    assert re.search(r"<ins>.*Always", changed, re.DOTALL)
    assert "corrected teaching" in _page(leo, "/notifications")


def test_a_form_that_is_refused_keeps_what_was_typed(
    editor: Client, ben: Client, asked: str
) -> None:
    _seat(editor, asked, ben)
    typed = GIVES | {"answer-level": "does_not", "words": "Nearly there."}
    answer = ben.post(asked, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nearly there." in page
    assert re.search(r'name="answer-level" value="does_not" checked', page)
    assert not Review.objects.exists()
    none = ben.post(asked, {"act": "review", "words": "Only words."})
    assert none.status_code == 422
    assert "Only words." in none.content.decode()


def test_words_that_could_name_a_patient_are_asked_about_once(
    editor: Client, ben: Client, asked: str
) -> None:
    _seat(editor, asked, ben)
    named = GIVES | {"words": "As in his note, ring 07700 900123."}
    answer = ben.post(asked, named)
    assert answer.status_code == 422
    assert "nobody’s patient" in answer.content.decode()
    assert ben.post(asked, named | {"vouched": "1"}).status_code == 303


def test_what_is_under_review_is_not_there_for_anybody_else(
    amina: Client, editor: Client, ben: Client, carla: Client, leo: Client, visitor: Client,
    asked: str,
) -> None:  # fmt: skip
    _seat(editor, asked, ben)
    for client in (carla, leo):
        assert client.get(asked).status_code == 404
        assert client.post(asked, GIVES).status_code == 404
        assert client.post(asked, {"act": "take_up"}).status_code == 404
    assert visitor.get(asked).status_code == 302
    for path in ("/local", "/search?q=rhythm", "/@amina", "/drafts", "/moderation/held"):
        for client in (amina, editor, leo):
            assert TEACHING not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("username", "issuer", "why"),
    [
        ("mary", "St Mary’s Hospital", "the author share an institution"),
        ("gil", "Guys Hospital", "two reviewers share an institution"),
        ("dora", "", "holds none"),
        ("amina", None, "own teaching"),
        ("nobody", None, "Nobody here has this name"),
    ],
)
def test_who_is_not_fit_to_review_is_refused_with_the_reason(
    dr_amina: Account, editor: Client, ben: Client, asked: str,
    username: str, issuer: str | None, why: str,
) -> None:  # fmt: skip
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital")
    _seat(editor, asked, ben)
    if issuer is not None:
        account = _reviewer(username, issuer or "x")
        if not issuer:
            account.credentials.all().delete()
    answer = editor.post(asked, {"act": "invite", "reviewer": username})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert f'value="{username}"' in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_a_sponsored_post_cannot_be_reviewed_and_keeps_what_was_typed(amina: Client) -> None:
    answer = amina.post("/compose", ASKS | {"act": "ask_review", "sponsored_by": "Acme"})
    assert answer.status_code == 422
    assert "A sponsored post cannot earn the review badge." in answer.content.decode()
    assert TEACHING in answer.content.decode()
    assert not Manuscript.objects.exists()


def test_what_the_gate_asks_about_is_asked_before_a_review(
    amina: Client, dr_amina: Account
) -> None:
    confirm_register(dr_amina)
    answer = amina.post("/compose", ASKS | {"act": "ask_review", "text": "Ring 07700 900123 now."})
    assert str(answer["Location"]).startswith("/d/")
    assert not Manuscript.objects.exists()


def test_who_does_not_sign_stays_unnamed_to_the_author_and_in_the_report(
    amina: Client, editor: Client, ben: Client, carla: Client, visitor: Client, asked: str
) -> None:
    _seat(editor, asked, ben, carla, signs="no")
    for client in (ben, carla):
        client.post(asked, GIVES | {"to_editor": "Between us."})
    assert "Dr Ben" in _page(editor, asked)
    assert "Between us." in _page(editor, asked)
    _do(editor, asked, "decide", decision="accept", words="Thank you.")
    assert "Dr Ben" not in _page(amina, asked)
    _do(amina, asked, "publish")
    post = Post.objects.get()
    for client in (amina, visitor):
        page = _page(client, f"/@amina/{post.pk}/review")
        assert "Reviewer 1" in page
        assert "Dr Ben" not in page
        assert "Dr Carla" not in page
        assert "Between us." not in page
        assert "reviewed by two verified reviewers" in page


def test_accepting_without_two_reviews_asks_for_the_reason_and_gives_no_badge(
    amina: Client, editor: Client, ben: Client, visitor: Client, asked: str
) -> None:
    _seat(editor, asked, ben)
    ben.post(asked, GIVES)
    decision = {"act": "decide", "decision": "accept", "words": "Thank you."}
    refused = editor.post(asked, decision)
    assert refused.status_code == 422
    assert "Thank you." in refused.content.decode()
    assert editor.post(asked, decision | {"despite": "No other expert."}).status_code == 303
    _do(amina, asked, "publish")
    post = Post.objects.get()
    assert "reviewed by" not in _page(visitor, f"/@amina/{post.pk}")
    assert "No other expert." in _page(visitor, f"/@amina/{post.pk}/review")
    assert not Badge.objects.exists()


def test_a_published_post_asks_for_review_from_its_menu_and_is_sent_again_as_it_stands(
    amina: Client, dr_amina: Account, editor: Client, ben: Client, leo: Client
) -> None:
    confirm_register(dr_amina)
    amina.post("/compose", ASKS | {"act": "publish"})
    post = Post.objects.get()
    assert leo.post(f"/posts/{post.pk}/ask-review").status_code == 404
    address = str(amina.post(f"/posts/{post.pk}/ask-review")["Location"])
    _seat(editor, address, ben)
    _do(editor, address, "decide", decision="revise", words="Add the fourth.")
    unchanged = amina.post(address, {"act": "answer", "answer": "Done."})
    assert unchanged.status_code == 422
    assert "Done." in unchanged.content.decode()
    edit = ASKS | {
        "text": MENDED,
        "act": "publish",
        "correction_kind": "substance",
        "why": "A fourth.",
    }
    amina.post(f"/posts/{post.pk}/correct", edit)
    _do(amina, address, "answer", answer="Done.")
    assert "<ins>" in _page(ben, address)


def test_a_correction_that_is_refused_keeps_its_kind_and_reason(
    amina: Client, dr_amina: Account, leo: Client
) -> None:
    confirm_register(dr_amina)
    amina.post("/compose", ASKS | {"act": "publish"})
    post = Post.objects.get()
    address = f"/posts/{post.pk}/correct"
    assert amina.get(f"/posts/{post.pk}/edit")["Location"] == address
    assert leo.get(address).status_code == 404
    same = ASKS | {"act": "publish", "correction_kind": "minor", "why": "A comma."}
    answer = amina.post(address, same)
    assert answer.status_code == 422
    assert "A comma." in answer.content.decode()
    assert re.search(r'value="minor" checked', answer.content.decode())
    assert amina.post(address, same | {"correction_kind": ""}).status_code == 422
    assert not Correction.objects.exists()
    gone = amina.post(address, same | {"correction_kind": "retraction", "why": "It was wrong."})
    assert gone.status_code == 303
    assert "Retracted: It was wrong." in _page(leo, f"/@amina/{post.pk}")


def test_reviews_given_are_listed_for_their_reviewer_alone(
    amina: Client, editor: Client, ben: Client, carla: Client, asked: str
) -> None:
    _badged(amina, editor, ben, carla, asked)
    assert "Reviews you gave" in _page(ben, "/reviews")
    assert "Reviews you gave" not in _page(amina, "/reviews")
    assert "/reviews" in _page(editor, "/moderation")


def test_an_invitation_that_lapsed_is_seen_by_editor_and_author_and_names_nobody_to_the_author(
    amina: Client, dr_amina: Account, editor: Client, ben: Client, carla: Client
) -> None:
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital")
    confirm_register(dr_amina)
    amina.post("/compose", ASKS | {"act": "ask_review"})
    here = f"/reviews/{Manuscript.objects.get().pk}"
    editor.post(here, {"act": "take_up"})
    editor.post(here, {"act": "invite", "whom": "ben"})
    clock.travel(clock.now() + timedelta(days=12))
    remind_of_invitations()
    run_due()
    assert "still hopes for your answer" in ben.get("/notifications").content.decode()
    clock.travel(clock.now() + timedelta(days=3))
    desk = editor.get(here).content.decode()
    assert "Did not answer; the invitation ended" in desk
    assert "1 invitation ended without an answer. Invite somebody else." in desk
    assert "Ask no further" not in desk
    mine = amina.get(here).content.decode()
    assert "1 invitation to review ended without an answer." in mine
    assert "Dr Ben" not in mine
    expire_invitations()
    run_due()
    assert (
        "did not answer the invitation to review" in editor.get("/notifications").content.decode()
    )
    assert ben.get(here).status_code == 404
    editor.post(here, {"act": "invite", "whom": "carla"})
    assert "Accept and read" in carla.get(here).content.decode()
