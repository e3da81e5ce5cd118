"""The whole server, started by its command and spoken to over sockets."""

import asyncio
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from tests.site.serving import Running, serving

pytestmark = pytest.mark.served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for the tests of this module."""
    with serving(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="module")
def leo(server: Running) -> str:
    """Leo's token."""
    return server.token("leo")


@pytest.fixture(scope="module")
def amina(server: Running) -> str:
    """Amina's token."""
    return server.token("amina")


def call(
    server: Running, method: str, path: str, token: str = "", data: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    """One request; gives status, headers, body."""
    sent = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(
        server.url + path, data=data, method=method, headers=sent | (headers or {})
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def post(server: Running, token: str, text: str, visibility: str = "public") -> dict[str, Any]:
    """Publish a post as an app does."""
    body = json.dumps({"status": text, "visibility": visibility}).encode()
    status, _, content = call(
        server, "POST", "/api/v1/statuses", token, body, {"Content-Type": "application/json"}
    )
    assert status == 200, content
    found: dict[str, Any] = json.loads(content)
    return found


def test_pages_and_static_files_are_served_with_their_guards(server: Running) -> None:
    status, headers, _ = call(server, "GET", "/accounts/login/")
    assert status == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    status, headers, body = call(server, "GET", "/static/icons/person.png")
    assert (status, headers["content-type"], body[:4]) == (200, "image/png", b"\x89PNG")
    assert headers["x-content-type-options"] == "nosniff"
    assert call(server, "GET", "/static/../settings.py")[0] == 404


def test_uploads_are_served_as_what_they_are_and_nothing_else_is(server: Running) -> None:
    media = server.home / "media"
    media.mkdir(exist_ok=True)
    (media / "a1.webp").write_bytes(b"RIFF0000WEBP")
    (media / "evil.html").write_text("<script>alert(1)</script>")
    (server.home / "outside.webp").write_bytes(b"secret")
    status, headers, body = call(server, "GET", "/media/a1.webp")
    assert (status, headers["content-type"], body) == (200, "image/webp", b"RIFF0000WEBP")
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    part = call(server, "GET", "/media/a1.webp", headers={"Range": "bytes=4-7"})
    assert (part[0], part[2]) == (206, b"0000")
    for path in ("evil.html", "..%2foutside.webp", "../outside.webp", "%2e%2e/outside.webp", ""):
        assert call(server, "GET", f"/media/{path}")[0] == 404


def test_a_body_past_the_limit_is_refused(server: Running, leo: str) -> None:
    assert call(server, "POST", "/api/v1/statuses", leo, b"x" * (18 * 1024 * 1024))[0] == 413
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(
            b"POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nx"
        )
        assert b" 413 " in raw.recv(100)


def test_a_body_past_the_limit_is_refused_in_the_caller_s_own_words(
    server: Running, leo: str
) -> None:
    large = b"x" * (18 * 1024 * 1024)
    _, headers, body = call(server, "POST", "/api/v1/statuses", leo, large)
    assert headers["content-type"].startswith("application/json")
    assert headers["access-control-allow-origin"] == "*"
    assert json.loads(body)["error"]
    status, headers, _ = call(server, "POST", "/compose", data=large)
    assert status == 413
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_client_that_leaves_in_the_middle_harms_nobody(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(
            b"POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf"
        )
    assert call(server, "GET", "/healthz")[0] == 200


async def _next(socket_: Any, event: str) -> dict[str, Any]:
    """The next message with this event; beats and others are passed over."""
    while True:
        text = await asyncio.wait_for(socket_.recv(), 15)
        message = json.loads(text) if text else {}
        if message.get("event") == event:
            found: dict[str, Any] = message
            return found


def test_a_websocket_hears_home_notifications_and_hashtags(
    server: Running, leo: str, amina: str
) -> None:
    async def listen() -> None:
        url = f"ws://127.0.0.1:{server.port}/api/v1/streaming?access_token={leo}&stream=user"
        async with connect(url) as socket_:
            subscribe = {"type": "subscribe", "stream": "hashtag", "tag": "ECG"}
            await socket_.send(json.dumps(subscribe))
            await asyncio.sleep(0.3)
            made = await asyncio.to_thread(post, server, amina, "@leo an #ecg")
            told = await _next(socket_, "notification")
            assert json.loads(told["payload"])["type"] == "mention"
            seen = await _next(socket_, "update")
            assert seen["stream"] == ["hashtag", "ecg"]
            assert json.loads(seen["payload"])["id"] == made["id"]
            mine = await asyncio.to_thread(post, server, leo, "To myself.", "private")
            own = await _next(socket_, "update")
            assert own["stream"] == ["user"]
            assert json.loads(own["payload"])["id"] == mine["id"]
            await asyncio.to_thread(call, server, "DELETE", f"/api/v1/statuses/{mine['id']}", leo)
            assert (await _next(socket_, "delete"))["payload"] == mine["id"]

    asyncio.run(listen())


def test_a_token_may_come_as_subprotocol_and_must_be_good(server: Running, leo: str) -> None:
    async def listen() -> None:
        url = f"ws://127.0.0.1:{server.port}/api/v1/streaming"
        async with connect(url, subprotocols=[leo]) as socket_:  # type: ignore[list-item]
            assert socket_.subprotocol == leo
            await socket_.send("nonsense")
            assert json.loads(await asyncio.wait_for(socket_.recv(), 5))["status"] == 400
        async with connect(url) as stranger:
            await stranger.send(json.dumps({"type": "subscribe", "stream": "user"}))
            assert "token" in json.loads(await asyncio.wait_for(stranger.recv(), 5))["error"]
        with pytest.raises(Exception, match="401"):
            await connect(f"{url}?access_token=wrong")

    asyncio.run(listen())


async def _closed_with(socket_: Any) -> int | None:
    """Wait until the server ends it; gives its code."""
    await asyncio.wait_for(socket_.wait_closed(), 15)
    code: int | None = socket_.close_code
    return code


def test_a_revoked_token_hears_nothing_more(server: Running, amina: str) -> None:
    lost = server.token("lost_phone")

    async def listen() -> None:
        url = f"ws://127.0.0.1:{server.port}/api/v1/streaming?access_token={lost}&stream=user"
        async with connect(url) as socket_:
            await asyncio.sleep(0.3)
            unwanted = f"client_id=t&client_secret=s&token={lost}".encode()
            answer = await asyncio.to_thread(call, server, "POST", "/oauth/revoke", "", unwanted)
            assert answer[0] == 200
            assert await _closed_with(socket_) == 1008

    asyncio.run(listen())


def test_a_suspended_account_hears_nothing_more(server: Running, amina: str) -> None:
    token = server.token("sent_off")

    async def listen() -> None:
        url = f"ws://127.0.0.1:{server.port}/api/v1/streaming?access_token={token}&stream=user"
        async with connect(url) as socket_:
            await asyncio.sleep(0.3)
            code = (
                "from rounds.identity.models import Account\n"
                "from rounds.identity.suspend import suspend\n"
                "suspend(Account.objects.get(username='sent_off').pk, 1)"
            )
            await asyncio.to_thread(server.django, code)
            assert await _closed_with(socket_) == 1008

    asyncio.run(listen())


def test_streams_of_ones_own_need_a_token_events_tell_the_public_timeline_and_never_closed_posts(
    server: Running, amina: str
) -> None:
    request = urllib.request.Request(f"{server.url}/api/v1/streaming/public/local")
    with urllib.request.urlopen(request, timeout=15) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.readline() == b":)\n"
        post(server, amina, "Hidden.", "private")
        made = post(server, amina, "Seen.")
        lines = [stream.readline() for _ in range(3)]
    assert lines[1] == b"event: update\n"
    assert json.loads(lines[2].removeprefix(b"data: "))["id"] == made["id"]


def test_streams_of_ones_own_need_a_token(server: Running) -> None:
    assert call(server, "GET", "/api/v1/streaming/user")[0] == 401
    assert call(server, "GET", "/api/v1/streaming/user", "wrong")[0] == 401
    assert call(server, "GET", "/api/v1/streaming/nonsense")[0] == 404
    assert call(server, "GET", "/api/v1/streaming/health")[2] == b"OK"
    assert call(server, "GET", "/live/home")[0] == 404
    assert call(server, "GET", "/live/nonsense/5")[0] == 404


def test_the_page_of_a_gathering_hears_events(server: Running) -> None:
    with urllib.request.urlopen(f"{server.url}/live/gathering/5", timeout=10) as stream:
        assert stream.readline() == b"retry: 3000\n"


def test_an_unsafe_setting_stops_the_command_with_a_sentence(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.site.serving import ROOT, environment

    done = subprocess.run(
        [sys.executable, "-m", "rounds", "serve", "--bind", "0.0.0.0", "--profile", "suites"],
        env=environment(tmp_path, 8279), cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Not safe in public" in done.stderr
