"""The pictures of a profile go along, and are taken where there are none."""

import json
import zipfile
from pathlib import Path

from rounds.identity.models import Account
from rounds.identity.portrait import set_avatar, set_header
from rounds.jobs.work import run_due
from rounds.moving.take_out import take_out
from rounds.posts.portraits import waiting_portraits
from tests.moving.test_bring_in import archive, brought_in, note
from tests.pictures import NAME, film, look_finds


def test_the_avatar_and_the_header_go_from_a_to_b(
    dr_amina: Account, student_leo: Account, tmp_path: Path
) -> None:
    set_avatar(dr_amina, film("Amina"))
    set_header(dr_amina, film("A ward"))
    with (tmp_path / "a.zip").open("wb") as out:
        take_out(dr_amina, out)
    with zipfile.ZipFile(tmp_path / "a.zip") as taken:
        actor = json.loads(taken.read("actor.json"))
        assert (actor["icon"]["url"], actor["image"]["url"]) == ("avatar.webp", "header.webp")
        assert taken.read("avatar.webp")[8:12] == b"WEBP"
    assert brought_in(student_leo, tmp_path / "a.zip").portraits == 2
    student_leo.refresh_from_db()
    kept = (student_leo.avatar, student_leo.header)
    assert all(kept)
    assert brought_in(student_leo, tmp_path / "a.zip").portraits == 0


def test_a_picture_that_somebody_has_already_stays(student_leo: Account, tmp_path: Path) -> None:
    set_avatar(student_leo, film("Leo"))
    before = student_leo.avatar
    path = archive(tmp_path / "a.zip", note(1), files={"avatar.png": film("Old")})
    assert brought_in(student_leo, path).portraits == 0
    student_leo.refresh_from_db()
    assert student_leo.avatar == before


def test_portraits_brought_in_are_looked_at_before_anybody_sees_them(
    dr_amina: Account, student_leo: Account, tmp_path: Path
) -> None:
    set_avatar(dr_amina, film("SMITH JOHN"))
    path = tmp_path / "a.zip"
    with path.open("wb") as out:
        take_out(dr_amina, out)
    look_finds(NAME)
    assert brought_in(student_leo, path).portraits == 1
    assert brought_in(student_leo, path).portraits == 0, "one waits already"
    run_due()
    student_leo.refresh_from_db()
    assert student_leo.avatar == ""
    assert [one.portrait for one in waiting_portraits(student_leo)] == ["avatar"]
