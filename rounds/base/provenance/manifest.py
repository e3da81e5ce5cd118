"""The manifest that this server signs: what it was given, and what it did. Pure.

It holds three assertions and nothing else: the ingredient (without its manifest store), the actions
in their order, and what was distilled of the originals. No thumbnail, no name of a file, no time of
day: the picture's own time would be that of the upload.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from rounds import __version__
from rounds.base.provenance.original import OURS, SOURCES, TRUSTED, Original, made_by_ai, source_of

WEBP = "image/webp"
_INGREDIENT = "c2pa.ingredient.v3"
ACTIONS_LABEL = "c2pa.actions.v2"


class Step(StrEnum):
    """What was done to a picture here."""

    TURNED = "turned"
    FIRST_FRAME = "first_frame"
    BACKED = "backed"
    RESIZED = "resized"
    WRITTEN_ANEW = "written_anew"
    CLEANED = "cleaned"
    BLURRED = "blurred"


_ACTION = {
    Step.TURNED: ("c2pa.orientation", ""),
    Step.FIRST_FRAME: ("c2pa.edited", "Of several pictures in the file the first was kept."),
    Step.BACKED: ("c2pa.edited", "What was see-through was laid on a plain ground."),
    Step.RESIZED: ("c2pa.resized", ""),
    Step.WRITTEN_ANEW: ("c2pa.transcoded", ""),
    Step.CLEANED: ("c2pa.edited.metadata", "All metadata of the original was removed."),
    Step.BLURRED: (
        "c2pa.edited",
        "Places that could have identified somebody were made unreadable.",
    ),
}


def label_at(host: str) -> str:
    """The label of this server's own assertion: its host turned round, as C2PA names those of others."""
    parts = [part for part in host.lower().split(".") if part]
    if not parts or parts[-1].isdigit() or ":" in host:
        parts = ["localhost"]
    return ".".join(reversed(parts)) + OURS


def definition(originals: Sequence[Original], steps: Iterable[Step], host: str) -> dict[str, Any]:
    """What c2pa's Builder is told for one size of a picture made from `originals`, the nearest first."""
    given = originals[0]
    return {
        "claim_generator_info": [{"name": "Rounds", "version": __version__}],
        "title": "Picture",
        "format": WEBP,
        "ingredients": [
            {
                "title": "Original", "format": given.format, "instance_id": given.digest,
                "relationship": "parentOf", "label": _INGREDIENT, "description": in_words(given),
            }
        ],
        "assertions": [
            {
                "label": ACTIONS_LABEL,
                "data": {"actions": actions(originals, steps), "allActionsIncluded": True},
            },
            {"label": label_at(host), "data": {"originals": msgspec.to_builtins(originals)}},
        ],
    }  # fmt: skip


def actions(originals: Sequence[Original], steps: Iterable[Step]) -> list[dict[str, Any]]:
    """What was done, in C2PA's words: the original was opened, then `steps`.

    Its source type becomes this server's own word only where its signer is trusted, or where it admits to
    a machine's part: that a picture was 'taken with a camera' anybody can sign. Otherwise it stands
    among what the original said.
    """
    opened: dict[str, Any] = {
        "action": "c2pa.opened", "parameters": {"ingredientIds": [_INGREDIENT]},
    }  # fmt: skip
    source = source_of(tuple(originals))
    if source and (made_by_ai(source) or originals[0].checked == TRUSTED):
        opened["digitalSourceType"] = SOURCES[source]
    found = [opened]
    for step in steps:
        name, words = _ACTION[step]
        found.append({"action": name, "description": words} if words else {"action": name})
    return found


def in_words(given: Original) -> str:
    """What a reader of any make is shown of the original: its signer, and how it was checked."""
    by = f"signed by {given.signer}" if given.signer else "whose signer names no organisation"
    trust = "was" if given.checked == TRUSTED else "was not"
    return (
        f"A picture with content credentials {by}. They were valid when this server opened it; the signer"
        f" {trust} on a list of trusted signers there. They are not embedded, since they can hold what"
        " identifies a patient."
    )
