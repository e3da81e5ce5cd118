"""The public side of a credential: its page, its file, the list, and the check of any file."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.identity.badges.baked import take_out
from rounds.identity.badges.did import to_did
from rounds.identity.claim_models import SigningKey
from rounds.identity.credentials import confirm_credential, revoke_credential
from rounds.identity.models import Account, Credential
from rounds.identity.profile import Changes, revise_profile


def words(response: Any) -> str:
    """The page as one line of text."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def shown(amina: Client, dr_amina: Account) -> Credential:
    """Her credential, which she shows to everybody."""
    held = confirm_credential(dr_amina, "Consultant or specialist", "nhs.net", "cardiology")
    amina.post(f"/settings/credentials/{held.pk}/badge", {"on": "1"})
    return held


def test_a_stranger_reads_the_page_and_takes_the_file(visitor: Client, shown: Credential) -> None:
    page = words(visitor.get(f"/credentials/{shown.pk}"))
    assert "Consultant or specialist, cardiology" in page
    assert "It was not revoked." in page
    file = visitor.get(f"/credentials/{shown.pk}.json")
    assert file["Content-Type"] == "application/json"
    assert file.json()["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert "Amina" not in file.content.decode()
    address = file.json()["credentialSubject"]["achievement"]["id"]
    assert visitor.get(f"/credentials/kinds/{address.rsplit('/')[-1]}").json()["id"] == address
    assert visitor.get("/credentials/kinds/saint").status_code == 404


def test_the_profile_leads_to_the_badge_while_it_holds(
    visitor: Client, dr_amina: Account, shown: Credential
) -> None:
    link = f'href="/credentials/{shown.pk}"'
    assert link in visitor.get("/@amina").content.decode()
    revoke_credential(dr_amina, shown.pk)
    assert link not in visitor.get("/@amina").content.decode()


def test_what_nobody_chose_to_show_is_not_there(
    visitor: Client, dr_amina: Account, amina: Client, leo: Client
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net")
    for path in (f"/credentials/{held.pk}", f"/credentials/{held.pk}.json", "/credentials/1"):
        assert visitor.get(path).status_code == 404
    assert leo.post(f"/settings/credentials/{held.pk}/badge", {"on": "1"}).status_code == 404
    amina.post(f"/settings/credentials/{held.pk}/badge", {"on": "1"})
    amina.post(f"/settings/credentials/{held.pk}/badge", {"on": "0"})
    assert visitor.get(f"/credentials/{held.pk}").status_code == 404


def test_nobody_keeps_the_list_for_more_than_a_quarter_of_an_hour(
    visitor: Client, shown: Credential
) -> None:
    key = SigningKey.objects.get()
    answer = visitor.get(f"/credentials/status/{key.pk}")
    seconds = re.search(r"max-age=(\d+)", answer["Cache-Control"])
    assert seconds
    assert int(seconds[1]) <= 900
    assert visitor.get("/credentials/issuer.json").json()["id"] == key.public
    assert visitor.get("/credentials/status/5").status_code == 404


def check(visitor: Client, document: object, handle: str = "") -> str:
    """What the page says of a file."""
    sent = {"document": json.dumps(document), "handle": handle}
    return words(visitor.post("/credentials/verify", sent))


def test_the_page_of_checks_says_what_holds_and_what_fails(
    visitor: Client, shown: Credential, dr_amina: Account, student_leo: Account
) -> None:
    document = visitor.get(f"/credentials/{shown.pk}.json").json()
    assert "It holds, and was issued here" in check(visitor, document, "@amina")
    copied = check(visitor, document, "leo")
    assert "It does not hold" in copied
    assert "issued to another account" in copied
    forged = document | {"name": "Professor"}
    assert "somebody has changed it" in check(visitor, forged)
    revise_profile(dr_amina, Changes(display_name="Somebody Else"))
    assert "the account has been renamed" in words(visitor.get(f"/credentials/{shown.pk}"))
    revoke_credential(dr_amina, shown.pk)
    assert "It was revoked." in check(visitor, document)
    assert "does not hold" in words(visitor.get(f"/credentials/{shown.pk}"))


def test_what_is_no_badge_is_refused_in_words(visitor: Client, db: None) -> None:
    for nonsense in ("", "hello", "[]", "[" * 40000, "3"):
        refused = visitor.post("/credentials/verify", {"document": nonsense})
        assert refused.status_code == 422
    for odd in ({}, {"issuer": 3}, {"@context": {}}, {"issuer": to_did(bytes(32)), "proof": {}}):
        assert "It does not hold" in check(visitor, odd)
    unknown = visitor.post("/credentials/verify", {"document": "{}", "handle": "nobody"})
    assert "Nobody here is called that" in words(unknown)


def test_the_picture_of_a_badge_carries_the_file_and_is_checked_like_it(
    visitor: Client, shown: Credential, dr_amina: Account
) -> None:
    picture = visitor.get(f"/credentials/{shown.pk}.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert "script-src 'self'" in picture["Content-Security-Policy"]
    document = visitor.get(f"/credentials/{shown.pk}.json").json()
    assert take_out(picture.content) == document
    saved = visitor.get(f"/credentials/{shown.pk}.svg?download")
    assert saved["Content-Disposition"].startswith("attachment")
    asked = {"document": picture.content.decode(), "handle": "@amina"}
    assert "It holds, and was issued here" in words(visitor.post("/credentials/verify", asked))
    refused = visitor.post("/credentials/verify", {"document": "<svg></svg>"})
    assert refused.status_code == 422
    assert "no badge in this picture" in words(refused)
    hidden = visitor.get("/credentials/1.svg")
    assert hidden.status_code == 404


def test_days_and_keys_are_shown_as_people_read_them(
    visitor: Client, shown: Credential, leo: Client, student_leo: Account
) -> None:
    key = SigningKey.objects.get().public
    page = visitor.get(f"/credentials/{shown.pk}").content.decode()
    assert shown.expires_at is not None
    assert f"{shown.expires_at:%Y-%m-%d}" not in page
    assert f"It holds until {shown.expires_at.day} {shown.expires_at:%B %Y}." in page
    assert f"by the key {key[:14]}…{key[-6:]}." in page
    assert f'<code class="whole">{key}</code>' in page
    assert "It was issued to @amina." in page
    student_leo.user.locale = "de"
    student_leo.user.save()
    german = words(leo.get(f"/credentials/{shown.pk}"))
    assert "Fachärztin oder Facharzt, cardiology" in german
    assert f"Bis {shown.expires_at.day}. " in german
    assert "Eingetragen von denen, die diesen Server betreiben" in german
    assert "confirmed by" not in words(leo.get("/@amina"))
    assert "bestätigt von nhs.net" in words(leo.get("/@amina"))


def test_a_file_is_checked_as_it_was_saved(visitor: Client, shown: Credential) -> None:
    for ending in ("json", "svg"):
        saved = visitor.get(f"/credentials/{shown.pk}.{ending}").content
        chosen = SimpleUploadedFile(f"badge.{ending}", saved)
        page = words(visitor.post("/credentials/verify", {"file": chosen, "document": ""}))
        assert "It holds, and was issued here" in page
        assert "Says Consultant or specialist, cardiology" in page
    large = SimpleUploadedFile("badge.json", b" " * 70_000)
    refused = visitor.post("/credentials/verify", {"file": large})
    assert refused.status_code == 422
    assert "too large to be a badge" in words(refused)
    assert "Choose a file, or paste its text" in words(visitor.post("/credentials/verify", {}))


def test_whoever_looks_for_credentials_finds_where_to_check_one(visitor: Client) -> None:
    assert visitor.get("/credentials")["Location"] == "/credentials/verify"


def test_the_list_of_those_that_rest_is_there(visitor: Client, shown: Credential) -> None:
    key = SigningKey.objects.get()
    listed = visitor.get(f"/credentials/status/{key.pk}/resting").json()
    assert listed["credentialSubject"]["statusPurpose"] == "suspension"
