"""Pictures of a draft: what was found in them, and those that nobody and nothing has looked at.

A look at a picture happens before (`gate.examine`); here its outcome becomes findings. Pure.
"""

from collections.abc import Iterator, Sequence

from rounds.gate.checks.sources import GMC_CONFIDENTIAL, NHS_NUMBER, safe_harbor
from rounds.gate.draft import Draft
from rounds.gate.finding import Finding, digest_of
from rounds.posts.seen import CHECKING, FAILED, READY, REFUSED, UNCHECKED, Seen, Spot

_BLUR = "blur it, or say that it is nobody's patient."
_REASONS = {
    "name": f"Picture {{n}} has what looks like a name written in it; {_BLUR}",
    "date": f"Picture {{n}} has a date written in it; {_BLUR}",
    "number": f"Picture {{n}} has a number written in it that could be a record's; {_BLUR}",
    "text": f"Picture {{n}} has something written in it; {_BLUR}",
    "face": f"Picture {{n}} shows a face; {_BLUR}",
    "barcode": f"Picture {{n}} shows a barcode, which others can read; {_BLUR}",
    "nhs_number": "Picture {n} has an NHS number written in it: its check digit fits. Blur it.",
}
_SOURCES = {
    "nhs_number": NHS_NUMBER,
    "face": safe_harbor("Q"),
    "date": safe_harbor("C"),
    "name": safe_harbor("A"),
}
_STATES = {
    CHECKING: (
        "picture_checking",
        (
            "Picture {n} is still being checked; this takes a few seconds. If nothing is found, the "
            "post goes out by itself."
        ),
    ),
    FAILED: (
        "picture_unseen",
        (
            "Picture {n} could not be checked. A person will look at it before it goes out; or leave "
            "it out."
        ),
    ),
    UNCHECKED: (
        "picture_unseen",
        (
            "This server can't check pictures by itself, and picture {n} is for teaching. A person "
            "will look at it before it goes out; or leave it out."
        ),
    ),
    REFUSED: (
        "picture_refused",
        (
            "Somebody looked at picture {n} and did not let it pass: {why} Leave it out, or put "
            "another in its place."
        ),
    ),
}
WAITS_FOR_A_PERSON = "picture_unseen"
WAITS_FOR_THE_JOB = "picture_checking"


def _spot(number: int, spot: Spot) -> Finding:
    return Finding(
        start=0, end=0, kind=spot.kind, part=f"media:{number}", box=spot.box, digest=spot.digest,
        reason=_REASONS.get(spot.kind, _REASONS["text"]).format(n=number + 1),
        source=_SOURCES.get(spot.kind, GMC_CONFIDENTIAL), can_confirm=spot.can_confirm,
    )  # fmt: skip


def check_pictures(draft: Draft, pictures: Sequence[Seen]) -> Iterator[Finding]:
    """The findings of `pictures`, in their order; boxes in fractions of width and height."""
    for number, seen in enumerate(pictures):
        if seen.state in _STATES and (seen.state != UNCHECKED or draft.teaching):
            kind, words = _STATES[seen.state]
            yield Finding(
                start=0, end=0, kind=kind, part=f"media:{number}", can_confirm=False,
                reason=words.format(n=number + 1, why=_sentence(seen.reason)),
                source=GMC_CONFIDENTIAL, digest=digest_of(str(seen.media_id)),
            )  # fmt: skip
        if seen.state == READY:
            yield from (_spot(number, spot) for spot in seen.spots)


def of_picture(finding: Finding) -> bool:
    """Whether `finding` is about what a picture shows, not about words; reading clears none of it."""
    return finding.box is not None or finding.kind.startswith("picture_")


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
