"""Reading posts: the viewer first, always."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.db.models import F, QuerySet

from rounds.base.errors import NotFound, Refused
from rounds.identity.models import Account
from rounds.identity.ties import blocked_among, followed_among
from rounds.posts.labelled import labels_then
from rounds.posts.models import Favourite, Media, Mention, Poll, Post, Revision, Tombstone
from rounds.posts.visibility import OPEN, Tie, Visibility, may_quote, may_read

_MOST = 80


class Slice(Protocol):
    """Bounds of a page: ids and how many."""

    @property
    def max_id(self) -> int | None:
        """Older than this."""

    @property
    def since_id(self) -> int | None:
        """Newer than this."""

    @property
    def min_id(self) -> int | None:
        """Newer than this, the oldest of them."""

    @property
    def limit(self) -> int:
        """At most so many."""


def profile_url(account: Account) -> str:
    """The page of `account`: here for somebody here, else where the account lives."""
    if account.is_local:
        return f"{settings.BASE_URL}/@{account.username}"
    return account.uri


def url_of(post: Post) -> str:
    """The page of `post`."""
    return f"{profile_url(post.author)}/{post.pk}" if post.local else post.uri


def uri_of(post: Post) -> str:
    """The name of `post` that every server knows it by."""
    return post.uri or f"{settings.BASE_URL}/@{post.author.username}/{post.pk}"


def _rows() -> QuerySet[Post]:
    return Post.objects.select_related("author")


def tie_to(viewer: Account | None, post: Post) -> Tie:
    """What ties `viewer` to `post`: at most three queries, none for an author or a stranger."""
    if viewer is None or viewer.pk == post.author_id:
        return Tie()
    author = post.author_id
    blocked = author in blocked_among(viewer.pk, [author])
    if blocked or post.visibility in OPEN:
        return Tie(blocked=blocked)
    follows = post.visibility == Visibility.FOLLOWERS and author in followed_among(
        viewer.pk, [author]
    )
    named = not follows and Mention.objects.filter(post=post, account=viewer).exists()
    return Tie(follows=follows, named=named)


def _may_read_post(viewer: Account | None, post: Post) -> bool:
    viewer_id = viewer.pk if viewer else None
    suspended = post.author.suspended_at is not None
    return may_read(
        viewer_id, post.author_id, post.visibility, tie_to(viewer, post), suspended=suspended
    )


def readable_post(viewer: Account | None, post_id: int) -> Post:
    """Post `post_id` with its author (and, for a boost, the boosted post).

    Errors: NotFound when there is none or `viewer` may not read it.
    """
    post = _rows().filter(pk=post_id).first()
    if post is None or not _may_read_post(viewer, post):
        raise NotFound
    if post.boost_of_id is not None:
        inner = _rows().filter(pk=post.boost_of_id).first()
        if inner is None or not _may_read_post(viewer, inner):
            raise NotFound
        post.boost_of = inner
    return post


def original(post: Post) -> Post:
    """What a boost passes on; any other post itself."""
    return post.boost_of if post.boost_of is not None else post


def answered(author: Account, post_id: int | None) -> Post | None:
    """The post that is answered; a boost stands for what it passes on.

    Errors: NotFound when the author may not read it, as when it never was.
    """
    return original(readable_post(author, post_id)) if post_id is not None else None


def quoted(author: Account, post_id: int | None) -> Post | None:
    """The post that is quoted.

    Errors: NotFound when the author may not read it; Refused when it isn't for passing on.
    """
    if post_id is None:
        return None
    post = original(readable_post(author, post_id))
    if not may_quote(author.pk, post.author_id, post.visibility):
        raise Refused("This post can't be quoted: its author shared it with fewer people.")
    return post


def own_post(account: Account, post_id: int, *, lock: bool = False) -> Post:
    """A post of `account` itself.

    Errors: NotFound for anybody else's.
    """
    rows = Post.objects.select_for_update(of=("self",)) if lock else Post.objects.all()
    post = rows.select_related("author").filter(pk=post_id, author=account, local=True).first()
    if post is None:
        raise NotFound
    return post


def readable_ids(viewer: Account | None, ids: Iterable[int]) -> set[int]:
    """Those of `ids` that `viewer` may read, in a fixed number of queries."""
    fields = ("pk", "author_id", "visibility", "author__suspended_at", "boost_of_id")
    rows = list(Post.objects.filter(pk__in=set(ids)).values_list(*fields))
    inner = {row[4] for row in rows if row[4]} - {row[0] for row in rows}
    if inner:
        rows += Post.objects.filter(pk__in=inner).values_list(*fields)
    viewer_id = viewer.pk if viewer else None
    ties = _ties(viewer_id, [(row[0], row[1], row[2]) for row in rows])
    seen = {
        pk: boosted
        for pk, author, visibility, gone, boosted in rows
        if may_read(viewer_id, author, visibility, ties.get(pk, Tie()), suspended=gone is not None)
    }
    wanted = set(ids)
    return {pk for pk, boosted in seen.items() if pk in wanted and (not boosted or boosted in seen)}


def _ties(viewer_id: int | None, posts: list[tuple[int, int, int]]) -> dict[int, Tie]:
    if viewer_id is None:
        return {}
    blocked = blocked_among(viewer_id, {author for _, author, _ in posts})
    closed = [(pk, author) for pk, author, visibility in posts if visibility not in OPEN]
    follows = followed_among(viewer_id, {author for _, author in closed}) if closed else set()
    names = Mention.objects.filter(account_id=viewer_id, post_id__in=[pk for pk, _ in closed])
    named = set(names.values_list("post_id", flat=True)) if closed else set()
    return {
        pk: Tie(follows=author in follows, named=pk in named, blocked=author in blocked)
        for pk, author, _ in posts
    }


def open_posts(ids: Iterable[int]) -> list[Post]:
    """Those of `ids` that a stranger may read, oldest first, with mentions and tags; for reports."""
    wanted = sorted(set(ids))
    found: list[Post] = []
    for start in range(0, len(wanted), 5000):
        readable = readable_ids(None, wanted[start : start + 5000])
        rows = Post.objects.filter(pk__in=readable).select_related("author")
        found += rows.prefetch_related("mentions", "tags__tag").order_by("pk")
    return found


def media_of(post: Post) -> list[Media]:
    """The pictures of `post` in their order."""
    return list(Media.objects.filter(post=post).order_by("position", "pk"))


def poll_of(post: Post) -> Poll | None:
    """The poll of `post`, where it has one."""
    return Poll.objects.filter(post=post).first()


def history(viewer: Account | None, post_id: int) -> list[Revision]:
    """How a post stood from its first version to the present one (not saved), oldest first.

    Errors: NotFound when `viewer` may not read it.
    """
    post = original(readable_post(viewer, post_id))
    return [*Revision.objects.filter(post=post).order_by("pk"), standing(post)]


def standing(post: Post) -> Revision:
    """How `post` stands now, as a revision that is not saved."""
    poll = poll_of(post)
    return Revision(
        post=post,
        source=post.source,
        html=post.html,
        content_warning=post.content_warning,
        sensitive=post.sensitive,
        media=[{"id": str(m.pk), "description": m.description} for m in media_of(post)],
        poll_options=list(poll.options) if poll else [],
        labels=labels_then(post),
        written_at=post.edited_at or post.created_at,
    )


def _slice(rows: QuerySet[Any], page: Slice) -> list[tuple[int, int]]:
    """(row id, account id), newest first, within the bounds of `page`."""
    if page.max_id is not None:
        rows = rows.filter(pk__lt=page.max_id)
    lower = [bound for bound in (page.since_id, page.min_id) if bound is not None]
    if lower:
        rows = rows.filter(pk__gt=max(lower))
    limit = max(1, min(page.limit, _MOST))
    upwards = page.min_id is not None
    found = list(rows.order_by("pk" if upwards else "-pk").values_list("pk", "account_id")[:limit])
    return found[::-1] if upwards else found


def favourites_of(ids: Iterable[int]) -> dict[int, int]:
    """How many favourites each of `ids` has; an id that is gone is left out."""
    return dict(Post.objects.filter(pk__in=list(ids)).values_list("pk", "favourites_count"))


def favourited_by(viewer: Account | None, post_id: int, page: Slice) -> list[tuple[int, int]]:
    """Who favourited a post: (id to page by, account id), newest first.

    Errors: NotFound when `viewer` may not read it.
    """
    post = original(readable_post(viewer, post_id))
    return _slice(Favourite.objects.filter(post=post, account__suspended_at=None), page)


def boosted_by(viewer: Account | None, post_id: int, page: Slice) -> list[tuple[int, int]]:
    """Who boosted a post openly: (id to page by, account id), newest first.

    Errors: NotFound when `viewer` may not read it.
    """
    post = original(readable_post(viewer, post_id))
    rows = Post.objects.filter(boost_of=post, visibility__in=OPEN, author__suspended_at=None)
    return _slice(rows.annotate(account_id=F("author_id")), page)


def quoted_by(viewer: Account | None, post_id: int, page: Slice) -> list[int]:
    """The ids of the posts that quote a post and that `viewer` may read, newest first.

    Errors: NotFound when `viewer` may not read the quoted post.
    """
    post = original(readable_post(viewer, post_id))
    rows = Post.objects.filter(quote_of=post).annotate(account_id=F("author_id"))
    ids = [pk for pk, _ in _slice(rows, page)]
    readable = readable_ids(viewer, ids)
    return [pk for pk in ids if pk in readable]


def was_withdrawn(post_id: int) -> bool:
    """Whether a post with this id was here and was deleted by its author."""
    return Tombstone.objects.filter(pk=post_id).exists()
