"""Lists: people that somebody reads apart from home."""

from collections.abc import Collection

from django.db import transaction

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.models import Account
from rounds.identity.ties import followed_among
from rounds.timelines import announce, sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.models import List, ListMember
from rounds.timelines.page import Page, bounds, direction, newest_first, size
from rounds.timelines.views import PostView
from rounds.timelines.visible import boost_shows, followed, for_viewer, in_wanted_language, unhidden

REPLIES = ("list", "followed", "none")
SCAN = 4000
LISTS_AT_MOST = 50
TITLE_LENGTH = 120


def list_lists(viewer: Account) -> list[List]:
    """The viewer's lists, by title."""
    return list(List.objects.filter(owner=viewer).order_by("title", "pk"))


def lists_with(viewer: Account, account_id: int) -> list[List]:
    """The viewer's lists on which an account stands."""
    return list(List.objects.filter(owner=viewer, members__account_id=account_id).order_by("title"))


def own_list(viewer: Account, list_id: int) -> List:
    """The viewer's list with this id.

    Errors: NotFound, also for somebody else's.
    """
    found = List.objects.filter(owner=viewer, pk=list_id).first()
    if found is None:
        raise NotFound
    return found


def _title(text: str) -> str:
    title = text.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid(f"A list needs a title of at most {TITLE_LENGTH} characters.", "title")
    return title


def _replies(policy: str) -> str:
    if policy not in REPLIES:
        raise Invalid(f"Replies can be shown for: {', '.join(REPLIES)}.", "replies_policy")
    return policy


def create_list(
    viewer: Account, title: str, *, replies_policy: str = "list", exclusive: bool = False
) -> List:
    """Make an empty list.

    Errors: Invalid for a bad title or policy; Refused past `LISTS_AT_MOST`.
    """
    if List.objects.filter(owner=viewer).count() >= LISTS_AT_MOST:
        raise Refused(f"You have {LISTS_AT_MOST} lists. Delete one first.")
    return List.objects.create(
        owner=viewer,
        title=_title(title),
        replies_policy=_replies(replies_policy),
        exclusive=exclusive,
    )


def revise_list(
    viewer: Account,
    list_id: int,
    *,
    title: str | None = None,
    replies_policy: str | None = None,
    exclusive: bool | None = None,
) -> List:
    """Change a list; what is None stays.

    Errors: NotFound; Invalid as for `create_list`.
    """
    found = own_list(viewer, list_id)
    if title is not None:
        found.title = _title(title)
    if replies_policy is not None:
        found.replies_policy = _replies(replies_policy)
    if exclusive is not None:
        found.exclusive = exclusive
    found.save()
    return found


def delete_list(viewer: Account, list_id: int) -> None:
    """Delete a list; nobody on it learns of that.

    Errors: NotFound.
    """
    own_list(viewer, list_id).delete()
    announce.ties(viewer.pk)


@transaction.atomic
def add_to_list(viewer: Account, list_id: int, account_ids: Collection[int]) -> None:
    """Put people one follows (or oneself) on a list.

    Errors: NotFound for a list that isn't the viewer's or somebody not followed; Invalid for
    somebody who stands on it already.
    """
    found = own_list(viewer, list_id)
    wanted = list(dict.fromkeys(account_ids))
    allowed = followed_among(viewer.pk, wanted) | {viewer.pk}
    if not set(wanted) <= allowed:
        raise NotFound("You can only put people on a list whom you follow.")
    if ListMember.objects.filter(list=found, account_id__in=wanted).exists():
        raise Invalid("This account is on the list already.", "account_ids")
    ListMember.objects.bulk_create(ListMember(list=found, account_id=i) for i in wanted)


def remove_from_list(viewer: Account, list_id: int, account_ids: Collection[int]) -> None:
    """Take people off a list.

    Errors: NotFound for a list that isn't the viewer's.
    """
    ListMember.objects.filter(list=own_list(viewer, list_id), account_id__in=account_ids).delete()


