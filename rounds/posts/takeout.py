"""A copy of what somebody wrote and kept here, for that person."""

from typing import Any

from rounds.identity.models import Account
from rounds.posts.models import Bookmark, Favourite, Media, Pin, Poll, PollVote, Post, Revision
from rounds.posts.queries import url_of
from rounds.posts.visibility import Visibility


def _media(post: Post) -> list[dict[str, Any]]:
    found = Media.objects.filter(post=post).order_by("position")
    fields = ("kind", "file", "description", "width", "height")
    return [dict(row) for row in found.values(*fields)]


def _poll(post: Post) -> dict[str, Any] | None:
    poll = Poll.objects.filter(post=post).first()
    return (
        {"options": poll.options, "multiple": poll.multiple, "ends": poll.expires_at}
        if poll
        else None
    )


def _labels(post: Post) -> dict[str, Any]:
    """What the post says about itself, as it stands; whose it is, is its author's."""
    return {
        "voice": post.voice,
        "speaks_for": post.speaks_for_handle,
        "speaks_for_name": post.speaks_for_name,
        "industry": post.industry,
        "sponsored_by": post.sponsored_by,
        "for_whom": post.for_whom,
        "summary": post.summary,
        "licence": post.licence,
        "level": post.level,
        "bloom": post.bloom,
    }


def _post(post: Post) -> dict[str, Any]:
    earlier = (
        Revision.objects.filter(post=post)
        .order_by("pk")
        .values("source", "content_warning", "written_at")
    )
    return {
        "id": str(post.pk),
        "url": url_of(post),
        "written": post.created_at,
        "edited": post.edited_at,
        "text": post.source,
        "content_warning": post.content_warning,
        "language": post.language,
        "visibility": Visibility(post.visibility).name.lower(),
        "reply_to": str(post.reply_to_id) if post.reply_to_id else None,
        "quote_of": str(post.quote_of_id) if post.quote_of_id else None,
        "role_when_written": post.role_line,
        "credential_when_written": post.credential_line,
        "teaching": post.teaching,
        "interests": post.interests,
        "interests_snapshot": str(post.interests_snapshot) if post.interests_snapshot else None,
        "labels": _labels(post),
        "pictures": _media(post),
        "poll": _poll(post),
        "earlier_versions": list(earlier),
    }


def _addresses(model: Any, account: Account) -> list[dict[str, Any]]:
    rows = model.objects.filter(account=account).select_related("post__author").order_by("pk")
    return [{"url": url_of(row.post), "since": row.created_at} for row in rows]


def take_out(account: Account) -> dict[str, Any]:
    """Every post of `account` as it was typed, its boosts, and the addresses of what it kept."""
    mine = Post.objects.filter(author=account, local=True).select_related("author")
    boosts = mine.filter(boost_of__isnull=False).select_related("boost_of__author").order_by("pk")
    votes = PollVote.objects.filter(account=account).select_related("poll__post__author")
    return {
        "posts": [_post(post) for post in mine.filter(boost_of__isnull=True).order_by("pk")],
        "boosts": [
            {"url": url_of(one.boost_of), "at": one.created_at} for one in boosts if one.boost_of
        ],
        "favourites": _addresses(Favourite, account),
        "bookmarks": _addresses(Bookmark, account),
        "pinned": _addresses(Pin, account),
        "votes": [{"url": url_of(vote.poll.post), "choice": vote.choice} for vote in votes],
    }
