"""Somebody's page, and how one stands to them."""

import pytest
from django.test import Client

from rounds.identity.credentials import confirm_credential
from rounds.identity.models import Account, Block, Follow, Mute
from tests.web.conftest import Publish


def test_a_profile_says_role_and_who_confirmed_it_and_no_number_of_followers(
    visitor: Client, dr_amina: Account, publish: Publish
) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    publish(dr_amina, "Good evening.")
    page = visitor.get("/@amina").content.decode()
    assert "Consultant, cardiology – confirmed by nhs.net" in page
    assert "Good evening." in page
    assert "0 followers" not in page


def test_a_handle_in_another_spelling_leads_to_the_right_page(
    visitor: Client, dr_amina: Account
) -> None:
    assert visitor.get("/@AMINA")["Location"] == "/@amina"


def test_nobody_of_that_name(visitor: Client) -> None:
    assert visitor.get("/@nobody").status_code == 404


def test_answers_stand_on_a_view_of_their_own(
    visitor: Client, dr_amina: Account, student_leo: Account, publish: Publish
) -> None:
    question = publish(dr_amina, "Is it regular?")
    publish(student_leo, "It is.", reply_to=question.pk)
    assert b"It is." not in visitor.get("/@leo").content
    assert b"It is." in visitor.get("/@leo?view=answers").content


def test_following_and_no_longer(leo: Client, student_leo: Account, dr_amina: Account) -> None:
    leo.post(f"/people/{dr_amina.pk}/follow", {"on": "1"})
    assert Follow.objects.filter(follower=student_leo, followed=dr_amina, accepted=True).exists()
    assert b"Leo Martins" in leo.get("/@amina/followers").content
    piece = leo.post(f"/people/{dr_amina.pk}/follow", {"on": "0"}, headers={"HX-Request": "true"})
    assert b"Follow" in piece.content
    assert not Follow.objects.exists()


def test_following_oneself_is_refused_in_words(leo: Client, student_leo: Account) -> None:
    assert leo.post(f"/people/{student_leo.pk}/follow", {"on": "1"}).status_code == 422


def test_a_hidden_network_is_said_to_be_hidden(visitor: Client, dr_amina: Account) -> None:
    Account.objects.filter(pk=dr_amina.pk).update(hides_network=True)
    assert b"They keep this to themselves" in visitor.get("/@amina/followers").content


def test_muting_blocking_and_taking_it_back(leo: Client, dr_amina: Account) -> None:
    leo.post("/@amina/manage", {"act": "mute"})
    assert Mute.objects.exists()
    leo.post("/@amina/manage", {"act": "unmute"})
    leo.post("/@amina/manage", {"act": "block"})
    assert Block.objects.exists()
    assert b"Unblock" in leo.get("/@amina/manage").content
    leo.post("/@amina/manage", {"act": "unblock"})
    assert not Block.objects.exists()


def test_an_unknown_tie_changes_nothing(leo: Client, dr_amina: Account) -> None:
    assert leo.post("/@amina/manage", {"act": "admire"}).status_code == 404


def test_the_front_page_greets_a_stranger_and_leads_somebody_known_home(
    visitor: Client, leo: Client, dr_amina: Account, publish: Publish
) -> None:
    publish(dr_amina, "Good evening.")
    page = visitor.get("/").content.decode()
    assert "Good evening." in page
    assert "/accounts/signup/" in page
    assert leo.get("/")["Location"] == "/home"


def test_a_wrong_name_before_a_right_number_is_mended(
    visitor: Client, dr_amina: Account, student_leo: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "Good evening.")
    assert visitor.get(f"/@leo/{post.pk}")["Location"] == f"/@amina/{post.pk}"


def test_a_number_that_is_none_is_not_found(visitor: Client, dr_amina: Account) -> None:
    assert visitor.get("/@amina/12345678901234567890123").status_code == 404
    assert visitor.get("/@amina/abc").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/@a%00b", "/tags/a%00b", "/posts/99999999999999999999/edit", "/@amina/99999999999999999999",
     "/lists/99999999999999999999", "/d/%00", "/@%3Cscript%3E"],
)  # fmt: skip
def test_an_address_that_cannot_be_ours_is_not_found(leo: Client, address: str) -> None:
    assert leo.get(address).status_code in {400, 404}
