"""From a file to a report with two commands, as the person at the keyboard sees it."""

import json
from pathlib import Path

import pytest

from rounds.__main__ import main
from tests.archive import samples

SECRET = "Mrs Example of ward 7"


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An export with a broken line that names somebody, and a home of its own."""
    monkeypatch.setenv("ROUNDS_HOME", str(tmp_path / "home"))
    file = tmp_path / "export.csv"
    file.write_bytes(samples.rtweet_chat() + f"{SECRET},broken\n".encode())
    return file


def test_two_commands_make_a_report_of_an_export(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "import", str(export), "--tag", "demo"]) == 0
    said = capsys.readouterr().out
    assert "4 rows read, 4 new, 1 skipped" in said
    assert "line 6: 2 fields where the header has 21" in said
    assert SECRET not in said
    assert main(["insights", "report", "--tag", "demo", "--out", str(tmp_path / "out")]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (report["rows_read"], report["rows_bad"], report["boosts"]) == (4, 1, 1)
    assert report["source"]["bad_lines"] == [
        {"line": 6, "reason": "2 fields where the header has 21"}
    ]
    for file in (tmp_path / "out").rglob("*.*"):
        assert SECRET not in file.read_text(encoding="utf-8")


def test_the_second_import_says_that_nothing_changed(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["archive", "import", str(export), "--tag", "demo"]
    assert main(words) == main(words) == 0
    assert "nothing changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["archive", "import", "missing.csv", "--tag", "demo"], "cannot be read"),
        (["insights", "report", "--tag", "nothing", "--out", "out"], "Import a file first"),
        (["insights", "report", "--tag", "../up", "--out", "out"], "cannot be a tag"),
        (["insights", "report", "--tag", "demo"], "--out"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    export: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(words) in {1, 2}
    assert says in capsys.readouterr().err


def test_a_post_that_is_not_in_the_archive_is_refused(
    export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["archive", "import", str(export), "--tag", "demo"])
    words = ["insights", "report", "--tag", "demo", "--out", str(tmp_path / "out"), "--post", "99"]
    assert main(words) == 2
    assert "no post 99" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
