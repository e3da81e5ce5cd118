"""A credential in real Chromium: claimed, looked up by two, shown on a post, issued, revoked."""

import json

import pytest
from django.core import mail
from playwright.sync_api import expect

from rounds.identity.appoint import appoint
from rounds.identity.badges.issue import show_badge, verify_here
from rounds.identity.claim_models import Evidence
from rounds.identity.credentials import confirm_credential
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.jobs.work import run_due
from tests.web.browser.conftest import SHAPES, Desk, overflow, violations
from tests.web.conftest import Publish

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
NUMBER = "7654321"
LINE = "Consultant or specialist, cardiology – register of the General Medical Council (UK) checked by two moderators"


@pytest.fixture
def moderators(db: None) -> list[Account]:
    """Two who look into the register."""
    found = [
        open_account(Newcomer(username=name, email=f"{name}@example.org"))
        for name in ("ines", "otto")
    ]
    for one in found:
        appoint(one, moderator=True)
    return found


def claims(desk: Desk, who: Account) -> None:
    """Ask for the look into the register, on a phone."""
    page = desk.open("/settings/credentials", "phone", who=who)
    assert violations(page) == []
    assert overflow(page) <= 0
    page.get_by_role("link", name="A professional register").click()
    assert violations(page) == []
    page.get_by_label("What you are").select_option("consultant")
    page.get_by_label("Field").fill("cardiology")
    page.get_by_label("Your number there").fill(NUMBER)
    page.get_by_label("Your name as it stands there").fill("Amina Yusuf")
    page.get_by_role("button", name="Send it to the moderators").click()
    expect(page.get_by_text("Two moderators look into the register.")).to_be_visible()


def looks_up(desk: Desk, moderator: Account) -> None:
    """Take a seat, read the number, find it."""
    page = desk.open("/moderation/credentials", who=moderator)
    assert NUMBER not in page.content()
    assert violations(page) == []
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Yes, all of it").click()
    expect(page.get_by_text("Your answer is noted.")).to_be_visible()
    assert NUMBER not in page.content()


def test_a_credential_from_claim_to_revocation(
    desk: Desk, dr_amina: Account, moderators: list[Account], publish: Publish
) -> None:
    claims(desk, dr_amina)
    for one in moderators:
        looks_up(desk, one)
    run_due()
    assert "this is confirmed from now on" in mail.outbox[-1].body
    assert not Evidence.objects.exists()

    before = publish(dr_amina, "Written as a confirmed consultant.")
    page = desk.open("/settings/credentials", who=dr_amina)
    page.get_by_role("button", name="Show as a badge").click()
    expect(page.get_by_text("It was not revoked.")).to_be_visible()
    badge = json.loads(page.context.request.get(f"{page.url}.json").text())
    verdict = verify_here(badge, account=dr_amina)
    assert [one for one in verdict.findings if not one.holds] == []

    page = desk.open("/moderation/credentials", who=moderators[0])
    page.get_by_label("Reason").select_option("left")
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("Revoked. Posts written until now")).to_be_visible()
    run_due()
    after = publish(dr_amina, "Written later.")
    expect(desk.open(f"/@amina/{before.pk}").get_by_text(LINE)).to_be_visible()
    expect(desk.open(f"/@amina/{after.pk}").get_by_text(LINE)).to_have_count(0)
    assert [f.about for f in verify_here(badge).findings if f.holds is False] == ["revocation"]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pages_of_credentials_fit_and_offend_nobody(
    desk: Desk, dr_amina: Account, moderators: list[Account], shape: str
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    show_badge(dr_amina, held.pk)
    ways = [
        f"/settings/credentials/new/{way}" for way in ("mail", "website", "colleagues", "register")
    ]
    for path in [
        "/settings/credentials", *ways, f"/credentials/{held.pk}", "/credentials/verify",
    ]:  # fmt: skip
        desk.look(path, shape, who=dr_amina)
    page = desk.open("/moderation/credentials", shape, who=moderators[0])
    assert violations(page) == []
    assert overflow(page) <= 0
