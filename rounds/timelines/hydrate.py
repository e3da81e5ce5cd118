"""Hydrate: from ids to views, for one viewer, in a fixed number of reads whatever the number.

The reads: the posts (with the posts they pass on or quote: at most three waves), their authors,
and, for somebody signed in, one union of all that concerns the viewer, and their filters if there
are any. Text comes prerendered; what was never rendered is made here, in a fixed number of reads
too, and remembered. Every list of posts on every door goes through here, so this is also where a
post is left out for somebody who may not read it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from rounds.base import clock
from rounds.identity.models import Account
from rounds.posts.models import Visibility
from rounds.timelines import sql
from rounds.timelines.bodies import as_seen_by
from rounds.timelines.filters import Filters, filters_of
from rounds.timelines.flags import Flags, no_flags, read_flags
from rounds.timelines.parts import OptionView, PollView
from rounds.timelines.render import (
    VISIBILITY_WORDS,
    missing_of,
    render_accounts,
    render_posts,
)
from rounds.timelines.views import AccountView, PostView

_COLUMNS = (
    "p.id, p.author_id, p.visibility, p.version, p.boost_of_id, p.quote_of_id, p.quoted,"
    " p.reply_to_id, p.reply_to_author_id, p.thread, p.uri,"
    f" {sql.text_of('p.created_at')}, {sql.text_of('p.edited_at')},"
    " p.replies_count, p.boosts_count, p.favourites_count, p.quotes_count, r.version, r.core,"
    " q.id, q.options, q.counts, q.voters_count, q.multiple, q.hide_totals, q.expires_at, q.closed"
)
_FROM = (
    " FROM posts_post p LEFT JOIN timelines_renderedpost r ON r.post_id = p.id"
    " LEFT JOIN posts_poll q ON q.post_id = p.id WHERE p.id IN "
)


class _Row(msgspec.Struct, array_like=True, gc=False):
    """One row of `_COLUMNS`."""

    id: int
    author: int
    visibility: int
    version: int
    boost_of: int | None
    quote_of: int | None
    quoted: Any
    reply_to: int | None
    reply_to_author: int | None
    thread: int
    uri: str
    created_at: Any
    edited_at: Any
    replies: int
    boosts: int
    favourites: int
    quotes: int
    kept_version: int | None
    kept: str | None
    poll: int | None
    options: Any
    counts: Any
    voters: int
    multiple: Any
    hide_totals: Any
    expires_at: Any
    closed: Any


class _Page(msgspec.Struct):
    """All that was read for one page."""

    rows: dict[int, _Row]
    bodies: dict[int, str]
    accounts: dict[int, AccountView]
    flags: Flags
    filters: Filters
    me: int
    leave_out_muted: bool = False


def _read_posts(ids: Collection[int]) -> dict[int, _Row]:
    """The rows of `ids` and of what they boost or quote: a boost of a quote is three waves."""
    found: dict[int, _Row] = {}
    wanted: set[int] = set(ids)
    query = f"SELECT {_COLUMNS}{_FROM}({sql.listed('ids')})"
    for _ in range(3):
        if not wanted:
            break
        wave = [_Row(*row) for row in sql.rows(query, {"ids": sql.packed(wanted)})]
        found.update((row.id, row) for row in wave)
        targets = {t for row in wave for t in (row.boost_of, row.quote_of) if t}
        wanted = targets - found.keys()
    return found


def _read_accounts(ids: Collection[int]) -> dict[int, AccountView]:
    query = (
        "SELECT a.id, a.username, a.domain, a.version, a.followers_count, a.following_count,"
        f" a.posts_count, {sql.text_of('a.last_post_at')}, a.suspended_at IS NOT NULL,"
        " a.limited_at IS NOT NULL, r.version, r.core"
        " FROM identity_account a LEFT JOIN timelines_renderedaccount r ON r.account_id = a.id"
        f" WHERE a.id IN ({sql.listed('ids')})"
    )
    rows = sql.rows(query, {"ids": sql.packed(ids)})
    bodies, missing = missing_of("account", ((r[0], r[3], r[10], r[11]) for r in rows))
    bodies.update((i, body) for i, (_, body) in render_accounts(missing).items())
    return {
        r[0]: AccountView(
            id=r[0],
            username=r[1],
            domain=r[2],
            packed=bodies[r[0]],
            followers_count=r[4],
            following_count=r[5],
            posts_count=r[6],
            last_post_day=r[7][:10] if r[7] else None,
            suspended=bool(r[8]),
            limited=bool(r[9]),
        )
        for r in rows
    }


def _read(
    viewer: Account | None,
    ids: Collection[int],
    *,
    leave_out_muted: bool = False,
    people: Iterable[int] = (),
) -> _Page:
    """All that a page of posts needs, with the accounts `people` beside their authors."""
    rows = _read_posts(ids)
    texts = [row for row in rows.values() if row.boost_of is None]
    bodies, missing = missing_of("post", ((r.id, r.version, r.kept_version, r.kept) for r in texts))
    bodies.update((i, body) for i, (_, body) in render_posts(missing).items())
    authors = {row.author for row in rows.values()}
    flags = no_flags()
    if viewer is not None and rows:
        threads = {row.thread for row in rows.values()}
        polls = [row.poll for row in texts if row.poll]
        shut = [row.id for row in rows.values() if row.visibility > Visibility.UNLISTED]
        flags = read_flags(viewer.id, rows, authors, shut=shut, threads=threads, polls=polls)
    return _Page(
        rows=rows,
        bodies=bodies,
        accounts=_read_accounts(authors.union(people)),
        flags=flags,
        filters=filters_of(viewer.id) if viewer is not None and flags.has_filters else Filters(()),
        me=viewer.id if viewer is not None else 0,
        leave_out_muted=leave_out_muted,
    )


def _may_read(page: _Page, row: _Row) -> bool:
    flags = page.flags
    if row.author == page.me:
        return True
    if row.author in flags.blocked or page.accounts[row.author].suspended:
        return False
    if page.leave_out_muted and (row.author in flags.muted or row.author in flags.blocked_domains):
        return False
    if row.visibility <= Visibility.UNLISTED or row.id in flags.named_in:
        return True
    return row.visibility == Visibility.FOLLOWERS and row.author in flags.followed


def _list(value: Any) -> list[Any]:
    found: list[Any] = msgspec.json.decode(value) if isinstance(value, str | bytes) else value
    return found


def _poll(page: _Page, row: _Row, poll_id: int) -> PollView:
    expires_at = sql.moment(row.expires_at)
    expired = bool(row.closed) or (expires_at is not None and expires_at <= clock.now())
    options, counts = _list(row.options), _list(row.counts)
    own = tuple(sorted(page.flags.votes.get(poll_id, ())))
    hidden = bool(row.hide_totals) and not expired
    total = sum(counts)
    views = tuple(
        OptionView(
            title=title,
            votes=None if hidden else count,
            share=round(100 * count / total) if total and not hidden else 0,
            chosen=index in own,
        )
        for index, (title, count) in enumerate(zip(options, counts, strict=False))
    )
    return PollView(
        id=poll_id,
        options=views,
        votes_count=total,
        voters_count=row.voters,
        multiple=bool(row.multiple),
        expires_at=expires_at,
        expired=expired,
        voted=bool(own) or row.author == page.me,
        own_votes=own,
        totals_hidden=hidden,
    )


def _quote(page: _Page, row: _Row, *, nested: bool) -> PostView | None:
    target = page.rows.get(row.quote_of or 0) if not nested else None
    if target is None or target.author in page.flags.muted or not _may_read(page, target):
        return None
    return _view(page, target, nested=True)


def _view(page: _Page, row: _Row, *, nested: bool = False) -> PostView:
    flags = page.flags
    body = page.bodies.get(row.id, "")
    mine = row.author == page.me
    return PostView(
        id=row.id,
        account=page.accounts[row.author],
        packed=body,
        created_stamp=sql.stamp(row.created_at),
        edited_stamp=sql.stamp(row.edited_at) if row.edited_at else None,
        visibility=row.visibility,
        uri=row.uri,
        reply_to=row.reply_to,
        reply_to_author=row.reply_to_author,
        thread=row.thread,
        boost_of=row.boost_of,
        quote=_quote(page, row, nested=nested) if row.quote_of else None,
        quote_of=row.quote_of,
        is_quote=bool(row.quoted),
        replies_count=row.replies,
        boosts_count=row.boosts,
        favourites_count=row.favourites,
        quotes_count=row.quotes,
        favourited=row.id in flags.favourited,
        boosted_by_me=row.id in flags.boosted,
        bookmarked=row.id in flags.bookmarked,
        pinned=row.id in flags.pinned,
        muted=row.thread in flags.quiet_threads,
        filtered=page.filters.hits(row.id, body) if page.filters.rules and not mine else (),
        poll=_poll(page, row, row.poll) if row.poll else None,
    )


def _shown(page: _Page, post_id: int) -> PostView | None:
    row = page.rows.get(post_id)
    if row is None or not _may_read(page, row):
        return None
    if row.boost_of is None:
        return _view(page, row)
    target = page.rows.get(row.boost_of)
    if target is None or not _may_read(page, target):
        return None
    view = _view(page, row)
    view.boosted = _view(page, target)
    view.packed = view.boosted.packed
    if row.visibility != target.visibility:
        word = VISIBILITY_WORDS[Visibility(row.visibility)]
        view.packed = as_seen_by(view.packed, word)
    return view


def hydrate_posts(
    viewer: Account | None, ids: Iterable[int], *, leave_out_muted: bool = False
) -> list[PostView]:
    """The posts of `ids` as `viewer` sees them, in that order; what they may not read is left out.

    Somebody blocked either way or suspended disappears; somebody muted only where asked, since a
    profile that one opens on purpose is shown.
    """
    order = list(ids)
    if not order:
        return []
    page = _read(viewer, order, leave_out_muted=leave_out_muted)
    return [view for view in (_shown(page, i) for i in order) if view is not None]


def hydrate_post(viewer: Account | None, post_id: int) -> PostView | None:
    """One post as `viewer` sees it, or None when there is none for them."""
    return next(iter(hydrate_posts(viewer, (post_id,))), None)


def hydrate_accounts(viewer: Account | None, ids: Iterable[int]) -> list[AccountView]:
    """The accounts of `ids`, in that order; unknown ones are left out.

    `viewer` is there for what only some may see later; today everybody sees the same.
    """
    order = list(ids)
    found = _read_accounts(order) if order else {}
    return [found[i] for i in order if i in found]


def hydrate_account(viewer: Account | None, account_id: int) -> AccountView | None:
    """One account, or None."""
    return next(iter(hydrate_accounts(viewer, (account_id,))), None)


def account_views(ids: Iterable[int]) -> Mapping[int, AccountView]:
    """Accounts by id, for lists that show people beside other things."""
    return {view.id: view for view in hydrate_accounts(None, ids)}


def posts_and_people(
    viewer: Account | None, posts: Collection[int], people: Collection[int]
) -> tuple[dict[int, PostView], dict[int, AccountView]]:
    """Posts and accounts by id, read together: for a list that shows both side by side."""
    page = _read(viewer, posts, people=people)
    views = {i: view for i in posts if (view := _shown(page, i)) is not None}
    return views, page.accounts


def views_by_id(viewer: Account | None, ids: Sequence[int]) -> dict[int, PostView]:
    """Posts by id, for lists that show posts beside other things."""
    return {view.id: view for view in hydrate_posts(viewer, ids)}
