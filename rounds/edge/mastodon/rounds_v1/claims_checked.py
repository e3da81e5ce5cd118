"""Moderators' part in credentials, for apps: look into a register, two for each claim; take back."""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.identity.claim_words import Reason
from rounds.identity.claims.by_register import answer_check, leave_check, read_evidence, take_check
from rounds.identity.claims.queries import Waiting, list_waiting
from rounds.identity.credentials import list_confirmed, revoke_as_moderator
from rounds.identity.queries import check_moderates

CLAIMS, HERE = f"{V1}/admin/claims", f"{V1}/admin/credentials"
READ, WRITE = "admin:read:credentials", "admin:write:credentials"


def _waiting(row: Waiting, people: People) -> JSON:
    one = row.claim
    return {
        "id": str(one.pk), "what": one.what, "scope": one.scope, "register": one.issuer,
        "account": people(one.account_id), "created_at": moment_json(one.opened_at),
        "seats_free": row.seats_free, "has_seat": row.has_seat,
        "has_answered": row.has_answered, "is_own": row.is_own,
    }  # fmt: skip


@endpoint("GET", CLAIMS, scope=READ)
def waiting(call: Call[Nothing]) -> JSON:
    """The claims to check against a register, without their evidence; the oldest first."""
    check_moderates(call.account)
    rows = list_waiting(call.account)
    people = People(row.claim.account_id for row in rows)
    return [_waiting(row, people) for row in rows]


@endpoint("GET", f"{CLAIMS}/:id/evidence", scope=READ)
def evidence(call: Call[Nothing], id: str) -> JSON:
    """What there is to look up, for whoever has a seat and has not answered."""
    check_moderates(call.account)
    shown = read_evidence(call.account, record_id(id))
    register = shown.register
    return {
        "register": register.keeper, "address": register.address, "number": shown.number,
        "name": shown.name,
    }  # fmt: skip


@endpoint("POST", f"{CLAIMS}/:id/seat", scope=WRITE)
def take(call: Call[Nothing], id: str) -> JSON:
    """Take one of the two seats."""
    check_moderates(call.account)
    take_check(call.account, record_id(id))
    return {}


@endpoint("DELETE", f"{CLAIMS}/:id/seat", scope=WRITE)
def leave(call: Call[Nothing], id: str) -> JSON:
    """Give a seat back without an answer."""
    check_moderates(call.account)
    leave_check(call.account, record_id(id))
    return {}


class Found(msgspec.Struct, kw_only=True):
    """Whether the register holds it so."""

    found: bool


@endpoint("POST", f"{CLAIMS}/:id/answer", scope=WRITE, body=Found)
def answer(call: Call[Found], id: str) -> JSON:
    """Say what the register holds; the second yes confirms, the first no refuses."""
    check_moderates(call.account)
    settled = answer_check(call.account, record_id(id), found=call.params.found)
    return {"id": str(settled.pk), "state": settled.state}


@endpoint("GET", HERE, scope=READ)
def confirmed(call: Call[Nothing]) -> JSON:
    """What counts here now, the newest first."""
    check_moderates(call.account)
    found = list_confirmed()
    people = People(one.account_id for one in found)
    return [
        {
            "id": str(one.pk), "account": people(one.account_id), "line": one.line,
            "way": one.way, "confirmed_at": moment_json(one.confirmed_at),
            "expires_at": moment_json(one.expires_at),
        }
        for one in found
    ]  # fmt: skip


class Revoking(msgspec.Struct, kw_only=True):
    """Why: left, mistake or misused."""

    reason: Reason


@endpoint("POST", f"{HERE}/:id/revoke", scope=WRITE, body=Revoking)
def revoke(call: Call[Revoking], id: str) -> JSON:
    """Take a credential back; posts keep what they showed, its badge fails."""
    with worded():
        revoke_as_moderator(call.account, record_id(id), call.params.reason)
    return {}
