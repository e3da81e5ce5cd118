"""Somebody claims a post; the author answers; the clock decides; every step is dated."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.test import Client

from rounds.base import clock
from rounds.base.errors import NotFound, Refused
from rounds.gate.draft import Draft
from rounds.gate.examine import examine
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.files import is_private
from rounds.posts.hide import is_hidden
from rounds.posts.media import upload
from rounds.posts.models import Mention, Post
from rounds.trust.models import Takedown
from rounds.trust.takedown import act_on_deadlines, counter, decide_claim
from tests.pictures import film
from tests.web.conftest import LogIn, Publish

SAID = {"work": "My drawing", "right": "I drew it", "name": "Ada Example", "good_faith": "yes"}


@pytest.fixture
def post(dr_amina: Account, student_leo: Account, publish: Publish) -> Post:
    return publish(dr_amina, "A drawing for @leo of the conduction system #MedEd")


@pytest.fixture
def moderator(trainee_priya: Account, log_in: LogIn) -> Client:
    trainee_priya.user.is_moderator = True
    trainee_priya.user.save()
    return log_in(trainee_priya)


def _days(days: float) -> None:
    clock.travel(clock.now() + timedelta(days=days))


def _link() -> str:
    """The claimant's own address of the claim, from the latest e-mail to them."""
    sent = [letter.body for letter in mail.outbox if letter.to == ["ada@example.org"]]
    return "/takedowns/" + sent[-1].partition("/takedowns/")[2].strip()


def _claimed(visitor: Client, post: Post) -> Takedown:
    answer = visitor.post(
        "/takedowns/new", SAID | {"post": f"/@amina/{post.pk}", "email": "ada@example.org"}
    )
    assert answer.status_code == 200
    while run_due():
        pass
    one = Takedown.objects.get()
    assert f"/takedowns/{one.code}" in mail.outbox[-1].body
    visitor.post(_link(), {"act": "confirm"})
    return one


def _status(client: Client, post: Post) -> int:
    return client.get(f"/@amina/{post.pk}").status_code


def test_a_claim_takes_a_post_down_and_no_court_brings_it_back(
    post: Post, visitor: Client, moderator: Client, amina: Client, leo: Client
) -> None:
    named = Mention.objects.count()
    one = _claimed(visitor, post)
    assert _status(visitor, post) == 200
    moderator.post(f"/takedowns/{one.code}", {"act": "down", "words": "Looks alike"})
    assert (_status(visitor, post), _status(leo, post), _status(amina, post)) == (451, 451, 200)
    own = amina.get(f"/@amina/{post.pk}").content.decode()
    assert "Taken down by a moderator: only you read it" in own
    assert "You can answer until" in amina.get(f"/takedowns/{one.code}").content.decode()
    assert "The author can answer until" in moderator.get(f"/takedowns/{one.code}").content.decode()
    assert "Looks alike" in amina.get(f"/takedowns/{one.code}").content.decode()
    assert "Ada Example" in amina.get("/takedowns").content.decode()
    amina.post(
        f"/takedowns/{one.code}", {"act": "counter", "words": "I drew it", "good_faith": "yes"}
    )
    _days(13)
    act_on_deadlines()
    assert _status(visitor, post) == 451
    _days(2)
    act_on_deadlines()
    assert _status(visitor, post) == 200
    assert Mention.objects.count() == named
    assert "the post is back" in amina.get(f"/takedowns/{one.code}").content.decode()


def test_without_a_counter_notice_the_post_stays_down(
    post: Post, visitor: Client, moderator: Client
) -> None:
    one = _claimed(visitor, post)
    moderator.post(f"/takedowns/{one.code}", {"act": "down", "words": "Looks alike"})
    _days(15)
    act_on_deadlines()
    assert _status(visitor, post) == 451
    assert Takedown.objects.get().state == "upheld"


def test_a_court_keeps_it_down_until_a_moderator_closes_the_claim(
    post: Post, visitor: Client, moderator: Client, amina: Client
) -> None:
    one = _claimed(visitor, post)
    here = f"/takedowns/{one.code}"
    moderator.post(here, {"act": "down", "words": "Looks alike"})
    amina.post(here, {"act": "counter", "words": "Mine", "good_faith": "yes"})
    visitor.post(_link(), {"act": "court", "words": "High Court, 12/2026"})
    _days(40)
    act_on_deadlines()
    assert _status(visitor, post) == 451
    moderator.post(here, {"act": "restore", "words": "Dismissed"})
    assert _status(visitor, post) == 200


def test_a_refused_claim_leaves_the_post(post: Post, visitor: Client, moderator: Client) -> None:
    one = _claimed(visitor, post)
    moderator.post(f"/takedowns/{one.code}", {"act": "refuse", "words": "Another drawing"})
    assert _status(visitor, post) == 200


