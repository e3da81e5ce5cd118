"""Who may do what with claims and credentials: every action by everybody it could come from."""

from collections.abc import Callable

import pytest

from rounds.base import clock
from rounds.base.errors import NotFound, Refused
from rounds.identity.appoint import appoint
from rounds.identity.badges.issue import show_badge
from rounds.identity.claim_words import What
from rounds.identity.claims.by_register import (
    Entry,
    answer_check,
    claim_by_register,
    read_evidence,
    take_check,
)
from rounds.identity.claims.by_vouching import answer_vouch, ask_to_vouch
from rounds.identity.claims.settle import withdraw_claim
from rounds.identity.credentials import confirm_credential, revoke_credential
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role

ENTRY = Entry(register="gmc", number="7654321", name="Priya Raman")


def person(name: str, role: Role = Role.CONSULTANT) -> Account:
    """Somebody of the table."""
    return open_account(Newcomer(username=f"{name}_x", email=f"{name}@example.org", role=role))


@pytest.fixture
def everybody(trainee_priya: Account, db: None) -> dict[str, Account]:
    """Priya claims; a member, two who are asked, moderators with and without a seat, an admin."""
    found = {"claimant": trainee_priya, "member": person("member")}
    for name in ("voucher", "second_voucher", "suspended_voucher"):
        found[name] = person(name)
        confirm_credential(found[name], "Consultant", "nhs.net")
    for name in ("seated", "moderator", "suspended_moderator"):
        found[name] = person(name)
        appoint(found[name], moderator=True)
    found["admin"] = person("admin")
    appoint(found["admin"], staff=True)
    for name in ("suspended_voucher", "suspended_moderator"):
        Account.objects.filter(pk=found[name].pk).update(suspended_at=clock.now())
        found[name].refresh_from_db()
    return found


def allowed(everybody: dict[str, Account], act: Callable[[Account], object]) -> set[str]:
    """Who gets through, each trying by themselves."""
    from django.db import transaction

    through = set()
    for name, one in everybody.items():
        try:
            with transaction.atomic():
                act(one)
                through.add(name)
                transaction.set_rollback(True)
        except (NotFound, Refused):
            continue
    return through


def test_the_table_of_a_register(everybody: dict[str, Account]) -> None:
    claimant = everybody["claimant"]
    claim = claim_by_register(claimant, What.DOCTOR_IN_TRAINING, ENTRY)
    take_check(everybody["seated"], claim.pk)
    assert allowed(everybody, lambda who: take_check(who, claim.pk)) == {"seated", "moderator"}
    assert allowed(everybody, lambda who: read_evidence(who, claim.pk)) == {"seated"}
    assert allowed(everybody, lambda who: answer_check(who, claim.pk, found=True)) == {"seated"}
    assert allowed(everybody, lambda who: withdraw_claim(who, claim.pk)) == {"claimant"}


def test_the_table_of_vouching(everybody: dict[str, Account]) -> None:
    claim = ask_to_vouch(
        everybody["claimant"], What.DOCTOR_IN_TRAINING, ["voucher_x", "second_voucher_x"]
    )
    may = allowed(everybody, lambda who: answer_vouch(who, claim.pk, yes=True))
    assert may == {"voucher", "second_voucher"}


def test_the_table_of_a_credential(everybody: dict[str, Account]) -> None:
    held = confirm_credential(everybody["claimant"], "Doctor in training", "nhs.net")
    assert allowed(everybody, lambda who: show_badge(who, held.pk)) == {"claimant"}
    assert allowed(everybody, lambda who: revoke_credential(who, held.pk)) == {"claimant"}


def test_the_table_of_claiming(everybody: dict[str, Account]) -> None:
    may = allowed(everybody, lambda who: claim_by_register(who, What.CONSULTANT, ENTRY))
    assert may == set(everybody) - {"suspended_voucher", "suspended_moderator"}
