"""Hide a post while somebody's claim to it is open: its author alone can still read it.

It keeps its place, id and address; what it says, its pictures' files and its tags are for nobody else.
Whoever calls this has the right to (trust's takedowns); restoring gives back exactly what was taken.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from rounds.base.errors import NotFound
from rounds.ledger.record import record
from rounds.posts.attach import serve_pictures, withdraw_pictures
from rounds.posts.facts import PostHidden, PostRestored
from rounds.posts.models import HiddenPost, Mention, Post, PostTag
from rounds.posts.visibility import Visibility


@transaction.atomic
def hide_post(post_id: int, by: int) -> None:
    """Make the post `post_id` its author's alone; nothing happens to one that is hidden already.

    Errors: NotFound when there is none.
    """
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id).first()
    if post is None:
        raise NotFound
    named = list(Mention.objects.filter(post=post).values_list("account_id", "silent"))
    _row, is_new = HiddenPost.objects.get_or_create(
        post=post, defaults={"visibility": post.visibility, "named": named}
    )
    if is_new:
        Mention.objects.filter(post=post).delete()
        PostTag.objects.filter(post=post).update(public=False)
        withdraw_pictures(post_id)
        _show_to(post_id, Visibility.DIRECT)
        record(PostHidden(actor=by, subject=post_id))


def _show_to(post_id: int, visibility: int) -> None:
    """The version grows: what was rendered before names addresses of pictures that are gone."""
    Post.objects.filter(pk=post_id).update(visibility=visibility, version=F("version") + 1)


@transaction.atomic
def restore_post(post_id: int, by: int) -> None:
    """Give a hidden post back to whom it was for; nothing happens to any other."""
    row = HiddenPost.objects.select_for_update().filter(post_id=post_id).first()
    if row is None:
        return
    _show_to(post_id, row.visibility)
    rows = [Mention(post_id=post_id, account_id=who, silent=silent) for who, silent in row.named]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
    is_public = row.visibility == Visibility.PUBLIC
    PostTag.objects.filter(post_id=post_id).update(public=is_public)
    row.delete()
    serve_pictures(post_id)
    record(PostRestored(actor=by, subject=post_id))


def is_hidden(post_id: int) -> bool:
    """Whether the post is hidden while a claim is open."""
    return HiddenPost.objects.filter(post_id=post_id).exists()


def hidden_among(ids: Iterable[int]) -> set[int]:
    """Those of `ids` that are hidden."""
    found = HiddenPost.objects.filter(post_id__in=list(ids))
    return set(found.values_list("post_id", flat=True))
