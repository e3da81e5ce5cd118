"""The chats' pages before and during: for a guest, a host and a stranger."""

from datetime import timedelta

import pytest
from django.test import Client

from rounds.base import clock
from rounds.gatherings.live import live_state
from rounds.gatherings.models import CollectedPost, Gathering, GatheringState
from rounds.gatherings.moderate import hide
from rounds.gatherings.prompts import close_now
from rounds.gatherings.queries import means_to_come, prompts_of
from rounds.gatherings.rsvp import rsvp
from rounds.identity.block import block
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.hide import hide_post, restore_post
from rounds.posts.models import Post
from tests.web.chats.conftest import client_of, fresh, page, say, wait


def test_an_empty_list_of_chats_says_what_will_be_here(db: None) -> None:
    assert "No chats yet" in Client().get("/chats").content.decode()


def test_a_chat_is_listed_while_it_comes_is_live_and_is_past(
    announced: Gathering, dr_amina: Account
) -> None:
    assert "To come" in Client().get("/chats").content.decode()
    wait(11)
    assert "Live now" in Client().get("/chats").content.decode()
    close_now(dr_amina, announced)
    assert "Past, with transcript" in Client().get("/chats").content.decode()


def test_the_announcement_says_when_what_and_how_to_join(announced: Gathering) -> None:
    text = page(Client(), announced)
    assert "Salt &amp; the kidney" in text
    assert "data-countdown=" in text
    assert "(Europe/London)" in text
    assert "Read one trial together." in text
    assert "https://example.org/salt" in text
    assert "What &lt;then&gt;?" in text
    assert "In any Mastodon app, log in to <strong>testserver</strong>" in text
    assert f"/chats/{announced.pk}.ics" in text
    assert "Log in to say you come" in text


def test_somebody_says_they_come_and_takes_it_back(
    announced: Gathering, patient_joan: Account
) -> None:
    client = client_of(patient_joan)
    address = f"/chats/{announced.pk}/coming"
    assert client.post(address, {"on": "1"}).status_code == 303
    assert means_to_come(patient_joan, announced)
    assert "1 person means to come" in page(client, announced)
    client.post(address, {"on": "0"})
    assert not means_to_come(patient_joan, announced)


def test_a_stranger_is_sent_to_log_in(announced: Gathering) -> None:
    for address in ("/chats/new", "/chats/mine", f"/chats/{announced.pk}/edit"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]
    answer = Client().post(f"/chats/{announced.pk}/say", {"text": "Hello"})
    assert answer.status_code == 302
    assert Post.objects.count() == 0


def test_the_live_page_shows_the_current_prompt_and_the_answers_under_theirs(
    live: Gathering, patient_joan: Account
) -> None:
    first = say(patient_joan, "Water #RenalJC")
    wait(20)
    wait(5)
    second = say(patient_joan, "Bread #RenalJC")
    text = page(Client(), live)
    assert text.index('id="prompt-2"') < text.index(f'id="post-{second.pk}"')
    assert text.index(f'id="post-{second.pk}"') < text.index('id="prompt-1"')
    assert text.index('id="prompt-1"') < text.index(f'id="post-{first.pk}"')
    assert 'class="prompt now" id="prompt-2"' in text
    assert "1 consultant" in text
    assert "1 from patients and public" in text


def test_a_guest_answers_the_prompt_from_the_page(live: Gathering, patient_joan: Account) -> None:
    client = client_of(patient_joan)
    prompt = prompts_of(live)[0].post_id
    assert f'<option value="{prompt}" selected>' in page(client, live)
    said = {"text": "Less salt #RenalJC", "reply_to": str(prompt), "act": "publish", "key": "one"}
    answer = client.post(f"/chats/{live.pk}/say", said)
    assert answer.status_code == 303
    post = Post.objects.get(author=patient_joan)
    assert answer["Location"].endswith(f"#post-{post.pk}")
    assert post.reply_to_id == prompt
    assert "Less salt" in page(client, live)


def test_sending_the_same_form_twice_posts_once(live: Gathering, patient_joan: Account) -> None:
    client = client_of(patient_joan)
    said = {"text": "Less salt #RenalJC", "act": "publish", "key": "one"}
    for _ in range(2):
        client.post(f"/chats/{live.pk}/say", said)
    assert Post.objects.filter(author=patient_joan).count() == 1


