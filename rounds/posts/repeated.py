"""Whether a post is out already: the same words by the same author, a moment ago.

A page that one comes back to (Back, a second tab) may hold what was published and ask for it again
with a new key. Nobody says the same thing in the same place twice within half an hour on purpose.
"""

from datetime import timedelta

from rounds.base import clock
from rounds.base.ids import id_at
from rounds.base.text import plain
from rounds.identity.models import Account
from rounds.posts.composition import Composition
from rounds.posts.models import Post
from rounds.posts.queries import media_of, poll_of, readable_ids

A_MOMENT = timedelta(minutes=30)


def has_words_of(post: Post, piece: Composition) -> bool:
    """Whether the words and the warning of `post` are those of `piece`."""
    return (post.source, post.content_warning) == (
        plain(piece.text).strip(),
        plain(piece.content_warning).strip(),
    )


def is_same(post: Post, piece: Composition) -> bool:
    """Whether `post` stands as `piece` would: words, place, readers, pictures in number, poll."""
    bound = piece.reply_to is not None or piece.quote_of is not None
    asked = piece.poll.options if piece.poll else ()
    poll = poll_of(post)
    return (
        has_words_of(post, piece)
        and (post.reply_to_id, post.quote_of_id) == (piece.reply_to, piece.quote_of)
        # An answer goes to no more people than what it answers.
        and (post.visibility >= piece.visibility if bound else post.visibility == piece.visibility)
        and len(media_of(post)) == len(piece.media)
        and tuple(poll.options if poll else ()) == tuple(asked)
    )


def out_already(author: Account, piece: Composition) -> Post | None:
    """The post that `author` made of just this a moment ago, or None.

    What has only pictures is never the same: nobody can tell them apart by their number.
    """
    words = plain(piece.text).strip()
    if not words:
        return None
    rows = Post.objects.select_related("author").filter(
        author=author, local=True, boost_of=None, pk__gte=id_at(clock.now() - A_MOMENT), source=words,
    )  # fmt: skip
    same = [post for post in rows.order_by("-pk")[:10] if is_same(post, piece)]
    readable = readable_ids(author, [post.pk for post in same])
    return next((post for post in same if post.pk in readable), None)
