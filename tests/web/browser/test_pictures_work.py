"""A picture with a burned-in name, in a real browser: found, seen by nobody else, blurred, out."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from rounds.gate.models import KeptDraft
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Media, Post
from tests.pictures import NAME, NHS_NUMBER, film, look_finds
from tests.web.browser.conftest import SHAPES, Desk, overflow, violations

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def chosen() -> Any:
    return {"name": "film.png", "mimeType": "image/png", "buffer": film()}


def test_a_burned_in_name_is_blurred_in_three_taps(desk: Desk, student_leo: Account) -> None:
    look_finds(NAME)
    page = desk.open("/compose", "phone", who=student_leo)
    page.get_by_label("Your post").fill("What do you see first?")
    page.locator("summary", has_text="Pictures").click()
    page.locator("#files").set_input_files(chosen())
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Checking the picture for names")).to_be_visible()
    run_due()
    box = page.get_by_role("button", name="Blur 1: what looks like a name, top left").first
    expect(box).to_be_visible()
    assert not Post.objects.exists()
    box.click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    assert Post.objects.count() == 1
    assert Media.objects.get().spots == []


def test_a_picture_that_shows_nothing_leads_on_to_its_post(
    desk: Desk, student_leo: Account
) -> None:
    look_finds()
    page = desk.open("/compose", who=student_leo)
    page.get_by_label("Your post").fill("What do you see first?")
    page.locator("summary", has_text="Pictures").click()
    page.locator("#files").set_input_files(chosen())
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Checking the picture for names")).to_be_visible()
    run_due()
    page.wait_for_url(f"**/@leo/{Post.objects.get().pk}")


def test_a_name_is_blurred_without_javascript_too(desk: Desk, student_leo: Account) -> None:
    look_finds(NAME)
    page = desk.open("/compose", who=student_leo, scripts=False)
    page.locator("#text").fill("What do you see first?")
    page.locator("summary", has_text="Pictures").click()
    page.locator("#files").set_input_files(chosen())
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("button", name="Look again")).to_be_visible()
    run_due()
    page.get_by_role("button", name="Look again").click()
    page.locator("ol.places button[name=blur]").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pages_about_pictures_fit_and_axe_finds_nothing(
    desk: Desk, student_leo: Account, dr_amina: Account, shape: str
) -> None:
    look_finds(NAME, NHS_NUMBER)
    page = desk.open("/compose", shape, who=student_leo)
    page.get_by_label("Your post").fill("What do you see first?")
    page.locator("summary", has_text="Pictures").click()
    page.locator("#files").set_input_files(chosen())
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Checking the picture for names")).to_be_visible()
    assert violations(page) == []
    run_due()
    page = desk.open(
        f"/d/{KeptDraft.objects.exclude(state='kept').get().code}", shape, who=student_leo
    )
    expect(page.locator("button.box")).to_have_count(2)
    assert violations(page) == []
    assert overflow(page) <= 0
    appoint(dr_amina, moderator=True)
    page = desk.open("/moderation/pictures", shape, who=dr_amina)
    assert violations(page) == []
    assert overflow(page) <= 0


def test_a_broken_picture_is_said_to_be_broken_when_it_is_chosen(
    desk: Desk, student_leo: Account
) -> None:
    page = desk.open("/compose", "phone", who=student_leo)
    page.get_by_text("Pictures", exact=True).click()
    broken = {"name": "ecg.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff no picture"}
    page.locator("#files").set_input_files(broken)  # type: ignore[arg-type]
    expect(page.get_by_text("“ecg.jpg” can’t be shown")).to_be_visible()
    expect(page.locator("[data-chosen] [data-frame]")).to_be_hidden()
