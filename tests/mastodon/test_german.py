"""The pages on which one lets an app in, in German: no sentence left behind."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.test import Client

from rounds.edge.mastodon.consent_words import CONSENT_WORDS
from rounds.identity.grant import OUT_OF_BAND
from rounds.identity.models import Account, App
from rounds.identity.scopes import SCOPES, scope_words

DOOR = Path(__file__).parents[2] / "rounds" / "edge" / "mastodon"
CATALOGUE = DOOR / "locale" / "de" / "LC_MESSAGES"
SENTENCE = re.compile(r"""\{%\s*translate\s+(["'])(.*?)(?<!\\)\1""")
BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate", re.DOTALL)


@pytest.fixture(scope="module")
def german() -> gettext.GNUTranslations:
    """The compiled catalogue, as a server reads it."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_sentence_of_consent_is_known_in_german(german: gettext.GNUTranslations) -> None:
    said = {scope_words(scope) for scope in SCOPES}
    assert said == set(CONSENT_WORDS)
    for path in (DOOR / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        said |= {sentence for _quote, sentence in SENTENCE.findall(text)}
        said |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", words) for words in BLOCK.findall(text)}
    known = set(german._catalog)  # type: ignore[attr-defined]
    assert said - known == set()


def test_the_compiled_words_are_the_written_ones(german: gettext.GNUTranslations) -> None:
    text = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid (".+")\nmsgstr (".*")$', text, re.MULTILINE)
    written = {ast.literal_eval(said): ast.literal_eval(words) for said, words in pairs}
    assert {said: german.gettext(said) for said in written if said} == {
        said: words for said, words in written.items() if said
    }


def test_a_german_reader_is_asked_in_german(client: Client, student_leo: Account) -> None:
    student_leo.user.locale = "de"
    student_leo.user.save()
    client.force_login(student_leo.user)
    app = App.objects.create(
        client_id="ward", name="Ward", redirect_uris=OUT_OF_BAND, scopes="read write:media",
        secret_digest="x",
    )  # fmt: skip
    asked = {
        "client_id": app.client_id, "redirect_uri": OUT_OF_BAND, "response_type": "code",
        "scope": "read write:media",
    }  # fmt: skip
    words = client.get("/oauth/authorize", asked).content.decode()
    for sentence in ("Darf Ward für dich handeln?", "Deine Bilder ergänzen und ändern", "Erlauben"):
        assert sentence in words
    assert "Allow" not in words
    wrong = client.get("/oauth/authorize", asked | {"client_id": "nobody"}).content.decode()
    assert "So geht es nicht weiter" in wrong
