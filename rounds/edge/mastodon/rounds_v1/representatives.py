"""Who speaks for whom, for apps: appoint, end, one's own offices, an organisation's public list.

To post for an organisation, an app sends `rounds[speaks_for]` with the post itself.
"""

from datetime import date

from rounds.base.errors import Invalid, NotFound
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.rounds_v1.shapes import V1, Named, People, whom, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.identity import representatives
from rounds.identity.models import Account, Appointment
from rounds.identity.queries import account_by_id

HERE = f"{V1}/appointments"


def _appointments(rows: list[Appointment]) -> list[JSON]:
    people = People(n for row in rows for n in (row.organisation_id, row.representative_id))
    return [
        {
            "id": str(row.pk), "organisation": people(row.organisation_id),
            "representative": people(row.representative_id),
            "since": moment_json(row.since), "until": moment_json(row.until),
        }
        for row in rows
    ]  # fmt: skip


@endpoint("GET", HERE, scope="read:representatives")
def mine(call: Call[Nothing]) -> JSON:
    """The appointments an organisation made, or those of a person; newest first, ended ones too."""
    me = call.account
    if representatives.is_organisation(me):
        return _appointments(representatives.list_appointments(me))
    return _appointments(representatives.list_offices(me))


class NewAppointment(Named, kw_only=True):
    """Whom to appoint, until the end of which day; `organisation_id` where a moderator does it."""

    organisation_id: str | None = None
    until: str | None = None


def _end(said: NewAppointment) -> date | None:
    if not said.until:
        return None
    try:
        return date.fromisoformat(said.until)
    except ValueError as error:
        raise Invalid("Write the last day as 2027-03-04.", "until") from error


def _organisation(call: Call[NewAppointment]) -> Account:
    asked = call.params.organisation_id
    return account_by_id(record_id(asked)) if asked else call.account


@endpoint("POST", HERE, scope="write:representatives", body=NewAppointment)
def appoint(call: Call[NewAppointment]) -> JSON:
    """Let somebody speak for the organisation."""
    organisation = _organisation(call)
    if not representatives.may_appoint(call.account, organisation):
        raise NotFound
    with worded():
        last = _end(call.params)
        made = representatives.appoint_representative(
            call.account, organisation, whom(call.params, "representative"),
            until=representatives.last_moment(last) if last else None,
        )  # fmt: skip
    return _appointments([made])[0]


@endpoint("DELETE", f"{HERE}/:id", scope="write:representatives")
def end(call: Call[Nothing], id: str) -> JSON:
    """End an appointment at this moment, or step down."""
    return _appointments([representatives.end_appointment(call.account, record_id(id))])[0]


@endpoint("GET", f"{V1}/accounts/:id/representatives", scope="read:accounts", needs="none")
def public(call: Call[Nothing], id: str) -> JSON:
    """Who speaks for an organisation now, for everybody."""
    organisation = account_by_id(record_id(id))
    if not representatives.is_organisation(organisation):
        raise NotFound
    return _appointments(representatives.list_representatives(organisation))
