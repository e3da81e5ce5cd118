"""What somebody claims is confirmed by those who can know it, and evidence goes with the decision."""

import json
from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.appoint import appoint
from rounds.identity.claim_models import Claim, ClaimState, Evidence, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.by_mail import answer_mail, claim_by_mail
from rounds.identity.claims.by_register import (
    Entry,
    answer_check,
    claim_by_register,
    leave_check,
    read_evidence,
    take_check,
)
from rounds.identity.claims.by_vouching import answer_vouch, ask_to_vouch, list_asked
from rounds.identity.claims.institutions import institution_of
from rounds.identity.claims.registers import is_gmc_number, is_npi, plain_number
from rounds.identity.claims.settle import end_unanswered, withdraw_claim
from rounds.identity.credentials import (
    confirm_credential,
    current_credential,
    lapse_credentials,
    revoke_credential,
)
from rounds.identity.models import Account, Credential
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.roles import OrganisationKind, Role
from rounds.jobs.models import Job
from rounds.ledger.models import FactRow
from tests.identity.conftest import person

NUMBER = "7654321"


def stands(claim: Claim) -> tuple[str, str]:
    """State and reason of a claim as they stand in the database."""
    claim.refresh_from_db()
    return claim.state, claim.reason


# institutional e-mail


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a.yusuf@nhs.net", "nhs.net"),
        ("leo@med.up.pt", "up.pt"),
        ("x@cardiology.ox.ac.uk", "ox.ac.uk"),
        ("x@mit.edu", "mit.edu"),
        ("x@cs.sydney.edu.au", "sydney.edu.au"),
        ("x@barts.nhs.uk", "barts.nhs.uk"),
    ],
)
def test_an_address_of_an_institution_is_known_by_its_domain(address: str, domain: str) -> None:
    found = institution_of(address)
    assert found is not None
    assert found.domain == domain


@pytest.mark.parametrize(
    "address",
    ["x@gmail.com", "x@ac.uk", "x@nhs.net.example.com", "x@notnhs.net", "x@alumni.ox.ac.uk", "edu"],
)
def test_an_address_anybody_can_have_says_nothing(address: str) -> None:
    assert institution_of(address) is None


def test_a_code_sent_to_an_nhs_address_confirms_belonging_and_no_role(dr_amina: Account) -> None:
    claim, code = claim_by_mail(dr_amina, "A.Yusuf@NHS.net")
    assert answer_mail(dr_amina, claim.pk, code).state == ClaimState.CONFIRMED
    held = current_credential(dr_amina)
    assert held is not None
    assert held.line.startswith("Affiliation – confirmed by NHSmail (nhs.net)")
    assert held.what == What.AFFILIATION


def test_the_address_stands_nowhere(dr_amina: Account) -> None:
    claim, _code = claim_by_mail(dr_amina, "a.yusuf@nhs.net")
    for row in (*Claim.objects.values(), *Evidence.objects.values(), *FactRow.objects.values()):
        assert "yusuf@" not in str(row)
    assert claim.mark


def test_an_address_confirms_one_account_only(dr_amina: Account, student_leo: Account) -> None:
    first, code = claim_by_mail(dr_amina, "shared@nhs.net")
    answer_mail(dr_amina, first.pk, code)
    second, code = claim_by_mail(student_leo, "shared@nhs.net")
    answer_mail(student_leo, second.pk, code)
    assert stands(second) == (ClaimState.REFUSED, Reason.TAKEN)
    assert current_credential(student_leo) is None


def test_five_wrong_codes_end_it(dr_amina: Account) -> None:
    claim, code = claim_by_mail(dr_amina, "a.yusuf@nhs.net")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        with pytest.raises(Invalid):
            answer_mail(dr_amina, claim.pk, wrong)
    assert stands(claim) == (ClaimState.REFUSED, Reason.WRONG_CODE)
    with pytest.raises(NotFound):
        answer_mail(dr_amina, claim.pk, code)


