"""The gate in real Chromium: a post naming a patient, and an organisation that speaks."""

import pytest
from playwright.sync_api import expect

from rounds.identity.models import Account
from rounds.identity.representatives import appoint_representative, end_appointment
from rounds.posts.models import Post
from tests.web.browser.conftest import Desk, violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
NAMED = "Mrs Margaret Okafor came in with chest pain. Her NHS number is 943 476 5919."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_post_naming_a_patient_is_held_and_mended_in_three_taps(
    desk: Desk, student_leo: Account, scripts: bool
) -> None:
    page = desk.open("/compose", "phone", who=student_leo, scripts=scripts)
    page.locator("#text").fill(NAMED)
    page.get_by_role("button", name="Publish").click()
    expect(page).to_have_url(f"{desk.address}/d/{page.url.rpartition('/')[2]}")
    assert not Post.objects.exists()
    if scripts:
        assert violations(page) == []

    page.locator('button[value="everything"]').click()
    field = page.locator("#text")
    expect(field).not_to_have_value(NAMED)
    assert "Okafor" not in field.input_value()
    assert "943" not in field.input_value()

    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    assert "Okafor" not in Post.objects.get().source


def test_a_representative_answers_for_an_organisation_and_no_longer_can(
    desk: Desk, society: Account, dr_amina: Account
) -> None:
    made = appoint_representative(society, society, dr_amina)
    page = desk.open("/compose", who=dr_amina)
    page.locator("#text").fill("We meet on Tuesday.")
    page.locator("summary", has_text="About this post").click()
    page.get_by_label("In whose name").select_option(f"for:{society.pk}")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Your post is out.")).to_be_visible()
    expect(page.get_by_text("Cardiology Student Society").first).to_be_visible()

    end_appointment(society, made.pk)
    page = desk.open("/compose", who=dr_amina)
    page.locator("summary", has_text="About this post").click()
    expect(page.locator(f'option[value="for:{society.pk}"]')).to_have_count(0)
    assert Post.objects.get().speaks_for == society.pk
