"""Conversations: threads of direct posts, as each of their people sees them."""

import msgspec
from django.db import transaction

from rounds.base.errors import NotFound
from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import account_views, hydrate_posts
from rounds.timelines.models import Conversation
from rounds.timelines.page import Page, bounds, direction, size
from rounds.timelines.views import AccountView, PostView
from rounds.timelines.visible import for_viewer, unhidden


class ConversationView(msgspec.Struct, frozen=True):
    """A thread of direct posts: with whom, the last post, whether it was read.

    `page_id` is the id that paging goes by: that of the last post.
    """

    id: int
    page_id: int
    unread: bool
    accounts: tuple[AccountView, ...]
    last_post: PostView | None

    def json_text(self) -> str:
        """Mastodon's Conversation as text."""
        people = ",".join(account.json_text() for account in self.accounts)
        last = self.last_post.json_text() if self.last_post else "null"
        unread = "true" if self.unread else "false"
        return f'{{"id":"{self.id}","unread":{unread},"accounts":[{people}],"last_status":{last}}}'

    def json(self) -> bytes:
        """Mastodon's Conversation."""
        return self.json_text().encode()


def _people_of(post_id: int) -> tuple[int, int, set[int]]:
    """Thread, author and everybody (author included) who takes part in a direct post."""
    thread, author = sql.rows(f"SELECT thread, author_id FROM posts_post WHERE id = {post_id}")[0]
    named = sql.ids(f"SELECT account_id FROM posts_mention WHERE post_id = {post_id}")
    return thread, author, {author, *named}


@transaction.atomic
def note_direct_post(post_id: int) -> list[tuple[int, int]]:
    """Bring the conversations of everybody in a direct post up to date; gives (account, conversation).

    A post that is older than the last one known changes nothing, so a repeat does nothing either.
    """
    thread, author, people = _people_of(post_id)
    local = sql.ids(
        f"SELECT id FROM identity_account WHERE id IN ({sql.among(people)}) AND domain = ''"
    )
    changed = []
    for account_id in local:
        row, _ = Conversation.objects.get_or_create(account_id=account_id, thread=thread)
        if row.last_post_id is not None and row.last_post_id >= post_id:
            continue
        row.last_post_id = post_id
        row.unread = account_id != author
        row.people = sorted({*row.people, *people} - {account_id})
        row.save()
        changed.append((account_id, row.pk))
    return changed


def mend_after_withdrawal() -> None:
    """Point conversations whose last post was withdrawn at the one before; none left, none kept."""
    for row in Conversation.objects.filter(last_post__isnull=True)[:200]:
        before = sql.ids(
            "SELECT p.id FROM posts_post p WHERE p.thread = %(thread)s AND p.visibility = 3"
            " AND (p.author_id = %(me)s OR EXISTS (SELECT 1 FROM posts_mention m"
            " WHERE m.post_id = p.id AND m.account_id = %(me)s)) ORDER BY p.id DESC LIMIT 1",
            {"thread": row.thread, "me": row.account_id},
        )
        if before:
            row.last_post_id = before[0]
            row.save(update_fields=["last_post"])
        else:
            row.delete()


def conversations(viewer: Account, page: Page | None = None) -> list[ConversationView]:
    """A page of the viewer's conversations, the one with the newest post first."""
    page = page or Page()
    query = (
        "SELECT c.id FROM timelines_conversation c JOIN posts_post p ON p.id = c.last_post_id"
        f" WHERE c.account_id = %(me)s AND {bounds(page, 'c.last_post_id')}"
        f" AND {unhidden('p.author_id')} ORDER BY c.last_post_id {direction(page)} LIMIT {size(page)}"
    )
    views = conversation_views(viewer, sql.ids(query, for_viewer(viewer)))
    return sorted(views, key=lambda view: view.page_id, reverse=True)


def conversation_views(viewer: Account, ids: list[int]) -> list[ConversationView]:
    """The viewer's conversations with these ids, in that order."""
    rows = Conversation.objects.filter(account=viewer).in_bulk(ids)
    posts = {
        p.id: p
        for p in hydrate_posts(viewer, [r.last_post_id for r in rows.values() if r.last_post_id])
    }
    people = account_views({i for row in rows.values() for i in row.people})
    return [
        ConversationView(
            id=row.pk,
            page_id=row.last_post_id or 0,
            unread=row.unread,
            accounts=tuple(people[i] for i in row.people if i in people),
            last_post=posts.get(row.last_post_id or 0),
        )
        for row in (rows[i] for i in ids if i in rows)
    ]


def _own(viewer: Account, conversation_id: int) -> Conversation:
    row = Conversation.objects.filter(account=viewer, pk=conversation_id).first()
    if row is None:
        raise NotFound
    return row


def read_conversation(
    viewer: Account, conversation_id: int, *, unread: bool = False
) -> ConversationView:
    """Mark a conversation as read (or, with `unread`, as unread).

    Errors: NotFound, also for somebody else's.
    """
    row = _own(viewer, conversation_id)
    row.unread = unread
    row.save(update_fields=["unread"])
    return conversation_views(viewer, [row.pk])[0]


def remove_conversation(viewer: Account, conversation_id: int) -> None:
    """Take a conversation off the viewer's list; a new post brings it back.

    Errors: NotFound.
    """
    _own(viewer, conversation_id).delete()
