"""The coach: what the gate found, each finding under its sentence, and the mends as buttons.

Pure: it shapes findings for parts/finding.html and applies the mend that an author chose.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rounds.edge.web.composing import Typed
from rounds.edge.web.labels import interest_words
from rounds.gate.finding import Finding
from rounds.identity.register import together

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_AROUND = 160


@dataclass(frozen=True, slots=True)
class Mend:
    """A button: its words, and what pressing it sends."""

    words: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Said:
    """A finding with the sentence it is about, as parts/finding.html reads it."""

    number: int
    stops: bool
    kind_words: str
    reason: str
    source: str
    sentence_before: str
    span: str
    sentence_after: str
    mends: tuple[Mend, ...]


def kind_words(kind: str) -> str:
    """What was found, in words: 'a telephone number'."""
    words = {
        "nhs_number": _("an NHS number"),
        "record_number": _("a record number"),
        "phone": _("a telephone number"),
        "email": _("an e-mail address"),
        "postcode": _("a postcode"),
        "date": _("a date"),
        "age": _("an age over 89"),
        "interests": _("interests to declare"),
        "declared_interest": _("an interest you declared"),
        "not_representative": _("another voice than yours"),
        "summary": _("no summary in plain words"),
        "licence": _("a licence that is not offered"),
        "oversized": _("longer than a post can be"),
        "empty": _("nothing written yet"),
    }
    return words.get(kind, kind.replace("_", " "))


def part_of(typed: Typed, part: str) -> str:
    """The words of the part of the form that a finding names."""
    name, _colon, number = part.partition(":")
    if name == "poll":
        return typed.poll_options[int(number)]
    if name == "media":
        return typed.pictures[int(number)].description
    words = {
        "text": typed.text, "content_warning": typed.content_warning, "voice": "", "licence": "",
        "summary": typed.about.summary, "sponsored_by": typed.about.sponsored_by,
    }  # fmt: skip
    return words.get(name, typed.interests)


def sentence_around(words: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before, in and after `words[start:end]` in the same sentence, cut where long."""
    first = max((m.end() for m in _SENTENCE_END.finditer(words, 0, start)), default=0)
    after = _SENTENCE_END.search(words, end)
    last = after.start() if after else len(words)
    before, rest = words[first:start], words[end:last]
    before = before if len(before) <= _AROUND else f"…{before[-_AROUND:]}"
    return before, words[start:end], rest if len(rest) <= _AROUND else f"{rest[:_AROUND]}…"


def _mends(finding: Finding) -> tuple[Mend, ...]:
    name = f"{finding.kind} {finding.digest}"
    if finding.kind == "interests":
        return (Mend(_("There is nothing to declare"), "mend", name),)
    if finding.kind == "declared_interest":
        return (
            Mend(_("Say in the post: ‘%s’") % interest_words(finding.suggestion), "mend", name),
            Mend(_("It has nothing to do with it"), "confirm", name),
        )
    if finding.kind == "summary":
        return (Mend(_("It is plain enough as it is"), "confirm", name),)
    mends = []
    if finding.suggestion:
        mends.append(Mend(_("Write ‘%s’ instead") % finding.suggestion, "mend", name))
    if finding.can_confirm:
        mends.append(Mend(_("This is nobody’s patient"), "confirm", name))
    return tuple(mends)


def coached(typed: Typed, findings: Iterable[Finding]) -> list[Said]:
    """`findings` for the page, in the order of the gate."""
    said = []
    for number, finding in enumerate(findings, 1):
        words = part_of(typed, finding.part)
        before, span, after = sentence_around(words, finding.start, finding.end)
        said.append(
            Said(
                number, not finding.can_confirm, kind_words(finding.kind), finding.reason,
                finding.source, before, span, after, _mends(finding),
            )
        )  # fmt: skip
    return said


def _in_place(typed: Typed, finding: Finding) -> Typed:
    name, _colon, number = finding.part.partition(":")
    words = part_of(typed, finding.part)
    mended = words[: finding.start] + finding.suggestion + words[finding.end :]
    if name == "text":
        return replace(typed, text=mended)
    if name == "content_warning":
        return replace(typed, content_warning=mended)
    if name == "poll":
        options = list(typed.poll_options)
        options[int(number)] = mended
        return replace(typed, poll_options=tuple(options))
    if name == "media":
        pictures = list(typed.pictures)
        pictures[int(number)] = replace(pictures[int(number)], description=mended)
        return replace(typed, pictures=tuple(pictures))
    if name in {"summary", "sponsored_by"}:
        return replace(typed, about=replace(typed.about, **{name: mended}))
    return replace(typed, interests=mended)


def mended(typed: Typed, findings: Sequence[Finding], wish: str) -> Typed:
    """`typed` with the suggestion of the finding 'kind digest' in its place."""
    for finding in findings:
        if f"{finding.kind} {finding.digest}" == wish and finding.suggestion:
            if finding.kind == "interests":
                return replace(typed, interests=finding.suggestion)
            if finding.kind == "declared_interest":
                disclosed = together(typed.interests, finding.suggestion)
                return replace(typed, interests=disclosed)
            return _in_place(typed, finding)
    return typed


def confirmed(typed: Typed, wish: str) -> Typed:
    """`typed` with one more confirmation."""
    return replace(typed, confirmed=tuple(dict.fromkeys([*typed.confirmed, wish])))
