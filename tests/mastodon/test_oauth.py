"""How an app gets a token, and how it loses it."""

import base64
import hashlib
import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from rounds.base import clock
from rounds.identity.models import Account, App, AppCode, AppToken
from rounds.identity.scopes import scope_covered, scope_words
from tests.mastodon.conftest import Phone

OOB = "urn:ietf:wg:oauth:2.0:oob"


def _register(
    phone: Phone, redirect: str | list[str] = OOB, scopes: str = "read write follow"
) -> Any:
    answer = phone.post(
        "/api/v1/apps",
        {"client_name": "Phanpy", "redirect_uris": redirect, "scopes": scopes, "website": ""},
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def _page(person: Account) -> Client:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person.user)
    return browser


def _consent(browser: Client, app: Any, decision: str = "allow", **more: str) -> Any:
    """Go through the page: open it, send back exactly what its form holds."""
    query = {
        "client_id": app["client_id"], "redirect_uri": app["redirect_uris"][0],
        "response_type": "code", "scope": "read write", **more,
    }  # fmt: skip
    page = browser.get("/oauth/authorize", query)
    assert page.status_code == 200, page.content
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    form = {name: html.unescape(value) for name, value in fields}
    return browser.post("/oauth/authorize", form | {"decision": decision})


def _fetch(phone: Phone, app: Any, code: str, **more: str) -> Any:
    return phone.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code", "client_id": app["client_id"],
            "client_secret": app["client_secret"], "redirect_uri": app["redirect_uris"][0],
            "code": code, **more,
        },
    )  # fmt: skip


