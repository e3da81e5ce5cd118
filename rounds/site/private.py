"""Files that hold what people have not published: for the user who runs the server, nobody else.

Held drafts and direct messages are in the database, and whoever made the home may have let everybody
on the machine read it. So the file's own mode says who may, not the folder's. SQLite gives the two
files beside a database the mode of the database.
"""

import os
from pathlib import Path

_OTHERS = 0o077


def keep_folder_private(folder: Path) -> None:
    """Make `folder` if there is none; nobody else may look into it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return  # whoever writes there is told why that can't be done
    _close_to_others(folder)


def keep_private(database: Path) -> None:
    """Make the database file at `database`, empty, if there is none; nobody else may read it.

    A file that belongs to somebody else stays as it is: `rounds doctor` says so.
    """
    try:
        os.close(os.open(database, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        for suffix in ("", "-wal", "-shm"):
            _close_to_others(database.with_name(database.name + suffix))
    except OSError:
        return  # whoever opens it is told why that can't be done


def _close_to_others(path: Path) -> None:
    try:
        mode = path.stat().st_mode
        if mode & _OTHERS:
            path.chmod(mode & 0o700)
    except OSError:
        return
