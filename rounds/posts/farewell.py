"""Withdraw everything somebody wrote, once the account is closed."""

from rounds.identity.facts import AccountClosed
from rounds.identity.queries import account_by_id
from rounds.posts.models import Bookmark, Favourite, Post
from rounds.posts.react import unfavourite
from rounds.posts.withdraw import withdraw


def withdraw_everything(fact: AccountClosed) -> None:
    """Withdraw every post of the closed account, its favourites and its bookmarks.

    Each post is its own transaction, so that a long history can be taken up again where it broke.
    """
    account = account_by_id(fact.subject, suspended=True)
    Bookmark.objects.filter(account=account).delete()
    favourites = Favourite.objects.filter(account=account).values_list("post_id", flat=True)
    for post_id in list(favourites):
        unfavourite(account, post_id)
    mine = Post.objects.filter(author=account, local=True).order_by("pk")
    for post_id in list(mine.values_list("pk", flat=True)):
        if Post.objects.filter(pk=post_id).exists():  # a boost of one's own post goes with it
            withdraw(account, post_id)
