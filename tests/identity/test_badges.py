"""A badge holds as long as what it says does, for whom it was issued, and no letter can be changed."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.badges import issue, status
from rounds.identity.badges.did import from_base58, from_did, to_base58, to_did
from rounds.identity.badges.document import Content, Server, badge, status_list
from rounds.identity.badges.issue import (
    hide_badge,
    issuer_profile,
    rotate,
    show_badge,
    shown_badge,
    verify_here,
)
from rounds.identity.badges.issue import status_list as list_now
from rounds.identity.badges.proof import check, sign
from rounds.identity.badges.verify import Expected, Verdict, verify
from rounds.identity.claim_models import Badge, SigningKey
from rounds.identity.close_account import close_account
from rounds.identity.credentials import confirm_credential, revoke_credential
from rounds.identity.models import Account, Credential
from rounds.identity.profile import Changes, revise_profile

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
BASE = "https://rounds.example"
LIST = f"{BASE}/credentials/status/1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DID = to_did(KEY.public_key().public_bytes_raw())


def content(**more: Any) -> Content:
    """What Dr Amina's badge says."""
    said: dict[str, Any] = {
        "url": f"{BASE}/credentials/5", "subject": f"{BASE}/@amina", "shown_name": "Dr Amina Yusuf",
        "salt": "0a1b", "what": "consultant", "claim": "Consultant or specialist",
        "scope": "cardiology", "narrative": "Confirmed by nhs.net.", "valid_from": NOW,
        "valid_until": NOW + timedelta(days=365), "list_url": LIST, "rest_url": f"{LIST}/resting", "place": 77,
    }  # fmt: skip
    return Content(**(said | more))


def issued(**more: Any) -> dict[str, Any]:
    """Her badge, signed."""
    return sign(badge(content(**more), Server(did=DID, name="Rounds", url=BASE)), KEY, NOW)


def listed(*revoked: int, at: datetime = NOW) -> dict[str, Any]:
    """The list with these places revoked, signed."""
    return sign(status_list(LIST, revoked, DID, at), KEY, at)


def resting(*places: int, at: datetime = NOW) -> dict[str, Any]:
    """The list with the badges in these places resting, signed."""
    made = status_list(f"{LIST}/resting", places, DID, at, purpose="suspension")
    return sign(made, KEY, at)


def failing(verdict: Verdict) -> list[str]:
    """What fails."""
    return [one.about for one in verdict.findings if one.holds is False]


def test_a_badge_holds_for_its_holder_without_any_network() -> None:
    known = Expected(
        account=f"{BASE}/@amina",
        name="Dr Amina Yusuf",
        issuer=DID,
        lists=(listed(1, 2), resting(3)),
    )
    verdict = verify(issued(), NOW, known)
    assert verdict.is_valid
    assert all(one.holds for one in verdict.findings)


def test_without_the_list_it_says_that_revocation_was_not_checked() -> None:
    verdict = verify(issued(), NOW)
    assert verdict.is_valid
    assert [one.about for one in verdict.findings if one.holds is None] == ["revocation", "rest"]


