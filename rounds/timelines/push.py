"""Ring: let somebody's devices know of a notification, wherever they asked for it.

`call_those_who_listen` is part of telling: one indexed read says whose devices want it, and a job for
each stands in the same transaction. The job looks again at what may have changed meanwhile, has the
words encrypted and hands them to the push service. What a service doesn't take is tried again for a
few hours, then let go: nothing is lost, since the notification itself waits on the page and in the app.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog

from rounds.base import clock
from rounds.base.errors import NotFound, RoundsError
from rounds.jobs.queue import later
from rounds.outside.push import Message, send
from rounds.timelines import sql
from rounds.timelines.hydrate import hydrate_posts
from rounds.timelines.kinds import CLAIMS, DRAFTS, FOR_APPS, REVIEWS
from rounds.timelines.models import PushSubscription
from rounds.timelines.notifications import NotificationView, notification
from rounds.timelines.push_key import sender
from rounds.timelines.push_subscriptions import (
    device_of,
    forget_row,
    listening,
    note_refusal,
    note_success,
    row_of,
)
from rounds.timelines.push_words import words_of, words_of_prompt
from rounds.timelines.views import PostView

log = structlog.get_logger("rounds.push")

# Seconds until a message that was not taken is tried again.
TURNS = (10, 60, 300, 1800, 7200)
_URGENT = frozenset({"mention", "chat", "chat_off"})


def alert_for(kind: str) -> str:
    """The name under which devices ask for `kind`."""
    if kind in REVIEWS:
        return "review"
    if kind == "chat_off":
        return "chat"
    return "moderation" if kind in CLAIMS or kind in DRAFTS else FOR_APPS.get(kind, kind)


def call_those_who_listen(told: Collection[tuple[int, int]], kind: str, by: int) -> None:
    """Queue a ring for each device that wants to know what its owner was `told`: (account, notification)."""
    if not told:
        return
    notifications = dict(told)
    for account, device in listening(notifications, alert_for(kind), by):
        later(ring, device, notifications[account])


def _is_quiet(post: PostView) -> bool:
    """Whether its reader has muted the thread, or hides such words among notifications."""
    hides = (hit.action == "hide" and "notifications" in hit.contexts for hit in post.filtered)
    return post.muted or any(hides)


def _wanted(row: PushSubscription, notification_id: int) -> NotificationView | None:
    """The notification, if it is still there and its owner still wants to be rung for it."""
    account = row.user.account
    if account is None:
        return None
    try:
        view = notification(account, notification_id)
    except NotFound:
        return None
    if view.post is not None and _is_quiet(view.post):
        return None
    listens = listening([account.pk], alert_for(view.kind), view.account.id)
    return view if (account.pk, row.pk) in listens else None


def ring(subscription_id: int, notification_id: int, turn: int = 0) -> None:
    """The job: send one notification to one device; `turn` counts how often it was tried."""
    row = row_of(subscription_id)
    view = _wanted(row, notification_id) if row else None
    if row is None or view is None or row.user.account is None:
        return
    words = words_of(view, row.user.account.pk, row.user.locale)
    again = _attempt(row, turn, Message(words=words, urgent=view.kind in _URGENT))
    if again is not None:
        later(ring, row.pk, notification_id, turn + 1, at=again)


def call_for_prompt(post_id: int, gathering_id: int, by: int) -> None:
    """Queue a ring for each device of those who come to a chat whose next question is out."""
    coming = sql.ids(f"SELECT account_id FROM gatherings_rsvp WHERE gathering_id = {gathering_id}")
    for _account, device in listening(set(coming) - {by}, "prompt", by) if coming else ():
        later(ring_for_prompt, device, post_id, gathering_id, key=f"push:{device}:{post_id}")


def ring_for_prompt(subscription_id: int, post_id: int, gathering_id: int, turn: int = 0) -> None:
    """The job: send the next question of a chat to one device."""
    row = row_of(subscription_id)
    account = row.user.account if row else None
    if row is None or account is None:
        return
    post = next(iter(hydrate_posts(account, [post_id], leave_out_muted=True)), None)
    if post is None or _is_quiet(post):
        return
    if (account.pk, row.pk) not in listening([account.pk], "prompt", post.account.id):
        return
    message = Message(words=words_of_prompt(post, gathering_id, row.user.locale), urgent=True)
    again = _attempt(row, turn, message)
    if again is not None:
        later(ring_for_prompt, row.pk, post_id, gathering_id, turn + 1, at=again)


def _attempt(row: PushSubscription, turn: int, message: Message) -> datetime | None:
    """Send it and note what became of it; gives when to try again, or None when that is settled."""
    try:
        sent = send(device_of(row), message, sender())
    except RoundsError:
        log.warning("push can't be signed: `rounds doctor` says why")
        return None
    if sent.done:
        note_success(row)
    elif sent.gone:
        forget_row(row)
    elif sent.again and turn < len(TURNS):
        return clock.now() + timedelta(seconds=max(TURNS[turn], sent.wait))
    else:
        log.warning("push refused", status=sent.status, turns=turn + 1)
        note_refusal(row)
    return None
