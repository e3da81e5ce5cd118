"""Reviews, the rooms of moderators and of settings: nothing axe-core objects to, nothing too wide."""

import pytest
from playwright.sync_api import expect

from rounds.gate.draft import Draft
from rounds.gate.keep import list_drafts
from rounds.gate.models import Manuscript
from rounds.gate.review.rules import Item
from rounds.gate.submit import submit
from rounds.identity.appoint import appoint
from rounds.identity.badges.issue import show_badge
from rounds.identity.credentials import confirm_credential, current_credential
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role
from tests.web.browser.conftest import Desk, violations
from tests.web.conftest import signed_in

# Axe reads some twenty pages in one test.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
ASKS = {
    "text": "Rate, rhythm, axis: three questions before every ECG.", "teaching": "1",
    "interests": "none", "visibility": "public", "key": "1", "act": "ask_review",
}  # fmt: skip
GIVES = {f"answer-{item}": "meets" for item in Item} | {
    "act": "review", "recommendation": "accept", "ai_use": "none", "words": "Clear and right.",
}  # fmt: skip
SETTINGS = (
    "", "/credentials", "/credentials/new/mail", "/credentials/new/register",
    "/credentials/new/colleagues", "/credentials/new/website", "/data", "/profile",
    "/ringing",
)  # fmt: skip
MODERATION = ("", "/held", "/gate", "/pictures", "/credentials")


@pytest.fixture
def reviewer(db: None) -> Account:
    """Dr Ben, a consultant of another hospital."""
    ben = open_account(
        Newcomer(
            username="ben", email="ben@example.org", display_name="Dr Ben", role=Role.CONSULTANT
        )
    )
    confirm_credential(ben, "Consultant", "Guy's Hospital")
    confirm_register(ben)
    return ben


@pytest.fixture
def scene(
    dr_amina: Account, trainee_priya: Account, student_leo: Account, reviewer: Account
) -> list[tuple[str, Account | None]]:
    """Teaching that one has reviewed and one is to review, a held draft, a badge; each with a reader."""
    appoint(trainee_priya, moderator=True)
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    credential = current_credential(dr_amina)
    assert credential is not None
    show_badge(dr_amina, credential.pk)
    confirm_register(dr_amina)
    author, editor, ben = (signed_in(one) for one in (dr_amina, trainee_priya, reviewer))
    author.post("/compose", ASKS)
    page = f"/reviews/{Manuscript.objects.get().pk}"
    for client, told in (
        (editor, {"act": "take_up"}),
        (editor, {"act": "invite", "reviewer": "ben"}),
        (ben, {"act": "accept", "signs": "yes"}),
    ):
        assert client.post(page, told).status_code == 303
    submit(student_leo, Draft(text="Saw NHS 943 476 5919 in clinic."))
    code = list_drafts(student_leo)[0].code
    asks = {"act": "ask_reviewer", "reviewer": str(trainee_priya.pk), "question": "May it stay?"}
    assert signed_in(student_leo).post(f"/d/{code}", asks).status_code == 303
    return [
        (page, reviewer), (page, trainee_priya), (page, dr_amina), ("/reviews", trainee_priya),
        (f"/credentials/{credential.pk}", None), ("/credentials/verify", None),
        (f"/moderation/held/{code}", trainee_priya), ("/notifications", trainee_priya),
        *((f"/moderation{room}", trainee_priya) for room in MODERATION),
        *((f"/settings{room}", dr_amina) for room in SETTINGS),
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["phone", "dark"])
def test_the_rooms_look_right(
    desk: Desk, scene: list[tuple[str, Account | None]], reviewer: Account, shape: str
) -> None:
    for path, who in scene:
        page = desk.look(path, shape, who=who)
        assert page.get_by_role("heading", level=1).count() == 1, path
    assert signed_in(reviewer).post(scene[0][0], GIVES).status_code == 303
    read = desk.open(scene[0][0], shape, who=scene[1][1])
    expect(read.get_by_role("heading", name="Dr Ben", level=3)).to_be_visible()
    assert violations(read) == []