def list_members(viewer: Account, list_id: int, page: Page) -> list[tuple[int, int]]:
    """Who stands on a list: (id to page by, account id), newest first; only those still followed.

    Errors: NotFound.
    """
    found = own_list(viewer, list_id)
    query = (
        "SELECT m.id, m.account_id FROM timelines_listmember m JOIN identity_account a"
        f" ON a.id = m.account_id WHERE m.list_id = {found.pk} AND {bounds(page, 'm.id')}"
        f" AND a.suspended_at IS NULL AND (a.id = %(me)s OR {followed('a.id')}) ORDER BY m.id {direction(page)} LIMIT {size(page)}"
    )
    return sorted(((row[0], row[1]) for row in sql.rows(query, {"me": viewer.pk})), reverse=True)


def drop_from_lists(owner_id: int, account_id: int) -> None:
    """Take an account that is followed no more off its follower's lists."""
    if not followed_among(owner_id, [account_id]):
        ListMember.objects.filter(list__owner_id=owner_id, account_id=account_id).delete()


_REPLY_SHOWS = {
    "none": "(p.reply_to_author_id IS NULL OR p.reply_to_author_id IN (p.author_id, %(me)s))",
    "followed": (
        "(p.reply_to_author_id IS NULL OR p.reply_to_author_id IN (p.author_id, %(me)s)"
        f" OR {followed('p.reply_to_author_id')})"
    ),
    "list": (
        "(p.reply_to_author_id IS NULL OR p.reply_to_author_id IN (p.author_id, %(me)s)"
        " OR p.reply_to_author_id IN (SELECT account_id FROM timelines_listmember"
        " WHERE list_id = %(list)s))"
    ),
}


def _newest_of_members(members: Collection[int], page: Page) -> list[int]:
    """A few pages' worth of the newest ids of each member, merged: bounded by the list's length."""
    found: list[int] = []
    ordered = list(members)
    order, edges = direction(page), bounds(page, "id")
    for start in range(0, len(ordered), 200):
        parts = [
            f"SELECT id FROM (SELECT id FROM posts_post WHERE author_id = {i} AND {edges}"
            f" ORDER BY id {order} LIMIT {size(page) * 3}) s{n}"
            for n, i in enumerate(ordered[start : start + 200])
        ]
        found += sql.ids(" UNION ALL ".join(parts))
    return sorted(found, reverse=not page.upwards)[:SCAN]


def list_timeline(viewer: Account, list_id: int, page: Page | None = None) -> list[PostView]:
    """A page of what the people on a list posted, newest first.

    Errors: NotFound for a list that isn't the viewer's.
    """
    page = page or Page()
    of = own_list(viewer, list_id)
    members = sql.ids(f"SELECT account_id FROM timelines_listmember WHERE list_id = {of.pk}")
    candidates = _newest_of_members(members, page)
    values = for_viewer(viewer) | {"list": of.pk}
    query = (
        "SELECT p.id FROM posts_post p LEFT JOIN identity_follow f"
        " ON f.follower_id = %(me)s AND f.followed_id = p.author_id AND f.accepted"
        f" WHERE p.id IN ({sql.among(candidates)})"
        " AND (f.id IS NOT NULL OR p.author_id = %(me)s) AND p.visibility <= 2"
        f" AND (p.boost_of_id IS NOT NULL OR {_REPLY_SHOWS[of.replies_policy]})"
        " AND (p.boost_of_id IS NULL OR f.show_boosts)"
        f" AND {in_wanted_language('f', 'p')}"
        f" AND {unhidden('p.author_id')} AND {boost_shows('p')}"
        f" ORDER BY p.id {direction(page)} LIMIT {size(page)}"
    )
    return hydrate_posts(viewer, newest_first(sql.ids(query, values)) if candidates else [])
