"""Planning a chat in a real browser: its zone, the Enter key, and a plan that was left half-written."""

import pytest
from playwright.sync_api import expect

from rounds.gatherings.models import Gathering
from rounds.identity.models import Account
from tests.web.browser.conftest import SHAPES, Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_plan_begins_in_the_browsers_zone(desk: Desk, dr_amina: Account) -> None:
    # The desk's own windows have the machine's zone: this one is in New York.
    desk.contexts["phone", dr_amina.pk, True] = far = desk.browser.new_context(
        **SHAPES["phone"], timezone_id="America/New_York"
    )
    far.add_cookies(desk.cookies_of(dr_amina))
    page = desk.open("/chats/new", "phone", who=dr_amina)
    expect(page.locator("#zone")).to_have_value("America/New_York")


def test_enter_in_a_field_announces_nothing(desk: Desk, dr_amina: Account) -> None:
    page = desk.open("/chats/new", "phone", who=dr_amina)
    for place, words in (("#tag", "RenalJC"), ("#prompt-1", "What first?"), ("#title", "Salt")):
        page.locator(place).fill(words)
    page.locator("#title").press("Enter")
    page.wait_for_timeout(300)
    expect(page.locator("#title")).to_have_value("Salt")
    assert not Gathering.objects.exists()
    page.get_by_role("button", name="Announce the chat").click()
    expect(page.get_by_text("Your chat is announced.")).to_be_visible()


def test_a_plan_left_half_written_is_found_again(desk: Desk, dr_amina: Account) -> None:
    page = desk.open("/chats/new", "phone", who=dr_amina)
    page.locator("#title").fill("Salt and the kidney")
    page.get_by_role("button", name="Add a prompt").click()
    page.locator("#prompt-5").fill("What would you ask next?")
    page.goto(f"{desk.address}/home")
    page.goto(f"{desk.address}/chats/new")
    expect(page.locator("#title")).to_have_value("Salt and the kidney")
    expect(page.locator("#prompt-5")).to_have_value("What would you ask next?")
    page.locator("#tag").fill("RenalJC")
    page.get_by_role("button", name="Announce the chat").click()
    expect(page.get_by_text("Your chat is announced.")).to_be_visible()
    page.goto(f"{desk.address}/chats/new")
    expect(page.locator("#title")).to_have_value("")
