"""Bring in: what somebody wrote elsewhere passes the gate like every draft, and nobody is told.

What the checks release is received with its own dates, by a release of the kind 'import'. What they
ask about or hold becomes a draft for its author. An earlier version with a finding is left out of
the post's history. Each post is remembered by its addresses: the same archive twice changes nothing.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.draft import Draft
from rounds.gate.examine import examine
from rounds.gate.models import BroughtIn, DraftState, Release, ReleaseKind
from rounds.gate.settle import KEPT_FOR, Case, judged, store
from rounds.gate.verdict import RULES, Verdict
from rounds.identity.models import Account
from rounds.identity.ties import one_at_a_time
from rounds.posts.composition import Elsewhere
from rounds.posts.counts import ids_by
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


def _digest(uri: str) -> str:
    return hashlib.sha256(uri.encode()).hexdigest()


def known_among(author: Account, uris: Collection[str]) -> dict[str, int | None]:
    """Those of `uris` that `author` brought in, with the post's id (None: a draft).

    One whose post was withdrawn since is unknown again.
    """
    digests = {_digest(uri): uri for uri in uris}
    rows = dict(
        BroughtIn.objects.filter(account=author, digest__in=digests).values_list(
            "digest", "post_id"
        )
    )
    there = ids_by(author, {pk for pk in rows.values() if pk})
    return {digests[d]: pk for d, pk in rows.items() if pk is None or pk in there}


def once_known_among(author: Account, uris: Collection[str]) -> dict[str, int]:
    """Those of `uris` that `author` brought in as posts, with their ids, withdrawn since or not."""
    digests = {_digest(uri): uri for uri in uris}
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
    author: Account, draft: Draft, elsewhere: Elsewhere, uris: Iterable[str], *, alone: Draft | None = None
) -> Done:  # fmt: skip
    """Bring in one post that `author` wrote elsewhere, known there as `uris`.

    `alone` is the same without ties to others' posts: it stands in for a draft, so that who publishes
    one years later surprises nobody.

    Errors: Refused for a suspended author.
    """
    if author.suspended_at is not None:
        raise Refused("Your account is suspended. Nothing can be brought in.")
    for media_id in draft.media:
        examine(media_id)
    names = list(dict.fromkeys(uris))
    with transaction.atomic():
        one_at_a_time(author)  # one import of somebody at a time
        if known := known_among(author, names):
            return Done(Became.KNOWN, next(iter(known.values())))
        done = _let_in(author, draft, elsewhere, alone or draft)
        if done.became is not Became.REFUSED:
            _remember(author, names, done.post_id)
        return done


def _let_in(author: Account, draft: Draft, elsewhere: Elsewhere, alone: Draft) -> Done:
    case = Case(draft=draft)
    judgement = judged(author, case)
    if any(finding.kind == "empty" for finding in judgement.findings):
        return Done(Became.REFUSED)
    if judgement.verdict is not Verdict.RELEASE:
        held = judgement.verdict is Verdict.HOLD_FOR_REVIEW
        state = DraftState.HELD if held else DraftState.ASKED
        case = Case(draft=alone)
        store(author, case, state, delete_at=clock.now() + KEPT_FOR, findings=judgement.findings)
        return Done(Became.DRAFT)
    return _received(author, draft, elsewhere)


def _received(author: Account, draft: Draft, elsewhere: Elsewhere) -> Done:
    clean = tuple(v for v in elsewhere.earlier if _is_clean(author, v.source, v.content_warning))
    left_out = len(elsewhere.earlier) - len(clean)
    passed = Release.objects.create(author=author, rules=RULES, kind=ReleaseKind.IMPORT)
    try:
        with transaction.atomic():
            post = receive(
                author, draft, msgspec.structs.replace(elsewhere, earlier=clean),
                release_id=passed.pk,
            )  # fmt: skip
    except (Invalid, NotFound, Refused):
        passed.delete()
        return Done(Became.REFUSED)
    return Done(Became.PUBLISHED, post.pk, left_out)


def _is_clean(author: Account, text: str, warning: str) -> bool:
    judgement = judged(author, Case(draft=Draft(text=text or "-", content_warning=warning)))
    return judgement.verdict is Verdict.RELEASE


def _remember(author: Account, uris: Iterable[str], post_id: int | None) -> None:
    for uri in uris:
        BroughtIn.objects.update_or_create(
            account=author, digest=_digest(uri), defaults={"uri": uri, "post_id": post_id}
        )
