"""A browser is asked once, by a press, and tells what it was sent; without a script the page says so."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from rounds.identity.models import Account
from rounds.timelines.models import PushSubscription
from rounds.timelines.push_subscriptions import device_of
from tests.outside.devices import PhoneDevice, encode
from tests.web.browser.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PAGE = "/settings/ringing"
ENDPOINT = "https://push.example/leo"
# A headless browser has no maker's push service behind it: it is given an address here.
GIVEN = """
  window.asked = 0;
  Object.defineProperty(Notification, "permission", { get: () => "default" });
  Notification.requestPermission = async () => { window.asked += 1; return %(answer)s; };
  const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (l) => l.charCodeAt(0)).buffer;
  PushManager.prototype.subscribe = async (wish) => {
    if (wish.applicationServerKey.length !== 65) throw new Error("no key");
    return { endpoint: %(endpoint)s, getKey: (name) => bytes(name === "auth" ? %(auth)s : %(p256dh)s) };
  };
"""


def _given(device: PhoneDevice, answer: str = "granted") -> str:
    said = {
        "answer": answer, "endpoint": device.endpoint, "auth": encode(device.auth),
        "p256dh": device.p256dh,
    }  # fmt: skip
    return GIVEN % {name: json.dumps(words) for name, words in said.items()}


def _opened(desk: Desk, who: Account, script: str, **more: Any) -> Any:
    page = desk.open("/settings", who=who, **more)
    page.add_init_script(script)
    page.goto(desk.address + PAGE)
    return page


def test_a_press_switches_it_on_and_another_off(desk: Desk, student_leo: Account) -> None:
    device = PhoneDevice(ENDPOINT)
    page = _opened(desk, student_leo, _given(device))
    assert page.evaluate("window.asked") == 0
    page.get_by_label("there is news in my reviews").check()
    page.get_by_role("button", name="Ring on this device").click()
    expect(page.get_by_text("This browser tells you from now on.")).to_be_visible()
    row = PushSubscription.objects.get()
    kept = device_of(row)
    assert (kept.endpoint, encode(kept.p256dh), kept.auth) == (ENDPOINT, device.p256dh, device.auth)
    assert " review " in row.alerts
    page.get_by_role("button", name="Ring no more").click()
    expect(page.get_by_text("This browser rings no more.")).to_be_visible()
    assert not PushSubscription.objects.exists()
    assert desk.complaints == []


def test_a_browser_that_may_not_notify_says_how_to_allow_it(
    desk: Desk, student_leo: Account
) -> None:
    page = _opened(desk, student_leo, _given(PhoneDevice(ENDPOINT), "denied"))
    page.get_by_role("button", name="Ring on this device").click()
    expect(page.get_by_text("You told this browser that it may not notify you")).to_be_visible()
    assert not PushSubscription.objects.exists()


def test_without_a_script_the_page_says_so(desk: Desk, student_leo: Account) -> None:
    page = desk.open(PAGE, who=student_leo, scripts=False)
    # Under emulation Chromium reads the words of a <noscript> without setting them.
    assert "Switching it on needs JavaScript." in page.locator("noscript").inner_html()
    expect(page.get_by_role("button", name="Ring on this device")).to_be_hidden()


def test_the_worker_shows_what_it_is_sent(desk: Desk, student_leo: Account) -> None:
    page = desk.open(PAGE, who=student_leo)
    page.context.grant_permissions(["notifications"], origin=desk.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    driver = page.context.new_cdp_session(page)
    workers: list[Any] = []
    driver.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: workers.extend(told["registrations"]),
    )
    driver.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    words = {
        "title": "Dr Amina answered you",
        "body": "Left axis.",
        "notification_id": 7,
        "url": "/",
    }
    driver.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": desk.address, "registrationId": workers[0]["registrationId"],
            "data": json.dumps(words),
        },
    )  # fmt: skip
    shown = """async () => {
      const worker = await navigator.serviceWorker.ready;
      for (let turn = 0; turn < 50; turn += 1) {
        const told = await worker.getNotifications();
        if (told.length) return told.map((one) => [one.title, one.body, one.tag]);
        await new Promise((done) => setTimeout(done, 100));
      }
      return [];
    }"""
    assert page.evaluate(shown) == [["Dr Amina answered you", "Left axis.", "7"]]
