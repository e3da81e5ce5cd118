"""An operator prepares a home and is told what is wrong with it, and how to mend it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from pytest_django import Settings

from rounds.__main__ import main
from rounds.base.errors import RoundsError
from rounds.base.provenance import apart
from rounds.base.provenance.signer import own_signer
from rounds.edge.cli import doctor, insights
from rounds.edge.cli.tables import applied_on_sqlite, check_applied
from rounds.site.configuration import Configuration
from rounds.timelines.push_key import public_key
from tests.house.source import ROOT
from tests.provenance import years_ago

# Each of these runs the real command in a process and a home of its own, with its own SQLite.
pytestmark = [pytest.mark.served, pytest.mark.django_db, pytest.mark.timeout(180)]


def rounds(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `rounds` as an operator would, with nothing set but the home and these settings."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ROUNDS_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "rounds", *words],
        cwd=ROOT,
        env=inherited | {"ROUNDS_HOME": str(home)} | settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def remarks(home: Path, **settings: str) -> dict[str, dict[str, str]]:
    """Return what `rounds doctor --json` says, by what it is about."""
    said = rounds(home, "doctor", "--json", **settings)
    return {remark["about"]: remark for remark in json.loads(said.stdout)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home prepared by `rounds init`, with a first account, in a folder that others may look into."""
    folder = tmp_path_factory.mktemp("operator") / "home"
    folder.mkdir()
    folder.chmod(0o755)
    words = ["--yes", "--name", "Ward Round", "--username", "amina", "--email", "a@example.org"]
    prepared = rounds(folder, "init", *words)
    assert prepared.returncode == 0, prepared.stderr
    assert "Password, shown this once: " in prepared.stdout
    return folder


def states(found: list[doctor.Remark]) -> dict[str, str]:
    """Return the state of each remark, by what it is about."""
    return {remark.about: remark.state for remark in found}


def test_a_prepared_home_has_nothing_broken(home: Path) -> None:
    said = rounds(home, "doctor")
    assert said.returncode == 0, said.stdout
    assert "broken" not in said.stdout
    assert "all are applied" in said.stdout


def test_preparing_a_home_again_changes_nothing_its_owner_wrote(home: Path) -> None:
    before = {
        p.name: p.read_bytes() for p in home.glob("*") if p.is_file() and "sqlite3" not in p.name
    }
    again = rounds(home, "init", "--yes", "--name", "Another name")
    assert again.returncode == 0
    assert before == {
        p.name: p.read_bytes() for p in home.glob("*") if p.is_file() and "sqlite3" not in p.name
    }


def test_the_secret_is_for_its_owner_only(home: Path) -> None:
    assert (home / "secret").stat().st_mode & 0o077 == 0


def test_a_taken_name_is_refused_with_a_sentence(home: Path) -> None:
    words = ["--yes", "--username", "amina", "--email", "b@example.org"]
    refused = rounds(home, "init", *words)
    assert refused.returncode == 2
    assert refused.stderr == "rounds init: This username is taken. Choose another.\n"


def test_a_home_without_tables_is_broken_and_the_doctor_says_how_to_mend_it(
    tmp_path: Path,
) -> None:
    said = remarks(tmp_path / "new")
    broken = [remark for remark in said.values() if remark["state"] == "broken"]
    assert all(remark["mend"] for remark in broken)
    assert said["migrations"]["state"] == "broken"
    assert "rounds init" in said["migrations"]["mend"]


def test_a_setting_that_is_unsafe_in_public_is_named(tmp_path: Path) -> None:
    said = remarks(tmp_path, ROUNDS_BIND="0.0.0.0", ROUNDS_DEBUG="1", ROUNDS_ORIGIN="https://a.org")
    assert said["settings"]["state"] == "broken"
    assert "ROUNDS_DEBUG" in said["settings"]["says"]


def test_a_database_that_is_down_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    config = Configuration(home=tmp_path, database_url="postgres://rounds@127.0.0.1:9/rounds")
    (remark,) = doctor.check_database(config)
    assert remark.state == "broken"
    assert "ROUNDS_DATABASE_URL" in remark.mend


def test_a_redis_that_is_down_is_named(tmp_path: Path) -> None:
    config = Configuration(home=tmp_path, redis_url="redis://127.0.0.1:9/0")
    assert states(list(doctor.check_redis(config))) == {"bus": "broken"}


def test_a_mail_server_that_is_down_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    config = Configuration(home=tmp_path, smtp_url="smtp://127.0.0.1:9")
    assert states(list(doctor.check_mail(config))) == {"mail": "broken"}


def test_several_processes_without_redis_are_broken(tmp_path: Path) -> None:
    config = Configuration(home=tmp_path, contact="amina@example.org", workers=2)
    assert states(list(doctor.check_settings(config)))["workers"] == "broken"


def test_a_secret_that_others_can_read_is_broken(tmp_path: Path) -> None:
    config = Configuration(home=tmp_path, secret="x" * 50)
    (tmp_path / "secret").write_text(config.secret)
    (tmp_path / "secret").chmod(0o644)
    assert states(list(doctor.check_secret(config))) == {"secret": "broken"}
    (tmp_path / "secret").chmod(0o600)
    assert states(list(doctor.check_secret(config))) == {"secret": "good"}


