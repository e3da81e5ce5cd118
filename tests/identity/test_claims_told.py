"""People are told by e-mail what became of a claim, and a month before a credential ends."""

from datetime import timedelta

from django.core import mail

from rounds.base import clock
from rounds.identity.claim_words import What
from rounds.identity.claims.by_register import Entry, answer_check, claim_by_register, take_check
from rounds.identity.claims.tell import remind, remind_of_ends, tell_settled
from rounds.identity.credentials import confirm_credential, revoke_credential
from rounds.identity.models import Account
from rounds.jobs.work import run_due

NUMBER = "7654321"
ENTRY = Entry(register="gmc", number=NUMBER, name="Amina Yusuf")


def test_whoever_claimed_is_told_once_and_reads_no_number(
    dr_amina: Account, moderators: list[Account]
) -> None:
    claim = claim_by_register(dr_amina, What.CONSULTANT, ENTRY)
    take_check(moderators[0], claim.pk)
    answer_check(moderators[0], claim.pk, found=False)
    run_due()
    assert [one.to for one in mail.outbox] == [["amina@example.org"]]
    assert "did not find it in the register" in mail.outbox[0].body
    assert NUMBER not in mail.outbox[0].body


def test_the_words_are_those_of_the_reader(dr_amina: Account, moderators: list[Account]) -> None:
    dr_amina.user.locale = "de"
    dr_amina.user.save()
    claim = claim_by_register(dr_amina, What.CONSULTANT, ENTRY)
    for one in moderators[:2]:
        take_check(one, claim.pk)
        answer_check(one, claim.pk, found=True)
    run_due()
    assert "Ihr Nachweis ist bestätigt" in mail.outbox[0].subject
    assert "Fachärztin oder Facharzt" in mail.outbox[0].body


def test_a_month_before_the_end_one_reminder_comes(dr_amina: Account) -> None:
    confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    remind_of_ends()
    run_due()
    assert not mail.outbox
    clock.travel(clock.now() + timedelta(days=340))
    for _ in range(3):
        remind_of_ends()
        run_due()
    assert len(mail.outbox) == 1
    assert "Consultant, cardiology – confirmed by nhs.net" in mail.outbox[0].body
    assert "/settings/credentials" in mail.outbox[0].body


def test_nobody_is_reminded_of_what_was_revoked_or_is_not_there(dr_amina: Account) -> None:
    held = confirm_credential(dr_amina, "Consultant", "nhs.net")
    revoke_credential(dr_amina, held.pk)
    remind(held.pk)
    remind(1)
    tell_settled(1)
    assert not mail.outbox
