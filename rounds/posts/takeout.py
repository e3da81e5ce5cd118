"""A copy of what somebody wrote and kept here, for that person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from rounds.identity.models import Account
from rounds.posts.models import Bookmark, Favourite, Media, Pin, PollVote, Post, Revision
from rounds.posts.queries import url_of


def path_in_archive(picture: Media) -> str:
    """Where a picture stands in an archive."""
    return f"media_attachments/files/{picture.pk}.{picture.mime.rpartition('/')[2] or 'webp'}"


def _own(account: Account) -> QuerySet[Post]:
    return Post.objects.filter(author=account, local=True)


def count_own(account: Account) -> int:
    """How many posts `account` wrote that are here."""
    return _own(account).filter(boost_of=None).count()


def own_posts(account: Account, at_once: int) -> Iterator[list[Post]]:
    """Every post of `account` with what belongs to it, `at_once` together, oldest first."""
    last = 0
    whole = _own(account).filter(boost_of=None).order_by("pk")
    whole = whole.select_related(
        "author", "poll", "reply_to__author", "quote_of__author"
    ).prefetch_related(
        Prefetch("media", Media.objects.order_by("position", "pk")),
        Prefetch("revisions", Revision.objects.order_by("pk")),
        "tags__tag",
        "mentions__account",
    )
    while several := list(whole.filter(pk__gt=last)[:at_once]):
        yield several
        last = several[-1].pk


def own_boosts(account: Account) -> Iterator[Post]:
    """Every boost of `account` with what it passes on, oldest first."""
    rows = _own(account).filter(boost_of__isnull=False).select_related("boost_of__author")
    return rows.order_by("pk").iterator(chunk_size=500)


def _addresses(model: Any, account: Account) -> list[dict[str, Any]]:
    rows = model.objects.filter(account=account).select_related("post__author").order_by("pk")
    return [{"url": url_of(row.post), "since": row.created_at} for row in rows]


def take_out_ties(account: Account) -> dict[str, Any]:
    """The addresses of what `account` boosted, favourited, bookmarked, pinned and voted on."""
    votes = PollVote.objects.filter(account=account).select_related("poll__post__author")
    return {
        "boosts": [
            {"url": url_of(one.boost_of), "at": one.created_at}
            for one in own_boosts(account)
            if one.boost_of
        ],
        "favourites": _addresses(Favourite, account),
        "bookmarks": _addresses(Bookmark, account),
        "pinned": _addresses(Pin, account),
        "votes": [{"url": url_of(vote.poll.post), "choice": vote.choice} for vote in votes],
    }
