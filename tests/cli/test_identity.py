"""`rounds identity`: badges are checked offline, credentials taken back, the key renewed."""

import json
from pathlib import Path

import pytest

from rounds.__main__ import main
from rounds.identity.badges.issue import address_of, resting_list, rotate, show_badge, status_list
from rounds.identity.claim_models import SigningKey
from rounds.identity.credentials import confirm_credential, current_credential
from rounds.identity.models import Account, Credential


@pytest.fixture
def files(dr_amina: Account, tmp_path: Path) -> tuple[Credential, Path, Path]:
    """Her credential, the file of its badge, and the file of the list."""
    held = confirm_credential(dr_amina, "Consultant", "nhs.net")
    badge, listed = tmp_path / "badge.json", tmp_path / "list.json"
    badge.write_text(json.dumps(show_badge(dr_amina, held.pk).document))
    listed.write_text(json.dumps(status_list(SigningKey.objects.get().pk)))
    return held, badge, listed


def test_a_badge_is_checked_from_files_alone(
    files: tuple[Credential, Path, Path], dr_amina: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    _, badge, listed = files
    words = ["identity", "verify", str(badge), "--list", str(listed), "--json"]
    assert main([*words, "--account", address_of(dr_amina), "--name", "Dr Amina Yusuf"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["valid"]
    assert [one["holds"] for one in told["findings"]] == [True, True, True, None, True, True]
    resting = badge.with_name("resting.json")
    resting.write_text(json.dumps(resting_list(SigningKey.objects.get().pk)))
    assert main([*words, "--list", str(resting)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["holds"] for one in told["findings"]] == [True] * 4
    assert main([*words, "--name", "Somebody"]) == 1
    assert main(["identity", "verify", str(badge)]) == 0
    assert "not checked" in capsys.readouterr().out


def test_a_credential_is_revoked_by_its_number(
    files: tuple[Credential, Path, Path], dr_amina: Account, tmp_path: Path
) -> None:
    held, badge, _ = files
    assert main(["identity", "revoke", str(held.pk), "--reason", "left"]) == 0
    assert current_credential(dr_amina) is None
    now = tmp_path / "now.json"
    now.write_text(json.dumps(status_list(SigningKey.objects.get().pk)))
    assert main(["identity", "verify", str(badge), "--list", str(now)]) == 1
    assert main(["identity", "revoke", "12"]) == 2


def test_the_key_is_renewed(
    files: tuple[Credential, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["identity", "rotate", "--stolen"]) == 0
    assert "1 badges were issued anew" in capsys.readouterr().out
    assert rotate()[1] == 0


def test_what_is_no_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text("[]")
    assert main(["identity", "verify", str(odd)]) == 2
    assert main(["identity", "verify", str(tmp_path / "none.json")]) == 2
    assert "no badge" in capsys.readouterr().err
