"""A post that a takedown notice hides leaves a gap in its chat, and comes back into its place."""

import json

import pytest

from rounds.base.errors import Refused
from rounds.gatherings.live import live_state, new_since
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import pin
from rounds.gatherings.queries import current_prompt, prompts_of, withheld_from_page
from rounds.gatherings.transcript import Gap, transcript
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.hide import hide_post, restore_post
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw
from tests.gatherings.conftest import Evening, fresh, row, say


@pytest.fixture
def said(chat: Gathering, student_leo: Account, evening: Evening) -> Post:
    """Leo's answer in the chat."""
    evening.at(0)
    return say(student_leo, "Weigh the patient daily. #RenalJC")


def _hide(post_id: int) -> None:
    hide_post(post_id, 1)
    run_due()


def _restore(post_id: int) -> None:
    restore_post(post_id, 0)
    run_due()


def test_the_live_page_has_a_gap_in_its_place(
    chat: Gathering, said: Post, patient_joan: Account
) -> None:
    later = say(patient_joan, "And before breakfast. #RenalJC")
    _hide(said.pk)
    state = live_state(None, fresh(chat))
    answers = [answer for section in state.sections for answer in section.answers]
    assert [(a.post_id, a.withheld) for a in answers] == [(said.pk, True), (later.pk, False)]
    assert said.pk not in state.post_ids
    assert (state.posts, state.sections[0].people) == (1, 1)
    assert said.pk not in new_since(None, chat, 0)


def test_the_digest_and_the_open_questions_no_longer_point_to_it(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(0)
    asked = say(student_leo, "How often do you weigh them? #RenalJC")
    assert live_state(None, fresh(chat)).unanswered == (asked.pk,)
    _hide(asked.pk)
    assert live_state(None, fresh(chat)).unanswered == ()


def test_the_transcript_says_why_and_never_who(chat: Gathering, said: Post) -> None:
    _hide(said.pk)
    line = next(line for line in transcript(fresh(chat)).lines if line.gap is not Gap.NONE)
    assert (line.gap, line.post_id, line.author_id) == (Gap.WITHHELD, None, None)
    assert line.prompt == 1


def test_the_post_comes_back_into_its_place(chat: Gathering, said: Post) -> None:
    before = transcript(fresh(chat)).lines
    _hide(said.pk)
    _restore(said.pk)
    assert transcript(fresh(chat)).lines == before
    assert row(chat, said).withheld_times == 1


def test_each_change_makes_a_new_version_once(chat: Gathering, said: Post) -> None:
    first = fresh(chat).facts_version
    _hide(said.pk)
    _hide(said.pk)
    assert fresh(chat).facts_version == first + 1
    _restore(said.pk)
    assert fresh(chat).facts_version == first + 2
    rows = FactRow.objects.filter(kind="CollectedChanged")
    changes = [json.loads(r.data)["change"] for r in rows.order_by("pk")]
    assert changes == ["withheld", "restored"]


def test_the_words_of_a_withheld_prompt_are_nowhere(chat: Gathering, said: Post) -> None:
    prompt = prompts_of(chat)[0]
    assert prompt.post_id is not None
    _hide(prompt.post_id)
    state = live_state(None, fresh(chat))
    current = current_prompt(chat)
    assert current is not None
    assert state.current is not None
    assert (current.text, state.current.text, transcript(chat).prompts[0].text) == ("", "", "")
    assert prompts_of(chat)[0].text == prompt.text


def test_its_author_is_told_on_the_page(
    chat: Gathering, said: Post, student_leo: Account, patient_joan: Account
) -> None:
    _hide(said.pk)
    assert [r.post_id for r in withheld_from_page(student_leo, chat)] == [said.pk]
    assert withheld_from_page(patient_joan, chat) == []
    assert withheld_from_page(None, chat) == []


def test_a_host_cannot_pin_it_meanwhile(chat: Gathering, said: Post, dr_amina: Account) -> None:
    _hide(said.pk)
    with pytest.raises(Refused, match="takedown"):
        pin(dr_amina, chat, said.pk)
    _restore(said.pk)
    assert pin(dr_amina, chat, said.pk).pinned_at is not None


def test_a_post_its_author_deletes_meanwhile_is_a_withdrawn_one(
    chat: Gathering, said: Post, student_leo: Account
) -> None:
    _hide(said.pk)
    withdraw(student_leo, said.pk)
    run_due()
    gaps = [line.gap for line in transcript(fresh(chat)).lines if line.gap is not Gap.NONE]
    assert gaps == [Gap.WITHDRAWN]
