"""Close one's account: who one was is gone at once, and what one wrote follows."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q

from rounds.base import clock
from rounds.identity.credentials import mark_badge_revoked
from rounds.identity.facts import AccountClosed
from rounds.identity.models import (
    Account,
    Appointment,
    Block,
    Claim,
    Credential,
    DomainBlock,
    Endorsement,
    Follow,
    Interest,
    InterestsSnapshot,
    KindChange,
    Mute,
    PrivateNote,
    User,
)
from rounds.identity.portrait import let_go_of_portraits
from rounds.ledger.record import record

_EMPTY: dict[str, Any] = {
    "display_name": "", "note": "", "note_html": "", "fields": [], "avatar": "", "header": "",
    "avatar_description": "", "country": "", "languages": [], "specialties": [], "pronouns": "",
    "uses_own_name": None, "discoverable": False, "indexable": False, "locked": True,
    "interests_declared_at": None,
}  # fmt: skip


def _end_follows(account: Account) -> None:
    """End the follows both ways and mend the counts of the other side."""
    accepted = Follow.objects.filter(accepted=True)
    followed = list(accepted.filter(follower=account).values_list("followed_id", flat=True))
    following = list(accepted.filter(followed=account).values_list("follower_id", flat=True))
    Account.objects.filter(pk__in=followed, followers_count__gt=0).update(
        followers_count=F("followers_count") - 1
    )
    Account.objects.filter(pk__in=following, following_count__gt=0).update(
        following_count=F("following_count") - 1
    )
    Follow.objects.filter(Q(follower=account) | Q(followed=account)).delete()


def _forget_ties(account: Account) -> None:
    for model in (Block, Mute, PrivateNote, Endorsement):
        model.objects.filter(Q(account=account) | Q(target=account)).delete()
    DomainBlock.objects.filter(account=account).delete()
    Interest.objects.filter(account=account).delete()
    InterestsSnapshot.objects.filter(account=account).delete()
    KindChange.objects.filter(account=account).delete()
    Appointment.objects.filter(Q(organisation=account) | Q(representative=account)).delete()
    Claim.objects.filter(account=account).delete()
    for credential in Credential.objects.filter(account=account):
        mark_badge_revoked(credential.pk)
        credential.delete()


@transaction.atomic
def close_account(account: Account) -> None:
    """Delete the sign-in of `account`, its profile and its ties; its posts are withdrawn by a job.

    The username stays taken, so that nobody can speak under it as if nothing had happened.
    """
    pictures = [name for name in (account.avatar, account.header) if name]
    let_go_of_portraits(account)
    _end_follows(account)
    _forget_ties(account)
    Account.objects.filter(pk=account.pk).update(
        **_EMPTY,
        suspended_at=clock.now(),
        followers_count=0,
        following_count=0,
        version=F("version") + 1,
    )
    User.objects.filter(account=account).delete()
    record(AccountClosed(actor=account.pk, subject=account.pk))
    for name in pictures:
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
