"""Which institutions there are says the federation, by its signature, for a time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, RoundsError
from rounds.identity.saml.providers import (
    fetch_providers,
    find_providers,
    provider_by_entity,
)
from rounds.identity.saml_models import SamlProvider
from tests.identity import saml_institution as idp
from tests.identity.conftest import Configure
from tests.identity.elsewhere import Elsewhere

# the federation


def test_metadata_signed_by_the_federation_is_taken(db: None, configure: Configure) -> None:
    configure(
        idp.federation(idp.entity(), pair=idp.FEDERATION), certificate=idp.FEDERATION.certificate
    )
    assert fetch_providers() == 1


@pytest.mark.parametrize("signer", [None, idp.STRANGERS])
def test_metadata_of_nobody_or_somebody_else_is_refused_and_the_old_stays(
    northbridge: SamlProvider, configure: Configure, signer: idp.Pair | None
) -> None:
    evil = idp.federation(idp.entity("https://evil.example/saml"), pair=signer)
    configure(evil, certificate=idp.FEDERATION.certificate)
    with pytest.raises(Invalid):
        fetch_providers()
    assert SamlProvider.objects.get().entity == northbridge.entity


def test_metadata_that_was_changed_or_wrapped_is_refused(db: None, configure: Configure) -> None:
    true = idp.federation(idp.entity(), pair=idp.FEDERATION)
    changed = true.replace(b"northbridge.example</shibmd", b"elsewhere.example</shibmd")
    inside = true.replace(b"<?xml version='1.0' encoding='ASCII'?>", b"")
    evil = idp.entity("https://evil.example/saml").encode()
    wrapped = b'<md:EntitiesDescriptor xmlns:md="%s">%s%s</md:EntitiesDescriptor>' % (
        idp.NAMES["md"].encode(), evil, inside,
    )  # fmt: skip
    for bad in (changed, wrapped, b"<!DOCTYPE x>" + inside, b"hello"):
        configure(bad, certificate=idp.FEDERATION.certificate)
        with pytest.raises(Invalid):
            fetch_providers()
    assert not SamlProvider.objects.exists()


def test_metadata_comes_over_the_network_only_with_its_signature(
    db: None, elsewhere: Elsewhere, configure: Configure
) -> None:
    configure(b"", certificate=idp.FEDERATION.certificate, saml_metadata=f"{elsewhere.url}/f.xml")
    found = idp.federation(idp.entity(), pair=idp.FEDERATION)
    elsewhere.answers["/f.xml"] = (200, {}, found)
    assert fetch_providers() == 1
    elsewhere.answers["/f.xml"] = (200, {}, idp.federation(idp.entity("https://evil.example")))
    with pytest.raises(Invalid):
        fetch_providers()


def test_an_institution_whose_metadata_has_ended_is_not_believed(
    db: None, configure: Configure
) -> None:
    configure(idp.federation(idp.entity(), until=datetime.now(UTC) + timedelta(hours=1)))
    fetch_providers()
    assert find_providers()[1] == 1
    clock.travel(datetime.now(UTC) + timedelta(hours=2))
    assert find_providers()[1] == 0
    with pytest.raises(NotFound):
        provider_by_entity("https://idp.northbridge.example/saml")


def test_an_institution_that_left_the_federation_is_forgotten(
    northbridge: SamlProvider, configure: Configure
) -> None:
    configure(idp.federation(idp.entity("https://other.example/saml")))
    fetch_providers()
    assert [one.entity for one in SamlProvider.objects.all()] == ["https://other.example/saml"]


def test_who_can_speak_for_no_domain_is_not_asked(db: None, configure: Configure) -> None:
    pattern = idp.entity("https://b.example/saml").replace('regexp="false"', 'regexp="true"')
    plain = idp.entity("https://c.example/saml", sign_in="http://c.example/sso")
    configure(idp.federation(idp.entity("https://a.example/saml", scopes=()), pattern, plain))
    with pytest.raises(Invalid, match="no institution"):
        fetch_providers()


def test_institutions_are_found_by_name_in_any_language_and_by_domain(
    db: None, configure: Configure
) -> None:
    hidden = (
        '<md:Extensions><mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute">'
        '<saml:Attribute Name="http://macedir.org/entity-category"><saml:AttributeValue>'
        "http://refeds.org/category/hide-from-discovery</saml:AttributeValue></saml:Attribute>"
        "</mdattr:EntityAttributes></md:Extensions>"
    )
    configure(
        idp.federation(
            idp.entity(),
            idp.entity("https://k.example/saml", shown="Cologne University", scopes=("koeln.example",), german="Universität zu Köln"),
            idp.entity("https://t.example/saml", shown="Test University", scopes=("test.example",), more=hidden),
        )
    )  # fmt: skip
    assert fetch_providers() == 3
    assert [one.scopes for one in find_providers("köln")[0]] == [["koeln.example"]]
    assert [one.scopes for one in find_providers("university bridge.ex")[0]] == [
        ["northbridge.example"]
    ]
    assert find_providers()[1] == 2
    assert find_providers("test.example")[1] == 0


# without the extra


def test_a_server_that_names_a_federation_without_the_library_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from rounds.site import configuration, values

    monkeypatch.setattr(values, "find_spec", lambda name: None)
    home = {"ROUNDS_HOME": str(tmp_path)}
    assert configuration.load(home).saml_metadata == ""
    with pytest.raises(RoundsError, match=r"rounds\[saml\]"):
        configuration.load(home | {"ROUNDS_SAML_METADATA": "/etc/federation.xml"})


def test_metadata_from_an_address_wants_a_certificate(tmp_path: Path) -> None:
    from rounds.site import configuration

    home = {"ROUNDS_HOME": str(tmp_path), "ROUNDS_SAML_METADATA": "https://f.example/m.xml"}
    with pytest.raises(configuration.UnsafeConfiguration, match="ROUNDS_SAML_CERTIFICATE"):
        configuration.load(home)
    named = configuration.load(home | {"ROUNDS_SAML_CERTIFICATE": "/etc/f.pem"})
    assert named.saml_certificate == "/etc/f.pem"
