"""One site of two processes, on PostgreSQL and Redis: whichever answers, it is the same site."""

import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import PASSWORD, rounds
from tests.site.serving import Running, services, serving

pytestmark = [
    pytest.mark.redis,
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(240),
]
ENOUGH = 12


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two processes behind one port, with Leo's account."""
    home = tmp_path_factory.mktemp("several")
    with services() as found:
        assert "ROUNDS_REDIS_URL" in found
        assert "ROUNDS_DATABASE_URL" in found
        with serving(home, settings=found | {"ROUNDS_WORKERS": "2"}) as running:
            words = ["--email", "leo@example.org", "--role", "student", "--password", PASSWORD]
            rounds(running, "account", "create", "leo", *words)
            yield running


@pytest.fixture(scope="module")
def leo(server: Running) -> str:
    """Leo's token."""
    return rounds(server, "account", "token", "leo")


def answering(port: int, mine: int) -> int:
    """The process at the other end of the connection from our port `mine`."""
    ours, theirs = f":{mine:04X}", f":{port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    found = [r[9] for r in rows if r[1].endswith(theirs) and r[2].endswith(ours)]
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(str(one.readlink()) == f"socket:[{found[0]}]" for one in folder.iterdir()):
                return int(folder.parent.name)
        except OSError:
            continue
    raise AssertionError("Nobody holds the other end.")


class Line:
    """A connection that is kept, and the process that answers on it."""

    def __init__(self, server: Running) -> None:
        self.http = HTTPConnection("127.0.0.1", server.port, timeout=20)
        self.ask("GET", "/healthz")
        taken: socket.socket = self.http.sock
        self.process = answering(server.port, taken.getsockname()[1])

    def ask(self, method: str, path: str, token: str = "", sent: Any = None) -> tuple[Any, bytes]:
        """One request; gives the answer and its body."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if sent is not None:
            headers["Content-Type"] = "application/json"
        self.http.request(method, path, json.dumps(sent) if sent is not None else None, headers)
        answer = self.http.getresponse()
        return answer, answer.read()


@pytest.fixture
def lines(server: Running) -> Iterator[tuple[Line, Line]]:
    """A connection to each of the two processes."""
    found: dict[int, Line] = {}
    with ExitStack() as open_ones:
        for _turn in range(200):
            line = Line(server)
            open_ones.callback(line.http.close)
            found.setdefault(line.process, line)
            if len(found) == 2:
                break
        assert len(found) == 2, "The second process takes no connections."
        one, other = found.values()
        yield one, other


def _hear(line: Line, path: str, token: str = "") -> Any:
    """Begin to hear a stream on a connection; gives what to read lines from."""
    line.http.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    return line.http.getresponse()


def test_a_post_made_in_one_process_reaches_a_stream_held_by_the_other(
    server: Running, lines: tuple[Line, Line], leo: str
) -> None:
    for listener, writer in (lines, lines[::-1]):
        with ExitStack() as closing:
            stream = _hear(listener, "/api/v1/streaming/user", leo)
            closing.callback(listener.http.close)
            assert stream.readline() == b":)\n"
            text = f"Written by process {writer.process} @leo"
            answer, body = writer.ask("POST", "/api/v1/statuses", leo, {"status": text})
            assert answer.status == 200, body
            told = next(line for line in stream if line.startswith(b"data: "))
            assert json.loads(told.removeprefix(b"data: "))["id"] == json.loads(body)["id"]


def test_calls_are_counted_together(lines: tuple[Line, Line], leo: str) -> None:
    left = []
    for line in (*lines, *lines):
        answer, _body = line.ask("GET", "/api/v1/timelines/home", leo)
        left.append(int(answer.headers["X-RateLimit-Remaining"]))
    assert left == list(range(left[0], left[0] - 4, -1))


def test_each_job_is_done_once_whoever_takes_it(
    server: Running, lines: tuple[Line, Line], leo: str
) -> None:
    made = []
    for turn in range(ENOUGH):
        sent = {"status": f"Number {turn} #TwoProcesses"}
        answer, body = lines[turn % 2].ask("POST", "/api/v1/statuses", leo, sent)
        assert answer.status == 200, body
        made.append(json.loads(body)["id"])
    code = (
        "import time\n"
        "from rounds.jobs.models import Job\n"
        "end = time.monotonic() + 30\n"
        "waiting = lambda: Job.objects.exclude(function='rounds.jobs.schedule.tick')\n"
        "while waiting().exists() and time.monotonic() < end: time.sleep(0.1)\n"
        "turns = Job.objects.filter(function='rounds.jobs.schedule.tick')\n"
        "from rounds.site.subscriptions import SCHEDULE\n"
        "print(waiting().count(), turns.count() >= len(SCHEDULE), Job.objects.filter(attempts__gt=0).count())"
    )
    assert server.django(code) == "0 True 0"
    _answer, body = lines[0].ask("GET", "/api/v1/timelines/tag/twoprocesses", leo)
    assert [one["id"] for one in json.loads(body)] == made[::-1]


def test_one_signs_in_at_one_process_and_is_known_to_the_other(server: Running) -> None:
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with browser.open(f"{server.url}/accounts/login/", timeout=20) as page:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert found
    sent = {"login": "leo@example.org", "password": PASSWORD, "csrfmiddlewaretoken": found[1]}
    browser.open(f"{server.url}/accounts/login/", urllib.parse.urlencode(sent).encode(), timeout=20)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    seen: dict[int, int] = {}
    for _turn in range(200):
        line = Line(server)
        line.http.request("GET", "/home", headers={"Cookie": cookies})
        seen[line.process] = line.http.getresponse().status
        line.http.close()
        if len(seen) == 2:
            break
    assert list(seen.values()) == [200, 200]


def test_the_page_of_a_chat_hears_what_the_other_process_did(
    server: Running, lines: tuple[Line, Line], leo: str
) -> None:
    code = (
        "from datetime import timedelta\n"
        "from rounds.base import clock\n"
        "from rounds.gatherings.announce import announce\n"
        "from rounds.gatherings.plan import Plan, PlannedPrompt\n"
        "from rounds.identity.models import Account\n"
        "plan = Plan(title='Two processes', tag='TwoChat', starts_at=clock.now() + timedelta(seconds=3),"
        " prompts=[PlannedPrompt('What first?', 0)])\n"
        "print(announce(Account.objects.get(username='leo'), plan).pk)"
    )
    chat = server.django(code)
    listener, writer = lines
    stream = _hear(listener, f"/live/gathering/{chat}")
    told = (line.strip().decode() for line in stream if line.startswith(b"event: "))
    heard: set[str] = set()
    while not {"event: gathering", "event: prompt"} <= heard:
        heard.add(next(told))
    answer, body = writer.ask("POST", "/api/v1/statuses", leo, {"status": "Here #TwoChat"})
    assert answer.status == 200, body
    assert next(told) == "event: answer"
    listener.http.close()
