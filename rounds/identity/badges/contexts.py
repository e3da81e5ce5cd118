"""The terms our documents use, and which RDF properties they stand for. Pure.

A proof covers the RDF that a JSON-LD document means, not its letters. Which property a term means is
said by two contexts that others publish; nothing here ever fetches them. These tables hold the terms
we use, and the reader refuses a document with any other: what is not in them would not be covered
by the proof, so that a stranger could add it to a signed badge without anybody noticing.

Source: W3C, Verifiable Credentials Data Model 2.0, annex B.1 (the terms of /ns/credentials/v2);
1EdTech, Open Badges 3.0.3, section D.1.
"""

from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

_VC = "https://www.w3.org/2018/credentials#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_SEC = "https://w3id.org/security#"
_OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
# Open Badges writes this namespace with https, and so it is signed.
_OB_XSD = "https://www.w3.org/2001/XMLSchema#"


def _link(address: str) -> dict[str, str]:
    return {"@id": address, "@type": "@id"}


def _typed(address: str, kind: str) -> dict[str, str]:
    return {"@id": address, "@type": kind}


_CREDENTIAL_TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "name": "https://schema.org/name",
    "description": "https://schema.org/description",
    "VerifiableCredential": f"{_VC}VerifiableCredential",
    "issuer": _link(f"{_VC}issuer"),
    "credentialSubject": _link(f"{_VC}credentialSubject"),
    "credentialStatus": _link(f"{_VC}credentialStatus"),
    "validFrom": _typed(f"{_VC}validFrom", f"{_XSD}dateTime"),
    "validUntil": _typed(f"{_VC}validUntil", f"{_XSD}dateTime"),
    "BitstringStatusListCredential": f"{_STATUS}BitstringStatusListCredential",
    "BitstringStatusList": f"{_STATUS}BitstringStatusList",
    "BitstringStatusListEntry": f"{_STATUS}BitstringStatusListEntry",
    "encodedList": _typed(f"{_STATUS}encodedList", f"{_SEC}multibase"),
    "statusPurpose": f"{_STATUS}statusPurpose",
    "statusListCredential": _link(f"{_STATUS}statusListCredential"),
    "statusListIndex": f"{_STATUS}statusListIndex",
    "DataIntegrityProof": f"{_SEC}DataIntegrityProof",
    "created": _typed("http://purl.org/dc/terms/created", f"{_XSD}dateTime"),
    "cryptosuite": _typed(f"{_SEC}cryptosuite", f"{_SEC}cryptosuiteString"),
    "proofPurpose": _typed(f"{_SEC}proofPurpose", "@vocab"),
    "assertionMethod": f"{_SEC}assertionMethod",
    "verificationMethod": _link(f"{_SEC}verificationMethod"),
}
_BADGE_TERMS: dict[str, Any] = {
    "OpenBadgeCredential": f"{_OB}OpenBadgeCredential",
    "Profile": f"{_OB}Profile",
    "url": _typed("https://schema.org/url", f"{_OB_XSD}anyURI"),
    "AchievementSubject": f"{_OB}AchievementSubject",
    "achievement": f"{_OB}achievement",
    "identifier": {"@id": f"{_OB}identifier", "@container": "@set"},
    "IdentityObject": f"{_OB}IdentityObject",
    "hashed": _typed(f"{_OB}hashed", f"{_OB_XSD}boolean"),
    "identityHash": f"{_OB}identityHash",
    "identityType": f"{_OB}identityType",
    "salt": f"{_OB}salt",
    "Achievement": f"{_OB}Achievement",
    "criteria": _link(f"{_OB}Criteria"),
    "narrative": f"{_OB}narrative",
    "specialization": f"{_OB}specialization",
}

CONTEXTS: dict[str, dict[str, Any]] = {CREDENTIALS: _CREDENTIAL_TERMS, OPEN_BADGES: _BADGE_TERMS}
TERMS = frozenset(_CREDENTIAL_TERMS) | frozenset(_BADGE_TERMS)
# What must be a whole address: a relative one means nothing and would go unsigned.
ADDRESSES = frozenset({"id"}) | frozenset(
    term
    for terms in CONTEXTS.values()
    for term, meaning in terms.items()
    if isinstance(meaning, dict) and meaning.get("@type") == "@id"
)


def load(url: str, options: dict[str, Any] | None = None) -> dict[str, Any]:
    """A context by its address, from the tables above.

    Errors: KeyError for any other: nothing is fetched.
    """
    document = {"@context": CONTEXTS[url]}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}  # fmt: skip
