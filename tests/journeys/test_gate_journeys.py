"""What the gate and the labels are for, from the first tap to the last, on the page and in an app."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.gate.models import KeptDraft
from rounds.identity.appoint import appoint
from rounds.identity.badges.issue import show_badge, verify_here
from rounds.identity.claim_models import Claim, Evidence
from rounds.identity.credentials import current_credential
from rounds.identity.models import Account, Appointment
from rounds.identity.open_account import Newcomer, open_account
from rounds.jobs.work import run_due
from rounds.posts.models import Media, Post
from tests.mastodon.conftest import Phone
from tests.pictures import NAME, film, look_finds
from tests.web.conftest import LogIn

PhoneOf = Callable[..., Phone]
NAMED = "Mrs Margaret Okafor came in with chest pain. Her NHS number is 943 476 5919."
STATUSES = "/api/v1/statuses"
_BUTTON = re.compile(r'<button[^>]* name="(\w+)" value="([^"]+)"')
LINE = "Consultant or specialist, cardiology – register of the General Medical Council (UK) checked by two moderators"


def typed(text: str, **more: Any) -> dict[str, Any]:
    """The composer's form with `text` in it."""
    return {"text": text, "visibility": "public", "key": text[:40]} | more


def buttons(page: str, name: str) -> list[str]:
    """What each button `name` of a page sends."""
    return [value for found, value in _BUTTON.findall(page) if found == name]


def words_in(page: str) -> str:
    """What stands in the composer's field."""
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert found
    return found[1].strip().replace("&#x27;", "'")


def moderators(log_in: LogIn, *names: str) -> list[Client]:
    """The browsers of people who moderate."""
    found = []
    for name in names:
        one = open_account(Newcomer(username=name, email=f"{name}@example.org"))
        appoint(one, moderator=True)
        found.append(log_in(one))
    return found


def test_a_post_naming_a_patient_is_held_and_mended_in_three_taps(
    dr_amina: Account, log_in: LogIn, visitor: Client
) -> None:
    amina = log_in(dr_amina)
    first = amina.post("/compose", typed(NAMED, act="publish"))
    address = first["Location"]
    assert address.startswith("/d/")
    assert not Post.objects.exists()
    assert visitor.get(address).status_code == 302
    assert "Margaret Okafor" in amina.get(address).content.decode()

    second = amina.post(address, typed(NAMED, mend="everything")).content.decode()
    mended = words_in(second)
    assert "Okafor" not in mended
    assert "943" not in mended
    assert not Post.objects.exists(), "a mend is shown before it is published"

    third = amina.post(address, typed(mended, act="publish"))
    assert third["Location"].startswith("/@amina/")
    shown = visitor.get(third["Location"]).content.decode()
    assert "came in with chest pain" in shown
    assert "Okafor" not in shown


def test_the_same_from_an_app_is_refused_with_a_sentence_and_a_link(
    dr_amina: Account, phone_of: PhoneOf, log_in: LogIn
) -> None:
    phone = phone_of(dr_amina)
    told = phone.post(STATUSES, {"status": NAMED})
    assert told.status_code == 422
    body = told.json()
    assert body["draft"]["held"] is True
    assert body["draft"]["url"] in body["error"]
    assert "Okafor" not in body["error"]

    again = phone.post(STATUSES, {"status": NAMED})
    assert again.status_code == 422, "sending it again does not get past"
    assert again.json()["draft"]["code"] == body["draft"]["code"]
    assert not Post.objects.exists()

    address = f"/d/{body['draft']['code']}"
    amina = log_in(dr_amina)
    mended = words_in(amina.post(address, typed(NAMED, mend="everything")).content.decode())
    amina.post(address, typed(mended, act="publish"))
    [post] = phone.get(f"/api/v1/accounts/{dr_amina.pk}/statuses").json()
    assert "Okafor" not in post["content"]


def test_what_an_author_confirms_behind_the_apps_link_is_published_once(
    student_leo: Account, phone_of: PhoneOf, log_in: LogIn
) -> None:
    text = "The rota desk is on 07700 900123 tonight."
    phone, leo = phone_of(student_leo), log_in(student_leo)
    body = phone.post(STATUSES, {"status": text}).json()
    address = f"/d/{body['draft']['code']}"
    assert body["draft"]["held"] is False
    assert phone.post(STATUSES, {"status": text}).status_code == 422
    [word] = set(buttons(leo.get(address).content.decode(), "confirm"))
    leo.post(address, typed(text, confirm=word))
    leo.post(address, typed(text, confirm=word))
    assert Post.objects.count() == 1
    assert len(phone.get(f"/api/v1/accounts/{student_leo.pk}/statuses").json()) == 1


def test_an_nhs_number_cannot_be_confirmed_away_by_anybody_who_posts(
    student_leo: Account, phone_of: PhoneOf, log_in: LogIn
) -> None:
    text = "His number is 943 476 5919."
    body = phone_of(student_leo).post(STATUSES, {"status": text}).json()
    address = f"/d/{body['draft']['code']}"
    leo = log_in(student_leo)
    assert buttons(leo.get(address).content.decode(), "confirm") == []
    [found] = KeptDraft.objects.get().findings
    leo.post(address, typed(text, confirm=f"{found['kind']} {found['digest']}"))
    leo.post(address, typed(text, act="publish", confirmed=f"{found['kind']} {found['digest']}"))
    assert not Post.objects.exists()


