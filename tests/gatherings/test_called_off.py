"""Whoever said they come is told that a chat is off, and why; nobody else is."""

from django.core import mail
from django.test import Client

from rounds.edge.mastodon.fallbacks import Fallbacks
from rounds.gatherings.change import cancel
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide
from rounds.gatherings.rsvp import rsvp, take_back
from rounds.identity.models import Account
from rounds.identity.preferences import Preferences, revise_preferences
from rounds.jobs.work import run_due
from rounds.timelines.notifications import notifications
from tests.gatherings.conftest import Evening, say


def told(account: Account) -> list[int | None]:
    return [view.about for view in notifications(account) if view.kind == "chat_off"]


def test_those_who_come_are_told_that_the_chat_is_off(
    chat: Gathering, evening: Evening, dr_amina: Account, student_leo: Account,
    patient_joan: Account, trainee_priya: Account,
) -> None:  # fmt: skip
    for somebody in (student_leo, patient_joan, dr_amina):
        rsvp(somebody, chat)
    take_back(patient_joan, chat)
    cancel(dr_amina, chat, "The speaker is ill.")
    run_due()
    assert told(student_leo) == [chat.pk]
    assert told(patient_joan) == told(dr_amina) == told(trainee_priya) == []


def test_the_notice_names_the_evening_and_the_reason_and_leads_to_the_page(
    chat: Gathering, evening: Evening, dr_amina: Account, student_leo: Account
) -> None:
    rsvp(student_leo, chat)
    cancel(dr_amina, chat, "The speaker is ill.")
    run_due()
    client = Client()
    client.force_login(student_leo.user)
    text = client.get("/notifications").content.decode()
    assert "called off “Salt and the kidney” on Thursday 12 March 2026, 20:00" in text
    assert "The speaker is ill." in text
    assert f'<a href="/chats/{chat.pk}">called off' in text


def test_an_e_mail_with_the_reason_goes_to_those_alone_who_want_one(
    chat: Gathering, evening: Evening, dr_amina: Account, student_leo: Account,
    patient_joan: Account,
) -> None:  # fmt: skip
    revise_preferences(student_leo.user, Preferences(chat_mails=True, locale="de"))
    rsvp(student_leo, chat)
    rsvp(patient_joan, chat)
    cancel(dr_amina, chat, "The speaker is ill.")
    run_due()
    assert [one.to for one in mail.outbox] == [["leo@example.org"]]
    assert mail.outbox[0].subject == "#RenalJC fällt aus: Salt and the kidney"
    assert "Der Chat fällt aus." in mail.outbox[0].body
    assert "The speaker is ill." in mail.outbox[0].body


def test_the_page_of_a_chat_that_is_off_says_which_evening_and_invites_nobody(
    chat: Gathering, evening: Evening, dr_amina: Account
) -> None:
    cancel(dr_amina, chat, "The speaker is ill.")
    text = Client().get(f"/chats/{chat.pk}").content.decode()
    assert "It was planned for" in text
    assert "Thursday 12 March 2026, 20:00 (Europe/London)" in text
    assert "Join from your app" not in text
    assert "works for everybody" not in text
    host = Client()
    host.force_login(dr_amina.user)
    again = host.post(f"/chats/{chat.pk}/cancel", {"reason": "Again."})
    assert "This chat was called off." in again.content.decode()


def test_an_app_that_knows_no_such_kind_still_learns_the_reason(
    chat: Gathering, evening: Evening, dr_amina: Account, student_leo: Account
) -> None:
    rsvp(student_leo, chat)
    evening.at(1)
    ad = say(student_leo, "Buy this #RenalJC")
    hide(dr_amina, chat, ad.pk, "Advertising.")
    run_due()
    (view,) = [one for one in notifications(student_leo) if one.kind == "chat_hidden"]
    told = Fallbacks(student_leo, [])(view)
    assert told is not None
    assert "hid your post from a chat" in str(told["title"])
    assert told["summary"] == "Salt and the kidney: Advertising."
