"""The layer under each call: tokens, scopes, parameters, errors, links, limits."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

import msgspec
import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.edge.mastodon import api, limits, params, urls
from rounds.edge.mastodon.api import JSON, Call, Linked, Paged, endpoint, record_id
from rounds.identity.access import caller_of
from rounds.identity.models import Account, AppToken, User
from tests.mastodon.conftest import Phone


class _Poll(msgspec.Struct):
    options: list[str]
    multiple: bool = False


class _Sent(msgspec.Struct):
    text: str = ""
    sensitive: bool = False
    ids: list[str] = []
    poll: _Poll | None = None
    expires_in: int | None = None


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    """Endpoints of this test alone."""
    assert urls.urlpatterns
    count = len(api.endpoints)
    endpoint("POST", "/api/test/echo", scope="write:statuses", body=_Sent)(_echo)
    endpoint("GET", "/api/test/list/:id", needs="none", scope="read:lists", body=Paged)(_list)
    endpoint("GET", "/api/test/fail/:how", needs="none")(_fail)
    endpoint("GET", "/api/test/app", needs="app")(lambda call: call.app)
    yield
    del api.endpoints[count:]
    del api._tree["api"]["test"]


def _echo(call: Call[_Sent]) -> JSON:
    return {"by": call.account.username, **msgspec.to_builtins(call.params)}


def _list(call: Call[Paged], id: str) -> JSON:
    page = call.params.page()
    return Linked([{"id": str(record_id(id)), "limit": page.limit}], newest=90, oldest=70)


def _fail(call: Call[api.Nothing], how: str) -> JSON:
    errors = {
        "refused": Refused("You may not do this."), "missing": NotFound(),
        "invalid": Invalid("Too long."), "bug": ValueError("Mrs Smith, 42"),
    }  # fmt: skip
    raise errors[how]


PhoneOf = Callable[..., Phone]


def test_json_form_and_multipart_say_the_same(phone_of: PhoneOf, student_leo: Account) -> None:
    phone = phone_of(student_leo)
    wanted = {
        "by": "leo", "text": "hi", "sensitive": True, "ids": ["1", "2"],
        "poll": {"options": ["a", "b"], "multiple": True}, "expires_in": 300,
    }  # fmt: skip
    body = {
        "text": "hi", "sensitive": True, "ids": ["1", 2], "expires_in": 300,
        "poll": {"options": ["a", "b"], "multiple": "true"}, "unknown": {"x": 1},
    }  # fmt: skip
    assert phone.post("/api/test/echo", body).json() == wanted
    form = (
        "text=hi&sensitive=on&ids[]=1&ids[]=2&poll[options][]=a&poll[options][]=b"
        "&poll[multiple]=1&expires_in=300"
    )
    assert phone.form("/api/test/echo", form).json() == wanted
    parts = {
        "text": "hi", "sensitive": "true", "ids[0]": "1", "ids[1]": "2", "expires_in": "300",
        "poll[options][]": ["a", "b"], "poll[multiple]": "true",
    }  # fmt: skip
    assert phone.upload("/api/test/echo", parts).json() == wanted


def test_an_empty_field_of_a_form_is_not_said(phone_of: PhoneOf, student_leo: Account) -> None:
    answer = phone_of(student_leo).form("/api/test/echo", "text=&sensitive=&expires_in=&poll=")
    assert answer.json() == {
        "by": "leo", "text": "", "sensitive": False, "ids": [], "poll": None, "expires_in": None,
    }  # fmt: skip


def test_elements_of_nested_lists_are_kept_apart() -> None:
    fields = [
        ("fields_attributes[0][name]", "ORCID"), ("fields_attributes[0][value]", "0000"),
        ("fields_attributes[1][name]", "Site"), ("fields_attributes[1][value]", "x"),
        ("keywords_attributes[][keyword]", "a"), ("keywords_attributes[][whole_word]", "1"),
        ("keywords_attributes[][keyword]", "b"),
    ]  # fmt: skip
    assert params.nest(fields) == {
        "fields_attributes": {
            "0": {"name": "ORCID", "value": "0000"}, "1": {"name": "Site", "value": "x"},
        },
        "keywords_attributes": [{"keyword": "a", "whole_word": "1"}, {"keyword": "b"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"sensitive": "perhaps"}', "application/json", 422),
        (b'{"poll": {"multiple": true}}', "application/json", 422),
        (b'{"ids": {"a": 1}}', "application/json", 422),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b"text=%ff", "application/x-www-form-urlencoded", 400),
        (b"text=\xff", "application/x-www-form-urlencoded", 400),
        (b"a[b][c][d][e][f][g]=1", "application/x-www-form-urlencoded", 400),
        (b"nonsense", "multipart/form-data", 400),
        (b"x" * (5 * 1024 * 1024), "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_refused_clearly(
    phone_of: PhoneOf, student_leo: Account, body: bytes, kind: str, status: int
) -> None:
    phone = phone_of(student_leo)
    answer = phone.client.generic(
        "POST", "/api/test/echo", body, content_type=kind, headers=phone.headers
    )
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_zero_character_never_reaches_the_database(
    phone_of: PhoneOf, student_leo: Account
) -> None:
    answer = phone_of(student_leo).post("/api/test/echo", {"text": "a\0b"})
    assert answer.json()["text"] == "ab"


def test_a_token_opens_only_what_its_scopes_name(phone_of: PhoneOf, student_leo: Account) -> None:
    assert phone_of(student_leo, "write").post("/api/test/echo").status_code == 200
    assert phone_of(student_leo, "write:statuses").post("/api/test/echo").status_code == 200
    refused = phone_of(student_leo, "read write:lists").post("/api/test/echo")
    assert (refused.status_code, refused.json()) == (
        403, {"error": "This action is outside the authorized scopes"},
    )  # fmt: skip


def test_a_stranger_and_a_wrong_token_are_told_apart_from_nobody(stranger: Phone) -> None:
    for phone in (stranger, Phone("wrong"), Phone("\udcff")):
        answer = phone.post("/api/test/echo")
        assert (answer.status_code, answer.json()) == (
            401,
            {"error": "The access token is invalid"},
        )
    assert stranger.get("/api/test/list/7").status_code == 200
    assert Phone("wrong").get("/api/test/list/7").status_code == 401


def test_an_app_by_itself_is_not_a_person(phone_of: PhoneOf) -> None:
    app = phone_of(None)
    assert app.get("/api/test/app").json() == ["Ward Phone", "https://phone.example"]
    assert app.post("/api/test/echo").status_code == 422


@pytest.mark.parametrize(
    ("field", "words"),
    [("is_active", "currently disabled"), ("approved", "pending approval")],
)
def test_a_login_that_may_not_be_used_is_told_why(
    phone_of: PhoneOf, student_leo: Account, field: str, words: str
) -> None:
    phone = phone_of(student_leo)
    User.objects.filter(account=student_leo).update(**{field: False})
    answer = phone.post("/api/test/echo")
    assert answer.status_code == 403
    assert words in answer.json()["error"]


def test_the_caller_is_found_in_one_query(
    phone_of: PhoneOf, dr_amina: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phone = phone_of(dr_amina)
    phone.post("/api/test/echo")
    with django_assert_num_queries(1):
        phone.post("/api/test/echo")
    assert AppToken.objects.get().last_used_on is not None


def test_the_account_of_a_call_is_the_account_itself(phone_of: PhoneOf, dr_amina: Account) -> None:
    phone_of(dr_amina)
    found = caller_of("token-of-amina-read write follow push").account
    assert found == dr_amina
    assert found is not None
    fields = [field.attname for field in Account._meta.concrete_fields]
    stored = Account.objects.get(pk=dr_amina.pk)
    assert [getattr(found, name) for name in fields] == [getattr(stored, name) for name in fields]


def test_a_call_that_reads_brings_the_rest_of_its_account_in_one_read(
    phone_of: PhoneOf, dr_amina: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phone_of(dr_amina)
    secret = "token-of-amina-read write follow push"
    caller_of(secret)
    with django_assert_num_queries(1):
        found = caller_of(secret, whole=False).account
        assert found is not None
        assert (found.pk, found.handle) == (dr_amina.pk, "amina")
    fields = [field.attname for field in Account._meta.concrete_fields]
    with django_assert_num_queries(1):
        values = [getattr(found, name) for name in fields]
    stored = Account.objects.get(pk=dr_amina.pk)
    assert values == [getattr(stored, name) for name in fields]


def test_lists_link_to_their_neighbours_and_keep_the_query(stranger: Phone) -> None:
    answer = stranger.get("/api/test/list/7", limit=200, max_id=99)
    assert answer.json() == [{"id": "7", "limit": 40}]
    base = f"{settings.BASE_URL}/api/test/list/7?limit=200"
    assert answer["Link"] == f'<{base}&max_id=70>; rel="next", <{base}&min_id=90>; rel="prev"'


@pytest.mark.parametrize(("how", "status"), [("refused", 403), ("missing", 404), ("invalid", 422)])
def test_a_rooms_error_becomes_a_status(stranger: Phone, how: str, status: int) -> None:
    answer = stranger.get(f"/api/test/fail/{how}")
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_bug_answers_500_and_tells_the_log_no_text(
    stranger: Phone, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger.client.raise_request_exception = False
    answer = stranger.get("/api/test/fail/bug")
    assert answer.status_code == 500
    printed = capsys.readouterr().out
    assert "ValueError" in printed
    assert "Smith" not in printed + answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/", "/api/test/list/x", "/api/test/list/"]
)
def test_what_is_not_there_is_not_found_in_json(stranger: Phone, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": "Record not found"})


def test_a_wrong_method_names_the_right_ones(stranger: Phone) -> None:
    answer = stranger.send("DELETE", "/api/test/echo")
    assert (answer.status_code, answer["Allow"]) == (405, "OPTIONS, POST")


def test_other_web_pages_may_call_and_read_links(stranger: Phone) -> None:
    answer = stranger.client.options("/api/test/echo")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer["Access-Control-Allow-Headers"]
    assert "Link" in stranger.get("/api/test/list/1")["Access-Control-Expose-Headers"]


def test_too_many_calls_are_slowed_down_and_told_until_when(
    phone_of: PhoneOf, student_leo: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "USUAL", limits.Limit("api", 2, 300))
    phone = phone_of(student_leo)
    left = [phone.get("/api/test/app")["X-RateLimit-Remaining"] for _ in range(2)]
    assert left == ["1", "0"]
    answer = phone.get("/api/test/app")
    assert (answer.status_code, answer["X-RateLimit-Limit"]) == (429, "2")
    assert 0 < int(answer["Retry-After"]) <= 1800
    assert answer["X-RateLimit-Reset"].endswith("Z")


def test_the_table_describes_itself(stranger: Phone) -> None:
    from rounds.edge.mastodon.openapi import document

    document.cache_clear()
    found = stranger.get("/api/openapi.json").json()
    document.cache_clear()
    assert found["openapi"] == "3.1.0"
    listing = found["paths"]["/api/test/list/{id}"]["get"]
    assert [one["name"] for one in listing["parameters"]][:2] == ["id", "max_id"]
    assert "requestBody" in found["paths"]["/api/test/echo"]["post"]


@pytest.mark.parametrize(
    "query",
    ["limit=20", "limit=20&max_id=7", "a=", "a", "a=1=2", "a=1&&b=2", "q=%C3%A4", "q=a+b", "x[]=1"],
)
def test_a_short_query_is_read_like_any_other(query: str) -> None:
    assert params.pairs(query) == parse_qsl(query, keep_blank_values=True)


def test_a_link_keeps_what_had_to_be_encoded(stranger: Phone) -> None:
    answer = stranger.client.get("/api/test/list/7?q=%C3%A4&limit=4&min_id=3")
    base = f"{settings.BASE_URL}/api/test/list/7?q=%C3%A4&limit=4"
    assert answer["Link"] == f'<{base}&max_id=70>; rel="next", <{base}&min_id=90>; rel="prev"'
