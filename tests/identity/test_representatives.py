"""Who may speak for an organisation, and until when."""

from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.identity.representatives import (
    appoint_representative,
    end_appointment,
    list_appointments,
    list_representatives,
    may_speak_for,
    organisations_of,
)
from rounds.ledger.models import FactRow


def test_an_organisation_appoints_and_the_appointment_ends_with_its_last_day(
    society: Account, dr_amina: Account
) -> None:
    assert not may_speak_for(dr_amina, society)
    until = clock.now() + timedelta(days=30)
    made = appoint_representative(society, society, dr_amina, until=until)
    assert may_speak_for(dr_amina, society)
    assert organisations_of(dr_amina) == [society]
    assert [one.pk for one in list_representatives(society)] == [made.pk]
    clock.travel(until)
    assert not may_speak_for(dr_amina, society)
    assert organisations_of(dr_amina) == []
    assert list_representatives(society) == []
    assert [one.pk for one in list_appointments(society)] == [made.pk]


def test_both_are_recorded(society: Account, dr_amina: Account) -> None:
    made = appoint_representative(society, society, dr_amina)
    end_appointment(society, made.pk)
    rows = FactRow.objects.filter(subject=dr_amina.pk).values_list("kind", "actor")
    assert ("RepresentativeAppointed", society.pk) in rows
    assert ("AppointmentEnded", society.pk) in rows


def test_nobody_else_appoints_or_ends(
    society: Account, dr_amina: Account, student_leo: Account
) -> None:
    with pytest.raises(NotFound):
        appoint_representative(student_leo, society, student_leo)
    made = appoint_representative(society, society, dr_amina)
    with pytest.raises(NotFound):
        appoint_representative(dr_amina, society, student_leo)
    with pytest.raises(NotFound):
        end_appointment(student_leo, made.pk)
    assert may_speak_for(dr_amina, society)


def test_a_moderator_may_do_both(society: Account, dr_amina: Account, student_leo: Account) -> None:
    appoint(student_leo, moderator=True)
    made = appoint_representative(student_leo, society, dr_amina)
    assert may_speak_for(dr_amina, society)
    end_appointment(student_leo, made.pk)
    assert not may_speak_for(dr_amina, society)


def test_a_representative_may_step_down(society: Account, dr_amina: Account) -> None:
    made = appoint_representative(society, society, dr_amina)
    end_appointment(dr_amina, made.pk)
    assert not may_speak_for(dr_amina, society)
    with pytest.raises(NotFound):
        end_appointment(dr_amina, made.pk)


def test_an_appointment_may_begin_later(society: Account, dr_amina: Account) -> None:
    begins = clock.now() + timedelta(days=2)
    appoint_representative(society, society, dr_amina, since=begins)
    assert not may_speak_for(dr_amina, society)
    clock.travel(begins)
    assert may_speak_for(dr_amina, society)


def test_nobody_is_appointed_twice_for_the_same_time(society: Account, dr_amina: Account) -> None:
    first = appoint_representative(society, society, dr_amina)
    with pytest.raises(Invalid):
        appoint_representative(society, society, dr_amina)
    end_appointment(society, first.pk)
    clock.travel(clock.now() + timedelta(seconds=1))
    appoint_representative(society, society, dr_amina)
    assert may_speak_for(dr_amina, society)


def test_only_people_represent_and_only_organisations_are_represented(
    society: Account, dr_amina: Account, student_leo: Account
) -> None:
    with pytest.raises(Refused):
        appoint_representative(None, dr_amina, student_leo)
    with pytest.raises(Invalid):
        appoint_representative(society, society, society)
    with pytest.raises(Invalid):
        appoint_representative(society, society, dr_amina, until=clock.now() - timedelta(minutes=1))


def test_nobody_speaks_for_a_suspended_organisation(society: Account, dr_amina: Account) -> None:
    appoint_representative(society, society, dr_amina)
    society.suspended_at = clock.now()
    society.save(update_fields=["suspended_at"])
    assert not may_speak_for(dr_amina, society)
    assert not may_speak_for(society, society)
    assert organisations_of(dr_amina) == []
