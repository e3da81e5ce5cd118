"""Drafts that can't be posted as they are: empty or too long."""

from collections.abc import Iterator

from rounds.base.text import length
from rounds.gate.checks.fold import fold
from rounds.gate.draft import Draft
from rounds.gate.finding import Finding

LONGEST_INTERESTS = 500
_LIMIT = "This server's limit of {limit} characters"
_EMPTY = "This server's rule that a post says something"


def check_empty(draft: Draft) -> Iterator[Finding]:
    """A draft without words, pictures or a poll."""
    if not fold(draft.text).text.strip() and not draft.media and draft.poll is None:
        yield Finding(
            start=0, end=0, kind="empty", source=_EMPTY, can_confirm=False,
            reason="There is nothing to post yet; write something or add a picture.",
        )  # fmt: skip


def check_length(draft: Draft, limit: int) -> Iterator[Finding]:
    """A draft longer than `limit` characters, content warning included."""
    over = length(draft.text) + length(draft.content_warning) - limit
    if over > 0:
        end = len(draft.text)
        much = "1 character" if over == 1 else f"{over} characters"
        yield Finding(
            start=max(0, end - over), end=end, kind="oversized", can_confirm=False,
            source=_LIMIT.format(limit=limit),
            reason=f"This is {much} over the limit of {limit}; shorten it or split it.",
        )  # fmt: skip
    longer = len(draft.interests or "") - LONGEST_INTERESTS
    if longer > 0:
        yield Finding(
            start=LONGEST_INTERESTS,
            end=LONGEST_INTERESTS + longer,
            kind="oversized",
            part="interests",
            can_confirm=False,
            source=_LIMIT.format(limit=LONGEST_INTERESTS),
            reason=f"Interests have at most {LONGEST_INTERESTS} characters; shorten them.",
        )
