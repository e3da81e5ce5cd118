"""Open an archive that somebody sent, trusting nothing in it.

Nothing is unpacked under a name of its own: a zip is read member by member, a tar is copied once
into numbered files. A member that points outside, a link, a device, too many, too large, or packed
tighter than any honest text is refused before it is read.
"""

import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from rounds.base.errors import Invalid

MB = 1024 * 1024
MOST_MEMBERS = 50_000
MOST_BYTES = 4096 * MB
MOST_JSON = 128 * MB
MOST_PACKED = 200
_SMALL = 10 * MB

NO_ARCHIVE = (
    "This file is no archive that can be read here. Send the .zip or .tar.gz that your server made."
)
_OUTSIDE = "This archive names a file outside itself. It is refused."
_TOO_MUCH = f"This archive holds more than {MOST_MEMBERS:,} files or {MOST_BYTES // MB:,} MB. It is refused."
_BOMB = "This archive unpacks to far more than its size. It is refused."
_BROKEN = "This archive is broken: a file in it can't be read. Ask for a new one and send that."


class Opened(Protocol):
    """An archive that was opened and found safe to read."""

    def names(self) -> list[str]:
        """The files in it."""

    def read(self, name: str, most: int) -> bytes | None:
        """A file's bytes; None when there is none of that name, or it is larger than `most`."""


def safe_name(name: str) -> str:
    """The name of a member as a plain path below the archive.

    Errors: Invalid for one that leads outside.
    """
    path = PurePosixPath(name)
    if (
        "\\" in name
        or "\x00" in name
        or path.is_absolute()
        or ".." in path.parts
        or ":" in name[:3]
    ):
        raise Invalid(_OUTSIDE, "file")
    return str(path)


def _limited(source: IO[bytes], most: int) -> bytes | None:
    data = source.read(most + 1)
    return None if len(data) > most else data


class _Zip:
    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        members = file.infolist()
        if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_BYTES:
            raise Invalid(_TOO_MUCH, "file")
        for member in members:
            tight = member.file_size > MOST_PACKED * max(member.compress_size, 1)
            if member.file_size > _SMALL and tight:
                raise Invalid(_BOMB, "file")
            if member.flag_bits & 1 or (member.external_attr >> 16) & 0o170000 == 0o120000:
                raise Invalid(_BROKEN if member.flag_bits & 1 else _OUTSIDE, "file")
        self._members = {safe_name(m.filename): m for m in members if not m.is_dir()}

    def names(self) -> list[str]:
        return list(self._members)

    def read(self, name: str, most: int) -> bytes | None:
        member = self._members.get(name)
        if member is None or member.file_size > most:
            return None
        try:
            with self._file.open(member) as source:
                return _limited(source, most)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
            raise Invalid(_BROKEN, "file") from error


class _Tar:
    def __init__(self, file: tarfile.TarFile, folder: Path, packed: int) -> None:
        self._folder, self._members = folder, dict[str, Path]()
        total = 0
        for number, member in enumerate(file):
            name = safe_name(member.name)
            if member.isdir():
                continue
            if not member.isreg():
                raise Invalid(_OUTSIDE, "file")
            total += member.size
            if number >= MOST_MEMBERS or total > MOST_BYTES:
                raise Invalid(_TOO_MUCH, "file")
            if total > _SMALL and total > MOST_PACKED * packed:
                raise Invalid(_BOMB, "file")
            self._members[name] = self._copied(file, member, folder / str(number))

    @staticmethod
    def _copied(file: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> Path:
        source = file.extractfile(member)
        if source is None:
            raise Invalid(_BROKEN, "file")
        with path.open("wb") as out:
            while chunk := source.read(MB):
                out.write(chunk)
        return path

    def names(self) -> list[str]:
        return list(self._members)

    def read(self, name: str, most: int) -> bytes | None:
        path = self._members.get(name)
        if path is None or path.stat().st_size > most:
            return None
        return path.read_bytes()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The archive at `path`, opened.

    Errors: Invalid (field 'file') for what is none, or isn't safe; each time with a sentence.
    """
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as zipped:
                yield _Zip(zipped)
            return
        except zipfile.BadZipFile as error:
            raise Invalid(NO_ARCHIVE, "file") from error
    with tempfile.TemporaryDirectory(prefix="rounds-archive-") as folder:
        try:
            with tarfile.open(path, "r|*") as tarred:
                found = _Tar(tarred, Path(folder), path.stat().st_size)
        except (tarfile.TarError, OSError, EOFError, ValueError) as error:
            raise Invalid(NO_ARCHIVE, "file") from error
        yield found
