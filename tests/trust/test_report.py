"""Reports to the moderators, and what they do with them."""

import pytest

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.ledger.models import FactRow
from rounds.trust.answer import answer_report
from rounds.trust.models import ReportState
from rounds.trust.report import Grounds, list_open, report


def test_a_moderator_reads_and_closes_a_report(
    student_leo: Account, dr_amina: Account, society: Account
) -> None:
    made = report(student_leo, dr_amina, Grounds(comment="Not kind"))
    for nobody in (student_leo, dr_amina):
        with pytest.raises(Refused):
            list_open(nobody)
        with pytest.raises(Refused):
            answer_report(nobody, made.pk, "none", "")
    appoint(society, moderator=True)
    assert list_open(society) == [made]
    assert answer_report(society, made.pk, "none", "").state == ReportState.RESOLVED
    assert list_open(society) == []
    with pytest.raises(NotFound):
        answer_report(society, made.pk, "none", "")


def test_what_was_said_is_no_part_of_the_fact(student_leo: Account, dr_amina: Account) -> None:
    report(student_leo, dr_amina, Grounds(comment="Not kind"))
    assert "Not kind" not in FactRow.objects.get(kind="Reported").data


def test_nobody_reports_themselves(student_leo: Account) -> None:
    with pytest.raises(Invalid):
        report(student_leo, student_leo, Grounds())
