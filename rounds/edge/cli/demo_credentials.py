"""The demo's credentials: one shown as a badge, one revoked that an old post still shows, one open."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from rounds.identity.badges.issue import show_badge
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.by_register import Entry, claim_by_register
from rounds.identity.credentials import (
    confirm_credential,
    current_credential,
    lapse_credentials,
    revoke_credential,
)
from rounds.identity.models import Account

People = dict[str, Account]
_ISSUER = "Kisumu Teaching Hospital"
# Seven digits that the form takes for a number; nobody's, as far as anybody knows.
_ENTRY = Entry(register="gmc", number="0000000", name="Priya Raman", scope="acute medicine")


def _show(people: People) -> None:
    held = current_credential(people["amina"])
    if held is not None:
        show_badge(people["amina"], held.pk)


def _revoke(people: People) -> None:
    held = current_credential(people["njeri"])
    if held is not None:
        revoke_credential(people["njeri"], held.pk, reason=Reason.LEFT, by=people["amina"])


def credentials(people: People, now: datetime) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """Njeri is confirmed and, after the journal club, no longer; Amina shows hers; Priya asks."""
    yield (
        now - timedelta(days=29),
        lambda: confirm_credential(people["njeri"], "Nurse", _ISSUER),
    )
    yield now - timedelta(days=20), lambda: _show(people)
    yield now - timedelta(hours=6), lambda: _revoke(people)
    yield (
        now - timedelta(hours=4),
        lambda: claim_by_register(people["priya"], What.DOCTOR_IN_TRAINING, _ENTRY),
    )
    # Kwame's came to its end in September; a demo just opened must not show it until the schedule has run.
    yield now, lapse_credentials
