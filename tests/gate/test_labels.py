"""What the gate asks about interests, voices and labels."""

from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, Refused
from rounds.gate.checks.declared import check_declared
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.keep import change, confirm, readable_draft
from rounds.gate.outcome import Asked, Outcome, Released
from rounds.gate.schedule import schedule
from rounds.gate.submit import submit, submit_revision
from rounds.identity.interests import confirm_register, declare_interest
from rounds.identity.models import Account, InterestsSnapshot
from rounds.identity.register import Declared, Entry, InterestKind
from rounds.identity.representatives import appoint_representative, end_appointment
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.labels import Bloom, ForWhom, Labels, Level, Voice
from rounds.posts.models import Post
from rounds.posts.publish import publish
from rounds.posts.withdraw import withdraw

PULSARION = Declared(
    "Pulsarion Ltd", ("Pulsarion Ltd", "Pulsarion", "Pulsoreg"), "Shares: Pulsarion Ltd"
)
SHARES = Entry(kind=InterestKind.SHARES, body="Pulsarion Ltd", products=("Pulsoreg",))


def out(outcome: Outcome) -> Post:
    assert isinstance(outcome, Released)
    return outcome.post


def kinds(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Asked)
    return [finding.kind for finding in outcome.findings]


@pytest.mark.parametrize(
    "text",
    [
        "We switched to Pulsoreg last year",
        "PULSARION's trial reads well",
        "Read this #Pulsoreg",
        "pulsoreg, twice a day",
        "Pulsarion  Ltd sent us pens",
        "Pulsa\u00adrion sent us pens",
        "Puls\u043er\u0435g, twice a day",
    ],
)
def test_a_declared_company_or_product_is_found_however_it_is_written(text: str) -> None:
    found = list(check_declared(text, [PULSARION], ""))
    assert [one.kind for one in found] == ["declared_interest"]
    assert found[0].suggestion == "Shares: Pulsarion Ltd"


@pytest.mark.parametrize("text", ["Impulsarional is no word", "Pulsoregistry", "Aspirin then"])
def test_other_words_are_left_alone(text: str) -> None:
    assert list(check_declared(text, [PULSARION], "")) == []


def test_a_product_declared_in_its_own_letters_is_found_too() -> None:
    own = Declared("Завод", ("Завод", "Тенова"), "Shares: Завод")
    words = "Мы берём препарат Тенова дважды в день"
    (found,) = check_declared(words, [own], "")
    assert words[found.start : found.end] == "Тенова"
    (spoofed,) = check_declared("We like Puls\u043ereg", [PULSARION], "")
    assert (spoofed.start, spoofed.end) == (8, 16)


def test_a_company_that_the_post_discloses_is_not_asked_about() -> None:
    assert (
        list(check_declared("Pulsoreg works", [PULSARION], "I own shares of Pulsarion Ltd")) == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Paid by Pulsarion Ltd: Pulsoreg works well",
        "Pulsoreg is great. I own shares of Pulsarion Ltd.",
    ],
)
def test_a_company_that_the_words_disclose_is_not_asked_about(text: str) -> None:
    assert list(check_declared(text, [PULSARION], "")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pulso-reg works well",
        "Puls-oreg works well",
        "I am not paid by Pulsarion Ltd, but Pulsoreg works",
        "Pulsarion Ltd makes it. My ward was paid.",
    ],
)
def test_a_product_in_pieces_or_a_denied_interest_is_asked_about(text: str) -> None:
    assert len(list(check_declared(text, [PULSARION], ""))) == 1


def test_the_first_word_of_a_company_is_enough_before_what_it_makes() -> None:
    devices = Declared("Pulsarion Devices", ("Pulsarion Devices",), "Fees: Pulsarion Devices")
    (found,) = check_declared("We use the Pulsarion device daily", [devices], "")
    assert found.kind == "declared_interest"
    assert list(check_declared("The Pulsarion horizon", [devices], "")) == []


