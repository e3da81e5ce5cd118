"""The coach: what the gate found, each finding under its sentence, and the mends as buttons.

Pure: it shapes findings for parts/finding.html and applies the mend that an author chose.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rounds.edge.web.composing import Typed
from rounds.edge.web.labels import interest_words
from rounds.gate.blur import Wish, blurred, instead_of
from rounds.gate.checks.across import EARLIER, NAMES, parts_in
from rounds.gate.checks.pictures import of_picture
from rounds.gate.finding import Detail, Finding
from rounds.identity.register import together

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_AROUND = 160
# Mended in the line of interests, not in the words that were found.
SAID_OF_ALL = frozenset({"interests", "declared_interest"})
EVERYTHING = "everything"
# Which details of a sum are blurred as what the first checks find.
DETAIL_KINDS = {"when it was": "date", "an age": "age", "a place": "facility"}


@dataclass(frozen=True, slots=True)
class Mend:
    """A button: its words, and what pressing it sends."""

    words: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """One detail of a finding that is the sum of several."""

    words: str
    what: str
    mend: Mend | None


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
    details: tuple[Told, ...] = ()
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a text; `found` if a finding is about them, which `stops` or asks."""

    words: str
    found: bool = False
    stops: bool = False


def kind_words(kind: str) -> str:
    """What was found, in words: 'a telephone number'."""
    words = {
        "name": _("a name"),
        "recognisable": _("details that together may point at somebody"),
        "nhs_number": _("an NHS number"),
        "nhs_like": _("a number like an NHS number"),
        "ssn": _("a social security number"),
        "insurance_number": _("an insurance number"),
        "passport": _("a passport number"),
        "url": _("a link that may lead to somebody"),
        "handle": _("somebody’s account elsewhere"),
        "number": _("a number in a picture"),
        "address": _("an address"),
        "facility": _("a hospital or practice by name"),
        "place": _("a place"),
        "ward": _("a ward or bed"),
        "account_number": _("the number of an account"),
        "registration": _("the number of a licence"),
        "vehicle": _("the number of a vehicle"),
        "device": _("the number of a device"),
        "ip_address": _("the address of a computer"),
        "biometric": _("a voice print or fingerprint"),
        "photo": _("the file of a picture"),
        "code": _("a code that stands for one patient"),
        "occupation": _("somebody’s work"),
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
        "correction": _("a correction to explain"),
        "picture_checking": _("a picture still being looked at"),
        "picture_unseen": _("a picture for a person to look at"),
        "picture_refused": _("a picture that was not let pass"),
        "face": _("a face in a picture"),
        "barcode": _("a barcode in a picture"),
        "text": _("writing in a picture"),
    }
    return words.get(kind, kind.replace("_", " "))


def reason_words(finding: Finding) -> str:
    """Why `finding` is shown, in the reader's language: the gate says it in English."""
    if (get_language() or "en").startswith("en"):
        return finding.reason
    if finding.details:
        kinds = dict.fromkeys(_(detail.what) for detail in finding.details)
        if parts := parts_in(finding.details):
            return _(
                "Read together, %(parts)s could let somebody recognise this person: %(kinds)s. Blur some of it, or confirm that nobody could be known by it."
            ) % {"parts": ", ".join(_(NAMES[one]) for one in parts), "kinds": ", ".join(kinds)}
        return _(
            "Together these details could let somebody recognise this person: %s. Blur some of them, or confirm that nobody could be known by them."
        ) % ", ".join(kinds)
    if finding.reason.startswith("This reads like "):
        words = _("This reads like %s; take it out, or confirm that it is nobody's.")
        return words % kind_words(finding.kind)
    return _(finding.reason)


