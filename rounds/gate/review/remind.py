"""Remind whoever has not answered an invitation to review: once, three days before it ends.

The schedule asks who is due; `reminded_at` says who was told. The e-mail is a job that reads the
address when it runs, and names neither the author nor a word of what is under review.
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
from rounds.gate.review.facts import InvitationEnds
from rounds.gate.reviews import OPEN, Invitation, Seat
from rounds.identity.queries import user_of
from rounds.jobs.queue import later
from rounds.ledger.record import record

BEFORE = timedelta(days=3)


def remind_of_invitations() -> None:
    """Remind everybody whose invitation ends within three days; the schedule calls it."""
    now = clock.now()
    due = Invitation.objects.filter(
        state=Seat.INVITED, reminded_at=None, expires_at__gt=now, expires_at__lte=now + BEFORE,
        manuscript__state__in=OPEN, reviewer__suspended_at=None,
    )  # fmt: skip
    for seat in due.select_related("manuscript").order_by("pk"):
        _remind(seat)


@transaction.atomic
def _remind(seat: Invitation) -> None:
    """Note the reminder and cause it, once, whoever asks at the same time."""
    unsaid = Invitation.objects.filter(pk=seat.pk, state=Seat.INVITED, reminded_at=None)
    if not unsaid.update(reminded_at=clock.now()):
        return
    asks = seat.manuscript.editor_id or seat.manuscript.author_id
    record(InvitationEnds(actor=asks, subject=seat.manuscript_id, reviewer=seat.reviewer_id))
    later(write_mail, seat.pk, key=f"invitation:{seat.pk}:ends")


def write_mail(invitation_id: int) -> None:
    """The job: write to the reviewer, if the invitation still waits for an answer."""
    seat = Invitation.objects.select_related("reviewer").filter(pk=invitation_id).first()
    if seat is None or seat.state != Seat.INVITED or seat.has_lapsed:
        return
    user = user_of(seat.reviewer)
    if user is None or not user.is_active:
        return
    zone = ZoneInfo(user.time_zone or settings.TIME_ZONE)
    with translation.override(user.locale or settings.LANGUAGE_CODE), timezone.override(zone):
        words = {
            "name": seat.reviewer.shown_name,
            "when": date_format(timezone.localtime(seat.expires_at), _("l j F Y, H:i T")),
            "url": f"{settings.BASE_URL}/reviews/{seat.manuscript_id}",
            "site_name": settings.ROUNDS.name,
        }
        subject = render_to_string("reviews/email/invitation_ends_subject.txt", words)
        body = render_to_string("reviews/email/invitation_ends_message.txt", words)
    send_mail(" ".join(subject.split()), body, None, [user.email])
