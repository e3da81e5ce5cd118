"""`rounds doctor`: look the server over, and say how to mend what is wrong.

Each check is a function that returns its remarks; a table names them in the order in which one
depends on another. A check that cannot be made since an earlier one failed says so.
"""

import argparse
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

GOOD, LOOK, BROKEN = "good", "look again", "broken"
GIGABYTE = 1024**3
LITTLE_DISK, NO_DISK = 2 * GIGABYTE, GIGABYTE // 4
CLOCKS_MAY_DIFFER = timedelta(seconds=5)
WORK_MAY_WAIT = timedelta(minutes=5)
SIGNATURES_SHOULD_HOLD = timedelta(days=90)
OLDEST_POSTGRESQL = 130000
SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found: `state` is good, look again or broken; `mend` says what to do."""

    about: str
    state: str
    says: str
    mend: str = ""


# `settings.ROUNDS`; its type stands in the site, a floor above, which a door may not import.
Configuration = Any
Check = Callable[[Configuration], Iterator[Remark]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds doctor` takes."""
    parser.add_argument("--json", action="store_true", help="print JSON, for a machine")
    parser.set_defaults(run=run, needs_django=False)


def run(args: argparse.Namespace) -> int:
    """Print what every check found; 1 when something is broken."""
    remarks = list(look_over())
    if args.json:
        print(json.dumps([asdict(remark) for remark in remarks], indent=2))
    else:
        for remark in remarks:
            print(f"{remark.state:>10}  {remark.about}: {remark.says}")
            if remark.mend:
                print(f"{'':>10}  -> {remark.mend}")
    return int(any(remark.state == BROKEN for remark in remarks))


def look_over() -> Iterator[Remark]:
    """Yield the remarks of every check, in order."""
    from rounds.base.errors import RoundsError
    from rounds.edge.cli.start import set_up_django

    try:
        set_up_django()
    except RoundsError as error:
        yield Remark(
            "settings", BROKEN, str(error), "Change that setting; the rest was not checked."
        )
        return
    from django.conf import settings

    for about, check in CHECKS.items():
        try:
            yield from check(settings.ROUNDS)
        except Exception as error:  # noqa: BLE001 - a doctor who faints helps nobody
            says = f"could not be checked: {type(error).__name__}: {str(error).splitlines()[0]}"
            yield Remark(about, BROKEN, says, "Mend what stands above first, then ask again.")


def check_settings(config: Configuration) -> Iterator[Remark]:
    """Whether what is set is fit for the public, and whom to write to."""
    from django.conf import settings as django_settings

    yield Remark("settings", GOOD, f"{config.base_url}, home {config.home}")
    if config.profile:
        says = f"the test profile '{config.profile}' opens doors: no confirmation, no limits"
        yield Remark("profile", LOOK, says, "Leave ROUNDS_PROFILE out but for test suites.")
    if config.debug:
        yield Remark("debug", LOOK, "errors show their innards", "Leave ROUNDS_DEBUG out.")
    if config.plain_http and config.in_public:
        mend = "Put a proxy that speaks https in front, and set ROUNDS_ORIGIN to https://..."
        yield Remark("plain http", LOOK, "passwords can be read on the way", mend)
    for words in django_settings.SETTING_REMARKS:
        yield Remark("environment", LOOK, words, "Mend or remove it.")
    if not config.contact:
        mend = "Set ROUNDS_CONTACT to an e-mail address that somebody reads."
        yield Remark("contact", LOOK, "nobody is named to write to", mend)
    if config.workers > 1 and not config.redis_url:
        says = f"{config.workers} processes without Redis do not hear each other's posts"
        yield Remark("workers", BROKEN, says, "Set ROUNDS_REDIS_URL, or ROUNDS_WORKERS to 1.")


def check_secret(config: Configuration) -> Iterator[Remark]:
    """Whether the secret is long and for its owner's eyes only."""
    kept = config.home / "secret"
    if len(config.secret) < SHORTEST_SECRET:
        says = f"has {len(config.secret)} characters"
        yield Remark("secret", BROKEN, says, "Leave ROUNDS_SECRET out and one is made.")
    elif kept.is_file() and kept.stat().st_mode & 0o077:
        yield Remark("secret", BROKEN, "others on this machine can read it", f"chmod 600 {kept}")
    else:
        yield Remark("secret", GOOD, f"{len(config.secret)} characters, for its owner only")


