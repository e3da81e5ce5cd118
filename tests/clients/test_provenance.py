"""Content credentials of ours before a reader that others wrote: @trustnxt/c2pa-ts under Node.

What signs (c2pa-rs) has a reader of its own, which `tests/posts/test_provenance.py` asks; this one
shares no line with it.
"""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rounds.identity.models import Account
from rounds.posts import files
from rounds.posts.media import upload
from tests.clients.node import installed
from tests.provenance import Camera, scene

pytestmark = [pytest.mark.images, pytest.mark.node, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def reader() -> Path:
    """A folder that holds the reader as `package-lock.json` pins and hashes it, and our script."""
    return installed("provenance", "check.mjs")


def test_a_reader_of_another_make_accepts_each_size_and_sees_one_changed_byte(
    dr_amina: Account, reader: Path, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ROUNDS = replace(settings.ROUNDS, home=tmp_path / "home")
    media = upload(dr_amina, Camera(tmp_path / "camera").takes(scene()))
    whole, small = files.read(media.file), files.read(media.preview)
    changed = bytearray(whole)
    changed[2000] ^= 1
    names = []
    for number, data in enumerate((whole, small, bytes(changed))):
        names.append(tmp_path / f"{number}.webp")
        names[-1].write_bytes(data)
    node = os.environ.get("ROUNDS_NODE", "node")
    done = subprocess.run(
        [node, "check.mjs", *names], cwd=reader, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    first, second, third = json.loads(done.stdout)
    for one in (first, second):
        assert one["valid"]
        assert {"claimSignature.validated", "assertion.dataHash.match"} <= set(one["codes"])
    assert not third["valid"]
    assert "assertion.dataHash.mismatch" in third["codes"]
