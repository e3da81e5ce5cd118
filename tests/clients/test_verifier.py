"""Badges of ours before a verifier that others wrote: @digitalcredentials/verifier-core under Node."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.clients.conftest import rounds
from tests.site.serving import ROOT, Running

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.timeout(300)]
HERE = Path(__file__).with_name("verifier")
CACHE = ROOT / ".cache" / "suites" / "verifier"
Check = Callable[[dict[str, Any]], dict[str, Any]]
HOLDS = {"valid_signature": True, "expiration": True, "revocation_status": True}


@pytest.fixture(scope="module")
def verifier() -> Path:
    """A folder that holds the verifier as `package-lock.json` pins and hashes it, and our script."""
    CACHE.mkdir(parents=True, exist_ok=True)
    lock, stamp = (HERE / "package-lock.json").read_bytes(), CACHE / "installed.json"
    for name in ("package.json", "package-lock.json", "check.mjs"):
        shutil.copyfile(HERE / name, CACHE / name)
    if not stamp.is_file() or stamp.read_bytes() != lock:
        words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(words, cwd=CACHE, check=True, timeout=240)
        stamp.write_bytes(lock)
    return CACHE


@pytest.fixture
def check(verifier: Path, tmp_path: Path) -> Check:
    """What the verifier says of a badge: each step, and what stopped it."""

    def ask(document: dict[str, Any]) -> dict[str, Any]:
        file = tmp_path / "badge.json"
        file.write_text(json.dumps(document))
        node = os.environ.get("ROUNDS_NODE", "node")
        done = subprocess.run(
            [node, "check.mjs", str(file)], cwd=verifier, capture_output=True, text=True,
            timeout=60, check=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        # Nobody keeps a register of servers of ours; that step says nothing of the badge.
        found["steps"].pop("registered_issuer", None)
        return found

    return ask


def shown(server: Running) -> int:
    """Confirm something about Amina and show it; gives the credential's number."""
    words = ["Consultant", "--issuer", "nhs.net", "--scope", "cardiology"]
    rounds(server, "account", "credential", "amina", *words)
    return int(
        server.django(
            "from rounds.identity.queries import account_by_handle\n"
            "from rounds.identity.credentials import current_credential\n"
            "from rounds.identity.badges.issue import show_badge\n"
            "amina = account_by_handle('amina')\n"
            "print(show_badge(amina, current_credential(amina).pk).credential_id)"
        )
    )


def test_a_verifier_of_another_make_accepts_a_badge_until_it_is_revoked(
    server: Running, check: Check
) -> None:
    number = shown(server)
    badge = requests.get(f"{server.url}/credentials/{number}.json", timeout=20).json()
    assert check(badge) == {"steps": HOLDS, "errors": []}
    rounds(server, "identity", "revoke", str(number), "--reason", "left")
    assert check(badge) == {"steps": HOLDS | {"revocation_status": False}, "errors": []}


def test_it_refuses_a_badge_that_somebody_changed(server: Running, check: Check) -> None:
    badge = requests.get(f"{server.url}/credentials/{shown(server)}.json", timeout=20).json()
    badge["credentialSubject"]["achievement"]["name"] = "Professor"
    assert check(badge) == {"steps": {}, "errors": ["invalid_signature"]}
