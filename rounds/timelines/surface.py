"""Surface: make visible here what happened. The subscribers of this room.

Each function is handed one fact, after its commit, at least once: it renders, indexes, notifies and
tells whoever watches right now. A repeat changes nothing; telling watchers twice does no harm.
"""

from collections.abc import Iterable

from django.db import transaction

from rounds.gate.review.facts import BadgeRestored, BadgeWithdrawn, PostCorrected, PostReviewed
from rounds.identity.facts import (
    AccountClosed,
    AccountOpened,
    AppLetGo,
    Blocked,
    Followed,
    FollowRejected,
    FollowRequested,
    ProfileRevised,
    Unblocked,
    Unfollowed,
)
from rounds.identity.queries import accounts_by_id
from rounds.posts.facts import (
    BoostUndone,
    FavouriteUndone,
    LinkLookedUp,
    PollClosed,
    PollVoted,
    PostBoosted,
    PostFavourited,
    PostHidden,
    PostPublished,
    PostReceived,
    PostRestored,
    PostRevised,
    PostWithdrawn,
)
from rounds.posts.models import Visibility
from rounds.timelines import announce, rendered, sql, words
from rounds.timelines.bus import publish, watched
from rounds.timelines.conversations import (
    conversation_views,
    mend_after_withdrawal,
    note_direct_post,
)
from rounds.timelines.lists import drop_from_lists
from rounds.timelines.notifications import notification_views
from rounds.timelines.tell import forget_between, take_back, tell


def tell_watchers(told: Iterable[tuple[int, int]]) -> None:
    """Pass notifications on to those of their recipients who watch."""
    watching = set(watched("user:"))
    by_account = {a: n for a, n in told if f"user:{a}" in watching}
    accounts = accounts_by_id(by_account)
    for account_id, notification_id in by_account.items():
        for view in notification_views(accounts[account_id], [notification_id]):
            publish(f"user:{account_id}", "notification", view.json_text(), [view.account.id])


def _named(post_id: int) -> list[int]:
    """Whom a post concerns: those it names, and whoever it answers."""
    return sql.ids(
        f"SELECT account_id FROM posts_mention WHERE post_id = {post_id} UNION"
        f" SELECT reply_to_author_id FROM posts_post WHERE id = {post_id}"
        " AND reply_to_author_id IS NOT NULL"
    )


def _waiting_for(author: int) -> list[int]:
    """Followers who asked to be told of every post."""
    return sql.ids(
        f"SELECT follower_id FROM identity_follow WHERE followed_id = {author} AND accepted AND notify"
    )


def _exists(post_id: int) -> bool:
    return bool(sql.ids(f"SELECT id FROM posts_post WHERE id = {post_id}"))


def post_published(fact: PostPublished) -> None:
    """A new post: rendered, indexed, those it concerns notified, watchers told."""
    with transaction.atomic():
        if not _exists(fact.subject):
            return
        rendered.keep_posts([fact.subject])
        words.keep(fact.subject)
        told = _tell_of_post(fact)
    if fact.visibility == Visibility.DIRECT:
        _tell_of_conversation(fact.subject)
    tell_watchers(told)
    announce.post(fact.subject)


def post_received(fact: PostReceived) -> None:
    """A post brought in from elsewhere: rendered and indexed; nobody is told."""
    with transaction.atomic():
        if _exists(fact.subject):
            rendered.keep_posts([fact.subject])
            words.keep(fact.subject)


def _tell_of_post(fact: PostPublished) -> list[tuple[int, int]]:
    named = _named(fact.subject)
    told = tell(fact, "mention", named, post_id=fact.subject)
    if fact.quote_of is not None:
        quoted = sql.ids(f"SELECT author_id FROM posts_post WHERE id = {int(fact.quote_of)}")
        told += tell(fact, "quote", [i for i in quoted if i not in named], post_id=fact.subject)
    if fact.visibility <= Visibility.FOLLOWERS and fact.reply_to_author in {None, fact.actor}:
        waiting = [i for i in _waiting_for(fact.actor) if i not in named]
        told += tell(fact, "status", waiting, post_id=fact.subject)
    return told


def _tell_of_conversation(post_id: int) -> None:
    changed = dict(note_direct_post(post_id))
    watching = set(watched("direct:"))
    accounts = accounts_by_id([i for i in changed if f"direct:{i}" in watching])
    for account in accounts.values():
        for view in conversation_views(account, [changed[account.pk]]):
            publish(f"direct:{account.pk}", "conversation", view.json_text())


def post_boosted(fact: PostBoosted) -> None:
    """A boost: its target's author notified, watchers told."""
    if not _exists(fact.subject):
        return
    author = sql.ids(f"SELECT author_id FROM posts_post WHERE id = {int(fact.boost_of)}")
    tell_watchers(tell(fact, "reblog", author, post_id=fact.boost_of))
    announce.post(fact.subject)


def boost_undone(fact: BoostUndone) -> None:
    """A boost taken back: gone from watchers' screens and from the author's notifications."""
    take_back("reblog", by=fact.actor, post_id=fact.boost_of)
    announce.gone(fact.subject)


def post_revised(fact: PostRevised) -> None:
    """An edit: rendered and indexed anew, those who passed it on notified, watchers told."""
    if not _exists(fact.subject):
        return
    rendered.keep_posts([fact.subject])
    words.keep(fact.subject)
    told = []
    if not _is_correction(fact):
        boosters = sql.ids(f"SELECT author_id FROM posts_post WHERE boost_of_id = {fact.subject}")
        told = tell(fact, "update", boosters, post_id=fact.subject)
    named = set(_named(fact.subject)) - _told_before(fact.subject, "mention")
    told += tell(fact, "mention", sorted(named), post_id=fact.subject)
    tell_watchers(told)
    announce.post(fact.subject, event="status.update")


