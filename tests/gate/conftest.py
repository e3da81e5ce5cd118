"""An author, an editor and two independent reviewers."""

import pytest

from rounds.identity.credentials import confirm_credential
from rounds.identity.editors import appoint_editor
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.ledger.record import subscribe
from rounds.site.subscriptions import SUBSCRIPTIONS
from tests.gate.reviewing import doctor


@pytest.fixture
def subscribed() -> None:
    """Facts reach those who subscribed, as on a server."""
    subscribe(SUBSCRIPTIONS)


@pytest.fixture
def author(dr_amina: Account) -> Account:
    """Dr Amina, who teaches and has declared that she has no interests."""
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital", "cardiology")
    confirm_register(dr_amina)
    return dr_amina


@pytest.fixture
def editor(trainee_priya: Account) -> Account:
    """Dr Priya, appointed editor."""
    appoint_editor(trainee_priya)
    return trainee_priya


@pytest.fixture
def ben(db: None) -> Account:
    """A consultant confirmed by Guy's."""
    return doctor("ben", "Guy's Hospital")


@pytest.fixture
def carla(db: None) -> Account:
    """A consultant confirmed by the Charité."""
    return doctor("carla", "Charité")
