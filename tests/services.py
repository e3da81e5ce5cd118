"""Run a command with a PostgreSQL and a Redis of its own: `python -m tests.services COMMAND ...`.

Both listen on loopback at ports nobody uses, keep their files in a folder that goes with them, and
are stopped whatever becomes of the command. Its environment names them in `ROUNDS_DATABASE_URL`
and `ROUNDS_REDIS_URL`; `--redis-only` leaves the database at SQLite.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

# What a crash would lose is thrown away anyhow.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
PATIENCE = 30


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_program(name: str) -> str:
    """Return a program of the newest PostgreSQL; Debian keeps them out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if program := (str(found[0]) if found else shutil.which(name)):
        return program
    raise SystemExit(f"There is no {name}. Install it: apt-get install postgresql")


def as_nobody_special() -> list[str]:
    """Return the words that run a program as PostgreSQL's own user: it refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@contextmanager
def postgres() -> Iterator[str]:
    """Start PostgreSQL; gives its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="rounds-postgres-") as folder:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = f"{folder}/data"
        options = " ".join(f"-c {option}" for option in FORGETFUL)
        where = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder}"
        control = [*as_nobody_special(), postgres_program("pg_ctl"), "-D", data, "-w", "-s"]
        initdb = [
            postgres_program("initdb"),
            "-D",
            data,
            "-U",
            "rounds",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        quiet = {"check": True, "cwd": "/", "stdout": subprocess.DEVNULL}
        subprocess.run([*as_nobody_special(), *initdb, "--locale=C.UTF-8"], **quiet)
        subprocess.run(
            [*control, "-o", f"{where} {options}", "-l", f"{folder}/log", "start"], **quiet
        )
        try:
            createdb = [postgres_program("createdb"), "-h", "127.0.0.1", "-p", str(port)]
            subprocess.run([*createdb, "-U", "rounds", "rounds"], **quiet)
            yield f"postgres://rounds@127.0.0.1:{port}/rounds"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd="/")


@contextmanager
def redis() -> Iterator[str]:
    """Start Redis; gives its address."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise SystemExit("There is no redis-server. Install it: apt-get install redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="rounds-redis-") as folder:
        settings = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""]
        server = subprocess.Popen([program, *settings], stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port of this machine."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"Nothing answers on port {port} after {PATIENCE} seconds.")


def main(words: Sequence[str]) -> int:
    """Run the command that the words name and return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `timeout` stops all of it
    redis_only = words[:1] == ["--redis-only"]
    with ExitStack() as services:
        environment = os.environ | {"ROUNDS_REDIS_URL": services.enter_context(redis())}
        if not redis_only:
            environment["ROUNDS_DATABASE_URL"] = services.enter_context(postgres())
        command = subprocess.Popen(words[1:] if redis_only else words, env=environment)
        services.callback(command.terminate)
        return command.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
