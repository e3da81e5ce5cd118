"""Reading and writing in a real browser: by keyboard, with and without JavaScript."""

import gzip

import pytest
from playwright.sync_api import expect

from rounds.identity.models import Account
from rounds.posts.models import Favourite, Post
from tests.web.browser.conftest import Desk
from tests.web.conftest import Publish

pytestmark = pytest.mark.browser


def test_a_post_is_written_by_keyboard_alone(desk: Desk, student_leo: Account) -> None:
    page = desk.open("/compose", who=student_leo)
    page.get_by_label("Your post").focus()
    page.keyboard.type("Regular or not? #ECGs")
    expect(page.locator("[data-left]")).to_have_text("979")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    assert Post.objects.get().source == "Regular or not? #ECGs"


def test_enter_in_the_content_warning_publishes_and_confirms_nothing(
    desk: Desk, student_leo: Account
) -> None:
    page = desk.open("/compose", who=student_leo)
    page.get_by_label("Your post").fill("Ring me on 07700 900123.")
    page.get_by_text("Content warning").click()
    page.get_by_label("What readers should know").press("Enter")
    expect(page.get_by_text("What the world will see")).to_be_visible()
    assert not Post.objects.exists()


def test_the_coach_speaks_while_one_types(desk: Desk, student_leo: Account) -> None:
    page = desk.open("/home", who=student_leo)
    page.get_by_label("Your post").press_sequentially("Saw NHS 943 476 5919 in clinic.")
    expect(page.locator("#coach mark")).to_have_text("943 476 5919")
    page.get_by_role("button", name="Write ‘a patient’ instead").click()
    expect(page.get_by_label("Your post")).to_have_value("Saw a patient in clinic.")


def test_the_coach_speaks_without_javascript_too(desk: Desk, student_leo: Account) -> None:
    page = desk.open("/compose", who=student_leo, scripts=False)
    page.locator("#text").fill("Ring me on 07700 900123.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#coach mark")).to_have_text("07700 900123")
    page.get_by_role("button", name="This is nobody’s patient").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    assert Post.objects.count() == 1


def test_a_favourite_is_given_in_place(
    desk: Desk, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Is it regular?")
    page = desk.open("/local", who=student_leo)
    star = page.get_by_role("button", name="Favourite")
    star.click()
    expect(page.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith("/local")
    assert Favourite.objects.count() == 1


def test_a_refusal_in_place_is_said_aloud(
    desk: Desk, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "Is it regular?")
    page = desk.open("/local", who=student_leo)
    post.delete()
    page.get_by_role("button", name="Favourite").click()
    expect(page.locator("#messages")).to_contain_text("nothing at this address")
    desk.complaints.clear()


def test_older_posts_come_in_place(desk: Desk, dr_amina: Account, publish: Publish) -> None:
    for number in range(25):
        publish(dr_amina, f"Lesson {number:02}.")
    page = desk.open("/local")
    expect(page.locator("#stream .post")).to_have_count(20)
    page.get_by_role("link", name="Older").click()
    expect(page.locator("#stream .post")).to_have_count(25)


def test_a_menu_opens_and_closes_by_keyboard(
    desk: Desk, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Is it regular?")
    page = desk.open("/local", who=student_leo)
    more = page.locator("details.more summary")
    more.focus()
    more.press("Enter")
    expect(page.get_by_role("link", name="Quote")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Quote")).to_be_hidden()


def test_the_first_page_weighs_less_than_a_hundred_kilobytes(
    desk: Desk, dr_amina: Account, publish: Publish
) -> None:
    for number in range(5):
        publish(dr_amina, f"Lesson {number}: *is it regular?*")
    page = desk.open("/about")
    sizes: dict[str, int] = {}
    elsewhere: list[str] = []

    def weigh(response: object) -> None:
        url = response.url  # type: ignore[attr-defined]
        if not url.startswith(desk.address):
            elsewhere.append(url)
            return
        body = response.body()  # type: ignore[attr-defined]
        sizes[url] = len(body) if url.endswith((".woff2", ".png")) else len(gzip.compress(body))

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(f"{desk.address}/", wait_until="networkidle")
    assert elsewhere == []
    assert sum(sizes.values()) < 100_000, sizes
