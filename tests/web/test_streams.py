"""Home, this server and hashtags: who sees what, and how one pages on."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.posts.models import Visibility
from tests.web.conftest import Publish


def _words(page: bytes) -> str:
    return page.decode()


def test_home_shows_whom_one_follows_and_the_composer(
    leo: Client, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    follow(student_leo, dr_amina)
    publish(dr_amina, "Is the patient well? Treat the person first.")
    page = _words(leo.get("/home").content)
    assert "Treat the person first." in page
    assert 'id="composer"' in page


def test_home_without_anybody_followed_says_how_to_begin(leo: Client) -> None:
    page = leo.get("/home")
    assert page.status_code == 200
    assert "Nobody you follow has written yet" in _words(page.content)


def test_a_stranger_is_asked_to_log_in_for_home_and_comes_back(visitor: Client) -> None:
    answer = visitor.get("/home")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/home"


def test_a_post_for_followers_stays_out_of_the_public_page(
    visitor: Client, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Everybody may read this.")
    publish(dr_amina, "Only followers may read this.", visibility=Visibility.FOLLOWERS)
    page = _words(visitor.get("/local").content)
    assert "Everybody may read this." in page
    assert "Only followers" not in page


def test_the_public_page_offers_a_stranger_no_forms(
    visitor: Client, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Good evening.")
    assert "<form" not in _words(visitor.get("/local").content)


def test_older_posts_are_one_link_away_and_the_way_back_too(
    visitor: Client, dr_amina: Account, publish: Publish
) -> None:
    for number in range(25):
        publish(dr_amina, f"Lesson {number:02}.")
    first = _words(visitor.get("/local").content)
    assert "Lesson 24." in first
    assert "Lesson 04." not in first
    older = re.search(r'href="([^"]+)" rel="next"', first)
    assert older
    second = _words(visitor.get(older[1].replace("&amp;", "&")).content)
    assert "Lesson 04." in second
    assert "Lesson 05." not in second
    newer = re.search(r'href="([^"]+)" rel="prev"', second)
    assert newer
    assert "Lesson 05." in _words(visitor.get(newer[1].replace("&amp;", "&")).content)


def test_htmx_gets_the_older_posts_without_the_page_around_them(
    visitor: Client, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Good evening.")
    headers = {"HX-Request": "true", "HX-Target": "pager"}
    piece = _words(visitor.get("/local", headers=headers).content)
    assert "Good evening." in piece
    assert "<html" not in piece


def test_a_cut_address_is_explained(visitor: Client) -> None:
    page = visitor.get("/local?max_id=12x")
    assert page.status_code == 422
    assert "This address was cut or changed" in _words(page.content)


def test_a_hashtag_page_can_be_followed_and_left(
    leo: Client, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Regular or not? #ECGs")
    assert "Regular or not?" in _words(leo.get("/tags/ecgs").content)
    assert leo.post("/tags/ECGs/follow", {"on": "1"}).status_code == 303
    assert "Regular or not?" in _words(leo.get("/home").content)
    leo.post("/tags/ECGs/follow", {"on": "0"})
    assert "Regular or not?" not in _words(leo.get("/home").content)


def test_what_is_no_hashtag_cannot_be_followed(leo: Client) -> None:
    assert leo.post("/tags/1-2/follow", {"on": "1"}).status_code == 422


def test_numbers_stay_hidden_until_one_took_part(
    leo: Client, dr_amina: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "Good evening.")
    assert "<span>0</span>" not in _words(leo.get("/local").content)
    leo.post(f"/posts/{post.pk}/favourite", {"on": "1"})
    assert "<span>1</span>" in _words(leo.get("/local").content)


def test_the_page_asks_as_many_questions_for_twenty_posts_as_for_two(
    leo: Client, dr_amina: Account, publish: Publish
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            leo.get("/local")
        return len(asked)

    for number in range(2):
        publish(dr_amina, f"Lesson {number}.")
    few = count()
    for number in range(18):
        publish(dr_amina, f"More {number}.")
    assert count() <= few


def test_text_typed_as_html_is_shown_as_text(
    visitor: Client, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "<script>alert(1)</script> & <b>bold</b>")
    page = _words(visitor.get("/local").content)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
