"""Publish what the gate released: one transaction from the text to the fact.

Only the gate imports this. `release_id` names its release; the database refuses a post of somebody
here without one.
"""

from datetime import datetime

from django.db import transaction

from rounds.base import clock
from rounds.base import text as words
from rounds.base.errors import Refused
from rounds.base.ids import new_id
from rounds.identity.models import Account
from rounds.identity.roles import Role
from rounds.identity.snapshot import speaker
from rounds.identity.ties import count_post
from rounds.ledger.record import record
from rounds.posts import tally
from rounds.posts.attach import attach
from rounds.posts.composition import Composition
from rounds.posts.facts import PostPublished
from rounds.posts.labelled import interests_of, licence_of, told_by, voice_of
from rounds.posts.labels import Bloom, ForWhom, Level, Voice
from rounds.posts.models import Post
from rounds.posts.polls import open_poll
from rounds.posts.previews import want_preview
from rounds.posts.queries import answered, quoted
from rounds.posts.tags import tag_post
from rounds.posts.visibility import narrowest
from rounds.posts.written import Written, name_people, write


def _build(
    author: Account, piece: Composition, written: Written, *, parent: Post | None, quote: Post | None,
    at: datetime,
) -> Post:  # fmt: skip
    """The row, not yet saved: who speaks is frozen here, as they stand at this moment."""
    who = speaker(author)
    post_id = new_id()
    bounds = [p.visibility for p in (parent, quote) if p is not None]
    return Post(
        id=post_id,
        author=author,
        source=written.source,
        html=written.html,
        content_warning=words.plain(piece.content_warning).strip(),
        sensitive=piece.sensitive or bool(piece.content_warning.strip()),
        language=piece.language[:12],
        visibility=narrowest(piece.visibility, *bounds),
        reply_to=parent,
        reply_to_author_id=parent.author_id if parent else None,
        thread=parent.thread if parent else post_id,
        quote_of=quote,
        quoted=quote is not None,
        author_role=who.role,
        role_line=who.role_line,
        author_credential=who.credential_id,
        credential_line=who.credential_line,
        teaching=piece.teaching,
        **voice_of(author, piece.labels),
        **licence_of(author, piece.labels),
        **told_by(piece.labels),
        **interests_of(author, piece),
        app_name=piece.app_name[:60],
        app_website=piece.app_website[:2000],
        created_at=at,
    )


def _fact(post: Post) -> PostPublished:
    return PostPublished(
        actor=post.author_id,
        subject=post.pk,
        at=post.created_at,
        visibility=int(post.visibility),
        role=Role(post.author_role),
        credential=post.author_credential,
        reply_to=post.reply_to_id,
        reply_to_author=post.reply_to_author_id,
        quote_of=post.quote_of_id,
        teaching=post.teaching,
        voice=Voice(post.voice),
        speaks_for=post.speaks_for,
        industry=post.industry,
        sponsored=bool(post.sponsored_by),
        for_whom=ForWhom(post.for_whom),
        level=Level(post.level),
        bloom=Bloom(post.bloom),
    )


@transaction.atomic(savepoint=False)
def publish(author: Account, piece: Composition, *, release_id: int) -> Post:
    """Publish `piece` as a post of `author`; gives the post.

    Errors: NotFound when the post it answers or quotes is gone; Refused when it may not be quoted,
    the author is suspended or may not speak for whom the labels name; Invalid (field 'media' or 'poll') for parts that can't be used.
    """
    if author.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be posted from it.")
    at = clock.now()
    parent, quote = answered(author, piece.reply_to), quoted(author, piece.quote_of)
    written = write(author, piece.text)
    post = _build(author, piece, written, parent=parent, quote=quote, at=at)
    post.release_id = release_id
    post.save(force_insert=True)
    name_people(post, written.named, parent)
    tag_post(post, written.tags, at)
    if piece.poll is not None:
        open_poll(post, piece.poll, at)
    attach(author, post, piece.media)
    _count(post)
    want_preview(post)
    record(_fact(post))
    return post


def _count(post: Post) -> None:
    if post.reply_to_id is not None:
        tally.add(post.reply_to_id, "replies_count")
    if post.quote_of_id is not None:
        tally.add(post.quote_of_id, "quotes_count")
    count_post(post.author_id, post.created_at)
