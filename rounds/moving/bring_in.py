"""Bring in: read an archive's posts, oldest first, and hand each to the gate.

It can be stopped anywhere and taken up again: what came in is known by its addresses.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.conf import settings

from rounds.base.errors import Invalid
from rounds.base.ids import parse_id
from rounds.gate.bring_drafts import bring_in_drafts
from rounds.gate.bring_in import Became, bring_in, bring_in_boost, known_among, once_known_among
from rounds.gate.came import Came
from rounds.identity.models import Account
from rounds.moving.opened import MB, MOST_JSON, Opened
from rounds.moving.portrait import bring_in_portrait
from rounds.moving.ties import Here, Tied, Why, addresses, tie
from rounds.moving.vocabulary import LONGEST_URI, BoostIn, PictureIn, PostIn, boost_in, post_in
from rounds.posts.attach import MOST_PICTURES
from rounds.posts.counts import ids_by
from rounds.posts.known import Known, known_to
from rounds.posts.media import LONGEST_DESCRIPTION, upload
from rounds.trust.takedown import claimed_among

MOST_POSTS = 100_000
MOST_NAMED = 500
_NO_OUTBOX = (
    "There is no outbox.json in this archive, or it can't be read: no posts to bring in. Send the "
    "archive as your server made it."
)
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What became of an archive's posts and boosts; `left_out` are activities that are neither.

    `named` says of each thing that was not taken in as it was why, and its address.
    """

    posts: int = 0
    total: int = 0
    published: int = 0
    drafts: int = 0
    known: int = 0
    refused: int = 0
    claimed: int = 0
    left_out: int = 0
    boosts: int = 0
    boosts_left_out: int = 0
    answers_alone: int = 0
    quotes_alone: int = 0
    pictures: int = 0
    pictures_left_out: int = 0
    versions_left_out: int = 0
    portraits: int = 0
    kept_drafts: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)

    def name(self, why: str, address: str) -> None:
        """Name one thing that was not taken in as it was, once, while there is room."""
        if len(self.named) < MOST_NAMED and (why, address) not in self.named:
            self.named.append((why, address))


@dataclass(slots=True)
class _Import:
    account: Account
    archive: Opened
    report: Report = field(default_factory=Report)
    here: dict[str, int] = field(default_factory=dict)
    mine: set[str] = field(default_factory=set)


def _inside(names: list[str]) -> str:
    """The folder of the archive in which its outbox stands; some tools pack one folder deep."""
    found = sorted((n for n in names if n.rpartition("/")[2] == "outbox.json"), key=len)
    if not found or found[0].count("/") > 1:
        raise Invalid(_NO_OUTBOX, "file")
    return found[0].removesuffix("outbox.json")


def _document(archive: Opened, name: str) -> Any:
    data = archive.read(name, MOST_JSON)
    try:
        return msgspec.json.decode(data) if data else None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _followers(archive: Opened, folder: str) -> str:
    actor = _document(archive, f"{folder}actor.json")
    followers = actor.get("followers") if isinstance(actor, dict) else ""
    return followers if isinstance(followers, str) and followers else " "


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive's outbox holds: posts and boosts, oldest first, and what is neither."""

    posts: list[PostIn]
    boosts: list[BoostIn]
    others: list[str]


def _address(activity: object) -> str:
    """By what an activity that can't be read is named."""
    found = activity.get("id") if isinstance(activity, dict) else None
    return found[:LONGEST_URI] if isinstance(found, str) else ""


def posts_in(archive: Opened) -> Contents:
    """The posts and boosts of an archive.

    Errors: Invalid (field 'file') for one without a readable outbox, or with too many posts.
    """
    folder = _inside(archive.names())
    outbox = _document(archive, f"{folder}outbox.json")
    items = outbox.get("orderedItems") if isinstance(outbox, dict) else None
    if not isinstance(items, list):
        raise Invalid(_NO_OUTBOX, "file")
    if len(items) > MOST_POSTS:
        raise Invalid(f"This archive holds more than {MOST_POSTS:,} posts. It is refused.", "file")
    followers = _followers(archive, folder)
    found = Contents([], [], [])
    for item in items:
        if (post := post_in(item, followers)) is not None:
            found.posts.append(post)
        elif (boost := boost_in(item, followers)) is not None:
            found.boosts.append(boost)
        else:
            found.others.append(_address(item))
    found.posts.sort(key=lambda post: (post.elsewhere.written_at, len(post.uris[0]), post.uris[0]))
    found.boosts.sort(key=lambda boost: (boost.at, boost.of))
    return found


def _own_ids(account: Account, uris: list[str]) -> dict[str, int]:
    """The ids in those of `uris` that are addresses of `account`'s posts here, there or not."""
    prefix = f"{settings.BASE_URL}/@{account.username}/"
    ids = {uri: parse_id(uri.removeprefix(prefix)) for uri in uris if uri.startswith(prefix)}
    return {uri: pk for uri, pk in ids.items() if pk}


def _own_here(account: Account, uris: list[str]) -> dict[str, int]:
    """Those of `uris` that are posts of `account` written here and still here."""
    ids = _own_ids(account, uris)
    there = ids_by(account, set(ids.values()))
    return {uri: pk for uri, pk in ids.items() if pk in there}


