"""A server of ours in a home of its own, started the way an operator starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """A running server."""

    url: str
    port: int
    home: Path
    process: subprocess.Popen[bytes]

    def django(self, code: str) -> str:
        """Run `code` with Django set up, in a process of its own; gives what it printed."""
        program = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment(self.home, self.port), cwd=ROOT,
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
def serving(home: Path, *arguments: str) -> Iterator[Running]:
    """`rounds serve --migrate` in `home`, stopped at the end as an operator stops it."""
    port = free_port()
    command = [sys.executable, "-m", "rounds", "serve", "--migrate", "--port", str(port)]
    process = subprocess.Popen(
        [*command, *arguments], env=environment(home, port), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url)
        yield Running(url, port, home, process)
    finally:
        process.terminate()
        process.wait(20)
