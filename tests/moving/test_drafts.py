"""Drafts that somebody kept on one server are drafts on the next, once, and stay unpublished."""

import json
from pathlib import Path

from django.test import override_settings

from rounds.gate.draft import Draft
from rounds.gate.keep import discard, draft_of, keep, list_drafts
from rounds.gate.models import DraftState
from rounds.identity.models import Account
from rounds.moving.take_out import take_out
from rounds.posts.models import Post
from tests.moving.test_bring_in import archive, brought_in, note


def _taken(author: Account, path: Path) -> Path:
    with override_settings(BASE_URL="https://a.example"), path.open("wb") as out:
        take_out(author, out)
    return path


def test_a_kept_draft_is_kept_once_more_and_not_published(
    dr_amina: Account, student_leo: Account, tmp_path: Path
) -> None:
    keep(dr_amina, Draft(text="An unfinished thought on murmurs", teaching=True))
    path = _taken(dr_amina, tmp_path / "a.zip")
    assert brought_in(student_leo, path).kept_drafts == 1
    assert brought_in(student_leo, path).kept_drafts == 0
    kept = list_drafts(student_leo)
    assert [(one.state, draft_of(one).text) for one in kept] == [
        (DraftState.KEPT, "An unfinished thought on murmurs")
    ]
    assert not Post.objects.exists()
    discard(student_leo, kept[0].code)
    assert brought_in(student_leo, path).kept_drafts == 0


def test_an_archive_brought_in_at_home_doubles_no_draft(dr_amina: Account, tmp_path: Path) -> None:
    keep(dr_amina, Draft(text="An unfinished thought"))
    with (tmp_path / "a.zip").open("wb") as out:
        take_out(dr_amina, out)
    assert brought_in(dr_amina, tmp_path / "a.zip").kept_drafts == 0
    assert len(list_drafts(dr_amina)) == 1


def test_what_waits_from_an_import_goes_along_with_its_date(
    dr_amina: Account, student_leo: Account, tmp_path: Path
) -> None:
    words = "<p>My patient John Smith was admitted again, a 43 year old from Leeds</p>"
    first = archive(tmp_path / "m.zip", note(1, content=words))
    brought_in(dr_amina, first)
    brought_in(student_leo, _taken(dr_amina, tmp_path / "a.zip"))
    kept = list_drafts(student_leo)[0]
    assert kept.came["elsewhere"]["written_at"].startswith("2023-05-01")
    assert brought_in(student_leo, first).known == 1


def test_a_draft_with_a_date_of_tomorrow_or_no_sense_takes_nothing_with_it(
    student_leo: Account, tmp_path: Path
) -> None:
    then = {"elsewhere": {"written_at": "2999-01-01T00:00:00Z"}, "uris": ["https://a.example/1"]}
    told = [
        {"address": "https://a.example/d/a", "draft": {"text": "Later"}, "came": then},
        {"address": "https://a.example/d/b", "draft": {"text": "a\x00b"}},
        {"address": "https://a.example/d/c", "draft": {"text": 7}},
        {"address": 7}, "x",
    ]  # fmt: skip
    files = {"rounds.json": json.dumps({"drafts": told}).encode()}
    report = brought_in(student_leo, archive(tmp_path / "a.zip", note(1), files=files))
    assert report.kept_drafts == 1
    assert [one.came for one in list_drafts(student_leo)] == [None]