def test_a_burned_in_name_is_blurred_before_anybody_can_fetch_the_picture(
    dr_amina: Account, student_leo: Account, log_in: LogIn, visitor: Client, media_folder: Path
) -> None:
    look_finds(NAME)
    amina = log_in(dr_amina)
    picture = SimpleUploadedFile("film.png", film(), "image/png")
    address = amina.post("/compose", typed("What is it?", act="publish", files=picture))["Location"]
    run_due()
    media = Media.objects.get()
    file = f"/pictures/{media.pk}/whole.webp"
    before = amina.get(file)
    assert before.status_code == 200
    for other in (log_in(student_leo), visitor):
        assert other.get(file).status_code == 404

    [box] = set(buttons(amina.get(address).content.decode(), "blur"))
    form = typed("What is it?", picture=str(media.pk), blur=box)
    out = amina.post(address, form | {f"describe-{media.pk}": "A film"})
    assert Post.objects.count() == 1
    assert visitor.get(out["Location"]).status_code == 200
    assert Media.objects.get().spots == []
    assert amina.get(file).content != before.content


def test_a_burned_in_name_is_blurred_after_an_app_sent_it(
    dr_amina: Account, phone_of: PhoneOf, log_in: LogIn, media_folder: Path
) -> None:
    look_finds(NAME)
    phone, amina = phone_of(dr_amina), log_in(dr_amina)
    sent = {"file": SimpleUploadedFile("film.png", film(), "image/png")}
    media = phone.upload("/api/v2/media", sent).json()["id"]
    run_due()
    wish = {"status": "What is it?", "media_ids": [media]}
    told = phone.post(STATUSES, wish)
    assert (told.status_code, Post.objects.count()) == (422, 0)
    assert phone.post(STATUSES, wish).status_code == 422
    address = f"/d/{told.json()['draft']['code']}"
    [box] = set(buttons(amina.get(address).content.decode(), "blur"))
    amina.post(address, typed("What is it?", picture=media, blur=box))
    [post] = phone.get(f"/api/v1/accounts/{dr_amina.pk}/statuses").json()
    assert [one["id"] for one in post["media_attachments"]] == [media]


def test_a_credential_is_claimed_checked_issued_shown_and_revoked_and_the_post_keeps_it(
    dr_amina: Account, log_in: LogIn, phone_of: PhoneOf, visitor: Client
) -> None:
    amina, phone = log_in(dr_amina), phone_of(dr_amina)
    ines, otto = moderators(log_in, "ines", "otto")
    entry = {
        "what": "consultant", "scope": "cardiology", "register": "gmc", "number": "7654321",
        "name": "Amina Yusuf",
    }  # fmt: skip
    amina.post("/settings/credentials/new/register", entry)
    check = f"/moderation/credentials/{Claim.objects.get().pk}"
    for one in (ines, otto):
        assert current_credential(dr_amina) is None, "one moderator alone confirms nothing"
        one.post(f"{check}/take")
        assert "7654321" in one.get(check).content.decode()
        one.post(f"{check}/answer", {"answer": "yes"})
    assert not Evidence.objects.exists()
    held = current_credential(dr_amina)
    assert held is not None
    show_badge(dr_amina, held.pk)
    badge = visitor.get(f"/credentials/{held.pk}.json").json()
    assert verify_here(badge).is_valid

    before = phone.post(STATUSES, {"status": "Written as a confirmed consultant."}).json()
    ines.post(f"/moderation/credentials/{held.pk}/revoke", {"reason": "left"})
    run_due()
    after = phone.post(STATUSES, {"status": "Written later."}).json()
    assert current_credential(dr_amina) is None
    assert not verify_here(badge).is_valid
    for post, is_shown in ((before, True), (after, False)):
        kept = phone.get(f"{STATUSES}/{post['id']}").json()["rounds"]["credential"]
        page = visitor.get(f"/@amina/{post['id']}").content.decode()
        assert (kept.startswith(LINE), LINE in page) == (is_shown, is_shown)


def test_a_representative_answers_for_an_organisation_until_the_appointment_ends(
    society: Account, dr_amina: Account, student_leo: Account, log_in: LogIn, phone_of: PhoneOf,
    publish: Callable[..., Post],
) -> None:  # fmt: skip
    asked = publish(student_leo, "When does the society meet?")
    office, amina, phone = log_in(society), log_in(dr_amina), phone_of(dr_amina)
    office.post("/settings/representatives", {"representative": "amina", "until": ""})
    voice = {"voice": f"for:{society.pk}", "reply_to": str(asked.pk)}
    out = amina.post("/compose", typed("We meet on Tuesday.", act="publish", **voice))
    assert "Cardiology Student Society" in amina.get(out["Location"]).content.decode()
    wish = {
        "status": "And on Thursday.", "in_reply_to_id": str(asked.pk),
        "rounds": {"speaks_for": str(society.pk)},
    }  # fmt: skip
    assert phone.post(STATUSES, wish).json()["rounds"]["speaks_for_acct"] == "cardsoc"

    office.post(f"/appointments/{Appointment.objects.get().pk}/end")
    later = amina.post("/compose", typed("We meet on Friday.", act="publish", **voice))
    assert later["Location"].startswith("/d/")
    assert phone.post(STATUSES, wish | {"status": "And on Sunday."}).status_code == 422
    assert Post.objects.filter(speaks_for=society.pk).count() == 2, "what was said stays as it was"


pytestmark = pytest.mark.django_db
