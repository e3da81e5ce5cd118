"""What a host may do with a post on the gathering's page. The post itself stays its author's."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.errors import Invalid, Refused
from rounds.base.text import plain
from rounds.gatherings.facts import CollectedChanged
from rounds.gatherings.models import CollectedPost, Gathering
from rounds.gatherings.queries import check_hosts, collected_post, host_ids
from rounds.gatherings.words import check_each
from rounds.identity.models import Account
from rounds.ledger.record import record

MOST_PINNED = 5


@transaction.atomic
def pin(host: Account, gathering: Gathering, post_id: int) -> CollectedPost:
    """Show the post at the top of the page for everybody.

    Errors: NotFound for a post of no part in it; Refused for somebody who does not host, for a
    hidden, withheld or withdrawn post, or beyond five.
    """
    check_hosts(host, gathering)
    row = collected_post(gathering, post_id)
    if row.withheld_at:
        raise Refused(_("This post is withheld after a takedown notice. Pin it when it is back."))
    if row.hidden_at or row.withdrawn_at:
        raise Refused(_("This post is not on the page. Show it again before pinning it."))
    pinned = CollectedPost.objects.filter(gathering=gathering, pinned_at__isnull=False)
    if pinned.exclude(pk=row.pk).count() >= MOST_PINNED:
        raise Refused(_("%d posts are pinned already. Unpin one first.") % MOST_PINNED)
    if row.pinned_at is None:
        row.pinned_at = clock.now()
        row.save(update_fields=["pinned_at"])
        _note(host, row, "pinned")
    return row


@transaction.atomic
def unpin(host: Account, gathering: Gathering, post_id: int) -> CollectedPost:
    """Take the post from the top of the page.

    Errors: NotFound, Refused as for `pin`.
    """
    check_hosts(host, gathering)
    row = collected_post(gathering, post_id)
    if row.pinned_at is not None:
        row.pinned_at = None
        row.save(update_fields=["pinned_at"])
        _note(host, row, "unpinned")
    return row


@transaction.atomic
def hide(host: Account, gathering: Gathering, post_id: int, reason: str) -> CollectedPost:
    """Take the post off the page and the transcript; its author sees `reason`.

    The post is not deleted: it stays on its author's profile and is counted, never quoted.
    Errors: Invalid (field 'reason') without a reason, or for one that could identify somebody; NotFound; Refused for somebody who does not
    host, and for the hosts' own posts.
    """
    check_hosts(host, gathering)
    row = collected_post(gathering, post_id)
    words = plain(reason).strip()
    if not words:
        raise Invalid(_("Write the reason: the author will see it."), "reason")
    if len(words) > 300:
        raise Invalid(_("Shorten the reason to 300 characters."), "reason")
    check_each({"reason": words})
    if row.author_id in host_ids(gathering):
        raise Refused(_("This is a host's own post. Withdraw it instead."))
    if row.hidden_at is None:
        row.hidden_at, row.hidden_by, row.hidden_reason = clock.now(), host.pk, words
        row.pinned_at = None
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "pinned_at"])
        _note(host, row, "hidden")
    return row


@transaction.atomic
def unhide(host: Account, gathering: Gathering, post_id: int) -> CollectedPost:
    """Put the post back on the page.

    Errors: NotFound, Refused as for `hide`.
    """
    check_hosts(host, gathering)
    row = collected_post(gathering, post_id)
    if row.hidden_at is not None:
        row.hidden_at, row.hidden_by, row.hidden_reason = None, None, ""
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        _note(host, row, "shown")
    return row


def _note(host: Account, row: CollectedPost, change: str) -> None:
    gatherings = Gathering.objects.filter(pk=row.gathering_id)
    gatherings.update(facts_version=F("facts_version") + 1)
    record(
        CollectedChanged(
            actor=host.pk, subject=row.post_id, gathering=row.gathering_id, change=change
        )
    )