def test_a_clock_before_what_was_written_is_broken(tmp_path: Path) -> None:
    config = Configuration(home=tmp_path)
    (tmp_path / "rounds.sqlite3").touch()
    assert states(list(doctor.check_clock(config))) == {"clock": "good"}
    tomorrow = time.time() + 86400
    os.utime(tmp_path / "rounds.sqlite3", (tomorrow, tomorrow))
    assert states(list(doctor.check_clock(config))) == {"clock": "broken"}


def test_a_disk_that_is_nearly_full_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter([10**12, 10**9, 10**6])
    usage = doctor.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage._replace(free=next(sizes)))
    found = [doctor.room_left(tmp_path).state for _ in range(3)]
    assert found == ["good", "look again", "broken"]


def test_a_push_key_of_another_secret_is_broken_until_a_new_one_is_made(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    config = Configuration()
    assert states(list(doctor.check_push(config))) == {"push": "good"}
    before = public_key()
    assert states(list(doctor.check_push(config))) == {"push": "good"}
    settings.SECRET_KEY = "another secret that is long enough for this"
    (remark,) = doctor.check_push(config)
    assert (remark.state, "rounds push rotate" in remark.mend) == ("broken", True)
    assert main(["push", "rotate"]) == 0
    assert public_key() in capsys.readouterr().out
    assert public_key() != before
    assert states(list(doctor.check_push(config))) == {"push": "good"}


def test_a_home_that_was_there_before_keeps_drafts_and_settings_to_its_owner(home: Path) -> None:
    kept = ("rounds.sqlite3", "rounds.toml", "media/private")
    assert [name for name in kept if (home / name).stat().st_mode & 0o077] == []
    config = Configuration(home=home)
    assert states(list(doctor.check_private(config))) == {"private": "good"}
    (home / "rounds.toml").chmod(0o644)
    assert states(list(doctor.check_private(config))) == {"private": "broken"}
    (home / "rounds.toml").chmod(0o600)


@pytest.mark.parametrize("origin", ["javascript:alert(1)", "r.example.org"])
def test_a_wrong_address_is_refused_before_anything_is_written(tmp_path: Path, origin: str) -> None:
    refused = rounds(tmp_path / "new", "init", "--yes", "--origin", origin)
    assert refused.returncode == 2
    assert "ROUNDS_ORIGIN" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "new" / "rounds.toml").exists()


def test_a_wrong_address_in_the_file_is_named_by_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "rounds.toml").write_text('origin = "r.example.org"\n')
    assert "ROUNDS_ORIGIN" in remarks(tmp_path)["settings"]["says"]


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    refused = rounds(Path("/proc/foo"), "init", "--yes")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert "/proc/foo" in refused.stderr


def test_serving_a_home_without_tables_is_refused_with_what_to_run(tmp_path: Path) -> None:
    refused = rounds(tmp_path, "serve", ROUNDS_PORT="8391")
    assert refused.returncode == 2
    assert "rounds serve --migrate" in refused.stderr
    assert "rounds init" in refused.stderr
    assert "Rounds is at" not in refused.stdout


def test_tables_of_an_older_version_are_refused_and_those_of_this_one_serve(
    home: Path, tmp_path: Path
) -> None:
    applied = applied_on_sqlite(home / "rounds.sqlite3")
    assert applied
    check_applied(applied)
    with pytest.raises(RoundsError, match="older version"):
        check_applied({(app, name) for app, name in applied if app != "trust"})
    (tmp_path / "rounds.sqlite3").write_bytes(b"no database, but a long enough text" * 9)
    with pytest.raises(RoundsError, match="no database"):
        applied_on_sqlite(tmp_path / "rounds.sqlite3")


def test_a_folder_for_a_report_that_cannot_be_made_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise FileNotFoundError(2, "No such file or directory", "/proc/none")

    monkeypatch.setattr(insights, "write", refuse)
    assert main(["insights", "report", "--tag", "x", "--out", "/proc/none"]) == 2
    assert "/proc/none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("years", "state", "says"),
    [
        (0, "good", "which ends on"),
        (9.9, "look again", "Renew it soon"),
        (11, "broken", "Renew it:"),
    ],
)
def test_the_doctor_says_when_what_signs_pictures_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: float, state: str, says: str
) -> None:
    monkeypatch.setattr(apart, "is_installed", lambda: True)
    files = own_signer(tmp_path, "rounds.example.org", years_ago(years))
    config = Configuration(c2pa_certificate=str(files.certificate), c2pa_key=str(files.key))
    (remark,) = doctor.check_signing(config)
    assert remark.state == state
    assert says in f"{remark.says} {remark.mend}"


def test_without_the_extra_the_doctor_says_that_content_credentials_are_removed() -> None:
    (remark,) = doctor.check_signing(Configuration())
    assert (remark.state, "are removed" in remark.says) == ("good", True)
