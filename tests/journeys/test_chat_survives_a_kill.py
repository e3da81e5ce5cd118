"""A server killed in the middle of a chat loses nothing it acknowledged and repeats no prompt."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`rounds serve` with a home of its own, to be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.port, self.log = free_port(), home / "server.log"
        inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        self.environment = inherited | {
            "ROUNDS_HOME": str(home),
            "ROUNDS_PORT": str(self.port),
            "ROUNDS_DATABASE_URL": "",
            "ROUNDS_RATE_LIMITS": "0",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> str:
        """Run `rounds ...` beside the server; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "rounds", *words],
            cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def start(self) -> None:
        """Serve, and wait until it answers."""
        with self.log.open("ab") as lines:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "rounds", "serve"],
                cwd=ROOT, env=self.environment, stdout=lines, stderr=lines, start_new_session=True,
            )  # fmt: skip
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with suppress(OSError), urllib.request.urlopen(self.address("/healthz"), timeout=2):
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text()[-3000:])

    def kill(self) -> None:
        """Kill every process of it, as a power cut would."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def address(self, path: str) -> str:
        """The address of `path`."""
        return f"http://127.0.0.1:{self.port}{path}"

    def call(self, path: str, token: str, body: dict[str, str] | None = None) -> Any:
        """Ask the server as an app does."""
        request = urllib.request.Request(self.address(path))
        request.add_header("Authorization", f"Bearer {token}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with a host and three guests."""
    made = Server(tmp_path)
    made.command("init", "--yes")
    for name in ("amina", "leo", "priya", "joan"):
        made.command("account", "create", name, "--password", "correct horse battery")
    yield made
    made.kill()


def talk(server: Server, token: str, name: str, heard: list[str], stop: threading.Event) -> None:
    """Post one answer after the other; keep those that the server acknowledged."""
    number = 0
    while not stop.is_set():
        number += 1
        text = f"{name} says {number} #RenalJC"
        with suppress(OSError, urllib.error.HTTPError, ValueError):
            server.call("/api/v1/statuses", token, {"status": text})
            heard.append(text)
        time.sleep(0.3)


def under_the_tag(server: Server, token: str) -> list[str]:
    """Every post under the tag, in plain words."""
    found: list[str] = []
    older = ""
    while page := server.call(f"/api/v1/timelines/tag/renaljc?limit=40{older}", token):
        found += [post["content"] for post in page]
        older = f"&max_id={page[-1]['id']}"
    return found


def test_a_kill_loses_no_acknowledged_post_and_repeats_no_prompt(server: Server) -> None:
    tokens = {name: server.command("account", "token", name) for name in ("leo", "priya", "joan")}
    server.start()
    opens = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=15)
    server.command(
        "chat", "create", "--host", "amina", "--title", "Salt", "--tag", "RenalJC",
        "--starts", opens.isoformat(), "--minutes", "30", "--prompt", "0:What first?",
        "--prompt", "1:What then?", "--prompt", "20:What last?",
    )  # fmt: skip
    heard: list[str] = []
    stop = threading.Event()
    talkers = [
        threading.Thread(target=talk, args=(server, token, name, heard, stop))
        for name, token in tokens.items()
    ]
    for talker in talkers:
        talker.start()
    try:
        for moment in (0.15, 20.0, 60.1):
            wait_until(opens + timedelta(seconds=moment))
            server.kill()
            server.start()
        posts = wait_for_prompts(server, tokens["leo"], 2)
        server.command("chat", "next", "RenalJC")
        posts = wait_for_prompts(server, tokens["leo"], 3)
    finally:
        stop.set()
        for talker in talkers:
            talker.join()
    posts = under_the_tag(server, tokens["leo"])
    assert len(heard) > 20
    missing = [text for text in heard if not any(f"{text.split(' #')[0]} " in p for p in posts)]
    assert missing == []
    prompts = Counter(p[3:6] for p in posts if p.startswith("<p>Q"))
    assert prompts == {"Q1.": 1, "Q2.": 1, "Q3.": 1}
    assert sum("Answer a prompt by replying to it" in p for p in posts) == 1


def wait_until(moment: datetime) -> None:
    """Sleep until `moment`."""
    time.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


def wait_for_prompts(server: Server, token: str, number: int) -> list[str]:
    """The posts under the tag once `number` prompts are among them."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        posts = under_the_tag(server, token)
        if sum(p.startswith("<p>Q") for p in posts) >= number:
            return posts
        time.sleep(0.5)
    raise AssertionError(f"Fewer than {number} prompts after {PATIENCE} seconds.")
