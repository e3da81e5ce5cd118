"""Who may speak in the name of an organisation: appointed by it, from a day until a day.

An organisation speaks for itself. A representative speaks for it while the appointment holds; what
was written in that time keeps saying so, and afterwards the gate refuses it.
"""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.facts import AppointmentEnded, RepresentativeAppointed
from rounds.identity.models import Account, Appointment, User
from rounds.identity.roles import Role
from rounds.ledger.record import record


def _holding(now: datetime) -> Q:
    return Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))


def is_organisation(account: Account) -> bool:
    """Whether `account` is that of an organisation here."""
    return account.is_local and account.role == Role.ORGANISATION


def may_speak_for(account: Account, organisation: Account) -> bool:
    """Whether `account` may write in the name of `organisation` at this moment."""
    if not is_organisation(organisation) or organisation.suspended_at is not None:
        return False
    if account.pk == organisation.pk:
        return True
    rows = Appointment.objects.filter(representative=account, organisation=organisation)
    return rows.filter(_holding(clock.now())).exists()


def organisations_of(account: Account) -> list[Account]:
    """For whom `account` may speak now, by name."""
    rows = Account.objects.filter(
        pk__in=_of(account).values("organisation_id"),
        role=Role.ORGANISATION, suspended_at__isnull=True,
    )  # fmt: skip
    return sorted(rows, key=lambda one: one.shown_name.casefold())


def _of(account: Account) -> QuerySet[Appointment]:
    return Appointment.objects.filter(_holding(clock.now()), representative=account)


def may_appoint(by: Account, organisation: Account) -> bool:
    """Whether `by` decides who speaks for `organisation`: its own sign-in, or a moderator."""
    if by.suspended_at is not None or not is_organisation(organisation):
        return False
    return by.pk == organisation.pk or User.objects.filter(account=by, is_moderator=True).exists()


def list_representatives(organisation: Account) -> list[Appointment]:
    """Who speaks for `organisation` now, those appointed first on top."""
    rows = Appointment.objects.filter(_holding(clock.now()), organisation=organisation)
    rows = rows.filter(representative__suspended_at__isnull=True)
    return list(rows.select_related("representative").order_by("since", "id"))


def list_appointments(organisation: Account) -> list[Appointment]:
    """Every appointment `organisation` made, newest first, ended ones included."""
    rows = Appointment.objects.filter(organisation=organisation)
    return list(rows.select_related("representative").order_by("-since", "-id"))


def list_offices(account: Account) -> list[Appointment]:
    """Every appointment that `account` has or had, newest first."""
    rows = Appointment.objects.filter(representative=account)
    return list(rows.select_related("organisation").order_by("-since", "-id"))


def last_moment(day: date) -> datetime:
    """The end of an appointment whose last day is `day`, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


@transaction.atomic
def appoint_representative(
    by: Account | None, organisation: Account, representative: Account,
    *, since: datetime | None = None, until: datetime | None = None,
) -> Appointment:  # fmt: skip
    """Let `representative` speak for `organisation`; `by` is None on the server's command line.

    Errors: NotFound for who may not appoint; Refused for an account that is no organisation here;
    Invalid (field 'representative' or 'until') for who can't be appointed, or not then.
    """
    if by is not None and not may_appoint(by, organisation):
        raise NotFound
    if not is_organisation(organisation):
        raise Refused(f"@{organisation.handle} is not the account of an organisation here.")
    Account.objects.select_for_update().get(pk=organisation.pk)
    now = clock.now()
    begins = since or now
    _check(organisation, representative, begins, until)
    made = Appointment.objects.create(
        organisation=organisation, representative=representative, since=begins, until=until
    )
    record(
        RepresentativeAppointed(
            actor=by.pk if by else organisation.pk, subject=representative.pk,
            organisation=organisation.pk, since=begins, until=until,
        )
    )  # fmt: skip
    return made


def _check(
    organisation: Account, representative: Account, since: datetime, until: datetime | None
) -> None:
    if not representative.is_local or representative.role == Role.ORGANISATION:
        raise Invalid("A representative is a person with an account here.", "representative")
    if representative.suspended_at is not None:
        raise Invalid("This account is suspended.", "representative")
    if until is not None and until <= max(since, clock.now()):
        raise Invalid("The last day is past already. Choose a later one.", "until")
    open_ended = Q(until__isnull=True) | Q(until__gt=since)
    rows = Appointment.objects.filter(open_ended, organisation=organisation)
    if until is not None:
        rows = rows.filter(since__lt=until)
    if rows.filter(representative=representative).exists():
        message = "This person is appointed already for some of this time."
        raise Invalid(message, "representative")


@transaction.atomic
def end_appointment(by: Account | None, appointment_id: int) -> Appointment:
    """End an appointment at this moment; the organisation, a moderator or its holder may.

    `by` is None on the server's command line.

    Errors: NotFound for one that isn't there, has ended, or isn't theirs to end.
    """
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(pk=appointment_id).first()
    now = clock.now()
    if found is None or (found.until is not None and found.until <= now):
        raise NotFound
    theirs = by is None or by.pk == found.representative_id or may_appoint(by, found.organisation)
    if not theirs:
        raise NotFound
    found.until = max(now, found.since)
    found.save(update_fields=["until"])
    record(
        AppointmentEnded(
            actor=by.pk if by else found.organisation_id, subject=found.representative_id,
            organisation=found.organisation_id,
        )
    )  # fmt: skip
    return found
