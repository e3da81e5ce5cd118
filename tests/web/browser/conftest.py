"""A real headless Chromium before a running server, with people signed in and something to read."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from rounds.identity.models import Account

CHROMIUM = os.environ.get("ROUNDS_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--renderer-process-limit=1",
]  # fmt: skip
# What a dark page can get wrong that the same page in light does not.
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}, "resultTypes": ["violations"]}
SHAPES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "phone": {
        "viewport": {"width": 390, "height": 844}, "color_scheme": "light",
        "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
    },
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once for all tests."""
    # Playwright runs a loop in this thread, which Django would take for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Desk:
    """Opens pages as somebody, and remembers what their consoles complained about."""

    browser: Browser
    address: str
    complaints: list[str]
    contexts: dict[tuple[str, int, bool], BrowserContext]
    tabs: dict[tuple[str, int], Page]

    def open(
        self, path: str, shape: str = "wide", *, who: Account | None = None, scripts: bool = True
    ) -> Page:
        """The page at `path` as `who` sees it in a window of `shape`."""
        page = self._context(shape, who, scripts).new_page()
        page.on("console", lambda told: self._note(told.type, told.text, told.location))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.address + path)
        return page

    def look(self, path: str, shape: str, *, who: Account | None = None) -> Page:
        """The page at `path` with all that folds unfolded, in the tab of the look before; it may not offend."""
        tab = self.tabs.get((shape, who.pk if who else 0))
        if tab is None:
            tab = self.open(path, shape, who=who)
            self.tabs[shape, who.pk if who else 0] = tab
        else:
            tab.goto(self.address + path)
        tab.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        assert violations(tab) == [], (path, who)
        assert overflow(tab) <= 0, (path, who)
        return tab

    def cookies_of(self, who: Account) -> list[Any]:
        """What signs `who` in, for a window that a test opens itself."""
        return [_session(who, self.address)]

    def _context(self, shape: str, who: Account | None, scripts: bool) -> BrowserContext:
        key = (shape, who.pk if who else 0, scripts)
        if key not in self.contexts:
            made = self.browser.new_context(**SHAPES[shape], java_script_enabled=scripts)
            if who is not None:
                made.add_cookies(self.cookies_of(who))
            self.contexts[key] = made
        return self.contexts[key]

    def _note(self, kind: str, text: str, where: Any) -> None:
        # The streams of `/live/` are the front's, which Django's own test server is not.
        if kind == "error" and "/live/" not in str(where):
            self.complaints.append(f"{text} ({where})")


def _session(account: Account, address: str) -> Any:
    client = Client()
    client.force_login(account.user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[Desk]:
    """Where one opens pages; at the end nothing may have been complained about."""
    made = Desk(chromium, live_server.url, [], {}, {})
    yield made
    for context in made.contexts.values():
        context.close()
    assert made.complaints == []


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page, each with its first place; of a dark one, the colours."""
    page.wait_for_load_state()  # a click returns while the next page is still being read
    dark: bool = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    options = COLOURS if dark else DEFAULT_OPTIONS
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
