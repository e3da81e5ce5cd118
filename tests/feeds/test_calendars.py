"""A chat in anybody's calendar."""

from datetime import timedelta

from django.conf import settings
from django.test import Client
from icalendar import Calendar, Event

from rounds.base import clock
from rounds.gatherings.announce import announce
from rounds.gatherings.change import cancel, revise_plan
from rounds.gatherings.models import Gathering
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.identity.models import Account

IN_A_WEEK = (clock.now() + timedelta(days=7)).replace(microsecond=0)


def _plan(title: str = "Salt; and, the kidney", tag: str = "RenalJC") -> Plan:
    return Plan(
        title=title,
        tag=tag,
        starts_at=IN_A_WEEK,
        minutes=45,
        time_zone="Europe/London",
        aims="Read one trial.\nTogether.",
        prompts=(PlannedPrompt("What first?", 0),),
    )


def _events(address: str) -> list[Event]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert calendar["VERSION"] == "2.0"
    return list(calendar.walk("VEVENT"))


def test_a_chat_can_be_put_into_any_calendar(dr_amina: Account) -> None:
    gathering = announce(dr_amina, _plan())
    (event,) = _events(f"/chats/{gathering.pk}.ics")
    assert event["SUMMARY"] == "Salt; and, the kidney (#RenalJC)"
    assert event.decoded("DTSTART") == IN_A_WEEK
    assert event.decoded("DTEND") == IN_A_WEEK + timedelta(minutes=45)
    assert f"/chats/{gathering.pk}" in event["URL"]
    assert "Europe/London" in event["DESCRIPTION"]
    assert event["ORGANIZER"] == f"{settings.BASE_URL}/@amina"
    assert event["STATUS"] == "CONFIRMED"


def test_a_changed_plan_moves_the_same_entry(dr_amina: Account) -> None:
    gathering = announce(dr_amina, _plan())
    (before,) = _events(f"/chats/{gathering.pk}.ics")
    revise_plan(dr_amina, gathering, _plan(title="Potassium"))
    (after,) = _events(f"/chats/{gathering.pk}.ics")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["SUMMARY"].startswith("Potassium")


def test_a_called_off_chat_says_so_to_calendars_that_hold_it(dr_amina: Account) -> None:
    gathering = announce(dr_amina, _plan())
    cancel(dr_amina, gathering)
    (event,) = _events(f"/chats/{gathering.pk}.ics")
    assert event["STATUS"] == "CANCELLED"


def test_all_coming_chats_are_one_calendar(dr_amina: Account, student_leo: Account) -> None:
    announce(dr_amina, _plan())
    off = announce(dr_amina, _plan(tag="OffJC"))
    cancel(dr_amina, off)
    announce(student_leo, _plan(tag="CardioJC"))
    said = [(e["SUMMARY"].split()[-1], e["STATUS"]) for e in _events("/chats.ics")]
    assert said == [
        ("(#RenalJC)", "CONFIRMED"),
        ("(#CardioJC)", "CONFIRMED"),
        ("(#OffJC)", "CANCELLED"),
    ]


def test_nobody_can_slip_a_line_into_the_calendar(dr_amina: Account) -> None:
    announce(dr_amina, _plan(title="Salt\r\nATTENDEE:everybody"))
    (event,) = _events("/chats.ics")
    assert "ATTENDEE" not in event


def test_a_chat_that_is_not_there_is_not_found(db: None) -> None:
    assert Client().get("/chats/1.ics").status_code == 404
    assert Client().get(f"/chats/{10**30}.ics").status_code == 404
    assert not Gathering.objects.exists()
