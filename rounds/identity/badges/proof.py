"""Sign a document, and check a signature: Data Integrity with eddsa-rdfc-2022. Pure.

The document and the proof's own options are each turned into RDF, put into the one canonical order
(RDFC-1.0), hashed with SHA-256; both hashes together are signed with Ed25519.

Source: W3C, Data Integrity EdDSA Cryptosuites 1.0, section 3.2; RDF Dataset Canonicalization 1.0.
"""

import hashlib
import re
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from rounds.base.errors import Invalid
from rounds.identity.badges.contexts import ADDRESSES, CONTEXTS, TERMS, load
from rounds.identity.badges.did import from_base58, from_did, method_of, to_base58, to_did

Document = dict[str, Any]
SUITE = "eddsa-rdfc-2022"
_WHOLE = re.compile(r"(https?://|did:|urn:)[^\s<>\"{}|\\^`]+")
_DEPTH = 12
# Parts without a name are put in order by trying every order: a handful is enough for a badge, and
# a dozen would keep a server busy for hours.
_MOST_UNNAMED = 4


def moment(at: datetime) -> str:
    """`at` (aware) as documents write it: UTC, whole seconds."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_terms(part: object, name: str, depth: int = 0) -> None:
    """Errors: Invalid for anything that a proof would not cover."""
    if depth > _DEPTH:
        raise Invalid("It is nested too deeply to be a badge.")
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in TERMS:
                raise Invalid(f"It holds '{key}', which its proof does not cover.")
            _check_terms(value, key, depth + 1)
    elif isinstance(part, list):
        for one in part:
            _check_terms(one, name, depth + 1)
    elif part is None or isinstance(part, float):
        raise Invalid(f"It says nothing readable under '{name}'.")
    elif name in ADDRESSES and not (isinstance(part, str) and _WHOLE.fullmatch(part)):
        raise Invalid(f"Under '{name}' stands no whole address.")
    elif name in {"type", "proofPurpose"} and part not in TERMS:
        raise Invalid(f"It is of a kind that is not known here: {part}.")


def _unnamed(part: object) -> int:
    """How many parts have no `id`: each may be mistaken for each other, so each doubles the work."""
    if isinstance(part, list):
        return sum(map(_unnamed, part))
    if not isinstance(part, dict):
        return 0
    return ("id" not in part) + sum(map(_unnamed, part.values()))


def _check_shape(document: Document) -> None:
    contexts = document.get("@context")
    if (
        not isinstance(contexts, list)
        or not contexts
        or not all(isinstance(one, str) and one in CONTEXTS for one in contexts)
    ):
        raise Invalid("It is written in terms that are not known here.")
    body = {key: value for key, value in document.items() if key not in {"@context", "proof"}}
    _check_terms(body, "")
    if _unnamed(body) > _MOST_UNNAMED:
        raise Invalid("Too many of its parts have no name to be told apart by.")


def _digest(document: Document) -> bytes:
    # The library reads contexts and brings a parser of its own: only badges wait for it.
    from pyld import jsonld

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    try:
        words: str = jsonld.normalize(document, options)
    except (jsonld.JsonLdError, KeyError, TypeError, ValueError) as error:
        raise Invalid("It can't be read as a badge.") from error
    return hashlib.sha256(words.encode()).digest()


def _signed_bytes(document: Document, options: Document) -> bytes:
    _check_shape(document)
    body = {key: value for key, value in document.items() if key != "proof"}
    settled = {key: value for key, value in options.items() if key != "proofValue"}
    settled["@context"] = document["@context"]
    _check_shape(settled)
    return _digest(settled) + _digest(body)


def sign(document: Document, key: Ed25519PrivateKey, at: datetime) -> Document:
    """`document` with a proof by `key`, made `at` (aware)."""
    did = to_did(key.public_key().public_bytes_raw())
    options: Document = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(at),
        "verificationMethod": method_of(did),
        "proofPurpose": "assertionMethod",
    }
    value = "z" + to_base58(key.sign(_signed_bytes(document, options)))
    return document | {"proof": options | {"proofValue": value}}


def issuer_of(document: Document) -> str:
    """Who says that they issued `document`; empty where nobody does."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def check(document: Document) -> str:
    """The DID of who signed `document`, once the signature holds.

    Errors: Invalid, saying in a sentence why it does not.
    """
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("cryptosuite") != SUITE:
        raise Invalid(f"It has no proof of the kind {SUITE}.")
    did = issuer_of(document)
    public = from_did(did)
    if proof.get("verificationMethod") != method_of(did):
        raise Invalid("It was not signed by who is named as its issuer.")
    if proof.get("proofPurpose") != "assertionMethod":
        raise Invalid("Its proof was made for another purpose.")
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise Invalid("A key or a signature in it can't be read.")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            from_base58(value[1:]), _signed_bytes(document, proof)
        )
    except InvalidSignature as error:
        raise Invalid("The signature does not hold: somebody has changed it.") from error
    return did
