"""Pictures on the pages: found, blurred and vouched for by their author; looked at by a moderator."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.gate.models import KeptDraft
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Media, Post
from tests.pictures import NAME, NHS_NUMBER, film, look_finds

pytestmark = pytest.mark.django_db
PRESSED = re.compile(r'<button[^>]* name="(\w+)" value="([^"]+)"[^>]*>')


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def chosen() -> SimpleUploadedFile:
    return SimpleUploadedFile("film.png", film(), "image/png")


def written(**more: str) -> dict[str, Any]:
    return {"text": "A film worth seeing", "visibility": "public", "act": "publish", **more}


def buttons(page: str, name: str) -> list[str]:
    """What each button `name` of the page sends."""
    return [value for found, value in PRESSED.findall(page) if found == name]


def on_the_draft(browser: Client) -> tuple[str, str]:
    """The address of the one kept draft, and its page."""
    address = f"/d/{KeptDraft.objects.get().code}"
    return address, browser.get(address).content.decode()


def answered(browser: Client, address: str, **button: str) -> Any:
    """Press a button of the draft's page, the form as it stands."""
    media = Media.objects.get()
    sent = written() | {"picture": str(media.pk), f"describe-{media.pk}": "A film"} | button
    sent.pop("act")
    return browser.post(address, sent)


def test_a_picture_with_a_name_is_blurred_by_one_press_and_goes_out_once(
    amina: Client, visitor: Client
) -> None:
    look_finds(NAME)
    answer = amina.post("/compose", written() | {"files": chosen()})
    assert answer.status_code == 303
    _address, page = on_the_draft(amina)
    assert "Checking the picture" in page
    run_due()
    address, page = on_the_draft(amina)
    assert "what looks like a name, top left" in page
    assert "foreignObject" in page
    blurs = buttons(page, "blur")
    assert len(set(blurs)) == 1
    published = answered(amina, address, blur=blurs[0])
    assert published.status_code == 303
    assert Post.objects.count() == 1
    picture = Media.objects.get()
    assert picture.spots == []
    assert visitor.get(published["Location"]).status_code == 200
    assert amina.get(address).status_code == 303


def test_an_author_vouches_for_what_is_in_the_picture(amina: Client) -> None:
    look_finds(NAME)
    amina.post("/compose", written() | {"files": chosen()})
    run_due()
    address, page = on_the_draft(amina)
    assert answered(amina, address, confirm=buttons(page, "confirm")[0]).status_code == 303
    assert Post.objects.count() == 1


def test_a_face_and_a_name_are_vouched_for_together_but_never_an_nhs_number(
    amina: Client,
) -> None:
    look_finds(NAME, NHS_NUMBER)
    amina.post("/compose", written() | {"files": chosen()})
    run_due()
    address, page = on_the_draft(amina)
    assert "Its check digit fits, so it can only be blurred." in page
    assert len(buttons(page, "confirm")) == 1
    left = answered(amina, address, confirm=buttons(page, "confirm")[0])
    assert left.status_code == 200
    assert not Post.objects.exists()
    everything = [value for value in buttons(page, "blur") if value.endswith(" all")]
    assert answered(amina, address, blur=everything[0]).status_code == 303
    assert Post.objects.count() == 1


def test_htmx_asks_until_the_picture_was_looked_at_and_is_led_to_the_post(amina: Client) -> None:
    look_finds()
    amina.post("/compose", written() | {"files": chosen()})
    media, kept = Media.objects.get(), KeptDraft.objects.get()
    asked = f"/pictures/{media.pk}/look?draft={kept.code}"
    assert "Checking the picture" in amina.get(asked).content.decode()
    run_due()
    post = Post.objects.get()
    assert amina.get(asked)["HX-Redirect"] == f"/@amina/{post.pk}"


