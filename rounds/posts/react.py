"""What a reader does with a post: favourite, bookmark, pin, mute its thread; and each undone."""

from django.db import transaction

from rounds.base.errors import Refused
from rounds.identity.models import Account
from rounds.ledger.record import record
from rounds.posts import tally
from rounds.posts.facts import FavouriteUndone, PostFavourited
from rounds.posts.models import Bookmark, Favourite, Pin, Post, ThreadMute
from rounds.posts.queries import original, readable_post
from rounds.posts.visibility import Visibility

MOST_PINS = 5


def _read(account: Account, post_id: int) -> Post:
    return original(readable_post(account, post_id))


@transaction.atomic
def favourite(account: Account, post_id: int) -> Post:
    """Thank the author of post `post_id`; once counts once.

    Errors: NotFound when `account` may not read it.
    """
    post = _read(account, post_id)
    _, made = Favourite.objects.get_or_create(account=account, post=post)
    if made:
        tally.add(post.pk, "favourites_count")
        post.favourites_count += 1
        record(PostFavourited(actor=account.pk, subject=post.pk, author=post.author_id))
    return post


@transaction.atomic
def unfavourite(account: Account, post_id: int) -> Post:
    """Take the thanks for post `post_id` back.

    Errors: NotFound when `account` may not read it.
    """
    post = _read(account, post_id)
    if Favourite.objects.filter(account=account, post=post).delete()[0]:
        tally.subtract(post.pk, "favourites_count")
        post.favourites_count = max(0, post.favourites_count - 1)
        record(FavouriteUndone(actor=account.pk, subject=post.pk, author=post.author_id))
    return post


def bookmark(account: Account, post_id: int) -> Post:
    """Keep post `post_id` for later; nobody else learns of it.

    Errors: NotFound when `account` may not read it.
    """
    post = _read(account, post_id)
    Bookmark.objects.get_or_create(account=account, post=post)
    return post


def unbookmark(account: Account, post_id: int) -> Post:
    """Keep post `post_id` no longer.

    Errors: NotFound when `account` may not read it.
    """
    post = _read(account, post_id)
    Bookmark.objects.filter(account=account, post=post).delete()
    return post


@transaction.atomic
def pin(account: Account, post_id: int) -> Post:
    """Show one's own post `post_id` first on one's profile.

    Errors: NotFound; Refused for other people's posts, boosts, direct posts and the sixth pin.
    """
    post = readable_post(account, post_id)
    if post.author_id != account.pk:
        raise Refused("Someone else's post can't be pinned. Pin one of your own.")
    if post.boost_of_id is not None or post.visibility == Visibility.DIRECT:
        raise Refused("A boost or a direct post can't be pinned. Pin a post that others can read.")
    if Pin.objects.filter(account=account, post=post).exists():
        return post
    if Pin.objects.filter(account=account).count() >= MOST_PINS:
        raise Refused(f"You have pinned {MOST_PINS} posts, the most there can be. Unpin one first.")
    Pin.objects.get_or_create(account=account, post=post)
    return post


def unpin(account: Account, post_id: int) -> Post:
    """Show post `post_id` at its place again.

    Errors: NotFound; Refused for other people's posts.
    """
    post = readable_post(account, post_id)
    if post.author_id != account.pk:
        raise Refused("Someone else's post can't be unpinned.")
    Pin.objects.filter(account=account, post=post).delete()
    return post


def mute_thread(account: Account, post_id: int) -> Post:
    """No more notifications from the conversation of post `post_id`.

    Errors: NotFound when `account` may not read it.
    """
    post = _read(account, post_id)
    ThreadMute.objects.get_or_create(account=account, thread=post.thread)
    return post


def unmute_thread(account: Account, post_id: int) -> Post:
    """Notifications from the conversation of post `post_id` again.

    Errors: NotFound when `account` may not read it.
    """
    post = _read(account, post_id)
    ThreadMute.objects.filter(account=account, thread=post.thread).delete()
    return post
