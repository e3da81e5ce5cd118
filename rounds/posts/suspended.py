"""Pictures of suspended accounts: nobody is served them until the account is let back.

A picture is served to whoever knows its address, and nobody asks then who wrote the post. So a job
takes the files out of the public place, as those of a hidden post, and puts them back under new names.
"""

from django.db import transaction
from django.db.models import F, QuerySet

from rounds.identity.facts import ProfileRevised
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id
from rounds.identity.ties import one_at_a_time
from rounds.jobs.queue import later
from rounds.posts.attach import serve_pictures, withdraw_pictures
from rounds.posts.models import Media, Post


def account_changed(fact: ProfileRevised) -> None:
    """Whether somebody is suspended is a part of the profile: have the pictures follow."""
    if _to_move(account_by_id(fact.subject, suspended=True)).exists():
        later(move_pictures, fact.subject)


def _to_move(account: Account) -> QuerySet[Media]:
    """The pictures that are served and must not be, or the other way round; none of hidden posts."""
    is_out = account.suspended_at is not None
    rows = Media.objects.filter(account=account, post__isnull=False, withdrawn=not is_out)
    return rows if is_out else rows.filter(post__hidden=None)


def move_pictures(account_id: int) -> None:
    """The job: serve the pictures of the account or do not, as it stands now. A repeat goes on."""
    account = account_by_id(account_id, suspended=True)
    for post_id in list(_to_move(account).values_list("post_id", flat=True).distinct()):
        if post_id is not None:
            _move(account, post_id)


@transaction.atomic
def _move(account: Account, post_id: int) -> None:
    one_at_a_time(account)  # nobody is suspended or let back between the question and the deed
    now = account_by_id(account.pk, suspended=True)
    if _to_move(now).filter(post_id=post_id).exists():
        move = withdraw_pictures if now.suspended_at is not None else serve_pictures
        move(post_id)
        # What was rendered before names addresses that are gone.
        Post.objects.filter(pk=post_id).update(version=F("version") + 1)
