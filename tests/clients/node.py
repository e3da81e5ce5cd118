"""Programs of npm that tests drive: each pinned and hashed by a `package-lock.json` of its own."""

import shutil
import subprocess
from pathlib import Path

from tests.site.serving import ROOT


def installed(name: str, script: str) -> Path:
    """A folder that holds what `name`'s lock file pins, installed once, and `script` beside it."""
    here, cache = Path(__file__).with_name(name), ROOT / ".cache" / "suites" / name
    cache.mkdir(parents=True, exist_ok=True)
    lock, stamp = (here / "package-lock.json").read_bytes(), cache / "installed.json"
    for file in ("package.json", "package-lock.json", script):
        shutil.copyfile(here / file, cache / file)
    if not stamp.is_file() or stamp.read_bytes() != lock:
        words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(words, cwd=cache, check=True, timeout=240)
        stamp.write_bytes(lock)
    return cache
