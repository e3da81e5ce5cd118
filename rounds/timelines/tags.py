"""Hashtags: their timeline, following one, showing one on the profile."""

from collections.abc import Iterable

import msgspec
from django.db import transaction

from rounds.base.errors import Invalid, NotFound
from rounds.base.text import hashtags, normal_tag
from rounds.gate.own_words import check_own_words
from rounds.identity.models import Account
from rounds.posts.tags import tag_named
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.models import FeaturedTag, FollowedTag
from rounds.timelines.page import Page, bounds, direction, newest_first, size
from rounds.timelines.views import PostView
from rounds.timelines.visible import for_viewer, has_media, unhidden, unlimited

SCAN = 4000
FOLLOWED_AT_MOST = 100
FEATURED_AT_MOST = 10


class TagView(msgspec.Struct, frozen=True):
    """A hashtag as one viewer sees it."""

    id: int
    name: str
    shown: str
    following: bool = False
    featuring: bool = False


def _ids_of(names: Iterable[str]) -> dict[str, int]:
    """The ids of tags by normal name; unknown ones are left out."""
    wanted = {f"t{n}": normal_tag(name) for n, name in enumerate(names)}
    if not wanted:
        return {}
    places = ", ".join(f"%({key})s" for key in wanted)
    found = sql.rows(f"SELECT name, id FROM posts_tag WHERE name IN ({places})", wanted)
    return dict(found)


def _carries(tag_ids: Iterable[int]) -> str:
    return (
        "EXISTS (SELECT 1 FROM posts_posttag o WHERE o.post_id = t.post_id"
        f" AND o.tag_id IN ({sql.among(tag_ids)}))"
    )


def _window(tag_id: int, page: Page, n: int) -> str:
    return (
        "SELECT post_id, account_id FROM (SELECT post_id, account_id FROM posts_posttag"
        f" WHERE tag_id = {int(tag_id)} AND public = TRUE AND {bounds(page, 'post_id')}"
        f" ORDER BY post_id {direction(page)} LIMIT {SCAN}) w{n}"
    )


def _conditions(known: dict[str, int], all_: list[str], none: list[str]) -> str | None:
    """What `all_` and `none` ask for; None when a tag everybody must carry is unknown."""
    parts = []
    for name in all_:
        tag_id = known.get(normal_tag(name))
        if tag_id is None:
            return None
        parts.append(_carries([tag_id]))
    if refused := [known[normal_tag(n)] for n in none if normal_tag(n) in known]:
        parts.append(f"NOT {_carries(refused)}")
    return "".join(f" AND {part}" for part in parts)


def tagged_ids(
    viewer: Account | None,
    tag: str,
    page: Page,
    *,
    any_: list[str],
    all_: list[str],
    none: list[str],
    local: bool,
    remote: bool,
    only_media: bool,
) -> list[int]:
    """The ids of a page of the tag's timeline, newest first; a bounded walk of each tag's index."""
    known = _ids_of([tag, *any_, *all_, *none])
    sources = dict.fromkeys(known[n] for n in map(normal_tag, [tag, *any_]) if n in known)
    conditions = _conditions(known, all_, none)
    if not sources or conditions is None:
        return []
    if local or remote:
        of = "p.local" if local else "NOT p.local"
        conditions += f" AND EXISTS (SELECT 1 FROM posts_post p WHERE p.id = t.post_id AND {of})"
    if only_media:
        conditions += f" AND {has_media('t.post_id')}"
    order = direction(page)
    if len(sources) == 1:
        windows = (
            "posts_posttag t WHERE t.public = TRUE AND"
            f" t.tag_id = {next(iter(sources))} AND {bounds(page, 't.post_id')}"
        )
    else:
        union = " UNION ".join(_window(tag_id, page, n) for n, tag_id in enumerate(sources))
        windows = f"({union}) t WHERE 1 = 1"
    query = (
        f"SELECT t.post_id FROM {windows} AND {unhidden('t.account_id')}"
        f" AND {unlimited('t.account_id')}{conditions} ORDER BY t.post_id {order} LIMIT {size(page)}"
    )
    return newest_first(sql.ids(query, for_viewer(viewer)))


def tagged(
    viewer: Account | None,
    tag: str,
    page: Page | None = None,
    *,
    any_: Iterable[str] = (),
    all_: Iterable[str] = (),
    none: Iterable[str] = (),
    local: bool = False,
    remote: bool = False,
    only_media: bool = False,
) -> list[PostView]:
    """The public posts under `tag` (or any of `any_`), with all of `all_` and none of `none`."""
    found = tagged_ids(
        viewer,
        tag,
        page or Page(),
        any_=list(any_)[:4],
        all_=list(all_)[:4],
        none=list(none)[:4],
        local=local,
        remote=remote,
        only_media=only_media,
    )
    return hydrate_posts(viewer, found)


def tag_views(viewer: Account | None, tag_ids: Iterable[int]) -> list[TagView]:
    """The tags of `tag_ids`, in that order."""
    order = list(tag_ids)
    among = sql.among(order)
    query = (
        "SELECT t.id, t.name, t.shown,"
        " EXISTS (SELECT 1 FROM timelines_followedtag f WHERE f.tag_id = t.id"
        " AND f.account_id = %(me)s), EXISTS (SELECT 1 FROM timelines_featuredtag g"
        f" WHERE g.tag_id = t.id AND g.account_id = %(me)s) FROM posts_tag t WHERE t.id IN ({among})"
    )
    found = {
        row[0]: TagView(row[0], row[1], row[2], bool(row[3]), bool(row[4]))
        for row in sql.rows(query, for_viewer(viewer))
    }
    return [found[i] for i in order if i in found]


