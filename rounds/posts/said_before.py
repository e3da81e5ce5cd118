"""What somebody wrote just before in a thread of their own, for the gate that reads it together."""

from datetime import timedelta

from django.db.models import Subquery

from rounds.base import clock
from rounds.identity.models import Account
from rounds.posts.models import Post
from rounds.posts.visibility import Visibility

JUST_BEFORE = timedelta(hours=1)
MOST = 3
_LOOKED_AT = 20


def said_before(author: Account, post_id: int) -> tuple[str, ...]:
    """The words of post `post_id` and of those it goes on from, oldest first, in one query.

    At most three, of the last hour; none where `author` answers somebody else, or wrote to few.
    """
    thread = Post.objects.filter(pk=post_id).values("thread")[:1]
    mine = Post.objects.filter(
        author=author, thread=Subquery(thread), created_at__gte=clock.now() - JUST_BEFORE,
        boost_of=None,
    ).exclude(visibility=Visibility.DIRECT)  # fmt: skip
    fields = ("pk", "reply_to_id", "content_warning", "source")
    rows = {row[0]: row for row in mine.order_by("-pk").values_list(*fields)[:_LOOKED_AT]}
    said: list[str] = []
    while (row := rows.get(post_id)) and len(said) < MOST:
        _pk, post_id, warning, words = row
        said.append(f"{warning}\n{words}" if warning else words)
    return tuple(reversed(said))
