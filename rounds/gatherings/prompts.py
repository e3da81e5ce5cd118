"""What a gathering does by itself: it opens, posts its prompts and closes.

The idea: one idempotent `advance` does whatever is due, one step at a time, each step in a
transaction of its own in which the post and the state that remembers it stand or fall together.
- A server killed before the commit did nothing; killed after it, the state says 'done'. The gate's
  key ('prompt:ID') is the second lock on the same door.
- A prompt that is late (the server was away) is posted in its turn, as soon as possible.
- Nobody is asked a question in a closed room: when a late step comes after the planned end, the
  end moves to a quarter of an hour after it.
- A chat whose whole time passed long ago, before it opened, is called off instead of held.
- A prompt that the gate keeps (its rules changed since the planning) does not stop those after it:
  its draft waits for the host, whose own post 'Q3. ...' then becomes the prompt (see `collect`).
What would break it: a step that writes state outside the post's transaction.
"""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Refused
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings import schedule
from rounds.gatherings.facts import (
    GatheringCancelled,
    GatheringClosed,
    GatheringExtended,
    GatheringOpened,
    PromptPosted,
)
from rounds.gatherings.models import Gathering, GatheringState, Prompt
from rounds.gatherings.queries import begun, check_hosts, locked, unposted
from rounds.gatherings.wording import prompt_text, welcome_text, with_tag
from rounds.gatherings.words import confirmed_for
from rounds.identity.models import Account
from rounds.jobs.schedule import each
from rounds.ledger.record import record
from rounds.posts.queries import readable_ids

CATCH_UP = timedelta(minutes=15)
TOO_LATE = timedelta(hours=12)


def advance(gathering_id: int) -> None:
    """The job: do everything that is due in the gathering, in order; nothing when nothing is."""
    while _step(gathering_id):
        pass


def catch_up() -> None:
    """Do what is due in every gathering: the schedule's net under the jobs of single moments.

    A worker that was killed leaves its job leased for some minutes; a chat can't wait for that.
    """
    each(advance, begun())


@transaction.atomic
def _step(gathering_id: int) -> bool:
    """Do the one thing that is due next; tells whether there was one."""
    gathering = locked(gathering_id)
    now = clock.now()
    if gathering is None or now < gathering.starts_at:
        return False
    if gathering.state not in {GatheringState.ANNOUNCED, GatheringState.LIVE}:
        return False
    if gathering.host.suspended_at is not None:
        _end_without_host(gathering, now)
        return False
    if gathering.state == GatheringState.ANNOUNCED:
        open_gathering(gathering, now)
        return gathering.state == GatheringState.LIVE
    prompt = next(iter(unposted(gathering)), None)
    if prompt is not None and schedule.due_at(gathering, prompt) <= now:
        post_prompt(gathering, prompt, now)
        return True
    if schedule.ends_at(gathering) <= now:
        close_gathering(gathering, now)
    return False


def open_gathering(gathering: Gathering, now: datetime) -> None:
    """Make the gathering live and post its welcome; call it off when its time is long over."""
    if now > schedule.ends_at(gathering) + TOO_LATE:
        _call_off(gathering, "The server was away for the whole time of the chat.")
        return
    gathering.state, gathering.opened_at = GatheringState.LIVE, now
    words = gathering.welcome or welcome_text(gathering.title, gathering.tag_shown)
    gathering.welcome_post, _ = _say(gathering, words, f"welcome:{gathering.pk}")
    gathering.save(update_fields=["state", "opened_at", "welcome_post"])
    record(GatheringOpened(actor=gathering.host_id, subject=gathering.pk))
    _leave_time_to_answer(gathering, now)


