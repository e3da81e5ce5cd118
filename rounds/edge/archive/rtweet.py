"""Twitter, as the R package rtweet writes it (`save_as_csv`, `write.csv`): one post a record.

Source: rtweet 0.7 column names; several values in a field stand apart by '|' or spaces, and
`save_as_csv` puts an 'x' before ids so that spreadsheets leave them alone.
"""

import re

from rounds.edge.archive.delimited import Record, read_records
from rounds.edge.archive.rows import (
    Outcomes,
    Row,
    count_of,
    moment_of,
    required,
    tags_in,
    unescaped,
    unique,
)

NAME = "Twitter CSV (rtweet)"
COLUMNS = frozenset({"status_id", "user_id", "created_at", "screen_name", "text"})
GUARDED_ID = re.compile(r"^x(?=\d+$)")


def recognises(header: frozenset[str]) -> bool:
    """Whether these are rtweet's columns."""
    return header >= COLUMNS


def read(data: bytes) -> Outcomes:
    """The posts of the file, broken lines named."""
    return read_records(data, to_row)


def to_row(record: Record) -> Row:
    """One record as a row.

    Errors: Unreadable when it has no id, author or time.
    """
    handle = required(record.text("screen_name"), "the author")
    post_id = required(_id(record, "status_id"), "the id")
    text = unescaped(record.text("text"))
    tags = _several(record, "hashtags") or tags_in(text or "")
    return Row(
        source="twitter",
        post_id=post_id,
        author_id=required(_id(record, "user_id"), "the author"),
        created_at=moment_of(record.text("created_at")),
        kind=_kind(record),
        reply_to_post=_id(record, "reply_to_status_id"),
        reply_to_author=_id(record, "reply_to_user_id"),
        boost_of=_id(record, "retweet_status_id"),
        boost_of_author=_id(record, "retweet_user_id"),
        mentions=_several(record, "mentions_user_id"),
        tags=unique(tag.casefold() for tag in tags),
        favourites=count_of(record.text("favorite_count")),
        boosts=count_of(record.text("retweet_count")),
        language=record.text("lang"),
        text=text,
        url=record.text("status_url") or f"https://twitter.com/{handle}/status/{post_id}",
        author_handle=handle,
        author_name=record.text("name"),
        author_bio=unescaped(record.text("description")),
        author_location=unescaped(record.text("location")),
        author_followers=count_of(record.text("followers_count")),
    )


def _kind(record: Record) -> str:
    if record.claim("is_retweet"):
        return "boost"
    if record.text("reply_to_user_id") or record.text("reply_to_status_id"):
        return "reply"
    return "quote" if record.claim("is_quote") else "original"


def _id(record: Record, name: str) -> str | None:
    value = record.text(name)
    return None if value is None else GUARDED_ID.sub("", value)


def _several(record: Record, name: str) -> tuple[str, ...]:
    parts = re.split(r"[|\s,]+", record.text(name) or "")
    return unique(GUARDED_ID.sub("", part) for part in parts if part != "NA")
