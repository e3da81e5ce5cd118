"""The people every test knows; the demo has the same."""

import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from rounds.base import clock, ids
from rounds.base.provenance import apart
from rounds.gate.pictures import port
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.portrait import handed_to
from rounds.identity.roles import OrganisationKind, Role
from rounds.jobs.work import calling, slow
from rounds.posts.media import looked_at_by

# A busy machine is no finding; in CI the same examples come each time.
settings.register_profile(
    "rounds", deadline=None, derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("rounds")


@pytest.fixture(autouse=True)
def nobodys_language() -> None:
    """The language of the request that a test before made is not that of this test."""
    translation.deactivate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a slow test first: at the end one worker would go through them while the other rests."""
    slow_files = {item.path for item in items if "slow" in item.keywords}
    items.sort(key=lambda item: item.path not in slow_files)


@pytest.fixture(autouse=True)
def time_runs_again() -> Iterator[None]:
    """A test that travelled ahead leaves neither its clock nor ids from the future behind."""
    yield
    clock.travel(None)
    ids._last_ms = 0


@pytest.fixture(autouse=True)
def nothing_looks_into_pictures(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the extra `images` is installed makes no difference: a test plugs in what it needs."""
    if "images" not in request.keywords:
        monkeypatch.setattr(apart, "is_installed", lambda: False)
    looked_at_by(None)
    handed_to(None)
    port.plug(None)
    slow(())
    calling(())


def _person(username: str, name: str, role: Role, **more: object) -> Account:
    email = f"{username}@example.org"
    return open_account(
        Newcomer(username=username, email=email, display_name=name, role=role, **more)  # type: ignore[arg-type]
    )


@pytest.fixture
def dr_amina(db: None) -> Account:
    """A consultant cardiologist who teaches."""
    return _person(
        "amina", "Dr Amina Yusuf", Role.CONSULTANT,
        country="GB", specialties=["cardiology"], languages=["en", "so"], uses_own_name=True,
    )  # fmt: skip


@pytest.fixture
def student_leo(db: None) -> Account:
    """A medical student in his third year."""
    return _person("leo", "Leo Martins", Role.STUDENT, country="PT", languages=["pt", "en"])


@pytest.fixture
def trainee_priya(db: None) -> Account:
    """A doctor in training."""
    return _person(
        "priya", "Dr Priya Raman", Role.DOCTOR_IN_TRAINING, country="IN", uses_own_name=True
    )


@pytest.fixture
def patient_joan(db: None) -> Account:
    """A patient who brings her own perspective."""
    return _person("joan", "Joan", Role.PATIENT_OR_PUBLIC, country="GB")


@pytest.fixture
def society(db: None) -> Account:
    """A student society that hosts chats."""
    return _person(
        "cardsoc", "Cardiology Student Society", Role.ORGANISATION,
        organisation_kind=OrganisationKind.SOCIETY, country="GB",
    )  # fmt: skip
