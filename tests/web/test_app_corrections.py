"""An app edits a post that was reviewed: it is kept, and goes out from the page as a correction."""

import pytest
from django.test import Client

from rounds.gate.models import Correction, KeptDraft
from rounds.identity.access import digest
from rounds.identity.credentials import confirm_credential
from rounds.identity.editors import appoint_editor
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account, App, AppToken
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from rounds.posts.react import bookmark
from tests.gate.reviewing import badged, doctor
from tests.mastodon.conftest import Phone

WHY = {"correction_kind": "substance", "why": "The fourth question was missing."}


@pytest.fixture
def post(dr_amina: Account, trainee_priya: Account) -> Post:
    """Teaching by Dr Amina that Ben and Carla reviewed."""
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital", "cardiology")
    confirm_register(dr_amina)
    appoint_editor(trainee_priya)
    ben, carla = doctor("ben", "Guy's Hospital"), doctor("carla", "Charité")
    return badged(dr_amina, trainee_priya, ben, carla)


@pytest.fixture
def phone(dr_amina: Account) -> Phone:
    """Dr Amina's app."""
    app = App.objects.create(name="Ward Phone", scopes="read write", client_id="ward-phone")
    AppToken.objects.create(
        app=app, user=dr_amina.user, scopes="read write", digest=digest("secret")
    )
    return Phone("secret")


def _edit(phone: Phone, post: Post, words: str) -> str:
    """The page that the app is sent to."""
    refused = phone.send("PUT", f"/api/v1/statuses/{post.pk}", {"status": words})
    assert refused.status_code == 422
    told = refused.json()
    assert "say how far it goes, and why" in told["error"]
    assert told["draft"]["url"] in told["error"]
    return str(told["draft"]["url"]).removeprefix("http://testserver").partition("/d/")[2]


@pytest.mark.usefixtures("subscriptions")
def test_an_edit_in_an_app_becomes_a_correction_that_goes_out_once(
    phone: Phone, post: Post, amina: Client, leo: Client, student_leo: Account
) -> None:
    bookmark(student_leo, post.pk)
    code = _edit(phone, post, "Four questions before every ECG.")
    assert code == _edit(phone, post, "Four questions before every ECG.")
    post.refresh_from_db()
    assert post.edition == 1
    page = amina.get(f"/d/{code}", follow=True)
    assert page.redirect_chain == [(f"/posts/{post.pk}/correct?draft={code}", 303)]
    shown = page.content.decode()
    assert "Four questions before every ECG." in shown
    assert 'name="correction_kind"' in shown
    address = f"/posts/{post.pk}/correct?draft={code}"
    form = {
        "text": "Four questions before every ECG.", "teaching": "1", "interests": "none",
        "visibility": "public", "act": "publish",
    }  # fmt: skip
    unsaid = amina.post(address, form)
    assert unsaid.status_code == 422
    assert "Four questions before every ECG." in unsaid.content.decode()
    for _time in range(2):
        sent = amina.post(address, form | WHY)
        assert sent.status_code == 303, sent.content.decode()
    run_due()
    post.refresh_from_db()
    assert (post.edition, post.source) == (2, "Four questions before every ECG.")
    assert post.corrected["why"] == "The fourth question was missing."
    assert Correction.objects.filter(post=post).count() == 1
    assert "corrected teaching" in leo.get("/notifications").content.decode()
    assert KeptDraft.objects.get(code=code).content == "{}"
    assert amina.get(f"/d/{code}")["Location"].endswith(f"/@amina/{post.pk}")


def test_what_the_gate_asks_about_is_asked_on_the_same_page(
    phone: Phone, post: Post, amina: Client
) -> None:
    path = f"/api/v1/statuses/{post.pk}"
    refused = phone.send("PUT", path, {"status": "As Mr John Okafor showed: four questions."})
    code = refused.json()["draft"]["code"]
    address = f"/posts/{post.pk}/correct?draft={code}"
    shown = amina.get(f"/d/{code}", follow=True).content.decode()
    assert "John Okafor" in shown
    assert 'name="why"' in shown
    form = {
        "text": "As Mr John Okafor showed: four questions.", "teaching": "1", "interests": "none",
        "visibility": "public",
    } | WHY  # fmt: skip
    asked = amina.post(address, form | {"act": "publish"}).content.decode()
    finding = asked.partition('name="confirm" value="')[2].partition('"')[0]
    again = amina.post(address, form | {"confirm": finding}).content.decode()
    assert "The fourth question was missing." in again
    post.refresh_from_db()
    assert post.edition == 1
    sent = amina.post(address, form | {"act": "publish", "confirmed": finding})
    assert sent.status_code == 303
    post.refresh_from_db()
    assert (post.edition, post.corrected["kind"]) == (2, "substance")


def test_a_kept_correction_is_its_authors_alone_and_can_be_discarded(
    phone: Phone, post: Post, amina: Client, leo: Client
) -> None:
    code = _edit(phone, post, "Four questions before every ECG.")
    assert leo.get(f"/posts/{post.pk}/correct?draft={code}").status_code == 404
    assert amina.get(f"/posts/{post.pk + 1}/correct?draft={code}").status_code == 404
    page = amina.get(f"/posts/{post.pk}/correct?draft={code}").content.decode()
    assert f'action="/d/{code}"' in page
    assert amina.post(f"/d/{code}", {"act": "discard"}).status_code == 303
    assert amina.get(f"/posts/{post.pk}/correct?draft={code}").status_code == 404


def test_the_page_of_an_edit_leads_to_the_correction_of_a_reviewed_post(
    post: Post, amina: Client
) -> None:
    form = {"text": "Four questions.", "teaching": "1", "interests": "none", "act": "publish"}
    answer = amina.post(f"/posts/{post.pk}/edit", form)
    assert answer.status_code == 303
    page = amina.get(answer["Location"], follow=True).content.decode()
    assert "Four questions." in page
    assert 'name="why"' in page
    post.refresh_from_db()
    assert post.edition == 1
