"""A draft on its way: what it says, where it is to go, and what its author and its reviewer said of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from django.conf import settings

from rounds.gate.came import Came, came_of
from rounds.gate.checks.fold import fold
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation, Finding
from rounds.gate.models import KeptDraft
from rounds.gate.verdict import parts_of
from rounds.identity.models import Account
from rounds.posts.attach import descriptions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A draft on its way: what its author confirmed and its reviewer cleared, what it edits, when
    it is to go out; `is_reviewed` where reviewers looked at it, or are going to; `is_correction`
    where the author says how far the edit goes, and why; `came` where it was published elsewhere:
    it may be as long as it is, and keeps its dates."""

    draft: Draft
    confirmed: tuple[Confirmation, ...] = ()
    cleared: tuple[Confirmation, ...] = ()
    revises: int | None = None
    at: datetime | None = None
    is_reviewed: bool = False
    is_correction: bool = False
    came: Came | None = None
    kept: KeptDraft | None = field(default=None)


def draft_of(kept: KeptDraft) -> Draft:
    """The draft that `kept` keeps."""
    return msgspec.json.decode(kept.content, type=Draft)


def findings_of(kept: KeptDraft) -> tuple[Finding, ...]:
    """What was found in `kept` when it was last judged."""
    return msgspec.convert(kept.findings, tuple[Finding, ...])


def confirmed_in(kept: KeptDraft) -> tuple[Confirmation, ...]:
    """What the author of `kept` has confirmed so far."""
    return msgspec.convert(kept.confirmed, tuple[Confirmation, ...])


def cleared_in(kept: KeptDraft) -> tuple[Confirmation, ...]:
    """What the reviewer of `kept` has cleared so far."""
    return msgspec.convert(kept.cleared, tuple[Confirmation, ...])


def link_to(kept: KeptDraft) -> str:
    """The short link to a kept draft, for its author."""
    return f"{settings.BASE_URL}/d/{kept.code}"


def case_of(
    kept: KeptDraft, draft: Draft | None = None, confirmed: tuple[Confirmation, ...] | None = None
) -> Case:
    """`kept` on its way again, with `draft` or `confirmed` in the place of what it keeps."""
    return Case(
        draft=draft or draft_of(kept),
        confirmed=confirmed_in(kept) if confirmed is None else confirmed,
        cleared=cleared_in(kept),
        revises=kept.revises,
        came=came_of(kept),
        kept=kept,
    )


def described(author: Account, draft: Draft) -> list[str]:
    """What `draft` says of its pictures: those it adds, and the words it changes."""
    told = descriptions_of(author, draft.media)
    return told + [c.description for c in draft.media_changes if c.description]


def digest_of_draft(draft: Draft, descriptions: Sequence[str], revises: int | None) -> str:
    """The same for the same words and pictures at the same place, however they are spaced."""
    words = [" ".join(fold(part).text.split()) for _, part in parts_of(draft, descriptions) if part]
    place = f"{draft.reply_to}:{draft.quote_of}:{revises}:{draft.teaching}:{draft.media}"
    return hashlib.sha256("\x1f".join([place, *words]).encode()).hexdigest()