def post_prompt(gathering: Gathering, prompt: Prompt, now: datetime) -> None:
    """Post `prompt` as a reply to the welcome, so that one thread holds the chat in every app."""
    words = prompt_text(prompt.number, prompt.text, gathering.tag_shown)
    post_id, prompt.kept_code = _say(gathering, words, f"prompt:{prompt.pk}")
    if post_id is not None:
        prompt.post_id, prompt.posted_at = post_id, now
        record(
            PromptPosted(
                actor=gathering.host_id,
                subject=post_id,
                gathering=gathering.pk,
                number=prompt.number,
            )
        )
    prompt.save(update_fields=["post_id", "posted_at", "kept_code"])
    _leave_time_to_answer(gathering, now)


def close_gathering(gathering: Gathering, now: datetime) -> None:
    """End the gathering and post its closing words, where there are any."""
    if gathering.closing:
        key = f"closing:{gathering.pk}"
        gathering.closing_post, _ = _say(gathering, gathering.closing, key)
    gathering.state, gathering.closed_at = GatheringState.CLOSED, now
    gathering.save(update_fields=["state", "closed_at", "closing_post"])
    record(GatheringClosed(actor=gathering.host_id, subject=gathering.pk))


def _call_off(gathering: Gathering, reason: str) -> None:
    gathering.state, gathering.cancelled_because = GatheringState.CANCELLED, reason
    gathering.save(update_fields=["state", "cancelled_because"])
    record(GatheringCancelled(actor=gathering.host_id, subject=gathering.pk))


def _end_without_host(gathering: Gathering, now: datetime) -> None:
    """A suspended host can't speak: what was not begun is called off, what was begun just ends."""
    if gathering.state == GatheringState.ANNOUNCED:
        _call_off(gathering, "The host's account was suspended.")
    elif schedule.ends_at(gathering) <= now:
        gathering.closing = ""
        close_gathering(gathering, now)


def _say(gathering: Gathering, words: str, key: str) -> tuple[int | None, str]:
    """Post `words` by the host; gives the post's id, or None and the code of the kept draft."""
    thread = gathering.welcome_post
    if thread is not None and not readable_ids(gathering.host, [thread]):
        thread = None  # the host withdrew the welcome: the prompts then stand on their own
    outcome = submit(
        gathering.host,
        Draft(text=with_tag(words, gathering.tag_shown), reply_to=thread),
        confirmed=confirmed_for(gathering),
        key=key,
    )
    if isinstance(outcome, Released):
        return outcome.post.pk, ""
    return None, outcome.kept_draft.code


def _leave_time_to_answer(gathering: Gathering, now: datetime) -> None:
    if now < schedule.ends_at(gathering):
        return
    minutes = ceil((now + CATCH_UP - gathering.starts_at) / timedelta(minutes=1))
    more, gathering.minutes = minutes - gathering.minutes, minutes
    gathering.save(update_fields=["minutes"])
    record(GatheringExtended(actor=gathering.host_id, subject=gathering.pk, minutes=more))
    schedule.queue(gathering, advance)


@transaction.atomic
def next_prompt_now(host: Account, gathering: Gathering) -> Prompt:
    """Post the next prompt before its time; those after it keep theirs.

    The prompt's `kept_code` is set when the gate kept it instead.
    Errors: Refused for somebody who does not host, when the gathering is not live or has no prompt
    left.
    """
    check_hosts(host, gathering)
    fresh = _live(gathering)
    prompt = next(iter(unposted(fresh)), None)
    if prompt is None:
        raise Refused("Every prompt has been posted. Write a post with the tag to ask more.")
    post_prompt(fresh, prompt, clock.now())
    return prompt


@transaction.atomic
def close_now(host: Account, gathering: Gathering) -> Gathering:
    """Close the gathering before its time; prompts not yet posted stay unposted.

    Errors: Refused for somebody who does not host, or when the gathering is not live.
    """
    check_hosts(host, gathering)
    fresh = _live(gathering)
    close_gathering(fresh, clock.now())
    return fresh


def _live(gathering: Gathering) -> Gathering:
    fresh = locked(gathering.pk)
    if fresh is None or fresh.state != GatheringState.LIVE:
        raise Refused("The chat is not live. This works between its start and its end.")
    return fresh
