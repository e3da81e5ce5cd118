"""Moderators, and people whose roles are confirmed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rounds.identity.appoint import appoint
from rounds.identity.credentials import confirm_credential
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role
from tests.identity.elsewhere import Elsewhere, somebody_elses_server


def person(username: str, role: Role = Role.UNSTATED) -> Account:
    """Somebody more, called by the username."""
    return open_account(Newcomer(username=username, email=f"{username}@example.org", role=role))


@pytest.fixture
def moderators(db: None) -> list[Account]:
    """Three who may look into registers."""
    found = [person(name) for name in ("ines", "otto", "wanda")]
    for one in found:
        appoint(one, moderator=True)
    return found


@pytest.fixture
def verified(dr_amina: Account, society: Account) -> list[Account]:
    """Two consultants and a society whose standing was confirmed by who runs the server."""
    second = person("marek", Role.CONSULTANT)
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    confirm_credential(second, "Consultant", "nhs.net", "surgery")
    confirm_credential(society, "Student society", "Northbridge Students' Union")
    return [dr_amina, second, society]


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Elsewhere]:
    """A server of somebody else on loopback, which this server may reach for once."""
    with somebody_elses_server() as server:
        settings.ROUNDS = replace(
            settings.ROUNDS,
            reach_loopback=True,
            orcid_client_id="APP-ROUNDS", orcid_secret="hush", orcid_url=server.url,
            orcid_api=server.url,
            oidc_url=server.url, oidc_client_id="rounds", oidc_secret="hush",
            oidc_name="Northbridge University", oidc_domains="northbridge.ac.uk",
        )  # fmt: skip
        yield server
