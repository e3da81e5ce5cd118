"""Receive a post that was written elsewhere, by somebody who is here now.

Only the gate imports this: what comes in was looked at like every draft, and the database asks for
its release too. Nobody is told: no mention is made of anybody (the same name is somebody else
here), nothing is collected; of its facts one has one subscriber, who renders and indexes, and the
other none.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from rounds.base import clock, html
from rounds.base import text as words
from rounds.base.errors import Refused
from rounds.base.ids import id_at
from rounds.identity.models import Account
from rounds.identity.ties import count_received
from rounds.ledger.record import record
from rounds.posts import tally
from rounds.posts.attach import attach
from rounds.posts.composition import Composition, Elsewhere, Version
from rounds.posts.facts import BoostReceived, PostReceived
from rounds.posts.labelled import labels_then, told_by, voice_of
from rounds.posts.labels import ALL_RIGHTS_RESERVED, LICENCES
from rounds.posts.models import Poll, Post, Revision, Tombstone
from rounds.posts.queries import answered, quoted
from rounds.posts.tags import tag_post
from rounds.posts.visibility import Visibility, narrowest

_IDS_OF_A_MILLISECOND = 1 << 16


def _id_for(moment: datetime) -> int:
    """A free id of the time `moment`: posts brought in stand among others by when they were written."""
    first = id_at(moment)
    within = {"pk__gte": first, "pk__lt": first + _IDS_OF_A_MILLISECOND}
    taken = [
        *Post.objects.filter(**within).order_by("-pk").values_list("pk", flat=True)[:1],
        *Tombstone.objects.filter(**within).order_by("-pk").values_list("pk", flat=True)[:1],
    ]
    return max(taken) + 1 if taken else first


def _licence(piece: Composition) -> str:
    """The licence that came with it. The author's usual one may permit what they never permitted."""
    wished = piece.labels.licence
    return wished if wished in LICENCES else ALL_RIGHTS_RESERVED


def _rendered(text: str) -> tuple[str, str]:
    source = words.plain(text).strip()
    return source, html.render(source, settings.BASE_URL, {})


def _labels(author: Account, piece: Composition, elsewhere: Elsewhere) -> dict[str, Any]:
    return {
        **voice_of(author, piece.labels),
        **told_by(piece.labels),
        "licence": _licence(piece),
        "teaching": piece.teaching,
        "interests": words.plain(piece.interests or "").strip()[:500],
        "interests_at": elsewhere.interests_at,
    }


@transaction.atomic
def receive(
    author: Account, piece: Composition, elsewhere: Elsewhere, *, release_id: int
) -> Post:  # fmt: skip
    """Store `piece` as a post that `author` wrote elsewhere; gives the post.

    The role and credential of the time are not known here and are left out. What it answers or
    quotes is tied to it in silence, and its audience is never wider than theirs.

    Errors: Refused for a suspended author, an organisation they don't speak for, or a post that is
    not for quoting; NotFound for a post that they may not read; Invalid (field 'media') for pictures
    that can't be used.
    """
    if author.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be posted from it.")
    parent, quote = answered(author, piece.reply_to), quoted(author, piece.quote_of)
    source, markup = _rendered(piece.text)
    post_id = _id_for(elsewhere.written_at)
    warning = words.plain(piece.content_warning).strip()
    post = Post.objects.create(
        id=post_id,
        author=author,
        source=source,
        html=markup,
        content_warning=warning,
        sensitive=piece.sensitive or bool(warning),
        language=piece.language[:12],
        visibility=narrowest(
            piece.visibility, *(one.visibility for one in (parent, quote) if one is not None)
        ),
        reply_to=parent,
        reply_to_author_id=parent.author_id if parent else None,
        thread=parent.thread if parent else post_id,
        quote_of=quote,
        quoted=quote is not None,
        **_labels(author, piece, elsewhere),
        app_name=f"Brought in from {elsewhere.host}"[:60] if elsewhere.host else "Brought in",
        created_at=elsewhere.written_at,
        edited_at=elsewhere.edited_at,
        version=len(elsewhere.earlier) + 1,
        release_id=release_id,
    )
    _with_it(author, post, piece, elsewhere)
    record(PostReceived(actor=author.pk, subject=post.pk))
    return post


@transaction.atomic
def receive_boost(author: Account, post_id: int, at: datetime, visibility: Visibility) -> bool:
    """Pass on again what `author` passed on elsewhere at `at`; tells whether it is new here.

    Errors: NotFound for a post that they may not read; Refused for one that isn't for passing on,
    and for a suspended author.
    """
    post = quoted(author, post_id)
    if post is None or author.suspended_at is not None:
        raise Refused("Nothing can be passed on from this account.")
    if Post.objects.filter(author=author, boost_of=post).exists():
        return False
    moment = max(at, post.created_at)
    boost_id = _id_for(moment)
    Post.objects.create(
        id=boost_id, author=author, boost_of=post, thread=boost_id, created_at=moment,
        visibility=narrowest(visibility, post.visibility),
    )  # fmt: skip
    tally.add(post.pk, "boosts_count")
    count_received(author.pk, moment)
    record(BoostReceived(actor=author.pk, subject=boost_id, boost_of=post.pk))
    return True


def _with_it(author: Account, post: Post, piece: Composition, elsewhere: Elsewhere) -> None:
    """Give `post` its tags, pictures, closed poll and earlier versions, and count it."""
    tag_post(post, words.hashtags(post.source), None)
    attach(author, post, piece.media)
    if piece.poll is not None:
        _closed_poll(post, piece, elsewhere)
    for version in elsewhere.earlier:
        source, markup = _rendered(version.source)
        Revision.objects.create(
            post=post, source=source, html=markup, content_warning=version.content_warning,
            sensitive=version.sensitive, written_at=version.written_at,
            labels=_labels_then(post, version),
        )  # fmt: skip
    if post.reply_to_id is not None:
        tally.add(post.reply_to_id, "replies_count")
    if post.quote_of_id is not None:
        tally.add(post.quote_of_id, "quotes_count")
    count_received(author.pk, post.created_at)


def _labels_then(post: Post, version: Version) -> dict[str, Any]:
    """What the version said about itself; in whose name it spoke is as the post has it here."""
    if version.labels is None:
        return {}
    licence = version.labels.licence if version.labels.licence in LICENCES else ALL_RIGHTS_RESERVED
    said = told_by(version.labels) | {
        "licence": licence, "teaching": version.teaching, "interests": version.interests[:500],
    }  # fmt: skip
    return labels_then(post) | said


def _closed_poll(post: Post, piece: Composition, elsewhere: Elsewhere) -> None:
    """The poll as it ended there: nobody votes in two places."""
    assert piece.poll is not None
    options = [words.plain(option).strip() for option in piece.poll.options]
    counts = list(elsewhere.poll_counts)
    Poll.objects.create(
        post=post,
        options=options,
        counts=counts if len(counts) == len(options) else [0] * len(options),
        voters_count=elsewhere.poll_voters,
        multiple=piece.poll.multiple,
        expires_at=min(elsewhere.poll_ended or clock.now(), clock.now()),
        closed=True,
    )
