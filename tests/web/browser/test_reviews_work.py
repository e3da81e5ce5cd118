"""Review in real Chromium: two verified people, a badge, a correction, and who is told."""

import pytest
from playwright.sync_api import Page, expect

from rounds.gate.models import Badge
from rounds.identity.appoint import appoint
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from tests.gate.reviewing import asked, badged, doctor, seated
from tests.web.browser.conftest import SHAPES, Desk
from tests.web.conftest import Publish

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
TEACHING = "Rate, rhythm, axis: three questions before every ECG."
BADGE = "Version 1 reviewed by Dr Ben and Dr Carla"
ITEMS = 8


@pytest.fixture
def editor(trainee_priya: Account) -> Account:
    """Dr Priya, who moderates and so edits."""
    appoint(trainee_priya, moderator=True)
    return trainee_priya


@pytest.fixture
def reviewers(db: None) -> list[Account]:
    """Two verified people of two hospitals."""
    return [doctor("ben", "Guy's Hospital"), doctor("carla", "Charité")]


def asks(desk: Desk, author: Account) -> str:
    """Write what teaches, and ask for review before it goes out; gives the manuscript's page."""
    page = desk.open("/compose", who=author)
    page.locator("#text").fill(TEACHING)
    page.locator("summary", has_text="Teaching").click()
    page.get_by_label("This post teaches").check()
    page.get_by_label("Interests to declare").fill("none")
    page.get_by_role("button", name="Ask for review before it goes out").click()
    page.wait_for_url("**/reviews/*")
    assert not Post.objects.exists()
    return page.url.removeprefix(desk.address)


def invites(page: Page, names: list[str]) -> None:
    """Take it up, and ask two whom the page suggests."""
    page.get_by_role("button", name="Take it up").click()
    for name in names:
        page.get_by_role("button", name=f"Invite {name}").click()
        expect(page.get_by_text(f"{name} is invited.")).to_be_visible()


def reviews(page: Page) -> None:
    """Accept, read, and find that all of it is met."""
    expect(page.get_by_text(TEACHING)).to_have_count(0)
    page.get_by_label("Yes, with my name").check()
    page.get_by_role("button", name="Accept and read").click()
    expect(page.get_by_text(TEACHING).first).to_be_visible()
    for number in range(ITEMS):
        page.locator("#give fieldset").nth(number).get_by_label("Meets").check()
    page.locator("#give").get_by_label("Accept", exact=True).check()
    page.get_by_label("To the author").fill("Clear and right.")
    page.get_by_label("No AI was used").check()
    page.get_by_role("button", name="Give the review").click()
    expect(page.get_by_text("Your review is with the editor.")).to_be_visible()


def decides(page: Page) -> None:
    """Accept it, with a word to its author."""
    page.locator("#decide").get_by_label("Accept", exact=True).check()
    page.locator("#decision-words").fill("Thank you all.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Your decision is with the author.")).to_be_visible()


def corrects(page: Page) -> None:
    """Add what was left out, and say how far that goes."""
    page.locator("#text").fill(f"{TEACHING} Always compare with an old one.")
    page.locator('input[name="correction_kind"][value="substance"]').check()
    page.get_by_label("Why, in a sentence").fill("The old one was left out.")
    page.get_by_role("button", name="Publish the correction").click()
    expect(page.get_by_text("Your correction is out.")).to_be_visible()


def test_teaching_is_reviewed_by_two_badged_corrected_and_the_replier_told(
    desk: Desk, dr_amina: Account, student_leo: Account, editor: Account,
    reviewers: list[Account], publish: Publish,
) -> None:  # fmt: skip
    confirm_register(dr_amina)
    address = asks(desk, dr_amina)
    invites(desk.open(address, who=editor), ["Dr Ben", "Dr Carla"])
    for one in reviewers:
        reviews(desk.open(address, "phone", who=one))
    decides(desk.open(address, who=editor))
    page = desk.open(address, who=dr_amina)
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Your post is out, with its reviews.")).to_be_visible()
    post = Post.objects.get()
    here = f"/@amina/{post.pk}"
    expect(desk.open(here).get_by_text(BADGE, exact=True)).to_be_visible()

    publish(student_leo, "I always forget the axis.", reply_to=post.pk)
    corrects(desk.open(f"/posts/{post.pk}/correct", who=dr_amina))
    while run_due():
        pass
    page = desk.open(here)
    expect(page.get_by_text(f"{BADGE}; this is version 2")).to_be_visible()
    assert Badge.objects.get().edition == 1
    told = desk.open("/notifications", who=student_leo)
    expect(told.get_by_text("corrected teaching that you answered")).to_be_visible()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_pages_of_review_fit_and_offend_nobody(
    desk: Desk, dr_amina: Account, editor: Account, reviewers: list[Account], shape: str
) -> None:
    confirm_register(dr_amina)
    post = badged(dr_amina, editor, *reviewers)
    manuscript = asked(dr_amina)
    seated(editor, manuscript, *reviewers)
    under_review, here = f"/reviews/{manuscript.pk}", f"/@amina/{post.pk}"
    for path, who in [
        ("/reviews", editor), (under_review, reviewers[0]), (under_review, editor),
        (f"{here}/review", None), (f"{here}/versions", None),
        (f"/posts/{post.pk}/correct", dr_amina),
    ]:  # fmt: skip
        desk.look(path, shape, who=who)
