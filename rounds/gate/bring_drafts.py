"""Bring in drafts: what somebody kept on another server of this kind is kept here, once.

Nothing is judged or published: a kept draft is judged when it is submitted. What it answers, quotes,
edits or shows is known by numbers of that server alone and is left behind.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import transaction

from rounds.base import clock
from rounds.gate.bring_in import known_among
from rounds.gate.came import Came, digest_of_address
from rounds.gate.case import Case, link_to
from rounds.gate.draft import Draft
from rounds.gate.keep import LONGEST_KEPT, MOST_KEPT
from rounds.gate.models import BroughtIn, DraftState, KeptDraft
from rounds.gate.store import KEPT_AT_WISH, store
from rounds.identity.models import Account
from rounds.identity.ties import one_at_a_time


def _read(told: Mapping[str, Any]) -> Case | None:
    """A draft of an archive as a case; None for one that can't be read, or says nothing."""
    try:
        draft = msgspec.convert(told.get("draft"), Draft)
        came = msgspec.convert(told["came"], Came) if told.get("came") else None
    except (msgspec.ValidationError, ValueError):
        return None
    if b"\\u0000" in msgspec.json.encode(told):
        return None
    if not (draft.text or draft.content_warning or draft.poll) or len(draft.text) > LONGEST_KEPT:
        return None
    alone = msgspec.structs.replace(
        draft, reply_to=None, quote_of=None, media=(), media_changes=(),
        labels=msgspec.structs.replace(draft.labels, speaks_for=None),
    )  # fmt: skip
    if came is not None:
        came = msgspec.structs.replace(came, tied=None) if _is_possible(came) else None
    return Case(draft=alone, came=came)


def _is_possible(came: Came) -> bool:
    """Whether it has an address, and dates that have a zone and lie between 1970 and now."""
    then = came.elsewhere
    dates = [then.written_at, then.edited_at, then.poll_ended, then.interests_at]
    dates += [one.written_at for one in then.earlier]
    now = clock.now()
    return bool(came.uris) and all(
        at.tzinfo is not None and at.year > 1970 and at <= now for at in dates if at is not None
    )


def _own_addresses(author: Account) -> set[str]:
    return {link_to(kept) for kept in KeptDraft.objects.filter(author=author)}


def bring_in_drafts(author: Account, drafts: object) -> int:
    """Keep the drafts of an archive, those that are not here and never came in; how many are new."""
    told = [one for one in drafts if isinstance(one, Mapping)] if isinstance(drafts, list) else []
    named = [(one["address"], one) for one in told if isinstance(one.get("address"), str)]
    with transaction.atomic():
        one_at_a_time(author)
        known = set(known_among(author, [name for name, _ in named])) | _own_addresses(author)
        room = MOST_KEPT - KeptDraft.objects.filter(author=author, state=DraftState.KEPT).count()
        new = 0
        for name, one in named:
            case = _read(one) if new < room and name not in known else None
            if case is None or (case.came and known_among(author, case.came.uris)):
                continue
            store(author, case, DraftState.KEPT, delete_at=clock.now() + KEPT_AT_WISH)
            _remember(author, name, case.came)
            known.add(name)
            new += 1
    return new


def _remember(author: Account, name: str, came: Came | None) -> None:
    for uri in (name, *(came.uris if came else ())):
        BroughtIn.objects.update_or_create(
            account=author, digest=digest_of_address(uri), defaults={"uri": uri, "post_id": None}
        )
