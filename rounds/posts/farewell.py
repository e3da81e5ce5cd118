"""Withdraw everything somebody wrote, once the account is closed."""

from django.db import transaction

from rounds.identity.facts import AccountClosed
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id
from rounds.ledger.record import record
from rounds.posts import tally
from rounds.posts.facts import FavouriteUndone
from rounds.posts.models import Bookmark, Favourite, Post
from rounds.posts.withdraw import withdraw


def withdraw_everything(fact: AccountClosed) -> None:
    """Withdraw every post of the closed account, its favourites and its bookmarks.

    Each post is its own transaction, so that a long history can be taken up again where it broke.
    """
    account = account_by_id(fact.subject, suspended=True)
    mine = Post.objects.filter(author=account, local=True).order_by("pk")
    for post_id in list(mine.values_list("pk", flat=True)):
        if Post.objects.filter(pk=post_id).exists():  # a boost of one's own post goes with it
            withdraw(account, post_id)
    for favourite in Favourite.objects.filter(account=account).select_related("post"):
        _take_back(account, favourite)
    Bookmark.objects.filter(account=account).delete()


@transaction.atomic
def _take_back(account: Account, favourite: Favourite) -> None:
    """Nobody is asked who may read the post: a closed account reads nothing any more."""
    post = favourite.post
    if Favourite.objects.filter(pk=favourite.pk).delete()[0]:
        tally.subtract(post.pk, "favourites_count")
        record(FavouriteUndone(actor=account.pk, subject=post.pk, author=post.author_id))
