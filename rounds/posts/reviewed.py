"""Note on a post what the gate's reviewers and its author's corrections made of it.

Only the gate calls this. The text stays as it is, so it is no new edition; the post is shown anew.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from rounds.posts.models import Post


@transaction.atomic
def note_review(post_id: int, told: dict[str, Any] | None) -> None:
    """Let post `post_id` carry the badge that `told` describes; None takes it off."""
    Post.objects.filter(pk=post_id).update(reviewed=told, version=F("version") + 1)


@transaction.atomic
def note_correction(post_id: int, told: dict[str, Any]) -> int:
    """Let post `post_id` say how it was last corrected; gives its version now."""
    Post.objects.filter(pk=post_id).update(corrected=told, version=F("version") + 1)
    return Post.objects.values_list("version", flat=True).get(pk=post_id)


def reviewed_posts_of(account_id: int) -> list[Post]:
    """The posts with a badge that `account_id` wrote or that speak for it."""
    rows = Post.objects.filter(Q(author_id=account_id) | Q(speaks_for=account_id))
    return list(rows.filter(reviewed__isnull=False).order_by("id"))


def has_spoken_as_company(account_ids: Collection[int], since: datetime) -> bool:
    """Whether a post for one of `account_ids` carries a company's label since `since`."""
    rows = Post.objects.filter(speaks_for__in=account_ids, created_at__gte=since)
    return rows.filter(industry=True).exists()
