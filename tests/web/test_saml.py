"""The pages by which somebody signs in at an institution of a federation and comes back confirmed."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import translation
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

from rounds.identity.appoint import appoint
from rounds.identity.claim_models import Claim
from rounds.identity.credentials import current_credential
from rounds.identity.models import Account
from rounds.identity.saml.providers import fetch_providers
from rounds.identity.saml.service import our_ear, our_entity
from rounds.identity.saml_models import SamlProvider
from tests.identity import saml_institution as idp
from tests.identity.saml_institution import Words, answer, assertion_of, encoded, response_of
from tests.web.test_credentials import words

HERE = "/settings/credentials"
Sent = Callable[..., Words]


@pytest.fixture
def northbridge(db: None, settings: Any, tmp_path: Path) -> SamlProvider:
    """A university in a federation that this server knows."""
    file = tmp_path / "federation.xml"
    file.write_bytes(idp.federation(idp.entity(german="Universität Nordbrück")))
    settings.ROUNDS = replace(settings.ROUNDS, saml_metadata=str(file))
    fetch_providers()
    idp.lay_our_key()
    return SamlProvider.objects.get()


def leaves(browser: Client, provider: SamlProvider) -> Words:
    """What the university is asked, as it will answer."""
    away = browser.get(f"{HERE}/saml/begin", {"at": provider.pk})
    assert away["Location"].startswith("https://idp.northbridge.example/sso?")
    sent = parse_qs(urlsplit(away["Location"]).query)["SAMLRequest"][0]
    request = Utils.decode_base64_and_inflate(sent).decode().split('ID="')[1].split('"')[0]
    return Words(request=request, audience=our_entity(), ear=our_ear())


def brings(response: str, **more: str) -> str:
    """Where the answer leads: a browser brings it from another site, without its cookies."""
    found = Client(enforce_csrf_checks=True).post("/saml/acs", {"SAMLResponse": response, **more})
    assert found.status_code == 303
    assert found["Cache-Control"] == "no-store"
    return str(found["Location"])


def test_a_student_signs_in_at_the_university_and_is_confirmed(
    leo: Client, student_leo: Account, northbridge: SamlProvider
) -> None:
    assert f'href="{HERE}/saml"' in leo.get(HERE).content.decode()
    assert "Northbridge University" in words(leo.get(f"{HERE}/saml", {"q": "bridge"}))
    said = replace(leaves(leo, northbridge), affiliations=("student@northbridge.example",))
    back = leo.get(brings(answer(said)), follow=True)
    assert "Confirmed. It stands beside what you write" in words(back)
    assert "Affiliation, student – confirmed by northbridge.example" in words(back)


def test_a_link_to_somebody_elses_question_confirms_nobody(
    leo: Client, amina: Client, dr_amina: Account, student_leo: Account, northbridge: SamlProvider
) -> None:
    """Leo asks, Amina signs in: her browser did not ask, so neither is confirmed."""
    where = brings(answer(leaves(leo, northbridge)))
    assert "did not begin in this browser" in words(amina.get(where, follow=True))
    assert current_credential(dr_amina) is None
    assert current_credential(student_leo) is None


def test_an_answer_counts_once_also_in_the_browser_that_asked(
    leo: Client, student_leo: Account, northbridge: SamlProvider
) -> None:
    said = answer(leaves(leo, northbridge))
    where = brings(said)
    leo.get(where)
    assert "did not begin in this browser" in words(leo.get(where, follow=True))
    assert "was used before" in words(leo.get(brings(said), follow=True))
    assert Claim.objects.count() == 1


def test_a_forged_answer_is_refused_in_words_and_the_log_says_why_without_a_name(
    leo: Client, northbridge: SamlProvider, caplog: pytest.LogCaptureFixture
) -> None:
    said = replace(leaves(leo, northbridge), who="leo.martins")
    with caplog.at_level(logging.WARNING):
        where = brings(encoded(response_of(said, assertion_of(said))))
    assert "can't be believed" in words(leo.get(where, follow=True)).replace("&#x27;", "'")
    assert "https://idp.northbridge.example/saml" in caplog.text
    assert "leo.martins" not in caplog.text
    assert not Claim.objects.exists()


def test_who_turns_back_at_the_university_comes_back_with_nothing(
    leo: Client, northbridge: SamlProvider
) -> None:
    status = "urn:oasis:names:tc:SAML:2.0:status:Responder"
    said = answer(replace(leaves(leo, northbridge), status=status))
    assert "did not let you in" in words(leo.get(brings(said), follow=True))


def test_a_university_that_tells_too_little_is_said_so_with_what_to_ask_for(
    leo: Client, northbridge: SamlProvider
) -> None:
    said = answer(replace(leaves(leo, northbridge), affiliations=()))
    assert "eduPersonScopedAffiliation" in words(leo.get(brings(said), follow=True))


@pytest.mark.parametrize("relay", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_an_answer_never_leads_elsewhere(
    leo: Client, northbridge: SamlProvider, relay: str
) -> None:
    where = brings(answer(leaves(leo, northbridge)), RelayState=relay, next=relay)
    assert where.startswith(f"{HERE}/saml/back?said=")
    assert "evil" not in leo.get(where)["Location"]


def test_what_the_university_said_is_not_readable_in_the_address(
    leo: Client, northbridge: SamlProvider
) -> None:
    where = brings(answer(leaves(leo, northbridge)))
    assert "northbridge" not in where
    assert "staff" not in where


def test_the_metadata_of_this_server_is_there_for_the_federation(
    visitor: Client, northbridge: SamlProvider
) -> None:
    found = visitor.get("/saml/metadata")
    assert found["Content-Type"] == "application/samlmetadata+xml"
    assert our_ear() in found.content.decode()


def test_without_a_federation_none_of_it_is_offered(leo: Client, visitor: Client) -> None:
    assert f"{HERE}/saml" not in leo.get(HERE).content.decode()
    for path in (f"{HERE}/saml", f"{HERE}/saml/begin?at=1", "/saml/metadata"):
        assert leo.get(path).status_code == 404
    assert leo.get(brings("x"), follow=True).status_code == 200
    assert visitor.get("/saml/acs").status_code == 405


def test_what_is_not_there_is_said_so(leo: Client, northbridge: SamlProvider) -> None:
    none = words(leo.get(f"{HERE}/saml", {"q": "hogwarts"}))
    assert "No institution found" in none
    assert "Institutional e-mail" in none
    for at in ("", "x", "1", "9" * 30):
        assert leo.get(f"{HERE}/saml/begin", {"at": at}).status_code == 404
    SamlProvider.objects.all().delete()
    assert "on its way" in words(leo.get(f"{HERE}/saml"))


def test_strangers_are_sent_to_log_in(visitor: Client, northbridge: SamlProvider) -> None:
    for path in ("saml", "saml/begin?at=1", "saml/back?said=x"):
        assert visitor.get(f"{HERE}/{path}")["Location"].startswith("/accounts/login/")


def test_an_institution_is_named_in_the_readers_language(
    leo: Client, student_leo: Account, northbridge: SamlProvider
) -> None:
    student_leo.user.locale = "de"
    student_leo.user.save()
    with translation.override("de"):
        shown = words(leo.get(f"{HERE}/saml"))
    assert "Universität Nordbrück" in shown
    assert "Northbridge" not in shown


def test_somebody_suspended_is_not_confirmed(
    leo: Client, student_leo: Account, northbridge: SamlProvider
) -> None:
    where = brings(answer(leaves(leo, northbridge)))
    appoint(student_leo, moderator=False)
    Account.objects.filter(pk=student_leo.pk).update(suspended_at=student_leo.created_at)
    leo.get(where, follow=True)
    assert not Claim.objects.exists()
