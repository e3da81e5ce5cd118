"""Content credentials: kept by signing anew, never faked, and nothing personal in what is served."""

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rounds.base.origins import has_content_credential
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.pictures.port import Sighting
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts import files
from rounds.posts.looking import blur_everything
from rounds.posts.media import upload
from rounds.posts.models import Media
from rounds.posts.provenance import names_checked_by, told_of
from rounds.site.pictures import names_nobody
from tests.pictures import look_finds
from tests.provenance import (
    MAKER,
    MIMES,
    SECRETS,
    Camera,
    assertions,
    failures,
    report,
    scene,
    signed_by,
)

pytestmark = pytest.mark.images
ORIGINAL = "org.example.rounds.rounds.original"


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ROUNDS = replace(settings.ROUNDS, home=tmp_path / "home")
    settings.BASE_URL = "https://rounds.example.org"
    names_checked_by(names_nobody)
    yield
    names_checked_by(names_nobody)


@pytest.fixture
def camera(tmp_path: Path) -> Camera:
    return Camera(tmp_path / "camera")


def served(media: Media) -> list[bytes]:
    """The files of a picture, as whoever may fetch it gets them."""
    return [files.read(media.file), files.read(media.preview)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_credential_that_holds_is_signed_anew_into_each_size(
    dr_amina: Account, camera: Camera, kind: str
) -> None:
    media = upload(dr_amina, camera.takes(scene(kind), kind))
    assert (media.had_credential, media.provenance["state"]) == (True, "kept")
    for data in served(media):
        found = report(data)
        assert found["validation_state"] == "Valid"
        assert failures(found) == {"signingCredential.untrusted"}
        active = found["manifests"][found["active_manifest"]]
        assert active["signature_info"]["issuer"] == "rounds.example.org"
        (given,) = active["ingredients"]
        assert (given["relationship"], given["format"]) == ("parentOf", MIMES[kind])
        assert "active_manifest" not in given
        (told,) = assertions(found)[ORIGINAL]["originals"]
        assert (told["signer"], told["checked"]) == (MAKER, "valid")
        assert told["digest"] == given["instance_id"]
        assert Image.open(io.BytesIO(data)).format == "WEBP"


def test_nothing_personal_is_in_what_is_served(dr_amina: Account, camera: Camera) -> None:
    for kind in MIMES:
        taken = camera.takes(scene(kind), kind)
        assert [word for word in SECRETS if word not in taken] == [], (
            "the test must have something to find"
        )
        media = upload(dr_amina, taken)
        for data in served(media):
            assert [word for word in SECRETS if word.lower() in data.lower()] == []
            assert not Image.open(io.BytesIO(data)).getexif()
            assert MAKER.encode() in data
    assert not any(word.decode() in str(media.provenance) for word in SECRETS)


def test_a_picture_without_a_credential_never_gets_one(dr_amina: Account) -> None:
    media = upload(dr_amina, scene())
    assert (media.had_credential, media.provenance) == (False, {})
    assert not any(has_content_credential(data) for data in served(media))


def test_what_a_machine_made_stays_marked_as_made_by_a_machine(
    dr_amina: Account, camera: Camera
) -> None:
    media = upload(dr_amina, camera.takes(scene(), source="trainedAlgorithmicMedia"))
    opened = assertions(report(served(media)[0]))["c2pa.actions.v2"]["actions"][0]
    assert opened["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    told = told_of(media.provenance, (media.width, media.height))
    assert told is not None
    assert told.made_by_ai == "wholly"


def test_that_a_camera_took_it_becomes_our_word_only_where_its_signer_is_trusted(
    dr_amina: Account, camera: Camera, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "trusted.pem").write_text(camera.authority())
    for trust, said in (("", None), (str(tmp_path / "trusted.pem"), "digitalCapture")):
        settings.ROUNDS = replace(settings.ROUNDS, c2pa_trust=trust)
        found = assertions(report(served(upload(dr_amina, camera.takes(scene())))[0]))
        opened = found["c2pa.actions.v2"]["actions"][0]
        assert opened.get("digitalSourceType", "").rpartition("/")[2] == (said or "")
        assert found[ORIGINAL]["originals"][0]["source"] == "digitalCapture"


def test_the_manifest_says_in_order_what_was_done(dr_amina: Account, camera: Camera) -> None:
    media = upload(dr_amina, camera.takes(scene(size=(700, 500))))
    deeds = [
        [one["action"] for one in assertions(report(data))["c2pa.actions.v2"]["actions"]]
        for data in served(media)
    ]
    whole = ["c2pa.opened", "c2pa.transcoded", "c2pa.edited.metadata"]
    assert deeds == [whole, ["c2pa.opened", "c2pa.resized", *whole[1:]]]


def test_a_credential_that_does_not_hold_is_not_given_a_new_one(
    dr_amina: Account, camera: Camera
) -> None:
    taken = bytearray(camera.takes(scene()))
    taken[-200] ^= 1
    media = upload(dr_amina, bytes(taken))
    assert (media.had_credential, media.provenance) == (True, {"state": "invalid"})
    assert not any(has_content_credential(data) for data in served(media))
    assert told_of(media.provenance, (media.width, media.height)) is None


def test_a_later_blur_signs_anew_and_says_so(dr_amina: Account, camera: Camera) -> None:
    look_finds(Sighting(kind="name", box=(0.05, 0.05, 0.4, 0.2)))
    media = upload(dr_amina, camera.takes(scene()))
    run_due()
    before = served(media)
    media = blur_everything(dr_amina, media.pk)
    whole, small = served(media)
    for data in (whole, small):
        found = report(data)
        assert failures(found) == {"signingCredential.untrusted"}
        deeds = assertions(found)["c2pa.actions.v2"]["actions"]
        assert any("made unreadable" in one.get("description", "") for one in deeds)
        assert (assertions(found)[ORIGINAL]["originals"][0]["signer"]) == MAKER
    assert whole not in before
    told = told_of(media.provenance, (media.width, media.height))
    assert told is not None
    assert told.done[-1] == "blurred"


def test_the_published_files_carry_it(dr_amina: Account, camera: Camera) -> None:
    media = upload(dr_amina, camera.takes(scene()))
    outcome = submit(dr_amina, Draft(text="A trace worth a look", media=(media.pk,)))
    assert isinstance(outcome, Released)
    media.refresh_from_db()
    assert not media.private
    for data in served(media):
        assert report(data)["validation_state"] == "Valid"


def test_a_reader_that_trusts_the_authority_trusts_the_picture(
    dr_amina: Account, camera: Camera, settings: Any
) -> None:
    media = upload(dr_amina, camera.takes(scene()))
    ours = Camera(settings.ROUNDS.home / "provenance", "rounds.example.org").authority()
    assert report(served(media)[0], trust=ours)["validation_state"] == "Trusted"


def test_a_signer_on_the_operators_list_is_recorded_as_trusted(
    dr_amina: Account, camera: Camera, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "trusted.pem").write_text(camera.authority())
    settings.ROUNDS = replace(settings.ROUNDS, c2pa_trust=str(tmp_path / "trusted.pem"))
    media = upload(dr_amina, camera.takes(scene()))
    assert media.provenance["originals"][0]["checked"] == "trusted"


def test_a_picture_older_than_its_certificate_holds_by_its_time_stamp(dr_amina: Account) -> None:
    """The file was signed with a certificate that ended within seconds, and stamped before that."""
    stamped = Path(__file__).with_name("stamped_before_its_certificate_ended.jpg").read_bytes()
    media = upload(dr_amina, stamped)
    assert media.provenance["state"] == "kept"
    assert (
        media.provenance["originals"][0]["year"],
        report(stamped, "image/jpeg")["validation_state"],
    ) == (2026, "Invalid")
    assert not any(b"2026-11-22" in data for data in served(media))


def test_a_list_without_the_time_stamps_authority_makes_nobody_trusted_and_nothing_broken(
    dr_amina: Account, camera: Camera, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "trusted.pem").write_text(camera.authority())
    settings.ROUNDS = replace(settings.ROUNDS, c2pa_trust=str(tmp_path / "trusted.pem"))
    stamped = Path(__file__).with_name("stamped_before_its_certificate_ended.jpg").read_bytes()
    media = upload(dr_amina, stamped)
    assert media.provenance["originals"][0]["checked"] == "valid"


def test_an_operator_signs_with_a_certificate_of_their_own(
    dr_amina: Account, camera: Camera, settings: Any, tmp_path: Path
) -> None:
    theirs = Camera(tmp_path / "theirs", "Northbridge Trust")
    theirs.authority()
    path = str(tmp_path / "theirs" / "signer.pem")
    settings.ROUNDS = replace(settings.ROUNDS, c2pa_certificate=path, c2pa_key=path)
    found = report(served(upload(dr_amina, camera.takes(scene())))[0])
    assert found["manifests"][found["active_manifest"]]["signature_info"]["issuer"] == (
        "Northbridge Trust"
    )
    assert not (settings.ROUNDS.home / "provenance").exists()


def test_what_cannot_be_signed_is_published_without_and_its_owner_told(
    dr_amina: Account, camera: Camera, settings: Any, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        Camera(tmp_path / name, "Northbridge Trust").authority()
    settings.ROUNDS = replace(
        settings.ROUNDS,
        c2pa_certificate=str(tmp_path / "one" / "signer.pem"),
        c2pa_key=str(tmp_path / "other" / "signer.pem"),
    )
    media = upload(dr_amina, camera.takes(scene()))
    assert media.provenance["state"] == "unsigned"
    assert not any(has_content_credential(data) for data in served(media))


def test_a_name_that_the_gate_would_ask_about_is_left_out(
    dr_amina: Account, tmp_path: Path
) -> None:
    maker = "NHS number 943 476 5919"
    media = upload(dr_amina, Camera(tmp_path / "c", maker).takes(scene()))
    assert media.provenance["state"] == "kept"
    assert not any(b"943 476 5919" in data for data in served(media))
    assert "signer" not in media.provenance["originals"][0]


def test_at_another_rounds_ours_is_read_and_what_it_named_is_not_lost(
    dr_amina: Account, camera: Camera, settings: Any
) -> None:
    here = upload(dr_amina, camera.takes(scene(), source="trainedAlgorithmicMedia"))
    settings.BASE_URL = "https://elsewhere.example.net"
    there = upload(dr_amina, served(here)[0])
    found = report(served(there)[0])
    named = assertions(found)["net.example.elsewhere.rounds.original"]["originals"]
    assert [one["signer"] for one in named] == ["rounds.example.org", MAKER]
    assert (named[0]["rounds"], named[1]["digest"]) == (
        True,
        here.provenance["originals"][0]["digest"],
    )
    told = told_of(there.provenance, (there.width, there.height))
    assert told is not None
    assert told.made_by_ai == "wholly"


class _Ear(BaseHTTPRequestHandler):
    """Whoever asks is counted."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture
def ear() -> Iterator[str]:
    """An address on this machine that counts who asks there."""
    _Ear.asked = []
    server = HTTPServer(("127.0.0.1", 0), _Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched_whatever_a_file_points_to(
    dr_amina: Account, camera: Camera, ear: str
) -> None:
    taken = signed_by(camera.folder, MAKER, scene(), "image/jpeg", {}, responder=f"{ear}/ocsp")
    pointed = signed_by(camera.folder, MAKER, scene(), "image/jpeg", {}, remote=f"{ear}/manifest")
    assert upload(dr_amina, taken).provenance["state"] == "kept"
    upload(dr_amina, pointed)
    assert _Ear.asked == []
    report(pointed, fetches=True)
    assert _Ear.asked != [], "a reader that fetches would have been heard"


def test_what_breaks_the_reader_breaks_nothing_else(dr_amina: Account, camera: Camera) -> None:
    taken = camera.takes(scene())
    at = taken.index(b"jumb") + 60
    media = upload(dr_amina, taken[:at] + bytes(400) + taken[at + 400 :])
    assert media.provenance["state"] in {"unreadable", "invalid"}
    assert not any(has_content_credential(data) for data in served(media))
