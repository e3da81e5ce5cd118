"""Badges of ours before a verifier that others wrote: @digitalcredentials/verifier-core under Node."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from lxml import etree

from tests.clients.conftest import rounds
from tests.clients.node import installed
from tests.site.serving import Running

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.timeout(300)]
Check = Callable[..., dict[str, Any]]
HOLDS = {
    "valid_signature": True, "expiration": True, "revocation_status": True,
    "suspension_status": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def verifier() -> Path:
    """A folder that holds the verifier as `package-lock.json` pins and hashes it, and our script."""
    return installed("verifier", "check.mjs")


@pytest.fixture
def check(verifier: Path, tmp_path: Path) -> Check:
    """What the verifier says of a badge, now or `later` (minutes) with lists it `kept`."""

    def ask(
        document: dict[str, Any], kept: dict[str, Any] | None = None, *, later: int = 0
    ) -> dict[str, Any]:
        file, lists = tmp_path / "badge.json", tmp_path / "kept.json"
        file.write_text(json.dumps(document))
        lists.write_text(json.dumps(kept or {}))
        node = os.environ.get("ROUNDS_NODE", "node")
        done = subprocess.run(
            [node, "check.mjs", str(file), str(lists), str(later)], cwd=verifier, capture_output=True, text=True,
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


def kept_lists(badge: dict[str, Any]) -> dict[str, Any]:
    """The lists that a badge names, as somebody who fetched them now may keep them."""
    names = [entry["statusListCredential"] for entry in badge["credentialStatus"]]
    return {name: requests.get(name, timeout=20).json() for name in names}


def test_revoked_it_fails_within_the_hour_however_the_verifier_keeps_the_list(
    server: Running, check: Check
) -> None:
    number = shown(server)
    badge = requests.get(f"{server.url}/credentials/{number}.json", timeout=20).json()
    kept = kept_lists(badge)
    rounds(server, "identity", "revoke", str(number), "--reason", "misused")
    assert check(badge, kept) == {"steps": HOLDS, "errors": []}  # nobody told it yet
    stale = check(badge, kept, later=60)
    assert stale["steps"].get("revocation_status") != HOLDS["revocation_status"]
    assert check(badge) == {"steps": HOLDS | {"revocation_status": False}, "errors": []}


def test_a_renamed_account_fails_until_the_name_is_back(server: Running, check: Check) -> None:
    badge = requests.get(f"{server.url}/credentials/{shown(server)}.json", timeout=20).json()
    assert check(badge) == {"steps": HOLDS, "errors": []}
    was = renamed(server, "Professor Somebody")
    assert check(badge) == {"steps": HOLDS | {"suspension_status": False}, "errors": []}
    renamed(server, was)
    assert check(badge) == {"steps": HOLDS, "errors": []}


def renamed(server: Running, name: str) -> str:
    """Call Amina by another name; gives the one before."""
    return server.django(
        "from rounds.identity.profile import Changes, revise_profile\n"
        "from rounds.identity.queries import account_by_handle\n"
        "amina = account_by_handle('amina')\n"
        "print(amina.display_name)\n"
        f"revise_profile(amina, Changes(display_name={name!r}))"
    ).strip()


def test_a_copied_account_fails(server: Running, check: Check) -> None:
    """A copy may carry her badge; it names her account, and a badge that names the copy is forged."""
    number = shown(server)
    badge = requests.get(f"{server.url}/credentials/{number}.json", timeout=20).json()
    hers, copy = badge["credentialSubject"]["id"], f"{server.url}/@amlna"
    assert check(badge)["errors"] == []
    assert hers == f"{server.url}/@amina"
    badge["credentialSubject"]["id"] = copy
    assert check(badge) == {"steps": {}, "errors": ["invalid_signature"]}


def test_a_badge_taken_out_of_its_picture_is_accepted(server: Running, check: Check) -> None:
    picture = requests.get(f"{server.url}/credentials/{shown(server)}.svg", timeout=20)
    first = etree.fromstring(picture.content)[0]
    assert first.tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert check(json.loads(first.text)) == {"steps": HOLDS, "errors": []}
