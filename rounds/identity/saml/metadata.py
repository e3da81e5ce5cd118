"""Read a federation's metadata: which institutions there are, and what each may speak for.

Metadata is what all else hangs on, so it comes from a file of the operator's, or signed by the
certificate that the operator named. The signature must be the root's own and cover all of it.
`shibmd:Scope` says for which domains an institution may speak; a scope that is a pattern is left
out, since what it lets through is not to be seen.

Source: OASIS, SAML 2.0 Metadata; Shibboleth metadata extensions 1.0; REFEDS hide-from-discovery.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from rounds.base.errors import Invalid

_NAMES = {
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "mdui": "urn:oasis:names:tc:SAML:metadata:ui",
    "shibmd": "urn:mace:shibboleth:metadata:1.0",
    "mdattr": "urn:oasis:names:tc:SAML:metadata:attribute",
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
}
_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
_HIDDEN = "http://refeds.org/category/hide-from-discovery"
_SPEAKS = "urn:oasis:names:tc:SAML:2.0:protocol"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One institution's log-in, as metadata describes it."""

    entity: str
    names: dict[str, str]
    sign_in: str
    certificates: list[str]
    scopes: list[str]
    listed: bool
    until: datetime | None


def _all(node: Any, path: str) -> list[Any]:
    found: list[Any] = node.xpath(path, namespaces=_NAMES)
    return found


def parse(raw: bytes) -> Any:
    """The root of `raw`, read without entities, without a DTD and without asking anybody.

    Errors: Invalid.
    """
    from lxml import etree

    reader = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(raw, reader)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Invalid("The metadata can't be read as XML.") from error
    if root.getroottree().docinfo.doctype:
        raise Invalid("The metadata holds a document type, which nothing here reads.")
    return root


def check_signature(root: Any, certificate: str) -> None:
    """Let pass what `certificate` (PEM) signed as a whole.

    Errors: Invalid, where there is no signature, where it covers something else, and where it fails.
    """
    from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

    own = _all(root, "./ds:Signature")
    everywhere = _all(root, "./ds:Signature/ds:SignedInfo/ds:Reference/@URI")
    identity = root.get("ID", "")
    if len(own) != 1 or not identity or everywhere != [f"#{identity}"]:
        raise Invalid("The metadata is not signed as a whole.")
    if len(root.xpath("//*[@ID=$wanted]", wanted=identity)) != 1:
        raise Invalid("The metadata is not signed as a whole.")
    if not Utils.validate_metadata_sign(root, cert=certificate):
        raise Invalid("The metadata was not signed by ROUNDS_SAML_CERTIFICATE.")


def _moment(words: str | None) -> datetime | None:
    if not words:
        return None
    try:
        found = datetime.fromisoformat(words)
    except ValueError as error:
        raise Invalid("The metadata does not say readably until when it holds.") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _until(entity: Any) -> datetime | None:
    """The earliest end that the entity or anything around it names."""
    named = [_moment(one) for one in _all(entity, "ancestor-or-self::*/@validUntil")]
    return min((one for one in named if one), default=None)


def _names(entity: Any, role: Any) -> dict[str, str]:
    shown = _all(role, "./md:Extensions/mdui:UIInfo/mdui:DisplayName")
    known = shown or _all(entity, "./md:Organization/md:OrganizationDisplayName")
    return {
        (one.get(_LANGUAGE) or "en").lower(): " ".join((one.text or "").split())[:120]
        for one in known[:_MOST]
        if (one.text or "").strip()
    }


def _scopes(entity: Any, role: Any) -> list[str]:
    found = _all(role, "./md:Extensions/shibmd:Scope") + _all(
        entity, "./md:Extensions/shibmd:Scope"
    )
    plain = [one for one in found if one.get("regexp", "false") in {"false", "0"}]
    return sorted({(one.text or "").strip().lower() for one in plain} - {""})


def _sign_in(role: Any, *, loopback: bool) -> str:
    """Where its log-in is asked by a link; only over TLS, but for this machine in tests."""
    for one in _all(role, "./md:SingleSignOnService"):
        address = one.get("Location", "")
        parts = urlsplit(address)
        near = loopback and parts.hostname in {"localhost", "127.0.0.1"}
        if one.get("Binding") == _REDIRECT and (parts.scheme == "https" or near):
            return str(address)
    return ""


def _certificates(role: Any) -> list[str]:
    keys = _all(role, "./md:KeyDescriptor[not(@use) or @use='signing']")
    found = [
        one for key in keys for one in _all(key, "./ds:KeyInfo/ds:X509Data/ds:X509Certificate")
    ]
    return ["".join((one.text or "").split()) for one in found if (one.text or "").strip()]


def _is_hidden(entity: Any) -> bool:
    path = "./md:Extensions/mdattr:EntityAttributes/saml:Attribute/saml:AttributeValue"
    return any((one.text or "").strip() == _HIDDEN for one in _all(entity, path))


def described(root: Any, *, loopback: bool = False) -> Iterator[Described]:
    """The institutions in metadata that can be asked: with a log-in, a key and a scope.

    Errors: Invalid for an end that can't be read.
    """
    for entity in _all(root, "descendant-or-self::md:EntityDescriptor"):
        for role in _all(entity, "./md:IDPSSODescriptor"):
            address, keys = _sign_in(role, loopback=loopback), _certificates(role)
            scopes, name = _scopes(entity, role), entity.get("entityID", "")
            spoken = _SPEAKS in role.get("protocolSupportEnumeration", "").split()
            if not (spoken and address and keys and scopes and name and len(name) <= 1024):
                continue
            yield Described(
                entity=name, names=_names(entity, role) or {"en": scopes[0]}, sign_in=address,
                certificates=keys, scopes=scopes, listed=not _is_hidden(entity),
                until=_until(entity),
            )  # fmt: skip
            break
