"""Back, in a real browser with its worker: no form is lost, and nobody is told of a lost connection who has one."""

import pytest
from playwright.sync_api import Page, expect

from rounds.gate.models import KeptDraft
from rounds.identity.models import Account
from rounds.posts.models import Post
from tests.web.browser.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WORDS = "Regular, broad, and no P waves."


def _with_worker(desk: Desk, who: Account) -> Page:
    """A page of somebody whose worker answers for every page from now on."""
    page = desk.open("/home", "phone", who=who)
    page.evaluate("navigator.serviceWorker.ready")
    page.goto(f"{desk.address}/home")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def _go_elsewhere_and_back(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.address}/about")
    page.go_back()


def test_back_to_a_preview_shows_what_was_written(desk: Desk, student_leo: Account) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/compose")
    page.locator("#text").fill(WORDS)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("What the world will see")).to_be_visible()
    _go_elsewhere_and_back(desk, page)
    expect(page.locator("#text")).to_have_value(WORDS)
    assert page.url == f"{desk.address}/d/{KeptDraft.objects.get().code}"


def test_back_to_a_refused_draft_shows_what_was_written(desk: Desk, student_leo: Account) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/compose")
    page.locator("#text").fill(WORDS * 40)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#coach mark")).not_to_have_count(0)
    _go_elsewhere_and_back(desk, page)
    expect(page.locator("#text")).to_have_value(WORDS * 40)


def test_back_to_an_edit_that_was_previewed_shows_what_was_written(
    desk: Desk, student_leo: Account
) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/compose")
    page.locator("#text").fill("Is it regular?")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    page.goto(f"{desk.address}/posts/{Post.objects.get().pk}/edit")
    page.locator("#text").fill(WORDS)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("What the world will see")).to_be_visible()
    _go_elsewhere_and_back(desk, page)
    expect(page.locator("#text")).to_have_value(WORDS)


def test_back_to_a_refused_profile_shows_what_was_typed(desk: Desk, student_leo: Account) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/settings/profile")
    page.locator("[name=note]").fill("Ring Mrs Dorothea Higgs, NHS number 943 476 5919.")
    page.get_by_role("button", name="Keep these changes").click()
    expect(page.locator("[data-again]")).to_have_count(1)
    _go_elsewhere_and_back(desk, page)
    expect(page.locator("[name=note]")).to_have_value(
        "Ring Mrs Dorothea Higgs, NHS number 943 476 5919."
    )
    desk.complaints.clear()


def test_back_after_publishing_a_mended_draft_leads_to_the_post(
    desk: Desk, student_leo: Account
) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/compose")
    page.locator("#text").fill("My patient 943 476 5919 went home.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator("#text")).not_to_have_value("My patient 943 476 5919 went home.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="There is no connection")).to_have_count(0)
    expect(page.locator("main .post")).not_to_have_count(0)
    assert Post.objects.count() == 1


def test_a_lost_connection_is_said_and_what_was_sent_into_it_is_not_lost(
    desk: Desk, student_leo: Account
) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/compose")
    page.locator("#text").fill(WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()
    expect(page.get_by_text("Log in")).to_have_count(0)
    expect(page.get_by_text("Join")).to_have_count(0)
    page.context.set_offline(False)
    page.go_back()
    expect(page.locator("#text")).to_have_value(WORDS)
    desk.complaints.clear()


def test_back_after_publishing_posts_nothing_twice(desk: Desk, student_leo: Account) -> None:
    page = _with_worker(desk, student_leo)
    page.goto(f"{desk.address}/compose")
    page.locator("#text").fill(WORDS)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    page.go_back()
    page.locator("#text").fill(WORDS)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("This is already out")).to_be_visible()
    assert Post.objects.count() == 1
