"""Twitter API v2: pages (`data` with `includes`) or single posts, one a line.

Authors stand in `includes.users` when the request asked for them, or inside the post (`author`,
as twarc 2 flattens it); without either a person is only a number, and the report says so.

Source: Twitter API v2, 'Tweet' and 'User' objects, `referenced_tweets`.
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
    text_of,
    unescaped,
    unique,
)

NAME = "Twitter API v2 (JSON lines)"


def recognises(item: Item) -> bool:
    """Whether this is a v2 page or post."""
    if isinstance(item.get("data"), dict | list):
        return True
    return "author_id" in item and "text" in item


def read(data: bytes) -> Outcomes:
    """The posts of the file, broken lines named."""
    return read_items(data, to_rows)


def to_rows(item: Item) -> Iterator[Row | Unreadable]:
    """The rows of one line: every post of a page, or the one post it is.

    Errors: Unreadable when the line holds no post at all.
    """
    includes = mapping(item.get("includes"))
    users = {text_of(user.get("id")): user for user in objects(includes.get("users"))}
    authors = {
        text_of(post.get("id")): text_of(post.get("author_id"))
        for post in objects(includes.get("tweets"))
    }
    data = item.get("data", item if "text" in item else None)
    posts = [data] if isinstance(data, dict) else listing(data)
    if not posts:
        raise Unreadable("there is no post in it")
    for post in posts:
        try:
            yield _row(mapping(post), users, authors)
        except Unreadable as why:
            yield why


def _row(post: Item, users: dict[str | None, Item], authors: dict[str | None, str | None]) -> Row:
    post_id = required(post.get("id"), "the id")
    author_id = required(post.get("author_id"), "the author")
    user = users.get(author_id) or mapping(post.get("author"))
    by_name = {text_of(known.get("username")): key for key, known in users.items()}
    refers = {text_of(ref.get("type")): ref for ref in objects(post.get("referenced_tweets"))}
    boosted = _reference(refers.get("retweeted"))
    entities = mapping(post.get("entities"))
    metrics = mapping(post.get("public_metrics"))
    handle = text_of(user.get("username")) or author_id
    return Row(
        source="twitter",
        post_id=post_id,
        author_id=author_id,
        created_at=moment_of(text_of(post.get("created_at"))),
        kind=_kind(post, refers),
        reply_to_post=_reference(refers.get("replied_to")),
        reply_to_author=text_of(post.get("in_reply_to_user_id")) if not boosted else None,
        boost_of=boosted,
        boost_of_author=authors.get(boosted) or _author(refers.get("retweeted")),
        mentions=unique(
            _mentioned(person, by_name) for person in objects(entities.get("mentions"))
        ),
        tags=unique(
            (text_of(tag.get("tag")) or "").casefold() for tag in objects(entities.get("hashtags"))
        ),
        favourites=count_of(metrics.get("like_count")),
        boosts=count_of(metrics.get("retweet_count")),
        language=text_of(post.get("lang")),
        text=unescaped(text_of(post.get("text"))),
        url=f"https://twitter.com/{handle}/status/{post_id}",
        author_handle=handle,
        author_name=text_of(user.get("name")),
        author_bio=unescaped(text_of(user.get("description"))),
        author_location=text_of(user.get("location")),
        author_followers=count_of(mapping(user.get("public_metrics")).get("followers_count")),
    )


def _kind(post: Item, refers: dict[str | None, Item]) -> str:
    if "retweeted" in refers:
        return "boost"
    if "replied_to" in refers or post.get("in_reply_to_user_id"):
        return "reply"
    return "quote" if "quoted" in refers else "original"


def _reference(reference: Item | None) -> str | None:
    return None if reference is None else text_of(reference.get("id"))


def _author(reference: Item | None) -> str | None:
    return None if reference is None else text_of(reference.get("author_id"))


def _mentioned(person: Item, by_name: dict[str | None, str | None]) -> str:
    username = text_of(person.get("username"))
    return text_of(person.get("id")) or by_name.get(username) or (username or "").casefold()