def check_private(config: Configuration) -> Iterator[Remark]:
    """Whether anybody else on this machine can read drafts or settings."""
    names = ("rounds.sqlite3", "rounds.sqlite3-wal", "rounds.toml", "media/private", "provenance")
    open_ = [
        path
        for path in (config.home / name for name in names)
        if path.exists() and path.stat().st_mode & 0o077
    ]
    for path in open_:
        mend = f"chmod go= {path}, as the user that runs the server"
        yield Remark("private", BROKEN, f"others on this machine can read {path}", mend)
    if not open_:
        yield Remark("private", GOOD, "drafts and settings are for the server's user only")


def check_folders(config: Configuration) -> Iterator[Remark]:
    """Whether home and media can be written, and how much room is left."""
    folders = {"home": config.home}
    if config.s3_url:
        yield Remark("media", GOOD, "on S3-compatible storage")
    else:
        folders["media"] = config.home / "media"
    for about, folder in folders.items():
        nearest = folder if folder.exists() else folder.parent
        if os.access(nearest, os.W_OK | os.X_OK):
            yield Remark(about, GOOD, f"{folder} can be written")
        else:
            mend = f"chown it to the user that runs the server: {folder}"
            yield Remark(about, BROKEN, f"{folder} can't be written", mend)
    yield room_left(config.home)


def room_left(folder: Path) -> Remark:
    """Return how much room the disk has."""
    free = shutil.disk_usage(folder).free
    says = f"{free / GIGABYTE:.1f} GB free"
    if free < NO_DISK:
        return Remark("disk", BROKEN, says, "Make room now: the database stops when it is full.")
    if free < LITTLE_DISK:
        return Remark("disk", LOOK, says, "Make room, or move media to S3 (ROUNDS_S3_URL).")
    return Remark("disk", GOOD, says)


def check_database(config: Configuration) -> Iterator[Remark]:
    """Whether the database answers and is new enough."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        where = "ROUNDS_DATABASE_URL" if config.database_url else f"{config.home}"
        says = f"does not answer: {str(error).splitlines()[0]}"
        yield Remark("database", BROKEN, says, f"Start it, or mend {where}.")
        return
    if connection.vendor == "postgresql":
        version = connection.cursor().connection.info.server_version
        old = version < OLDEST_POSTGRESQL
        mend = "Use PostgreSQL 13 or newer." if old else ""
        yield Remark("database", BROKEN if old else GOOD, f"PostgreSQL {version // 10000}", mend)
    else:
        import sqlite3

        yield Remark("database", GOOD, f"SQLite {sqlite3.sqlite_version}")


def check_migrations(config: Configuration) -> Iterator[Remark]:
    """Whether the tables are those of this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        mend = f"Run `rounds init`: it brings {config.home} up to date and changes nothing else."
        yield Remark("migrations", BROKEN, f"{len(waiting)} are not applied", mend)
    else:
        yield Remark("migrations", GOOD, "all are applied")


def check_jobs(config: Configuration) -> Iterator[Remark]:
    """Whether somebody works on what waits, and whether something gave up."""
    from rounds.base import clock
    from rounds.jobs.queries import queue_state

    state = queue_state()
    if state.oldest and clock.now() - state.oldest > WORK_MAY_WAIT:
        says = f"{state.due} wait, the oldest since {state.oldest:%Y-%m-%d %H:%M} UTC"
        mend = "Start `rounds serve`" + ("." if config.jobs_here else " with ROUNDS_JOBS_HERE=1.")
        yield Remark("jobs", BROKEN, says, mend)
    elif state.dead:
        says = f"{state.dead} gave up after many tries"
        yield Remark("jobs", LOOK, says, "Look for 'job failed' in the log, and report it.")
    else:
        yield Remark("jobs", GOOD, f"{state.due} waiting")


def check_clock(config: Configuration) -> Iterator[Remark]:
    """Whether this machine's clock can be right: prompts and reports depend on it."""
    now = datetime.now(UTC)
    newest = max((p.stat().st_mtime for p in config.home.glob("*")), default=0.0)
    written = datetime.fromtimestamp(newest, UTC)
    if written > now + CLOCKS_MAY_DIFFER:
        says = f"shows {now:%Y-%m-%d %H:%M} UTC, before files that were written already"
        yield Remark("clock", BROKEN, says, "Set it, and let it be kept: timedatectl set-ntp true")
        return
    apart = abs(database_clock(now) - now)
    if apart > CLOCKS_MAY_DIFFER:
        says = f"is {apart.total_seconds():.0f} s away from the database's"
        yield Remark("clock", BROKEN, says, "Let both be kept: timedatectl set-ntp true")
    else:
        yield Remark("clock", GOOD, f"{now:%Y-%m-%d %H:%M:%S} UTC")


