"""Polls: opened with their post, voted in once by each account, closed by the clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.text import plain
from rounds.identity.models import Account
from rounds.jobs.queue import cancel, later
from rounds.ledger.record import record
from rounds.posts.composition import PollDraft
from rounds.posts.facts import PollClosed, PollVoted
from rounds.posts.models import Poll, PollVote, Post
from rounds.posts.queries import readable_post

MOST_OPTIONS = 6
LONGEST_OPTION = 80
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=31)


def check_poll(plan: PollDraft) -> None:
    """Say what is wrong with a plan for a poll.

    Errors: Invalid (field 'poll').
    """
    options = [plain(option).strip() for option in plan.options]
    if len(options) < 2 or len(options) > MOST_OPTIONS or not all(options):
        raise Invalid(f"A poll has 2 to {MOST_OPTIONS} options, none empty. Change them.", "poll")
    if len(set(options)) < len(options):
        raise Invalid("Two options of the poll are the same. Change one.", "poll")
    if any(len(option) > LONGEST_OPTION for option in options):
        message = f"An option of a poll has at most {LONGEST_OPTION} characters. Shorten it."
        raise Invalid(message, "poll")
    if not SHORTEST.total_seconds() <= plan.expires_in <= LONGEST.total_seconds():
        raise Invalid("A poll runs for 5 minutes to 31 days. Choose another end.", "poll")


def open_poll(post: Post, plan: PollDraft, at: datetime) -> Poll:
    """Give `post` its poll, to be closed by itself.

    Errors: Invalid (field 'poll') for a plan that can't be.
    """
    check_poll(plan)
    options = [plain(option).strip() for option in plan.options]
    poll = Poll.objects.create(
        post=post,
        options=options,
        counts=[0] * len(options),
        multiple=plan.multiple,
        hide_totals=plan.hide_totals,
        expires_at=at + timedelta(seconds=plan.expires_in),
    )
    later(close_poll, poll.pk, at=poll.expires_at, key=f"poll:{poll.pk}")
    return poll


def change_poll(post: Post, plan: PollDraft | None, at: datetime) -> bool:
    """Make the poll of `post` as `plan` says; tells whether the votes began anew.

    New options forget the votes, since they answered another question; a new end alone keeps them.
    """
    poll = Poll.objects.select_for_update().filter(post=post).first()
    if poll is not None and plan is not None and _asks_the_same(poll, plan):
        if plan.expires_in and not poll.closed:
            check_poll(plan)
            _move_end(poll, at + timedelta(seconds=plan.expires_in))
        return False
    if poll is not None:
        cancel(f"poll:{poll.pk}")
        poll.delete()
    if plan is not None:
        open_poll(post, plan, at)
    return poll is not None or plan is not None


def _asks_the_same(poll: Poll, plan: PollDraft) -> bool:
    options = [plain(option).strip() for option in plan.options]
    return options == list(poll.options) and plan.multiple == poll.multiple


def _move_end(poll: Poll, end: datetime) -> None:
    Poll.objects.filter(pk=poll.pk).update(expires_at=end)
    cancel(f"poll:{poll.pk}")
    later(close_poll, poll.pk, at=end, key=f"poll:{poll.pk}")


def readable_poll(viewer: Account | None, poll_id: int) -> Poll:
    """Poll `poll_id` with its post.

    Errors: NotFound when `viewer` may not read the post.
    """
    poll = Poll.objects.select_related("post").filter(pk=poll_id).first()
    if poll is None:
        raise NotFound
    readable_post(viewer, poll.post_id)
    return poll


def own_votes(account: Account, poll: Poll) -> list[int]:
    """What `account` chose, in the order of the options."""
    mine = PollVote.objects.filter(poll=poll, account=account).order_by("choice")
    return list(mine.values_list("choice", flat=True))


def _check_choices(poll: Poll, choices: Sequence[int]) -> list[int]:
    chosen = sorted(set(choices))
    if not chosen:
        raise Invalid("Choose at least one option.", "choices")
    if chosen[0] < 0 or chosen[-1] >= len(poll.options):
        raise Invalid("The chosen vote option does not exist. Choose another.", "choices")
    if len(chosen) > 1 and not poll.multiple:
        raise Invalid("This poll takes one choice. Choose one option.", "choices")
    return chosen


@transaction.atomic
def vote(account: Account, poll_id: int, choices: Sequence[int]) -> Poll:
    """Vote once in poll `poll_id`; `choices` are the indices of the options.

    Errors: NotFound; Refused for one's own poll, one that has ended and a second vote; Invalid
    (field 'choices') for choices this poll doesn't take.
    """
    readable_poll(account, poll_id)
    poll = Poll.objects.select_for_update(of=("self",)).select_related("post").get(pk=poll_id)
    if poll.post.author_id == account.pk:
        raise Refused("You can't vote in your own poll.")
    if poll.closed or (poll.expires_at is not None and poll.expires_at <= clock.now()):
        raise Refused("The poll has already ended.")
    if PollVote.objects.filter(poll=poll, account=account).exists():
        raise Refused("You have already voted on this poll.")
    chosen = _check_choices(poll, choices)
    PollVote.objects.bulk_create([PollVote(poll=poll, account=account, choice=c) for c in chosen])
    poll.counts = [n + (i in chosen) for i, n in enumerate(poll.counts)]
    poll.voters_count += 1
    poll.save(update_fields=["counts", "voters_count"])
    record(PollVoted(actor=account.pk, subject=poll.post_id))
    return poll


@transaction.atomic
def close_poll(poll_id: int) -> None:
    """The job: close a poll whose time has come. Does nothing the second time."""
    poll = (
        Poll.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(pk=poll_id)
        .first()
    )
    if poll is None or poll.closed or poll.expires_at is None:
        return
    if poll.expires_at > clock.now():
        later(
            close_poll,
            poll.pk,
            at=poll.expires_at,
            key=f"poll:{poll.pk}:{int(poll.expires_at.timestamp())}",
        )
        return
    Poll.objects.filter(pk=poll.pk).update(closed=True)
    record(PollClosed(actor=poll.post.author_id, subject=poll.post_id))
