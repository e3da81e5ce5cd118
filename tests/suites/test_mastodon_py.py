"""Mastodon.py's own suite, from its sdist, sent live to a server of ours instead of its recordings."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.suites.rig import Sdist, run_suite, server, unpacked

MASTODON_PY = Sdist(
    package="Mastodon.py",
    version="2.3.3",
    file="mastodon_py-2.3.3.tar.gz",
    sha256="a3cda3db86d65809957c978aef8ac7fb3dfc93abfeda3f1c6bdef4c79090ab7b",
)
# Files that do not speak to a server, or only to their own recordings.
LEFT_OUT = {
    "test_entities.py": "reads recordings of other servers",
    "test_streaming.py": "replays recordings by a patched VCR; tests/mastodon streams live",
    "test_streaming_websocket.py": "the same",
    "test_websocket_cassette.py": "tests the suite's own recorder",
}
# Cases that fail here, each with its reason.
FAIL_HERE: dict[str, str] = {}


@pytest.mark.suites
@pytest.mark.timeout(3000)
def test_mastodon_pys_own_suite_fails_only_where_we_know_why(tmp_path: Path) -> None:
    folder = unpacked(MASTODON_PY)
    # The moments at which the makers recorded; without them the suite takes the present ones.
    for moment in folder.glob("tests/cassettes/*_datetimeobjects.pkl"):
        moment.unlink()
    ignored = [f"--ignore=tests/{name}" for name in LEFT_OUT]
    words = ["tests", "--disable-recording", "-p", "no:cacheprovider", "--timeout=120", *ignored]
    with server(tmp_path) as environment:
        subprocess.run(
            [sys.executable, "-m", "tests.suites.seed_mastodon_py"],
            cwd=ROOT,
            env=environment | {"DJANGO_SETTINGS_MODULE": "rounds.site.settings"},
            check=True,
        )
        outcome = run_suite(folder, words)
    assert sorted(outcome.failed) == sorted(FAIL_HERE)