def database_clock(here: datetime) -> datetime:
    """Return what time it is for the database; SQLite has no clock but ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return here
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    return there if isinstance(there, datetime) else here


def check_redis(config: Configuration) -> Iterator[Remark]:
    """Whether Redis answers, where it is used."""
    if not config.redis_url:
        yield Remark("bus", GOOD, "in process")
        return
    try:
        import redis
    except ImportError:
        mend = "pip install 'rounds[large]'"
        yield Remark("bus", BROKEN, "the Redis client is not installed", mend)
        return
    try:
        redis.Redis.from_url(config.redis_url, socket_timeout=3, socket_connect_timeout=3).ping()
        yield Remark("bus", GOOD, "Redis answers")
    except redis.RedisError as error:
        mend = "Start Redis, or mend ROUNDS_REDIS_URL."
        yield Remark("bus", BROKEN, f"Redis does not answer: {type(error).__name__}", mend)


def check_mail(config: Configuration) -> Iterator[Remark]:
    """Whether e-mail leaves the house: sign-up and passwords depend on it."""
    from django.core import mail

    if not config.smtp_url:
        needed = config.confirm_email and config.in_public
        state = BROKEN if needed else LOOK
        mend = "Set ROUNDS_SMTP_URL, such as smtp+tls://user:password@mail.example.org:587"
        yield Remark("mail", state, "is printed, not sent", mend)
        return
    try:
        connection = mail.get_connection(timeout=5)
        connection.open()
        connection.close()
        yield Remark("mail", GOOD, "the mail server answers")
    except OSError as error:  # refusals of the mail server are OSErrors, too
        says = f"the mail server refuses or does not answer: {type(error).__name__}"
        yield Remark("mail", BROKEN, says, "Mend ROUNDS_SMTP_URL.")


def check_push(config: Configuration) -> Iterator[Remark]:
    """Whether what goes to phones and browsers can be signed."""
    from rounds.timelines.push_key import key_state

    state = key_state()
    if state is None:
        yield Remark("push", GOOD, "no key yet: it is made when the first app asks for it")
    elif state.opens:
        yield Remark("push", GOOD, f"{state.devices} devices, key {state.public[:12]}…")
    else:
        mend = "Bring the secret back, or run `rounds push rotate`: every app has to ask again."
        yield Remark("push", BROKEN, "the key was sealed with another secret", mend)


def check_reports(config: Configuration) -> Iterator[Remark]:
    """Whether a report waits that only whoever runs the machine can answer."""
    from rounds.trust.answer import list_left_over

    if waiting := len(list_left_over()):
        says = f"{waiting} about the only one who looks after this server"
        yield Remark("reports", LOOK, says, "Read them: `rounds report list`.")
    else:
        yield Remark("reports", GOOD, "none that only you could answer")


def check_signing(config: Configuration) -> Iterator[Remark]:
    """Whether content credentials can be signed, and for how long."""
    from rounds.base.provenance.apart import is_installed
    from rounds.base.provenance.signer import ends_at
    from rounds.posts.provenance import SIGNER_FOLDER

    if not is_installed():
        yield Remark(
            "content credentials", GOOD, "are removed: the extra `images` is not installed"
        )
        return
    if config.c2pa_trust:
        ends_at(Path(config.c2pa_trust))  # an unreadable list is said to be, as every check is
    own = config.home / SIGNER_FOLDER / "signer.pem"
    path = Path(config.c2pa_certificate) if config.c2pa_certificate else own
    if not path.exists():
        yield Remark(
            "content credentials", GOOD, "no certificate yet: it is made when it is needed"
        )
        return
    ends = ends_at(path)
    says = f"signed by {path}, which ends on {ends:%Y-%m-%d}"
    if ends < datetime.now(UTC):
        mend = "Renew it: until then pictures are published without content credentials."
        yield Remark("content credentials", BROKEN, says, mend)
    elif ends < datetime.now(UTC) + SIGNATURES_SHOULD_HOLD:
        mend = "Renew it soon: what is signed with it ends with it."
        yield Remark("content credentials", LOOK, says, mend)
    else:
        yield Remark("content credentials", GOOD, says)


CHECKS: dict[str, Check] = {
    "settings": check_settings,
    "secret": check_secret,
    "private": check_private,
    "folders": check_folders,
    "database": check_database,
    "migrations": check_migrations,
    "jobs": check_jobs,
    "push": check_push,
    "reports": check_reports,
    "content credentials": check_signing,
    "clock": check_clock,
    "bus": check_redis,
    "mail": check_mail,
}
