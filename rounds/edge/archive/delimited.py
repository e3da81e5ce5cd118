"""Comma-separated files (or semicolons, or tabs), read so that one broken line never takes its neighbours with it.

A record ends where its quotes balance. When the record that this gives has the wrong number of
fields, only its *first line* is called bad and reading starts again on the next one: an unclosed
quote costs a line, not the rest of the file. Fields are cut as bytes and decoded one by one.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rounds.edge.archive.rows import Bad, Outcomes, Read, Row, Unreadable, decode_field

LONGEST_RECORD = 400
"""Lines. A post has fewer; an unclosed quote would have no end."""


@dataclass(slots=True)
class Record:
    """One record: fields by name, decoded when asked for, with the cost of decoding counted."""

    line: int
    fields: dict[str, str]
    mended: int = 0
    replaced: int = 0

    def text(self, name: str) -> str | None:
        """The field's text; None when it is absent, empty or R's NA."""
        raw = self.fields.get(name, "")
        if raw in {"", "NA"}:
            return None
        if raw.isascii():
            return raw
        text, mended, replaced = decode_field(raw.encode("latin-1"))
        self.mended += mended
        self.replaced += replaced
        return text

    def claim(self, name: str) -> bool:
        """Whether R wrote TRUE."""
        return self.fields.get(name, "").strip().upper() in {"TRUE", "T", "1"}


def in_utf8(data: bytes) -> bytes:
    """`data` without UTF-16, in which Excel saves 'Unicode text'; anything else as it is.

    Without a byte order mark it is known by the zero byte of each letter of its first words.
    """
    start = data[:64]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) > 8 and not any(zeros):
            return data.decode(encoding, "replace").encode()
    return data


def header_of(data: bytes) -> frozenset[str]:
    """The column names of a delimited file; empty when its first line is none."""
    first = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("latin-1")
    return frozenset(_cut(first, _delimiter(first)) or [])


def _delimiter(header: str) -> str:
    """What stands between the fields: of comma, semicolon and tab the one that makes most of them.

    Excel and R write semicolons where the comma is the decimal sign.
    """
    return max(",;\t", key=lambda mark: len(_cut(header, mark) or ()))


def read_records(data: bytes, to_row: Callable[[Record], Row]) -> Outcomes:
    """A row for each record `to_row` understands, a Bad for each it does not."""
    for found in records(data):
        if isinstance(found, Bad):
            yield found
            continue
        try:
            row = to_row(found)
        except Unreadable as why:
            yield Bad(found.line, str(why))
        else:
            yield Read(row, found.mended, found.replaced)


def records(data: bytes) -> Iterator[Record | Bad]:
    """The records below the header, and the lines that are none."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    lines = text.split("\n")
    mark = _delimiter(lines[0])
    names = _cut(lines[0], mark) or []
    at = 1
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = _closing_line(lines, at)
        fields = _cut("\n".join(lines[at:end]), mark) if end else None
        if fields is not None and len(fields) == len(names):
            yield Record(at + 1, dict(zip(names, fields, strict=True)))
            at = end
        else:
            yield Bad(at + 1, _reason(fields, len(names)))
            at += 1


def _closing_line(lines: list[str], start: int) -> int:
    quotes = 0
    for at in range(start, min(start + LONGEST_RECORD, len(lines))):
        quotes += lines[at].count('"')
        if quotes % 2 == 0:
            return at + 1
    return 0


def _cut(record: str, mark: str) -> list[str] | None:
    try:
        found = list(csv.reader([record.rstrip("\r")], delimiter=mark))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _reason(fields: list[str] | None, expected: int) -> str:
    if fields is None:
        return "a quotation mark is not closed"
    return f"{len(fields)} fields where the header has {expected}"
