"""An operator's settings: read, and refused where they would be unsafe in public."""

from pathlib import Path

import pytest

from rounds.base.errors import RoundsError
from rounds.posts.files import PRIVATE
from rounds.site import values
from rounds.site.configuration import UnsafeConfiguration, load, remarks
from rounds.site.private import keep_folder_private, keep_private

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
    [({"ROUNDS_PORT": "eighty"}, "whole number"), ({"ROUNDS_REGISTRATION": "maybe"}, "use one of")],
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


@pytest.mark.parametrize("origin", ["http://rounds.example.org", "http://192.0.2.7:8000"])
def test_a_plain_address_that_others_can_reach_is_public_and_refused(
    tmp_path: Path, origin: str
) -> None:
    unsafe = {"ROUNDS_ORIGIN": origin, "ROUNDS_DEBUG": "1", "ROUNDS_SECRET": "abc"}
    with pytest.raises(UnsafeConfiguration) as refused:
        load({"ROUNDS_HOME": str(tmp_path), **unsafe})
    for setting in ("ROUNDS_DEBUG", "ROUNDS_SECRET", "ROUNDS_PLAIN_HTTP"):
        assert setting in str(refused.value)


def test_a_ward_s_own_network_may_use_plain_http_when_its_operator_says_so(tmp_path: Path) -> None:
    said = {"ROUNDS_ORIGIN": "http://ward.local:8000", "ROUNDS_BIND": "0.0.0.0"}
    home = {"ROUNDS_HOME": str(tmp_path)}
    assert load(home | said | {"ROUNDS_PLAIN_HTTP": "1"}).in_public
    with pytest.raises(UnsafeConfiguration, match="ROUNDS_DEBUG"):
        load(home | said | {"ROUNDS_PLAIN_HTTP": "1", "ROUNDS_DEBUG": "1"})


@pytest.mark.parametrize(
    "origin", ["http://localhost:3000", "http://127.0.0.1:8000", "http://[::1]:80"]
)
def test_an_address_of_this_machine_is_not_public(tmp_path: Path, origin: str) -> None:
    said = {"ROUNDS_HOME": str(tmp_path), "ROUNDS_ORIGIN": origin, "ROUNDS_DEBUG": "1"}
    assert not load(said).in_public


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ROUNDS_ORIGIN": "javascript:alert(1)"}, "no web address"),
        ({"ROUNDS_ORIGIN": "r.example.org"}, "no web address"),
        ({"ROUNDS_ORIGIN": "https://r.example.org/rounds"}, "more than a host"),
        ({"ROUNDS_ORIGIN": "http://[::1"}, "no web address"),
        ({"ROUNDS_PORT": "99999"}, "1 to 65535"),
        ({"ROUNDS_MINIMUM_AGE": "-3"}, "0 to 120"),
        ({"ROUNDS_DEBUG": "maybe"}, "on or off"),
        ({"ROUNDS_LOG_LEVEL": "LOUD"}, "ROUNDS_LOG_LEVEL"),
        ({"ROUNDS_TIME_ZONE": "Mars/Olympus"}, "ROUNDS_TIME_ZONE"),
        ({"ROUNDS_DATABASE_URL": "mysql://me:geheim@x/y"}, "begins with 'mysql'"),
        ({"ROUNDS_REDIS_URL": "localhost"}, "ROUNDS_REDIS_URL"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_what_to_write(
    tmp_path: Path, wrong: dict[str, str], says: str
) -> None:
    with pytest.raises(RoundsError, match=says) as refused:
        load({"ROUNDS_HOME": str(tmp_path), **wrong})
    assert "geheim" not in str(refused.value)


def test_a_list_where_a_text_belongs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rounds.toml").write_text('name = ["x"]\n')
    with pytest.raises(RoundsError, match="ROUNDS_NAME"):
        load({"ROUNDS_HOME": str(tmp_path)})


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "signer.pem").write_text("")
    given = {"ROUNDS_HOME": str(tmp_path), "ROUNDS_C2PA_CERTIFICATE": str(tmp_path / "signer.pem")}
    with pytest.raises(RoundsError, match="without ROUNDS_C2PA_KEY: set both, or neither"):
        load(given)
    with pytest.raises(RoundsError, match=r"ROUNDS_C2PA_KEY is '.*none.pem', a file that can't be"):
        load(given | {"ROUNDS_C2PA_KEY": str(tmp_path / "none.pem")})
    both = load(given | {"ROUNDS_C2PA_KEY": str(tmp_path / "signer.pem")})
    assert both.c2pa_key == both.c2pa_certificate


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    wrong = {"ROUNDS_PORT": "0", "ROUNDS_MINIMUM_AGE": "-3", "ROUNDS_ORIGIN": "x"}
    with pytest.raises(RoundsError) as refused:
        load({"ROUNDS_HOME": str(tmp_path), **wrong})
    assert all(name in str(refused.value) for name in wrong)


@pytest.mark.parametrize(
    ("name", "value", "extra"),
    [
        ("ROUNDS_DATABASE_URL", "postgres://rounds@127.0.0.1/rounds", "large"),
        ("ROUNDS_REDIS_URL", "redis://127.0.0.1/0", "large"),
        ("ROUNDS_S3_URL", "s3://key:secret@store.example/bucket", "s3"),
    ],
)
def test_what_needs_an_extra_that_is_not_installed_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, extra: str
) -> None:
    monkeypatch.setattr(values, "find_spec", lambda module: None)
    with pytest.raises(RoundsError, match=rf"rounds\[{extra}\]"):
        load({"ROUNDS_HOME": str(tmp_path), name: value})


def test_a_misspelt_variable_is_remarked_on_with_what_was_meant() -> None:
    (words,) = remarks({"ROUNDS_ORIGN": "https://x", "ROUNDS_NAME": "Ward", "HOME": "/"})
    assert "ROUNDS_ORIGN" in words
    assert "ROUNDS_ORIGIN?" in words


def test_drafts_are_closed_to_others_whoever_made_the_home(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database, folder = tmp_path / "rounds.sqlite3", tmp_path / "media" / PRIVATE
    keep_private(database)
    keep_folder_private(folder)
    assert [path.stat().st_mode & 0o777 for path in (database, folder)] == [0o600, 0o700]
    database.chmod(0o644)
    folder.chmod(0o755)
    keep_private(database)
    keep_folder_private(folder)
    assert [path.stat().st_mode & 0o777 for path in (database, folder)] == [0o600, 0o700]