def test_an_answer_to_everybody_keeps_the_tag_that_was_deleted(
    live: Gathering, patient_joan: Account
) -> None:
    client_of(patient_joan).post(f"/chats/{live.pk}/say", {"text": "Hello", "act": "publish"})
    assert Post.objects.get(author=patient_joan).source == "Hello #RenalJC"


def test_the_composer_answers_nothing_outside_the_chat(
    live: Gathering, patient_joan: Account, student_leo: Account
) -> None:
    other = say(student_leo, "Lunch")
    said = {"text": "Hello", "reply_to": str(other.pk), "visibility": "direct", "act": "publish"}
    client_of(patient_joan).post(f"/chats/{live.pk}/say", said)
    post = Post.objects.get(author=patient_joan)
    assert (post.reply_to_id, post.visibility) == (None, 0)


def test_an_answer_that_names_a_patient_is_asked_about_and_kept(
    live: Gathering, patient_joan: Account
) -> None:
    client = client_of(patient_joan)
    address = f"/chats/{live.pk}/say"
    answer = client.post(address, {"text": "Ring 07700 900123 #RenalJC", "act": "publish"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<mark>07700 900123</mark>" in text
    assert "Ring 07700 900123 #RenalJC</textarea>" in text
    assert 'name="draft"' in text
    assert not Post.objects.filter(author=patient_joan).exists()
    code = text.split('name="draft" value="')[1].split('"')[0]
    confirm = text.split('name="confirm" value="')[1].split('"')[0]
    said = {"text": "Ring 07700 900123 #RenalJC", "draft": code, "confirm": confirm}
    assert client.post(address, said).status_code == 303
    assert Post.objects.filter(author=patient_joan).count() == 1
    assert client.post(address, said).status_code == 303
    assert Post.objects.filter(author=patient_joan).count() == 1


def test_an_empty_answer_is_refused_in_words(live: Gathering, patient_joan: Account) -> None:
    said = {"text": " #RenalJC ", "act": "publish"}
    answer = client_of(patient_joan).post(f"/chats/{live.pk}/say", said)
    assert answer.status_code == 422
    assert "There is nothing to post yet" in answer.content.decode()


def test_new_answers_come_as_a_fragment_for_the_end_of_their_section(
    live: Gathering, patient_joan: Account
) -> None:
    old = say(patient_joan, "Old #RenalJC")
    mark = live_state(None, fresh(live)).newest
    new = say(patient_joan, "New #RenalJC")
    text = page(Client(), live, f"/news?after={mark}&prompt=1")
    assert 'hx-swap-oob="beforeend:#answers-1"' in text
    assert f'id="post-{new.pk}"' in text
    assert f'id="post-{old.pk}"' not in text
    assert f'name="after" value="{live_state(None, fresh(live)).newest}"' in text


def test_a_new_prompt_comes_as_a_new_section_and_the_old_one_steps_back(
    live: Gathering, patient_joan: Account
) -> None:
    mark = live_state(None, fresh(live)).newest
    wait(25)
    text = page(client_of(patient_joan), live, f"/news?after={mark}&prompt=1")
    assert 'hx-swap-oob="afterbegin:#sections"' in text
    assert 'class="prompt" id="prompt-1" hx-swap-oob="true"' in text
    assert 'id="answering" hx-swap-oob="true"' in text


def test_a_hidden_post_leaves_open_pages(
    live: Gathering, patient_joan: Account, dr_amina: Account
) -> None:
    post = say(patient_joan, "Buy this #RenalJC")
    before = page(Client(), live).split('name="at" value="')[1].split('"')[0]
    wait(1)
    hide(dr_amina, live, post.pk, "Advertising.")
    text = page(Client(), live, f"/news?after={post.pk}&prompt=1&at={before}")
    assert f'<article id="post-{post.pk}" hx-swap-oob="delete">' in text
    wait(1)
    after = text.split('name="at" value="')[1].split('"')[0]
    later = page(Client(), live, f"/news?after={post.pk}&prompt=1&at={int(after) + 1}")
    assert "delete" not in later


def test_an_open_page_of_a_chat_that_closed_reloads(live: Gathering, dr_amina: Account) -> None:
    close_now(dr_amina, live)
    answer = Client().get(f"/chats/{live.pk}/news?after=1&prompt=1")
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_without_javascript_a_link_shows_what_is_new(
    live: Gathering, patient_joan: Account
) -> None:
    say(patient_joan, "Old #RenalJC")
    text = page(Client(), live)
    link = text.split('class="look"')[1].split('href="')[1].split("#")[0]
    say(patient_joan, "New #RenalJC")
    again = Client().get(link).content.decode()
    assert "1 new since you last looked." in again
    assert 'id="new"' in again


def test_a_blocked_person_is_not_shown_to_the_blocker(
    live: Gathering, patient_joan: Account, student_leo: Account
) -> None:
    post = say(patient_joan, "Hello #RenalJC")
    block(student_leo, patient_joan)
    assert f'id="post-{post.pk}"' not in page(client_of(student_leo), live)
    assert f'id="post-{post.pk}"' in page(Client(), live)


def test_host_tools_are_for_hosts_alone(
    live: Gathering, dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    post = say(patient_joan, "Hello #RenalJC")
    assert "Host tools" in page(client_of(dr_amina), live)
    assert "Host tools" in page(client_of(student_leo), live)
    assert "Host tools" not in page(client_of(patient_joan), live)
    guest = client_of(patient_joan)
    for rest in ("next", "extend", "close"):
        assert guest.post(f"/chats/{live.pk}/{rest}", {"minutes": "5"}).status_code == 403
    assert guest.get(f"/chats/{live.pk}/posts/{post.pk}").status_code == 403
    assert fresh(live).state == GatheringState.LIVE
    assert prompts_of(live)[1].post_id is None


def test_a_host_posts_the_next_prompt_extends_and_closes(
    live: Gathering, dr_amina: Account
) -> None:
    client = client_of(dr_amina)
    assert client.post(f"/chats/{live.pk}/next").status_code == 303
    assert prompts_of(live)[1].post_id is not None
    client.post(f"/chats/{live.pk}/extend", {"minutes": "10"})
    assert fresh(live).minutes == 70
    assert client.post(f"/chats/{live.pk}/extend", {"minutes": "x"}).status_code == 422
    assert "Close the chat now?" in page(client, live, "/close")
    client.post(f"/chats/{live.pk}/close")
    assert fresh(live).state == GatheringState.CLOSED


def test_a_host_tool_pressed_twice_acts_once(live: Gathering, dr_amina: Account) -> None:
    client = client_of(dr_amina)
    seen = page(client, live)
    assert 'name="prompt" value="2"' in seen
    assert 'name="seen" value="60"' in seen
    client.post(f"/chats/{live.pk}/next", {"prompt": "1"})  # which is out already
    assert [bool(one.post_id) for one in prompts_of(live)] == [True, False]
    for _ in range(2):
        assert client.post(f"/chats/{live.pk}/next", {"prompt": "2"}).status_code == 303
        client.post(f"/chats/{live.pk}/extend", {"minutes": "10", "seen": "60"})
    assert [bool(one.post_id) for one in prompts_of(live)] == [True, True]
    assert fresh(live).minutes == 70
    client.post(f"/chats/{live.pk}/extend", {"minutes": "5", "seen": "70"})
    assert fresh(live).minutes == 75


def test_a_host_hides_a_post_with_a_reason_that_its_author_sees(
    live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    post = say(patient_joan, "Buy this #RenalJC")
    client, address = client_of(dr_amina), f"/chats/{live.pk}/posts/{post.pk}"
    assert client.post(address, {"act": "hide", "reason": " "}).status_code == 422
    assert client.post(address, {"act": "hide", "reason": "Advertising."}).status_code == 303
    assert f'id="post-{post.pk}"' not in page(Client(), live)
    author = client_of(patient_joan)
    assert "A host hid one of your posts" in page(author, live)
    assert "Advertising." in author.get("/chats/mine").content.decode()
    assert "Advertising." not in page(Client(), live)
    assert "Advertising." in page(client, live, "/lead")
    client.post(address, {"act": "unhide"})
    assert f'id="post-{post.pk}"' in page(Client(), live)


def test_a_host_pins_a_post_to_the_top(
    live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    post = say(patient_joan, "The guideline, page 3 #RenalJC")
    client_of(dr_amina).post(f"/chats/{live.pk}/posts/{post.pk}", {"act": "pin"})
    assert "Pinned by a host" in page(Client(), live)


def test_a_question_without_an_answer_stands_beside_the_chat(
    live: Gathering, patient_joan: Account, dr_amina: Account
) -> None:
    question = say(patient_joan, "How much is too much? #RenalJC")
    assert "Still without an answer" in page(Client(), live)
    say(dr_amina, "Six grams", reply_to=question.pk)
    assert "Still without an answer" not in page(Client(), live)


def test_the_digest_and_the_open_questions_of_an_open_page_keep_up(
    live: Gathering, patient_joan: Account, dr_amina: Account
) -> None:
    shown = page(Client(), live)
    assert "Nobody has answered yet." in shown
    mark = shown.split('name="beside" value="')[1].split('"')[0]
    question = say(patient_joan, "How much is too much? #RenalJC")
    asked = page(Client(), live, f"/news?after=1&prompt=1&beside={mark}")
    assert 'id="so-far-words" hx-swap-oob="true"' in asked
    assert "So far: 1 post<" in asked
    assert 'id="unanswered" hx-swap-oob="true"><h2>Still without an answer' in asked
    mark = asked.split('name="beside" value="')[1].split('"')[0]
    say(dr_amina, "Six grams", reply_to=question.pk)
    answered = page(Client(), live, f"/news?after=1&prompt=1&beside={mark}")
    assert 'id="unanswered" hx-swap-oob="true" hidden></section>' in answered
    assert '<blockquote class="picked">' in answered


def test_a_digest_that_says_the_same_is_not_sent_again(
    live: Gathering, patient_joan: Account
) -> None:
    say(patient_joan, "Less salt. #RenalJC")
    mark = page(Client(), live).split('name="beside" value="')[1].split('"')[0]
    again = page(Client(), live, f"/news?after=1&prompt=1&beside={mark}")
    assert "so-far-words" not in again
    assert f'name="beside" value="{mark}"' in again


def test_an_answer_written_while_the_chat_closed_still_goes_out(
    live: Gathering, patient_joan: Account, dr_amina: Account
) -> None:
    close_now(dr_amina, live)
    clock.travel(clock.now() + timedelta(seconds=30))
    said = {"text": "Just in time #RenalJC", "act": "publish"}
    assert client_of(patient_joan).post(f"/chats/{live.pk}/say", said).status_code == 303
    run_due()
    assert CollectedPost.objects.get(author_id=patient_joan.pk).late
    asked = client_of(patient_joan).post(
        f"/chats/{live.pk}/say", {"text": "Ring 07700 900123 #RenalJC", "act": "publish"}
    )
    assert asked.status_code == 422
    assert "The chat closed while you were writing" in asked.content.decode()


@pytest.mark.parametrize(
    "rest", ["", "/news?after=1", ".ics", "/transcript.json", "/transcript.csv"]
)
def test_a_chat_that_is_not_there_is_not_found(db: None, rest: str) -> None:
    assert Client().get(f"/chats/12345{rest}").status_code == 404
    assert Client().get(f"/chats/{10**40}{rest}").status_code == 404


def test_those_who_come_are_counted_and_not_named(
    announced: Gathering, patient_joan: Account
) -> None:
    rsvp(patient_joan, announced)
    text = page(Client(), announced)
    assert "1 person means to come" in text
    assert "@joan" not in text


def test_a_post_taken_down_leaves_a_gap_on_the_live_page_and_comes_back(
    live: Gathering, patient_joan: Account, student_leo: Account
) -> None:
    said = say(student_leo, "Weigh them every day #RenalJC")
    since = clock.epoch_ms(clock.now())
    clock.travel(clock.now() + timedelta(seconds=1))
    hide_post(said.pk, 1)
    run_due()
    text = page(Client(), live)
    assert "Weigh them every day" not in text
    assert "It is withheld after a takedown notice." in text
    assert "Read the claim" not in text
    assert "Read the claim" in page(client_of(student_leo), live)
    news = page(client_of(patient_joan), live, f"/news?after=1&prompt=1&at={since}")
    assert f'<p class="gap" id="post-{said.pk}" hx-swap-oob="true">' in news
    assert "Weigh them every day" not in news
    restore_post(said.pk, 0)
    run_due()
    assert "Weigh them every day" in page(Client(), live)


def test_its_host_cannot_read_a_post_that_is_taken_down(
    live: Gathering, dr_amina: Account, student_leo: Account
) -> None:
    said = say(student_leo, "Weigh them every day #RenalJC")
    hide_post(said.pk, 1)
    run_due()
    text = page(client_of(dr_amina), live, f"/posts/{said.pk}")
    assert "It is withheld after a takedown notice." in text
    assert "Weigh them every day" not in text


def test_its_author_finds_the_claim_beside_what_they_said_in_chats(
    live: Gathering, student_leo: Account
) -> None:
    said = say(student_leo, "Weigh them every day #RenalJC")
    hide_post(said.pk, 1)
    run_due()
    text = client_of(student_leo).get("/chats/mine").content.decode()
    assert "Withheld from the chat’s page after a takedown notice." in text
    assert "/takedowns" in text
