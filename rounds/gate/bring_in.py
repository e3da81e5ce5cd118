"""Bring in: what somebody wrote elsewhere passes the gate like every draft, and nobody is told.

What the checks release is received with its own dates, by a release of the kind 'import'. What they
ask about or hold becomes a draft for its author, who is asked once for all of them together
(`from_elsewhere`); length holds nothing, and what was confirmed where it came from is not asked. An earlier version with a finding is left out of
the post's history. Each post is remembered by its addresses: the same archive twice changes nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import msgspec
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.came import Came, as_draft, digest_of_address, sealed_for
from rounds.gate.case import Case
from rounds.gate.draft import Draft
from rounds.gate.examine import examine
from rounds.gate.finding import Confirmation
from rounds.gate.models import BroughtIn, DraftState, Release, ReleaseKind
from rounds.gate.settle import found_in, judged, with_clean_versions
from rounds.gate.store import KEPT_AT_WISH, KEPT_FOR, store  # fmt: skip
from rounds.gate.verdict import RULES, Verdict
from rounds.gate.words import seal
from rounds.identity.models import Account
from rounds.identity.ties import one_at_a_time
from rounds.posts.counts import ids_by
from rounds.posts.made import posting
from rounds.posts.receive import receive, receive_boost
from rounds.posts.visibility import Visibility


class Became(StrEnum):
    """What became of a post that was to be brought in."""

    PUBLISHED = "published"
    DRAFT = "draft"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one post, its id here, and how many earlier versions were left out."""

    became: Became
    post_id: int | None = None
    versions_left_out: int = 0


def known_among(author: Account, uris: Collection[str]) -> dict[str, int | None]:
    """Those of `uris` that `author` brought in, with the post's id (None: a draft).

    One whose post was withdrawn since is unknown again.
    """
    digests = {digest_of_address(uri): uri for uri in uris}
    rows = dict(
        BroughtIn.objects.filter(account=author, digest__in=digests).values_list(
            "digest", "post_id"
        )
    )
    there = ids_by(author, {pk for pk in rows.values() if pk})
    return {digests[d]: pk for d, pk in rows.items() if pk is None or pk in there}


def once_known_among(author: Account, uris: Collection[str]) -> dict[str, int]:
    """Those of `uris` that `author` brought in as posts, with their ids, withdrawn since or not."""
    digests = {digest_of_address(uri): uri for uri in uris}
    rows = BroughtIn.objects.filter(account=author, digest__in=digests, post_id__isnull=False)
    pairs = rows.values_list("digest", "post_id")
    return {digests[digest]: pk for digest, pk in pairs if pk is not None}


def origins_of(author: Account, post_ids: Collection[int]) -> dict[int, list[str]]:
    """Under which addresses the posts `post_ids` of `author` came in, the oldest first."""
    found: dict[int, list[str]] = {}
    rows = BroughtIn.objects.filter(account=author, post_id__in=post_ids).order_by("pk")
    for post_id, uri in rows.values_list("post_id", "uri"):
        if post_id is not None:
            found.setdefault(post_id, []).append(uri)
    return found


def bring_in_boost(author: Account, post_id: int, at: datetime, visibility: Visibility) -> Became:
    """Pass on again what `author` passed on elsewhere; it holds no words to look at.

    Errors: Refused for a suspended author.
    """
    try:
        is_new = receive_boost(author, post_id, at, visibility)
    except (NotFound, Refused):
        return Became.REFUSED
    return Became.PUBLISHED if is_new else Became.KNOWN


def bring_in(
    author: Account, draft: Draft, came: Came, *, alone: Draft | None = None, seals: Collection[str] = ()
) -> Done:  # fmt: skip
    """Bring in one post that `author` wrote elsewhere, however long it is.

    `alone` is the same without ties to others' posts: it stands in for a draft, so that who publishes
    one years later surprises nobody. `seals` name what the author confirmed of it there, which is
    not asked again.

    Errors: Refused for a suspended author.
    """
    if author.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be brought in.")
    for media_id in draft.media:
        examine(media_id)
    names = list(dict.fromkeys(came.uris))
    with posting(author, draft.media):
        one_at_a_time(author)  # one import of somebody at a time
        if known := known_among(author, names):
            return Done(Became.KNOWN, next(iter(known.values())))
        case = Case(draft=draft, came=msgspec.structs.replace(came, tied=draft))
        case = replace(case, confirmed=_vouched(author, case, seals))
        done = _let_in(author, case, alone or draft)
        if done.became is not Became.REFUSED:
            _remember(author, names, done.post_id)
        return done


def _let_in(author: Account, case: Case, alone: Draft) -> Done:
    judgement = judged(author, case)
    if any(finding.kind == "empty" for finding in judgement.findings):
        return Done(Became.REFUSED)
    if judgement.verdict is not Verdict.RELEASE:
        held = judgement.verdict is Verdict.HOLD_FOR_REVIEW
        state = DraftState.HELD if held else DraftState.ASKED
        case = replace(case, draft=alone)
        until = clock.now() + (KEPT_FOR if held else KEPT_AT_WISH)
        store(author, case, state, delete_at=until, findings=judgement.findings)
        return Done(Became.DRAFT)
    return _received(author, case)


def _vouched(author: Account, case: Case, seals: Collection[str]) -> tuple[Confirmation, ...]:
    """What `author` confirmed of the post and its earlier versions where it was published."""
    if case.came is None or not seals:
        return ()
    drafts = [case.draft, *(as_draft(one) for one in case.came.elsewhere.earlier)]
    words = (
        word
        for draft in drafts
        for word in sealed_for(case.came.uris[0], found_in(author, draft), seals)
    )
    return tuple(dict.fromkeys(words))


def _received(author: Account, case: Case) -> Done:
    assert case.came is not None
    elsewhere = with_clean_versions(author, case)
    left_out = len(case.came.elsewhere.earlier) - len(elsewhere.earlier)
    words = [{"kind": word.kind, "sealed": seal(word)} for word in case.confirmed]
    passed = Release.objects.create(
        author=author, rules=RULES, kind=ReleaseKind.IMPORT, confirmed=words
    )
    try:
        with transaction.atomic():
            post = receive(author, case.draft, elsewhere, release_id=passed.pk)
    except (Invalid, NotFound, Refused):
        passed.delete()
        return Done(Became.REFUSED)
    return Done(Became.PUBLISHED, post.pk, left_out)


def _remember(author: Account, uris: Iterable[str], post_id: int | None) -> None:
    for uri in uris:
        BroughtIn.objects.update_or_create(
            account=author,
            digest=digest_of_address(uri),
            defaults={"uri": uri, "post_id": post_id},
        )
