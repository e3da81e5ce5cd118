"""The pages in German: whole pages, and no sentence left behind."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from rounds.edge.web.room_words import ROOM_WORDS
from rounds.gate.checks.recognisable_blur import WHAT
from rounds.identity.models import Account
from rounds.identity.names import name_rule
from rounds.identity.roles import ORGANISATION_WORDS, ROLE_WORDS, Role
from tests.web.conftest import LogIn

WEB = Path(__file__).parents[2] / "rounds" / "edge" / "web"
CATALOGUE = WEB / "locale" / "de" / "LC_MESSAGES"
WATCHED = (
    "base.html",
    "parts",
    "account",
    "mfa",
    "forms",
    "settings",
    "notifications",
    "search",
    "moderation",
    "reviews",
    "takedowns",
    "posts",
    "chats",
)
# {% translate "words" %} and _("words") inside a tag
SENTENCE = re.compile(r"""(?:\{%\s*translate\s+|\b_\()(["'])(.*?)(?<!\\)\1""")


@pytest.fixture(scope="module")
def german() -> gettext.GNUTranslations:
    """The compiled catalogue, as a server reads it."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def watched_templates() -> list[Path]:
    found: list[Path] = []
    for name in WATCHED:
        place = WEB / "templates" / name
        found += sorted(place.rglob("*.*")) if place.is_dir() else [place]
    return found


def test_no_sentence_of_the_frame_the_parts_and_the_account_is_left_in_english(
    german: gettext.GNUTranslations,
) -> None:
    catalogue = german._catalog  # type: ignore[attr-defined]
    known = {key[0] if isinstance(key, tuple) else key for key in catalogue}
    missing = [
        f"{path.relative_to(WEB)}: {sentence}"
        for path in watched_templates()
        for _quote, sentence in SENTENCE.findall(path.read_text(encoding="utf-8"))
        if sentence not in known
    ]
    assert not missing, "Add to locale/de (see docs/pages.md):\n" + "\n".join(missing)


def written() -> dict[str, str]:
    """The German of each sentence as it stands in the written catalogue; of plurals, the first."""
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    entry = re.compile(
        r'^msgid (".*")\n(?:msgid_plural ".*"\n)?msgstr(?:\[0\])? (".*")$', re.MULTILINE
    )
    return {ast.literal_eval(said): ast.literal_eval(words) for said, words in entry.findall(text)}


def test_the_compiled_catalogue_is_that_of_the_written_one(
    german: gettext.GNUTranslations,
) -> None:
    compiled = {
        (key[0] if isinstance(key, tuple) else key): words
        for key, words in german._catalog.items()  # type: ignore[attr-defined]
        if not isinstance(key, tuple) or key[1] == 0
    }
    stale = {said for said, words in written().items() if said and compiled.get(said) != words}
    assert not stale, "Run msgfmt (see docs/pages.md); stale: " + ", ".join(sorted(stale)[:5])
    assert len(written()) > 900


def test_every_word_that_a_room_says_on_these_pages_is_known(
    german: gettext.GNUTranslations,
) -> None:
    findings = [name_rule(Role.CONSULTANT, None), name_rule(Role.CONSULTANT, False)]
    findings.append(name_rule(Role.STUDENT, None, "Dr. Heart MD"))
    said = {*ROLE_WORDS.values(), *ORGANISATION_WORDS.values()} - {""}
    said |= {words for one in findings if one for words in (one.reason, one.suggestion)}
    assert said <= set(ROOM_WORDS)
    assert all(german.gettext(words) for words in ROOM_WORDS)


def test_a_german_browser_gets_german_pages(visitor: Client) -> None:
    page = visitor.get("/accounts/signup/", headers={"accept-language": "de-DE,de;q=0.9"})
    words = page.content.decode()
    assert '<html lang="de"' in words
    assert "Angezeigter Name" in words
    assert "Fachärztin oder Facharzt" in words
    assert "Beitreten" in words


def test_the_home_page_of_a_german_reader_is_german(student_leo: Account, log_in: LogIn) -> None:
    student_leo.user.locale = "de"
    student_leo.user.save()
    words = log_in(student_leo).get("/home").content.decode()
    assert '<html lang="de"' in words
    for german_word in ("Startseite", "Mitteilungen", "Einstellungen", "Lesezeichen", "Abmelden"):
        assert german_word in words
    for english in (">Home<", ">Notifications<", ">Settings<", ">Log out<"):
        assert english not in words


def test_an_english_browser_keeps_english(visitor: Client) -> None:
    page = visitor.get("/accounts/login/", headers={"accept-language": "en-GB"})
    assert "Log in" in page.content.decode()
    assert translation.get_language() != "de"


def test_every_detail_that_is_added_up_has_its_german_words(
    german: gettext.GNUTranslations,
) -> None:
    assert all(german.gettext(words) != words for words in WHAT.values())
