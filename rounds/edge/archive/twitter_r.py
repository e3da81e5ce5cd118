"""Twitter, as the R package twitteR writes it (`twListToDF`): one post a record.

It carries no account ids for authors, so a person is their handle in lower case. What is boosted
stands only in the words ('RT @handle: ...').

Source: twitteR 1.1 column names.
"""

import re

from rounds.edge.archive.delimited import Record, read_records
from rounds.edge.archive.rows import (
    Outcomes,
    Row,
    count_of,
    handles_in,
    moment_of,
    required,
    tags_in,
    unescaped,
)

NAME = "Twitter CSV (twitteR)"
COLUMNS = frozenset({"id", "created", "screenName", "text", "isRetweet"})
BOOSTED = re.compile(r"^RT @(\w+)")


def recognises(header: frozenset[str]) -> bool:
    """Whether these are twitteR's columns."""
    return header >= COLUMNS


def read(data: bytes) -> Outcomes:
    """The posts of the file, broken lines named."""
    return read_records(data, to_row)


def to_row(record: Record) -> Row:
    """One record as a row.

    Errors: Unreadable when it has no id, author or time.
    """
    handle = required(record.text("screenName"), "the author")
    post_id = required(record.text("id"), "the id")
    text = unescaped(record.text("text")) or ""
    boosted = BOOSTED.match(text) if record.claim("isRetweet") else None
    answered = record.text("replyToSN")
    return Row(
        source="twitter",
        post_id=post_id,
        author_id=handle.casefold(),
        created_at=moment_of(record.text("created")),
        kind=_kind(record),
        reply_to_post=record.text("replyToSID"),
        reply_to_author=answered.casefold() if answered else None,
        boost_of_author=boosted.group(1).casefold() if boosted else None,
        mentions=handles_in(text),
        tags=tags_in(text),
        favourites=count_of(record.text("favoriteCount")),
        boosts=count_of(record.text("retweetCount")),
        text=text,
        url=f"https://twitter.com/{handle}/status/{post_id}",
        author_handle=handle,
    )


def _kind(record: Record) -> str:
    if record.claim("isRetweet"):
        return "boost"
    answers = record.text("replyToSN") or record.text("replyToSID")
    return "reply" if answers else "original"
