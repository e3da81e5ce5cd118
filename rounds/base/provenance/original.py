"""What may be said of the picture that came in: distilled from its content credential. Pure.

A credential is written by whoever signed it and may hold anything. What goes on is a digest, words
from the lists below, a year, and two short names. Of the time only the year stays: a camera signs as
it takes the picture, and the day of an examination identifies (45 CFR 164.514(b)(2)(i)(C)). The
certificate's own name may be a person's; the organisation it names is what stays.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_C2PA = "http://c2pa.org/digitalsourcetype/"
SOURCES = {
    name: f"{_IPTC}{name}"
    for name in (
        "algorithmicMedia", "algorithmicallyEnhanced", "composite", "compositeCapture",
        "compositeSynthetic", "compositeWithTrainedAlgorithmicMedia", "computationalCapture",
        "dataDrivenMedia", "digitalArt", "digitalCapture", "digitalCreation", "humanEdits",
        "minorHumanEdits", "negativeFilm", "positiveFilm", "print", "screenCapture",
        "softwareImage", "trainedAlgorithmicMedia", "virtualRecording",
    )
} | {name: f"{_C2PA}{name}" for name in ("empty", "trainedAlgorithmicData")}  # fmt: skip
BY_AI = "trainedAlgorithmicMedia"
PARTLY_BY_AI = "compositeWithTrainedAlgorithmicMedia"
_SOME_AI = frozenset({BY_AI, PARTLY_BY_AI, "compositeSynthetic"})
ACTIONS = frozenset(
    f"c2pa.{name}"
    for name in (
        "addedText", "adjustedColor", "changedSpeed", "color_adjustments", "converted", "created",
        "cropped", "deleted", "drawing", "dubbed", "edited", "edited.metadata", "enhanced",
        "filtered", "opened", "orientation", "placed", "printed", "published", "redacted",
        "removed", "repackaged", "resized", "resized.proportional", "scanned", "screenshotted",
        "transcoded", "translated", "trimmed", "unknown", "watermarked", "watermarked.bound",
        "watermarked.unbound",
    )
)  # fmt: skip
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# How the assertion of a Rounds server ends in which it names the originals; before it stands its host.
OURS = ".rounds.original"
MOST_ACTIONS, MOST_ORIGINALS, LONGEST_NAME = 24, 8, 64
_DEEPEST = 16
_MARKS = " .,&'’()+-/"
VALID, TRUSTED = "valid", "trusted"


class Original(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One picture that another was made from, as its content credential described it.

    `digest` is the SHA-256 of its file: whoever holds that file can tell that it is the one, and
    nobody else learns anything. `checked` is how it stood when it came in: 'valid', or 'trusted' where
    its signer was on the list of who checked. `source` is the IPTC digital source type.
    """

    digest: str
    format: str
    checked: str
    signer: str = ""
    generator: str = ""
    year: int = 0
    source: str = ""
    actions: tuple[str, ...] = ()
    rounds: bool = False


def clean_name(value: Any) -> str:
    """`value` as a short name: letters, digits and a few marks; '' for anything else."""
    if not isinstance(value, str):
        return ""
    kept = (c if c in _MARKS or unicodedata.category(c)[0] in "LMN" else " " for c in value)
    return " ".join("".join(kept).split())[:LONGEST_NAME].strip()


def clean(one: Original) -> Original | None:
    """`one` with nothing in it but what may stand there; None where it isn't one at all."""
    digest = one.digest.removeprefix("sha256:")
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        return None
    if one.format not in FORMATS.values() or one.checked not in {VALID, TRUSTED}:
        return None
    return Original(
        digest=f"sha256:{digest}",
        format=one.format,
        checked=one.checked,
        signer=clean_name(one.signer),
        generator=clean_name(one.generator),
        year=one.year if 1990 <= one.year <= 9999 else 0,
        source=one.source if one.source in SOURCES else "",
        actions=tuple(a for a in one.actions if a in ACTIONS)[:MOST_ACTIONS],
        rounds=one.rounds,
    )


def source_of(originals: tuple[Original, ...]) -> str:
    """Where the picture comes from by all that is known: a machine's part in it outweighs the rest."""
    found = [one.source for one in originals if one.source]
    return next((source for source in found if source in _SOME_AI), found[0] if found else "")


