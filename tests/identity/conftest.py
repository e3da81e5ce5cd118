"""Moderators, and people whose roles are confirmed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rounds.identity.appoint import appoint
from rounds.identity.claims.by_saml import Asked, ask_institution
from rounds.identity.credentials import confirm_credential
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role
from rounds.identity.saml.providers import fetch_providers
from rounds.identity.saml.service import our_ear, our_entity
from rounds.identity.saml_models import SamlProvider
from tests.identity import saml_institution as idp
from tests.identity.elsewhere import Elsewhere, somebody_elses_server
from tests.identity.saml_institution import Words


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


Configure = Callable[..., None]


@pytest.fixture
def configure(settings: Any, tmp_path: Path) -> Configure:
    """Let this server know a federation by this metadata."""

    def set_up(metadata: bytes, certificate: str = "", **more: object) -> None:
        file, signer = tmp_path / "federation.xml", tmp_path / "federation.pem"
        file.write_bytes(metadata)
        signer.write_text(certificate)
        settings.ROUNDS = replace(
            settings.ROUNDS, **({"saml_metadata": str(file)} | more),
            saml_certificate=str(signer) if certificate else "",
        )  # fmt: skip

    return set_up


@pytest.fixture
def northbridge(db: None, configure: Configure) -> SamlProvider:
    """A university in a federation that this server knows."""
    configure(idp.federation(idp.entity()))
    assert fetch_providers() == 1
    idp.lay_our_key()
    return SamlProvider.objects.get()


@pytest.fixture
def asked(northbridge: SamlProvider) -> Asked:
    """A question of hers, as her session keeps it."""
    return ask_institution(northbridge.pk)[1]


@pytest.fixture
def words(asked: Asked) -> Words:
    """What the university answers."""
    return Words(request=asked.request, audience=our_entity(), ear=our_ear())