def test_who_is_no_side_sees_and_decides_nothing(
    post: Post, visitor: Client, leo: Client, student_leo: Account, amina: Client, dr_amina: Account
) -> None:
    leo_claims = leo.post("/takedowns/new", SAID | {"post": str(post.pk)})
    one = Takedown.objects.get()
    assert leo_claims.headers["Location"] == f"/takedowns/{one.code}"
    assert visitor.get(f"/takedowns/{one.code}").status_code == 404
    assert leo.get("/moderation/takedowns").status_code == 404
    for account in (student_leo, dr_amina):
        with pytest.raises(NotFound):
            decide_claim(account, one.pk, down=True, reason="x")
    dr_amina.user.is_moderator = True
    dr_amina.user.save()
    with pytest.raises(Refused):
        decide_claim(dr_amina, one.pk, down=False, reason="x")
    again = leo.post("/takedowns/new", SAID | {"post": str(post.pk)})  # the button pressed twice
    assert (again.status_code, again.headers["Location"]) == (302, f"/takedowns/{one.code}")
    other = SAID | {"post": str(post.pk), "work": "Another drawing"}
    assert leo.post("/takedowns/new", other).status_code == 422


def test_the_eleventh_claim_of_a_day_waits_for_tomorrow_and_the_sixth_open_one_for_an_answer(
    dr_amina: Account, leo: Client, moderator: Client, publish: Publish
) -> None:
    posts = [publish(dr_amina, f"Drawing {n} of the conduction system") for n in range(12)]

    def claimed(number: int) -> str:
        sent = SAID | {"post": str(posts[number].pk)}
        return leo.post("/takedowns/new", sent).content.decode()

    def refused() -> None:
        for one in Takedown.objects.filter(state="waiting"):
            moderator.post(f"/takedowns/{one.code}", {"act": "refuse", "words": "Another drawing"})

    for number in range(5):
        assert not claimed(number)
    assert "You have 5 open claims. Wait until one is settled." in claimed(5)
    refused()
    for number in range(5, 10):
        assert not claimed(number)
    refused()
    eleventh = claimed(10)
    assert "You made 10 claims within a day. Come back tomorrow." in eleventh
    assert "My drawing" in eleventh
    _days(1.1)
    assert not claimed(10)


def test_an_answer_to_a_post_that_is_down_says_that_there_was_one(
    post: Post, student_leo: Account, publish: Publish, visitor: Client, moderator: Client
) -> None:
    answer = publish(student_leo, "Clear to me", reply_to=post.pk)
    one = _claimed(visitor, post)
    moderator.post(f"/takedowns/{one.code}", {"act": "down", "words": "Looks alike"})
    assert (
        "1 post of this conversation is taken down"
        in visitor.get(f"/@leo/{answer.pk}").content.decode()
    )


def test_author_and_moderator_cannot_act_as_a_claimant_who_is_a_stranger(
    post: Post, visitor: Client, moderator: Client, amina: Client
) -> None:
    visitor.post("/takedowns/new", SAID | {"post": str(post.pk), "email": "ada@example.org"})
    while run_due():
        pass
    one = Takedown.objects.get()
    here, said = f"/takedowns/{one.code}", {"act": "court", "words": "High Court, 12/2026"}
    for client in (amina, moderator, visitor):
        assert client.get(here).status_code == 404
        assert client.post(here, {"act": "confirm"}).status_code == 404
    visitor.post(_link(), {"act": "confirm"})
    moderator.post(here, {"act": "down", "words": "Looks alike"})
    amina.post(here, {"act": "counter", "words": "Mine", "good_faith": "yes"})
    for client in (amina, moderator, visitor):
        assert client.post(here, said).status_code == 404
        assert client.post(f"{here}/{one.keys[0]}", said).status_code == 404
        assert "Which court" not in client.get(here).content.decode()
    assert Takedown.objects.get().state == "countered"
    assert "Which court" in visitor.get(_link()).content.decode()


def test_only_the_claimants_letters_carry_the_key(
    post: Post, visitor: Client, moderator: Client
) -> None:
    one = _claimed(visitor, post)
    first = _link()
    moderator.post(f"/takedowns/{one.code}", {"act": "down", "words": "Looks alike"})
    while run_due():
        pass
    others = [m.body for m in mail.outbox if m.to != ["ada@example.org"]]
    assert others
    assert all(f"/takedowns/{one.code}/" not in body for body in others)
    assert _link() != first
    assert visitor.get(first).status_code == visitor.get(_link()).status_code == 200
    assert visitor.get(f"/takedowns/{one.code}").status_code == 404
    one.refresh_from_db()
    assert not [key for key in one.keys if key in first]


