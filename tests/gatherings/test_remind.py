"""Whoever said they come is told an hour before, once, wherever the chat moves."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from rounds.gatherings.change import cancel, revise_plan
from rounds.gatherings.models import Gathering
from rounds.gatherings.remind import remind_those_who_come, write_mail
from rounds.gatherings.rsvp import rsvp, take_back
from rounds.identity.access import digest
from rounds.identity.models import Account, App, AppToken
from rounds.identity.preferences import Preferences, revise_preferences
from rounds.jobs.work import run_due
from rounds.timelines.notifications import notifications
from tests.gatherings.conftest import NINE, Change, Evening, fresh


def told(account: Account) -> list[int | None]:
    """The chats that the account was reminded of."""
    remind_those_who_come()
    run_due()
    return [view.about for view in notifications(account) if view.kind == "chat"]


def test_somebody_who_comes_is_told_an_hour_before_and_only_once(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    rsvp(student_leo, chat)
    evening.at(-61)
    assert told(student_leo) == []
    evening.at(-60)
    assert told(student_leo) == [chat.pk]
    evening.at(-30)
    assert told(student_leo) == [chat.pk]
    assert told(patient_joan) == []


def test_a_chat_that_moves_reminds_by_its_new_time(
    chat: Gathering, dr_amina: Account, student_leo: Account, evening: Evening, changed: Change
) -> None:
    rsvp(student_leo, chat)
    evening.at(-90)
    revise_plan(dr_amina, fresh(chat), changed(starts_at=NINE + timedelta(hours=3)))
    evening.at(-50)
    assert told(student_leo) == []
    evening.at(125)
    assert told(student_leo) == [chat.pk]


def test_a_chat_that_moves_after_the_reminder_reminds_nobody_again(
    chat: Gathering, dr_amina: Account, student_leo: Account, evening: Evening, changed: Change
) -> None:
    rsvp(student_leo, chat)
    evening.at(-60)
    assert told(student_leo) == [chat.pk]
    revise_plan(dr_amina, fresh(chat), changed(starts_at=NINE + timedelta(hours=5)))
    evening.at(4 * 60)
    assert told(student_leo) == [chat.pk]


def test_nobody_is_reminded_of_what_is_off_of_what_they_took_back_or_of_what_they_just_said(
    chat: Gathering, dr_amina: Account, student_leo: Account, patient_joan: Account,
    evening: Evening,
) -> None:  # fmt: skip
    rsvp(student_leo, chat)
    take_back(student_leo, chat)
    evening.at(-40)
    rsvp(patient_joan, chat)
    assert told(student_leo) == told(patient_joan) == []
    rsvp(dr_amina, chat)
    cancel(dr_amina, fresh(chat), "The speaker is ill.")
    assert told(dr_amina) == []


def test_an_e_mail_goes_to_those_alone_who_want_one(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    revise_preferences(student_leo.user, Preferences(chat_mails=True, time_zone="Europe/Lisbon"))
    rsvp(student_leo, chat)
    rsvp(patient_joan, chat)
    evening.at(-60)
    assert told(student_leo) == told(patient_joan) == [chat.pk]
    assert [one.to for one in mail.outbox] == [["leo@example.org"]]
    assert mail.outbox[0].subject == "#RenalJC begins soon: Salt and the kidney"
    assert "Thursday 12 March 2026, 20:00 WET" in mail.outbox[0].body
    assert f"/chats/{chat.pk}" in mail.outbox[0].body


def test_no_e_mail_goes_out_once_the_chat_has_begun(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    revise_preferences(student_leo.user, Preferences(chat_mails=True))
    rsvp(student_leo, chat)
    evening.at(1)
    write_mail(chat.rsvps.get().pk)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-gb", "A chat you said you come to begins at"), ("de", "beginnt um")],
)
def test_the_page_names_the_chat_its_time_and_leads_there(
    chat: Gathering, student_leo: Account, evening: Evening, client: Client,
    language: str, words: str,
) -> None:  # fmt: skip
    revise_preferences(student_leo.user, Preferences(locale=language))
    rsvp(student_leo, chat)
    evening.at(-60)
    told(student_leo)
    client.force_login(student_leo.user)
    text = client.get("/notifications").content.decode()
    assert words in text
    assert f'<a href="/chats/{chat.pk}">Salt and the kidney</a>' in text


def test_apps_are_not_told_of_a_kind_that_they_do_not_know(
    chat: Gathering, student_leo: Account, evening: Evening, client: Client
) -> None:
    rsvp(student_leo, chat)
    evening.at(-60)
    told(student_leo)
    held = notifications(student_leo)[0]
    app = App.objects.create(
        client_id="a", name="A", redirect_uris="x:y", scopes="read", secret_digest="x"
    )
    AppToken.objects.create(app=app, user=student_leo.user, scopes="read", digest=digest("t"))
    headers = {"authorization": "Bearer t"}
    for path, nothing in (
        ("/api/v1/notifications", []),
        ("/api/v1/notifications/unread_count", {"count": 0}),
        ("/api/v2/notifications/unread_count", {"count": 0}),
    ):
        assert json.loads(client.get(path, headers=headers).content) == nothing
    groups = json.loads(client.get("/api/v2/notifications", headers=headers).content)
    assert groups["notification_groups"] == []
    for path in (f"v1/notifications/{held.id}", f"v2/notifications/ungrouped-{held.id}"):
        assert client.get(f"/api/{path}", headers=headers).status_code == 404