def test_the_look_at_a_picture_is_shown_to_its_owner_alone(amina: Client, leo: Client) -> None:
    look_finds(NAME)
    amina.post("/compose", written(act="attach") | {"files": chosen()})
    media = Media.objects.get()
    assert leo.get(f"/pictures/{media.pk}/look").status_code == 404
    stolen = leo.post("/compose", written(blur=f"{media.pk} all"))
    assert stolen.status_code == 422
    assert Client().get(f"/pictures/{media.pk}/whole.webp").status_code == 404


def test_somebody_elses_draft_does_not_show_whether_it_went_out(amina: Client, leo: Client) -> None:
    look_finds()
    amina.post("/compose", written() | {"files": chosen()})
    code = KeptDraft.objects.get().code
    run_due()
    leo.post("/compose", written(act="attach") | {"files": chosen()})
    run_due()
    own = Media.objects.get(account__username="leo")
    assert leo.get(f"/pictures/{own.pk}/look?draft={code}").status_code == 404


def test_the_composer_says_what_is_not_checked_where_nothing_can_look(amina: Client) -> None:
    page = amina.post("/compose", written(act="attach") | {"files": chosen()}).content.decode()
    assert "Nothing checked this picture." in page


@pytest.fixture
def moderator(trainee_priya: Account) -> Client:
    """The browser of a moderator."""
    appoint(trainee_priya, moderator=True)
    browser = Client()
    browser.force_login(trainee_priya.user)
    return browser


def teach(browser: Client) -> Media:
    sent = written(teaching="1", interests="none") | {"files": chosen()}
    assert browser.post("/compose", sent).status_code == 303
    return Media.objects.get()


def test_a_moderator_takes_a_picture_and_lets_it_pass(
    amina: Client, leo: Client, moderator: Client
) -> None:
    media = teach(amina)
    _address, page = on_the_draft(amina)
    assert "a person looks at the picture first" in page
    place = f"/moderation/pictures/{media.pk}"
    shown = moderator.get("/moderation/pictures").content.decode()
    assert "Dr Amina Yusuf" in shown
    assert "A film worth seeing" not in shown
    assert moderator.get(place).status_code == 404, "nobody sees it before taking it"
    assert moderator.get(f"/pictures/{media.pk}/whole.webp").status_code == 404
    for path in ("/moderation/pictures", place):
        assert leo.get(path).status_code == 404
    assert moderator.post(f"{place}/take").status_code == 303
    assert moderator.get(f"/pictures/{media.pk}/whole.webp").status_code == 200
    assert "A film worth seeing" not in moderator.get(place).content.decode()
    assert moderator.post(place, {"answer": "pass"}).status_code == 303
    assert Post.objects.count() == 1
    assert moderator.get(f"/pictures/{media.pk}/whole.webp").status_code == 404


def test_a_moderator_keeps_a_picture_back_with_a_reason(amina: Client, moderator: Client) -> None:
    media = teach(amina)
    place = f"/moderation/pictures/{media.pk}"
    moderator.post(f"{place}/take")
    without = moderator.post(place, {"answer": "refuse", "reason": ""})
    assert without.status_code == 422
    moderator.post(place, {"answer": "refuse", "reason": "A name, top left"})
    _address, page = on_the_draft(amina)
    assert "A name, top left" in page
    assert not Post.objects.exists()


def test_a_moderator_leaves_a_picture_to_somebody_else(amina: Client, moderator: Client) -> None:
    media = teach(amina)
    place = f"/moderation/pictures/{media.pk}"
    moderator.post(f"{place}/take")
    assert moderator.post(place, {"answer": "back"}).status_code == 303
    assert moderator.get(place).status_code == 404


def test_a_moderator_does_not_look_at_pictures_of_their_own(moderator: Client) -> None:
    media = teach(moderator)
    assert "No picture waits" in moderator.get("/moderation/pictures").content.decode()
    assert moderator.post(f"/moderation/pictures/{media.pk}/take").status_code == 404
