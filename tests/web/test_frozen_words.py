"""Words frozen into posts are shown in the reader's language, and stay English where they are kept."""

from django.test import Client
from django.utils.translation import override

from rounds.edge.web.frozen_words import credential_shown, role_shown
from rounds.gatherings.models import Gathering
from rounds.identity.models import Account
from tests.web.chats.conftest import announced, closed, evening, live, say

__all__ = ["announced", "closed", "evening", "live"]


def test_our_own_words_are_translated_and_the_authors_words_are_left() -> None:
    with override("de"):
        assert role_shown("Medical student") == "Medizinstudium"
        assert role_shown("Consultant or specialist, cardiology").endswith(", cardiology")
        assert not role_shown("Consultant or specialist, cardiology").startswith("Consultant")
        assert role_shown("Chief mischief officer") == "Chief mischief officer"
        shown = credential_shown("Consultant, cardiology – confirmed by nhs.net, March 2026")
        assert shown == "Fachärztin oder Facharzt, cardiology – bestätigt von nhs.net, März 2026"
    with override("en-gb"):
        line = "Consultant, cardiology – confirmed by nhs.net, March 2026"
        assert credential_shown(line) == line


def test_a_german_reads_the_role_in_german_and_apps_and_files_keep_it(
    closed: Gathering, student_leo: Account
) -> None:
    post = say(student_leo, "Half the salt #RenalJC")
    german = Client(headers={"Accept-Language": "de"})
    assert "Medizinstudium" in german.get(f"/@leo/{post.pk}").content.decode()
    kept = german.get(f"/api/v1/statuses/{post.pk}").content.decode()
    assert "Medizinstudium" not in kept
    lines = german.get(f"/chats/{closed.pk}/transcript.json").json()["lines"]
    assert "Medical student" in {line["role"] for line in lines}


def test_the_front_page_speaks_german_where_its_headline_is_ours(db: None) -> None:
    german = Client(headers={"Accept-Language": "de"})
    assert "Wo Medizin sich selbst lehrt." in german.get("/").content.decode()
