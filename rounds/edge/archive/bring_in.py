"""Bring in: put every readable row of a file under a tag, once.

The rows of a tag live in one Parquet file; the log of imports stands in its metadata, so that rows
and log change together or not at all (written beside, flushed, renamed). A row is known by its
source and id: the first reading stays. A file is known by its digest: a second import of it does
nothing.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rounds.edge.archive.delimited import in_utf8
from rounds.edge.archive.formats import reader_for
from rounds.edge.archive.rows import Bad, Read, Row
from rounds.insights.sources import (
    IMPORTS_KEY,
    ROWS,
    ROWS_FILE,
    archive_folder,
    arrow_schema,
    read_imports,
)

if TYPE_CHECKING:
    import pyarrow

NAMED_BAD_LINES = 1000
"""Bad lines kept with their reason; all are counted."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows read, of them new here, and the lines that were skipped."""

    format: str
    rows_read: int
    rows_new: int
    rows_bad: int
    bad_lines: tuple[Bad, ...]
    fields_mended: int
    fields_replaced: int
    already_here: bool = False


def bring_in(home: Path, tag: str, data: bytes) -> Imported:
    """Import one file's bytes under a tag.

    Errors: UnknownFormat when no reader recognises it; ValueError for a malformed tag.
    """
    folder = archive_folder(home, tag)
    digest = hashlib.sha256(data).hexdigest()
    data = in_utf8(data)
    reader = reader_for(data)
    reads, bad = _sorted_out(reader.read(data))
    folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(folder):
        log, stored = _stored(folder / ROWS_FILE)
        if any(entry["sha256"] == digest for entry in log):
            return _outcome(reader.name, reads, bad, new=0, already_here=True)
        table, new = _merged(stored, reads)
        log.append(_entry(digest, _outcome(reader.name, reads, bad, new)))
        _write(folder / ROWS_FILE, table, log)
    return _outcome(reader.name, reads, bad, new)


def _sorted_out(outcomes: Iterable[Read | Bad]) -> tuple[list[Read], list[Bad]]:
    reads: list[Read] = []
    bad: list[Bad] = []
    for outcome in outcomes:
        if isinstance(outcome, Bad):
            bad.append(outcome)
        else:
            reads.append(outcome)
    return reads, bad


def _outcome(
    name: str,
    reads: list[Read],
    bad: list[Bad],
    new: int,
    *,
    already_here: bool = False,
) -> Imported:
    return Imported(
        format=name,
        rows_read=len(reads),
        rows_new=new,
        rows_bad=len(bad),
        bad_lines=tuple(bad[:NAMED_BAD_LINES]),
        fields_mended=sum(read.mended for read in reads),
        fields_replaced=sum(read.replaced for read in reads),
        already_here=already_here,
    )


def _entry(digest: str, done: Imported) -> dict[str, Any]:
    return {
        "sha256": digest,
        "format": done.format,
        "rows_new": done.rows_new,
        "rows_bad": done.rows_bad,
        "rows_duplicate": done.rows_read - done.rows_new,
        "fields_mended": done.fields_mended,
        "fields_replaced": done.fields_replaced,
        "bad_lines": [[bad.line, bad.reason] for bad in done.bad_lines],
    }


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stored(file: Path) -> tuple[list[dict[str, Any]], "pyarrow.Table | None"]:
    import pyarrow.parquet as parquet

    if not file.exists():
        return [], None
    return read_imports(file)[0], parquet.read_table(file)


def _merged(stored: "pyarrow.Table | None", reads: list[Read]) -> tuple["pyarrow.Table", int]:
    import pyarrow

    schema = arrow_schema(ROWS)
    known = set()
    if stored is not None:
        known = set(
            zip(
                *(stored[name].to_pylist() for name in ("source", "post_id")),
                strict=True,
            )
        )
    fresh: dict[tuple[str, str], Row] = {}
    for read in reads:
        key = (read.row.source, read.row.post_id)
        if key not in known:
            fresh.setdefault(key, read.row)
    columns = {
        column.name: [getattr(row, column.name) for row in fresh.values()] for column in ROWS
    }
    added = pyarrow.table(columns, schema=schema)
    tables = [added] if stored is None else [stored.cast(schema), added]
    merged = pyarrow.concat_tables(tables).sort_by(
        [("created_at", "ascending"), ("source", "ascending"), ("post_id", "ascending")]
    )
    return merged.combine_chunks(), len(fresh)


def _write(file: Path, table: "pyarrow.Table", log: list[dict[str, Any]]) -> None:
    import pyarrow.parquet as parquet

    noted = table.replace_schema_metadata({IMPORTS_KEY: json.dumps(log, sort_keys=True).encode()})
    beside = file.with_suffix(".part")
    with beside.open("wb") as out:
        parquet.write_table(noted, out, compression="zstd")
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
