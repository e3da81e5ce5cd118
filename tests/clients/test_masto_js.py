"""masto.js, the real package under Node, in two people's hands."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.clients.node import installed
from tests.site.serving import Running

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def masto() -> Path:
    """A folder that holds masto.js as `package-lock.json` pins and hashes it, and our script."""
    return installed("masto", "talk.mjs")


def test_masto_js_reads_posts_reacts_searches_uploads_and_streams(
    server: Running, tokens: dict[str, str], masto: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "strip.png"
    Image.new("RGB", (300, 200), "grey").save(picture)
    words = ["talk.mjs", server.url, tokens["leo"], tokens["amina"], str(picture)]
    node = os.environ.get("ROUNDS_NODE", "node")
    done = subprocess.run(
        [node, *words], cwd=masto, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == {
        "title": "Rounds", "longest": 1000, "me": "leo", "following": True,
        "media": "A grey square", "attached": [True], "answers": True, "answered": [True], "boosted": True,
        "favourited": True, "notification": ["mention", "amina"], "update": True, "paged": 2,
        "found": [True], "refused": 422,
    }  # fmt: skip
