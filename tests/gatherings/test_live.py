"""What a viewer sees of a chat, what a late joiner needs, and what hosts may do to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gatherings.live import LiveState, live_state, new_since
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.moderate import MOST_PINNED, hide, pin, unhide, unpin
from rounds.gatherings.prompts import close_now
from rounds.gatherings.queries import (
    coming,
    gathering_by_id,
    hidden_from_page,
    live,
    means_to_come,
    past,
    posts_in_chats,
    upcoming,
)
from rounds.gatherings.rsvp import rsvp, take_back
from rounds.gatherings.transcript import Gap, afterlife, attendance, transcript
from rounds.identity.block import block
from rounds.identity.models import Account
from rounds.identity.mute import mute
from rounds.identity.roles import Role
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.boost import boost
from rounds.posts.react import favourite
from rounds.posts.withdraw import withdraw
from tests.gatherings.conftest import Evening, fresh, row, say


def seen(viewer: Account | None, gathering: Gathering) -> LiveState:
    """What `viewer` sees now."""
    return live_state(viewer, fresh(gathering))


def answers(state: LiveState) -> list[list[int]]:
    """The answers' ids, section by section."""
    return [[a.post_id for a in section.answers] for section in state.sections]


def test_a_chat_is_upcoming_then_live_then_past(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    assert (live(), upcoming(), past()) == ([], [chat], [])
    evening.at(1)
    assert (live(), upcoming(), past()) == ([chat], [], [])
    close_now(dr_amina, chat)
    assert (live(), upcoming(), past()) == ([], [], [chat])


def test_answers_stand_under_their_prompt_in_time_order(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(0)
    first = say(student_leo, "One #RenalJC")
    evening.at(20)
    second = say(patient_joan, "Two #RenalJC")
    third = say(student_leo, "A1 three #RenalJC")
    state = seen(None, chat)
    assert [s.prompt.number for s in state.sections if s.prompt] == [1, 2]
    assert answers(state) == [[first.pk, third.pk], [second.pk]]
    assert state.current is not None
    assert state.next is not None
    assert (state.current.number, state.next.number) == (2, 3)
    assert new_since(None, chat, state.newest) == []


def test_who_is_here_is_counted_by_the_role_they_stated(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(0)
    say(student_leo, "One #RenalJC")
    say(student_leo, "Two #RenalJC")
    say(patient_joan, "Three #RenalJC")
    here = {present.role: present.people for present in seen(None, chat).here}
    assert here == {Role.CONSULTANT: 1, Role.STUDENT: 1, Role.PATIENT_OR_PUBLIC: 1}
    assert seen(None, chat).people == 3


def test_before_the_start_those_who_mean_to_come_are_counted(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    rsvp(student_leo, chat)
    rsvp(student_leo, chat)
    rsvp(patient_joan, chat)
    take_back(patient_joan, chat)
    assert coming(chat) == [student_leo]
    assert means_to_come(student_leo, chat)
    assert not means_to_come(patient_joan, chat)
    assert seen(None, chat).coming == 1


def test_nobody_can_promise_to_come_to_a_chat_that_is_over(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(1)
    close_now(dr_amina, chat)
    with pytest.raises(Refused):
        rsvp(student_leo, fresh(chat))


def test_a_blocked_person_is_not_seen_by_the_blocker_and_is_seen_by_others(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(0)
    post = say(student_leo, "One #RenalJC")
    block(patient_joan, student_leo)
    assert answers(seen(patient_joan, chat)) == [[]]
    assert answers(seen(None, chat)) == [[post.pk]]
    mark = seen(None, chat).newest - 1
    assert new_since(patient_joan, chat, mark) == []
    assert new_since(None, chat, mark) == [post.pk]


def test_a_muted_person_is_not_seen_by_who_muted_them(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(0)
    say(student_leo, "One #RenalJC")
    mute(patient_joan, student_leo)
    assert answers(seen(patient_joan, chat)) == [[]]


def test_a_question_nobody_answered_is_listed_until_somebody_does(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    question = say(student_leo, "How much salt is too much? #RenalJC")
    say(student_leo, "Anybody", reply_to=question.pk)
    assert seen(None, chat).unanswered == (question.pk,)
    say(dr_amina, "Six grams a day", reply_to=question.pk)
    assert seen(None, chat).unanswered == ()


def test_a_prompt_is_no_unanswered_question(chat: Gathering, evening: Evening) -> None:
    evening.at(0)
    assert seen(None, chat).unanswered == ()


def test_the_digest_points_to_the_answers_that_drew_most(
    chat: Gathering,
    student_leo: Account,
    patient_joan: Account,
    dr_amina: Account,
    evening: Evening,
) -> None:
    evening.at(0)
    quiet = say(student_leo, "Quiet #RenalJC")
    liked = say(student_leo, "Liked #RenalJC")
    discussed = say(patient_joan, "Discussed #RenalJC")
    say(patient_joan, "To myself", reply_to=discussed.pk)
    say(student_leo, "Really", reply_to=discussed.pk)
    say(dr_amina, "Yes", reply_to=discussed.pk)
    favourite(dr_amina, liked.pk)
    (so_far,) = seen(None, chat).digest
    assert (so_far.prompt, so_far.answers, so_far.people) == (1, 6, 3)
    assert [(p.post_id, p.replies, p.favourites) for p in so_far.picks] == [
        (discussed.pk, 2, 0),
        (liked.pk, 0, 1),
    ]
    assert quiet.pk not in [p.post_id for p in so_far.picks]


def test_a_hidden_post_leaves_the_page_and_its_author_sees_why(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    post = say(student_leo, "Buy my book #RenalJC")
    hide(dr_amina, chat, post.pk, "Advertising.")
    assert answers(seen(None, chat)) == [[]]
    assert [r.hidden_reason for r in hidden_from_page(student_leo, chat)] == ["Advertising."]
    assert [r.hidden_reason for r in posts_in_chats(student_leo)] == ["Advertising."]
    assert hidden_from_page(dr_amina, chat) == []
    unhide(dr_amina, chat, post.pk)
    assert answers(seen(None, chat)) == [[post.pk]]
    assert hidden_from_page(student_leo, chat) == []


def test_hiding_needs_a_reason_a_host_and_a_post_of_the_chat(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    post = say(student_leo, "Hello #RenalJC")
    other = say(student_leo, "Lunch")
    with pytest.raises(Invalid):
        hide(dr_amina, chat, post.pk, "  ")
    with pytest.raises(Refused):
        hide(student_leo, chat, post.pk, "Mine")
    with pytest.raises(NotFound):
        hide(dr_amina, chat, other.pk, "Elsewhere")
    with pytest.raises(Refused):
        hide(dr_amina, chat, fresh(chat).welcome_post or 0, "My own")
    assert answers(seen(None, chat)) == [[post.pk]]


def test_a_pinned_post_stands_at_the_top_until_it_is_unpinned(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    post = say(student_leo, "The guideline: see page 3 #RenalJC")
    pin(dr_amina, chat, post.pk)
    assert seen(None, chat).pinned == (post.pk,)
    unpin(dr_amina, chat, post.pk)
    assert seen(None, chat).pinned == ()
    with pytest.raises(Refused):
        pin(student_leo, chat, post.pk)


def test_no_more_than_five_posts_are_pinned(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    posts = [say(student_leo, f"Number {n} #RenalJC") for n in range(MOST_PINNED + 1)]
    for post in posts[:-1]:
        pin(dr_amina, chat, post.pk)
    with pytest.raises(Refused):
        pin(dr_amina, chat, posts[-1].pk)


def test_every_host_tool_leaves_a_fact(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    post = say(student_leo, "Hello #RenalJC")
    before = fresh(chat).facts_version
    pin(dr_amina, chat, post.pk)
    pin(dr_amina, chat, post.pk)
    hide(dr_amina, chat, post.pk, "Off the subject.")
    assert FactRow.objects.filter(kind="CollectedChanged", subject=post.pk).count() == 2
    assert fresh(chat).facts_version == before + 2


def test_the_transcript_keeps_a_gap_that_says_so_and_nothing_of_its_author(
    chat: Gathering,
    student_leo: Account,
    patient_joan: Account,
    dr_amina: Account,
    evening: Evening,
) -> None:
    evening.at(0)
    kept = say(patient_joan, "Stays #RenalJC")
    gone = say(student_leo, "Goes #RenalJC")
    hidden = say(student_leo, "Hidden #RenalJC")
    boost(student_leo, kept.pk)
    run_due()
    withdraw(student_leo, gone.pk)
    run_due()
    hide(dr_amina, chat, hidden.pk, "Off the subject.")
    said = transcript(fresh(chat))
    assert [line.gap for line in said.lines] == [
        Gap.NONE, Gap.NONE, Gap.NONE, Gap.WITHDRAWN, Gap.HIDDEN,
    ]  # fmt: skip
    gap = said.lines[3]
    assert (gap.post_id, gap.author_id, gap.prompt) == (None, None, 1)
    assert (said.posts, said.boosts, said.gaps) == (3, 1, 2)
    assert said.version == fresh(chat).facts_version


def test_afterlife_counts_what_came_later_by_day(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(30)
    close_now(dr_amina, chat)
    assert afterlife(fresh(chat)) == ()
    evening.at(40)
    say(student_leo, "Same night #RenalJC")
    evening.at(40 + 60 * 48)
    say(student_leo, "Third day #RenalJC")
    assert [(a.day, a.posts) for a in afterlife(fresh(chat))] == [(1, 1), (3, 1)]


def test_attendance_counts_those_who_took_part_while_it_was_live(
    chat: Gathering,
    student_leo: Account,
    patient_joan: Account,
    dr_amina: Account,
    evening: Evening,
) -> None:
    rsvp(student_leo, chat)
    evening.at(5)
    say(student_leo, "One #RenalJC")
    evening.at(9)
    say(student_leo, "Two #RenalJC")
    close_now(dr_amina, chat)
    evening.at(15)
    say(patient_joan, "Too late #RenalJC")
    there = {a.account_id: a for a in attendance(fresh(chat))}
    assert set(there) == {dr_amina.pk, student_leo.pk}
    leo = there[student_leo.pk]
    assert (leo.posts, leo.said_would_come) == (2, True)
    assert (leo.last_at - leo.first_at).seconds == 240


def test_a_chat_of_a_suspended_host_is_not_found(chat: Gathering, dr_amina: Account) -> None:
    assert gathering_by_id(chat.pk) == chat
    Account.objects.filter(pk=dr_amina.pk).update(suspended_at=chat.starts_at)
    with pytest.raises(NotFound):
        gathering_by_id(chat.pk)
    with pytest.raises(NotFound):
        gathering_by_id(1)


def test_the_live_state_takes_as_many_queries_for_ten_times_the_posts(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(0)
    say(student_leo, "One? #RenalJC")
    few = _queries(patient_joan, chat)
    for n in range(10):
        say(student_leo, f"Number {n}? #RenalJC")
    assert _queries(patient_joan, chat) == few
    assert few <= 8


def _queries(viewer: Account, gathering: Gathering) -> int:
    subject = fresh(gathering)
    with CaptureQueriesContext(connection) as counted:
        live_state(viewer, subject)
    return len(counted)


def test_a_late_post_is_marked_and_stands_apart(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening
) -> None:
    evening.at(5)
    close_now(dr_amina, chat)
    evening.at(10)
    post = say(student_leo, "Afterthought #RenalJC")
    found = row(chat, post)
    assert found is not None
    assert found.late
    state = seen(None, chat)
    assert state.current is None
    assert state.sections[-1].prompt is None
    assert answers(state)[-1] == [post.pk]
    assert fresh(chat).state == GatheringState.CLOSED
