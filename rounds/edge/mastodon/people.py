"""Ties between people: follow, mute, block, note, endorse, and who asks to follow."""

from datetime import timedelta

import msgspec

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.edge.mastodon.accounts import account_at
from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, endpoint
from rounds.edge.mastodon.shapes import (
    joined,
    linked_accounts,
    moment_json,
    relationship_with,
)
from rounds.identity import block, endorse, follow, mute, note, queries
from rounds.timelines.hydrate import hydrate_accounts

_MOST = 80


class Following(msgspec.Struct):
    """How to follow; what isn't named stays as it was."""

    reblogs: bool | None = None
    notify: bool | None = None
    languages: list[str] | None = None


@endpoint("POST", "/api/v1/accounts/:id/follow", scope="write:follows", body=Following)
def follow_account(call: Call[Following], id: str) -> JSON:
    """Follow, or ask to where the account is locked."""
    target, said = account_at(id), call.params
    follow.follow(
        call.account, target, show_boosts=said.reblogs, notify=said.notify,
        languages=said.languages,
    )  # fmt: skip
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/unfollow", scope="write:follows")
def unfollow_account(call: Call[Nothing], id: str) -> JSON:
    """Follow no longer, or take the request back."""
    target = account_at(id)
    follow.unfollow(call.account, target)
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/remove_from_followers", scope="write:follows")
def remove_follower(call: Call[Nothing], id: str) -> JSON:
    """Have the account follow the caller no longer."""
    target = account_at(id)
    follow.remove_follower(call.account, target)
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/block", scope="write:blocks")
def block_account(call: Call[Nothing], id: str) -> JSON:
    """Block: neither sees the other."""
    target = account_at(id)
    block.block(call.account, target)
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/unblock", scope="write:blocks")
def unblock_account(call: Call[Nothing], id: str) -> JSON:
    """Block no longer."""
    target = account_at(id)
    block.unblock(call.account, target)
    return relationship_with(call.account, target)


class Muting(msgspec.Struct):
    """How to mute: notifications too, and for how many seconds (0: until unmuted)."""

    notifications: bool = True
    duration: int = 0


_LONGEST_MUTE = 10 * 366 * 24 * 3600


@endpoint("POST", "/api/v1/accounts/:id/mute", scope="write:mutes", body=Muting)
def mute_account(call: Call[Muting], id: str) -> JSON:
    """See nothing of the account, which never learns of it."""
    target, said = account_at(id), call.params
    seconds = max(0, min(said.duration, _LONGEST_MUTE))
    ends = clock.now() + timedelta(seconds=seconds) if seconds else None
    mute.mute(call.account, target, hides_notifications=said.notifications, expires_at=ends)
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/unmute", scope="write:mutes")
def unmute_account(call: Call[Nothing], id: str) -> JSON:
    """See the account again."""
    target = account_at(id)
    mute.unmute(call.account, target)
    return relationship_with(call.account, target)


class Noted(msgspec.Struct):
    """What to note for oneself."""

    comment: str = ""


@endpoint("POST", "/api/v1/accounts/:id/note", scope="write:accounts", body=Noted)
def note_account(call: Call[Noted], id: str) -> JSON:
    """Note something about the account that only the caller reads."""
    target = account_at(id)
    note.note_privately(call.account, target, call.params.comment)
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/endorse", scope="write:accounts")
@endpoint("POST", "/api/v1/accounts/:id/pin", scope="write:accounts")
def endorse_account(call: Call[Nothing], id: str) -> JSON:
    """Show the account on the caller's profile."""
    target = account_at(id)
    endorse.endorse(call.account, target)
    return relationship_with(call.account, target)


@endpoint("POST", "/api/v1/accounts/:id/unendorse", scope="write:accounts")
@endpoint("POST", "/api/v1/accounts/:id/unpin", scope="write:accounts")
def unendorse_account(call: Call[Nothing], id: str) -> JSON:
    """Show the account on the caller's profile no longer."""
    target = account_at(id)
    endorse.unendorse(call.account, target)
    return relationship_with(call.account, target)


@endpoint("GET", "/api/v1/follow_requests", scope="read:follows", body=Paged)
def requests(call: Call[Paged]) -> JSON:
    """Who asks to follow the caller."""
    page = call.params.page(40, _MOST)
    return linked_accounts(call.viewer, queries.follow_requests(call.account, page), page.limit)


@endpoint("POST", "/api/v1/follow_requests/:id/authorize", scope="write:follows")
def accept(call: Call[Nothing], id: str) -> JSON:
    """Let somebody follow who asked."""
    follower = account_at(id)
    follow.accept_follow(call.account, follower)
    return relationship_with(call.account, follower)


@endpoint("POST", "/api/v1/follow_requests/:id/reject", scope="write:follows")
def reject(call: Call[Nothing], id: str) -> JSON:
    """Turn down somebody who asked."""
    follower = account_at(id)
    follow.reject_follow(call.account, follower)
    return relationship_with(call.account, follower)


@endpoint("GET", "/api/v1/mutes", scope="read:mutes", body=Paged)
def muted(call: Call[Paged]) -> JSON:
    """Whom the caller mutes, and until when."""
    page = call.params.page(40, _MOST)
    entries = queries.mutes(call.account, page)
    ends = queries.mute_ends(call.account, [entry.account_id for entry in entries])
    texts = []
    for view in hydrate_accounts(call.viewer, [entry.account_id for entry in entries]):
        until = msgspec.json.encode(moment_json(ends.get(view.id))).decode()
        texts.append(view.json_text(f',"mute_expires_at":{until}'))
    found = linked_accounts(call.viewer, [], page.limit)
    if entries:
        more = len(entries) >= page.limit
        found = Linked(joined(texts), newest=entries[0].id, oldest=entries[-1].id, more=more)
    return found


@endpoint("GET", "/api/v1/blocks", scope="read:blocks", body=Paged)
def blocked(call: Call[Paged]) -> JSON:
    """Whom the caller blocks."""
    page = call.params.page(40, _MOST)
    return linked_accounts(call.viewer, queries.blocks(call.account, page), page.limit)


class Domain(msgspec.Struct):
    """Which server."""

    domain: str = ""


@endpoint("GET", "/api/v1/domain_blocks", scope="read:blocks", body=Paged)
def blocked_domains(call: Call[Paged]) -> JSON:
    """The servers the caller hides."""
    page = call.params.page(100, 200)
    rows = queries.blocked_domains(call.account, page)
    return Linked(
        [domain for _, domain in rows],
        newest=rows[0][0] if rows else None,
        oldest=rows[-1][0] if rows else None,
        more=len(rows) >= page.limit,
    )


@endpoint("POST", "/api/v1/domain_blocks", scope="write:blocks", body=Domain)
def block_domain(call: Call[Domain]) -> JSON:
    """Hide everybody on a server."""
    block.block_domain(call.account, call.params.domain)
    return {}


@endpoint("DELETE", "/api/v1/domain_blocks", scope="write:blocks", body=Domain)
def unblock_domain(call: Call[Domain]) -> JSON:
    """Show people on a server again."""
    if not call.params.domain:
        raise NotFound
    block.unblock_domain(call.account, call.params.domain)
    return {}
