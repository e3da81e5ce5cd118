"""A text as it is stored: its source, its HTML, who is named in it and which tags it carries."""

from dataclasses import dataclass

from django.conf import settings

from rounds.base import html
from rounds.base import text as words
from rounds.identity.models import Account
from rounds.identity.ties import accounts_named, blocked_among
from rounds.posts.models import Mention, Post
from rounds.posts.queries import profile_url
from rounds.posts.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Written:
    """A text ready to be stored: its source, its HTML, who is named and which tags it carries."""

    source: str
    html: str
    named: list[Account]
    tags: list[str]


def write(author: Account, text: str) -> Written:
    """Render `text` as `author` wrote it; people who block each other are not named."""
    source = words.plain(text).strip()
    found = accounts_named(words.mentions(source), settings.LOCAL_HOST)
    apart = blocked_among(author.pk, [account.pk for account in found.values()])
    named = {handle: account for handle, account in found.items() if account.pk not in apart}
    addresses = {handle: profile_url(account) for handle, account in named.items()}
    markup = html.render(source, settings.BASE_URL, addresses)
    people = list({account.pk: account for account in named.values()}.values())
    return Written(source, markup, people, words.hashtags(source))


def name_people(post: Post, named: list[Account], parent: Post | None) -> None:
    """Note whom `post` names.

    Whoever is answered may read the answer, even where the text doesn't name them.
    """
    rows = [Mention(post=post, account=account) for account in named]
    named_ids = {account.pk for account in named}
    closed = post.visibility >= Visibility.FOLLOWERS
    if parent is not None and closed and parent.author_id not in named_ids | {post.author_id}:
        rows.append(Mention(post=post, account_id=parent.author_id, silent=True))
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
