"""A running server with people who can sign in, a browser made of plain requests, and toot."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.site.serving import ROOT, Running, services, serving

PASSWORD = "a long walk to the ward"
_FIELD = re.compile(r"<input[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def rounds(server: Running, *words: str) -> str:
    """Run the command line as an operator does; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "rounds", *words], env=server.environment, cwd=ROOT,
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with Amina, a consultant, and Leo, a student, on the services of the environment."""
    home = tmp_path_factory.mktemp("clients")
    # A push service of a test's own stands on this machine.
    near = {"ROUNDS_REACH_LOOPBACK": "1"}
    with services() as settings, serving(home, settings=settings | near) as running:
        for name, role in (("amina", "consultant"), ("leo", "student")):
            words = ["--email", f"{name}@example.org", "--role", role, "--password", PASSWORD]
            words += ["--staff"] if name == "amina" else []  # the one to write to about the server
            rounds(running, "account", "create", name, *words)
        yield running


@pytest.fixture(scope="package")
def tokens(server: Running) -> dict[str, str]:
    """An access token of each person, from the command line."""
    return {name: rounds(server, "account", "token", name) for name in ("amina", "leo")}


class Browser:
    """Somebody at the pages, by plain requests: a session, and forms sent as they were served."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()

    def fields(self, page: str) -> list[tuple[str, str]]:
        """The hidden fields of a page's forms."""
        found = (dict(_ATTRIBUTE.findall(one)) for one in _FIELD.findall(page))
        hidden = [one for one in found if one.get("type") == "hidden" and one.get("name")]
        return [(one["name"], html.unescape(one.get("value", ""))) for one in hidden]

    def sign_in(self, email: str) -> None:
        """Sign in with the password that everybody here has."""
        page = self.session.get(f"{self.url}/accounts/login/", timeout=20)
        token = dict(self.fields(page.text))["csrfmiddlewaretoken"]
        sent = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = self.session.post(
            f"{self.url}/accounts/login/", sent, timeout=20, allow_redirects=False
        )
        assert answer.status_code in (302, 303), answer.text

    def allow(self, address: str) -> str:
        """Let the app of `address` in; gives the code the page shows."""
        page = self.session.get(address, timeout=20)
        assert "act for you?" in page.text
        sent = [*dict(self.fields(page.text)).items(), ("decision", "allow")]
        shown = self.session.post(f"{self.url}/oauth/authorize", sent, timeout=20)
        found = re.search(r'id="code"[^>]*value="([^"]+)"', shown.text)
        assert found, shown.text
        return found[1]

    def confirm(self, link: str) -> requests.Response:
        """Press 'This is nobody's patient' on the page of a kept draft."""
        page = self.session.get(link, timeout=20)
        pressed = re.search(r'<button[^>]*name="confirm" value="([^"]+)"', page.text)
        assert pressed, page.text
        text = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
        sent = [*self.fields(page.text), ("confirm", html.unescape(pressed[1]))]
        sent.append(("text", html.unescape(text[1]).lstrip("\n") if text else ""))
        return self.session.post(link, sent, timeout=20)


@pytest.fixture
def browser(server: Running) -> Browser:
    """A browser nobody is signed in with."""
    return Browser(server.url)


@dataclass(frozen=True)
class Toot:
    """The real `toot` with a folder of settings of its own."""

    folder: Path

    def run(self, *words: str, type_in: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command, whichever way it ends."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TOOT_", "BROWSER"))}
        return subprocess.run(
            [sys.executable, "-m", "toot", *words], cwd=self.folder, capture_output=True, text=True,
            input=type_in, env=kept | {"XDG_CONFIG_HOME": str(self.folder)}, timeout=60,
        )  # fmt: skip

    def __call__(self, *words: str, type_in: str = "") -> str:
        """What one command prints; it must go well."""
        done = self.run(*words, type_in=type_in)
        assert done.returncode == 0, f"toot {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def json(self, *words: str) -> Any:
        """What one command prints as JSON."""
        return json.loads(self(*words, "--json"))

    def post(self, *words: str) -> str:
        """Post; gives the post's id."""
        return str(self.json("post", *words)["id"])


@pytest.fixture
def toot_of(server: Running, tokens: dict[str, str], tmp_path: Path) -> Callable[[str], Toot]:
    """Makes somebody's toot that holds a token from the command line."""

    def make(name: str) -> Toot:
        host, folder = f"127.0.0.1:{server.port}", tmp_path / name
        app = {"instance": host, "base_url": server.url, "client_id": "-", "client_secret": "-"}
        user = {"instance": host, "username": name, "access_token": tokens[name]}
        settings = {
            "active_user": f"{name}@{host}",
            "apps": {host: app},
            "users": {f"{name}@{host}": user},
        }
        (folder / "toot").mkdir(parents=True)
        (folder / "toot" / "config.json").write_text(json.dumps(settings))
        return Toot(folder)

    return make
