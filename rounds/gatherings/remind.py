"""Remind those who said they come: once, an hour before the chat begins; tell them when it is off.

The idea: nobody's reminder waits as a job of its own, since a chat may move. The schedule asks who
is due by the plan as it stands now, and `reminded_at` says who was told; a chat that moves after
that reminds nobody again. Whoever says so within the last hour needs no reminder.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.gatherings.facts import ChatIsNear, GatheringCancelled
from rounds.gatherings.models import Gathering, GatheringState, Rsvp
from rounds.gatherings.queries import url_of
from rounds.identity.preferences import user_who_wants_chat_mails
from rounds.jobs.queue import later
from rounds.ledger.record import record

BEFORE = timedelta(hours=1)


def remind_those_who_come() -> None:
    """Remind everybody whose chat begins within the hour; the schedule calls it."""
    now = clock.now()
    near = Gathering.objects.filter(
        state=GatheringState.ANNOUNCED, starts_at__gt=now, starts_at__lte=now + BEFORE
    )
    for gathering in near.filter(host__suspended_at=None):
        due = gathering.rsvps.filter(reminded_at=None, at__lte=gathering.starts_at - BEFORE)
        for rsvp in due.filter(account__suspended_at=None):
            _remind(gathering, rsvp)


@transaction.atomic
def _remind(gathering: Gathering, rsvp: Rsvp) -> None:
    """Note the reminder and cause it, once, whoever asks at the same time."""
    unsaid = Rsvp.objects.filter(pk=rsvp.pk, reminded_at=None)
    if not unsaid.update(reminded_at=clock.now()):
        return
    record(ChatIsNear(actor=gathering.host_id, subject=gathering.pk, account=rsvp.account_id))
    later(write_mail, rsvp.pk, key=f"rsvp:{rsvp.pk}:mail")


def write_mail(rsvp_id: int) -> None:
    """The job: write to somebody who wants an e-mail of it, if the chat is still to come."""
    rsvp = Rsvp.objects.select_related("gathering", "account").filter(pk=rsvp_id).first()
    if rsvp is None or rsvp.gathering.state != GatheringState.ANNOUNCED:
        return
    _write(rsvp, "near")


def write_of_calling_off(fact: GatheringCancelled) -> None:
    """Queue an e-mail to everybody who meant to come to what was called off, but who did it."""
    rows = Rsvp.objects.filter(gathering_id=fact.subject, account__suspended_at=None)
    for pk in rows.exclude(account_id=fact.actor).values_list("pk", flat=True):
        later(write_off_mail, pk, key=f"rsvp:{pk}:off")


def write_off_mail(rsvp_id: int) -> None:
    """The job: write to somebody who wants an e-mail of it that the chat is off, and why."""
    rsvp = Rsvp.objects.select_related("gathering", "account").filter(pk=rsvp_id).first()
    if rsvp is not None and rsvp.gathering.state == GatheringState.CANCELLED:
        _write(rsvp, "off")


def _write(rsvp: Rsvp, about: str) -> None:
    """Write the e-mail `about` ('near' or 'off') in its reader's language and zone, if they want it."""
    user = user_who_wants_chat_mails(rsvp.account)
    if user is None:
        return
    zone = ZoneInfo(user.time_zone or settings.TIME_ZONE)
    with translation.override(user.locale), timezone.override(zone):
        starts = timezone.localtime(rsvp.gathering.starts_at)
        words = {
            "name": rsvp.account.shown_name,
            "title": rsvp.gathering.title,
            "tag": rsvp.gathering.tag_shown,
            "reason": rsvp.gathering.cancelled_because,
            "when": date_format(starts, _("l j F Y, H:i T")),
            "url": url_of(rsvp.gathering),
            "site_name": settings.ROUNDS.name,
            "base_url": settings.BASE_URL,
        }
        subject = render_to_string(f"chats/email/{about}_subject.txt", words)
        body = render_to_string(f"chats/email/{about}_message.txt", words)
    send_mail(" ".join(subject.split()), body, None, [user.email])
