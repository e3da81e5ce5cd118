"""A chat in a real browser: before, during and after, by keyboard, without JavaScript, for everybody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from rounds.base import clock
from rounds.gatherings.announce import announce
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide, pin
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.gatherings.prompts import close_now, next_prompt_now
from rounds.gatherings.queries import prompts_of
from rounds.identity.models import Account
from rounds.insights.make import write_gathering_report
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from tests.web.browser.conftest import SHAPES, Desk, overflow, violations
from tests.web.conftest import Publish

# Some tests open a dozen pages, each looked through by axe-core.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def back_to_now() -> Iterator[None]:
    """Put the clock right again."""
    yield
    clock.travel(None)


def _announced(host: Account, tag: str) -> Gathering:
    return announce(
        host,
        Plan(
            title="Salt substitutes on the ward: who decides, and who is asked at all?",
            tag=tag,
            starts_at=clock.now() + timedelta(minutes=5),
            time_zone="Europe/London",
            aims="Read one trial together.",
            prompts=(
                PlannedPrompt("What would you tell the family first, before any drug?", 0),
                PlannedPrompt("What then?", 30),
            ),
            article_title="Effect of Salt Substitution on Cardiovascular Events and Death",
            article_url="https://example.org/salt",
        ),
    )


@pytest.fixture
def live(
    back_to_now: None,
    dr_amina: Account,
    student_leo: Account,
    patient_joan: Account,
    publish: Publish,
) -> Gathering:
    """A live chat with answers, a question, a pinned and a hidden post."""
    chat = _announced(dr_amina, "RenalJC")
    clock.travel(clock.now() + timedelta(minutes=6))
    run_due()
    prompt = prompts_of(chat)[0].post_id
    first = publish(student_leo, "Less salt.", reply_to=prompt)
    publish(patient_joan, "How much is too much? #RenalJC")
    advert = publish(patient_joan, "Buy this #RenalJC")
    run_due()
    pin(dr_amina, chat, first.pk)
    hide(dr_amina, chat, advert.pk, "Advertising.")
    return chat


@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_of_a_chat_is_open_to_everybody(
    desk: Desk, live: Gathering, dr_amina: Account, patient_joan: Account, shape: str
) -> None:
    coming, post = (
        _announced(dr_amina, "CardioJC"),
        Post.objects.filter(author=patient_joan).first(),
    )
    assert post is not None
    paths = [
        ("/chats", None), (f"/chats/{coming.pk}", None), (f"/chats/{live.pk}", None),
        (f"/chats/{live.pk}", patient_joan), ("/chats/mine", patient_joan), ("/chats/new", dr_amina),
        (f"/chats/{live.pk}", dr_amina), (f"/chats/{live.pk}/lead", dr_amina),
        (f"/chats/{live.pk}/posts/{post.pk}", dr_amina), (f"/chats/{live.pk}/close", dr_amina),
        (f"/chats/{coming.pk}/edit", dr_amina), (f"/chats/{coming.pk}/cancel", dr_amina),
    ]  # fmt: skip
    for path, who in paths:
        page = desk.open(path, shape, who=who)
        assert violations(page) == [], path
        assert overflow(page) <= 0, path


@pytest.mark.parametrize("shape", SHAPES)
def test_a_closed_chat_and_its_report_are_open_to_everybody(
    desk: Desk, live: Gathering, dr_amina: Account, shape: str
) -> None:
    close_now(dr_amina, live)
    run_due()
    live.refresh_from_db()
    folder = Path(settings.ROUNDS_HOME) / "reports" / str(live.pk) / str(live.facts_version)
    write_gathering_report(live, folder)
    for path in (f"/chats/{live.pk}", f"/chats/{live.pk}/report"):
        page = desk.open(path, shape)
        assert violations(page) == [], path
        assert overflow(page) <= 0, path


def test_an_answer_is_given_by_keyboard_alone(
    desk: Desk, live: Gathering, patient_joan: Account
) -> None:
    page = desk.open(f"/chats/{live.pk}", who=patient_joan)
    page.get_by_label("Your answer").focus()
    page.keyboard.type("Stock cubes")
    expect(page.get_by_label("Your answer")).to_have_value("Stock cubes #RenalJC")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answers-1").get_by_text("Stock cubes")).to_be_visible()
    post = Post.objects.filter(author=patient_joan).latest("pk")
    assert (post.source, post.reply_to_id) == ("Stock cubes #RenalJC", prompts_of(live)[0].post_id)


def test_a_chat_works_without_javascript(
    desk: Desk, live: Gathering, patient_joan: Account, publish: Publish, student_leo: Account
) -> None:
    page = desk.open(f"/chats/{live.pk}", "phone", who=patient_joan, scripts=False)
    page.locator("#text").fill("Ring me on 07700 900123 #RenalJC")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("#coach mark")).to_have_text("07700 900123")
    page.get_by_role("button", name="This is nobody’s patient").click()
    expect(page.get_by_text("Ring me on 07700 900123")).to_be_visible()
    desk.complaints.clear()
    publish(student_leo, "Something new #RenalJC")
    run_due()
    page.goto(page.url.split("#")[0])
    publish(student_leo, "Something newer #RenalJC")
    run_due()
    page.get_by_text("Look for new answers").click()
    expect(page.get_by_text("1 new since you last looked.")).to_be_visible()


def test_new_answers_and_prompts_come_by_themselves_and_leave_a_started_answer_alone(
    desk: Desk, live: Gathering, patient_joan: Account, student_leo: Account, dr_amina: Account,
    publish: Publish,
) -> None:  # fmt: skip
    page = desk.open(f"/chats/{live.pk}", who=patient_joan)
    post = publish(student_leo, "One at a time. #RenalJC")
    run_due()
    heard = "document.querySelector('[data-stream]').dispatchEvent(new CustomEvent('rounds:news'))"
    page.evaluate(heard)
    expect(page.locator(f"#answers-1 #post-{post.pk}")).to_be_visible()
    page.get_by_label("Your answer").fill("I am in the middle of this #RenalJC")
    next_prompt_now(dr_amina, live)
    run_due()
    page.evaluate(heard)
    expect(page.locator("#prompt-2.now")).to_be_visible()
    expect(page.locator("#prompt-1.now")).to_have_count(0)
    expect(page.get_by_label("What you answer")).to_have_value(str(prompts_of(live)[0].post_id))
    assert "Answering Q2" in page.get_by_label("What you answer").inner_text()


def test_the_digest_stays_open_and_keeps_up_while_one_reads_it(
    desk: Desk, live: Gathering, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    page = desk.open(f"/chats/{live.pk}")
    page.get_by_text("Just joined?").click()
    asked = page.locator("#unanswered").get_by_text("How much is too much?")
    expect(asked).to_be_visible()
    question = Post.objects.get(source__startswith="How much")
    publish(dr_amina, "Six grams a day.", reply_to=question.pk)
    publish(student_leo, "And at night? #RenalJC")
    run_due()
    heard = "document.querySelector('[data-stream]').dispatchEvent(new CustomEvent('rounds:news'))"
    page.evaluate(heard)
    expect(page.locator("#unanswered").get_by_text("And at night?")).to_be_visible()
    expect(asked).to_have_count(0)
    expect(page.locator("#so-far-words").get_by_text("How much is too much?")).to_be_visible()
    expect(page.get_by_text("So far: 4 posts")).to_be_visible()


@pytest.mark.parametrize(("language", "words"), [("en-gb", "54 min left"), ("de", "noch 54 Min.")])
def test_a_chat_counts_down_in_words(
    desk: Desk, live: Gathering, patient_joan: Account, language: str, words: str
) -> None:
    patient_joan.user.locale = language
    patient_joan.user.save()
    page = desk.open(f"/chats/{live.pk}", who=patient_joan)
    ends = "new Date(Date.now() + 54.5 * 60000).toISOString()"
    page.evaluate(
        f"const [one] = document.querySelectorAll('[data-countdown]'); const copy = one.cloneNode();"
        f"copy.dataset.countdown = {ends}; one.replaceWith(copy);"
        "copy.dispatchEvent(new CustomEvent('htmx:load', {bubbles: true, detail: {elt: copy}}))"
    )
    expect(page.locator("[data-countdown]")).to_have_text(words)


def test_a_host_plans_a_chat_without_javascript(desk: Desk, dr_amina: Account) -> None:
    page = desk.open("/chats/new", "phone", who=dr_amina, scripts=False)
    page.get_by_label("Title", exact=True).fill("Salt and the kidney")
    page.get_by_label("Hashtag").fill("RenalJC")
    page.get_by_role("button", name="Add a prompt").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Salt and the kidney")
    page.get_by_label("Prompt 5").fill("What then?")
    page.get_by_label("Prompt 1").fill("What first?")
    page.get_by_role("button", name="Announce the chat").click()
    expect(page.get_by_text("Your chat is announced.")).to_be_visible()
    assert [p.text for p in prompts_of(Gathering.objects.get())] == ["What first?", "What then?"]
