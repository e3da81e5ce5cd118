"""`rounds gate picture` where the extra is missing says what to install."""

from pathlib import Path

import pytest

from rounds.__main__ import main
from rounds.gate.pictures import models
from tests.pictures import film


def test_without_the_extra_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(models, "is_installed", lambda: False)
    picture = tmp_path / "a.png"
    picture.write_bytes(film())
    assert main(["gate", "picture", str(picture), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "requirements/images.txt" in told.err
