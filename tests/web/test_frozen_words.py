"""Words frozen into posts are shown in the reader's language, and stay English where they are kept."""

from pathlib import Path
from typing import Any

from django.test import Client
from django.utils.translation import override

from rounds.edge.web.countries import countries
from rounds.edge.web.frozen_words import credential_shown, role_shown
from rounds.gatherings.models import Gathering
from rounds.identity.models import Account
from rounds.insights.make import write_gathering_report
from rounds.insights.standing import report_folder
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


def test_a_server_s_own_headline_and_countries_are_in_the_reader_s_language(
    dr_amina: Account,
) -> None:
    Account.objects.filter(pk=dr_amina.pk).update(country="GB")
    german, british = (Client(headers={"Accept-Language": wish}) for wish in ("de", "en-GB"))
    assert "Wo Medizin sich selbst lehrt." in german.get("/about").content.decode()
    assert "Vereinigtes Königreich" in german.get("/@amina").content.decode()
    assert "United Kingdom" in british.get("/@amina").content.decode()


def test_every_country_has_a_german_name_and_umlauts_stand_in_their_place() -> None:
    with override("en-gb"):
        codes, english = set(countries()), list(countries().values())
    with override("de"):
        german = list(countries().values())
        assert set(countries()) == codes
    assert english.index("Egypt") > english.index("Denmark")
    assert german.index("Ägypten") < german.index("Belgien")


def test_a_german_page_says_that_the_report_in_it_is_english(
    closed: Gathering, settings: Any, tmp_path: Path
) -> None:
    settings.ROUNDS_HOME = tmp_path
    write_gathering_report(closed, report_folder(closed))
    german, british = (Client(headers={"Accept-Language": wish}) for wish in ("de", "en-GB"))
    page = german.get(f"/chats/{closed.pk}/report").content.decode()
    assert "Der Bericht selbst ist auf Englisch" in page
    assert '<div lang="en-gb">' in page
    assert "The report itself" not in british.get(f"/chats/{closed.pk}/report").content.decode()