def test_a_code_is_good_for_half_an_hour_and_for_its_owner(
    dr_amina: Account, student_leo: Account
) -> None:
    claim, code = claim_by_mail(dr_amina, "a.yusuf@nhs.net")
    with pytest.raises(NotFound):
        answer_mail(student_leo, claim.pk, code)
    clock.travel(clock.now() + timedelta(minutes=31))
    end_unanswered()
    assert stands(claim) == (ClaimState.REFUSED, Reason.TOO_LATE)
    assert not Evidence.objects.exists()


def test_a_second_mail_renews_and_takes_the_place_of_the_first(dr_amina: Account) -> None:
    for _ in range(2):
        claim, code = claim_by_mail(dr_amina, "a.yusuf@nhs.net")
        answer_mail(dr_amina, claim.pk, code)
    assert Credential.objects.filter(revoked_at__isnull=True).count() == 1
    assert Claim.objects.filter(state=ClaimState.REVOKED, reason=Reason.REPLACED).count() == 1


# vouching


def test_two_confirmed_consultants_can_vouch_for_a_third(
    verified: list[Account], trainee_priya: Account
) -> None:
    claim = ask_to_vouch(
        trainee_priya, What.DOCTOR_IN_TRAINING, ["@amina", "marek"], scope="acute medicine"
    )
    assert list_asked(verified[0]) == [claim]
    answer_vouch(verified[0], claim.pk, yes=True)
    assert current_credential(trainee_priya) is None
    answer_vouch(verified[1], claim.pk, yes=True)
    held = current_credential(trainee_priya)
    assert held is not None
    assert held.line.startswith(
        "Doctor in training, acute medicine – confirmed by Dr Amina Yusuf and marek"
    )


def test_one_confirmed_society_can_vouch_for_its_member(
    verified: list[Account], student_leo: Account
) -> None:
    claim = ask_to_vouch(student_leo, What.STUDENT, ["cardsoc"])
    answer_vouch(verified[2], claim.pk, yes=True)
    assert stands(claim)[0] == ClaimState.CONFIRMED


def test_nobody_vouches_who_is_not_confirmed_or_is_a_company(
    verified: list[Account], trainee_priya: Account, student_leo: Account
) -> None:
    for handles in (["amina"], ["amina", "leo"], ["amina", "priya"], ["amina", "nobody"], []):
        with pytest.raises(Invalid):
            ask_to_vouch(trainee_priya, What.DOCTOR_IN_TRAINING, handles)
    revise_profile(verified[2], Changes(organisation_kind=OrganisationKind.INDUSTRY))
    with pytest.raises(Invalid):
        ask_to_vouch(student_leo, What.STUDENT, ["cardsoc"])


def test_vouching_does_not_breed(verified: list[Account], trainee_priya: Account) -> None:
    claim = ask_to_vouch(trainee_priya, What.DOCTOR_IN_TRAINING, ["amina", "marek"])
    for one in verified[:2]:
        answer_vouch(one, claim.pk, yes=True)
    other = person("nils", Role.DOCTOR_IN_TRAINING)
    with pytest.raises(Invalid):
        ask_to_vouch(other, What.DOCTOR_IN_TRAINING, ["amina", "priya"])


def test_a_colleague_who_says_no_ends_it_where_two_are_needed(
    verified: list[Account], trainee_priya: Account
) -> None:
    claim = ask_to_vouch(trainee_priya, What.DOCTOR_IN_TRAINING, ["amina", "marek"])
    answer_vouch(verified[0], claim.pk, yes=False)
    assert stands(claim) == (ClaimState.REFUSED, Reason.NOT_VOUCHED)
    with pytest.raises(NotFound):
        answer_vouch(verified[1], claim.pk, yes=True)


def test_who_lost_the_own_credential_vouches_no_more(
    verified: list[Account], trainee_priya: Account
) -> None:
    claim = ask_to_vouch(trainee_priya, What.DOCTOR_IN_TRAINING, ["amina", "marek"])
    answer_vouch(verified[0], claim.pk, yes=True)
    revoke_credential(verified[0], current_credential(verified[0]).pk)  # type: ignore[union-attr]
    answer_vouch(verified[1], claim.pk, yes=True)
    assert current_credential(trainee_priya) is None
    with pytest.raises(NotFound):
        answer_vouch(trainee_priya, claim.pk, yes=True)


