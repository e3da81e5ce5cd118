"""How much was written: numbers for the server's own description."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from rounds.base.ids import id_at
from rounds.identity.models import Account
from rounds.posts.models import Post


def local_activity(start: datetime, end: datetime) -> tuple[int, int]:
    """How many posts were written here from `start` until `end`, and by how many people."""
    rows = Post.objects.filter(
        pk__gte=id_at(start), pk__lt=id_at(end), local=True, boost_of__isnull=True
    )
    found = rows.aggregate(posts=Count("pk"), people=Count("author", distinct=True))
    return found["posts"], found["people"]


def ids_by(author: Account, ids: Iterable[int]) -> set[int]:
    """Those of `ids` that `author` wrote."""
    return set(Post.objects.filter(pk__in=set(ids), author=author).values_list("pk", flat=True))
