"""Credentials in the reader's language: what was frozen in English as one line, and how it was confirmed."""

import re
from datetime import datetime

from django.template.defaultfilters import date as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rounds.identity.claim_models import Way
from rounds.identity.models import Credential

# As `Credential.line` writes it; a scope or an issuer may hold anything else.
_LINE = re.compile(r"(?P<what>.+?) – confirmed by (?P<by>.+), (?P<month>[A-Z][a-z]+ \d{4})")
HOW: dict[str, str] = {
    Way.MAIL: gettext_noop("By a code sent to an institutional e-mail address"),
    Way.ORCID: gettext_noop("On an ORCID record"),
    Way.AFFILIATION: gettext_noop("Through the institution's own log-in"),
    Way.LINK: gettext_noop("By a link back from the page"),
    Way.VOUCHING: gettext_noop("By vouching"),
    Way.REGISTER: gettext_noop("By two moderators who each looked into the register"),
    Way.OPERATOR: gettext_noop("Entered by the people who run this server"),
}
_KEY_SHOWN = 6


def day_words(moment: datetime | None) -> str:
    """A day in full: '22 October 2027'."""
    return formatted(moment, _("j F Y")) if moment else ""


def claim_words(claim: str, scope: str = "") -> str:
    """What is confirmed: 'Consultant or specialist, cardiology'."""
    known = _(claim) if claim else ""
    return f"{known}, {_(scope)}" if scope else known


def credential_words(line: str) -> str:
    """A credential's line, which is kept in English; one of another form stays as it is.

    Example: 'Affiliation, staff – confirmed by nhs.net, March 2026'.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        return line
    try:
        month = datetime.strptime(found["month"], "%B %Y")  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return line
    claim, _comma, scope = found["what"].partition(", ")
    return _("%(what)s – confirmed by %(by)s, %(month)s") % {
        "what": claim_words(claim, scope), "by": found["by"], "month": formatted(month, "F Y"),
    }  # fmt: skip


def how_words(credential: Credential) -> str:
    """By which way it was confirmed, in a sentence."""
    return _(HOW[credential.way])


def in_short(key: str) -> str:
    """A key by its beginning and end, as people compare it: 'did:key:z6Mkkt…8NZuEV'."""
    method, colon, rest = key.rpartition(":")
    short = rest if len(rest) <= 2 * _KEY_SHOWN else f"{rest[:_KEY_SHOWN]}…{rest[-_KEY_SHOWN:]}"
    return f"{method}{colon}{short}"
