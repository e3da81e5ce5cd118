"""Judge what an institution sent back by somebody's browser, and believe only what it signed.

The library (python3-saml) checks the schema, the signature by the keys in the metadata, that there
is one assertion and that it is the one that was signed, issuer, audience and times. Beyond it:

- who the assertion is for (audience), where it goes (recipient) and which question it answers stand
  in what was signed, and must be there: the library lets them be left out;
- it was made within the last twenty minutes, whatever end it gives itself;
- it is taken once: its number is kept until it would be refused for its age;
- the affiliation is for a domain that the metadata lets this institution speak for.

Whether the question was asked from this very browser only the browser's session knows: see
`claims.by_saml`. Of the person nothing is kept but a keyed digest of their lasting identifier.

Source: OASIS, SAML 2.0 Profiles 4.1.4 (web browser SSO) and Security Considerations 6.4; REFEDS
eduPerson 202208; OASIS, SAML V2.0 Subject Identifier Attributes.
"""

import base64
import binascii
import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction

from rounds.base import clock
from rounds.base.errors import NotFound, RoundsError
from rounds.identity.saml.providers import provider_by_entity
from rounds.identity.saml.service import (
    AFFILIATION,
    PAIRWISE,
    our_ear,
    our_entity,
    where_we_are,
    words_for,
)
from rounds.identity.saml_models import SamlProvider, SamlSpent
from rounds.identity.seal import mark

log = logging.getLogger(__name__)

LONGEST = 256 * 1024
FRESH = timedelta(minutes=20)
CLOCKS_MAY_DIFFER = timedelta(minutes=5)
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
_AFFILIATIONS = (
    AFFILIATION,
    "urn:mace:dir:attribute-def:eduPersonScopedAffiliation",
    "eduPersonScopedAffiliation",
)
# What lasts beyond one sign-in, the most private first.
_LASTING = (
    PAIRWISE,
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "urn:oid:1.3.6.1.4.1.5923.1.1.1.10",  # eduPersonTargetedID
    "urn:oid:1.3.6.1.4.1.5923.1.1.1.13",  # eduPersonUniqueId
    "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",  # eduPersonPrincipalName
)


class Wrong(StrEnum):
    """Why an answer was not believed, as far as whoever signed in can do something about it."""

    UNKNOWN = "unknown"
    REFUSED = "refused"
    LATE = "late"
    AGAIN = "again"
    UNSOUND = "unsound"


