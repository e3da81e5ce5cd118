"""Words about people for templates: role, credential and days, in the reader's language."""

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from rounds.edge.web import credential_words as credentials
from rounds.identity.models import Account, Credential
from rounds.identity.roles import ORGANISATION_WORDS, ROLE_WORDS, OrganisationKind, Role

register = template.Library()


@register.filter
def role_words(account: Account) -> str:
    """'Consultant or specialist', or what kind of organisation it is.

    Example: `{{ account|role_words }}`.
    """
    if account.role == Role.ORGANISATION and account.organisation_kind:
        return _(ORGANISATION_WORDS[OrganisationKind(account.organisation_kind)])
    return _(ROLE_WORDS[Role(account.role)])


@register.filter
def credential_words(line: str) -> str:
    """A credential's line, 'Consultant, cardiology – confirmed by nhs.net, March 2026'.

    Example: `{{ post.credential_words|credential_words }}`.
    """
    return credentials.credential_words(line)


@register.filter
def claimed(credential: Credential) -> str:
    """What a credential says: 'Consultant or specialist, cardiology'."""
    return credentials.claim_words(credential.claim, credential.scope)


@register.filter
def how(credential: Credential) -> str:
    """By which way a credential was confirmed."""
    return credentials.how_words(credential)


@register.filter
def day(moment: datetime | None) -> str:
    """A day in full: '22 October 2027'."""
    return credentials.day_words(moment)