def _is_correction(fact: PostRevised) -> bool:
    """Whether those concerned are told of this edit as a correction."""
    query = "SELECT id FROM gate_correction WHERE post_id = %(post)s AND version = %(version)s"
    return bool(sql.ids(query, {"post": fact.subject, "version": fact.version}))


def post_corrected(fact: PostCorrected) -> None:
    """A correction: shown anew; everybody who answered, saved or boosted the post is told."""
    if not _exists(fact.subject):
        return
    rendered.keep_posts([fact.subject])
    concerned = sql.ids(
        f"SELECT author_id FROM posts_post WHERE reply_to_id = {fact.subject}"
        f" UNION SELECT author_id FROM posts_post WHERE boost_of_id = {fact.subject}"
        f" UNION SELECT account_id FROM posts_bookmark WHERE post_id = {fact.subject}"
    )
    tell_watchers(tell(fact, "correction", concerned, post_id=fact.subject))
    announce.post(fact.subject, event="status.update")


def post_reviewed(fact: PostReviewed) -> None:
    """A post earned its badge: shown anew."""
    if _exists(fact.subject):
        rendered.keep_posts([fact.subject])
        announce.post(fact.subject, event="status.update")


def badge_changed(fact: BadgeWithdrawn | BadgeRestored) -> None:
    """A post shows its badge no longer, or again: shown anew."""
    if _exists(fact.subject):
        rendered.keep_posts([fact.subject])
        announce.post(fact.subject, event="status.update")


def link_looked_up(fact: LinkLookedUp) -> None:
    """A link has its preview: rendered anew, watchers told."""
    if _exists(fact.subject):
        rendered.keep_posts([fact.subject])
        announce.post(fact.subject, event="status.update")


def _told_before(post_id: int, kind: str) -> set[int]:
    return set(
        sql.ids(
            "SELECT account_id FROM timelines_notification WHERE post_id = %(post)s AND kind = %(kind)s",
            {"post": post_id, "kind": kind},
        )
    )


def post_withdrawn(fact: PostWithdrawn) -> None:
    """A post deleted: out of the index and conversations, gone from watchers' screens.

    Its notifications went with its row.
    """
    words.forget(fact.subject)
    mend_after_withdrawal()
    announce.gone(fact.subject)


def post_hidden(fact: PostHidden) -> None:
    """A post taken down while a claim is open: out of the index, gone from watchers' screens."""
    words.forget(fact.subject)
    rendered.keep_posts([fact.subject])
    announce.gone(fact.subject)


def post_restored(fact: PostRestored) -> None:
    """A post that is back: rendered and indexed; nobody is told again."""
    with transaction.atomic():
        if _exists(fact.subject):
            rendered.keep_posts([fact.subject])
            words.keep(fact.subject)


def post_favourited(fact: PostFavourited) -> None:
    """A favourite: the author is told."""
    if _exists(fact.subject):
        tell_watchers(tell(fact, "favourite", [fact.author], post_id=fact.subject))


def favourite_undone(fact: FavouriteUndone) -> None:
    """A favourite taken back: so is its notification."""
    take_back("favourite", by=fact.actor, post_id=fact.subject)


def poll_voted(fact: PollVoted) -> None:
    """A vote: whoever watches sees the new counts."""
    announce.post(fact.subject, event="status.update")


def poll_closed(fact: PollClosed) -> None:
    """A poll has ended: its author and its voters are told."""
    voters = sql.ids(
        "SELECT DISTINCT v.account_id FROM posts_pollvote v JOIN posts_poll q ON q.id = v.poll_id"
        f" WHERE q.post_id = {fact.subject}"
    )
    tell_watchers(tell(fact, "poll", [fact.actor, *voters], post_id=fact.subject))
    announce.post(fact.subject, event="status.update")


def followed(fact: Followed) -> None:
    """A new follower: told, and a request that was accepted is taken back."""
    with transaction.atomic():
        take_back("follow_request", by=fact.actor, account=fact.subject)
        told = tell(fact, "follow", [fact.subject])
    tell_watchers(told)
    announce.ties(fact.actor)


def follow_requested(fact: FollowRequested) -> None:
    """Somebody asks to follow a locked account: its owner is told."""
    tell_watchers(tell(fact, "follow_request", [fact.subject]))


def unfollowed(fact: Unfollowed) -> None:
    """A follow or a request has ended: so have the notifications of it."""
    take_back("follow", by=fact.actor, account=fact.subject)
    take_back("follow_request", by=fact.actor, account=fact.subject)
    drop_from_lists(fact.actor, fact.subject)
    announce.ties(fact.actor)


def follow_rejected(fact: FollowRejected) -> None:
    """A request was turned down, or a follower removed."""
    take_back("follow", by=fact.subject, account=fact.actor)
    take_back("follow_request", by=fact.subject, account=fact.actor)
    announce.ties(fact.subject)


def blocked(fact: Blocked) -> None:
    """A block: what the two were told of each other disappears, and open streams learn of it."""
    forget_between(fact.actor, fact.subject)
    announce.ties(fact.actor, fact.subject)


def unblocked(fact: Unblocked) -> None:
    """A block has ended: open streams learn of it."""
    announce.ties(fact.actor, fact.subject)


def account_changed(fact: AccountOpened | ProfileRevised) -> None:
    """A new account, or a changed profile: rendered anew."""
    rendered.keep_accounts([fact.subject])


def listens_anew(fact: AppLetGo | ProfileRevised | AccountClosed) -> None:
    """An account whose tokens, standing or end may have changed: its open streams ask who listens."""
    announce.ties(fact.subject)
