"""What one does with a post: each with and without JavaScript, and refused where it must be."""

import pytest
from django.test import Client

from rounds.gate.draft import PollDraft
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.posts.models import Bookmark, Favourite, Post, Visibility
from rounds.timelines.models import Filter, FilterKeyword
from tests.web.conftest import Publish


@pytest.fixture
def lesson(dr_amina: Account, publish: Publish) -> Post:
    """A public post by Dr Amina."""
    return publish(dr_amina, "Is there a P before every QRS?")


def test_a_favourite_without_javascript_comes_back_to_the_page(leo: Client, lesson: Post) -> None:
    answer = leo.post(f"/posts/{lesson.pk}/favourite", {"on": "1", "next": "/local"})
    assert answer.status_code == 303
    assert answer["Location"] == "/local"
    assert Favourite.objects.filter(post=lesson).count() == 1


def test_a_favourite_with_htmx_swaps_the_row_of_actions(leo: Client, lesson: Post) -> None:
    answer = leo.post(f"/posts/{lesson.pk}/favourite", {"on": "1"}, headers={"HX-Request": "true"})
    assert b'aria-pressed="true"' in answer.content
    assert b"<html" not in answer.content


def test_taking_a_favourite_back(leo: Client, lesson: Post) -> None:
    leo.post(f"/posts/{lesson.pk}/favourite", {"on": "1"})
    leo.post(f"/posts/{lesson.pk}/favourite", {"on": "0"})
    assert not Favourite.objects.exists()


def test_a_boost_stands_in_ones_own_profile(leo: Client, lesson: Post) -> None:
    leo.post(f"/posts/{lesson.pk}/boost", {"on": "1"})
    assert b"Boosted by" in leo.get("/@leo").content


def test_a_post_for_followers_cannot_be_boosted_by_others(
    leo: Client, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    follow(student_leo, dr_amina)
    post = publish(dr_amina, "Among us.", visibility=Visibility.FOLLOWERS)
    assert leo.post(f"/posts/{post.pk}/boost", {"on": "1"}).status_code == 403


def test_a_bookmark_is_nobody_elses_business(leo: Client, lesson: Post) -> None:
    leo.post(f"/posts/{lesson.pk}/bookmark", {"on": "1"})
    assert Bookmark.objects.filter(post=lesson).count() == 1


def test_a_stranger_changes_nothing(visitor: Client, lesson: Post) -> None:
    assert visitor.post(f"/posts/{lesson.pk}/favourite", {"on": "1"}).status_code == 302
    assert not Favourite.objects.exists()


def test_an_act_that_does_not_exist_is_not_found(leo: Client, lesson: Post) -> None:
    assert leo.post(f"/posts/{lesson.pk}/admire", {"on": "1"}).status_code == 404


def test_a_form_without_a_token_is_refused(student_leo: Account, lesson: Post) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(student_leo.user)
    assert client.post(f"/posts/{lesson.pk}/favourite", {"on": "1"}).status_code == 403
    assert not Favourite.objects.exists()


def test_a_post_one_may_not_read_is_as_if_it_were_not_there(
    leo: Client, dr_amina: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "Between us two.", visibility=Visibility.DIRECT)
    assert leo.post(f"/posts/{post.pk}/favourite", {"on": "1"}).status_code == 404
    assert leo.get(f"/@amina/{post.pk}").status_code == 404


def test_a_poll_shows_its_figures_only_after_the_answer(
    leo: Client, dr_amina: Account, publish: Publish
) -> None:
    post = publish(
        dr_amina, "Which first?", poll=PollDraft(options=("Adenosine", "Vagal manoeuvre"))
    )
    address = f"/@amina/{post.pk}"
    assert b"<meter" not in leo.get(address).content
    answer = leo.post(f"/polls/{post.poll.pk}/vote", {"choice": "1"})
    assert answer.status_code == 303
    page = leo.get(address).content
    assert b"<meter" in page
    assert b"(your answer)" in page


def test_a_poll_is_answered_once(leo: Client, dr_amina: Account, publish: Publish) -> None:
    post = publish(dr_amina, "Which first?", poll=PollDraft(options=("This", "That")))
    leo.post(f"/polls/{post.poll.pk}/vote", {"choice": "1"})
    again = leo.post(f"/polls/{post.poll.pk}/vote", {"choice": "0"}, headers={"HX-Request": "true"})
    assert again.status_code == 403
    assert again["HX-Retarget"] == "#messages"
    assert b"already voted" in again.content


def test_deleting_asks_first_and_then_deletes(amina: Client, lesson: Post) -> None:
    assert b"Delete this post?" in amina.get(f"/posts/{lesson.pk}/withdraw").content
    assert Post.objects.filter(pk=lesson.pk).exists()
    amina.post(f"/posts/{lesson.pk}/withdraw")
    assert not Post.objects.filter(pk=lesson.pk).exists()
    assert amina.get(f"/@amina/{lesson.pk}").status_code == 404


def test_nobody_deletes_somebody_elses_post(leo: Client, lesson: Post) -> None:
    assert leo.post(f"/posts/{lesson.pk}/withdraw").status_code == 404
    assert Post.objects.filter(pk=lesson.pk).exists()


def test_numbers_show_once_one_has_answered(
    leo: Client, student_leo: Account, lesson: Post, publish: Publish
) -> None:
    assert b"<span>0</span>" not in leo.get(f"/@amina/{lesson.pk}").content
    publish(student_leo, "@amina There is.", reply_to=lesson.pk)
    assert b"<span>1</span>" in leo.get(f"/@amina/{lesson.pk}").content


def test_what_a_filter_names_is_one_tap_away(
    leo: Client, student_leo: Account, lesson: Post
) -> None:
    wanted = Filter.objects.create(
        account=student_leo, title="Electricity", contexts=["home", "public"]
    )
    FilterKeyword.objects.create(filter=wanted, keyword="QRS")
    page = leo.get("/local").content.decode()
    assert "Your filter: Electricity" in page
