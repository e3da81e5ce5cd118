"""What may be said of a picture that came in, whatever its credential says; and who signs."""

import io
import stat
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography import x509
from PIL import Image

from rounds.base.provenance import apart
from rounds.base.provenance.manifest import Step, definition, label_at
from rounds.base.provenance.original import SOURCES, Original, clean_name, distilled, made_by_ai
from rounds.base.provenance.signer import YEAR, ends_at, own_signer
from rounds.base.provenance.steps import in_this_size, steps_and_size
from rounds.base.provenance.tool import ReadErrand, SignErrand

DIGEST = f"sha256:{'ab' * 32}"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def deed(action: str, source: str = "") -> dict[str, Any]:
    return {"action": action, **({"digitalSourceType": SOURCES[source]} if source else {})}


def manifest(*deeds: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": list(deeds)}}],
        "signature_info": {"issuer": "Northlight Cameras", "time": "2026-03-14T09:26:53+00:00"},
        **more,
    }


def told(manifests: Mapping[str, Any], **more: Any) -> Original:
    report = {"active_manifest": "a", "manifests": manifests, "validation_state": "Valid", **more}
    return distilled(report, DIGEST, "image/jpeg")[0]


def test_of_the_time_only_the_year_stays_and_of_the_signer_the_organisation() -> None:
    one = told({"a": manifest(claim_generator="Adobe_Photoshop/25.1 c2pa-rs/0.2")})
    assert (one.year, one.signer, one.generator) == (2026, "Northlight Cameras", "Adobe Photoshop")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Northlight Cameras, Inc.", "Northlight Cameras, Inc."),
        ("<script>alert(1)</script>", "script alert(1) /script"),
        ("jane@ward7.example", "jane ward7.example"),
        ("two\nlines\u202eturned", "two lines turned"),
        ("x" * 500, "x" * 64),
        (None, ""),
        ({"name": "x"}, ""),
    ],
)
def test_a_name_is_short_and_plain(written: Any, kept: str) -> None:
    assert clean_name(written) == kept


def test_a_picture_made_by_a_machine_stays_so_through_later_edits() -> None:
    parent = {"relationship": "parentOf", "active_manifest": "b"}
    one = told(
        {
            "a": manifest(deed("c2pa.opened"), deed("c2pa.cropped"), ingredients=[parent]),
            "b": manifest(deed("c2pa.created", "trainedAlgorithmicMedia")),
        }
    )
    assert made_by_ai(one.source) == "wholly"


@pytest.mark.parametrize(
    ("deeds", "relationship", "kind", "answer"),
    [
        ([deed("c2pa.created", "digitalCapture")], "componentOf", "trainedAlgorithmicMedia", "partly"),
        ([deed("c2pa.created", "digitalCapture")], "inputTo", "trainedAlgorithmicMedia", ""),
        ([deed("c2pa.opened"), deed("c2pa.edited", "trainedAlgorithmicMedia")], "parentOf", "digitalCapture", "partly"),
        ([deed("c2pa.created", "digitalCapture")], "componentOf", "digitalArt", ""),
    ],
)  # fmt: skip
def test_a_part_made_by_a_machine_makes_the_whole_partly_so(
    deeds: list[dict[str, Any]], relationship: str, kind: str, answer: str
) -> None:
    given = {"relationship": relationship, "active_manifest": "b"}
    manifests = {
        "a": manifest(*deeds, ingredients=[given]),
        "b": manifest(deed("c2pa.created", kind)),
    }
    assert made_by_ai(told(manifests).source) == answer


def test_manifests_that_name_each_other_end() -> None:
    around = {"relationship": "parentOf", "active_manifest": "a"}
    assert told({"a": manifest(ingredients=[around])}).source == ""


def test_what_another_rounds_recorded_is_cleaned_like_everything_else() -> None:
    said = [
        {"digest": DIGEST, "format": "image/png", "checked": "trusted", "signer": "A\nB", "year": 7},
        {"digest": "my patient is Jane", "format": "image/png", "checked": "valid"},
        {"digest": DIGEST, "format": "text/html", "checked": "valid"},
        {"digest": DIGEST, "format": "image/png", "checked": "valid", "actions": ["Jane", "c2pa.cropped"]},
    ]  # fmt: skip
    ours = {"label": "org.example.rounds.original", "data": {"originals": said}}
    report = {
        "active_manifest": "a", "manifests": {"a": {"assertions": [ours]}}, "validation_state": "Valid",
    }  # fmt: skip
    first, *named = distilled(report, DIGEST, "image/webp")
    assert first.rounds
    assert [(one.signer, one.year, one.actions) for one in named] == [
        ("A B", 0, ()),
        ("", 0, ("c2pa.cropped",)),
    ]


@pytest.mark.parametrize("said", [None, "Jane", [1], [{"digest": 4}], {"originals": {}}])
def test_what_is_no_list_of_originals_is_left_out(said: Any) -> None:
    ours = {"label": "org.example.rounds.original", "data": {"originals": said}}
    assert not told({"a": {"assertions": [ours]}}).rounds


def test_the_label_is_the_host_turned_round() -> None:
    assert label_at("rounds.example.org") == "org.example.rounds.rounds.original"
    for host in ("localhost", "127.0.0.1", "::1", ""):
        assert label_at(host) == "localhost.rounds.original"


