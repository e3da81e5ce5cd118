"""What belongs to a gathering, and to which of its prompts.

A public post belongs when it carries the tag at or after the start (until the next gathering under
that tag starts); a public or unlisted one when it answers a post that belongs, boosts one, or was
written on the chat's own page. An unlisted post with the tag alone stays off the page, as it stays
off the page of the tag.
Followers-only and direct posts never belong: what was not said to everybody is not collected.

An answer belongs to the prompt nearest above it in its thread; else to the prompt it names ('A2');
else to its parent's; else to the one that was current when it was written. After the close nothing
is current any more, so a late post without thread or number belongs to no prompt.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from rounds.base import html
from rounds.gatherings.models import CollectedPost, Gathering, Kind, Prompt
from rounds.gatherings.queries import prompts_of, under_tags
from rounds.gatherings.wording import number_in
from rounds.posts.models import Post
from rounds.posts.visibility import OPEN, Visibility

_DEEPEST = 200


def text_of(post: Post) -> str:
    """The words of a post written here or elsewhere."""
    return post.source or html.strip(post.html)


def could_belong(post_id: int) -> bool:
    """Whether it is worth while to look closer: asked of every post, so it is one small read."""
    query = (
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM posts_posttag u JOIN posts_tag t ON t.id = u.tag_id"
        " JOIN gatherings_gathering g ON g.tag = t.name WHERE u.post_id = %(post)s)"
        " OR EXISTS (SELECT 1 FROM posts_post p JOIN gatherings_collectedpost c"
        " ON c.post_id IN (p.reply_to_id, p.boost_of_id) WHERE p.id = %(post)s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"post": post_id})
        return cursor.fetchone() is not None


def gatherings_for(post: Post) -> list[Gathering]:
    """The gatherings that `post` belongs to: as a rule none or one."""
    if post.visibility not in OPEN:
        return []
    parents = [i for i in (post.boost_of_id, post.reply_to_id) if i is not None]
    rows = CollectedPost.objects.filter(post_id__in=parents).select_related("gathering")
    found = {row.gathering_id: row.gathering for row in rows}
    if post.boost_of_id is None and post.visibility == Visibility.PUBLIC:
        found |= {g.pk: g for g in _by_tag(post)}
    return list(found.values())


def _by_tag(post: Post) -> list[Gathering]:
    tags = list(post.tags.values_list("tag__name", flat=True))
    latest: dict[str, Gathering] = {}
    for gathering in under_tags(tags) if tags else ():
        if gathering.starts_at <= post.created_at:
            latest.setdefault(gathering.tag, gathering)
    return list(latest.values())


def kind_of(gathering: Gathering, prompts: Sequence[Prompt], post: Post) -> str:
    """What `post` is in the gathering: one of `Kind`."""
    if post.boost_of_id is not None:
        return Kind.BOOST
    if any(prompt.post_id == post.pk for prompt in prompts):
        return Kind.PROMPT
    if post.pk in {gathering.welcome_post, gathering.closing_post}:
        return Kind.HOST
    return Kind.REPLY if post.reply_to_id is not None else Kind.ORIGINAL


def prompt_of(gathering: Gathering, post: Post, kind: str) -> Prompt | None:
    """The prompt that `post` is, answers or passes on; None where there is none."""
    prompts = prompts_of(gathering)
    if kind == Kind.PROMPT:
        return next((p for p in prompts if p.post_id == post.pk), None)
    if kind == Kind.HOST:
        return None
    parent = _row(gathering, post.boost_of_id or post.reply_to_id)
    if kind == Kind.BOOST:
        return parent.prompt if parent else None
    named = number_in(text_of(post))
    return (
        _prompt_above(gathering, parent)
        or next((p for p in prompts if p.number == named and p.post_id is not None), None)
        or (parent.prompt if parent else None)
        or _current_at(gathering, prompts, post.created_at)
    )


def _row(gathering: Gathering, post_id: int | None) -> CollectedPost | None:
    if post_id is None:
        return None
    rows = CollectedPost.objects.filter(gathering=gathering, post_id=post_id)
    return rows.select_related("prompt").first()


def _prompt_above(gathering: Gathering, row: CollectedPost | None) -> Prompt | None:
    """The nearest prompt in the thread, from `row` upwards."""
    for _ in range(_DEEPEST):
        if row is None or row.kind == Kind.PROMPT:
            return row.prompt if row else None
        row = _row(gathering, row.reply_to)
    return None


def _current_at(gathering: Gathering, prompts: Sequence[Prompt], moment: datetime) -> Prompt | None:
    if gathering.closed_at is not None and moment > gathering.closed_at:
        return None
    posted = [p for p in prompts if p.posted_at is not None and p.posted_at <= moment]
    return max(posted, key=lambda p: p.number, default=None)
