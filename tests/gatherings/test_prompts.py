"""Prompts post themselves at their time: none lost, none repeated."""

import pytest

from rounds.base.errors import Invalid, Refused
from rounds.gatherings import prompts
from rounds.gatherings.announce import announce
from rounds.gatherings.extend import extend
from rounds.gatherings.models import Gathering, GatheringState, Prompt
from rounds.gatherings.plan import PlannedPrompt
from rounds.gatherings.prompts import NotNext, advance, close_now, next_prompt_now
from rounds.gatherings.queries import current_prompt, prompts_of
from rounds.identity.models import Account
from rounds.jobs.models import Job
from rounds.jobs.work import claim, run_due
from rounds.ledger.models import FactRow
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw
from tests.gatherings.conftest import Change, Evening, fresh, posts_of, say

WELCOME = "Good evening and welcome. #RenalJC"
Q1 = "Q1. What would you tell the family first? #RenalJC"
Q2 = "Q2. Which finding changed your practice? #RenalJC"
Q3 = "Q3. What should the next trial ask? #RenalJC"
CLOSING = "Thank you all for tonight. #RenalJC"


def test_the_chat_opens_prompts_and_closes_by_itself(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(-1)
    assert posts_of(dr_amina) == []
    evening.at(0)
    assert posts_of(dr_amina) == [WELCOME, Q1]
    evening.at(19)
    assert posts_of(dr_amina) == [WELCOME, Q1]
    evening.at(20)
    evening.at(40)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2, Q3]
    assert fresh(chat).state == GatheringState.LIVE
    evening.at(60)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2, Q3, CLOSING]
    assert fresh(chat).state == GatheringState.CLOSED
    assert FactRow.objects.filter(kind="GatheringClosed", subject=chat.pk).count() == 1


def test_every_prompt_answers_the_welcome_so_that_one_thread_holds_the_chat(
    chat: Gathering, evening: Evening
) -> None:
    evening.at(20)
    welcome = fresh(chat).welcome_post
    posted = [p.post_id for p in prompts_of(chat) if p.post_id]
    assert [Post.objects.get(pk=pk).reply_to_id for pk in posted] == [welcome, welcome]


def test_a_chat_without_welcome_words_still_opens_with_how_to_join(
    dr_amina: Account, evening: Evening, changed: Change
) -> None:
    announce(dr_amina, changed(welcome="", closing=""))
    evening.at(0)
    assert "Answer a prompt by replying to it" in posts_of(dr_amina)[0]
    evening.at(59)
    evening.at(60)
    assert posts_of(dr_amina)[1:] == [Q1, Q2, Q3]


def test_prompts_missed_while_the_server_was_away_are_posted_in_order(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    evening.jump(45)
    run_due()
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2, Q3]
    assert fresh(chat).minutes == 60


def test_a_server_that_comes_back_after_the_end_leaves_time_to_answer(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    evening.jump(90)
    run_due()
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2, Q3]
    assert fresh(chat).state == GatheringState.LIVE
    evening.at(104)
    assert fresh(chat).state == GatheringState.LIVE
    evening.at(105)
    assert fresh(chat).state == GatheringState.CLOSED
    assert posts_of(dr_amina)[-1] == CLOSING


def test_a_server_that_comes_back_the_next_day_calls_the_chat_off(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(24 * 60)
    assert fresh(chat).state == GatheringState.CANCELLED
    assert "The server was away" in fresh(chat).cancelled_because
    assert posts_of(dr_amina) == []


def test_doing_what_is_due_twice_does_it_once(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(20)
    for _ in range(3):
        advance(chat.pk)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]


def test_a_crash_between_the_post_and_its_state_repeats_nothing(
    chat: Gathering, dr_amina: Account, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.at(0)

    def crash(*_: object) -> None:
        raise SystemError

    evening.jump(20)
    with monkeypatch.context() as broken:
        broken.setattr(prompts, "_leave_time_to_answer", crash)
        with pytest.raises(SystemError):
            advance(chat.pk)
    assert posts_of(dr_amina) == [WELCOME, Q1]
    run_due()
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]


def test_a_prompt_whose_worker_was_killed_does_not_wait_for_the_lease(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    evening.jump(20)
    claim()
    assert run_due() == 0
    prompts.catch_up()
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]


def test_a_state_lost_after_the_post_does_not_repeat_the_prompt(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(20)
    Prompt.objects.filter(gathering=chat, number=2).update(post_id=None, posted_at=None)
    advance(chat.pk)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]


def test_the_host_posts_the_next_prompt_early_and_it_is_not_repeated_at_its_time(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(10)
    assert next_prompt_now(dr_amina, chat).number == 2
    evening.at(20)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]
    evening.at(40)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2, Q3]
    with pytest.raises(Refused):
        next_prompt_now(dr_amina, chat)