def made_by_ai(source: str) -> str:
    """'wholly', 'partly', or '' where nothing says so."""
    return "wholly" if source == BY_AI else "partly" if source in _SOME_AI else ""


def distilled(report: Mapping[str, Any], digest: str, kind: str) -> tuple[Original, ...]:
    """What the library's report on a file says of it, the file itself first, then what it names.

    `report` is that of c2pa's Reader, with a credential that holds.
    """
    manifests = report["manifests"]
    active = manifests[report["active_manifest"]]
    signature = active.get("signature_info") or {}
    earlier = tuple(_named_by_a_rounds(active))
    one = Original(
        digest=digest,
        format=kind,
        checked=TRUSTED if report.get("validation_state") == "Trusted" else VALID,
        signer=clean_name(signature.get("issuer")),
        generator=_generator(active),
        year=_year(signature.get("time")),
        source=_source(manifests, report["active_manifest"]),
        actions=tuple(dict.fromkeys(name for name, _source_type in _deeds(active))),
        rounds=bool(earlier),
    )
    found = (clean(each) for each in (one, *earlier))
    return tuple(each for each in found if each is not None)[:MOST_ORIGINALS]


def _generator(manifest: Mapping[str, Any]) -> str:
    """The program that wrote the claim, without its version."""
    for one in manifest.get("claim_generator_info") or []:
        if isinstance(one, dict) and (name := clean_name(one.get("name"))):
            return name
    first = str(manifest.get("claim_generator") or "").split(" ")[0].split("/")[0]
    return clean_name(first.replace("_", " "))


def _year(time: Any) -> int:
    words = str(time or "")[:4]
    return int(words) if words.isascii() and words.isdigit() else 0


def _assertions(manifest: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for one in manifest.get("assertions") or []:
        if isinstance(one, dict):
            yield str(one.get("label", "")), one.get("data")


def _deeds(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each action of a manifest with the source type it names, if any."""
    for label, data in _assertions(manifest):
        if label.startswith("c2pa.actions") and isinstance(data, dict):
            for one in data.get("actions") or []:
                if isinstance(one, dict):
                    kind = str(one.get("digitalSourceType") or "").rsplit("/", 1)[-1]
                    yield str(one.get("action", "")), kind


def _named_by_a_rounds(manifest: Mapping[str, Any]) -> Iterator[Original]:
    """The originals that another Rounds named: what it was given before it was given to us."""
    for label, data in _assertions(manifest):
        if label.endswith(OURS) and isinstance(data, dict):
            try:
                yield from msgspec.convert(data.get("originals"), list[Original])
            except msgspec.ValidationError:
                continue


def _source(manifests: Mapping[str, Any], label: str) -> str:
    """The digital source type of the picture, from the whole tree of what it was made from.

    A part made by a machine makes the whole partly so, and so does an edit by one.
    """
    begun: list[str] = []
    some_ai = False
    for kind, is_beginning in _tree(manifests, label):
        if is_beginning and kind in SOURCES:
            begun.append(kind)
        some_ai = some_ai or kind in _SOME_AI
    first = begun[-1] if begun else ""
    return PARTLY_BY_AI if some_ai and first not in _SOME_AI else first


def _tree(manifests: Mapping[str, Any], label: str) -> Iterator[tuple[str, bool]]:
    """Every source type in the tree, and whether the whole picture began so; the oldest last."""
    waiting, seen = [(label, True, 0)], set()
    while waiting:
        name, is_whole, deep = waiting.pop(0)
        manifest = manifests.get(name)
        if not isinstance(manifest, dict) or name in seen or deep > _DEEPEST:
            continue
        seen.add(name)
        for action, kind in _deeds(manifest):
            yield kind, is_whole and action in {"c2pa.created", "c2pa.opened"}
        for one in manifest.get("ingredients") or []:
            # What a machine was only shown (`inputTo`) is no part of the picture.
            if isinstance(one, dict) and one.get("relationship") != "inputTo":
                parent = is_whole and one.get("relationship") == "parentOf"
                waiting.append((str(one.get("active_manifest")), parent, deep + 1))