def _claimed(account: Account, uris: list[str]) -> set[str]:
    """Those of `uris` whose post here somebody claims: deleting it doesn't let it in again."""
    ids = once_known_among(account, uris) | _own_ids(account, uris)
    claimed = claimed_among(ids.values())
    return {uri for uri, pk in ids.items() if pk in claimed}


def _picture_data(one: _Import, picture: PictureIn) -> bytes | None:
    """The bytes of a picture, wherever the archive's folder begins."""
    most = settings.ROUNDS.max_media_mb * MB
    folder = _inside(one.archive.names())
    for name in (picture.path, f"{folder}{picture.path}"):
        if data := one.archive.read(name, most):
            return data
    tail = picture.path[picture.path.find("media_attachments") :]
    return one.archive.read(f"{folder}{tail}", most)


def _uploaded(one: _Import, pictures: tuple[PictureIn, ...]) -> tuple[int, ...]:
    """The pictures, written anew and private until a post takes them; unusable ones are counted."""
    ids: list[int] = []
    for picture in pictures:
        data = _picture_data(one, picture) if len(ids) < MOST_PICTURES else None
        try:
            if data is None:
                raise Invalid("There is no such picture.", "file")
            words = picture.description[:LONGEST_DESCRIPTION]
            ids.append(upload(one.account, data, description=words, focus=picture.focus).pk)
        except Invalid:
            one.report.pictures_left_out += 1
    one.report.pictures += len(ids)
    return tuple(ids)


def _bring_in_one(one: _Import, post: PostIn, known: Mapping[str, Known]) -> None:
    tied = tie(post, Here(one.here, known, one.mine))
    media = _uploaded(one, post.pictures)
    draft, alone = (msgspec.structs.replace(d, media=media) for d in (tied.draft, tied.alone))
    came = Came(elsewhere=post.elsewhere, uris=post.uris)
    done = bring_in(one.account, draft, came, alone=alone, seals=post.confirmed)
    if done.became in {Became.PUBLISHED, Became.DRAFT}:
        _name_ties(one.report, tied)
    one.report.versions_left_out += done.versions_left_out
    match done.became:
        case Became.PUBLISHED:
            one.report.published += 1
        case Became.DRAFT:
            one.report.drafts += 1
        case Became.KNOWN:
            one.report.known += 1
        case Became.REFUSED:
            one.report.refused += 1
            one.report.name(Why.POST_REFUSED, post.uris[0])
    if done.post_id:
        one.here |= dict.fromkeys(post.uris, done.post_id)


def _name_ties(report: Report, tied: Tied) -> None:
    for why, address in tied.left_out:
        report.name(why, address)
        if why in {Why.ANSWER_ELSEWHERE, Why.ANSWER_OWN}:
            report.answers_alone += 1
        else:
            report.quotes_alone += 1


def _bring_in_boosts(one: _Import, boosts: list[BoostIn]) -> Iterator[Report]:
    """Pass on again what is here, after the posts: one may have passed on one's own."""
    for start in range(0, len(boosts), 500):
        several = boosts[start : start + 500]
        own = known_among(one.account, addresses([], several))
        known = known_to(one.account, addresses([], several))
        for boost in several:
            found = known.get(boost.of)
            post_id = one.here.get(boost.of) or own.get(boost.of) or (found.id if found else None)
            became = post_id and bring_in_boost(one.account, post_id, boost.at, boost.visibility)
            if became == Became.PUBLISHED:
                one.report.boosts += 1
            elif became != Became.KNOWN:
                one.report.boosts_left_out += 1
                one.report.name(Why.BOOST_NARROW if post_id else Why.BOOST_ELSEWHERE, boost.of)
            yield one.report


def bring_in_posts(account: Account, archive: Opened) -> Iterator[Report]:
    """Bring the posts and boosts of `archive` in, one by one; gives the report after each.

    Errors: Invalid (field 'file') as `posts_in`; Refused for a suspended author.
    """
    contents, one = posts_in(archive), _Import(account, archive)
    posts = contents.posts
    folder = _inside(archive.names())
    actor = _document(archive, f"{folder}actor.json")
    held = _document(archive, f"{folder}rounds.json")
    drafts = held.get("drafts") if isinstance(held, dict) else None
    one.report.kept_drafts = bring_in_drafts(account, drafts)
    one.report.portraits = bring_in_portrait(account, archive, folder, actor)
    one.mine = {uri for post in posts for uri in post.uris}
    one.report.posts, one.report.left_out = len(posts), len(contents.others)
    one.report.total = len(posts) + len(contents.boosts)
    for address in contents.others:
        one.report.name(Why.NO_POST, address)
    yield one.report
    for start in range(0, len(posts), 500):
        several = posts[start : start + 500]
        uris = [uri for post in several for uri in post.uris]
        known = known_among(account, uris) | _own_here(account, uris)
        one.here |= {uri: pk for uri, pk in known.items() if pk}
        claimed = _claimed(account, uris)
        others = known_to(account, addresses(several))
        for post in several:
            met = [uri for uri in post.uris if uri in known]
            if claimed.intersection(post.uris):
                one.report.claimed += 1
                one.report.name(Why.POST_CLAIMED, post.uris[0])
            elif met:
                one.report.known += 1
                pk = next((known[uri] for uri in met if known[uri]), None)
                one.here |= dict.fromkeys(post.uris, pk) if pk else {}
            else:
                _bring_in_one(one, post, others)
            yield one.report
    yield from _bring_in_boosts(one, contents.boosts)
