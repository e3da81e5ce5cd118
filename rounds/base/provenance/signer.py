"""Who signs: the operator's certificate, or a small authority of the server's own.

Made at the first need and kept in a folder of the home, for the server's user alone: an authority
that holds thirty years, and under it a certificate that signs. There is no time stamp, which would
need the network, so a signature is good for as long as its certificate. It therefore holds ten years
and is renewed each year, with a new key: what is signed holds nine years at least.

What c2pa-rs asks of a certificate that signs: version 3, not signed by itself, `digitalSignature` as
its critical use, no CA, and an extended use that its configuration knows. A reader without any
configuration knows e-mail protection alone, so both that and C2PA's own are named.

Source: C2PA specification 2.2, 14.5.1 (certificate profile); RFC 5280.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

YEAR = timedelta(days=365)
AUTHORITY_HOLDS, SIGNER_HOLDS = 30 * YEAR, 10 * YEAR
SIGNER_RENEWED_BEFORE, AUTHORITY_RENEWED_BEFORE = 9 * YEAR, 11 * YEAR
_A_DAY = timedelta(days=1)
_CLAIM_SIGNING = "1.3.6.1.4.1.62558.2.1"
_LONGEST = 64


class SignerFiles(NamedTuple):
    """The files (PEM) of a certificate with its chain, and of its key; they may be one."""

    certificate: Path
    key: Path


def own_signer(folder: Path, host: str, at: datetime | None = None) -> SignerFiles:
    """The signer of the server at `host`, kept in `folder`; made or renewed where that is due.

    Errors: OSError where the folder can't be written.
    """
    moment = at or datetime.now(UTC)
    with _alone_in(folder):
        authority, signer = folder / "authority.pem", folder / "signer.pem"
        made = not _holds(authority, host, moment + AUTHORITY_RENEWED_BEFORE)
        if made:
            _write(authority, _authority(host, moment))
        if made or not _holds(signer, host, moment + SIGNER_RENEWED_BEFORE):
            _write(signer, _signer(authority.read_bytes(), host, moment))
    return SignerFiles(signer, signer)


def ends_at(certificate: Path) -> datetime:
    """When the first certificate in the file ends.

    Errors: OSError or ValueError where none can be read.
    """
    from cryptography import x509

    return x509.load_pem_x509_certificates(certificate.read_bytes())[0].not_valid_after_utc


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time in `folder`, which nobody else may look into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, data: bytes) -> None:
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    beside.replace(path)


def _holds(path: Path, host: str, until: datetime) -> bool:
    """Whether the certificate at `path` is one of `host` that holds until then."""
    from cryptography import x509

    try:
        first = x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError):
        return False
    names = first.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    return [name.value for name in names] == [host[:_LONGEST]] and first.not_valid_after_utc > until


def _names(common: str, host: str) -> Any:
    from cryptography.x509 import Name, NameAttribute, NameOID

    return Name(
        [
            NameAttribute(NameOID.ORGANIZATION_NAME, host[:_LONGEST]),
            NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _begun(subject: Any, issuer: Any, key: Any) -> Any:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _uses(*, signs_certificates: bool) -> Any:
    from cryptography.x509 import KeyUsage

    return KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates,
        crl_sign=signs_certificates, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _pem(key: Any, *certificates: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def _authority(host: str, at: datetime) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import BasicConstraints

    key, names = generate_private_key(SECP256R1()), _names("Rounds, content credentials", host)
    certificate = (
        _begun(names, names, key)
        .not_valid_before(at - _A_DAY)
        .not_valid_after(at + AUTHORITY_HOLDS)
        .add_extension(BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_uses(signs_certificates=True), critical=True)
        .sign(key, SHA256())
    )
    return _pem(key, certificate)


def _signer(authority: bytes, host: str, at: datetime) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509.oid import ExtendedKeyUsageOID

    above: Any = load_pem_private_key(authority, password=None)
    issuer = x509.load_pem_x509_certificates(authority)[0]
    key = generate_private_key(SECP256R1())
    purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION, x509.ObjectIdentifier(_CLAIM_SIGNING)]
    certificate = (
        _begun(_names("Rounds, pictures", host), issuer.subject, key)
        .not_valid_before(at - _A_DAY)
        .not_valid_after(at + SIGNER_HOLDS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_uses(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False
        )
        .sign(above, SHA256())
    )
    return _pem(key, certificate, issuer)
