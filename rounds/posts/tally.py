"""Counts beside a post, changed in the database so that two at once are both counted."""

from django.db.models import F

from rounds.posts.models import Post


def add(post_id: int, field: str) -> None:
    """One more in `field` of a post."""
    Post.objects.filter(pk=post_id).update(**{field: F(field) + 1})


def subtract(post_id: int, field: str) -> None:
    """One less in `field` of a post, never below nought."""
    Post.objects.filter(pk=post_id, **{f"{field}__gt": 0}).update(**{field: F(field) - 1})