DEVICES = Declared(
    "Pulsarion Devices", ("Pulsarion Devices", "Pulsoreg"), "Fees: Pulsarion Devices"
)


@pytest.mark.parametrize(
    "text",
    [
        "Pulsarion's new pacer rocks", "pulsarion\u2019s new pacer", "A Pulsarion-made pacer",
        "Pulsarion's latest is superb", "I like the Pulsarion pacer",
    ],
)  # fmt: skip
def test_what_is_called_a_companys_is_found(text: str) -> None:
    assert [one.kind for one in check_declared(text, [DEVICES], "")] == ["declared_interest"]


def test_the_genitive_of_a_town_or_a_person_is_no_company() -> None:
    boston = Declared("Boston Scientific", ("Boston Scientific",), "Fees: Boston Scientific")
    johnson = Declared("Johnson & Johnson", ("Johnson & Johnson",), "Fees: Johnson & Johnson")
    words = "Boston's marathon and Johnson's paper were superb"
    assert list(check_declared(words, [boston, johnson], "")) == []
    assert list(check_declared("Boston's new stent", [boston], ""))


def test_an_interest_said_by_the_first_word_of_the_company_is_said() -> None:
    words = "Pulsoreg. Disclosure: I am on the Pulsarion advisory board"
    assert list(check_declared(words, [DEVICES], "")) == []
    assert list(check_declared("Pulsoreg. I am not on the Pulsarion advisory board", [DEVICES], ""))


def test_each_company_is_asked_about_once() -> None:
    assert len(list(check_declared("Pulsarion, Pulsarion and Pulsoreg", [PULSARION], ""))) == 1


def test_naming_a_declared_company_is_asked_about_at_once_and_disclosed_in_one_tap(
    dr_amina: Account,
) -> None:
    declare_interest(dr_amina, SHARES)
    asked = submit(dr_amina, Draft(text="Pulsoreg did well in our audit."))
    assert kinds(asked) == ["declared_interest"]
    assert isinstance(asked, Asked)
    assert asked.findings[0].can_confirm
    disclosed = Draft(
        text="Pulsoreg did well in our audit.", interests=asked.findings[0].suggestion
    )
    post = out(change(dr_amina, asked.kept_draft.code, disclosed))
    assert post.interests == "Shares: Pulsarion Ltd"


def test_an_author_may_say_that_it_has_nothing_to_do_with_it(dr_amina: Account) -> None:
    declare_interest(dr_amina, Entry(kind=InterestKind.UNPAID_ROLE, body="Rhythm"))
    asked = submit(dr_amina, Draft(text="Name the rhythm first."))
    assert isinstance(asked, Asked)
    assert (
        out(confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings))).interests == ""
    )


def test_a_company_named_in_a_poll_or_a_summary_counts_too(dr_amina: Account) -> None:
    declare_interest(dr_amina, SHARES)
    labels = Labels(summary="Pulsoreg thins the blood.")
    assert kinds(submit(dr_amina, Draft(text="A summary", labels=labels))) == ["declared_interest"]


def test_teaching_is_asked_about_interests_once_and_then_never_again(dr_amina: Account) -> None:
    asked = submit(dr_amina, Draft(text="Three questions first.", teaching=True))
    assert kinds(asked) == ["interests"]
    assert isinstance(asked, Asked)
    first = out(confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings)))
    assert first.interests == "none"
    assert first.interests_snapshot is not None
    dr_amina.refresh_from_db()
    assert dr_amina.interests_declared_at is not None
    second = out(submit(dr_amina, Draft(text="Two more questions.", teaching=True)))
    assert second.interests == "none"
    assert second.interests_at is not None


