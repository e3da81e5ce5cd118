"""Twitter API v1.1: one status object a line, with its user inside.

Source: Twitter API v1.1, 'Tweet object' (also what twarc 1 and the streaming API kept).
"""

from collections.abc import Iterator

from rounds.edge.archive.jsonlines import Item, mapping, objects, read_items
from rounds.edge.archive.rows import (
    Outcomes,
    Row,
    Unreadable,
    count_of,
    moment_of,
    required,
    text_of,
    unescaped,
    unique,
)

NAME = "Twitter API v1 (JSON lines)"


def recognises(item: Item) -> bool:
    """Whether this is a v1 status."""
    return "user" in item and "created_at" in item and ("text" in item or "full_text" in item)


def read(data: bytes) -> Outcomes:
    """The posts of the file, broken lines named."""
    return read_items(data, to_rows)


def to_rows(item: Item) -> Iterator[Row | Unreadable]:
    """The row of one status.

    Errors: Unreadable when it has no id, author or time.
    """
    user = mapping(item.get("user"))
    boosted = mapping(item.get("retweeted_status"))
    post_id = required(item.get("id_str") or item.get("id"), "the id")
    handle = required(user.get("screen_name"), "the author")
    entities = _entities(item)
    yield Row(
        source="twitter",
        post_id=post_id,
        author_id=required(user.get("id_str") or user.get("id"), "the author"),
        created_at=moment_of(text_of(item.get("created_at"))),
        kind=_kind(item, boosted),
        reply_to_post=_id(item, "in_reply_to_status_id"),
        reply_to_author=_id(item, "in_reply_to_user_id"),
        boost_of=_id(boosted, "id"),
        boost_of_author=_id(mapping(boosted.get("user")), "id"),
        mentions=unique(
            _id(person, "id") or "" for person in objects(entities.get("user_mentions"))
        ),
        tags=unique(
            (text_of(tag.get("text")) or "").casefold() for tag in objects(entities.get("hashtags"))
        ),
        favourites=count_of(item.get("favorite_count")),
        boosts=count_of(item.get("retweet_count")),
        language=text_of(item.get("lang")),
        text=unescaped(text_of(_words(item))),
        url=f"https://twitter.com/{handle}/status/{post_id}",
        author_handle=handle,
        author_name=text_of(user.get("name")),
        author_bio=unescaped(text_of(user.get("description"))),
        author_location=text_of(user.get("location")),
        author_followers=count_of(user.get("followers_count")),
    )


def _kind(item: Item, boosted: Item) -> str:
    if boosted:
        return "boost"
    if _id(item, "in_reply_to_user_id") or _id(item, "in_reply_to_status_id"):
        return "reply"
    return "quote" if item.get("is_quote_status") else "original"


def _id(item: Item, name: str) -> str | None:
    return text_of(item.get(f"{name}_str") or item.get(name))


def _words(item: Item) -> object:
    long = mapping(item.get("extended_tweet")).get("full_text")
    return long or item.get("full_text") or item.get("text")


def _entities(item: Item) -> Item:
    long = mapping(item.get("extended_tweet")).get("entities")
    return mapping(long or item.get("entities"))
