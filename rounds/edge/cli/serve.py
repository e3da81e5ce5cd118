"""`rounds serve`: the web site, the streams and the jobs in one command.

The process that is started only minds the server's own processes: it loads neither Django nor the
rooms, so that one machine's memory goes to those who answer.
"""

import argparse
import os
import subprocess
import sys

from rounds.base.errors import RoundsError
from rounds.edge.cli.start import configuration
from rounds.edge.cli.tables import check_tables
from rounds.outside.ports import is_taken

TARGET = "rounds.site.asgi:app"
SUITES = {
    "ROUNDS_PROFILE": "suites",
    "ROUNDS_BIND": "127.0.0.1",
    "ROUNDS_PORT": "3000",
    "ROUNDS_ORIGIN": "http://localhost:3000",
    "ROUNDS_REGISTRATION": "open",
    "ROUNDS_CONFIRM_EMAIL": "0",
    "ROUNDS_MINIMUM_AGE": "0",
    "ROUNDS_RATE_LIMITS": "0",
    "ROUNDS_LINK_PREVIEWS": "0",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds serve` takes."""
    parser.add_argument("--bind", help="address to listen on (ROUNDS_BIND)")
    parser.add_argument("--port", type=int, help="port to listen on (ROUNDS_PORT)")
    parser.add_argument("--profile", choices=["suites"], help="open the doors for test suites")
    parser.add_argument(
        "--migrate", action="store_true", help="bring the database up to date first"
    )
    parser.set_defaults(run=run, needs_django=False)


def _into_environment(args: argparse.Namespace) -> None:
    """Hand the arguments to the processes that serve; what the environment says wins over a profile."""
    if args.profile == "suites":
        for name, value in SUITES.items():
            os.environ.setdefault(name, value)
        os.environ["ROUNDS_PROFILE"] = "suites"
    if args.bind:
        os.environ["ROUNDS_BIND"] = args.bind
    if args.port is not None:
        os.environ["ROUNDS_PORT"] = str(args.port)


def say_remarks() -> None:
    """Print what is odd about the environment."""
    from django.conf import settings

    for words in settings.SETTING_REMARKS:
        print(words, file=sys.stderr)


def migrate() -> None:
    """Bring the database up to date, in a process of its own.

    Errors: RoundsError when that fails; what failed was printed.
    """
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        raise RoundsError(
            "The database could not be brought up to date. `rounds doctor` says more."
        )


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop.

    Errors: RoundsError when a setting is unsafe or unreadable, or the tables are not of this version.
    """
    _into_environment(args)
    config = configuration()
    say_remarks()
    if args.migrate:
        migrate()
    else:
        check_tables()
    if config.profile:
        print("The profile for test suites is on: anybody on this machine may do anything.")
    print(f"Rounds is at {config.base_url} (stop it with Ctrl-C).", flush=True)
    serve(config.bind, config.port, config.workers)
    return 0


def serve(bind: str, port: int, workers: int = 1) -> None:
    """Answer on `bind`:`port` with `workers` processes until told to stop.

    Errors: RoundsError when another program has the port.
    """
    if is_taken(bind, port):
        raise RoundsError(
            f"Something listens on port {port} already, perhaps another Rounds. Stop it, or set ROUNDS_PORT."
        )
    # Only this command needs the server.
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        TARGET,
        address=bind,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        runtime_threads=1,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        websockets=True,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()
