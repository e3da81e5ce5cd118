"""JSON files: one document a line, one array, or one document; each item with its line.

A broken line costs itself. In an array each item counts as a line (an array on one line has no
other numbers to give); an array that is cut off is read line by line as far as it goes.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from rounds.edge.archive.rows import Bad, Outcomes, Read, Row, Unreadable, decode_field

Item = dict[str, Any]
REPLACEMENT = "\ufffd"


def items(data: bytes) -> Iterator[tuple[int, Item, int, int] | Bad]:
    """Each object with its line and the fields mended and replaced in it, or a Bad."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    whole = _whole_document(data)
    if whole is not None:
        yield from whole
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        stripped = line.strip().strip(b",")
        if stripped in {b"", b"[", b"]"}:
            continue
        yield _item(number, stripped)


def read_items(data: bytes, to_rows: Callable[[Item], Iterator[Row | Unreadable]]) -> Outcomes:
    """The rows of each item; an item that is no post becomes a Bad with its reason."""
    for found in items(data):
        if isinstance(found, Bad):
            yield found
            continue
        number, item, mended, replaced = found
        try:
            for row in to_rows(item):
                if isinstance(row, Unreadable):
                    yield Bad(number, str(row))
                else:
                    yield Read(row, mended, replaced)
                    mended = replaced = 0
        except Unreadable as why:
            yield Bad(number, str(why))
        except (AttributeError, TypeError, KeyError, ValueError):
            yield Bad(number, "a field has an unexpected type")


def mapping(value: object) -> Item:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def objects(value: object) -> list[Item]:
    """The objects of a list; anything else in it is left out."""
    return [item for item in listing(value) if isinstance(item, dict)]


def _whole_document(data: bytes) -> list[tuple[int, Item, int, int] | Bad] | None:
    start = data.lstrip()[:1]
    first_line = data.lstrip().split(b"\n", 1)[0]
    if start != b"[" and _parse(first_line)[0] is not None:
        return None
    document, mended, replaced = _parse(data)
    if isinstance(document, dict):
        return [(1, document, mended, replaced)]
    if not isinstance(document, list):
        return None
    return [
        (number, entry, mended if number == 1 else 0, replaced if number == 1 else 0)
        if isinstance(entry, dict)
        else Bad(number, "not a JSON object")
        for number, entry in enumerate(document, start=1)
    ]


def _item(number: int, line: bytes) -> tuple[int, Item, int, int] | Bad:
    document, mended, replaced = _parse(line)
    if document is None:
        return Bad(number, "not valid JSON")
    if not isinstance(document, dict):
        return Bad(number, "not a JSON object")
    return number, document, mended, replaced


def _parse(raw: bytes) -> tuple[Any, int, int]:
    text, mended, replaced = decode_field(raw)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None, 0, 0
    if replaced:
        replaced = max(1, text.count(REPLACEMENT) and _fields_with_replacement(document))
    return document, mended, replaced


def _fields_with_replacement(value: object) -> int:
    if isinstance(value, str):
        return int(REPLACEMENT in value)
    if isinstance(value, dict):
        return sum(_fields_with_replacement(entry) for entry in value.values())
    if isinstance(value, list):
        return sum(_fields_with_replacement(entry) for entry in value)
    return 0