def test_a_teaching_post_freezes_the_register_and_later_edits_never_change_it(
    dr_amina: Account,
) -> None:
    declare_interest(dr_amina, SHARES)
    post = out(submit(dr_amina, Draft(text="Three questions first.", teaching=True)))
    assert post.interests == "Shares: Pulsarion Ltd"
    frozen = InterestsSnapshot.objects.get(pk=post.interests_snapshot)
    clock.travel(clock.now() + timedelta(days=1))
    declare_interest(dr_amina, Entry(kind=InterestKind.FAMILY, body="Acme"))
    edit = Draft(text="Three questions first, please.", teaching=True, interests="none")
    edited = out(submit_revision(dr_amina, post.pk, edit))
    assert edited.interests_snapshot == frozen.pk
    assert edited.interests == "Shares: Pulsarion Ltd"
    later = out(submit(dr_amina, Draft(text="Another.", teaching=True)))
    assert later.interests == "Shares: Pulsarion Ltd; Family: Acme"
    assert later.interests_snapshot != frozen.pk
    assert InterestsSnapshot.objects.get(pk=frozen.pk).document == frozen.document


def test_teaching_for_everyone_is_asked_for_a_plain_summary(dr_amina: Account) -> None:
    confirm_register(dr_amina)
    everyone = Labels(for_whom=ForWhom.EVERYONE)
    asked = submit(dr_amina, Draft(text="P before QRS.", teaching=True, labels=everyone))
    assert kinds(asked) == ["summary"]
    plain = Labels(for_whom=ForWhom.EVERYONE, summary="The top of the heart beats first.")
    post = out(submit(dr_amina, Draft(text="P before QRS.", teaching=True, labels=plain)))
    assert post.summary == "The top of the heart beats first."
    out(submit(dr_amina, Draft(text="A question for everybody", labels=everyone)))


def test_a_summary_is_checked_for_patients_like_the_text(dr_amina: Account) -> None:
    labels = Labels(summary="Ring him on 07700 900123")
    outcome = submit(dr_amina, Draft(text="A summary", labels=labels))
    assert isinstance(outcome, Asked)
    assert outcome.findings[0].part == "summary"


def test_nobody_speaks_for_an_organisation_without_its_appointment(
    dr_amina: Account, society: Account
) -> None:
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    asked = submit(dr_amina, Draft(text="In our view, yes.", labels=labels))
    assert kinds(asked) == ["not_representative"]
    assert isinstance(asked, Asked)
    again = confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings))
    assert isinstance(again, Asked)
    assert not Post.objects.exists()
    assert readable_draft(dr_amina, asked.kept_draft.code)


def test_a_representative_answers_for_an_organisation_until_the_appointment_ends(
    dr_amina: Account, society: Account
) -> None:
    appointment = appoint_representative(society, society, dr_amina)
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    post = out(submit(dr_amina, Draft(text="In our view, yes.", labels=labels)))
    assert (post.voice, post.speaks_for) == ("organisation", society.pk)
    assert post.speaks_for_name == "Cardiology Student Society"
    end_appointment(society, appointment.pk)
    refused = submit(dr_amina, Draft(text="In our view, no.", labels=labels))
    assert kinds(refused) == ["not_representative"]
    post.refresh_from_db()
    assert post.speaks_for_name == "Cardiology Student Society"
    with pytest.raises(Refused, match="no longer speak"):
        submit_revision(dr_amina, post.pk, Draft(text="In our view: no.", labels=labels))
    post.refresh_from_db()
    assert post.source == "In our view, yes."
    withdraw(dr_amina, post.pk)
    assert not Post.objects.filter(pk=post.pk).exists()


def test_a_representative_may_edit_what_was_said_while_the_appointment_holds(
    dr_amina: Account, society: Account
) -> None:
    appoint_representative(society, society, dr_amina)
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    post = out(submit(dr_amina, Draft(text="In our view, yes.", labels=labels)))
    edited = out(submit_revision(dr_amina, post.pk, Draft(text="In our view: yes.", labels=labels)))
    assert (edited.source, edited.speaks_for) == ("In our view: yes.", society.pk)


