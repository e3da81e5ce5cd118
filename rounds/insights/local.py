"""A gathering held here as frames: what was collected, as it stood when it was said.

Roles, credentials and audiences are those frozen beside each post, so that a report made a year
later counts the people of that evening. Favourites and boosts are those kept when a report of this
version was first made. Names, handles and countries are today's, because people
may change how they wish to be called. A withdrawn, hidden or withheld post keeps its place in every
count; its words are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow

from rounds.gatherings import queries
from rounds.gatherings.belongs import text_of
from rounds.gatherings.liked import Counts, counts_of_version
from rounds.gatherings.models import CollectedPost, Gathering, Kind
from rounds.gatherings.transcript import Gap, gap_of
from rounds.identity.models import Account
from rounds.identity.queries import accounts_by_id
from rounds.insights.sources import (
    AUDIENCE,
    PEOPLE,
    POSTS,
    Frames,
    KeptBack,
    Provenance,
    arrow_schema,
    frames_from_tables,
    ibis_schema,
    settled,
)
from rounds.ledger.audiences import thaw
from rounds.posts.models import Post
from rounds.posts.queries import open_posts, url_of

GONE = "somebody who left"
FRAME = {Kind.PROMPT, Kind.HOST}
"""The chat's own posts: threaded below each other for apps, but answers to nobody."""


def frames_of(gathering: Gathering) -> Frames:
    """The gathering's posts, people and audiences, and what its report may say of them."""
    rows = queries.collected(gathering)
    prompts = {prompt.pk: prompt for prompt in queries.shown_prompts(gathering)}
    posts = {post.pk: post for post in open_posts(row.post_id for row in rows)}
    numbers = {key: prompt.number for key, prompt in prompts.items()}
    today = {key: (post.favourites_count, post.boosts_count) for key, post in posts.items()}
    liked = counts_of_version(gathering, today)
    frames = frames_from_tables(
        _table(POSTS, (_post(row, posts.get(row.post_id), numbers, liked) for row in rows)),
        _table(PEOPLE, _people(rows, posts.values())),
        None,
        Provenance(
            kind="local",
            title=gathering.title,
            tag=gathering.tag,
            rows_read=len(rows),
            organiser=gathering.host.handle,
            prompts={prompt.number: prompt.text for prompt in prompts.values()},
            kept_back=_kept_back(rows),
            closed_at=gathering.closed_at and _utc(gathering.closed_at),
        ),
    )
    return replace(frames, audience=_audience(frames, rows))


def _kept_back(rows: Sequence[CollectedPost]) -> KeptBack:
    """How often posts were kept back after a takedown notice, and came back."""
    now = [row for row in rows if row.withheld_at is not None]
    ever = sum(row.withheld_times for row in rows)
    standing = sum(row.withdrawn_at is None for row in now)
    return KeptBack(standing, ever, ever - len(now))


def _table(columns: Any, rows: Iterable[Mapping[str, Any]]) -> pyarrow.Table:
    return pyarrow.Table.from_pylist(list(rows), schema=arrow_schema(columns))


def _post(
    row: CollectedPost, post: Post | None, numbers: Mapping[int, int], liked: Counts
) -> dict[str, Any]:
    """One row; a post that is gone is known by what was frozen when it was collected."""
    quotable = post is not None and gap_of(row) is Gap.NONE
    words = text_of(post) if post is not None and quotable and row.kind != Kind.BOOST else None
    answers = row.kind not in FRAME
    favourites, boosts = (0, 0) if post is None else liked.get(row.post_id, (0, 0))
    return {
        "post_id": str(row.post_id),
        "author_id": str(row.author_id),
        "created_at": _utc(row.posted_at),
        "kind": _kind(row, post),
        "reply_to_post": _id(row.reply_to) if answers else None,
        "reply_to_author": _id(row.reply_to_author) if answers else None,
        "boost_of": _id(row.boost_of),
        "boost_of_author": None,
        "mentions": [] if post is None else sorted(str(m.account_id) for m in post.mentions.all()),
        "tags": [] if post is None else sorted(use.tag.name for use in post.tags.all()),
        "prompt": numbers.get(row.prompt_id or 0) if row.kind != Kind.PROMPT else None,
        "favourites": favourites,
        "boosts": boosts,
        "language": None if post is None else post.language or None,
        "text": words,
        "url": url_of(post) if post is not None and quotable else None,
        "deleted": row.withdrawn_at is not None,
        "framing": row.kind in FRAME,
        "labels": [] if post is None else _labels(post),
    }


def _labels(post: Post) -> list[str]:
    """What stands beside a quote as it stands under the post."""
    paid = f"Sponsored by {post.sponsored_by}" if post.sponsored_by else ""
    return list(filter(None, ("Industry" if post.industry else "", paid)))


def _kind(row: CollectedPost, post: Post | None) -> str:
    """Prompts and the hosts' words of welcome are posts like any other."""
    if row.boost_of is not None:
        return "boost"
    if row.kind not in FRAME and (row.reply_to or row.reply_to_author):
        return "reply"
    return "quote" if post is not None and post.quote_of_id else "original"


def _people(rows: Sequence[CollectedPost], posts: Iterable[Post]) -> list[dict[str, Any]]:
    """Authors, and whoever is answered or named: each with the role of their newest post here."""
    roles = {row.author_id: row.author_role for row in rows}
    lines = {post.author_id: post.credential_line for post in posts}
    wanted = {*roles, *(row.reply_to_author for row in rows if row.reply_to_author)}
    known = accounts_by_id(wanted)
    return [_person(key, known.get(key), roles.get(key), lines.get(key)) for key in sorted(wanted)]


def _person(
    key: int, account: Account | None, role: str | None, credential: str | None
) -> dict[str, Any]:
    return {
        "author_id": str(key),
        "handle": GONE if account is None else account.handle,
        "name": None if account is None else account.shown_name,
        "role": role,
        "bio": None,
        "location": None,
        "country": (account.country or None) if account is not None else None,
        "followers": None if account is None else account.followers_count,
        "credential": credential or None,
    }


def _audience(frames: Frames, rows: Sequence[CollectedPost]) -> Any:
    """Who each post was delivered to: posts and frozen audiences joined in the engine, because
    many posts share one audience."""
    frozen = thaw(row.audience for row in rows)
    reached = pyarrow.table(
        {
            "digest": pyarrow.array([row.audience for row in rows], pyarrow.string()),
            "post_id": pyarrow.array([str(row.post_id) for row in rows], pyarrow.string()),
        }
    )
    members = pyarrow.table(
        {
            "digest": pyarrow.array(
                [digest for digest, ids in frozen.items() for _ in ids], pyarrow.string()
            ),
            "person_id": pyarrow.array(
                [key for ids in frozen.values() for key in ids], pyarrow.int64()
            ),
        }
    )
    frames.engine.con.register("reached", reached)
    frames.engine.con.register("members", members)
    joined = frames.engine.table("reached").inner_join(frames.engine.table("members"), "digest")
    declared = joined.select(list(ibis_schema(AUDIENCE))).cast(ibis_schema(AUDIENCE))
    return settled(frames.engine, "audience", declared)


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