def _code(answer: Any) -> str:
    found = re.search(r'id="code"[^>]*value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_an_app_is_let_in_with_a_code_to_copy(stranger: Phone, student_leo: Account) -> None:
    app = _register(stranger)
    code = _code(_consent(_page(student_leo), app))
    answer = _fetch(stranger, app, code)
    assert answer.status_code == 200, answer.content
    token = answer.json()
    assert token["token_type"] == "Bearer"
    assert token["scope"] == "read write"
    assert isinstance(token["created_at"], int)
    assert "expires_in" not in token
    shown = Phone(token["access_token"]).get("/api/v1/apps/verify_credentials").json()
    assert (shown["name"], shown["redirect_uri"]) == ("Phanpy", OOB)
    assert (
        AppToken.objects.get().digest == hashlib.sha256(token["access_token"].encode()).hexdigest()
    )
    assert token["access_token"] not in str(list(AppToken.objects.values()))


def test_a_code_works_once(stranger: Phone, student_leo: Account) -> None:
    app = _register(stranger)
    code = _code(_consent(_page(student_leo), app))
    assert _fetch(stranger, app, code).status_code == 200
    again = _fetch(stranger, app, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_code_is_of_no_use_to_another_app_or_later(stranger: Phone, student_leo: Account) -> None:
    app, other = _register(stranger), _register(stranger)
    code = _code(_consent(_page(student_leo), app))
    assert _fetch(stranger, other, code).json()["error"] == "invalid_grant"
    AppCode.objects.update(expires_at=clock.now())
    assert _fetch(stranger, app, code).json()["error"] == "invalid_grant"
    assert not AppToken.objects.exists()


def test_an_app_gets_its_state_back_at_its_own_address(
    stranger: Phone, student_leo: Account
) -> None:
    app = _register(stranger, ["https://app.example/back?x=1", "myapp://done"])
    answer = _consent(_page(student_leo), app, state='a"b&<c>')
    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert answer["Location"].startswith("https://app.example/back?x=1&")
    assert query["state"] == ['a"b&<c>']
    assert _fetch(stranger, app, query["code"][0]).status_code == 200
    custom = _consent(_page(student_leo), app, redirect_uri="myapp://done")
    assert custom["Location"].startswith("myapp://done?code=")


def test_the_page_lets_its_form_lead_to_the_app_alone(
    stranger: Phone, student_leo: Account
) -> None:
    app = _register(stranger, "https://app.example/back")
    page = _page(student_leo).get(
        "/oauth/authorize",
        {"client_id": app["client_id"], "redirect_uri": "https://app.example/back",
         "response_type": "code", "scope": "read:statuses write:media"},
    )  # fmt: skip
    policy = page["Content-Security-Policy"]
    assert "form-action 'self' https://app.example" in policy
    assert "See your posts" in page.content.decode()
    assert "Add and change your pictures" in page.content.decode()


def test_saying_no_tells_the_app_so(stranger: Phone, student_leo: Account) -> None:
    app = _register(stranger, "https://app.example/back")
    answer = _consent(_page(student_leo), app, "deny", state="s1")
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert (query["error"], query["state"]) == (["access_denied"], ["s1"])
    assert _consent(_page(student_leo), _register(stranger), "deny").status_code == 403
    assert not AppCode.objects.exists()


def test_somebody_signed_out_signs_in_first_and_comes_back(
    stranger: Phone, student_leo: Account
) -> None:
    app = _register(stranger)
    path = f"/oauth/authorize?client_id={app['client_id']}&response_type=code&redirect_uri={OOB}"
    answer = stranger.client.get(path)
    assert answer.status_code == 302
    back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert back == path


def test_consent_cannot_be_forged_from_another_page(stranger: Phone, student_leo: Account) -> None:
    app = _register(stranger)
    answer = _page(student_leo).post(
        "/oauth/authorize",
        {"client_id": app["client_id"], "redirect_uri": OOB, "response_type": "code",
         "decision": "allow"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert not AppCode.objects.exists()


@pytest.mark.parametrize(
    "change", [{"redirect_uri": "https://evil.example/"}, {"client_id": "nobody"}]
)
def test_an_app_in_doubt_is_never_sent_anywhere(
    stranger: Phone, student_leo: Account, change: dict[str, str]
) -> None:
    app = _register(stranger, "https://app.example/back")
    query = {"client_id": app["client_id"], "redirect_uri": "https://app.example/back"}
    answer = _page(student_leo).get("/oauth/authorize", query | {"response_type": "code"} | change)
    assert answer.status_code == 400
    assert "Location" not in answer


def test_an_app_cannot_ask_for_more_than_it_registered(
    stranger: Phone, student_leo: Account
) -> None:
    app = _register(stranger, "https://app.example/back", "read:statuses")
    for scope in ("read", "write", "nonsense"):
        answer = _page(student_leo).get(
            "/oauth/authorize",
            {"client_id": app["client_id"], "redirect_uri": "https://app.example/back",
             "response_type": "code", "scope": scope},
        )  # fmt: skip
        assert "error=invalid_scope" in answer["Location"]


def test_a_proof_key_is_checked_where_the_app_brought_one(
    stranger: Phone, student_leo: Account
) -> None:
    app = _register(stranger)
    verifier = "v" * 50
    hashed = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
    proof = {"code_challenge": challenge, "code_challenge_method": "S256"}
    for given, status in (
        ({"code_verifier": "w" * 50}, 400),
        ({}, 400),
        ({"code_verifier": verifier}, 200),
    ):
        code = _code(_consent(_page(student_leo), app, **proof))
        assert _fetch(stranger, app, code, **given).status_code == status


def test_an_app_by_itself_gets_a_token_without_a_person(stranger: Phone) -> None:
    app = _register(stranger)
    said = {"grant_type": "client_credentials", "client_id": app["client_id"]}
    refused = stranger.post("/oauth/token", said | {"client_secret": "wrong"})
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    token = stranger.post(
        "/oauth/token", said | {"client_secret": app["client_secret"], "scope": "read"}
    ).json()
    phone = Phone(token["access_token"])
    assert phone.get("/api/v1/apps/verify_credentials").status_code == 200
    assert AppToken.objects.get().user is None


def test_the_secret_may_come_in_a_header(stranger: Phone) -> None:
    app = _register(stranger)
    pair = base64.b64encode(f"{app['client_id']}:{app['client_secret']}".encode()).decode()
    answer = stranger.client.post(
        "/oauth/token", {"grant_type": "client_credentials"},
        headers={"authorization": f"Basic {pair}"},
    )  # fmt: skip
    assert answer.status_code == 200


def test_name_and_password_are_never_given_to_an_app(
    stranger: Phone, student_leo: Account, settings: Any
) -> None:
    student_leo.user.set_password("a long sentence")
    student_leo.user.save()
    app = _register(stranger)
    said = {
        "grant_type": "password", "client_id": app["client_id"], "scope": "read",
        "client_secret": app["client_secret"], "username": "leo@example.org",
        "password": "a long sentence",
    }  # fmt: skip
    assert stranger.post("/oauth/token", said).json()["error"] == "invalid_grant"
    settings.SUITES = True
    assert stranger.post("/oauth/token", said).status_code == 200
    assert stranger.post("/oauth/token", said | {"password": "other"}).status_code == 400


def test_a_token_is_taken_back_by_its_app_only(stranger: Phone, student_leo: Account) -> None:
    app, other = _register(stranger), _register(stranger)
    token = _fetch(stranger, app, _code(_consent(_page(student_leo), app))).json()["access_token"]

    def give_back(by: Any) -> int:
        said = {"client_id": by["client_id"], "client_secret": by["client_secret"], "token": token}
        status: int = stranger.post("/oauth/revoke", said).status_code
        return status

    assert give_back(other) == 200
    assert Phone(token).get("/api/v1/apps/verify_credentials").status_code == 200
    assert give_back(app) == 200
    assert give_back(app) == 200
    assert Phone(token).get("/api/v1/apps/verify_credentials").status_code == 401


def test_an_owner_takes_an_app_away(
    stranger: Phone, student_leo: Account, dr_amina: Account
) -> None:
    app = _register(stranger)
    token = _fetch(stranger, app, _code(_consent(_page(student_leo), app))).json()["access_token"]
    browser = _page(student_leo)
    page = browser.get("/settings/apps").content.decode()
    assert "Phanpy" in page
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert key is not None
    form = {"app": app["id"], "csrfmiddlewaretoken": key[1]}
    other = _page(dr_amina)
    other.cookies["csrftoken"] = browser.cookies["csrftoken"].value
    assert other.post("/settings/apps", form).status_code == 303
    assert Phone(token).get("/api/v1/apps/verify_credentials").status_code == 200
    assert browser.post("/settings/apps", form).status_code == 303
    assert Phone(token).get("/api/v1/apps/verify_credentials").status_code == 401
    assert "No app may act" in browser.get("/settings/apps").content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"client_name": "", "redirect_uris": OOB},
        {"client_name": "x", "redirect_uris": ""},
        {"client_name": "x", "redirect_uris": "javascript:alert(1)"},
        {"client_name": "x", "redirect_uris": "/relative"},
        {"client_name": "x", "redirect_uris": OOB, "scopes": "read everything"},
        {"client_name": "x", "redirect_uris": OOB, "website": "javascript:alert(1)"},
        {"client_name": "x" * 61, "redirect_uris": OOB},
    ],
)
def test_an_app_that_cannot_be_is_refused(stranger: Phone, said: dict[str, str]) -> None:
    answer = stranger.post("/api/v1/apps", said)
    assert answer.status_code == 422
    assert not App.objects.exists()


def test_the_way_in_is_written_down(stranger: Phone) -> None:
    found = stranger.get("/.well-known/oauth-authorization-server").json()
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert "password" not in found["grant_types_supported"]
    assert "read:statuses" in found["scopes_supported"]


def test_wide_scopes_contain_their_parts() -> None:
    assert scope_covered("admin:read:accounts", frozenset({"admin:read"}))
    assert scope_covered("write:mutes", frozenset({"follow"}))
    assert scope_covered("profile", frozenset({"read"}))
    assert not scope_covered("read", frozenset({"read:statuses"}))
    assert not scope_covered("write:statuses", frozenset({"follow", "read"}))
    assert scope_words("admin:write:reports") == "Change reports as a moderator"


def test_a_proof_that_is_not_hashed_is_refused(stranger: Phone, student_leo: Account) -> None:
    app = _register(stranger, "https://app.example/back")
    for method in ({"code_challenge_method": "plain"}, {}):
        answer = _page(student_leo).get(
            "/oauth/authorize",
            {"client_id": app["client_id"], "redirect_uri": "https://app.example/back",
             "response_type": "code", "scope": "read", "code_challenge": "v" * 50, **method},
        )  # fmt: skip
        assert "error=invalid_request" in answer["Location"]


def test_a_code_that_is_shown_twice_takes_its_token_back(
    stranger: Phone, student_leo: Account
) -> None:
    app = _register(stranger)
    other = _fetch(stranger, app, _code(_consent(_page(student_leo), app))).json()
    code = _code(_consent(_page(student_leo), app))
    token = _fetch(stranger, app, code).json()["access_token"]
    assert Phone(token).get("/api/v1/accounts/verify_credentials").status_code == 200
    assert _fetch(stranger, app, code).status_code == 400
    assert Phone(token).get("/api/v1/accounts/verify_credentials").status_code == 401
    kept = Phone(other["access_token"]).get("/api/v1/accounts/verify_credentials")
    assert kept.status_code == 200


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"response_type": "token"}, "codes only"),
        ({"scope": "nonsense"}, "a permission that there is not"),
    ],
)
def test_the_page_says_what_the_app_cannot_have(
    stranger: Phone, student_leo: Account, wish: dict[str, str], says: str
) -> None:
    app = _register(stranger)
    asked = {"client_id": app["client_id"], "redirect_uri": OOB, "response_type": "code"}
    page = _page(student_leo).get("/oauth/authorize", asked | {"scope": "read"} | wish)
    assert page.status_code == 400
    assert says in page.content.decode()
