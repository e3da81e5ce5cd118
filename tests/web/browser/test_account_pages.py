"""Pages of joining, settings, notifications and search: nothing axe-core objects to, all by keyboard."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from rounds.identity.block import block_domain
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.identity.mute import mute
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.work import run_due
from rounds.posts.react import favourite
from rounds.timelines.filters import Keyword, create_filter
from tests.web.browser.conftest import SHAPES, Desk, overflow, violations
from tests.web.conftest import Publish

pytestmark = pytest.mark.browser
PASSWORD = "slow green kettle 7"
AT_THE_DOOR = [
    "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/confirm-email/",
    "/accounts/waiting/", "/accounts/inactive/", "/search", "/search?tab=people",
]  # fmt: skip
INSIDE = [
    "/settings", "/settings/profile", "/settings/account", "/settings/preferences", "/settings/people",
    "/settings/people?list=muted", "/settings/people?list=servers", "/settings/filters", "/settings/filters/new",
    "/settings/data", "/settings/close", "/settings/apps", "/notifications", "/search?q=murmur",
    "/search?q=%23mur", "/search?tab=people", "/accounts/email/", "/accounts/password/change/",
    "/accounts/2fa/", "/accounts/sessions/", "/moderation/newcomers",
]  # fmt: skip
AFTER_THE_PASSWORD = [
    "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/",
]  # fmt: skip


@pytest.fixture
def amina(
    dr_amina: Account,
    student_leo: Account,
    trainee_priya: Account,
    patient_joan: Account,
    publish: Publish,
) -> Account:
    """Amina, to whom something has happened in every room."""
    dr_amina.user.set_password(PASSWORD)
    dr_amina.user.is_moderator = True
    dr_amina.user.save()
    EmailAddress.objects.create(
        user=dr_amina.user, email=dr_amina.user.email, verified=True, primary=True
    )
    lesson = publish(dr_amina, "Which #murmur radiates to the axilla?")
    favourite(student_leo, lesson.pk)
    favourite(trainee_priya, lesson.pk)
    publish(student_leo, "@amina The murmur of mitral regurgitation?", reply_to=lesson.pk)
    follow(trainee_priya, dr_amina)
    revise_profile(dr_amina, Changes(locked=True))
    follow(patient_joan, dr_amina)
    mute(dr_amina, student_leo, hides_notifications=False)
    block_domain(dr_amina, "spam.example")
    create_filter(dr_amina, "Exams", ["home"], keywords=[Keyword("ACFM"), Keyword("results")])
    run_due()
    return dr_amina


def check(desk: Desk, path: str, shape: str, who: Account | None) -> None:
    page = desk.open(path, shape, who=who)
    assert violations(page) == [], path
    assert overflow(page) <= 0, path


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_stranger_opens(desk: Desk, amina: Account, shape: str) -> None:
    for path in AT_THE_DOOR:
        check(desk, path, shape, None)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_somebody_known_opens(desk: Desk, amina: Account, shape: str) -> None:
    for path in INSIDE:
        check(desk, path, shape, amina)


def test_joining_and_confirming_works_without_a_script_and_by_keyboard(
    desk: Desk, amina: Account, mailoutbox: list[object]
) -> None:
    page = desk.open("/accounts/signup/", "phone", scripts=False)
    page.get_by_label("Name shown").first.fill("Nora Lind")
    page.get_by_label("Username").fill("nora")
    page.get_by_label("Role in medicine").select_option("student")
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("18 or older").focus()
    page.keyboard.press("Space")
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url("**/accounts/confirm-email/")
    expect(page.get_by_role("heading", name="One e-mail to open")).to_be_visible()
    assert len(mailoutbox) == 1


def test_the_form_asks_for_what_the_role_needs(desk: Desk, amina: Account) -> None:
    page = desk.open("/accounts/signup/")
    kind, own = (
        page.get_by_label("Kind of organisation"),
        page.get_by_text("Is the name shown your own?"),
    )
    assert not kind.is_visible()
    assert not own.is_visible()
    page.get_by_label("Role in medicine").select_option("organisation")
    expect(kind).to_be_visible()
    page.get_by_label("Role in medicine").select_option("consultant")
    expect(own).to_be_visible()
    assert not kind.is_visible()


def test_a_refused_form_says_what_is_wrong_and_stays_readable(desk: Desk, amina: Account) -> None:
    page = desk.open("/accounts/signup/", "phone", scripts=False)
    page.get_by_label("Name shown").first.fill("Nora Lind")
    page.get_by_label("Username").fill("amina")
    page.get_by_label("Role in medicine").select_option("consultant")
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("Under 16").check()
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_selector(".errorlist")
    expect(page.get_by_text("You have to be 16")).to_be_visible()
    expect(page.get_by_text("This username is taken")).to_be_visible()
    assert page.get_by_label("Name shown").first.input_value() == "Nora Lind"
    assert overflow(page) <= 0
    desk.complaints.clear()  # the browser itself notes that a form was refused


@pytest.mark.parametrize("shape", SHAPES)
def test_the_second_step_is_set_up_after_the_password(
    desk: Desk, amina: Account, shape: str
) -> None:
    page = desk.open("/accounts/login/", shape)
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/home")
    page.goto(page.url.replace("/home", "/accounts/2fa/totp/activate/"))
    assert violations(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/accounts/2fa/totp/activate/")
    for path in AFTER_THE_PASSWORD:
        page.goto(desk.address + path)
        assert violations(page) == [], path
        assert overflow(page) <= 0, path


def test_a_passkey_is_added_and_opens_the_door(desk: Desk, amina: Account) -> None:
    page = desk.open("/accounts/login/")
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/home")
    here = page.url.removesuffix("/home")
    page.goto(f"{here}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the key").fill("My phone")
    page.get_by_label("Use it instead of the password").check()
    page.get_by_role("button", name="Add the key").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    page.goto(f"{here}/accounts/2fa/webauthn/")
    expect(page.get_by_text("My phone").first).to_be_visible()
    assert violations(page) == []
    page.context.clear_cookies()
    page.goto(f"{here}/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/home")


def test_a_request_is_answered_by_keyboard_where_it_is_read(desk: Desk, amina: Account) -> None:
    page = desk.open("/notifications", "phone", who=amina, scripts=False)
    page.get_by_role("button", name="Let follow – Joan").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".message")
    expect(page.get_by_text("Joan follows you now.")).to_be_visible()


def test_somebody_searches_by_keyboard(desk: Desk, amina: Account) -> None:
    page = desk.open("/search", "phone", scripts=False)
    page.get_by_label("What to look for").fill("murmur")
    page.keyboard.press("Enter")
    page.wait_for_selector(".post")
    expect(page.get_by_text("mitral regurgitation")).to_be_visible()
