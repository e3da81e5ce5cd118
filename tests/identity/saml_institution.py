"""An institution's SAML log-in, made in the test: its keys, its metadata, and whatever it may be made to say."""

import base64
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

from rounds.identity.saml_models import SamlKey
from rounds.identity.seal import seal

AFFILIATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.9"
PAIRWISE = "urn:oasis:names:tc:SAML:attribute:pairwise-id"
NAMES = {
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
}
SPACES = " ".join(f'xmlns:{short}="{long}"' for short, long in NAMES.items())


def moment(at: datetime) -> str:
    """`at` as SAML writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Pair:
    """A key and its certificate, as PEM."""

    private: str
    certificate: str

    @property
    def bare(self) -> str:
        """The certificate as metadata holds it."""
        return "".join(self.certificate.strip().splitlines()[1:-1])


def new_pair() -> Pair:
    """A key of somebody's own; small, since it signs only here."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=4000))
        .sign(key, SHA256())
    )  # fmt: skip
    return Pair(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        certificate.public_bytes(Encoding.PEM).decode(),
    )


OURS, STRANGERS, FEDERATION, SERVICE = new_pair(), new_pair(), new_pair(), new_pair()


def lay_our_key() -> None:
    """Spare this server the making of its own key, which takes a moment each time."""
    SamlKey.objects.create(
        certificate=SERVICE.certificate, sealed=seal("saml key", SERVICE.private)
    )


@dataclass
class Words:
    """What a response says; a test changes one thing and sees it refused."""

    request: str
    audience: str
    ear: str
    entity: str = "https://idp.northbridge.example/saml"
    destination: str | None = None
    answered: str | None = None
    confirmed: str | None = None
    recipient: str | None = None
    affiliations: tuple[str, ...] = ("staff@northbridge.example",)
    who: str = "U1@northbridge.example"
    name_id: str = ""
    made: timedelta = timedelta(0)
    holds: timedelta = timedelta(minutes=5)
    status: str = "urn:oasis:names:tc:SAML:2.0:status:Success"
    number: str = field(default_factory=lambda: f"_{uuid.uuid4().hex}")


def _attribute(name: str, values: Iterable[str]) -> str:
    inside = "".join(
        f"<saml:AttributeValue>{escape(value)}</saml:AttributeValue>" for value in values
    )
    form = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
    return f'<saml:Attribute Name="{name}" NameFormat="{form}">{inside}</saml:Attribute>'


def assertion_of(words: Words) -> str:
    """The assertion, unsigned."""
    now = datetime.now(UTC) + words.made
    begins, ends = moment(now - timedelta(minutes=1)), moment(now + words.holds)
    answered = words.request if words.confirmed is None else words.confirmed
    answers = f' InResponseTo="{answered}"' if answered else ""
    recipient = words.ear if words.recipient is None else words.recipient
    goes = f' Recipient="{recipient}"' if recipient else ""
    audience = (
        f"<saml:AudienceRestriction><saml:Audience>{words.audience}</saml:Audience></saml:AudienceRestriction>"
        if words.audience
        else ""
    )
    attributes = _attribute(AFFILIATION, words.affiliations) if words.affiliations else ""
    attributes += _attribute(PAIRWISE, [words.who]) if words.who else ""
    stated = (
        f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement>" if attributes else ""
    )
    kind = "persistent" if words.name_id else "transient"
    name = words.name_id or uuid.uuid4().hex
    return (
        f'<saml:Assertion {SPACES} ID="{words.number}" Version="2.0" IssueInstant="{moment(now)}">'
        f"<saml:Issuer>{words.entity}</saml:Issuer>"
        f'<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:{kind}">{name}</saml:NameID>'
        f'<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData NotOnOrAfter="{ends}"{goes}{answers}/></saml:SubjectConfirmation></saml:Subject>'
        f'<saml:Conditions NotBefore="{begins}" NotOnOrAfter="{ends}">{audience}</saml:Conditions>'
        f'<saml:AuthnStatement AuthnInstant="{moment(now)}"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
        f"</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>{stated}</saml:Assertion>"
    )