def test_the_pictures_of_a_post_that_is_down_are_served_to_its_author_alone(
    dr_amina: Account, visitor: Client, moderator: Client, amina: Client, leo: Client
) -> None:
    picture = upload(dr_amina, film("A trace"), description="A trace")
    examine(picture.pk)
    post = submit(dr_amina, Draft(text="See the trace", media=(picture.pk,))).post
    assert post is not None
    amina.get(f"/@amina/{post.pk}")
    before = post.media.get()
    one = _claimed(visitor, post)
    moderator.post(f"/takedowns/{one.code}", {"act": "down", "words": "Looks alike"})
    while run_due():
        pass
    down = post.media.get()
    assert not any(default_storage.exists(name) for name in (before.file, before.preview))
    assert is_private(down.file)
    assert is_private(down.preview)
    mine = f"/pictures/{picture.pk}/whole.webp"
    assert mine in amina.get(f"/@amina/{post.pk}").content.decode()
    assert amina.get(mine).status_code == 200
    assert (leo.get(mine).status_code, visitor.get(mine).status_code) == (404, 404)
    _back(one, post)
    back = post.media.get()
    assert default_storage.exists(back.file)
    assert not is_private(back.file)
    assert back.file != before.file
    assert back.file in leo.get(f"/@amina/{post.pk}").content.decode()


def _back(one: Takedown, post: Post) -> None:
    counter(one.author, one.pk, "Mine", good_faith=True)
    _days(15)
    act_on_deadlines()
    while run_due():
        pass
    assert not is_hidden(post.pk)


NUMBER = "943 476 5919"


def test_a_claim_that_names_a_patient_is_refused_and_keeps_its_words(
    post: Post, leo: Client
) -> None:
    where = SAID | {"post": f"/@amina/{post.pk}"}
    for said in ({"work": f"My ECG of {NUMBER}"}, {"right": f"I wrote {NUMBER}"}, {"name": NUMBER}):
        answer = leo.post("/takedowns/new", where | said)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "valid NHS number" in page
        assert all(words in page for words in (where | said).values())
        assert 'name="vouched"' not in page, "nobody can vouch for an NHS number"
    assert not Takedown.objects.exists()


def test_a_number_over_two_fields_of_a_claim_is_refused(post: Post, leo: Client) -> None:
    said = SAID | {
        "post": f"/@amina/{post.pk}",
        "work": "My drawing, 943",
        "right": "476 5919 is mine",
    }
    assert leo.post("/takedowns/new", said | {"vouched": "1"}).status_code == 422
    assert not Takedown.objects.exists()


def test_who_claims_says_where_the_work_stands_and_how_to_be_reached(
    post: Post, leo: Client
) -> None:
    said = {
        "post": f"/@amina/{post.pk}", "name": "Mrs Ada Example", "good_faith": "yes",
        "work": "Figure 2 of my book of 3 April 2021, https://press.example/ecg, Hillside Hospital",
        "right": "I am its author: ada@press.example, 020 7946 0000",
    }  # fmt: skip
    assert leo.post("/takedowns/new", said).status_code == 302


def test_a_name_in_a_claim_passes_on_the_claimants_word(post: Post, leo: Client) -> None:
    said = SAID | {"post": f"/@amina/{post.pk}", "work": "My photograph of my patient Ngozi Okafor"}
    asked = leo.post("/takedowns/new", said)
    assert asked.status_code == 422
    assert 'name="vouched"' in asked.content.decode()
    assert leo.post("/takedowns/new", said | {"vouched": "1"}).status_code == 302


def test_neither_answer_to_a_claim_passes_a_patients_number_on(
    post: Post, visitor: Client, moderator: Client, amina: Client
) -> None:
    one = _claimed(visitor, post)
    here = f"/takedowns/{one.code}"

    def refused(client: Client, link: str, **said: str) -> None:
        words = f"The film of {NUMBER} is another"
        answer = client.post(link, {"words": words, "good_faith": "yes", "vouched": "1", **said})
        assert answer.status_code == 422
        assert f">{words}</textarea>" in answer.content.decode()

    refused(moderator, here, act="refuse")
    refused(moderator, here, act="down")
    moderator.post(here, {"act": "down", "words": "Looks alike"})
    refused(amina, here, act="counter")
    amina.post(here, {"act": "counter", "words": "I drew it myself", "good_faith": "yes"})
    refused(visitor, _link(), act="court")
    visitor.post(_link(), {"act": "court", "words": "County Court, case of this spring"})
    refused(moderator, here, act="restore")
    assert NUMBER not in moderator.get(here).content.decode()
