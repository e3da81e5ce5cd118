"""Looks for words in everything a server keeps, writes and answers."""

import io
import logging
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from rounds.site import logs

Found = set[str]


def within(text: str | bytes, words: Iterable[str]) -> bool:
    """Whether any of the words stands in a text, in whatever case."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return any(word in plain.lower() for word in words)


def in_database(words: Iterable[str]) -> Found:
    """Each `table.column` in which one of the words stands: every table, so the search index too.

    Sessions are opened first, since they are kept in a form that hides their words.
    """
    found: Found = set()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value is not None and within(_readable(table, name, value), words):
                        found.add(f"{table}.{name}")
    return found


def _readable(table: str, column: str, value: Any) -> str | bytes:
    if (table, column) == ("django_session", "session_data"):
        return str(SessionStore().decode(value))
    if isinstance(value, memoryview):
        return bytes(value)
    return value if isinstance(value, bytes) else str(value)


def in_files(folders: Iterable[Path], words: Iterable[str]) -> Found:
    """Each file below the folders whose name or bytes hold one of the words; no database.

    A zip is opened, since what is packed hides its words; for Parquet see `in_parquet`.
    """
    found: Found = set()
    for folder in folders:
        for file in folder.rglob("*"):
            if not file.is_file() or file.name.startswith("rounds.sqlite"):
                continue
            if within(file.name, words) or any(within(one, words) for one in _bytes_in(file)):
                found.add(str(file))
    return found


def _bytes_in(file: Path) -> Iterator[bytes]:
    yield file.read_bytes()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            for name in packed.namelist():
                yield name.encode() + b"\n" + packed.read(name)


def in_parquet(file: Path, words: Iterable[str]) -> bool:
    """Whether one of the words stands in a Parquet file: its rows, or the log of its imports."""
    import pyarrow.parquet as parquet

    table = parquet.read_table(file)
    return within(f"{table.to_pylist()} {table.schema.metadata}", words)


class Answers:
    """Asks a server for pages, and remembers where one of the words came back."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words, self.found, self.asked = tuple(words), set[str](), 0

    def look(self, who: str, answer: Any) -> Any:
        """Search the body and the headers of one answer."""
        self.asked += 1
        place = f"{who} {answer.request['REQUEST_METHOD']} {answer.request['PATH_INFO']}"
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if within(body, self.words):
            self.found.add(place)
        if within(str(answer.headers) + str(answer.cookies), self.words):
            self.found.add(f"{place} (headers)")
        return answer

    def get(self, who: str, client: Any, paths: Iterable[str], **more: Any) -> None:
        """Fetch each of the addresses as somebody."""
        for path in paths:
            self.look(who, client.get(path, **more))


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """What a server writes into its log, down to the finest, with what errors say of themselves."""
    written, root = io.StringIO(), logging.getLogger()
    requests, level = logging.getLogger("django.request"), root.level
    before = (requests.handlers, requests.propagate, requests.level)
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logs.set_up("INFO")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        requests.handlers, requests.propagate = before[0], before[1]
        requests.setLevel(before[2])
        structlog.reset_defaults()
