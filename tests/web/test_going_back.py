"""Back after publishing, a second tab, a second press: nothing goes out twice and no words are lost."""

from datetime import timedelta

from django.test import Client

from rounds.base import clock
from rounds.gate.models import DraftState, KeptDraft
from rounds.identity.models import Account
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw

WORDS = "Regular, broad, and no P waves."


def _sends(client: Client, text: str, key: str, **more: str) -> str:
    sent = {"text": text, "act": "publish", "visibility": "public", "key": key} | more
    answer = client.post("/compose", sent, follow=True)
    return str(answer.content.decode())


def _posted() -> list[str]:
    return list(Post.objects.order_by("pk").values_list("source", flat=True))


def test_the_same_words_from_the_page_one_came_back_to_are_already_out(leo: Client) -> None:
    assert "Your post is out." in _sends(leo, WORDS, "one")
    assert "This is already out" in _sends(leo, WORDS, "another")
    assert _posted() == [WORDS]


def test_other_words_in_the_page_one_came_back_to_are_a_new_post(leo: Client) -> None:
    _sends(leo, WORDS, "one")
    assert "Your post is out." in _sends(leo, f"{WORDS} So what is it?", "one")
    assert _posted() == [WORDS, f"{WORDS} So what is it?"]


def test_the_same_words_to_somebody_else_or_much_later_go_out(leo: Client) -> None:
    _sends(leo, "Thank you.", "one")
    first = Post.objects.get()
    _sends(leo, "Thank you.", "two", reply_to=str(first.pk))
    clock.travel(clock.now() + timedelta(hours=1))
    _sends(leo, "Thank you.", "three")
    assert _posted() == ["Thank you."] * 3


def test_words_that_were_withdrawn_can_go_out_again(leo: Client, student_leo: Account) -> None:
    _sends(leo, WORDS, "one")
    withdraw(student_leo, Post.objects.get().pk)
    assert "Your post is out." in _sends(leo, WORDS, "one again")
    assert _posted() == [WORDS]


def test_the_draft_that_was_kept_meanwhile_does_not_go_out_beside_its_twin(leo: Client) -> None:
    _sends(leo, WORDS, "one")
    leo.post("/compose/coach", {"text": WORDS, "visibility": "public", "key": "two"})
    code = KeptDraft.objects.get().code
    assert "This is already out" in _sends(leo, WORDS, "two", draft=code)
    assert _posted() == [WORDS]
    assert not KeptDraft.objects.filter(state=DraftState.KEPT).exists()


def test_two_tabs_on_one_draft_lose_no_words(leo: Client) -> None:
    leo.post("/compose/coach", {"text": WORDS, "visibility": "public", "key": "k"})
    address = f"/d/{KeptDraft.objects.get().code}"
    sent = {"act": "publish", "visibility": "public", "key": "k"}
    leo.post(address, {**sent, "text": "From the first tab."})
    leo.post(address, {**sent, "text": "From the second tab."})
    again = leo.post(address, {**sent, "text": "From the first tab."}, follow=True)
    assert "This is already out" in again.content.decode()
    assert _posted() == ["From the first tab.", "From the second tab."]


def test_saving_an_edit_says_that_the_post_is_changed(leo: Client) -> None:
    _sends(leo, WORDS, "one")
    post = Post.objects.get()
    edit = {"text": "Irregular after all.", "act": "publish", "visibility": "public", "key": "e"}
    answer = leo.post(f"/posts/{post.pk}/edit", edit, follow=True)
    assert "Your post is changed." in answer.content.decode()
