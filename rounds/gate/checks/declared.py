"""Checks of what a draft says about its author: interests, voice, for whom, licence.

The register's names and the organisations come in as data (`Writer`); nothing is looked up here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rounds.gate.checks.fold import as_it_looks, fold
from rounds.gate.checks.lexicon import is_family, is_town, is_word
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

# Shorter words are too easily part of something else.
_TOLD_APART = 6
_ITS_GOODS = (
    r"(?:[\w-]+\s+)?(?:devices?|drugs?|tablets?|pills?|capsules?|inhalers?|injections?|stents?|valves?|pumps?|implants?|"
    r"pacemakers?|pacers?|monitors?|sensors?|meters?|scanners?|kits?|tests?|assays?|apps?|software|systems?|machines?|"
    r"products?|vaccines?|catheters?|leads?|generators?|robots?|platforms?|trials?|stud(?:y|ies)|reps?|"
    r"representatives?|geräte?|präparate?|medikamente?|tabletten?)\b"
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_DISCLOSES = re.compile(
    r"\b(?:paid|pays|sponsored|sponsors|funded|funds|employed|employs|work\s+for|working\s+for|consult(?:s|ed|ing|ant)?|"
    r"advis(?:e|es|ed|ing|or|ory)|fees?|honorari(?:um|a)|shares|stocks?|grants?|received|speaker\s+for|spoken\s+for|"
    r"disclos\w*|declar\w*|conflicts?\s+of\s+interest|coi|interests?:|bezahlt|honorare?|interessenkonflikte?|"
    r"gefördert|berate|aktien)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|no|none|without|nicht|nie|keine?n?)\b|n['’]t\b", re.IGNORECASE
)
_LIMIT = "This server's limit of {limit} characters"


@lru_cache(maxsize=2048)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of `names` as whole words, however they are spaced: 'Novo Nordisk', '#NovoNordisk'."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelt, names))})(?!\w)", re.IGNORECASE)


def _spelt(name: str) -> str:
    """A pattern of `name` with hyphens anywhere in its longer words: 'Pulso-reg'."""
    words = (one for one in re.split(r"[\s\-]+", as_it_looks(name)) if one)
    return r"[\s\-]*".join(
        "-?".join(map(re.escape, word)) if len(word) >= _TOLD_APART else re.escape(word)
        for word in words
    )


@lru_cache(maxsize=2048)
def _first_word(body: str) -> str:
    """The first of several words of a company, if it is long enough to be told from others."""
    first, *rest = as_it_looks(body).split()
    return first if rest and len(first) >= _TOLD_APART else ""


@lru_cache(maxsize=2048)
def _of_the_company(body: str) -> re.Pattern[str] | None:
    """What is called by the first word of a company alone: 'the Pulsarion device', 'Pulsarion-made'.

    A word that is nothing else needs no goods after it: 'Pulsarion's new one', but not 'Boston's'.
    """
    first = _first_word(body)
    if not first:
        return None
    its, made = r"(?:['’]s)?", r"-(?:made|built|backed|funded|sponsored|owned)\b"
    goods = rf"{its}(?=\s+(?:[\w-]+\s+)?{_ITS_GOODS})"
    common = is_word(first) or is_family(first) or is_town(first)
    theirs = goods if common else rf"(?:['’]s\b|{goods})"
    return re.compile(rf"(?<!\w){_spelt(first)}(?:{made}|{theirs})", re.IGNORECASE)


def _says_so(text: str, interest: Declared) -> bool:
    """Whether a sentence of `text` discloses the interest: 'Paid by Pulsarion Devices', 'by Pulsarion'."""
    body = _pattern(tuple(filter(None, (interest.body, _first_word(interest.body)))))
    return any(
        body.search(one) and _DISCLOSES.search(one) and not _DENIES.search(one)
        for one in _SENTENCES.split(text)
    )


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
        alone = _of_the_company(interest.body)
        found = _pattern(interest.names).search(seen) or (alone and alone.search(seen))
        if not found or _says_so(seen, interest):
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
