"""masto.js, the real package under Node, in two people's hands."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.site.serving import ROOT, Running

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.timeout(300)]
HERE = Path(__file__).with_name("masto")
CACHE = ROOT / ".cache" / "suites" / "masto"


@pytest.fixture(scope="module")
def masto() -> Path:
    """A folder that holds masto.js as `package-lock.json` pins and hashes it, and our script."""
    CACHE.mkdir(parents=True, exist_ok=True)
    lock, stamp = (HERE / "package-lock.json").read_bytes(), CACHE / "installed.json"
    for name in ("package.json", "package-lock.json", "talk.mjs"):
        shutil.copyfile(HERE / name, CACHE / name)
    if not stamp.is_file() or stamp.read_bytes() != lock:
        words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(words, cwd=CACHE, check=True, timeout=240)
        stamp.write_bytes(lock)
    return CACHE


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
