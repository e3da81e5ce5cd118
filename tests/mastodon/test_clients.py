"""A real client package goes in through the door: consent, token, profile, people."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from mastodon import Mastodon
from mastodon.errors import MastodonAPIError, MastodonUnauthorizedError
from PIL import Image
from pytest_django import Settings

from rounds.identity.models import Account
from rounds.jobs.work import run_due
from tests.pictures import look_finds


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(out, "PNG")
    return out.getvalue()


def _signed_in(server: Any, person: Account) -> Mastodon:
    """Go the way a person goes: register, open the page, allow, copy the code."""
    name, secret = Mastodon.create_app(
        "Ward Phone", scopes=["read", "write", "follow"], api_base_url=server.url
    )
    app = Mastodon(client_id=name, client_secret=secret, api_base_url=server.url)
    address = app.auth_request_url(scopes=["read", "write", "follow"], allow_http=True)
    browser = Client()
    browser.force_login(person.user)
    path = "/" + address.split("/", 3)[3]
    fields = re.findall(
        r'type="hidden" name="(\w+)" value="([^"]*)"', browser.get(path).content.decode()
    )
    page = browser.post("/oauth/authorize", {**dict(fields), "decision": "allow"}).content.decode()
    code = re.search(r'id="code"[^>]*value="([^"]+)"', page)
    assert code is not None
    app.log_in(code=code[1], scopes=["read", "write", "follow"], allow_http=True)
    return app


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
def test_mastodon_py_signs_in_and_meets_people(
    student_leo: Account, dr_amina: Account, live_server: Any, settings: Settings
) -> None:
    settings.BASE_URL = live_server.url
    app = _signed_in(live_server, student_leo)
    assert app.account_verify_credentials()["acct"] == "leo"
    assert app.app_verify_credentials()["name"] == "Ward Phone"
    changed = app.account_update_credentials(
        note="I learn", avatar=_picture(), avatar_mime_type="image/png",
        fields=[("School", "Porto")],
    )  # fmt: skip
    assert changed["avatar"].endswith(".webp")
    assert changed["source"]["fields"][0]["value"] == "Porto"
    assert int(app.account_search("amina")[0]["id"]) == dr_amina.pk
    assert app.account_follow(dr_amina.pk)["following"]
    assert [one["acct"] for one in app.account_following(student_leo.pk)] == ["amina"]
    assert app.account_relationships([dr_amina.pk])[0]["following"]
    with pytest.raises(MastodonAPIError):
        app.account_follow(student_leo.pk)
    assert app.instance()["rules"]
    app.revoke_access_token(allow_http=True)
    with pytest.raises(MastodonUnauthorizedError):
        app.account_verify_credentials()


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
def test_mastodon_py_sets_an_avatar_that_is_still_looked_at(
    student_leo: Account, live_server: Any, settings: Settings
) -> None:
    settings.BASE_URL = live_server.url
    look_finds()
    app = _signed_in(live_server, student_leo)
    before = app.account_verify_credentials()["avatar"]
    changed = app.account_update_credentials(avatar=_picture(), avatar_mime_type="image/png")
    assert changed["avatar"] == before
    run_due()
    assert app.account_verify_credentials()["avatar"] not in {"", before}
