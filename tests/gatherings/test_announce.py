"""A host announces a chat and learns at once what is wrong with the plan."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rounds.base.errors import Invalid, Refused
from rounds.gate.finding import confirmations
from rounds.gatherings.announce import announce
from rounds.gatherings.change import cancel, revise_plan
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.gatherings.prompts import close_now
from rounds.gatherings.queries import may_host, prompts_of, upcoming
from rounds.gatherings.words import WordsQuestioned
from rounds.identity.models import Account
from rounds.ledger.models import FactRow
from tests.gatherings.conftest import NINE, Change, Evening, fresh, posts_of


def test_an_announced_chat_is_upcoming_with_its_prompts(chat: Gathering) -> None:
    assert upcoming() == [chat]
    assert [(p.number, p.minute) for p in prompts_of(chat)] == [(1, 0), (2, 20), (3, 40)]
    assert FactRow.objects.filter(kind="GatheringAnnounced", subject=chat.pk).count() == 1


def test_announcing_posts_nothing_yet(chat: Gathering, dr_amina: Account) -> None:
    assert posts_of(dr_amina) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"tag": "two words"}, "tag"),
        ({"tag": "2026"}, "tag"),
        ({"tag": ""}, "tag"),
        ({"tag": "<b>x</b>"}, "tag"),
        ({"starts_at": NINE - timedelta(days=2)}, "starts_at"),
        ({"starts_at": datetime(2026, 3, 12, 20, 0)}, "starts_at"),
        ({"starts_at": NINE + timedelta(days=1000)}, "starts_at"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 5000}, "minutes"),
        ({"prompts": ()}, "prompts"),
        ({"prompts": (PlannedPrompt("One", 60),)}, "prompt-1"),
        ({"prompts": (PlannedPrompt("One", -1),)}, "prompt-1"),
        ({"prompts": (PlannedPrompt("One", 5), PlannedPrompt("Two", 5))}, "prompt-2"),
        ({"prompts": (PlannedPrompt("One", 5), PlannedPrompt(" ", 6))}, "prompt-2"),
        ({"co_hosts": ("nobody",)}, "co_hosts"),
        ({"article_url": "javascript:alert(1)"}, "article_url"),
    ],
)
def test_a_plan_that_cannot_work_is_refused_with_the_field_to_change(
    evening: Evening, dr_amina: Account, changed: Change, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        announce(dr_amina, changed(**change))
    assert refused.value.field == field
    assert not Gathering.objects.exists()


def test_a_prompt_that_names_a_patient_is_found_when_planning(
    evening: Evening, dr_amina: Account, changed: Change
) -> None:
    prompts = (PlannedPrompt("What now?", 0), PlannedPrompt("Call him on 07700 900123?", 10))
    with pytest.raises(WordsQuestioned) as asked:
        announce(dr_amina, changed(prompts=prompts))
    assert asked.value.field == "prompt-2"
    assert set(asked.value.findings) == {"prompt-2"}
    assert str(asked.value).startswith("Q2: ")
    assert not Gathering.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "943", "aims": "476 5919 my patient"},
        {"title": "Journal club 943 476", "aims": "5919"},
        {"aims": "Learn about 943", "article_title": "476 5919"},
    ],
)
def test_a_patients_number_over_two_fields_of_a_plan_is_found(
    evening: Evening, dr_amina: Account, changed: Change, fields: dict[str, str]
) -> None:
    with pytest.raises(WordsQuestioned) as asked:
        announce(dr_amina, changed(**fields))
    assert set(fields) <= set(asked.value.findings)
    said = [c for found in asked.value.findings.values() for c in confirmations(found)]
    with pytest.raises(WordsQuestioned):
        announce(dr_amina, changed(**fields, confirmed=said))
    assert not Gathering.objects.exists()


def test_a_host_may_confirm_that_a_finding_is_nobodys_patient(
    evening: Evening, dr_amina: Account, changed: Change
) -> None:
    wanted = changed(prompts=(PlannedPrompt("Whom would you ring on 07700 900123?", 10),))
    with pytest.raises(WordsQuestioned) as asked:
        announce(dr_amina, wanted)
    said = [c for found in asked.value.findings.values() for c in confirmations(found)]
    gathering = announce(dr_amina, replace(wanted, confirmed=said))
    evening.at(10)
    assert prompts_of(gathering)[0].post_id is not None


def test_two_chats_under_one_tag_may_not_overlap(
    chat: Gathering, student_leo: Account, changed: Change
) -> None:
    with pytest.raises(Invalid) as refused:
        announce(student_leo, changed(tag="renaljc", starts_at=NINE + timedelta(minutes=59)))
    assert refused.value.field == "tag"
    assert "Salt and the kidney" in str(refused.value)
    announce(student_leo, changed(starts_at=NINE + timedelta(minutes=60)))
    announce(student_leo, changed(tag="CardioJC"))


def test_a_called_off_chat_frees_its_tag(
    chat: Gathering, dr_amina: Account, student_leo: Account, plan: Plan
) -> None:
    cancel(dr_amina, chat, "Too few could come.")
    announce(student_leo, plan)


def test_a_co_host_may_host_and_a_guest_may_not(
    evening: Evening,
    dr_amina: Account,
    student_leo: Account,
    patient_joan: Account,
    changed: Change,
) -> None:
    gathering = announce(dr_amina, changed(co_hosts=("@leo", "leo", "amina")))
    assert may_host(dr_amina, gathering)
    assert may_host(student_leo, gathering)
    assert not may_host(patient_joan, gathering)
    assert not may_host(None, gathering)
    assert gathering.co_hosts.count() == 1


def test_a_plan_can_change_before_the_start(
    chat: Gathering, dr_amina: Account, changed: Change, evening: Evening
) -> None:
    revise_plan(dr_amina, chat, changed(title="Potassium", prompts=(PlannedPrompt("Why?", 7),)))
    evening.at(5)
    assert fresh(chat).title == "Potassium"
    assert len(posts_of(dr_amina)) == 1
    evening.at(7)
    assert posts_of(dr_amina)[-1] == "Q1. Why? #RenalJC"
    assert fresh(chat).revision == 1


def test_a_plan_moved_later_does_not_open_at_its_old_time(
    chat: Gathering, dr_amina: Account, changed: Change, evening: Evening
) -> None:
    revise_plan(dr_amina, chat, changed(starts_at=NINE + timedelta(minutes=30)))
    evening.at(10)
    assert fresh(chat).state == GatheringState.ANNOUNCED
    evening.at(30)
    assert fresh(chat).state == GatheringState.LIVE


def test_a_started_plan_cannot_change(
    chat: Gathering, dr_amina: Account, plan: Plan, evening: Evening
) -> None:
    evening.at(0)
    with pytest.raises(Refused):
        revise_plan(dr_amina, chat, plan)
    with pytest.raises(Refused):
        cancel(dr_amina, chat)


def test_a_guest_cannot_change_call_off_or_close(
    chat: Gathering, student_leo: Account, plan: Plan, evening: Evening
) -> None:
    with pytest.raises(Refused):
        revise_plan(student_leo, chat, plan)
    with pytest.raises(Refused):
        cancel(student_leo, chat)
    evening.at(1)
    with pytest.raises(Refused):
        close_now(student_leo, chat)


def test_a_called_off_chat_never_opens(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    cancel(dr_amina, chat, "The speaker is ill.")
    evening.at(70)
    assert fresh(chat).state == GatheringState.CANCELLED
    assert posts_of(dr_amina) == []
