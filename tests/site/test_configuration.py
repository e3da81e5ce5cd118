"""An operator's settings: read, and refused where they would be unsafe in public."""

from pathlib import Path

import pytest

from rounds.base.errors import RoundsError
from rounds.site.configuration import UnsafeConfiguration, load

PUBLIC = {"ROUNDS_ORIGIN": "https://rounds.example", "ROUNDS_SECRET": "x" * 40}


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    config = load({"ROUNDS_HOME": str(tmp_path)})
    assert config.base_url == "http://127.0.0.1:8000"
    assert len(config.secret) >= 32


def test_the_secret_stays_the_same_and_is_nobody_else_s_to_read(tmp_path: Path) -> None:
    first = load({"ROUNDS_HOME": str(tmp_path)}).secret
    assert load({"ROUNDS_HOME": str(tmp_path)}).secret == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "rounds.toml").write_text('name = "From the file"\nport = 9000\n')
    config = load({"ROUNDS_HOME": str(tmp_path), "ROUNDS_PORT": "9001"})
    assert (config.name, config.port) == ("From the file", 9001)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ROUNDS_DEBUG": "1"}, "ROUNDS_DEBUG"),
        ({"ROUNDS_SECRET": "short"}, "ROUNDS_SECRET"),
        ({"ROUNDS_PROFILE": "suites"}, "ROUNDS_PROFILE"),
        ({"ROUNDS_RATE_LIMITS": "off"}, "ROUNDS_RATE_LIMITS"),
    ],
)
def test_what_would_be_unsafe_in_public_is_refused_with_a_reason(
    tmp_path: Path, wrong: dict[str, str], says: str
) -> None:
    with pytest.raises(UnsafeConfiguration, match=says):
        load({"ROUNDS_HOME": str(tmp_path), **PUBLIC, **wrong})


def test_a_sound_public_configuration_is_accepted(tmp_path: Path) -> None:
    assert load({"ROUNDS_HOME": str(tmp_path), **PUBLIC}).host == "rounds.example"


def test_listening_to_the_world_without_an_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeConfiguration, match="ROUNDS_ORIGIN"):
        load({"ROUNDS_HOME": str(tmp_path), "ROUNDS_BIND": "0.0.0.0"})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"ROUNDS_PORT": "eighty"}, "no int"), ({"ROUNDS_REGISTRATION": "maybe"}, "use one of")],
)
def test_a_value_that_cannot_be_read_is_named(
    tmp_path: Path, wrong: dict[str, str], says: str
) -> None:
    with pytest.raises(RoundsError, match=says):
        load({"ROUNDS_HOME": str(tmp_path), **wrong})


def test_several_processes_without_redis_are_refused(tmp_path: Path) -> None:
    several = {"ROUNDS_HOME": str(tmp_path), "ROUNDS_WORKERS": "2"}
    with pytest.raises(RoundsError, match="ROUNDS_REDIS_URL"):
        load(several)
    assert load(several | {"ROUNDS_REDIS_URL": "redis://127.0.0.1/0"}).workers == 2


def test_an_unknown_setting_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "rounds.toml").write_text('colour = "teal"\n')
    with pytest.raises(RoundsError, match="colour"):
        load({"ROUNDS_HOME": str(tmp_path)})
