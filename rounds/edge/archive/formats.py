"""The table of readers, and the choice among them by looking at the file, not at its name."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rounds.edge.archive import (
    bluesky,
    mastodon,
    rtweet,
    twitter_r,
    twitter_v1,
    twitter_v2,
)
from rounds.edge.archive.delimited import header_of
from rounds.edge.archive.jsonlines import items
from rounds.edge.archive.rows import Bad, Outcomes

LOOKED_AT = 50
"""Items of a JSON file that are looked at before it is called unknown."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, how it is recognised, and how it is read."""

    name: str
    recognises: Callable[[Any], bool]
    read: Callable[[bytes], Outcomes]


COMMA_SEPARATED = tuple(
    Reader(module.NAME, module.recognises, module.read) for module in (rtweet, twitter_r)
)
JSON = (
    Reader(twitter_v1.NAME, twitter_v1.recognises, twitter_v1.read),
    Reader(mastodon.NAME, mastodon.recognises, mastodon.read),
    Reader(bluesky.NAME, bluesky.recognises, bluesky.read),
    Reader(twitter_v2.NAME, twitter_v2.recognises, twitter_v2.read),
)


class UnknownFormat(ValueError):
    """The file is none of the six formats; the message names them."""


def reader_for(data: bytes) -> Reader:
    """The reader that recognises this file.

    Errors: UnknownFormat, with the formats that are known.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    found = _json_reader(data) if start in {b"{", b"["} else None
    found = found or _delimited_reader(data) or _json_reader(data)
    if found is None:
        known = ", ".join(reader.name for reader in (*COMMA_SEPARATED, *JSON))
        raise UnknownFormat(f"This file is in no format that can be read. Known: {known}.")
    return found


def _delimited_reader(data: bytes) -> Reader | None:
    header = header_of(data)
    return next((reader for reader in COMMA_SEPARATED if reader.recognises(header)), None)


def _json_reader(data: bytes) -> Reader | None:
    for found in islice(items(data), LOOKED_AT):
        if isinstance(found, Bad):
            continue
        for reader in JSON:
            if reader.recognises(found[1]):
                return reader
    return None
