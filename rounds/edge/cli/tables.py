"""Whether the tables are those of this version, asked before anything is served.

Without tables every page and every job fails with innards on the screen. The process that asks loads
no rooms (that is half a second and much memory): it reads which migrations were applied and compares
them with the files in the rooms. On SQLite it asks by itself, elsewhere by a process of its own, so
that the database's client doesn't stay in memory.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import rounds
from rounds.base.errors import RoundsError

_APPLIED = "SELECT app, name FROM django_migrations"


def own_migrations() -> set[tuple[str, str]]:
    """Room and name of every migration of this version."""
    files = Path(rounds.__file__).parent.glob("*/migrations/[0-9]*.py")
    return {(file.parent.parent.name, file.stem) for file in files}


def check_tables() -> None:
    """Refuse to go on with tables of another version, or with none.

    Errors: RoundsError. A database that does not answer is no reason: it may be starting, too.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    applied = applied_on_sqlite(Path(database["NAME"])) if is_sqlite else _applied_elsewhere()
    if applied is not None:
        check_applied(applied)


def check_applied(applied: set[tuple[str, str]]) -> None:
    """Refuse tables on which not every migration of this version was `applied`.

    Errors: RoundsError that says what to run.
    """
    waiting = own_migrations() - applied
    if not applied:
        raise RoundsError(
            "This home has no tables yet: run `rounds init`, or start with `rounds serve --migrate`."
        )
    if waiting:
        raise RoundsError(
            f"The tables are of an older version ({len(waiting)} changes wait): run `rounds init`, or"
            " start with `rounds serve --migrate`."
        )


def applied_on_sqlite(path: Path) -> set[tuple[str, str]] | None:
    """The migrations applied to the database at `path`; None where it is busy.

    Errors: RoundsError for a file that is no database.
    """
    if not path.exists():
        return set()
    try:
        connection = sqlite3.connect(path, timeout=5)
        try:
            return set(connection.execute(_APPLIED))
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        return set() if "no such table" in str(error) else None
    except sqlite3.DatabaseError as error:
        raise RoundsError(f"{path} is no database that can be read: {error}.") from error


def _applied_elsewhere() -> set[tuple[str, str]] | None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "rounds.edge.cli.tables"]
    asked = subprocess.run(command, env=environment, check=False, stdout=subprocess.PIPE, text=True)
    if asked.returncode or not asked.stdout.strip():
        return None
    return {(app, name) for app, name in json.loads(asked.stdout)}


def main() -> None:
    """Print the applied migrations as JSON; nothing where the database does not answer."""
    from django.db import OperationalError, ProgrammingError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(_APPLIED)
            print(json.dumps(cursor.fetchall()))
    except ProgrammingError:  # there is no such table
        print("[]")
    except OperationalError as error:
        print(f"The database does not answer yet: {str(error).splitlines()[0]}", file=sys.stderr)


if __name__ == "__main__":
    main()
