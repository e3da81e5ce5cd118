"""A server of ours in a home of its own, started the way an operator starts it."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """A running server."""

    url: str
    port: int
    home: Path
    process: subprocess.Popen[bytes]
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment it runs in, for commands beside it."""
        return environment(self.home, self.port) | dict(self.settings)

    def django(self, code: str) -> str:
        """Run `code` with Django set up, in a process of its own; gives what it printed."""
        program = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, cwd=ROOT,
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout.strip()

    def token(self, username: str) -> str:
        """Open an account with an app's token; gives the token."""
        return self.django(
            "from rounds.identity.models import App, AppToken\n"
            "from rounds.identity.access import digest\n"
            "from rounds.identity.open_account import Newcomer, open_account\n"
            f"a = open_account(Newcomer(username={username!r}, email='{username}@example.org'))\n"
            "from allauth.account.models import EmailAddress\n"
            "EmailAddress.objects.create(user=a.user, email=a.user.email, verified=True, primary=True)\n"
            f"app, _ = App.objects.get_or_create(client_id='t', defaults=dict(name='Test',"
            "redirect_uris='urn:ietf:wg:oauth:2.0:oob', scopes='read write', secret_digest=digest('s')))\n"
            f"AppToken.objects.create(app=app, user=a.user, scopes='read write', digest=digest('t-{username}'))\n"
            f"print('t-{username}')"
        )


def environment(home: Path, port: int) -> dict[str, str]:
    """The environment of a server of ours: nothing of the tests' own settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ROUNDS_", "DJANGO_"))}
    return kept | {
        "ROUNDS_HOME": str(home),
        "ROUNDS_PORT": str(port),
        "ROUNDS_LINK_PREVIEWS": "0",
        "DJANGO_SETTINGS_MODULE": "rounds.site.settings",
        "PYTHONPATH": str(ROOT),
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, seconds: float = 90) -> None:
    """Wait until the server says it can serve.

    Errors: TimeoutError.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(url)


@contextmanager
def services() -> Iterator[dict[str, str]]:
    """The settings of a site on the services of the environment: its Redis, and a fresh database
    on its PostgreSQL; nothing where there are none.
    """
    found = {"ROUNDS_REDIS_URL": url} if (url := os.environ.get("ROUNDS_REDIS_URL")) else {}
    address = os.environ.get("ROUNDS_DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield found
        return
    import psycopg

    name = f"site_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield found | {"ROUNDS_DATABASE_URL": f"{address.rsplit('/', 1)[0]}/{name}"}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def serving(
    home: Path, *arguments: str, settings: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """`rounds serve --migrate` in `home`, stopped at the end as an operator stops it."""
    port = free_port()
    command = [sys.executable, "-m", "rounds", "serve", "--migrate", "--port", str(port)]
    process = subprocess.Popen(
        [*command, *arguments], env=environment(home, port) | dict(settings or {}), cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url)
        yield Running(url, port, home, process, settings or {})
    finally:
        process.terminate()
        process.wait(20)
