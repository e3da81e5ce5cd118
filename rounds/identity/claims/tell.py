"""Tell people by e-mail how their claim was settled, and when a credential is about to end.

A job gets ids alone and reads the address when it runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.identity.claim_models import Claim, ClaimState
from rounds.identity.claim_words import KINDS, REASON_WORDS, Reason, What
from rounds.identity.credentials import ending_soon, note_reminded
from rounds.identity.models import Account, Credential, User
from rounds.jobs.queue import later

_OLD = 14


@contextmanager
def _speaking_to(user: User) -> Iterator[None]:
    with translation.override(user.locale or settings.LANGUAGE_CODE):
        yield


def write_to(address: str, template: str, **words: object) -> None:
    """Send the e-mail `template` (its `_subject.txt` and `_message.txt`) in the language in force."""
    context = words | {"site_name": settings.ROUNDS.name, "base_url": settings.BASE_URL}
    subject = render_to_string(f"account/email/{template}_subject.txt", context)
    body = render_to_string(f"account/email/{template}_message.txt", context)
    send_mail(" ".join(subject.split()), body, None, [address])


def _user(account: Account) -> User | None:
    return User.objects.filter(account=account, is_active=True).first()


def send_code(account: Account, address: str, code: str) -> None:
    """Send `code` to the `address` that is to be confirmed, in the language of `account`."""
    user = _user(account)
    if user is not None:
        with _speaking_to(user):
            write_to(address, "claim_code", name=account.shown_name, code=code)


def tell_settled(claim_id: int) -> None:
    """The job: tell whoever claimed something how it was settled."""
    claim = Claim.objects.select_related("account", "credential").filter(pk=claim_id).first()
    user = _user(claim.account) if claim else None
    if claim is None or user is None or not claim.settled_at:
        return
    if (clock.now() - claim.settled_at).days > _OLD:
        return
    with _speaking_to(user):
        write_to(
            user.email,
            "claim_settled",
            name=claim.account.shown_name,
            what=_(KINDS[What(claim.what)].words),
            is_confirmed=claim.state == ClaimState.CONFIRMED,
            issuer=claim.issuer,
            reason=_(words) if (words := REASON_WORDS[Reason(claim.reason)]) else "",
        )


def remind_of_ends() -> None:
    """Queue a reminder for each credential that ends within 30 days, once; the schedule calls it."""
    for credential in ending_soon():
        if note_reminded(credential.pk):
            later(remind, credential.pk, key=f"credential:{credential.pk}:ends")


def remind(credential_id: int) -> None:
    """The job: tell the holder of a credential that it is about to end, and how to renew it."""
    found = Credential.objects.select_related("account").filter(pk=credential_id).first()
    user = _user(found.account) if found else None
    if found is None or user is None or found.revoked_at or found.expires_at is None:
        return
    with _speaking_to(user):
        write_to(
            user.email,
            "credential_ends",
            name=found.account.shown_name,
            line=found.line,
            ends=date_format(found.expires_at, _("j F Y")),
        )
