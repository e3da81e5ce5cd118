"""Credentials for apps: what is confirmed, claim more, vouch, give back, show as a badge."""

from collections.abc import Callable
from typing import Any

import msgspec

from rounds.base.errors import Invalid, NotFound
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.errors import ApiError
from rounds.edge.mastodon.rounds_v1.shapes import V1, People, page, worded
from rounds.edge.mastodon.shapes import moment_json
from rounds.identity.badges.issue import hide_badge, show_badge, shown_badges
from rounds.identity.claim_models import Claim, Way
from rounds.identity.claim_words import What, claimable
from rounds.identity.claims import by_affiliation, by_orcid
from rounds.identity.claims.by_link import claim_link, profile_of
from rounds.identity.claims.by_mail import answer_mail, claim_by_mail
from rounds.identity.claims.by_register import Entry, claim_by_register
from rounds.identity.claims.by_vouching import answer_vouch, ask_to_vouch, list_asked
from rounds.identity.claims.queries import list_claims, own_claim, vouchers_of
from rounds.identity.claims.registers import REGISTERS
from rounds.identity.claims.settle import withdraw_claim
from rounds.identity.claims.tell import send_code
from rounds.identity.credentials import list_credentials, revoke_credential, valid_credentials
from rounds.identity.models import Account, Credential
from rounds.identity.saml.providers import is_set_up as saml_is_set_up

HERE = f"{V1}/credentials"
CLAIMS = f"{HERE}/claims"


def _badge(credential_id: int) -> dict[str, str]:
    """Where a shown badge is: its page, the signed file, and the picture that carries it."""
    address = page(f"/credentials/{credential_id}")
    return {"url": address, "json_url": f"{address}.json", "picture_url": f"{address}.svg"}


def credential_json(one: Credential, held: set[int], shown: set[int]) -> dict[str, JSON]:
    """A credential of one's own; `holds` says whether it counts at this moment."""
    return {
        "id": str(one.pk), "claim": one.claim, "what": one.what or None, "scope": one.scope,
        "issuer": one.issuer, "way": one.way, "line": one.line, "holds": one.pk in held,
        "confirmed_at": moment_json(one.confirmed_at), "expires_at": moment_json(one.expires_at),
        "revoked_at": moment_json(one.revoked_at), "reason": one.reason or None,
        "badge": _badge(one.pk) if one.pk in shown else None,
    }  # fmt: skip


def claim_json(one: Claim) -> dict[str, JSON]:
    """A claim of one's own; what those who were asked answered is theirs to tell."""
    asked = vouchers_of(one) if one.way == Way.VOUCHING else []
    return {
        "id": str(one.pk), "way": one.way, "what": one.what, "scope": one.scope,
        "link": one.link or None, "issuer": one.issuer or None, "state": one.state,
        "reason": one.reason or None, "asked": [vouch.voucher.handle for vouch in asked],
        "created_at": moment_json(one.opened_at), "settled_at": moment_json(one.settled_at),
        "credential_id": str(one.credential_id) if one.credential_id else None,
    }  # fmt: skip


def _own(account: Account) -> list[JSON]:
    held = {one.pk for one in valid_credentials(account)}
    shown = {badge.credential_id for badge in shown_badges(account)}
    return [credential_json(one, held, shown) for one in list_credentials(account)]


@endpoint("GET", HERE, scope="read:credentials")
def mine(call: Call[Nothing]) -> JSON:
    """What is or was confirmed about oneself, the newest first."""
    return _own(call.account)


@endpoint("DELETE", f"{HERE}/:id", scope="write:credentials")
def give_back(call: Call[Nothing], id: str) -> JSON:
    """Have a credential of one's own revoked; posts keep what they showed."""
    revoke_credential(call.account, record_id(id))
    return _own(call.account)


@endpoint("POST", f"{HERE}/:id/badge", scope="write:credentials")
def show(call: Call[Nothing], id: str) -> JSON:
    """Show a credential as a badge; gives where its page, its signed file and its picture are."""
    return _badge(show_badge(call.account, record_id(id)).credential_id)


@endpoint("DELETE", f"{HERE}/:id/badge", scope="write:credentials")
def hide(call: Call[Nothing], id: str) -> JSON:
    """Show the badge no longer; a file somebody took can still be checked."""
    hide_badge(call.account, record_id(id))
    return {}


def _elsewhere() -> list[dict[str, JSON]]:
    """The ways that lead through a browser, as far as this server is set up for them."""
    here = page("/settings/credentials")
    sections = {what.value: f"{here}/orcid/begin?what={what.value}" for what in by_orcid.SECTIONS}
    known = [
        (by_orcid.provider() is not None, Way.ORCID, sections),
        (by_affiliation.is_set_up(), Way.AFFILIATION, {What.AFFILIATION.value: f"{here}/institution/begin"}),
        (saml_is_set_up(), "saml", {What.AFFILIATION.value: f"{here}/saml"}),
    ]  # fmt: skip
    return [
        {"way": way, "what": list(urls), "browser": urls} for is_known, way, urls in known if is_known
    ]  # fmt: skip


