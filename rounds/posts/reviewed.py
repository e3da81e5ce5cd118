"""Note on a post what the gate's reviewers and its author's corrections made of it.

Only the gate calls this. The text stays as it is, so it is no new edition; the post is shown anew.
"""

from typing import Any

from django.db import transaction
from django.db.models import F

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
