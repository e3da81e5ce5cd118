"""Lists and what one kept: one's own, read apart, nobody told."""

from django.test import Client

from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.timelines.models import List
from tests.web.conftest import Publish


def test_a_list_is_made_filled_read_and_deleted(
    leo: Client, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    follow(student_leo, dr_amina)
    publish(dr_amina, "Is it regular?")
    address = leo.post("/lists", {"title": "Cardiology"})["Location"]
    leo.post(address, {"handle": "amina"})
    assert b"Dr Amina Yusuf" in leo.get(address).content
    reading = f"/lists/{List.objects.get().pk}"
    assert b"Is it regular?" in leo.get(reading).content
    leo.post(address, {"remove": str(dr_amina.pk)})
    assert b"Is it regular?" not in leo.get(reading).content
    leo.post(f"{reading}/change", {"act": "delete"})
    assert not List.objects.exists()


def test_a_list_is_renamed(leo: Client) -> None:
    leo.post("/lists", {"title": "Cardiology"})
    number = List.objects.get().pk
    leo.post(f"/lists/{number}/change", {"title": "The heart", "replies": "none"})
    assert b"The heart" in leo.get("/lists").content


def test_a_list_without_a_name_is_refused(leo: Client) -> None:
    answer = leo.post("/lists", {"title": "  "})
    assert answer.status_code == 422
    assert b"needs a title" in answer.content


def test_somebody_not_followed_or_unknown_is_refused_in_words(
    leo: Client, dr_amina: Account
) -> None:
    address = leo.post("/lists", {"title": "Cardiology"})["Location"]
    assert b"whom you follow" in leo.post(address, {"handle": "amina"}).content
    assert b"There is nobody called" in leo.post(address, {"handle": "nobody"}).content


def test_somebody_elses_list_is_as_if_it_were_not_there(leo: Client, amina: Client) -> None:
    leo.post("/lists", {"title": "Cardiology"})
    number = List.objects.get().pk
    assert amina.get(f"/lists/{number}").status_code == 404
    assert amina.post(f"/lists/{number}/change", {"act": "delete"}).status_code == 404
    assert List.objects.exists()


def test_bookmarks_and_favourites_stand_on_pages_of_their_own(
    leo: Client, amina: Client, dr_amina: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "Is it regular?")
    assert b"Nothing kept yet" in leo.get("/bookmarks").content
    leo.post(f"/posts/{post.pk}/bookmark", {"on": "1"})
    leo.post(f"/posts/{post.pk}/favourite", {"on": "1"})
    assert b"Is it regular?" in leo.get("/bookmarks").content
    assert b"Is it regular?" in leo.get("/favourites").content
    assert b"Is it regular?" not in amina.get("/bookmarks").content
