"""Words in a link to the composer stand in no other address while somebody logs in."""

from django.test import Client
from django.urls import reverse

from rounds.identity.models import Account

WORDS = "My patient Dorothea Higgs"
LINK = "/compose"


def test_a_stranger_keeps_the_words_of_a_link_without_their_standing_in_another_address(
    visitor: Client, student_leo: Account
) -> None:
    to_log_in = visitor.get(LINK, {"text": WORDS, "quote": ""})
    assert to_log_in.status_code == 302
    address = str(to_log_in["Location"])
    assert "Higgs" not in address
    assert address.startswith(reverse("account_login"))
    assert visitor.cookies["carried"]["path"] == "/compose"
    assert visitor.cookies["carried"]["httponly"]
    assert "Higgs" not in visitor.get(address).content.decode()
    visitor.force_login(student_leo.user)
    page = visitor.get("/compose")
    assert WORDS in page.content.decode()
    assert WORDS not in visitor.get("/compose").content.decode()


def test_words_that_were_not_signed_here_are_not_taken(leo: Client) -> None:
    leo.cookies["carried"] = "Not:ours"
    assert "Not:ours" not in leo.get("/compose").content.decode()


def test_somebody_who_is_logged_in_finds_the_words_of_the_link(leo: Client) -> None:
    assert WORDS in leo.get(LINK, {"text": WORDS}).content.decode()