# registers


@pytest.mark.parametrize("number", ["1234567", "765 4321", "76-54321"])
def test_seven_digits_can_be_a_gmc_number(number: str) -> None:
    assert is_gmc_number(plain_number(number))


@pytest.mark.parametrize("number", ["123456", "12345678", "123456a", ""])
def test_anything_else_can_not(number: str) -> None:
    assert not is_gmc_number(plain_number(number))


def test_an_npi_has_luhns_digit_over_80840() -> None:
    assert is_npi("1234567893")  # the example of the rule itself
    for wrong in ("1234567890", "1234567894", "3234567893", "123456789"):
        assert not is_npi(wrong)


def entry(number: str = NUMBER) -> Entry:
    """An entry of the GMC's register."""
    return Entry(register="gmc", number=number, name="Amina Yusuf", scope="cardiology")


def test_two_moderators_must_both_find_it(dr_amina: Account, moderators: list[Account]) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    for one in moderators[:2]:
        take_check(one, claim.pk)
        assert read_evidence(one, claim.pk).number == NUMBER
        assert current_credential(dr_amina) is None
        answer_check(one, claim.pk, found=True)
    held = current_credential(dr_amina)
    assert held is not None
    assert held.line.startswith(
        "Consultant or specialist, cardiology – register of the General Medical Council (UK) checked by two moderators"
    )
    assert not Evidence.objects.exists()
    for one in moderators:
        with pytest.raises(NotFound):
            read_evidence(one, claim.pk)


def test_one_no_refuses_and_the_evidence_is_gone(
    dr_amina: Account, moderators: list[Account]
) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    take_check(moderators[0], claim.pk)
    answer_check(moderators[0], claim.pk, found=False)
    assert stands(claim) == (ClaimState.REFUSED, Reason.NOT_FOUND)
    assert not Evidence.objects.exists()


def test_the_same_moderator_does_not_count_twice_and_nobody_checks_their_own(
    dr_amina: Account, moderators: list[Account], student_leo: Account
) -> None:
    appoint(dr_amina, moderator=True)
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    with pytest.raises(Refused):
        take_check(dr_amina, claim.pk)
    take_check(moderators[0], claim.pk)
    answer_check(moderators[0], claim.pk, found=True)
    take_check(moderators[0], claim.pk)
    with pytest.raises(NotFound):
        answer_check(moderators[0], claim.pk, found=True)
    with pytest.raises(Refused):
        take_check(student_leo, claim.pk)
    assert stands(claim)[0] == ClaimState.OPEN


def test_a_third_moderator_and_the_rest_of_the_world_read_no_evidence(
    dr_amina: Account, moderators: list[Account], student_leo: Account
) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    for one in moderators[:2]:
        take_check(one, claim.pk)
    with pytest.raises(Refused):
        take_check(moderators[2], claim.pk)
    with pytest.raises(NotFound):
        read_evidence(moderators[2], claim.pk)
    for one in (student_leo, dr_amina):
        with pytest.raises(Refused):
            read_evidence(one, claim.pk)
    leave_check(moderators[0], claim.pk)
    with pytest.raises(NotFound):
        read_evidence(moderators[0], claim.pk)
    take_check(moderators[2], claim.pk)


def test_a_number_that_can_not_be_one_is_refused_at_once(dr_amina: Account) -> None:
    for wrong in (entry("12"), Entry(register="gmc", number=NUMBER, name=" ")):
        with pytest.raises(Invalid):
            claim_by_register(dr_amina, What.CONSULTANT, wrong)
    with pytest.raises(Invalid):
        claim_by_register(dr_amina, What.NURSE_OR_MIDWIFE, entry())
    with pytest.raises(Invalid):
        claim_by_register(dr_amina, What.AFFILIATION, Entry(register="bma", number="1", name="A"))