def test_a_manifest_holds_three_assertions_and_no_thumbnail() -> None:
    given = Original(digest=DIGEST, format="image/jpeg", checked="valid")
    made = definition(
        [given], [Step.WRITTEN_ANEW, Step.CLEANED, Step.BLURRED], "rounds.example.org"
    )
    assert set(made) == {"claim_generator_info", "title", "format", "ingredients", "assertions"}
    assert len(made["assertions"]) == 2
    assert set(made["ingredients"][0]) == {
        "title", "format", "instance_id", "relationship", "label", "description",
    }  # fmt: skip


def test_only_the_size_that_is_smaller_says_so() -> None:
    steps = [Step.TURNED, Step.WRITTEN_ANEW, Step.CLEANED]
    assert in_this_size(steps, (80, 60), (80, 60)) == steps
    assert in_this_size(steps, (40, 30), (80, 60)) == [Step.TURNED, Step.RESIZED, *steps[1:]]


def test_a_signer_is_made_once_for_its_owners_eyes_only(tmp_path: Path) -> None:
    folder = tmp_path / "provenance"
    with ThreadPoolExecutor(8) as many:
        made = list(many.map(lambda _n: own_signer(folder, "rounds.example.org"), range(8)))
    assert len(set(made)) == 1
    before = made[0].key.read_bytes()
    assert own_signer(folder, "rounds.example.org").key.read_bytes() == before
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"authority.pem", "signer.pem"}
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_signer_is_renewed_each_year_under_the_same_authority(tmp_path: Path) -> None:
    files = own_signer(tmp_path, "rounds.example.org", NOW)
    first, authority = files.key.read_bytes(), (tmp_path / "authority.pem").read_bytes()
    own_signer(tmp_path, "rounds.example.org", NOW + timedelta(days=300))
    assert files.key.read_bytes() == first
    later = NOW + YEAR + timedelta(days=1)
    own_signer(tmp_path, "rounds.example.org", later)
    assert files.key.read_bytes() != first
    assert (tmp_path / "authority.pem").read_bytes() == authority
    assert ends_at(files.certificate) > later + 9 * YEAR


def test_no_certificate_outlives_its_authority(tmp_path: Path) -> None:
    for years in range(0, 60, 3):
        own_signer(tmp_path, "rounds.example.org", NOW + years * YEAR)
        (authority,) = x509.load_pem_x509_certificates((tmp_path / "authority.pem").read_bytes())
        assert ends_at(tmp_path / "signer.pem") <= authority.not_valid_after_utc


def test_a_server_that_moves_signs_in_its_new_name(tmp_path: Path) -> None:
    own_signer(tmp_path, "old.example.org", NOW)
    files = own_signer(tmp_path, "new.example.org", NOW)
    (name,) = x509.load_pem_x509_certificates(files.certificate.read_bytes())[
        0
    ].subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    assert name.value == "new.example.org"


def test_who_reads_a_strangers_file_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        given.update(more)
        return subprocess.CompletedProcess(command, 0, msgspec.msgpack.encode({"state": "invalid"}))

    monkeypatch.setenv("ROUNDS_SECRET", "never told")
    monkeypatch.setattr(apart.subprocess, "run", run)
    assert apart.read(ReadErrand(data=b"x", format="image/jpeg")).state == "invalid"
    assert set(given["env"]) == {"PATH", "PYTHONPATH", "LANG"}
    assert b"never told" not in given["input"]


@pytest.mark.parametrize("program", ["/bin/false", "/bin/echo", "/nowhere"])
def test_a_child_that_crashes_or_talks_nonsense_leaves_the_picture_without(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(apart.sys, "executable", program)
    assert apart.read(ReadErrand(data=b"x", format="image/jpeg")).state == "unreadable"
    errand = SignErrand(pictures=(b"x",), definitions=({},), certificate="a", key="b")
    assert apart.sign(errand).refused


@pytest.mark.parametrize(
    ("kind", "more", "steps"),
    [
        ("JPEG", {}, ["written_anew", "cleaned"]),
        ("JPEG", {"turned": 6}, ["turned", "written_anew", "cleaned"]),
        ("PNG", {"mode": "RGBA"}, ["written_anew", "cleaned"]),
        ("PNG", {"mode": "RGBA", "colour": (9, 9, 9, 99)}, ["backed", "written_anew", "cleaned"]),
        ("WEBP", {"frames": 2}, ["first_frame", "written_anew", "cleaned"]),
    ],
)
def test_what_was_done_to_a_picture_is_told_from_its_file(
    kind: str, more: dict[str, Any], steps: list[str]
) -> None:
    one = Image.new(more.get("mode", "RGB"), (40, 30), more.get("colour", "red"))
    exif = Image.Exif()
    exif[0x0112] = more.get("turned", 1)
    frames = [one.rotate(90 * n) for n in range(1, more.get("frames", 1))]
    several = {"save_all": True, "append_images": frames} if frames else {}
    out = io.BytesIO()
    one.save(out, kind, exif=exif, **several)
    found, size = steps_and_size(out.getvalue())
    assert (found, size) == (steps, (30, 40) if more.get("turned") else (40, 30))