class NotBelieved(RoundsError):
    """The answer is not believed; `wrong` says why, the message says more to whoever runs the server."""

    def __init__(self, wrong: Wrong, words: str) -> None:
        super().__init__(words)
        self.wrong = wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an institution signed: in answer to which question, of whom (a digest), and which ties."""

    request: str
    provider: int
    who: str
    affiliations: tuple[str, ...]


def _unsound(words: str) -> NotBelieved:
    return NotBelieved(Wrong.UNSOUND, words)


def _sender(raw: bytes) -> SamlProvider:
    """Whoever an answer says it is from: a claim, until the signature holds by their keys."""
    from lxml import etree
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

    try:
        root = Xml.to_etree(raw)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unsound("It is no XML that is read here.") from error
    found = Xml.query(root, "/samlp:Response/saml:Issuer") or Xml.query(
        root, "/samlp:Response/saml:Assertion/saml:Issuer"
    )
    try:
        return provider_by_entity((found[0].text or "").strip() if found else "")
    except NotFound as error:
        raise NotBelieved(Wrong.UNKNOWN, "Nobody the metadata names sent it.") from error


def _checked(words: str, provider: SamlProvider) -> Any:
    """The answer once the library lets it pass."""
    import xmlsec
    from lxml import etree
    from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
    from onelogin.saml2.response import OneLogin_Saml2_Response as Response
    from onelogin.saml2.settings import OneLogin_Saml2_Settings as Settings

    known = OneLogin_Saml2_ValidationError
    late = {known.ASSERTION_EXPIRED, known.ASSERTION_TOO_EARLY, known.SESSION_EXPIRED}
    try:
        found = Response(Settings(words_for(provider)), words)
        found.is_valid(where_we_are(), raise_exceptions=True)
    except known as error:
        wrong = Wrong.LATE if error.code in late else Wrong.UNSOUND
        if error.code == known.STATUS_CODE_IS_NOT_SUCCESS:
            wrong = Wrong.REFUSED
        raise NotBelieved(wrong, f"The library refuses it ({error.code}).") from error
    except (OneLogin_Saml2_Error, xmlsec.Error, etree.Error, ValueError, TypeError) as error:
        raise _unsound(f"It can't be read ({type(error).__name__}).") from error
    return found


def _moment(words: str | None) -> datetime:
    from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

    if not words:
        raise _unsound("It does not say when it was made, or until when it holds.")
    try:
        return datetime.fromtimestamp(Utils.parse_SAML_to_time(words), UTC)
    except (ValueError, OverflowError) as error:
        raise _unsound("It says unreadably when it was made.") from error


def _check_audience(assertion: Any, query: Any) -> None:
    restrictions = query(assertion, "./saml:Conditions/saml:AudienceRestriction")
    if not restrictions:
        raise _unsound("It does not say for whom it is.")
    for one in restrictions:
        meant = [(node.text or "").strip() for node in query(one, "./saml:Audience")]
        if our_entity() not in meant:
            raise _unsound("It was meant for somebody else.")


def _check_subject(assertion: Any, query: Any, answered: str) -> None:
    """Let pass what was signed as the answer to a question of ours, to be brought here."""
    path = f"./saml:Subject/saml:SubjectConfirmation[@Method='{_BEARER}']"
    for one in query(assertion, f"{path}/saml:SubjectConfirmationData"):
        ends = one.get("NotOnOrAfter")
        if (
            one.get("Recipient") == our_ear()
            and one.get("InResponseTo") == answered
            and _moment(ends) + CLOCKS_MAY_DIFFER > clock.now()
        ):
            return
    raise _unsound("It was signed for another place, another question or another time.")


def _check_strictly(found: Any) -> Any:
    """The one assertion, once all that must stand in what was signed does."""
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

    root, answered = found.get_xml_document(), found.get_in_response_to() or ""
    assertions = Xml.query(root, "/samlp:Response/saml:Assertion")
    if len(assertions) != 1 or not answered:
        raise _unsound("It answers nothing that was asked.")
    if root.get("Destination", our_ear()) != our_ear():
        raise _unsound("It was sent to another place.")
    assertion, now = assertions[0], clock.now()
    _check_audience(assertion, Xml.query)
    made = _moment(assertion.get("IssueInstant"))
    if not now - FRESH < made < now + CLOCKS_MAY_DIFFER:
        raise NotBelieved(Wrong.LATE, "It was made too long ago, or in the future.")
    _check_subject(assertion, Xml.query, answered)
    return assertion


def _take_once(provider: SamlProvider, assertion: Any) -> None:
    """Errors: NotBelieved for an assertion that was shown here before."""
    number = f"{provider.entity} {assertion.get('ID')}"
    until = _moment(assertion.get("IssueInstant")) + FRESH + CLOCKS_MAY_DIFFER
    try:
        with transaction.atomic():
            SamlSpent.objects.create(
                digest=hashlib.sha256(number.encode()).hexdigest(), until=until
            )
    except IntegrityError as error:
        raise NotBelieved(Wrong.AGAIN, "It was shown here before.") from error


def _first(values: list[Any]) -> str:
    """The first value, also where it stands in a NameID of its own."""
    for value in values:
        inside = value.get("NameID", {}).get("value") if isinstance(value, dict) else value
        if inside and str(inside).strip():
            return str(inside).strip()
    return ""


def _who(found: Any, attributes: dict[str, list[Any]]) -> str:
    """By what the institution knows this person again; empty where it gives nothing that lasts."""
    for name in _LASTING:
        if lasting := _first(attributes.get(name, [])):
            return f"{name} {lasting}"
    named = found.get_nameid_data() or {}
    value = str(named.get("Value") or "").strip()
    return f"NameID {value}" if value and named.get("Format") == _PERSISTENT else ""


def judge(words: str) -> Said:
    """What the institution says in `words` (a SAML response in base64), taken once.

    Errors: NotBelieved.
    """
    if len(words) > LONGEST:
        raise _unsound("It is too long.")
    try:
        raw = base64.b64decode(words, validate=False)
    except (binascii.Error, ValueError) as error:
        raise _unsound("It is no base64.") from error
    provider = _sender(raw)
    try:
        found = _checked(words, provider)
        assertion = _check_strictly(found)
        _take_once(provider, assertion)
    except NotBelieved as error:
        # Names no person: who sent it and which check failed is what an operator needs.
        log.warning("saml answer from %s not believed: %s", provider.entity, error)
        raise
    attributes: dict[str, list[Any]] = found.get_attributes()
    said = [
        str(value).lower()
        for name in _AFFILIATIONS
        for value in attributes.get(name, [])
        if isinstance(value, str)
    ]
    who = _who(found, attributes)
    return Said(
        request=found.get_in_response_to(),
        provider=provider.pk,
        who=mark("affiliation", f"{provider.entity} {who}") if who else "",
        affiliations=tuple(one for one in said if one.rpartition("@")[2] in provider.scopes),
    )
