"""Bad input gets a clear 4xx and changes nothing: what check 6 of the second issue asks for."""

import io
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rounds.base import clock
from rounds.edge.mastodon.api import endpoints
from rounds.gate.draft import Draft
from rounds.gate.models import KeptDraft
from rounds.gate.submit import submit
from rounds.identity.access import digest
from rounds.identity.models import Account, AppToken
from rounds.posts.models import Media, Post
from tests.mastodon.conftest import Phone

PhoneOf = Callable[..., Phone]
SQL_AND_HTML = "'; DROP TABLE posts_post; -- <script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def leo(student_leo: Account, phone_of: PhoneOf) -> Phone:
    """Leo's app."""
    return phone_of(student_leo)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side: int = 60_000) -> bytes:
    """A small PNG that would unpack to gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 4_000_000, 9)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    return start + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def cut(kind: str) -> bytes:
    """The first half of a good picture."""
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).convert("RGB").save(out, kind)
    return out.getvalue()[: len(out.getvalue()) // 2]


WRONG_TYPES = [
    ("/api/v1/statuses", {"status": {"a": 1}}),
    ("/api/v1/statuses", {"status": ["a"]}),
    ("/api/v1/statuses", {"status": "x", "media_ids": {"a": "b"}}),
    ("/api/v1/statuses", {"status": "x", "media_ids": ["not an id"]}),
    ("/api/v1/statuses", {"status": "x", "poll": "yes"}),
    ("/api/v1/statuses", {"status": "x", "poll": {"options": "a", "expires_in": "soon"}}),
    ("/api/v1/statuses", {"status": "x", "poll": {"options": ["a", "b"], "expires_in": -1}}),
    ("/api/v1/statuses", {"status": "x", "poll": {"options": ["a", "b"], "expires_in": 10**30}}),
    ("/api/v1/statuses", {"status": "x", "visibility": "everybody"}),
    ("/api/v1/statuses", {"status": "x", "visibility": 7}),
    ("/api/v1/statuses", {"status": "x", "in_reply_to_id": "-1"}),
    ("/api/v1/statuses", {"status": "x", "in_reply_to_id": "9" * 60}),
    ("/api/v1/statuses", {"status": "x", "scheduled_at": "yesterday"}),
    ("/api/v1/statuses", {"status": "x", "scheduled_at": "0000-99-99T99:99:99Z"}),
    ("/api/v1/statuses", {"status": ""}),
    ("/api/v1/statuses", {"status": "\u0000 \u200b"}),
    ("/api/v1/statuses", {"status": "x" * 200_000}),
    ("/api/v1/lists", {"title": ""}),
    ("/api/v1/lists", {"title": "x" * 10_000}),
    ("/api/v1/lists", {"title": "x", "replies_policy": "nonsense"}),
    ("/api/v2/filters", {"title": "x", "context": ["nowhere"]}),
    ("/api/v2/filters", {"title": "x", "context": "home", "expires_in": "a while"}),
    ("/api/v1/featured_tags", {"name": "two words"}),
    ("/api/v1/reports", {"account_id": "nobody"}),
    ("/api/v1/domain_blocks", {"domain": "not a domain at all"}),
]


@pytest.mark.parametrize(("path", "sent"), WRONG_TYPES)
def test_what_is_of_the_wrong_kind_is_refused_in_words(
    leo: Phone, path: str, sent: dict[str, object]
) -> None:
    answer = leo.post(path, sent)
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.json()["error"]
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'"text"'),
        ("application/json", b'{"status": "\xff\xfe"}'),
        ("application/json", b'{"status": "\\ud800"}'),
        ("application/json", b'{"a":' * 5000),
        ("application/json", b'{"status": "x", "n": ' + b"9" * 5000 + b"}"),
        ("application/x-www-form-urlencoded", b"status=%ff%fe"),
        ("application/x-www-form-urlencoded", b"status=\xff"),
        ("application/x-www-form-urlencoded", b"a[b][c][d][e][f][g][h][i]=1"),
        ("application/x-www-form-urlencoded", b"&".join(b"a[]=1" for _ in range(5000))),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("application/json", b" " * (30 * 1024 * 1024)),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_and_posts_nothing(
    leo: Phone, kind: str, body: bytes
) -> None:
    answer = leo.client.generic(
        "POST", "/api/v1/statuses", body, content_type=kind, headers=leo.headers
    )
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.json()["error"]
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "data",
    [bomb(), cut("JPEG"), cut("PNG"), cut("WEBP"), b"<svg onload='alert(1)'/>", b"PK\x03\x04zip"],
    ids=["bomb", "half a JPEG", "half a PNG", "half a WebP", "SVG", "ZIP"],
)
def test_no_bomb_and_no_broken_picture_is_kept(leo: Phone, data: bytes) -> None:
    file = SimpleUploadedFile("picture.png", data, "image/png")
    answer = leo.upload("/api/v2/media", {"file": file})
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.json()["error"]
    assert not Media.objects.exists()


def test_markup_and_sql_in_every_field_stay_words(leo: Phone) -> None:
    sent = {"status": SQL_AND_HTML, "spoiler_text": SQL_AND_HTML, "language": SQL_AND_HTML}
    answer = leo.post("/api/v1/statuses", sent)
    if answer.status_code == 422:
        answer = leo.post("/api/v1/statuses", sent | {"language": "en"})
    assert answer.status_code == 200
    post = answer.json()
    assert "<script" not in post["content"]
    assert "<img" not in post["content"]
    profile = leo.send(
        "PATCH", "/api/v1/accounts/update_credentials",
        {"display_name": SQL_AND_HTML[:30], "note": SQL_AND_HTML},
    )  # fmt: skip
    assert "<script" not in profile.json()["note"]
    for path in ("/api/v2/search", "/api/v1/accounts/search", "/api/v1/accounts/lookup"):
        answer = leo.get(path, q=SQL_AND_HTML, acct=SQL_AND_HTML)
        assert answer.status_code < 500
    assert Post.objects.count() == 1


@pytest.mark.parametrize("name", ["max_id", "min_id", "since_id", "limit", "offset"])
@pytest.mark.parametrize("value", ["-1", "0", "9" * 40, "a'--", "%00", "1e9", "null", "\u0661"])
def test_strange_pages_break_no_list(leo: Phone, name: str, value: str) -> None:
    for path in ("timelines/home", "timelines/public", "notifications", "bookmarks", "trends/tags"):
        assert leo.get(f"/api/v1/{path}", **{name: value}).status_code < 500


def test_expired_foreign_and_revoked_tokens_open_nothing(
    leo: Phone, student_leo: Account, stranger: Phone
) -> None:
    assert leo.get("/api/v1/timelines/home").status_code == 200
    AppToken.objects.filter(user=student_leo.user).delete()
    for token in ("never issued", "", "x" * 9000, "\u00e4", digest("s3cret")):
        phone = Phone(token)
        for answer in (
            leo.get("/api/v1/timelines/home"),
            phone.get("/api/v1/timelines/home"),
            phone.post("/api/v1/statuses", {"status": "x"}),
        ):
            assert answer.status_code == 401, token
    assert not Post.objects.exists()


def test_other_peoples_drafts_pictures_and_schedules_are_not_there(
    leo: Phone, dr_amina: Account, phone_of: PhoneOf
) -> None:
    amina = phone_of(dr_amina)
    kept = submit(dr_amina, Draft(text="NHS number 943 476 5919")).kept_draft
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    file = SimpleUploadedFile("a.png", out.getvalue(), "image/png")
    media = amina.upload("/api/v2/media", {"file": file}).json()["id"]
    at = (clock.now() + timedelta(hours=2)).isoformat()
    later = amina.post("/api/v1/statuses", {"status": "Later", "scheduled_at": at}).json()["id"]
    for path in (f"/api/v1/media/{media}", f"/api/v1/scheduled_statuses/{later}"):
        for method in ("GET", "PUT", "DELETE"):
            assert leo.send(method, path).status_code == 404
    assert leo.post("/api/v1/statuses", {"status": "x", "media_ids": [media]}).status_code == 422
    assert leo.get(f"/api/v1/statuses/{kept.pk}").status_code == 404
    assert KeptDraft.objects.filter(pk=kept.pk, author=dr_amina).exists()
    assert amina.get(f"/api/v1/media/{media}").status_code == 200
    assert not Post.objects.exists()


def test_no_endpoint_answers_a_stranger_with_an_error_of_ours(stranger: Phone, leo: Phone) -> None:
    for entry in endpoints:
        path = entry.path
        for name in entry.params_in_path:
            path = path.replace(f":{name}", "'\"<x>")
        for phone in (stranger, leo):
            assert phone.send(entry.method, path, {"id": [{}], "q": {}}).status_code < 500, path


@pytest.mark.parametrize(
    ("path", "sent", "says"),
    [
        ("/api/v1/statuses", {"status": "x", "poll": {"options": ["a", "b"]}}, "expires in"),
        ("/api/v1/statuses", {"status": "x", "sensitive": "perhaps"}, "true or false"),
        ("/api/v1/statuses", {"status": {"a": 1}}, "Status must be a text"),
        ("/api/v1/statuses", {"status": "x", "poll": "yes"}, "Poll must be a group of fields"),
    ],
)
def test_what_cannot_be_read_is_said_in_words_of_people(
    leo: Phone, path: str, sent: dict[str, object], says: str
) -> None:
    answer = leo.post(path, sent)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert "Expected" not in answer.json()["error"]


def test_a_limit_that_is_no_number_is_said_in_words(leo: Phone) -> None:
    answer = leo.get("/api/v1/timelines/home", limit="many")
    assert answer.status_code == 422
    assert answer.json()["error"] == "Validation failed: Limit must be a whole number"


def test_a_language_that_cannot_be_one_counts_as_not_said(leo: Phone, student_leo: Account) -> None:
    student_leo.user.default_language = "de"
    student_leo.user.save()
    said = leo.post("/api/v1/statuses", {"status": "Guten Morgen.", "language": "zzzzzzzz"})
    assert said.json()["language"] == "de"
    said = leo.post("/api/v1/statuses", {"status": "Bom dia.", "language": "pt-BR"})
    assert said.json()["language"] == "pt-BR"
