"""Whether somebody's e-mail address is theirs: said, asked for, or taken as confirmed."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from rounds.identity.models import User


def must_confirm() -> bool:
    """Whether a newcomer has to confirm the address before the account can be used."""
    return bool(settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory")


@transaction.atomic
def note_address(user: User, *, confirmed: bool) -> EmailAddress:
    """Take the sign-in's address down as its main one, confirmed or not yet."""
    address, _ = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": confirmed, "primary": True}
    )
    return address


def is_confirmed(user: User) -> bool:
    """Whether the address was confirmed, or never had to be."""
    known = list(EmailAddress.objects.filter(user=user).values_list("verified", flat=True))
    return not known or any(known)


def ask_to_confirm(request: HttpRequest, user: User, *, signup: bool = True) -> None:
    """Send the link with which the owner of the address confirms it."""
    address = EmailAddress.objects.get(user=user, primary=True)
    get_adapter().send_confirmation_mail(request, EmailConfirmationHMAC.create(address), signup)


@transaction.atomic
def change_unconfirmed(user: User, email: str) -> None:
    """Put another address in the place of one that was never confirmed."""
    EmailAddress.objects.filter(user=user, verified=False).delete()
    user.email = email
    user.save(update_fields=["email"])
    note_address(user, confirmed=False)


def address_taken(email: str) -> bool:
    """Whether somebody signs in with `email` already."""
    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )
