"""Keep a draft as a row: the same text of the same author once, with its pictures held for it."""

import hashlib
import secrets
from datetime import datetime, timedelta

import msgspec
from django.db import IntegrityError, transaction

from rounds.base import clock
from rounds.gate.case import Case, described, digest_of_draft
from rounds.gate.finding import Finding
from rounds.gate.models import DraftState, KeptDraft
from rounds.identity.models import Account
from rounds.posts.attach import reserve

KEPT_FOR = timedelta(days=30)
KEPT_AT_WISH = timedelta(days=366)
OPEN = (DraftState.ASKED, DraftState.HELD)
_CODE = "abcdefghjkmnpqrstuvwxyz23456789"


def store(
    author: Account,
    case: Case,
    state: str,
    *,
    delete_at: datetime | None = None,
    findings: tuple[Finding, ...] = (),
) -> KeptDraft:
    """Keep `case` as a row in `state`, the same row where there is one already."""
    digest = digest_of_draft(case.draft, described(author, case.draft), case.revises)
    if case.came is not None:  # the same words were published twice there: two drafts
        digest = hashlib.sha256(f"{digest}{case.came.uris[:1]}".encode()).hexdigest()
    kept = case.kept or KeptDraft(author=author, code=_new_code())
    kept.came = msgspec.to_builtins(case.came)
    kept.content = msgspec.json.encode(case.draft).decode()
    kept.digest, kept.state, kept.revises = digest, state, case.revises
    kept.confirmed = msgspec.to_builtins(case.confirmed)
    kept.findings = msgspec.to_builtins(findings)
    kept.scheduled_at, kept.delete_at, kept.changed_at = case.at, delete_at, clock.now()
    if state in OPEN:
        same = KeptDraft.objects.filter(author=author, digest=digest, state__in=OPEN)
        same.exclude(pk=kept.pk).delete()
    reserve(author, case.draft.media, delete_at or case.at or clock.now() + KEPT_AT_WISH)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        return KeptDraft.objects.get(author=author, digest=digest, state__in=OPEN)
    return kept


def _new_code() -> str:
    return "".join(secrets.choice(_CODE) for _ in range(10))