def test_the_number_is_in_no_table_fact_job_or_log(
    dr_amina: Account, moderators: list[Account], capfd: pytest.CaptureFixture[str]
) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    take_check(moderators[0], claim.pk)
    answer_check(moderators[0], claim.pk, found=False)
    rows = [*Claim.objects.values(), *FactRow.objects.values(), *Job.objects.values()]
    assert not any(NUMBER in json.dumps(row, default=str) for row in rows)
    assert NUMBER not in "".join(capfd.readouterr())
    assert not Evidence.objects.exists()


def test_evidence_is_sealed_while_it_waits(dr_amina: Account) -> None:
    claim_by_register(dr_amina, What.CONSULTANT, entry())
    assert NUMBER not in Evidence.objects.get().sealed


# what holds for all


def test_a_withdrawn_claim_leaves_no_evidence(dr_amina: Account, student_leo: Account) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    with pytest.raises(NotFound):
        withdraw_claim(student_leo, claim.pk)
    withdraw_claim(dr_amina, claim.pk)
    assert stands(claim) == (ClaimState.WITHDRAWN, Reason.ASKED)
    assert not Evidence.objects.exists()


def test_a_claim_nobody_answers_ends_after_thirty_days(dr_amina: Account) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    clock.travel(clock.now() + timedelta(days=31))
    end_unanswered()
    assert stands(claim) == (ClaimState.REFUSED, Reason.TOO_LATE)


def test_nobody_opens_claims_without_end(dr_amina: Account) -> None:
    for _ in range(10):
        claim_by_register(dr_amina, What.CONSULTANT, entry())
    with pytest.raises(Invalid):
        claim_by_register(dr_amina, What.CONSULTANT, entry())


def test_a_credential_holds_for_twelve_months_at_most(dr_amina: Account) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net")
    assert held.expires_at is not None
    assert held.expires_at - clock.now() <= timedelta(days=366)
    with pytest.raises(Invalid):
        confirm_credential(
            dr_amina, "Consultant", "nhs.net", expires_at=clock.now() + timedelta(days=400)
        )


def test_at_its_end_the_profile_is_made_anew_and_the_claim_is_over(dr_amina: Account) -> None:
    claim, code = claim_by_mail(dr_amina, "a.yusuf@nhs.net")
    answer_mail(dr_amina, claim.pk, code)
    before = Account.objects.get(pk=dr_amina.pk).version
    clock.travel(clock.now() + timedelta(days=366))
    lapse_credentials()
    lapse_credentials()
    assert stands(claim)[0] == ClaimState.EXPIRED
    assert Account.objects.get(pk=dr_amina.pk).version == before + 1
    assert current_credential(dr_amina) is None


def test_a_role_is_shown_before_belonging_whichever_is_newer(dr_amina: Account) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    claim, code = claim_by_mail(dr_amina, "a.yusuf@nhs.net")
    answer_mail(dr_amina, claim.pk, code)
    held = current_credential(dr_amina)
    assert held is not None
    assert held.claim == "Consultant"


def test_under_another_name_it_counts_no_longer(dr_amina: Account) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net")
    revise_profile(dr_amina, Changes(display_name="Professor Somebody Else"))
    assert current_credential(dr_amina) is None
    revise_profile(dr_amina, Changes(display_name="dr  amina YUSUF"))
    assert current_credential(dr_amina) is not None


def test_claims_are_facts_of_ids_and_enums(dr_amina: Account, moderators: list[Account]) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, entry())
    take_check(moderators[0], claim.pk)
    answer_check(moderators[0], claim.pk, found=False)
    kinds = ["ClaimOpened", "ClaimAnswered", "ClaimSettled"]
    found = [json.loads(row.data) for row in FactRow.objects.filter(kind__in=kinds).order_by("id")]
    assert [one.get("state") or one.get("answer") or one.get("what") for one in found] == [
        What.CONSULTANT, "no", ClaimState.REFUSED,
    ]  # fmt: skip
    assert found[1]["actor"] == moderators[0].pk
    assert all(set(one) <= {"actor", "subject", "at", "claim", "what", "way", "answer", "state", "reason"} for one in found)  # fmt: skip


def test_every_way_has_something_to_claim() -> None:
    from rounds.identity.claim_words import claimable

    assert all(claimable(way) for way in Way if way is not Way.OPERATOR)
