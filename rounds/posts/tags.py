"""Hashtags: found or made by name."""

from collections.abc import Iterable
from datetime import datetime

from rounds.base.errors import NotFound
from rounds.base.text import normal_tag
from rounds.posts.models import Post, PostTag, Tag
from rounds.posts.visibility import Visibility

LONGEST_TAG = 200


def tag_named(name: str, *, create: bool = False) -> Tag:
    """The hashtag `name`, with or without '#', in any spelling.

    Errors: NotFound for one that nobody has used, unless `create`.
    """
    tag = Tag.objects.filter(name=normal_tag(name)).first()
    if tag is None and create:
        tag = tags_named([name.removeprefix("#")])[0] if normal_tag(name) else None
    if tag is None:
        raise NotFound
    return tag


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The hashtags written as `names`, made where they are new; overlong ones are left out."""
    shown = {normal_tag(n): n for n in names if len(normal_tag(n)) <= LONGEST_TAG}
    if not shown:
        return []
    found = {tag.name: tag for tag in Tag.objects.filter(name__in=shown)}
    if missing := [Tag(name=n, shown=s) for n, s in shown.items() if n not in found]:
        Tag.objects.bulk_create(missing, ignore_conflicts=True)
        found = {tag.name: tag for tag in Tag.objects.filter(name__in=shown)}
    return [found[name] for name in shown]


def tag_post(post: Post, names: Iterable[str], at: datetime | None) -> None:
    """Put `post` under exactly the hashtags `names`, used `at`; None where that was long ago."""
    tags = tags_named(names)
    if tags:
        PostTag.objects.bulk_create(
            [
                PostTag(
                    tag=tag, post=post, account_id=post.author_id,
                    public=post.visibility == Visibility.PUBLIC,
                )
                for tag in tags
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        if at is not None:
            Tag.objects.filter(pk__in=[tag.pk for tag in tags]).update(last_used_at=at)


def untag_post(post: Post, but: Iterable[str]) -> None:
    """Take `post` from under every hashtag that is not one of `but`."""
    kept = {normal_tag(name) for name in but}
    PostTag.objects.filter(post=post).exclude(tag__name__in=kept).delete()
