"""A camera with content credentials for the tests: its own authority, and pictures it signed.

What it signs is full of what must never leave: a place, names, a thumbnail, the name of a file. The
packages of the extra `images` are imported where they are used.
"""

import io
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from rounds.base.provenance.original import SOURCES
from rounds.base.provenance.signer import own_signer
from rounds.base.provenance.tool import quiet_settings

MAKER = "Northlight Cameras"
SECRETS = (
    b"Jane Roe", b"IMG_Jane_Roe_bed7", b"51,30.5N", b"GPSLatitude", b"SN-4471-XK", b"Ward 7 bed 3",
    b"thumbnail", b"stds.exif", b"2026-03-14", b"northlight-account",
)  # fmt: skip
_CREATED = {
    "label": "c2pa.actions.v2",
    "data": {
        "actions": [{"action": "c2pa.created", "digitalSourceType": SOURCES["digitalCapture"]}]
    },
}
MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True)
class Camera:
    """A maker of pictures with its own authority in `folder`."""

    folder: Path
    maker: str = MAKER

    def authority(self) -> str:
        """Its authority's certificate alone (PEM), as a list of trusted signers holds it."""
        own_signer(self.folder, self.maker)
        words = (self.folder / "authority.pem").read_text()
        return words[words.index("-----BEGIN CERTIFICATE") :]

    def takes(
        self, picture: bytes, kind: str = "JPEG", *, source: str = "digitalCapture", **more: Any
    ) -> bytes:
        """`picture` with a content credential that says too much; `more` adds to the manifest."""
        deeds = [{"action": "c2pa.created", "digitalSourceType": SOURCES[source]}]
        told = {
            "claim_generator_info": [{"name": "Northlight X2", "version": "1.4"}],
            "title": "IMG_Jane_Roe_bed7.jpg",
            "assertions": [
                {"label": "c2pa.actions.v2", "data": {"actions": deeds + more.pop("deeds", [])}},
                {
                    "label": "stds.exif",
                    "kind": "Json",
                    "data": {
                        "@context": {"EXIF": "http://ns.adobe.com/exif/1.0/"},
                        "EXIF:GPSLatitude": "51,30.5N",
                        "EXIF:DateTimeOriginal": "2026-03-14T09:26:53Z",
                        "EXIF:BodySerialNumber": "SN-4471-XK",
                    },
                },
                {
                    "label": "org.northlight-account.author",
                    "data": {"author": "Jane Roe", "note": "Ward 7 bed 3"},
                },
            ],
            **more,
        }
        return signed_by(self.folder, self.maker, picture, MIMES[kind], told)


def signed_by(
    folder: Path,
    host: str,
    picture: bytes,
    mime: str,
    told: dict[str, Any],
    *,
    responder: str = "",
    remote: str = "",
) -> bytes:
    """`picture` signed with a thumbnail, as most programs do.

    With `remote` its manifest is not in it but there; with `responder` the certificate names that
    address as the one to ask whether it was revoked.
    """
    from c2pa import Builder, C2paSignerInfo, Context, Signer

    files = own_signer(folder, host)
    words = _asks(files.key.read_bytes(), folder, responder)
    at = words.index(b"-----BEGIN CERTIFICATE")
    told = {"claim_generator_info": [{"name": "A program"}], "assertions": [_CREATED], **told}
    settings = quiet_settings()
    settings["builder"] = settings["builder"] | {"thumbnail": {"enabled": True}}
    out = io.BytesIO()
    with (
        Signer.from_info(C2paSignerInfo(b"es256", words[at:], words[:at], None)) as signer,
        Builder(json.dumps(told), context=Context.from_dict(settings)) as builder,
    ):
        if remote:
            builder.set_no_embed()
            builder.set_remote_url(remote)
        builder.sign(signer, mime, io.BytesIO(picture), out)
    return out.getvalue()


def _asks(signer: bytes, folder: Path, responder: str) -> bytes:
    """`signer` with a certificate that names an OCSP responder, if any."""
    if not responder:
        return signer
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
    from cryptography.x509.oid import AuthorityInformationAccessOID

    old, authority = x509.load_pem_x509_certificates(signer)
    above: Any = load_pem_private_key((folder / "authority.pem").read_bytes(), password=None)
    at = x509.UniformResourceIdentifier(responder)
    where = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, at)
    made = (
        x509.CertificateBuilder()
        .subject_name(old.subject).issuer_name(old.issuer).public_key(old.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(old.not_valid_before_utc).not_valid_after(old.not_valid_after_utc)
        .add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    )  # fmt: skip
    for one in old.extensions:
        made = made.add_extension(one.value, critical=one.critical)
    key = signer[: signer.index(b"-----BEGIN CERTIFICATE")]
    pem = Encoding.PEM
    return key + made.sign(above, SHA256()).public_bytes(pem) + authority.public_bytes(pem)


def scene(kind: str = "JPEG", size: tuple[int, int] = (900, 600), words: str = "ROE JANE") -> bytes:
    """A picture with a name in it and in its own metadata."""
    image = Image.effect_noise(size, 40).convert("RGB")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(image).text((60, 50), words, font=font, fill=(255, 255, 255))
    exif = Image.Exif()
    exif[0x013B] = "Jane Roe"
    exif[0x010E] = "Ward 7 bed 3"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def report(
    data: bytes, mime: str = "image/webp", *, trust: str = "", fetches: bool = False
) -> dict[str, Any]:
    """What c2pa's own Reader says of a file, as any other reader without our settings would hear it.

    With `fetches` it looks for a JPEG's manifest over the network; {} where it finds none.
    """
    from c2pa import C2paError, Context, Reader

    settings: dict[str, Any] = {
        "version": 1,
        "verify": {"verify_trust": True, "ocsp_fetch": False, "remote_manifest_fetch": False},
    }
    if trust:
        settings["trust"] = {"trust_anchors": trust}
    if fetches:
        with suppress(C2paError):
            Reader("image/jpeg", io.BytesIO(data)).close()
        return {}
    with Reader(mime, io.BytesIO(data), context=Context.from_dict(settings)) as reader:
        found: dict[str, Any] = json.loads(reader.json())
    return found


def failures(found: dict[str, Any]) -> set[str]:
    """The codes of what the Reader found wrong."""
    return {one["code"] for one in found["validation_results"]["activeManifest"]["failure"]}


def assertions(found: dict[str, Any]) -> dict[str, Any]:
    """The assertions of the active manifest by their labels."""
    active = found["manifests"][found["active_manifest"]]
    return {one["label"]: one["data"] for one in active["assertions"]}


def years_ago(count: float) -> datetime:
    """So many years before now."""
    return datetime.now(UTC) - timedelta(days=365 * count)
