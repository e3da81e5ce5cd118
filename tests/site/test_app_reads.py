"""What apps read takes a shorter way than pages, and comes out the same to the last byte."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from rounds.edge.mastodon import limits
from rounds.identity.access import digest
from rounds.identity.models import Account, AppToken, Follow
from rounds.posts.models import Post
from rounds.site.app_reads import AppReads, is_app_read
from rounds.site.bridge import Bridge, through_django, wsgi_environ
from rounds.timelines import render
from tests.timelines.conftest import write_post

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
_EXECUTOR = ThreadPoolExecutor(1)
SHORT = Bridge(AppReads(), _EXECUTOR, 1024, signal=False)
LONG = Bridge(through_django(WSGIHandler()), _EXECUTOR, 1024)


@pytest.fixture(autouse=True)
def _within_one_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's open transaction looks to Django like a broken connection; limits stay here."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda own: None)
    monkeypatch.setattr(limits, "_store", lambda: limits.memory)


def ask(way: Bridge, path: str, token: str = "", method: str = "GET") -> Answer:
    """The answer to one call, as the caller's first: status, headers, body."""
    limits.memory.forget()
    path, _, query = path.partition("?")
    sent = [(b"host", b"localhost:8000"), (b"accept", b"*/*")]
    if token:
        sent.append((b"authorization", f"Bearer {token}".encode()))
    scope: dict[str, Any] = {
        "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": sent, "scheme": "http",
    }  # fmt: skip
    status, headers, body, streaming = way.make(wsgi_environ(scope, io.BytesIO(), 0))
    assert streaming is None
    return status, sorted(headers), body


@pytest.fixture
def thread(dr_amina: Account, student_leo: Account) -> Post:
    """A post of Amina's that Leo follows, an answer, a boost and what Leo was told."""
    render.forget_all()
    Follow.objects.create(follower=student_leo, followed=dr_amina, accepted=True)
    AppToken.objects.create(user=student_leo.user, scopes="read", digest=digest("leo"))
    root = write_post(dr_amina, "A quiz: what is ζ?", tags=("ecg",), names=(student_leo,))
    write_post(student_leo, "I think it's this.", reply_to=root)
    write_post(dr_amina, boost_of=root)
    return root


READS = [
    "/api/v1/timelines/home?limit=2", "/api/v1/timelines/home?max_id=x&limit=400",
    "/api/v1/timelines/tag/ecg", "/api/v1/timelines/public?local=true", "/api/v1/statuses/{id}",
    "/api/v1/statuses/{id}/context", "/api/v1/notifications?limit=20",
    "/api/v1/accounts/verify_credentials", "/api/v1/accounts/search?q=%C3%A4", "/api/v1/markers",
    "/api/v1/statuses/12", "/api/v1/statuses/%FF", "/api/v1/nowhere", "/api/", "/api/v1/apps",
    "/api/v2/instance", "/api/v1/timelines/home?limit=%FF", "/api/v1/timelines/home?limit=many",
]  # fmt: skip


@pytest.mark.parametrize("token", ["leo", "unknown", ""])
@pytest.mark.parametrize("path", READS)
def test_a_read_is_the_same_on_both_ways(thread: Post, path: str, token: str) -> None:
    path = path.format(id=thread.pk)
    assert ask(SHORT, path, token) == ask(LONG, path, token)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_what_an_app_asks_beforehand_is_the_same_on_both_ways(thread: Post, method: str) -> None:
    path = "/api/v1/timelines/home"
    assert ask(SHORT, path, "leo", method) == ask(LONG, path, "leo", method)


def test_every_answer_of_the_short_way_carries_the_guards(thread: Post) -> None:
    for path in ("/api/v1/timelines/home", "/api/v1/nowhere"):
        headers = dict(ask(SHORT, path, "leo")[1])
        assert headers[b"X-Content-Type-Options"] == b"nosniff"
        assert b"default-src 'none'" in headers[b"Content-Security-Policy"]


def test_the_short_way_gives_what_the_reader_may_see(thread: Post) -> None:
    status, _, body = ask(SHORT, "/api/v1/timelines/home", "leo")
    assert status == 200
    boost, answer, post = msgspec.json.decode(body)
    assert boost["reblog"]["id"] == answer["in_reply_to_id"] == post["id"] == str(thread.pk)


def test_a_token_that_is_revoked_is_refused_by_the_next_call(thread: Post) -> None:
    assert ask(SHORT, "/api/v1/timelines/home", "leo")[0] == 200
    AppToken.objects.all().delete()
    assert ask(SHORT, "/api/v1/timelines/home", "leo")[0] == 401


def test_somebody_suspended_is_refused_by_the_next_call(thread: Post, student_leo: Account) -> None:
    assert ask(SHORT, "/api/v1/timelines/home", "leo")[0] == 200
    Account.objects.filter(pk=student_leo.pk).update(suspended_at=timezone.now())
    status, _, body = ask(SHORT, "/api/v1/timelines/home", "leo")
    assert (status, body) == (403, b'{"error":"Your login is currently disabled"}')


@pytest.mark.parametrize(
    ("method", "path", "short"),
    [
        ("GET", "/api/v1/timelines/home", True),
        ("OPTIONS", "/api/v1/statuses", True),
        ("POST", "/api/v1/statuses", False),
        ("GET", "/apiary", False),
        ("GET", "/oauth/authorize", False),
        ("GET", "/home", False),
    ],
)
def test_only_what_apps_read_takes_the_short_way(method: str, path: str, short: bool) -> None:
    assert is_app_read(method, path) is short
