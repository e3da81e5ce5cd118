"""Mastodon statuses, as its API gives them: an array, or one a line.

Statuses for followers or named people only are left out and counted: whoever exported them could
read them, which gives nobody leave to publish them in a report.

Source: Mastodon documentation, 'Status' entity.
"""

from collections.abc import Iterator

from rounds.edge.archive.jsonlines import Item, mapping, objects, read_items
from rounds.edge.archive.rows import (
    Outcomes,
    Row,
    Unreadable,
    count_of,
    moment_of,
    plain_text,
    required,
    text_of,
    unique,
)

NAME = "Mastodon statuses (JSON)"
PUBLIC = {None, "public", "unlisted"}


def recognises(item: Item) -> bool:
    """Whether this is a Mastodon status."""
    return isinstance(item.get("account"), dict) and ("content" in item or "reblog" in item)


def read(data: bytes) -> Outcomes:
    """The public posts of the file, others and broken lines named."""
    return read_items(data, to_rows)


def to_rows(item: Item) -> Iterator[Row | Unreadable]:
    """The row of one status.

    Errors: Unreadable when it is not public, or has no id, author or time.
    """
    if item.get("visibility") not in PUBLIC:
        raise Unreadable("not a public post: left out")
    account = mapping(item.get("account"))
    boosted = mapping(item.get("reblog"))
    yield Row(
        source="mastodon",
        post_id=required(item.get("id"), "the id"),
        author_id=required(account.get("id"), "the author"),
        created_at=moment_of(text_of(item.get("created_at"))),
        kind=_kind(item, boosted),
        reply_to_post=text_of(item.get("in_reply_to_id")),
        reply_to_author=text_of(item.get("in_reply_to_account_id")),
        boost_of=text_of(boosted.get("id")),
        boost_of_author=text_of(mapping(boosted.get("account")).get("id")),
        mentions=unique(
            text_of(person.get("id")) or "" for person in objects(item.get("mentions"))
        ),
        tags=unique(
            (text_of(tag.get("name")) or "").casefold() for tag in objects(item.get("tags"))
        ),
        favourites=count_of(item.get("favourites_count")),
        boosts=count_of(item.get("reblogs_count")),
        language=text_of(item.get("language")),
        text=plain_text(text_of(item.get("content") or boosted.get("content"))),
        url=text_of(item.get("url") or item.get("uri")),
        author_handle=required(account.get("acct") or account.get("username"), "the author"),
        author_name=text_of(account.get("display_name")),
        author_bio=plain_text(text_of(account.get("note"))),
        author_location=_location(account),
        author_followers=count_of(account.get("followers_count")),
    )


def _kind(item: Item, boosted: Item) -> str:
    if boosted:
        return "boost"
    if item.get("in_reply_to_id") or item.get("in_reply_to_account_id"):
        return "reply"
    return "quote" if item.get("quote") else "original"


def _location(account: Item) -> str | None:
    """Mastodon has no such field; many people make one and call it 'Location'."""
    for pair in objects(account.get("fields")):
        if (text_of(pair.get("name")) or "").strip().casefold() in {
            "location",
            "country",
            "city",
        }:
            return plain_text(text_of(pair.get("value")))
    return None
