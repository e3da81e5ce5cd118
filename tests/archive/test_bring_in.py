"""What is brought in stays once, whole, and says what it cost."""

import csv
import io
import os
from pathlib import Path

import pytest

from rounds.edge.archive.bring_in import bring_in
from rounds.edge.archive.formats import UnknownFormat
from rounds.insights.sources import NoSuchArchive, archive_folder, open_archive
from tests.archive import samples


def contents(home: Path) -> dict[str, bytes]:
    """Every file under the archives with its bytes."""
    files = [
        path for path in (home / "archives").rglob("*") if path.is_file() and path.name != ".lock"
    ]
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def test_every_readable_row_is_kept_under_its_tag(tmp_path: Path) -> None:
    done = bring_in(tmp_path, "#DemoChat", samples.rtweet_chat())
    assert (done.rows_read, done.rows_new, done.rows_bad) == (4, 4, 0)
    frames = open_archive(tmp_path, "demochat")
    assert frames.value(frames.posts.count()) == 4
    assert frames.provenance.rows_read == 4


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, "demo", samples.rtweet_chat())
    before = contents(tmp_path)
    again = bring_in(tmp_path, "demo", samples.rtweet_chat())
    assert again.already_here
    assert again.rows_new == 0
    assert contents(tmp_path) == before


def test_a_newer_export_adds_only_what_is_new(tmp_path: Path) -> None:
    bring_in(tmp_path, "demo", samples.rtweet_chat())
    later = (
        samples.rtweet_chat()
        + samples.csv_bytes(samples.RTWEET, samples.rtweet_row(9, 4, "Late")).split(b"\n", 1)[1]
    )
    done = bring_in(tmp_path, "demo", later)
    assert (done.rows_read, done.rows_new) == (5, 1)
    assert open_archive(tmp_path, "demo").provenance.rows_read == 5
    assert open_archive(tmp_path, "demo").provenance.rows_duplicate == 4


def test_bad_lines_are_remembered_with_the_rows(tmp_path: Path) -> None:
    bring_in(tmp_path, "demo", samples.rtweet_chat() + b"broken,line\n")
    provenance = open_archive(tmp_path, "demo").provenance
    assert provenance.rows_bad == 1
    assert provenance.bad_lines == ((6, "2 fields where the header has 21"),)


def test_two_tags_do_not_mix(tmp_path: Path) -> None:
    bring_in(tmp_path, "one", samples.rtweet_chat())
    bring_in(tmp_path, "two", samples.twitter_r_chat())
    assert open_archive(tmp_path, "one").provenance.rows_read == 4
    assert open_archive(tmp_path, "two").provenance.rows_read == 3


def test_a_crash_while_writing_leaves_the_older_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(tmp_path, "demo", samples.rtweet_chat())
    before = (archive_folder(tmp_path, "demo") / "rows.parquet").read_bytes()

    def no_disk(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", no_disk)
    with pytest.raises(OSError, match="no space"):
        bring_in(tmp_path, "demo", samples.twitter_r_chat())
    assert (archive_folder(tmp_path, "demo") / "rows.parquet").read_bytes() == before


@pytest.mark.parametrize("tag", ["", "#", "../up", "a/b", "a b", ".", "x" * 200])
def test_a_tag_cannot_lead_out_of_its_folder(tmp_path: Path, tag: str) -> None:
    with pytest.raises(ValueError, match="cannot be a tag"):
        bring_in(tmp_path, tag, samples.rtweet_chat())
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_file_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        bring_in(tmp_path, "demo", b"hello")
    assert list(tmp_path.iterdir()) == []


def test_a_tag_nothing_was_imported_under_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchArchive, match="Import a file first"):
        open_archive(tmp_path, "nothing")


@pytest.mark.parametrize("mark", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_as_excel_and_r_write_it_in_europe_gives_the_same_rows(
    tmp_path: Path, mark: str, encoding: str
) -> None:
    rows = list(csv.reader(io.StringIO(samples.rtweet_chat().decode())))
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    done = bring_in(tmp_path, "demo", out.getvalue().encode(encoding))
    assert (done.rows_read, done.rows_new, done.rows_bad) == (4, 4, 0)
    assert bring_in(tmp_path, "demo", samples.rtweet_chat()).rows_new == 0
