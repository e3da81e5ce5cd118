"""What an institution says through SAML is believed when it signed it, for us, once, just now."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.claim_models import Claim, ClaimState, Evidence
from rounds.identity.claim_words import Reason
from rounds.identity.claims.by_saml import Asked, ask_institution, claim_by_saml, take_answer
from rounds.identity.credentials import current_credential
from rounds.identity.models import Account
from rounds.identity.saml.service import our_ear, our_entity, our_key, our_metadata
from rounds.identity.saml_models import SamlKey, SamlProvider, SamlSpent
from rounds.ledger.models import FactRow
from tests.identity import saml_institution as idp
from tests.identity.saml_institution import (
    Words,
    answer,
    assertion_of,
    encoded,
    response_of,
    signed,
)


def claimed(account: Account, asked: Asked, response: str) -> tuple[str, str]:
    """State and reason of the claim that a response leads to."""
    claim = claim_by_saml(account, asked, take_answer(response))
    return claim.state, claim.reason


# what is believed


def test_staff_who_sign_in_at_their_university_are_confirmed_for_a_year(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    assert claimed(dr_amina, asked, answer(words)) == (ClaimState.CONFIRMED, "")
    held = current_credential(dr_amina)
    assert held is not None
    assert held.line.startswith("Affiliation, staff – confirmed by northbridge.example")
    assert held.expires_at is not None
    assert held.expires_at <= clock.now() + timedelta(days=366)


def test_nothing_of_the_person_is_kept_but_a_digest(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    said = replace(words, who="amina.yusuf.1971@northbridge.example")
    claimed(dr_amina, asked, answer(said))
    assert not Evidence.objects.exists()
    kept = [*Claim.objects.values(), *SamlSpent.objects.values(), *FactRow.objects.values()]
    assert "yusuf.1971" not in str(kept)
    assert Claim.objects.get().mark


def test_the_strongest_tie_counts_and_what_one_was_does_not(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    ties = tuple(f"{one}@northbridge.example" for one in ("alum", "member", "student"))
    claimed(dr_amina, asked, answer(replace(words, affiliations=ties)))
    held = current_credential(dr_amina)
    assert held is not None
    assert held.scope == "student"


@pytest.mark.parametrize(
    "ties",
    [(), ("alum@northbridge.example",), ("staff@elsewhere.example",),
     ("staff@med.northbridge.example",), ("staff@evilnorthbridge.example",), ("staff",)],
)  # fmt: skip
def test_a_university_speaks_only_for_its_own_domain_and_of_those_who_belong(
    dr_amina: Account, asked: Asked, words: Words, ties: tuple[str, ...]
) -> None:
    said = answer(replace(words, affiliations=ties))
    assert claimed(dr_amina, asked, said) == (ClaimState.REFUSED, Reason.NO_AFFILIATION)
    assert current_credential(dr_amina) is None


def test_one_log_in_confirms_one_account(
    dr_amina: Account, student_leo: Account, northbridge: SamlProvider, words: Words
) -> None:
    for account, state in (
        (dr_amina, (ClaimState.CONFIRMED, "")),
        (student_leo, (ClaimState.REFUSED, Reason.TAKEN)),
    ):
        asked = ask_institution(northbridge.pk)[1]
        said = Words(request=asked.request, audience=our_entity(), ear=our_ear())
        assert claimed(account, asked, answer(said)) == state


def test_who_is_unknown_tomorrow_is_not_confirmed(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    said = answer(replace(words, who=""))
    assert claimed(dr_amina, asked, said) == (ClaimState.REFUSED, Reason.NO_IDENTIFIER)


def test_a_lasting_name_in_the_subject_will_do(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    said = answer(replace(words, who="", name_id="p-77"))
    assert claimed(dr_amina, asked, said) == (ClaimState.CONFIRMED, "")


def test_an_assertion_encrypted_for_us_is_read(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    hidden = idp.encrypted(signed(assertion_of(words)), our_key().certificate)
    said = encoded(response_of(words, hidden))
    assert claimed(dr_amina, asked, said) == (ClaimState.CONFIRMED, "")


def test_a_comment_does_not_cut_a_domain_short(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    longer = replace(words, affiliations=("staff@northbridge.example.evil",))
    true = signed(assertion_of(longer))
    cut = true.replace("northbridge.example.evil", "northbridge.example<!-- -->.evil")
    said = claimed(dr_amina, asked, encoded(response_of(longer, cut)))
    assert said == (ClaimState.REFUSED, Reason.NO_AFFILIATION)


# the session that asked


def test_only_the_session_that_asked_may_use_the_answer(
    dr_amina: Account, student_leo: Account, northbridge: SamlProvider, asked: Asked, words: Words
) -> None:
    sealed = take_answer(answer(words))
    hers = ask_institution(northbridge.pk)[1]
    for other in (hers, replace(asked, provider=5), Asked("", 0, 0.0)):
        with pytest.raises(Invalid):
            claim_by_saml(student_leo, other, sealed)
    assert not Claim.objects.exists()


def test_an_answer_kept_for_too_long_is_refused(
    dr_amina: Account, asked: Asked, words: Words
) -> None:
    sealed = take_answer(answer(words))
    clock.travel(datetime.now(UTC) + timedelta(minutes=6))
    with pytest.raises(Invalid, match="too long"):
        claim_by_saml(dr_amina, asked, sealed)


def test_what_we_did_not_seal_is_refused(dr_amina: Account, asked: Asked) -> None:
    for forged in ("", "x", "gAAAAA"):
        with pytest.raises(Invalid):
            claim_by_saml(dr_amina, asked, forged)


# how we ask, and what we say of ourselves


def test_what_we_ask_is_signed_and_names_where_to_answer(northbridge: SamlProvider) -> None:
    address, asked = ask_institution(northbridge.pk)
    sent = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert address.startswith("https://idp.northbridge.example/sso?")
    assert sent["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    assert sent["Signature"][0]
    assert not sent.get("RelayState", [""])[0]
    request = Utils.decode_base64_and_inflate(sent["SAMLRequest"][0]).decode()
    assert f'ID="{asked.request}"' in request
    assert f'AssertionConsumerServiceURL="{our_ear()}"' in request


def test_our_metadata_asks_for_signed_assertions_and_two_attributes(
    northbridge: SamlProvider,
) -> None:
    SamlKey.objects.all().delete()
    told = our_metadata().decode()
    assert our_metadata().decode() == told
    assert f'entityID="{our_entity()}"' in told
    assert 'WantAssertionsSigned="true"' in told
    assert 'AuthnRequestsSigned="true"' in told
    assert f'Location="{our_ear()}"' in told
    assert 'use="encryption"' in told
    assert "PRIVATE" not in told
    assert re.findall(r'FriendlyName="([\w-]+)"', told) == [
        "eduPersonScopedAffiliation", "pairwise-id",
    ]  # fmt: skip
