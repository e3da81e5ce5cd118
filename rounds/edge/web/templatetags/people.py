"""Words about people for templates: the role as it stands now, in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from rounds.identity.models import Account
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