def test_nobody_but_a_host_posts_the_next_prompt(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(10)
    with pytest.raises(Refused):
        next_prompt_now(student_leo, chat)


def test_there_is_no_next_prompt_before_the_start_or_after_the_close(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    with pytest.raises(Refused):
        next_prompt_now(dr_amina, chat)
    evening.at(5)
    close_now(dr_amina, chat)
    with pytest.raises(Refused):
        next_prompt_now(dr_amina, chat)


def test_extending_moves_the_close_and_the_prompts_to_come(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(15)
    extend(dr_amina, chat, 10)
    evening.at(20)
    assert posts_of(dr_amina) == [WELCOME, Q1]
    evening.at(30)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]
    evening.at(60)
    assert fresh(chat).state == GatheringState.LIVE
    evening.at(70)
    assert fresh(chat).state == GatheringState.CLOSED


@pytest.mark.parametrize("minutes", [0, -5, 121])
def test_an_extension_out_of_bounds_is_refused(
    chat: Gathering, dr_amina: Account, evening: Evening, minutes: int
) -> None:
    evening.at(15)
    with pytest.raises(Invalid):
        extend(dr_amina, chat, minutes)


def test_closing_early_leaves_later_prompts_unposted(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(25)
    close_now(dr_amina, chat)
    evening.at(60)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2, CLOSING]
    assert FactRow.objects.filter(kind="GatheringClosed").count() == 1


def test_a_prompt_the_gate_keeps_does_not_stop_those_after_it(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    Prompt.objects.filter(gathering=chat, number=2).update(text="Ring 07700 900123?")
    evening.at(40)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q3]
    assert prompts_of(chat)[1].kept_code


def test_a_hosts_own_post_becomes_the_prompt_the_gate_kept(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    Prompt.objects.filter(gathering=chat, number=2).update(text="Ring 07700 900123?")
    evening.at(21)
    post = say(dr_amina, "Q2. Whom would you ring? #RenalJC")
    assert prompts_of(chat)[1].post_id == post.pk
    assert prompts_of(chat)[1].kept_code == ""


def test_a_prompt_the_host_posts_from_an_app_is_not_posted_again(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(15)
    post = say(dr_amina, "Q2. Which finding mattered? #RenalJC")
    evening.at(20)
    assert current_prompt(chat).post_id == post.pk  # type: ignore[union-attr]
    assert Q2 not in posts_of(dr_amina)


def test_a_guest_cannot_set_a_prompt(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(15)
    say(student_leo, "Q2. Which finding mattered? #RenalJC")
    assert prompts_of(chat)[1].post_id is None


def test_prompts_stand_on_their_own_when_the_host_withdrew_the_welcome(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    withdraw(dr_amina, fresh(chat).welcome_post)  # type: ignore[arg-type]
    evening.at(20)
    assert posts_of(dr_amina)[-1] == Q2


def test_a_suspended_host_posts_nothing_more_and_the_chat_still_ends(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(0)
    Account.objects.filter(pk=dr_amina.pk).update(suspended_at=evening.now())
    evening.at(60)
    assert fresh(chat).state == GatheringState.CLOSED
    assert posts_of(dr_amina) == [WELCOME, Q1]
    assert not Job.objects.filter(attempts__gt=0).exists()


def test_prompts_carry_their_numbers_in_the_ledger(chat: Gathering, evening: Evening) -> None:
    evening.at(60)
    rows = FactRow.objects.filter(kind="PromptPosted").order_by("pk")
    assert [row.data.count('"number":') for row in rows] == [1, 1, 1]


def test_a_chat_with_many_prompts_posts_each_once(
    dr_amina: Account, evening: Evening, changed: Change
) -> None:
    announce(dr_amina, changed(prompts=[PlannedPrompt(f"Number {n}?", n) for n in range(30)]))
    evening.at(59)
    assert len(posts_of(dr_amina)) == 31


def test_two_hosts_who_press_at_the_same_moment_post_one_prompt(
    chat: Gathering, dr_amina: Account, evening: Evening
) -> None:
    evening.at(10)
    assert next_prompt_now(dr_amina, chat, 2).number == 2
    with pytest.raises(NotNext, match="Q2 is already out"):
        next_prompt_now(dr_amina, chat, 2)
    with pytest.raises(NotNext, match="Q9 is not the next"):
        next_prompt_now(dr_amina, chat, 9)
    assert posts_of(dr_amina) == [WELCOME, Q1, Q2]
