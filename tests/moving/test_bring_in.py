"""What comes in from an archive is looked at, kept as narrow as it was, and never trusted."""

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rounds.__main__ import main
from rounds.base.errors import Invalid
from rounds.gate.models import KeptDraft
from rounds.identity.models import Account
from rounds.ledger.models import FactRow
from rounds.moving import parcels
from rounds.moving.bring_in import Report, bring_in_posts
from rounds.moving.opened import opened
from rounds.posts.models import Media, Mention, Post
from rounds.posts.visibility import Visibility
from rounds.posts.withdraw import withdraw
from rounds.trust.takedown import Claim, claim_takedown
from tests.pictures import NHS_NUMBER, film, look_finds

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
ME = "https://old.example/users/leo"
ACTOR = {"id": ME, "type": "Person", "followers": f"{ME}/followers"}


def note(number: int, **more: Any) -> dict[str, Any]:
    """An activity as Mastodon writes it."""
    name = f"{ME}/statuses/{number}"
    found = {
        "id": name, "type": "Note", "published": f"2023-05-{number:02}T10:00:00Z", "to": [PUBLIC],
        "cc": [f"{ME}/followers"], "content": f"<p>Post {number} about murmurs</p>", "summary": None,
        "sensitive": False, "attachment": [], "inReplyTo": None,
    }  # fmt: skip
    return {"id": f"{name}/activity", "type": "Create", "object": found | more}


