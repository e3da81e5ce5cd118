"""Content credentials of pictures: read as one comes in, signed anew into each size it is kept in.

A credential that does not hold gets no new one: a reader who sees its mark would take for checked what
was not. Nor does a picture that came without. What it says of the picture passes the check of words
that `site/` plugs in (`names_checked_by`), since it is published and its author could have written it;
without that check no name stays.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import structlog
from django.conf import settings

from rounds.base.images import Reencoded
from rounds.base.origins import has_content_credential
from rounds.base.provenance import apart
from rounds.base.provenance.manifest import Step, definition
from rounds.base.provenance.original import FORMATS, Original, made_by_ai, source_of
from rounds.base.provenance.signer import SignerFiles, own_signer
from rounds.base.provenance.steps import in_this_size, steps_and_size
from rounds.base.provenance.tool import VALID, ReadErrand, SignErrand

KEPT, INVALID, UNREADABLE, UNSIGNED = "kept", "invalid", "unreadable", "unsigned"
SIGNER_FOLDER = "provenance"
log = structlog.get_logger("rounds.posts")

_names_nobody: Callable[[str], bool] | None = None


class Provenance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of the content credential that a picture came with.

    *Kept*: it held, and each size carries a new one. *Invalid*: it did not hold. *Unreadable*: it could
    not be read. *Unsigned*: it held, and signing a new one failed. `size` is the original's, upright.
    """

    state: str
    originals: tuple[Original, ...] = ()
    steps: tuple[Step, ...] = ()
    size: tuple[int, int] = (0, 0)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What readers are told of a picture's content credential; `originals` are the nearest first.

    `made_by_ai` is 'wholly', 'partly' or '' (nothing says so); `signed_by` is this server.
    """

    signed_by: str
    made_by_ai: str
    source: str
    done: tuple[str, ...]
    originals: tuple[Original, ...]


def names_checked_by(names_nobody: Callable[[str], bool] | None) -> None:
    """Have each name in a credential asked about; one that is not let pass is left out."""
    global _names_nobody
    _names_nobody = names_nobody


def provenance_of(data: bytes) -> Provenance | None:
    """What the content credential of the picture `data` says; it isn't signed anew yet.

    None for a picture without one, and where the extra is not installed. `data` was decoded before.
    """
    if not (has_content_credential(data) and apart.is_installed()):
        return None
    kind = next((mime for name, mime in FORMATS.items() if _is(data, name)), "")
    errand = ReadErrand(data=data, format=kind, trust=settings.ROUNDS.c2pa_trust)
    reading = apart.read(errand)
    if reading.state != VALID:
        return Provenance(state=INVALID if reading.state == INVALID else UNREADABLE)
    steps, size = steps_and_size(data)
    originals = tuple(_without_people(one) for one in reading.originals)
    return Provenance(state=KEPT, originals=originals, steps=tuple(steps), size=size)


def _is(data: bytes, name: str) -> bool:
    starts = {"JPEG": data[:2] == b"\xff\xd8", "PNG": data[:4] == b"\x89PNG"}
    return starts.get(name, data[8:12] == b"WEBP")


def _without_people(one: Original) -> Original:
    def fit(name: str) -> str:
        return name if name and _names_nobody is not None and _names_nobody(name) else ""

    return msgspec.structs.replace(one, signer=fit(one.signer), generator=fit(one.generator))


def signed(made: Reencoded, provenance: Provenance) -> tuple[Reencoded, Provenance]:
    """`made` with a manifest in each size, where the credential that came in was kept.

    What can't be signed is published without, and its owner is told.
    """
    if provenance.state not in {KEPT, UNSIGNED}:
        return made, provenance
    steps = list(provenance.steps)
    told = tuple(
        definition(
            provenance.originals,
            in_this_size(steps, (one.width, one.height), provenance.size),
            our_host(),
        )
        for one in made.sizes
    )
    try:
        files = signer_files()
    except OSError as error:
        log.error("content credentials not signed", reason=error.strerror)
        return made, msgspec.structs.replace(provenance, state=UNSIGNED)
    pictures = tuple(one.data for one in made.sizes)
    answer = apart.sign(
        SignErrand(
            pictures=pictures, definitions=told, certificate=str(files.certificate),
            key=str(files.key),
        )
    )  # fmt: skip
    if answer.refused or len(answer.pictures) != len(pictures):
        log.error("content credentials not signed", reason=answer.refused)
        return made, msgspec.structs.replace(provenance, state=UNSIGNED)
    pairs = zip(made.sizes, answer.pictures, strict=True)
    sizes = tuple(replace(one, data=data) for one, data in pairs)
    return replace(made, sizes=sizes), msgspec.structs.replace(provenance, state=KEPT)


def blurred_again(provenance: Provenance) -> Provenance:
    """`provenance` of a picture in which places were just blurred, and which was written anew again."""
    steps = (*provenance.steps, Step.BLURRED, Step.WRITTEN_ANEW)
    return msgspec.structs.replace(provenance, steps=steps)


def our_host() -> str:
    """The host that signs."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def signer_files() -> SignerFiles:
    """The operator's certificate and key, or else the server's own, made where there is none.

    Errors: OSError where the home can't be written.
    """
    config = settings.ROUNDS
    if config.c2pa_certificate:
        return SignerFiles(Path(config.c2pa_certificate), Path(config.c2pa_key))
    return own_signer(config.home / SIGNER_FOLDER, our_host())


def to_stored(provenance: Provenance | None) -> dict[str, Any]:
    """`provenance` as a picture's row keeps it."""
    return msgspec.to_builtins(provenance) if provenance else {}


def from_stored(kept: Any) -> Provenance | None:
    """What a picture's row keeps (as a mapping); None for a picture that came without, or before."""
    return msgspec.convert(kept, Provenance) if kept else None


def told_of(kept: Any, size: tuple[int, int]) -> Told | None:
    """What readers are told of the picture of that `size` whose row keeps `kept`.

    None where it carries no credential.
    """
    provenance = from_stored(kept)
    if provenance is None or provenance.state != KEPT:
        return None
    source = source_of(provenance.originals)
    steps = in_this_size(list(provenance.steps), size, provenance.size)
    done = tuple(dict.fromkeys(step.value for step in steps))
    return Told(
        signed_by=our_host(), made_by_ai=made_by_ai(source), source=source, done=done,
        originals=provenance.originals,
    )  # fmt: skip
