"""Checks of what a draft says about its author: interests, voice, for whom, licence.

The register's names and the organisations come in as data (`Writer`); nothing is looked up here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rounds.gate.checks.fold import as_it_looks, fold
from rounds.gate.checks.sources import GMC_INTERESTS, IN_NAME_OF, PLAIN_LANGUAGE, REVIEW_FIRST
from rounds.gate.draft import Draft
from rounds.gate.finding import Finding
from rounds.gate.writer import Writer
from rounds.identity.register import Declared
from rounds.posts.labels import (
    LICENCES,
    LONGEST_SPONSOR,
    LONGEST_SUMMARY,
    ForWhom,
    Voice,
)

_LIMIT = "This server's limit of {limit} characters"


@lru_cache(maxsize=2048)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of `names` as whole words, however they are spaced: 'Novo Nordisk', '#NovoNordisk'."""
    seen = (as_it_looks(name) for name in names)
    spelt = (r"[\s\-]*".join(map(re.escape, re.split(r"[\s\-]+", name))) for name in seen)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)


def check_declared(words: str, declared: Sequence[Declared], said: str) -> Iterator[Finding]:
    """Companies and products of the register that `words` name and `said` does not disclose.

    Each company is asked about once, where it first stands.
    """
    folded, asked = fold(words), set[str]()
    seen, said = as_it_looks(folded.text), as_it_looks(said)
    for interest in declared:
        if interest.body in asked or not interest.names:
            continue
        if said and _pattern((interest.body,)).search(said):
            continue
        found = _pattern(interest.names).search(seen)
        if found is None:
            continue
        asked.add(interest.body)
        start, end = folded.span(*found.span())
        yield Finding(
            start=start, end=end, kind="declared_interest", source=GMC_INTERESTS,
            suggestion=interest.line,
            reason=(
                f"You declared {interest.body} ({interest.line}); say so in this post, or confirm "
                "that it has nothing to do with it."
            ),
        )  # fmt: skip


def check_interests(draft: Draft, writer: Writer) -> Iterator[Finding]:
    """Teaching by somebody who has never said whether there are interests to declare."""
    if draft.teaching and draft.interests is None and not writer.has_declared:
        yield Finding(
            start=0, end=0, kind="interests", source=GMC_INTERESTS, suggestion="none",
            reason=(
                "Readers of teaching need to know who has an interest in it; name yours, or "
                "confirm that there is nothing to declare. You are asked once: the answer is kept "
                "in your register of interests."
            ),
        )  # fmt: skip


def check_voice(draft: Draft, writer: Writer) -> Iterator[Finding]:
    """A draft in the name of an organisation that its author may not speak for."""
    labels = draft.labels
    wished = writer.organisation if labels.speaks_for is None else labels.speaks_for
    if labels.voice is Voice.ORGANISATION and wished not in writer.speaks_for:
        yield Finding(
            start=0, end=0, kind="not_representative", source=IN_NAME_OF, can_confirm=False,
            part="voice",
            reason=(
                "You are not, or no longer, a representative of this organisation, so nothing can "
                "be posted in its name. Choose another voice, or ask the organisation to appoint "
                "you."
            ),
        )  # fmt: skip


def check_summary(draft: Draft) -> Iterator[Finding]:
    """Teaching for everyone without a summary in plain words."""
    labels = draft.labels
    if draft.teaching and labels.for_whom is ForWhom.EVERYONE and not labels.summary.strip():
        yield Finding(
            start=0, end=0, kind="summary", source=PLAIN_LANGUAGE, part="summary",
            reason=(
                "You teach this to everyone; say in two or three plain sentences what it means, or "
                "confirm that the post is plain enough as it is."
            ),
        )  # fmt: skip


def check_labels(draft: Draft) -> Iterator[Finding]:
    """Labels that are too long, and a licence that is none of those offered."""
    labels = draft.labels
    for part, words, most in (
        ("summary", labels.summary, LONGEST_SUMMARY),
        ("sponsored_by", labels.sponsored_by, LONGEST_SPONSOR),
    ):
        if len(words) > most:
            yield Finding(
                start=most, end=len(words), kind="oversized", part=part, can_confirm=False,
                source=_LIMIT.format(limit=most),
                reason=f"This is {len(words) - most} characters too long; shorten it.",
            )  # fmt: skip
    if labels.licence and labels.licence not in LICENCES:
        yield Finding(
            start=0, end=0, kind="licence", part="licence", can_confirm=False,
            source="SPDX License List",
            reason=f"This licence is not offered here; choose one of: {', '.join(LICENCES)}.",
        )  # fmt: skip


UNREVIEWED = Finding(
    start=0, end=0, kind="review", source=REVIEW_FIRST, can_confirm=False, part="teaching",
    reason=(
        "On this server teaching is reviewed before it is published; ask for review, or take the "
        "mark ‘this post teaches’ off."
    ),
)  # fmt: skip
UNCORRECTED = Finding(
    start=0, end=0, kind="correction", source=REVIEW_FIRST, can_confirm=False, part="why",
    reason=(
        "This post was reviewed or corrected before, so a change of it is a correction; say how far "
        "it goes, and why, in a sentence."
    ),
)  # fmt: skip