def archive(path: Path, *activities: Any, files: Mapping[str, bytes] = {}) -> Path:
    """A Mastodon archive at `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("actor.json", json.dumps(ACTOR))
        outbox = {"type": "OrderedCollection", "orderedItems": list(activities)}
        out.writestr("outbox.json", json.dumps(outbox))
        for name, data in files.items():
            out.writestr(name, data)
    return path


def brought_in(account: Account, path: Path) -> Report:
    """Bring `path` in to its end."""
    report = Report()
    with opened(path) as found:
        for now in bring_in_posts(account, found):
            report = now
    return report


def test_a_post_from_mastodon_keeps_its_words_date_and_picture(
    student_leo: Account, tmp_path: Path
) -> None:
    picture = {
        "type": "Document", "mediaType": "image/png", "url": "/media_attachments/files/1/x.png",
        "name": "A trace", "focalPoint": [0.5, 0.0],
    }  # fmt: skip
    words = '<p>See <a href="https://example.org/a"><span class="invisible">https://</span><span>example.org/a</span></a><br>two #MedEd</p>'
    path = archive(
        tmp_path / "a.zip", note(3, content=words, attachment=[picture], contentMap={"en": words}),
        files={"media_attachments/files/1/x.png": film("A trace")},
    )  # fmt: skip
    assert brought_in(student_leo, path).published == 1
    post = Post.objects.get()
    assert post.source == "See https://example.org/a\ntwo #MedEd"
    assert post.created_at.isoformat() == "2023-05-03T10:00:00+00:00"
    assert post.language == "en"
    assert post.licence == "LicenseRef-All-Rights-Reserved"
    assert post.media.get().description == "A trace"
    assert post.tags.get().tag.name == "meded"


def test_the_usual_licence_of_today_is_not_put_on_a_post_of_then(
    student_leo: Account, tmp_path: Path
) -> None:
    student_leo.default_licence = "CC0-1.0"
    student_leo.save()
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1)))
    assert Post.objects.get().licence == "LicenseRef-All-Rights-Reserved"


@pytest.mark.parametrize(
    ("to", "cc", "seen"),
    [
        ([PUBLIC], [], Visibility.PUBLIC),
        ([f"{ME}/followers"], [PUBLIC], Visibility.UNLISTED),
        ([f"{ME}/followers"], [], Visibility.FOLLOWERS),
        (["https://old.example/users/x"], [], Visibility.DIRECT),
        ([], [], Visibility.DIRECT),
        (None, 7, Visibility.DIRECT),
    ],
)
def test_a_post_is_for_no_more_people_than_it_was(
    student_leo: Account, tmp_path: Path, to: Any, cc: Any, seen: Visibility
) -> None:
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, to=to, cc=cc)))
    assert Post.objects.get().visibility == seen


def test_a_name_in_an_old_post_is_nobody_here(
    student_leo: Account, dr_amina: Account, tmp_path: Path
) -> None:
    path = archive(tmp_path / "a.zip", note(1, content="<p>@amina between us</p>", to=[], cc=[]))
    brought_in(student_leo, path)
    assert not Mention.objects.exists()


def test_what_names_a_patient_becomes_a_draft_and_is_not_published(
    student_leo: Account, tmp_path: Path
) -> None:
    words = "<p>My patient John Smith, NHS number 943 476 5919, born 3 May 1961</p>"
    path = archive(tmp_path / "a.zip", note(1, content=words), note(2))
    report = brought_in(student_leo, path)
    assert (report.published, report.drafts) == (1, 1)
    assert KeptDraft.objects.get().author == student_leo
    again = brought_in(student_leo, path)
    assert (again.known, again.drafts, again.published) == (2, 0, 0)
    facts = FactRow.objects.values_list("kind", "data")
    assert not [data for kind, data in facts if "Smith" in data]
    assert not [kind for kind, data in facts if kind == "PostPublished"]


def test_answers_to_oneself_stay_a_thread_and_answers_to_others_stand_alone(
    student_leo: Account, tmp_path: Path
) -> None:
    path = archive(
        tmp_path / "a.zip", note(2, inReplyTo=f"{ME}/statuses/1"), note(1),
        note(3, inReplyTo="https://other.example/9"),
        {"type": "Announce", "object": "https://other.example/9"},
    )  # fmt: skip
    report = brought_in(student_leo, path)
    first, second, third = Post.objects.order_by("pk")
    assert (second.reply_to, second.thread, third.reply_to) == (first, first.pk, None)
    assert report.left_out == 1


def test_what_says_nothing_that_can_be_read_is_left_out(
    student_leo: Account, tmp_path: Path
) -> None:
    path = archive(
        tmp_path / "a.zip", 7, None, {"type": "Create"}, {"type": "Create", "object": [1]},
        note(1, published="yesterday"), note(2, content={"a": 1}, tag=3, attachment="x", oneOf=4),
    )  # fmt: skip
    report = brought_in(student_leo, path)
    assert (report.left_out, report.refused, report.published) == (5, 1, 0)


def test_a_tar_of_mastodon_is_read_too(student_leo: Account, tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as out:
        for name, value in (("actor.json", ACTOR), ("outbox.json", {"orderedItems": [note(1)]})):
            data = json.dumps(value).encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            out.addfile(member, io.BytesIO(data))
    assert brought_in(student_leo, path).published == 1


def _tar(path: Path, member: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as out:
        out.addfile(member, io.BytesIO(b""))
    return path


def _link(path: Path) -> Path:
    member = tarfile.TarInfo("outbox.json")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return _tar(path, member)


def _bomb(path: Path) -> Path:
    return archive(path, files={"media_attachments/x.png": b"\0" * 30_000_000})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda p: archive(p, files={"../../etc/cron.d/x": b"x"}), "outside itself"),
        (lambda p: archive(p, files={"/etc/x": b"x"}), "outside itself"),
        (lambda p: archive(p, files={"a\\..\\x": b"x"}), "outside itself"),
        (_link, "outside itself"),
        (lambda p: _tar(p, tarfile.TarInfo("../x")), "outside itself"),
        (_bomb, "far more than its size"),
        (lambda p: p.write_bytes(os.urandom(5000)) and p, "no archive"),
        (lambda p: p.write_bytes(b"") or p, "no archive|no outbox"),
    ],
)
def test_an_archive_that_means_harm_is_refused_with_a_sentence(
    student_leo: Account, tmp_path: Path, make: Any, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        brought_in(student_leo, make(tmp_path / "a.bin"))
    assert not Post.objects.exists()


def test_a_post_that_somebody_claims_is_left_out_even_when_it_was_deleted(
    student_leo: Account, dr_amina: Account, tmp_path: Path
) -> None:
    path = archive(tmp_path / "a.zip", note(1), note(2))
    brought_in(student_leo, path)
    claimed = Post.objects.order_by("pk")[0]
    words = Claim(work="A text", right="I wrote it", name="Amina", good_faith=True)
    claim_takedown(dr_amina, claimed.pk, words)
    withdraw(student_leo, claimed.pk)
    report = brought_in(student_leo, path)
    assert (report.claimed, report.known, report.published) == (1, 1, 0)


def test_a_picture_that_names_a_patient_is_held_with_its_post(
    student_leo: Account, tmp_path: Path
) -> None:
    look_finds(NHS_NUMBER)
    picture = {"type": "Document", "url": "/media_attachments/x.png", "name": "A trace"}
    files = {"media_attachments/x.png": film("NHS 943 476 5919")}
    path = archive(tmp_path / "a.zip", note(1, attachment=[picture]), files=files)
    report = brought_in(student_leo, path)
    assert (report.published, report.drafts) == (0, 1)
    assert not Post.objects.exists()
    assert Media.objects.get().private


def test_a_badge_in_an_archive_is_not_granted(student_leo: Account, tmp_path: Path) -> None:
    badge = {"version": 1, "edition": 1, "names": ["Professor Nobody"], "path": "/x"}
    claims = {"rounds:reviewed": badge, "rounds:corrected": badge}
    brought_in(student_leo, archive(tmp_path / "a.zip", note(1, **claims)))
    post = Post.objects.get()
    assert (post.reviewed, post.corrected) == (None, None)


def test_the_counts_of_several_turns_are_those_of_one(
    student_leo: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "a.zip", *(note(n) for n in range(1, 5)), note(5, content=""))
    monkeypatch.setattr(parcels, "_AT_A_TIME", 0.0)
    with path.open("rb") as file:
        parcel = parcels.send_in(student_leo, file, path.stat().st_size)
    parcels.read_archive(parcel.pk)
    monkeypatch.setattr(parcels, "_AT_A_TIME", 60.0)
    parcels.read_archive(parcel.pk)
    parcels.read_archive(parcel.pk)  # a repeat finds it done
    parcel.refresh_from_db()
    counts = parcel.counts
    assert (parcel.state, parcel.done, parcel.file) == ("ready", 5, "")
    assert (counts["published"], counts["known"], counts["refused"]) == (4, 0, 1)


def test_the_command_line_takes_out_and_brings_in(
    student_leo: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = archive(tmp_path / "a.zip", note(1), note(2))
    assert main(["archive", "bring-in", str(path), "--account", "leo"]) == 0
    assert "2 published with their dates" in capsys.readouterr().out
    out = tmp_path / "out.zip"
    assert main(["archive", "export", "leo", "--out", str(out)]) == 0
    assert "2 posts of @leo" in capsys.readouterr().out
    assert out.stat().st_mode & 0o077 == 0
    assert main(["archive", "bring-in", str(tmp_path / "none.zip"), "--account", "leo"]) == 2