def change(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    """A change of one place in a badge."""

    def do(document: dict[str, Any]) -> None:
        part: Any = document
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = to

    return do


@pytest.mark.parametrize(
    "forge",
    [
        change("credentialSubject", "achievement", "name", to="Professor"),
        change("credentialSubject", "achievement", "specialization", to="surgery"),
        change("credentialSubject", "id", to=f"{BASE}/@mallory"),
        change("credentialSubject", "identifier", 0, "identityHash", to="sha256$0"),
        change("validUntil", to="2099-01-01T00:00:00Z"),
        change("credentialStatus", 0, "statusListIndex", to="78"),
        change("credentialStatus", 0, "statusListCredential", to="https://evil.example/list"),
        change("credentialStatus", 1, "statusListIndex", to="78"),
        change("credentialStatus", 1, "statusPurpose", to="refresh"),
        change("credentialStatus", to=[]),
        change("issuer", "name", to="General Medical Council"),
        change("issuer", "id", to=to_did(bytes(32))),
        change("proof", "created", to="2020-01-01T00:00:00Z"),
        change("proof", "proofPurpose", to="authentication"),
        change("proof", "cryptosuite", to="eddsa-jcs-2022"),
        change("proof", "proofValue", to="z1111"),
        change("proof", "proofValue", to=3),
        change("type", to=["VerifiableCredential"]),
        change("@context", to=["https://www.w3.org/ns/credentials/v2"]),
        change("@context", to=["https://evil.example/context"]),
        change("@context", to=[]),
        change("award", to="of the year"),
        change("credentialSubject", "https://schema.org/award", to="smuggled"),
        change("credentialSubject", "achievement", "name", to=None),
        change("credentialSubject", "achievement", "id", to="relative"),
        change("credentialSubject", to="nobody"),
        change("proof", to=None),
        change("proof", to=[]),
        change("issuer", to="did:web:rounds.example"),
    ],
)
def test_a_changed_badge_fails(forge: Callable[[dict[str, Any]], None]) -> None:
    forged = copy.deepcopy(issued())
    forge(forged)
    assert "signature" in failing(verify(forged, NOW))


def test_what_stands_in_another_order_is_the_same_badge() -> None:
    turned = json.loads(json.dumps(issued(), sort_keys=True))
    assert check(turned) == DID


def test_a_badge_nested_without_end_is_refused() -> None:
    deep: dict[str, Any] = {}
    for _ in range(50):
        deep = {"achievement": deep}
    with pytest.raises(Invalid):
        check(issued() | {"credentialSubject": deep})


@pytest.mark.timeout(10)
def test_a_badge_made_to_keep_a_server_busy_is_refused_at_once() -> None:
    twins = [{"type": "IdentityObject", "identifier": [{"type": "Profile"}] * 9} for _ in range(9)]
    with pytest.raises(Invalid):
        check(issued() | {"credentialSubject": {"type": ["Profile"], "identifier": twins}})


def test_before_its_time_and_after_its_end_it_fails() -> None:
    for at in (NOW - timedelta(days=1), NOW + timedelta(days=366)):
        assert failing(verify(issued(), at)) == ["dates"]


def test_revoked_it_fails() -> None:
    assert failing(verify(issued(), NOW, Expected(lists=(listed(77),)))) == ["revocation"]


def test_while_its_holder_goes_by_another_name_it_rests_and_then_holds_again() -> None:
    asleep = Expected(lists=(listed(), resting(77)))
    assert failing(verify(issued(), NOW, asleep)) == ["rest"]
    assert verify(issued(), NOW, Expected(lists=(listed(), resting()))).is_valid


def test_one_list_does_not_pass_for_the_other() -> None:
    forged = resting() | {"id": LIST}
    assert failing(verify(issued(), NOW, Expected(lists=(forged,)))) == ["revocation"]
    only = Expected(lists=(resting(77),))
    assert failing(verify(issued(), NOW, only)) == ["revocation", "rest"]


def test_an_old_list_is_not_believed_for_more_than_an_hour() -> None:
    old = Expected(
        lists=(listed(at=NOW - timedelta(minutes=61)), resting(at=NOW - timedelta(minutes=61)))
    )
    assert failing(verify(issued(), NOW, old)) == ["revocation", "rest"]


def test_a_list_of_somebody_else_is_not_believed() -> None:
    other = Ed25519PrivateKey.generate()
    did = to_did(other.public_key().public_bytes_raw())
    theirs = sign(status_list(LIST, [], did, NOW), other, NOW)
    assert failing(verify(issued(), NOW, Expected(lists=(theirs,)))) == ["revocation"]
    claimed = listed() | {"issuer": DID, "proof": theirs["proof"]}
    assert failing(verify(issued(), NOW, Expected(lists=(claimed,)))) == ["revocation"]


def test_copied_renamed_and_by_another_key_it_fails() -> None:
    for expected, about in (
        (Expected(account=f"{BASE}/@amina2"), "account"),
        (Expected(name="Dr Amina Yousuf"), "name"),
        (Expected(issuer=to_did(bytes(32))), "issuer"),
    ):
        assert failing(verify(issued(), NOW, expected)) == [about]


def test_each_place_of_the_list_stands_for_itself() -> None:
    words = status.encode([0, 7, 8, status.PLACES - 1])
    assert [status.is_set(words, n) for n in (0, 1, 7, 8, 9, status.PLACES - 1)] == [
        True, False, True, True, False, True,
    ]  # fmt: skip
    assert status.encode([8, 0, 7, status.PLACES - 1]) == words
    for wrong in ("", "x", "u", "uAAAA", "u!!!"):
        with pytest.raises(Invalid):
            status.is_set(wrong, 0)
    with pytest.raises(Invalid):
        status.is_set(words, status.PLACES)


def test_a_key_is_named_as_others_name_it() -> None:
    # Test vector of RFC 8032, 7.1, TEST 1, as did:key.
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    did = to_did(public)
    assert did.startswith("did:key:z6Mk")
    assert from_did(did) == public
    assert from_base58(to_base58(b"\0\0\1")) == b"\0\0\1"
    for wrong in ("did:web:example.org", "did:key:zabc", "did:key:z0OIl", ""):
        with pytest.raises(Invalid):
            from_did(wrong)


# with a server behind it


@pytest.fixture
def held(dr_amina: Account) -> Credential:
    """What is confirmed about her."""
    return confirm_credential(
        dr_amina, "Consultant or specialist", "nhs.net", "cardiology", what="consultant"
    )


def test_she_shows_her_badge_and_hides_it(
    dr_amina: Account, student_leo: Account, held: Credential
) -> None:
    with pytest.raises(NotFound):
        show_badge(student_leo, held.pk)
    show_badge(dr_amina, held.pk)
    document = shown_badge(held.pk).document
    assert verify_here(document, account=dr_amina).is_valid
    with pytest.raises(NotFound):
        hide_badge(student_leo, held.pk)
    hide_badge(dr_amina, held.pk)
    with pytest.raises(NotFound):
        shown_badge(held.pk)
    assert show_badge(dr_amina, held.pk).document == document


def test_revoked_here_it_fails_at_once(dr_amina: Account, held: Credential) -> None:
    document = show_badge(dr_amina, held.pk).document
    revoke_credential(dr_amina, held.pk)
    assert failing(verify_here(document)) == ["revocation"]


def test_a_closed_account_leaves_badges_that_fail(dr_amina: Account, held: Credential) -> None:
    document = show_badge(dr_amina, held.pk).document
    close_account(dr_amina)
    assert failing(verify_here(document)) == ["revocation"]
    assert not Badge.objects.exists()


def test_renamed_or_copied_it_fails_and_says_why(
    dr_amina: Account, student_leo: Account, held: Credential
) -> None:
    document = show_badge(dr_amina, held.pk).document
    Account.objects.filter(pk=student_leo.pk).update(display_name="Dr Amina Yusuf")
    student_leo.refresh_from_db()
    copied = verify_here(document, account=student_leo)
    assert failing(copied) == ["account"]
    revise_profile(dr_amina, Changes(display_name="Professor Yusuf"))
    renamed = verify_here(document, account=dr_amina)
    assert failing(renamed) == ["rest", "name"]
    assert "renamed" in renamed.findings[-1].sentence
    with pytest.raises(NotFound):
        show_badge(dr_amina, held.pk)
    revise_profile(dr_amina, Changes(display_name="Dr Amina Yusuf"))
    assert verify_here(document, account=dr_amina).is_valid


def test_a_suspended_account_leaves_badges_that_rest(dr_amina: Account, held: Credential) -> None:
    document = show_badge(dr_amina, held.pk).document
    Account.objects.filter(pk=dr_amina.pk).update(suspended_at=clock.now())
    assert failing(verify_here(document)) == ["rest"]


def test_a_badge_holds_while_the_lists_are_signed_anew(
    dr_amina: Account, held: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = show_badge(dr_amina, held.pk).document
    turn = datetime.fromtimestamp((int(clock.now().timestamp()) // 300 + 1) * 300, UTC)

    def made_a_moment_later(found: dict[str, Any]) -> tuple[dict[str, Any], ...]:
        clock.travel(turn + timedelta(milliseconds=20))
        return our_lists(found)

    our_lists = issue._our_lists
    monkeypatch.setattr(issue, "_our_lists", made_a_moment_later)
    clock.travel(turn - timedelta(milliseconds=20))
    assert failing(verify_here(document, account=dr_amina)) == []


def test_the_list_is_signed_anew_and_never_older_than_five_minutes(
    dr_amina: Account, held: Credential
) -> None:
    show_badge(dr_amina, held.pk)
    key = SigningKey.objects.get()
    first = list_now(key.pk)
    assert clock.now() - datetime.fromisoformat(first["validFrom"]) < timedelta(
        minutes=5, seconds=1
    )
    clock.travel(clock.now() + timedelta(minutes=6))
    assert list_now(key.pk)["validFrom"] > first["validFrom"]


def test_the_private_half_of_a_key_lies_sealed(dr_amina: Account, held: Credential) -> None:
    show_badge(dr_amina, held.pk)
    key = SigningKey.objects.get()
    assert key.sealed.startswith("gAAAA")
    assert "sealed" not in json.dumps(issuer_profile(), default=str)


def test_an_old_key_still_signs_its_own_list(dr_amina: Account, held: Credential) -> None:
    document = show_badge(dr_amina, held.pk).document
    key, again = rotate()
    assert again == 0
    assert verify_here(document, account=dr_amina).is_valid
    revoke_credential(dr_amina, held.pk)
    assert failing(verify_here(document)) == ["revocation"]
    assert issuer_profile()["id"] == key.public


def test_after_a_theft_nothing_vouches_for_the_old_key(dr_amina: Account, held: Credential) -> None:
    old = show_badge(dr_amina, held.pk).document
    stolen = SigningKey.objects.get()
    _key, again = rotate(stolen=True)
    assert again == 1
    with pytest.raises(NotFound):
        list_now(stolen.pk)
    assert stolen.public not in json.dumps(issuer_profile(), default=str)
    new = shown_badge(held.pk).document
    assert new != old
    assert verify_here(new, account=dr_amina).is_valid
