"""A picture's content credentials travel in the archive: read there, signed anew, nothing lost."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from rounds.gate.draft import Draft
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.moving.bring_in import bring_in_posts
from rounds.moving.opened import opened
from rounds.moving.take_out import take_out
from rounds.posts import files
from rounds.posts.media import upload
from rounds.posts.models import Post
from tests.provenance import MAKER, Camera, assertions, report, scene

pytestmark = pytest.mark.images


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ROUNDS = replace(settings.ROUNDS, home=tmp_path / "home")


def test_from_a_to_b_to_c_each_server_is_named_and_the_machine_too(
    dr_amina: Account, trainee_priya: Account, student_leo: Account, tmp_path: Path
) -> None:
    taken = Camera(tmp_path / "camera").takes(scene(), source="trainedAlgorithmicMedia")
    with override_settings(BASE_URL="https://a.example"):
        submit(dr_amina, Draft(text="Painted", media=(upload(dr_amina, taken).pk,)))
    people = {"a": dr_amina, "b": trainee_priya, "c": student_leo}
    for here, there in (("a", "b"), ("b", "c")):
        with (
            override_settings(BASE_URL=f"https://{here}.example"),
            (tmp_path / f"{here}.zip").open("wb") as out,
        ):
            take_out(people[here], out)
        with override_settings(BASE_URL=f"https://{there}.example"):
            with opened(tmp_path / f"{here}.zip") as archive:
                *_before, done = bring_in_posts(people[there], archive)
            assert (done.published, done.pictures_left_out) == (1, 0)
    picture = Post.objects.get(author=student_leo).media.get()
    for name in (picture.file, picture.preview):
        named = assertions(report(files.read(name)))["example.c.rounds.original"]["originals"]
        assert [one["signer"] for one in named] == ["b.example", "a.example", MAKER]
        assert named[-1]["source"] == "trainedAlgorithmicMedia"
    with zipfile.ZipFile(tmp_path / "b.zip") as archive_of_b:
        outbox = json.loads(archive_of_b.read("outbox.json"))
    (note,) = (one["object"] for one in outbox["orderedItems"])
    assert note["attachment"][0]["rounds:contentCredential"]["made_by_ai"] == "wholly"
