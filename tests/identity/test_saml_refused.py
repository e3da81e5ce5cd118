"""What nobody signed, somebody else signed, or was signed for another place and time, is not believed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from rounds.base import clock
from rounds.identity.claims.by_saml import Asked
from rounds.identity.saml import answer as answers
from rounds.identity.saml.answer import NotBelieved, Wrong, judge
from rounds.identity.saml.providers import (
    refresh,
)
from rounds.identity.saml.service import our_ear, our_key
from rounds.identity.saml_models import SamlProvider, SamlSpent
from tests.identity import saml_institution as idp
from tests.identity.saml_institution import (
    Words,
    answer,
    assertion_of,
    encoded,
    response_of,
    signed,
)


def wrong(response: str) -> Wrong:
    """Why a response is not believed."""
    with pytest.raises(NotBelieved) as refused:
        judge(response)
    return refused.value.wrong


def test_encryption_is_no_signature(asked: Asked, words: Words) -> None:
    hidden = idp.encrypted(assertion_of(words), our_key().certificate)
    assert wrong(encoded(response_of(words, hidden))) is Wrong.UNSOUND


# what is not believed: the signature


def test_an_unsigned_answer_is_refused(words: Words) -> None:
    assert wrong(encoded(response_of(words, assertion_of(words)))) is Wrong.UNSOUND


def test_a_signature_around_an_unsigned_assertion_is_not_enough(words: Words) -> None:
    assert wrong(encoded(signed(response_of(words, assertion_of(words))))) is Wrong.UNSOUND


def test_an_answer_signed_by_somebody_else_is_refused(words: Words) -> None:
    assert wrong(answer(words, idp.STRANGERS)) is Wrong.UNSOUND


def test_an_answer_that_was_changed_is_refused(words: Words) -> None:
    changed = signed(assertion_of(words)).replace(">staff@", ">faculty@")
    assert wrong(encoded(response_of(words, changed))) is Wrong.UNSOUND


def test_a_signature_by_an_outworn_digest_is_refused(words: Words) -> None:
    weak = signed(assertion_of(words), algorithm="rsa-sha1")
    assert wrong(encoded(response_of(words, weak))) is Wrong.UNSOUND


def test_a_signature_taken_off_is_missed(words: Words) -> None:
    whole = etree.fromstring(response_of(words, signed(assertion_of(words))))
    signature = whole.find(".//ds:Signature", idp.NAMES)
    signature.getparent().remove(signature)
    assert wrong(encoded(etree.tostring(whole))) is Wrong.UNSOUND


# what is not believed: a forged assertion wrapped around a signed one


def _forged(words: Words) -> str:
    return assertion_of(replace(words, affiliations=("faculty@northbridge.example",), number="_f"))


def _beside(words: Words, *, first: bool) -> str:
    true, false = signed(assertion_of(words)), _forged(words)
    return response_of(words, false + true if first else true + false)


def _inside_the_signature(words: Words) -> str:
    """The signed assertion hidden in an object of the signature that the forged one carries."""
    true = etree.fromstring(signed(assertion_of(words)))
    signature = true.find("ds:Signature", idp.NAMES)
    false = etree.fromstring(_forged(words))
    true.remove(signature)
    false.insert(1, signature)
    etree.SubElement(signature, f"{{{idp.NAMES['ds']}}}Object").append(true)
    return response_of(words, etree.tostring(false).decode())


def _inside_the_forged_one(words: Words) -> str:
    true = etree.fromstring(signed(assertion_of(words)))
    false = etree.fromstring(_forged(words))
    advice = etree.Element(f"{{{idp.NAMES['saml']}}}Advice")
    advice.append(true)
    false.insert(3, advice)
    return response_of(words, etree.tostring(false).decode())


def _with_the_same_number(words: Words) -> str:
    """The forged one has the number that the signature names."""
    true = etree.fromstring(signed(assertion_of(words)))
    signature = true.find("ds:Signature", idp.NAMES)
    false = etree.fromstring(
        assertion_of(replace(words, affiliations=("faculty@northbridge.example",)))
    )
    true.remove(signature)
    false.insert(1, signature)
    whole = etree.fromstring(response_of(words, etree.tostring(false).decode()))
    extensions = etree.Element(f"{{{idp.NAMES['samlp']}}}Extensions")
    extensions.append(true)
    whole.insert(1, extensions)
    return etree.tostring(whole).decode()


def _a_response_in_a_response(words: Words) -> str:
    inner = etree.fromstring(response_of(words, signed(assertion_of(words))))
    outer = etree.fromstring(response_of(words, _forged(words)))
    extensions = etree.Element(f"{{{idp.NAMES['samlp']}}}Extensions")
    extensions.append(inner)
    outer.insert(1, extensions)
    return etree.tostring(outer).decode()


@pytest.mark.parametrize(
    "wrap",
    [lambda w: _beside(w, first=True), lambda w: _beside(w, first=False), _inside_the_signature,
     _inside_the_forged_one, _with_the_same_number, _a_response_in_a_response],
    ids=["before", "after", "in the signature", "in the forged", "same number", "in a response"],
)  # fmt: skip
def test_a_forged_assertion_wrapped_around_a_signed_one_is_refused(
    words: Words, wrap: Callable[[Words], str]
) -> None:
    assert wrong(encoded(wrap(words))) is Wrong.UNSOUND
    assert not SamlSpent.objects.exists()


# what is not believed: for whom, where, when, what about


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"audience": "https://elsewhere.example/saml"}, Wrong.UNSOUND),
        ({"audience": ""}, Wrong.UNSOUND),
        ({"destination": "https://elsewhere.example/saml/acs"}, Wrong.UNSOUND),
        ({"recipient": "https://elsewhere.example/saml/acs"}, Wrong.UNSOUND),
        ({"recipient": ""}, Wrong.UNSOUND),
        ({"confirmed": ""}, Wrong.UNSOUND),
        ({"confirmed": "_another"}, Wrong.UNSOUND),
        ({"answered": "", "confirmed": ""}, Wrong.UNSOUND),
        ({"entity": "https://nobody.example/saml"}, Wrong.UNKNOWN),
        ({"made": timedelta(hours=-1)}, Wrong.LATE),
        ({"made": timedelta(hours=-1), "holds": timedelta(days=9)}, Wrong.LATE),
        ({"made": timedelta(minutes=-30), "holds": timedelta(minutes=40)}, Wrong.LATE),
        ({"made": timedelta(minutes=30)}, Wrong.LATE),
        ({"status": "urn:oasis:names:tc:SAML:2.0:status:Responder"}, Wrong.REFUSED),
    ],
)
def test_an_answer_for_somebody_else_or_another_time_is_refused(
    words: Words, changes: dict[str, Any], why: Wrong
) -> None:
    assert wrong(answer(replace(words, **changes))) is why


def test_an_address_that_only_begins_like_ours_is_another_place(words: Words) -> None:
    for place in ({"destination": our_ear() + "/x"}, {"recipient": our_ear() + "/x"}):
        assert wrong(answer(replace(words, **place))) is Wrong.UNSOUND  # type: ignore[arg-type]


def test_clocks_may_differ_by_some_minutes(words: Words) -> None:
    for drift in (-2, 4):
        said = replace(words, made=timedelta(minutes=drift), number=f"_d{drift}")
        assert judge(answer(said)).affiliations == ("staff@northbridge.example",)


def test_an_answer_counts_once(words: Words) -> None:
    said = answer(words)
    judge(said)
    assert wrong(said) is Wrong.AGAIN
    again = encoded(response_of(words, signed(assertion_of(words))))
    assert wrong(again) is Wrong.AGAIN


def test_what_was_used_is_remembered_for_as_long_as_it_would_be_taken(words: Words) -> None:
    judge(answer(words))
    kept = SamlSpent.objects.get()
    assert kept.until >= clock.now() + answers.FRESH
    refresh()
    assert SamlSpent.objects.exists()
    clock.travel(datetime.now(UTC) + timedelta(hours=1))
    refresh()
    assert not SamlSpent.objects.exists()


ENTITY = '<!DOCTYPE x [<!ENTITY who "staff@northbridge.example">]>'


@pytest.mark.parametrize(
    "nonsense",
    ["", "not base64!", encoded("<a/>"), encoded("hello"), encoded("<a" * 60000),
     encoded(ENTITY + "<x>&who;</x>"), "A" * (answers.LONGEST + 1)],
    ids=["nothing", "no base64", "no response", "no xml", "deep", "entity", "long"],
)  # fmt: skip
def test_nonsense_is_refused(northbridge: SamlProvider, nonsense: str) -> None:
    assert wrong(nonsense) in {Wrong.UNSOUND, Wrong.UNKNOWN}


def test_a_document_with_entities_is_never_read(words: Words) -> None:
    true = response_of(words, signed(assertion_of(words)))
    assert wrong(encoded(ENTITY + true)) is Wrong.UNSOUND