@endpoint("GET", f"{HERE}/ways", scope="read:credentials")
def ways(call: Call[Nothing]) -> JSON:
    """By which ways something can be confirmed here, and what each needs; some need a browser."""
    needs = {
        Way.MAIL: ["address"], Way.LINK: ["link"], Way.VOUCHING: ["what", "handles"],
        Way.REGISTER: ["what", "register", "number", "name"],
    }  # fmt: skip
    plain: list[dict[str, JSON]] = [
        {"way": way, "what": claimable(way), "needs": fields, "browser": None}
        for way, fields in needs.items()
    ]
    plain[1]["links_back_to"] = profile_of(call.account)
    plain[3]["registers"] = [
        {
            "key": one.key, "keeper": one.keeper, "number": one.number_words,
            "what": sorted(one.lists),
        }
        for one in REGISTERS.values()
    ]  # fmt: skip
    return [*plain, *_elsewhere()]


class NewClaim(msgspec.Struct, kw_only=True):
    """What is claimed, by which way, and what that way needs."""

    way: str
    what: What | None = None
    scope: str = ""
    address: str = ""
    link: str = ""
    handles: list[str] = []
    register: str = ""
    number: str = ""
    name: str = ""


def _what(said: NewClaim) -> What:
    if said.what is None:
        raise Invalid("Say what you claim.", "what")
    return said.what


def _by_mail(account: Account, said: NewClaim) -> Claim:
    made, code = claim_by_mail(account, said.address)
    send_code(account, said.address, code)
    return made


def _by_register(account: Account, said: NewClaim) -> Claim:
    entry = Entry(register=said.register, number=said.number, name=said.name, scope=said.scope)
    return claim_by_register(account, _what(said), entry)


BY: dict[str, Callable[[Account, NewClaim], Claim]] = {
    Way.MAIL: _by_mail,
    Way.LINK: lambda account, said: claim_link(account, said.link),
    Way.VOUCHING: lambda account, said: ask_to_vouch(
        account, _what(said), said.handles, said.scope
    ),
    Way.REGISTER: _by_register,
}


def _needs_a_browser(way: str) -> ApiError:
    known: dict[Any, JSON] = {one["way"]: one["browser"] for one in _elsewhere()}
    if way not in known:
        return ApiError(422, "Validation failed: Way is not included in the list", field="way")
    where = next(iter(known[way].values()))
    return ApiError(422, f"Sign in there with a browser: {where}", field="way", browser=known[way])


@endpoint("GET", CLAIMS, scope="read:credentials")
def claims(call: Call[Nothing]) -> JSON:
    """What one has claimed, the newest first."""
    return [claim_json(one) for one in list_claims(call.account)]


@endpoint("POST", CLAIMS, scope="write:credentials", body=NewClaim)
def claim(call: Call[NewClaim]) -> JSON:
    """Claim something of oneself; for a way that needs a browser, 422 says where to go."""
    said = call.params
    if said.way not in BY:
        raise _needs_a_browser(said.way)
    with worded():
        return claim_json(BY[said.way](call.account, said))


def _claimed(account: Account, claim_id: int) -> JSON:
    found = own_claim(account, claim_id)
    if found is None:
        raise NotFound
    return claim_json(found)


@endpoint("GET", f"{CLAIMS}/:id", scope="read:credentials")
def one_claim(call: Call[Nothing], id: str) -> JSON:
    """One of one's own claims."""
    return _claimed(call.account, record_id(id))


class Code(msgspec.Struct, kw_only=True):
    """What came by e-mail."""

    code: str = ""


@endpoint("POST", f"{CLAIMS}/:id/code", scope="write:credentials", body=Code)
def answer(call: Call[Code], id: str) -> JSON:
    """Settle a claim by e-mail with the code that came."""
    with worded():
        answer_mail(call.account, record_id(id), call.params.code)
    return _claimed(call.account, record_id(id))


@endpoint("DELETE", f"{CLAIMS}/:id", scope="write:credentials")
def withdraw(call: Call[Nothing], id: str) -> JSON:
    """Take an open claim back; its evidence is deleted."""
    withdraw_claim(call.account, record_id(id))
    return _claimed(call.account, record_id(id))


@endpoint("GET", f"{HERE}/asked", scope="read:credentials")
def asked(call: Call[Nothing]) -> JSON:
    """The claims for which one is asked to vouch."""
    found = list_asked(call.account)
    people = People(one.account_id for one in found)
    return [
        {
            "id": str(one.pk), "what": one.what, "scope": one.scope,
            "account": people(one.account_id), "created_at": moment_json(one.opened_at),
        }
        for one in found
    ]  # fmt: skip


class Vouching(msgspec.Struct, kw_only=True):
    """Whether one vouches."""

    yes: bool


@endpoint("POST", f"{HERE}/asked/:id", scope="write:credentials", body=Vouching)
def vouch(call: Call[Vouching], id: str) -> JSON:
    """Vouch for a claim, or say that one does not."""
    answer_vouch(call.account, record_id(id), yes=call.params.yes)
    return {}
