"""The verdict: may a draft be published, is its author asked, or is it held?

The idea: most of what the checks find is for the author to judge, who alone knows whether a
number is somebody's. So the gate asks, shows the words, the reason and its source, and takes the
author's word for exactly those words. One thing it doesn't take an author's word for: a number that
is by its check digit an NHS number. That draft is held; its author can change it, not confirm it.

Rules
1. Every part that others will read is checked: text, content warning, poll options, descriptions
   of pictures, and what was found in the pictures themselves; the parts are also read one after the
   other, as their readers do, for what only stands in two of them together, and after what the author
   wrote just before in the same thread.
2. A confirmation names a kind and the very words; other words are asked about anew.
3. HOLD_FOR_REVIEW where something found is beyond the author's word (the one reviewer whom the
   author names may clear it) or a person has to look at a picture; ASK_AUTHOR where anything else is
   left; RELEASE where nothing is.

What would break it: an offset that doesn't fit the text as submitted; a confirmation that counts
for more than its words; a part that isn't looked at. Pure: no clock, no database, no settings.

Source: GMC, Using social media as a medical professional (2024), paragraphs 18 and 19.
"""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

import msgspec

from rounds.gate.checks.across import across
from rounds.gate.checks.declared import (
    check_declared,
    check_interests,
    check_labels,
    check_summary,
    check_voice,
)
from rounds.gate.checks.pictures import check_pictures
from rounds.gate.checks.shape import check_empty, check_length
from rounds.gate.checks.text import check_text
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation, Finding, digest_of, meant
from rounds.gate.writer import NOBODY, Writer
from rounds.posts.seen import Seen

RULES = "2026-11-22"
DEFAULT_LIMIT = 1000


class Verdict(StrEnum):
    """What becomes of a draft."""

    RELEASE = "release"
    ASK_AUTHOR = "ask_author"
    HOLD_FOR_REVIEW = "hold_for_review"


class Judgement(msgspec.Struct, frozen=True):
    """A verdict with the findings it rests on (those already confirmed left out).

    `by_earlier_word` where something was found that the author spoke for in an earlier draft.
    """

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    by_earlier_word: bool = False


HOLDING = frozenset({"nhs_number", "picture_unseen", "picture_refused"})


def parts_of(draft: Draft, descriptions: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Every part of `draft` that others will read: its name and its words."""
    yield "text", draft.text
    yield "content_warning", draft.content_warning
    for number, option in enumerate(draft.poll.options if draft.poll else ()):
        yield f"poll:{number}", option
    for number, description in enumerate(descriptions):
        yield f"media:{number}", description
    yield "interests", draft.interests or ""
    yield "summary", draft.labels.summary
    yield "sponsored_by", draft.labels.sponsored_by


def _findings(
    draft: Draft,
    descriptions: Sequence[str],
    pictures: Sequence[Seen],
    *,
    limit: int,
    writer: Writer,
) -> Iterator[Finding]:
    yield from check_empty(draft)
    yield from check_length(draft, limit)
    yield from check_labels(draft)
    yield from check_voice(draft, writer)
    asked = False
    for part, words in parts_of(draft, descriptions):
        for finding in check_text(words):
            asked |= bool(finding.details)
            digest = digest_of(meant(finding, words))
            yield msgspec.structs.replace(finding, part=part, digest=digest)
    yield from across(list(parts_of(draft, descriptions)), writer.earlier, asked=asked)
    yield from _own_interests(draft, descriptions, writer)
    yield from check_pictures(draft, pictures)
    for finding in (*check_interests(draft, writer), *check_summary(draft)):
        yield msgspec.structs.replace(finding, digest=digest_of(""))


def _own_interests(draft: Draft, descriptions: Sequence[str], writer: Writer) -> Iterator[Finding]:
    """What the author declared and names without saying so; one company is asked about once."""
    asked: set[str] = set()
    for part, words in parts_of(draft, descriptions) if writer.declared else ():
        if part in {"interests", "sponsored_by"} or not words:
            continue
        for finding in check_declared(words, writer.declared, draft.interests or ""):
            if finding.suggestion not in asked:
                asked.add(finding.suggestion)
                digest = digest_of(words[finding.start : finding.end])
                yield msgspec.structs.replace(finding, part=part, digest=digest)


def judge(
    draft: Draft,
    confirmed: Collection[Confirmation] = (),
    *,
    cleared: Collection[Confirmation] = (),
    descriptions: Sequence[str] = (),
    pictures: Sequence[Seen] = (),
    limit: int = DEFAULT_LIMIT,
    writer: Writer = NOBODY,
) -> Judgement:
    """The verdict on `draft`, with what is left to ask.

    `confirmed` is the author's word, `cleared` that of the reviewer of a held draft;
    `descriptions` are those of its pictures in order, `pictures` what was seen in them; `limit`
    is in characters; `writer` is what is known of the author.
    """
    word = {(c.kind, c.digest) for c in confirmed}
    let = {(c.kind, c.digest) for c in cleared}
    left = tuple(
        f
        for f in _findings(draft, descriptions, pictures, limit=limit, writer=writer)
        if (f.kind, f.digest) not in (let | word if f.can_confirm else let)
    )
    if any(f.kind in HOLDING for f in left):
        return Judgement(Verdict.HOLD_FOR_REVIEW, left)
    return Judgement(Verdict.ASK_AUTHOR if left else Verdict.RELEASE, left)