def tag_view(viewer: Account | None, name: str) -> TagView:
    """The hashtag `name`, whether or not anybody used it yet (its id is then 0)."""
    known = _ids_of([name])
    found = tag_views(viewer, known.values())
    return found[0] if found else TagView(0, normal_tag(name), name.removeprefix("#"))


def _tag(name: str, *, create: bool) -> int:
    """The id of the tag `name`.

    Errors: Invalid when this is no hashtag; NotFound when it is unknown and `create` is off.
    """
    found = hashtags("#" + name.removeprefix("#"))
    if found != [name.removeprefix("#")]:
        raise Invalid(f"'{name[:50]}' is no hashtag. Use letters, digits and underscores.", "name")
    return tag_named(name, create=create).pk


@transaction.atomic
def follow_tag(account: Account, name: str) -> TagView:
    """See public posts under `name` at home, from now on.

    Errors: Invalid for no hashtag, or when `FOLLOWED_AT_MOST` are followed.
    """
    tag_id = _tag(name, create=True)
    mine = FollowedTag.objects.filter(account=account)
    if not mine.filter(tag_id=tag_id).exists():
        if mine.count() >= FOLLOWED_AT_MOST:
            raise Invalid(f"You follow {FOLLOWED_AT_MOST} hashtags. Unfollow one first.")
        FollowedTag.objects.get_or_create(account=account, tag_id=tag_id)
    return tag_views(account, [tag_id])[0]


def unfollow_tag(account: Account, name: str) -> TagView:
    """No longer see posts under `name` at home."""
    FollowedTag.objects.filter(account=account, tag__name=normal_tag(name)).delete()
    return tag_view(account, name)


def followed_tags(account: Account, page: Page | None = None) -> list[tuple[int, TagView]]:
    """The tags `account` follows, newest first, each with the id to page by."""
    page = page or Page(limit=100)
    query = (
        f"SELECT id, tag_id FROM timelines_followedtag WHERE account_id = {account.id}"
        f" AND {bounds(page, 'id')} ORDER BY id {direction(page)} LIMIT {size(page)}"
    )
    rows = sorted(sql.rows(query), reverse=True)
    views = {view.id: view for view in tag_views(account, [row[1] for row in rows])}
    return [(row[0], views[row[1]]) for row in rows]


class FeaturedTagView(msgspec.Struct, frozen=True):
    """A tag on somebody's profile: how many of their public posts carry it, and the last day."""

    id: int
    name: str
    shown: str
    posts_count: int
    last_post_day: str | None


def featured_tags(account: Account) -> list[FeaturedTagView]:
    """The tags that `account` shows on its profile."""
    query = (
        "SELECT f.id, t.name, t.shown, COUNT(p.id), MAX(p.created_at) FROM timelines_featuredtag f"
        " JOIN posts_tag t ON t.id = f.tag_id"
        " LEFT JOIN posts_posttag u ON u.tag_id = f.tag_id AND u.public AND u.account_id = f.account_id"
        " LEFT JOIN posts_post p ON p.id = u.post_id"
        f" WHERE f.account_id = {account.id} GROUP BY f.id, t.name, t.shown ORDER BY f.id"
    )
    return [
        FeaturedTagView(i, name, shown, count, str(last)[:10] if last else None)
        for i, name, shown, count, last in sql.rows(query)
    ]


@transaction.atomic
def feature_tag(account: Account, name: str) -> FeaturedTagView:
    """Show the tag on the profile.

    Errors: Invalid for no hashtag, or when `FEATURED_AT_MOST` are shown; as Recognisable for the number
    of a patient.
    """
    check_own_words(account, {"name": name})
    tag_id = _tag(name, create=True)
    mine = FeaturedTag.objects.filter(account=account)
    if not mine.filter(tag_id=tag_id).exists():
        if mine.count() >= FEATURED_AT_MOST:
            raise Invalid(f"Your profile shows {FEATURED_AT_MOST} hashtags. Remove one first.")
        FeaturedTag.objects.get_or_create(account=account, tag_id=tag_id)
    row_id = mine.get(tag_id=tag_id).pk
    return next(view for view in featured_tags(account) if view.id == row_id)


def unfeature_tag(account: Account, featured_id: int) -> None:
    """Take the tag off the profile.

    Errors: NotFound, also for somebody else's.
    """
    if not FeaturedTag.objects.filter(account=account, pk=featured_id).delete()[0]:
        raise NotFound


def unfeature_tag_named(account: Account, name: str) -> TagView:
    """Take the tag called `name` off the profile."""
    FeaturedTag.objects.filter(account=account, tag__name=normal_tag(name)).delete()
    return tag_view(account, name)


def often_used_tags(account: Account, limit: int = 10) -> list[TagView]:
    """The tags `account` used most and does not show yet: suggestions for the profile."""
    query = (
        "SELECT u.tag_id FROM posts_posttag u WHERE u.public AND u.post_id IN"
        f" (SELECT id FROM posts_post WHERE author_id = {account.id} ORDER BY id DESC LIMIT 1000)"
        " AND NOT EXISTS (SELECT 1 FROM timelines_featuredtag f WHERE f.tag_id = u.tag_id"
        f" AND f.account_id = {account.id})"
        f" GROUP BY u.tag_id ORDER BY COUNT(*) DESC, u.tag_id LIMIT {int(limit)}"
    )
    return tag_views(account, sql.ids(query))
