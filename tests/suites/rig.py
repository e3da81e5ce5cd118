"""The rig for suites that others wrote: their sources, an environment for them, a server of ours.

Sources come as sdists of a pinned version and are compared with a pinned hash. What is fetched and
installed stays in `.cache/suites`, so that only a first run waits for it.
"""

import hashlib
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.house.source import ROOT

CACHE = ROOT / ".cache" / "suites"
ADDRESS = "http://localhost:3000"
PATIENCE = 60
CLOSING_LINE = re.compile(r"(\d+) (passed|failed|skipped|error|errors|deselected|xfailed|rerun)")


@dataclass(frozen=True, slots=True)
class Sdist:
    """A package's source as its makers published it."""

    package: str
    version: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a suite ended: the numbers of pytest's closing line, and the tests that failed."""

    counts: dict[str, int]
    failed: tuple[str, ...]
    output: str


def unpacked(source: Sdist) -> Path:
    """Return the folder of a package's source; fetches and unpacks it where it is not there yet.

    Errors: AssertionError when what came is not what was pinned.
    """
    folder = CACHE / source.file.removesuffix(".tar.gz")
    if folder.is_dir():
        return folder
    CACHE.mkdir(parents=True, exist_ok=True)
    wanted = f"{source.package}=={source.version}"
    words = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(CACHE)]
    subprocess.run([sys.executable, "-m", "pip", *words, wanted], check=True)
    archive = CACHE / source.file
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert found == source.sha256, f"{source.file} is not the file that was pinned"
    # Debian 12's Python knows no filter for tarfile yet; the file's hash was checked above.
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(CACHE)], check=True)
    return folder


def python_of_the_suites() -> Path:
    """Return the Python of an environment that holds what the suites need."""
    python = CACHE / "venv" / "bin" / "python"
    requirements = ROOT / "requirements" / "suites.txt"
    stamp = CACHE / "venv" / "requirements.txt"
    if not stamp.is_file() or stamp.read_bytes() != requirements.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", CACHE / "venv"], check=True)
        uv = [str(Path(sys.executable).with_name("uv")), "pip", "install", "--python", str(python)]
        pip = [str(python), "-m", "pip", "install"]
        hashed = ["--quiet", "--require-hashes", "-r", str(requirements)]
        if subprocess.run([*uv, *hashed], check=False).returncode:
            subprocess.run([*pip, *hashed], check=True)
        stamp.write_bytes(requirements.read_bytes())
    return python


def settings_for(home: Path) -> dict[str, str]:
    """Return the environment of the server: the test profile and a home of its own."""
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return inherited | {"ROUNDS_HOME": str(home), "ROUNDS_PROFILE": "suites", "ROUNDS_PORT": "3000"}


@contextmanager
def server(home: Path) -> Iterator[dict[str, str]]:
    """Run `rounds serve --profile suites`; gives the environment it runs in.

    Its log is kept as `.cache/suites/server.log`.

    Errors: AssertionError with the end of its log when it does not answer.
    """
    environment = settings_for(home)
    rounds = [sys.executable, "-m", "rounds"]
    subprocess.run([*rounds, "init", "--yes"], cwd=ROOT, env=environment, check=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    log = CACHE / "server.log"
    with log.open("w") as lines:
        process = subprocess.Popen(
            [*rounds, "serve", "--profile", "suites"],
            cwd=ROOT,
            env=environment,
            stdout=lines,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_ready(process, log)
            yield environment
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until `/healthz` answers."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"The server is not ready.\n{log.read_text()[-4000:]}")


def run_suite(folder: Path, words: Sequence[str], **environment: str) -> Outcome:
    """Run a suite's own pytest and return how it ended; its output is printed as it comes."""
    command = [str(python_of_the_suites()), "-m", "pytest", "-rfE", "--color=no", *words]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    for line in process.stdout or ():
        print(line, end="", flush=True)
        lines.append(line)
    process.wait()
    closing = next((line for line in reversed(lines) if " in " in line), "")
    counts = {word.rstrip("s"): int(n) for n, word in CLOSING_LINE.findall(closing)}
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", "".join(lines), re.MULTILINE)
    return Outcome(counts, tuple(failed), "".join(lines))