def part_of(typed: Typed, part: str) -> str:
    """The words of the part of the form that a finding names."""
    name, _colon, number = part.partition(":")
    if name == "poll":
        return typed.poll_options[int(number)]
    if name == "media":
        return typed.pictures[int(number)].description
    words = {
        "text": typed.text, "content_warning": typed.content_warning, "voice": "", "licence": "", "why": "", "teaching": "",
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


def name_of(finding: Finding) -> str:
    """How a button names `finding`."""
    return f"{finding.kind} {finding.digest}"


def _details(finding: Finding, typed: Typed) -> tuple[Told, ...]:
    """The details that stand in what is being written; what was published earlier can't be changed."""
    return tuple(
        Told(
            part_of(typed, detail.part or finding.part)[detail.start : detail.end], _(detail.what),
            Mend(_("Write ‘%s’") % _(detail.suggestion), "mend", f"{name_of(finding)} {number}")
            if detail.suggestion else None,
        )
        for number, detail in enumerate(finding.details) if detail.part != EARLIER
    )  # fmt: skip


def _mends(finding: Finding, words: str) -> tuple[Mend, ...]:
    name = name_of(finding)
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
        mends.append(Mend(_instead(words, _wishes(finding)[0][1]), "mend", name))
    if finding.can_confirm:
        mends.append(Mend(_("This is nobody’s patient"), "confirm", name))
    return tuple(mends)


def coached(typed: Typed, findings: Iterable[Finding]) -> list[Said]:
    """`findings` for the page, in the order of the gate."""
    said = []
    spoken = (one for one in findings if not of_picture(one))
    for number, finding in enumerate(spoken, 1):
        words = part_of(typed, finding.part)
        before, span, after = sentence_around(words, finding.start, finding.end)
        said.append(
            Said(
                number, not finding.can_confirm, kind_words(finding.kind), reason_words(finding),
                finding.source, before, span, after, _mends(finding, words), _details(finding, typed),
                finding.part == "text",
            )
        )  # fmt: skip
    return said


def _part(finding: Finding, one: Finding | Detail) -> str:
    """Where `finding`, or one of its details, stands."""
    return one.part or finding.part


def stretches(text: str, findings: Iterable[Finding]) -> list[Stretch]:
    """`text` in order, what was found in it apart from the rest; of two that overlap, the first."""
    spans = sorted(
        (one.start, one.end, not finding.can_confirm)
        for finding in findings
        for one in (finding.details or (finding,)) if _part(finding, one) == "text"
    )  # fmt: skip
    made, reached = [], 0
    for start, end, stops in spans:
        if reached <= start < end:
            made += [
                Stretch(text[reached:start]),
                Stretch(text[start:end], found=True, stops=stops),
            ]
            reached = end
    return [one for one in (*made, Stretch(text[reached:])) if one.words]


def _written(typed: Typed, part: str, mended: str) -> Typed:
    name, _colon, number = part.partition(":")
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


def _blurred(typed: Typed, part: str, wishes: Iterable[Wish]) -> Typed:
    """`typed` with vaguer words in the places of `part` that `wishes` name."""
    return _written(typed, part, blurred(part_of(typed, part), wishes))


def _wishes(finding: Finding, number: str = "") -> list[tuple[str, Wish]]:
    """What blurring `finding`, or its detail `number`, replaces in which part, and with what."""
    if not finding.details:
        wish = Wish(finding.start, finding.end, finding.kind, finding.suggestion)
        return [(finding.part, wish)] if finding.suggestion else []
    chosen = list(finding.details)
    if number.isdecimal() and int(number) < len(chosen):
        chosen = [chosen[int(number)]]
    return [(_part(finding, one), _of_detail(one)) for one in chosen if one.suggestion]


def _of_detail(detail: Detail) -> Wish:
    kind = DETAIL_KINDS.get(detail.what, "")
    # The words of the text, not of the page: 'blur' writes German where the text is German.
    return Wish(detail.start, detail.end, kind, detail.suggestion, adds=True)


def _instead(words: str, wish: Wish) -> str:
    """The button's words for `wish`."""
    put = instead_of(words, wish)
    return _("Write ‘%s’ instead") % put if put else _("Leave it out")


def can_blur_all(findings: Sequence[Finding]) -> bool:
    """Whether one button could put other words in the place of several findings."""
    return sum(len(_wishes(f)) for f in findings if f.kind not in SAID_OF_ALL) > 1


def mended(typed: Typed, findings: Sequence[Finding], wish: str) -> Typed:
    """`typed` after the button `wish`: 'kind digest', 'kind digest 2' for a detail, or EVERYTHING."""
    by_part: dict[str, list[Wish]] = {}
    for finding in findings:
        exact = wish == name_of(finding)
        if exact and finding.kind in SAID_OF_ALL and finding.suggestion:
            said = together(typed.interests, finding.suggestion)
            return replace(typed, interests=said)
        everything = wish == EVERYTHING and finding.kind not in SAID_OF_ALL
        detail = wish.startswith(f"{name_of(finding)} ")
        if exact or everything or detail:
            number = wish.rpartition(" ")[2] if detail else ""
            for part, one in _wishes(finding, number):
                by_part.setdefault(part, []).append(one)
    for part, wishes in by_part.items():
        typed = _blurred(typed, part, wishes)
    return typed


def confirmed(typed: Typed, wish: str) -> Typed:
    """`typed` with one more confirmation."""
    return replace(typed, confirmed=tuple(dict.fromkeys([*typed.confirmed, wish])))
