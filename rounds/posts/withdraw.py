"""Delete a post: what was written is gone, a tombstone says that something was here."""

from dataclasses import dataclass

from django.db import transaction

from rounds.identity.models import Account
from rounds.identity.ties import uncount_post
from rounds.jobs.queue import cancel
from rounds.ledger.record import record
from rounds.posts import tally
from rounds.posts.attach import detach, remove_files_later
from rounds.posts.boost import unboost
from rounds.posts.facts import PostWithdrawn
from rounds.posts.models import Poll, Post, Tombstone
from rounds.posts.queries import media_of, own_post


@dataclass(frozen=True, slots=True)
class Taken:
    """What the author gets back, to write it anew: the text and the ids of the pictures."""

    post_id: int
    text: str
    media: tuple[int, ...]
    poll_options: tuple[str, ...] = ()


@transaction.atomic
def withdraw(account: Account, post_id: int, *, keep_media: bool = False) -> Taken:
    """Delete one's own post `post_id`, its boosts and reactions; gives its text back.

    With `keep_media` the pictures stay for an hour, unattached, so that the text can be sent again
    with them ('delete and redraft'); otherwise their files go after the commit.

    Errors: NotFound for other people's posts.
    """
    post = own_post(account, post_id, lock=True)
    if post.boost_of_id is not None:
        unboost(account, post_id)
        return Taken(post_id, "", ())
    taken = _taken(post)
    _let_go_of_media(post, keep_media)
    _uncount(post)
    Tombstone.objects.update_or_create(
        post_id=post_id, defaults={"author_id": account.pk, "uri": post.uri}
    )
    Post.objects.filter(pk=post_id).delete()
    record(PostWithdrawn(actor=account.pk, subject=post_id))
    return taken


def _taken(post: Post) -> Taken:
    poll = Poll.objects.filter(post=post).first()
    if poll is not None:
        cancel(f"poll:{poll.pk}")
    options = tuple(poll.options) if poll else ()
    return Taken(post.pk, post.source, tuple(m.pk for m in media_of(post)), options)


def _let_go_of_media(post: Post, keep: bool) -> None:
    media = media_of(post)
    if keep:
        detach([m.pk for m in media])
    else:
        remove_files_later(media)


def _uncount(post: Post) -> None:
    if post.reply_to_id is not None:
        tally.subtract(post.reply_to_id, "replies_count")
    if post.quote_of_id is not None:
        tally.subtract(post.quote_of_id, "quotes_count")
    boosters = list(Post.objects.filter(boost_of=post).values_list("author_id", flat=True))
    uncount_post([post.author_id])
    if boosters:
        uncount_post(boosters)
