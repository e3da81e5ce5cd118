"""A finding: what a check noticed, where, why it matters, and what the author can do. Pure."""

import hashlib
from collections.abc import Iterable

import msgspec


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One of several details that only together point at somebody: where, what it tells, and what
    could stand there instead. `part` is set where they stand in several parts."""

    start: int
    end: int
    what: str
    suggestion: str = ""
    part: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a draft that its author is asked about.

    `start` and `end` count characters of the part as it was submitted (`part[start:end]` is what
    is meant). `part` says which: 'text', 'content_warning', 'poll:0', 'media:0' ... `reason` is a
    sentence for the author, `source` the rule it comes from, `suggestion` what could stand there
    instead. `digest` names these very words in a confirmation without repeating them. `details` are
    the parts of a finding that is a sum of them; it then spans nothing itself. Of a picture, `box`
    is where: left, top, right and bottom in fractions; `digest` then names the pixels.
    """

    start: int
    end: int
    kind: str
    reason: str
    source: str
    can_confirm: bool = True
    suggestion: str = ""
    part: str = "text"
    digest: str = ""
    details: tuple[Detail, ...] = ()
    box: tuple[float, float, float, float] | None = None


class Confirmation(msgspec.Struct, frozen=True, kw_only=True):
    """The author says of these very words that the finding doesn't apply."""

    kind: str
    digest: str


def digest_of(words: str) -> str:
    """The SHA-256 by which a confirmation names `words`."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def meant(finding: Finding, words: str) -> str:
    """What `finding` means of `words`: its span, or where it is a sum, the words of its details."""
    spans = finding.details or (finding,)
    return "\x1f".join(words[one.start : one.end] for one in spans)


def confirmations(findings: Iterable[Finding]) -> list[Confirmation]:
    """What an author confirms by confirming each of `findings` that can be."""
    return [Confirmation(kind=f.kind, digest=f.digest) for f in findings if f.can_confirm]
