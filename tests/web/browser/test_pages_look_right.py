"""Every page of reading and writing: nothing axe-core objects to, nothing wider than its window."""

import pytest
from playwright.sync_api import expect

from rounds.gate.draft import Draft, PollDraft
from rounds.gate.keep import list_drafts
from rounds.gate.submit import submit
from rounds.identity.credentials import confirm_credential
from rounds.identity.follow import follow
from rounds.identity.models import Account
from tests.web.browser.conftest import SHAPES, Desk, violations
from tests.web.conftest import Publish

# Axe reads some twenty pages in one test.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
HELD = "Saw NHS 943 476 5919 in clinic.\nRing me on 07700 900123."


@pytest.fixture
def somewhere(
    dr_amina: Account, student_leo: Account, patient_joan: Account, publish: Publish
) -> dict[str, str]:
    """A little life on the server, and the addresses one can look at."""
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    follow(student_leo, dr_amina)
    lesson = publish(
        dr_amina, "Is the patient well?\n\nIs it regular? #ECGs https://example.org/a-very-long-address-that-must-break-somewhere-or-the-page-grows-too-wide",
        teaching=True, interests="none",
    )  # fmt: skip
    answer = publish(patient_joan, "@amina Please say what you look for.", reply_to=lesson.pk)
    publish(dr_amina, "@joan I will.", reply_to=answer.pk)
    publish(dr_amina, "Tired tonight.", content_warning="Night shifts")
    publish(dr_amina, "Which first?", poll=PollDraft(options=("Adenosine", "Vagal manoeuvre")))
    submit(student_leo, Draft(text=HELD))
    return {
        "lesson": f"/@amina/{lesson.pk}",
        "draft": f"/d/{list_drafts(student_leo)[0].code}",
        "reply": f"/compose?reply_to={lesson.pk}",
        "quote": f"/compose?quote={lesson.pk}",
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_reader_opens(
    desk: Desk, somewhere: dict[str, str], student_leo: Account, shape: str
) -> None:
    paths = [
        "/home",
        "/local",
        "/tags/ecgs",
        "/@amina",
        "/@leo",
        "/@amina/followers",
        "/@amina/manage",
    ]
    paths += [
        "/lists",
        "/bookmarks",
        "/favourites",
        "/compose",
        "/drafts",
        "/more",
        "/about",
        "/appearance",
        *somewhere.values(),
    ]
    for path in paths:
        desk.look(path, shape, who=student_leo)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_stranger_opens(desk: Desk, somewhere: dict[str, str], shape: str) -> None:
    for path in ["/", "/local", "/tags/ecgs", "/@amina", "/about", "/offline", somewhere["lesson"]]:
        desk.look(path, shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_that_is_not_there(desk: Desk, db: None, shape: str) -> None:
    page = desk.open("/@nobody", shape)
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    assert violations(page) == []
    desk.complaints.clear()
