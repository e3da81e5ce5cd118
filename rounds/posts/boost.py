"""Pass a post on, and take that back."""

from django.db import IntegrityError, transaction

from rounds.base import clock
from rounds.base.errors import NotFound, Refused
from rounds.base.ids import new_id
from rounds.identity.models import Account
from rounds.identity.snapshot import speaker
from rounds.identity.ties import count_post, uncount_post
from rounds.ledger.record import record
from rounds.posts import tally
from rounds.posts.facts import BoostUndone, PostBoosted
from rounds.posts.models import Post
from rounds.posts.queries import original, readable_post
from rounds.posts.visibility import OPEN, Visibility, may_boost


def boost(account: Account, post_id: int, visibility: Visibility = Visibility.PUBLIC) -> Post:
    """Pass post `post_id` on as `account`; gives the boost, the existing one if there is one.

    Errors: NotFound when `account` may not read it; Refused for a post that isn't for passing on
    (direct posts never are, posts to followers only by their author).
    """
    post = original(readable_post(account, post_id))
    if not may_boost(account.pk, post.author_id, post.visibility):
        raise Refused("This post can't be boosted: its author shared it with fewer people.")
    if account.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be posted from it.")
    existing = _boost_of(account, post)
    if existing is not None:
        return existing
    try:
        return _boost(account, post, visibility)
    except IntegrityError:
        existing = _boost_of(account, post)
        if existing is None:
            raise
        return existing


def _boost_of(account: Account, post: Post) -> Post | None:
    rows = Post.objects.select_related("author", "boost_of", "boost_of__author")
    return rows.filter(author=account, boost_of=post).first()


@transaction.atomic
def _boost(account: Account, post: Post, visibility: Visibility) -> Post:
    at, who, boost_id = clock.now(), speaker(account), new_id()
    wish = Visibility.PUBLIC if visibility == Visibility.DIRECT else visibility
    made = Post.objects.create(
        id=boost_id,
        author=account,
        boost_of=post,
        thread=boost_id,
        visibility=wish if post.visibility in OPEN else post.visibility,
        author_role=who.role,
        role_line=who.role_line,
        author_credential=who.credential_id,
        credential_line=who.credential_line,
        created_at=at,
    )
    tally.add(post.pk, "boosts_count")
    count_post(account.pk, at)
    record(
        PostBoosted(
            actor=account.pk, subject=made.pk, at=at, boost_of=post.pk,
            visibility=int(made.visibility), role=who.role, credential=who.credential_id,
        )
    )  # fmt: skip
    return made


@transaction.atomic
def unboost(account: Account, post_id: int) -> Post:
    """Take the boost of post `post_id` back; gives the post. Nothing happens where there is none.

    Errors: NotFound when there is no such post for `account`.
    """
    row = Post.objects.select_related("boost_of", "boost_of__author").filter(pk=post_id).first()
    if row is None:
        raise NotFound
    post = original(row)
    made = _boost_of(account, post)
    if made is None:
        return original(readable_post(account, post.pk))
    boost_id = made.pk
    if Post.objects.filter(pk=boost_id).delete()[0]:
        tally.subtract(post.pk, "boosts_count")
        uncount_post([account.pk])
        record(BoostUndone(actor=account.pk, subject=boost_id, boost_of=post.pk))
    return post
