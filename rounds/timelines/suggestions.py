"""Suggestions: whom one might follow, each with the reason.

Never by number of followers. First people whom several of those one follows follow; then people with
a specialty in common; then people who wrote under hashtags one follows. Source: mission P7.
"""

import msgspec
from django.db import transaction

from rounds.base.errors import NotFound
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id
from rounds.timelines import sql
from rounds.timelines.hydrate import account_views
from rounds.timelines.models import HiddenSuggestion
from rounds.timelines.views import AccountView
from rounds.timelines.visible import for_viewer, unhidden

_SCAN = 2000


class Suggestion(msgspec.Struct, frozen=True):
    """Somebody to follow, and why in words; `source` is Mastodon's word for it."""

    account: AccountView
    why: str
    source: str


_OPEN = (
    "a.discoverable AND a.suspended_at IS NULL AND a.limited_at IS NULL AND a.id <> %(me)s"
    " AND NOT EXISTS (SELECT 1 FROM identity_follow mine WHERE mine.follower_id = %(me)s"
    " AND mine.followed_id = a.id) AND NOT EXISTS (SELECT 1 FROM timelines_hiddensuggestion h"
    f" WHERE h.account_id = %(me)s AND h.target_id = a.id) AND {unhidden('a.id')}"
)

_FRIENDS_OF_FRIENDS = (
    "SELECT a.id, COUNT(*) FROM (SELECT theirs.followed_id FROM identity_follow mine"
    " JOIN identity_follow theirs ON theirs.follower_id = mine.followed_id AND theirs.accepted"
    " JOIN identity_account through ON through.id = mine.followed_id AND NOT through.hides_network"
    f" WHERE mine.follower_id = %(me)s AND mine.accepted ORDER BY theirs.id DESC LIMIT {_SCAN}) t"
    f" JOIN identity_account a ON a.id = t.followed_id WHERE {_OPEN}"
    " GROUP BY a.id ORDER BY COUNT(*) DESC, a.id LIMIT {limit}"
)

_SAME_TAGS = (
    "SELECT a.id, COUNT(DISTINCT t.tag_id) FROM (SELECT u.account_id, u.tag_id FROM posts_posttag u"
    " WHERE u.public AND u.tag_id IN (SELECT tag_id FROM timelines_followedtag"
    f" WHERE account_id = %(me)s) ORDER BY u.post_id DESC LIMIT {_SCAN}) t"
    f" JOIN identity_account a ON a.id = t.account_id WHERE {_OPEN}"
    " GROUP BY a.id ORDER BY COUNT(DISTINCT t.tag_id) DESC, a.id LIMIT {limit}"
)

_LAST_ACTIVE = (
    "SELECT a.id, CAST(a.specialties AS TEXT) FROM identity_account a"
    f" WHERE a.domain = '' AND a.last_post_at IS NOT NULL AND {_OPEN}"
    " ORDER BY a.last_post_at DESC LIMIT 200"
)


def _with_specialty(viewer: Account, values: dict[str, object]) -> list[tuple[int, str]]:
    mine = set(viewer.specialties)
    if not mine:
        return []
    found = []
    for account_id, specialties in sql.rows(_LAST_ACTIVE, values):
        if shared := sorted(mine & set(msgspec.json.decode(specialties))):
            found.append((account_id, f"Also in {shared[0]}"))
    return found


def suggestions(viewer: Account, limit: int = 40) -> list[Suggestion]:
    """At most `limit` people `viewer` might follow, each once, each with the reason."""
    values: dict[str, object] = for_viewer(viewer)
    reasons: dict[int, tuple[str, str]] = {}
    for account_id, count in sql.rows(_FRIENDS_OF_FRIENDS.format(limit=int(limit)), values):
        people = "one person" if count == 1 else f"{count} people"
        reasons.setdefault(account_id, (f"Followed by {people} you follow", "friends_of_friends"))
    for account_id, why in _with_specialty(viewer, values):
        reasons.setdefault(account_id, (why, "similar_to_recently_followed"))
    for account_id, count in sql.rows(_SAME_TAGS.format(limit=int(limit)), values):
        tags = "a hashtag" if count == 1 else f"{count} hashtags"
        reasons.setdefault(account_id, (f"Writes under {tags} you follow", "featured"))
    chosen = list(reasons)[:limit]
    views = account_views(chosen)
    return [Suggestion(views[i], *reasons[i]) for i in chosen if i in views]


@transaction.atomic
def hide_suggestion(viewer: Account, account_id: int) -> None:
    """Never suggest this account to `viewer` again.

    Errors: NotFound for an unknown account.
    """
    target = account_by_id(account_id)
    if target.pk == viewer.pk:
        raise NotFound
    HiddenSuggestion.objects.get_or_create(account=viewer, target=target)
