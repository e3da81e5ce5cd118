"""`rounds init`: prepare a home for a server, or bring one up to date. Safe to run again."""

import argparse
import getpass
import json
import os
import secrets
import sys
from pathlib import Path

from rounds.edge.cli.start import configuration, set_up_django

ASKED = {
    "name": ("The server's name", "Rounds"),
    "origin": ("The address people will use, such as https://rounds.example.org", ""),
    "contact": ("An e-mail address that somebody reads", ""),
    "registration": ("Who may sign up: open, approval, invitation or closed", "open"),
}

REGISTRATIONS = ("open", "approval", "invitation", "closed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds init` takes."""
    parser.add_argument("--home", type=Path, help="folder of database, media and settings")
    for name, (question, default) in ASKED.items():
        choices = REGISTRATIONS if name == "registration" else None
        parser.add_argument(f"--{name}", help=f"{question} ({default or 'none'})", choices=choices)
    parser.add_argument(
        "--username", help="handle of the first account, who looks after the server"
    )
    parser.add_argument("--email", help="e-mail address of the first account")
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the first account's password from stdin"
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing; take what is given")
    parser.set_defaults(run=run, needs_django=False)


def run(args: argparse.Namespace) -> int:
    """Make folder, settings, secret, tables and, if asked for, the first account.

    Errors: RoundsError for a wrong setting, before anything is written.
    """
    asks = sys.stdin.isatty() and not args.yes and not args.password_stdin
    home = (args.home or Path(os.environ.get("ROUNDS_HOME", "home"))).expanduser().resolve()
    os.environ["ROUNDS_HOME"] = str(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o750)
    write_settings(home / "rounds.toml", args, asks=asks)
    set_up_django()
    migrate()
    if args.username or asks:
        make_first_account(args, asks=asks)
    print(f"\nThe home is ready: {home}")
    print("Start with:  rounds serve\nAsk with:    rounds doctor")
    return 0


def write_settings(path: Path, args: argparse.Namespace, *, asks: bool) -> None:
    """Write what was said into a settings file, unless there is one: that is its owner's."""
    if path.exists():
        print(f"{path} is there and stays as it is.")
        return
    lines = ["# docs/settings.md says what else can stand here.\n"]
    for name, (question, default) in ASKED.items():
        value = getattr(args, name) or (answer(question, default) if asks else "")
        if value:
            lines.append(f"{name} = {json.dumps(value)}\n")
            os.environ[f"ROUNDS_{name.upper()}"] = value
    # Read as the server would read them: what is wrong is said now, not by every later command.
    configuration()
    # It may come to hold passwords, of the mail server for one.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("".join(lines))
    print(f"Wrote {path}.")


def answer(question: str, default: str) -> str:
    """Return what the person at the keyboard says."""
    hint = f" [{default}]" if default else " [none]"
    return input(f"{question}{hint}: ").strip() or default


def migrate() -> None:
    """Make the tables, or bring them up to date."""
    from django.core.management import call_command
    from django.db import OperationalError

    from rounds.base.errors import RoundsError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        reason = str(error).splitlines()[0]
        raise RoundsError(
            f"The database does not answer ({reason}). Start it and run again."
        ) from None
    print("The tables are up to date.")


def make_first_account(args: argparse.Namespace, *, asks: bool) -> None:
    """Open the account of whoever looks after the server, as a moderator."""
    from rounds.base.errors import Invalid
    from rounds.gate.own_words import check_first_words
    from rounds.identity.appoint import appoint_moderator
    from rounds.identity.open_account import Newcomer, open_account

    username = args.username or answer("A handle for you, who look after the server", "")
    if not username:
        return
    email = args.email or (answer("Your e-mail address", "") if asks else "")
    if not email:
        raise Invalid("The first account needs an e-mail address: add --email.", "email")
    check_first_words({}, username)
    password, made = chosen_password(args, asks=asks)
    newcomer = Newcomer(username=username, email=email, password=password)
    appoint_moderator(open_account(newcomer))
    print(f"@{username} can sign in with {email}.")
    if made:
        print(f"Password, shown this once: {password}")


def chosen_password(args: argparse.Namespace, *, asks: bool) -> tuple[str, bool]:
    """Return a password and whether it was made here rather than chosen."""
    if args.password_stdin:
        given = sys.stdin.readline().rstrip("\n")
    else:
        given = getpass.getpass("A password (empty: one is made): ") if asks else ""
    return (given, False) if given else (secrets.token_urlsafe(15), True)