def test_an_edit_that_waited_at_the_gate_is_refused_once_the_appointment_ended(
    dr_amina: Account, society: Account
) -> None:
    appointment = appoint_representative(society, society, dr_amina)
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    post = out(submit(dr_amina, Draft(text="We meet.", labels=labels)))
    asked = submit_revision(dr_amina, post.pk, Draft(text="Mr John Okafor came.", labels=labels))
    assert isinstance(asked, Asked)
    end_appointment(society, appointment.pk)
    with pytest.raises(Refused, match="no longer speak"):
        confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings))
    post.refresh_from_db()
    assert post.source == "We meet."


def test_a_scheduled_answer_stays_back_when_the_appointment_ended_meanwhile(
    dr_amina: Account, society: Account
) -> None:
    appointment = appoint_representative(society, society, dr_amina)
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    at = clock.now() + timedelta(hours=1)
    waiting = schedule(dr_amina, Draft(text="Tomorrow we meet.", labels=labels), at)
    end_appointment(society, appointment.pk)
    clock.travel(at + timedelta(seconds=1))
    run_due()
    assert not Post.objects.exists()
    assert not isinstance(waiting, Released)
    assert readable_draft(dr_amina, waiting.kept_draft.code).state == "asked"


def test_publishing_itself_refuses_a_voice_that_is_not_given(
    dr_amina: Account, society: Account
) -> None:
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    with pytest.raises(Refused):
        publish(dr_amina, Draft(text="In our name", labels=labels), release_id=1)


def test_an_edit_cannot_make_a_post_speak_for_somebody_else(
    dr_amina: Account, society: Account
) -> None:
    post = out(submit(dr_amina, Draft(text="My view.")))
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=society.pk)
    edited = out(submit_revision(dr_amina, post.pk, Draft(text="My own view.", labels=labels)))
    assert (edited.voice, edited.speaks_for) == ("personal", None)


def test_an_organisation_speaks_for_itself(society: Account) -> None:
    post = out(submit(society, Draft(text="Tonight at nine.")))
    assert (post.voice, post.speaks_for) == ("organisation", society.pk)
    assert not post.industry


def test_a_licence_is_the_one_chosen_else_the_authors_usual_one(dr_amina: Account) -> None:
    assert out(submit(dr_amina, Draft(text="One"))).licence == "LicenseRef-All-Rights-Reserved"
    dr_amina.default_licence = "CC-BY-4.0"
    dr_amina.save(update_fields=["default_licence"])
    assert out(submit(dr_amina, Draft(text="Two"))).licence == "CC-BY-4.0"
    chosen = Labels(licence="CC0-1.0")
    assert out(submit(dr_amina, Draft(text="Three", labels=chosen))).licence == "CC0-1.0"


def test_a_licence_that_is_not_offered_is_refused_and_the_draft_kept(dr_amina: Account) -> None:
    asked = submit(dr_amina, Draft(text="One", labels=Labels(licence="WTFPL")))
    assert kinds(asked) == ["licence"]


def test_what_a_licence_permitted_is_not_taken_back(dr_amina: Account) -> None:
    post = out(submit(dr_amina, Draft(text="One", labels=Labels(licence="CC-BY-NC-4.0"))))
    with pytest.raises(Invalid) as refused:
        submit_revision(
            dr_amina, post.pk, Draft(text="One", labels=Labels(licence="CC-BY-NC-ND-4.0"))
        )
    assert refused.value.field == "licence"
    wider = Draft(text="One", labels=Labels(licence="CC-BY-4.0"))
    assert out(submit_revision(dr_amina, post.pk, wider)).licence == "CC-BY-4.0"
    assert out(submit_revision(dr_amina, post.pk, Draft(text="1"))).licence == "CC-BY-4.0"


def test_the_fact_of_a_post_names_its_labels_but_none_of_its_words(dr_amina: Account) -> None:
    labels = Labels(
        sponsored_by="Acme", for_whom=ForWhom.PROFESSIONALS, level=Level.TRAINING, bloom=Bloom.APPLY
    )
    post = out(submit(dr_amina, Draft(text="One", labels=labels)))
    data = FactRow.objects.get(kind="PostPublished", subject=post.pk).data
    assert '"sponsored":true' in data
    assert '"bloom":"apply"' in data
    assert "Acme" not in data