def signed(xml: str, pair: Pair = OURS, algorithm: str = "rsa-sha256") -> str:
    """`xml` with a signature over its root, where SAML puts it."""
    base = "http://www.w3.org/2001/04/xmldsig-more#"
    method = f"{base}{algorithm}"
    if algorithm == "rsa-sha1":
        method = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    found = Utils.add_sign(xml, pair.private, pair.certificate, sign_algorithm=method)
    return found.decode() if isinstance(found, bytes) else str(found)


def response_of(words: Words, assertion: str) -> str:
    """A response around `assertion` (signed or not)."""
    destination = words.ear if words.destination is None else words.destination
    answered = words.request if words.answered is None else words.answered
    goes = f' Destination="{destination}"' if destination else ""
    answers = f' InResponseTo="{answered}"' if answered else ""
    return (
        f'<samlp:Response {SPACES} ID="_{uuid.uuid4().hex}" Version="2.0" IssueInstant="{moment(datetime.now(UTC))}"{goes}{answers}>'
        f"<saml:Issuer>{words.entity}</saml:Issuer>"
        f'<samlp:Status><samlp:StatusCode Value="{words.status}"/></samlp:Status>{assertion}</samlp:Response>'
    )


def encoded(xml: str | bytes) -> str:
    """A response as a browser brings it."""
    return base64.b64encode(xml if isinstance(xml, bytes) else xml.encode()).decode()


def answer(words: Words, pair: Pair = OURS) -> str:
    """What an honest institution sends: a response around a signed assertion."""
    return encoded(response_of(words, signed(assertion_of(words), pair)))


def encrypted(assertion: str, certificate: str) -> str:
    """`assertion` encrypted so that only the owner of `certificate` reads it."""
    holder = etree.fromstring(
        f"<saml:EncryptedAssertion {SPACES}>{assertion}</saml:EncryptedAssertion>"
    )
    keys = xmlsec.KeysManager()
    keys.add_key(xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM, None))
    template = xmlsec.template.encrypted_data_create(
        holder, xmlsec.Transform.AES256, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(template)
    info = xmlsec.template.encrypted_data_ensure_key_info(template, ns="ds")
    wrapped = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(wrapped)
    context = xmlsec.EncryptionContext(keys)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    context.encrypt_xml(template, holder[0])
    return etree.tostring(holder).decode()


def entity(
    name: str = "https://idp.northbridge.example/saml",
    *,
    shown: str = "Northbridge University",
    scopes: tuple[str, ...] = ("northbridge.example",),
    pair: Pair = OURS,
    sign_in: str = "https://idp.northbridge.example/sso",
    more: str = "",
    german: str = "",
) -> str:
    """One institution as a federation describes it."""
    shibmd = 'xmlns:shibmd="urn:mace:shibboleth:metadata:1.0"'
    mdui = 'xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"'
    domains = "".join(f'<shibmd:Scope regexp="false">{one}</shibmd:Scope>' for one in scopes)
    names = f'<mdui:DisplayName xml:lang="en">{shown}</mdui:DisplayName>'
    names += f'<mdui:DisplayName xml:lang="de">{german}</mdui:DisplayName>' if german else ""
    return (
        f'<md:EntityDescriptor {SPACES} {shibmd} {mdui} entityID="{name}">{more}'
        '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
        f"<md:Extensions>{domains}<mdui:UIInfo>{names}</mdui:UIInfo></md:Extensions>"
        f'<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{pair.bare}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>'
        f'<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{sign_in}"/>'
        "</md:IDPSSODescriptor></md:EntityDescriptor>"
    )


def federation(*entities: str, until: datetime | None = None, pair: Pair | None = None) -> bytes:
    """A federation's metadata; signed where `pair` is given."""
    ends = f' validUntil="{moment(until)}"' if until else ""
    xml = f'<md:EntitiesDescriptor {SPACES} ID="_f1"{ends}>{"".join(entities)}</md:EntitiesDescriptor>'
    if pair is None:
        return xml.encode()
    root = etree.fromstring(xml)
    place = xmlsec.template.create(
        root, xmlsec.Transform.EXCL_C14N, xmlsec.Transform.RSA_SHA256, ns="ds"
    )
    root.insert(0, place)
    reference = xmlsec.template.add_reference(place, xmlsec.Transform.SHA256, uri="#_f1")
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    xmlsec.tree.add_ids(root, ["ID"])
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(pair.private, xmlsec.KeyFormat.PEM, None)
    context.sign(place)
    found: bytes = etree.tostring(root)
    return found
