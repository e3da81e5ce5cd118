"""Bluesky: post views or feed views, one a line, or the pages that hold them.

A repost in a feed carries no id of its own: the post and the person who reposted it are one.

Source: AT Protocol lexicons app.bsky.feed.defs (postView, feedViewPost), app.bsky.feed.post.
"""

from collections.abc import Iterator

from rounds.edge.archive.jsonlines import Item, listing, mapping, objects, read_items
from rounds.edge.archive.rows import (
    Outcomes,
    Row,
    Unreadable,
    count_of,
    moment_of,
    required,
    tags_in,
    text_of,
    unique,
)

NAME = "Bluesky posts (JSON lines)"
FACET = "app.bsky.richtext.facet#"


def recognises(item: Item) -> bool:
    """Whether this is a Bluesky post, feed view or page."""
    post = mapping(item.get("post")) or item
    if str(post.get("uri", "")).startswith("at://") and "record" in post:
        return True
    return any(recognises(entry) for entry in objects(item.get("feed") or item.get("posts"))[:1])


def read(data: bytes) -> Outcomes:
    """The posts of the file, broken lines named."""
    return read_items(data, to_rows)


def to_rows(item: Item) -> Iterator[Row | Unreadable]:
    """The rows of one line: a post, a repost, or every entry of a page.

    Errors: Unreadable when the line holds no post.
    """
    page = item.get("feed", item.get("posts"))
    for entry in listing(page) if page is not None else [item]:
        try:
            yield _row(mapping(entry))
        except Unreadable as why:
            yield why


def _row(entry: Item) -> Row:
    post = mapping(entry.get("post")) or entry
    reason = mapping(entry.get("reason"))
    if "Repost" in str(reason.get("$type", "")):
        return _boost(post, reason)
    record = mapping(post.get("record"))
    author = mapping(post.get("author"))
    parent = text_of(mapping(mapping(record.get("reply")).get("parent")).get("uri"))
    uri = required(post.get("uri"), "the id")
    handle = required(author.get("handle") or author.get("did"), "the author")
    text = text_of(record.get("text"))
    return Row(
        source="bluesky",
        post_id=uri,
        author_id=required(author.get("did"), "the author"),
        created_at=moment_of(text_of(record.get("createdAt") or post.get("indexedAt"))),
        kind=_kind(record, parent),
        reply_to_post=parent,
        reply_to_author=_did(parent),
        mentions=unique(iter(_facets(record, "mention", "did"))),
        tags=unique(
            tag.casefold() for tag in (*_facets(record, "tag", "tag"), *tags_in(text or ""))
        ),
        favourites=count_of(post.get("likeCount")),
        boosts=count_of(post.get("repostCount")),
        language=text_of((listing(record.get("langs")) or [None])[0]),
        text=text,
        url=_url(handle, uri),
        author_handle=handle,
        author_name=text_of(author.get("displayName")),
        author_bio=text_of(author.get("description")),
        author_followers=count_of(author.get("followersCount")),
    )


def _boost(post: Item, reason: Item) -> Row:
    by = mapping(reason.get("by"))
    uri = required(post.get("uri"), "the id")
    did = required(by.get("did"), "the author")
    handle = text_of(by.get("handle")) or did
    return Row(
        source="bluesky",
        post_id=f"{uri}#repost:{did}",
        author_id=did,
        created_at=moment_of(text_of(reason.get("indexedAt"))),
        kind="boost",
        boost_of=uri,
        boost_of_author=_did(uri),
        text=text_of(mapping(post.get("record")).get("text")),
        url=_url(text_of(mapping(post.get("author")).get("handle")) or "", uri),
        author_handle=handle,
        author_name=text_of(by.get("displayName")),
        author_bio=text_of(by.get("description")),
    )


def _kind(record: Item, parent: str | None) -> str:
    if parent:
        return "reply"
    embedded = str(mapping(record.get("embed")).get("$type", ""))
    return "quote" if embedded.startswith("app.bsky.embed.record") else "original"


def _facets(record: Item, feature: str, value: str) -> list[str]:
    found = (
        text_of(part.get(value))
        for facet in objects(record.get("facets"))
        for part in objects(facet.get("features"))
        if part.get("$type") == FACET + feature
    )
    return [text for text in found if text]


def _did(uri: str | None) -> str | None:
    """The repository an at:// address lives in: its author."""
    return uri.removeprefix("at://").split("/", 1)[0] if uri else None


def _url(handle: str, uri: str) -> str:
    return f"https://bsky.app/profile/{handle or _did(uri)}/post/{uri.rsplit('/', 1)[-1]}"
