"""This server towards institutions: its key, its metadata, and the way to their log-in.

The key is made at the first use and lies in the database, sealed with the server's secret. It signs
what is asked and opens assertions that were encrypted for us.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.saml_models import SamlKey, SamlProvider
from rounds.identity.seal import seal, unseal

AFFILIATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.9"
PAIRWISE = "urn:oasis:names:tc:SAML:attribute:pairwise-id"
_PURPOSE = "saml key"
_YEARS = timedelta(days=3650)
_URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


def our_entity() -> str:
    """What this server is called in a federation, which is also where its metadata is."""
    return f"{settings.BASE_URL}/saml/metadata"


def our_ear() -> str:
    """Where institutions send their answers (the assertion consumer service)."""
    return f"{settings.BASE_URL}/saml/acs"


def _make_key() -> SamlKey:
    # A tenth of a second at every start, for what is done once: loaded when it is.
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    host = (urlsplit(settings.BASE_URL).hostname or "rounds")[:64]
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _YEARS)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return SamlKey.objects.create(
        certificate=certificate.public_bytes(Encoding.PEM).decode(),
        sealed=seal(_PURPOSE, private),
    )


def our_key() -> SamlKey:
    """The first key there is; made where there is none."""
    return SamlKey.objects.order_by("id").first() or _make_key()


def words_for(provider: SamlProvider | None, **security: Any) -> dict[str, Any]:
    """What the library is told about us and about `provider`; strict in everything it knows."""
    key = our_key()
    said: dict[str, Any] = {
        "strict": True,
        "sp": {
            "entityId": our_entity(),
            "assertionConsumerService": {"url": our_ear()},
            "attributeConsumingService": {
                "serviceName": settings.ROUNDS.name,
                "serviceDescription": settings.ROUNDS.description,
                "requestedAttributes": [
                    {"name": AFFILIATION, "friendlyName": "eduPersonScopedAffiliation",
                     "nameFormat": _URI, "isRequired": True},
                    {"name": PAIRWISE, "friendlyName": "pairwise-id",
                     "nameFormat": _URI, "isRequired": True},
                ],
            },
            "NameIDFormat": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            "x509cert": key.certificate,
            "privateKey": unseal(_PURPOSE, key.sealed),
        },
        "security": {
            "authnRequestsSigned": True, "wantAssertionsSigned": True, "wantNameId": False,
            "wantAttributeStatement": False, "requestedAuthnContext": False,
            "rejectDeprecatedAlgorithm": True, "allowRepeatAttributeName": True,
            "allowSingleLabelDomains": True,
            "signatureAlgorithm": _RSA_SHA256, "digestAlgorithm": _SHA256,
        } | security,
    }  # fmt: skip
    if provider is not None:
        said["idp"] = {
            "entityId": provider.entity,
            "singleSignOnService": {"url": provider.sign_in},
            "x509certMulti": {"signing": list(provider.certificates)},
        }
    return said


def our_metadata() -> bytes:
    """What a federation is given about this server, as XML."""
    from cryptography import x509
    from onelogin.saml2.settings import OneLogin_Saml2_Settings as Settings

    ends = x509.load_pem_x509_certificate(our_key().certificate.encode()).not_valid_after_utc
    # Said as wanted so that the key for encryption is named; plain assertions are taken, too.
    told = words_for(
        None, wantAssertionsEncrypted=True, metadataValidUntil=f"{ends:%Y-%m-%dT%H:%M:%SZ}",
        metadataCacheDuration="P1D",
    )  # fmt: skip
    found = Settings(told, sp_validation_only=True).get_sp_metadata()
    return found if isinstance(found, bytes) else str(found).encode()


def where_we_are() -> dict[str, Any]:
    """The address of an answer as the library asks for it: ours, whatever a header says."""
    parts = urlsplit(our_ear())
    return {
        "https": "on" if parts.scheme == "https" else "off",
        "http_host": parts.netloc,
        "script_name": parts.path,
        "get_data": {},
        "post_data": {},
    }


def ask_address(provider: SamlProvider) -> tuple[str, str]:
    """Where to send the browser to sign in at `provider`, and the number of what is asked.

    Errors: Invalid for a provider whose metadata the library can't use.
    """
    from onelogin.saml2.auth import OneLogin_Saml2_Auth as Auth
    from onelogin.saml2.errors import OneLogin_Saml2_Error

    try:
        asking = Auth(where_we_are(), old_settings=words_for(provider))
        # Nothing travels in RelayState: where an answer leads is never for whoever sends it to say.
        address: str = asking.login(return_to="", set_nameid_policy=False)
    except OneLogin_Saml2_Error as error:
        raise Invalid("This institution's log-in can't be used. Choose another way.") from error
    return address, str(asking.get_last_request_id())
