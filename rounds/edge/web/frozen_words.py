"""Words that were frozen into posts, in the reader's language.

A post keeps its author's role and credential in English, as of its writing. Pages show the part of
such a line that is our own vocabulary in the reader's language and leave what the author wrote
('cardiology') as it is; what is stored, and what apps get, stays as it was frozen.
"""

import re
from datetime import datetime
from functools import lru_cache

from django.template.defaultfilters import date as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rounds.identity.claim_words import KINDS
from rounds.identity.roles import ORGANISATION_WORDS, ROLE_WORDS

_CONFIRMED = re.compile(
    r"^(?P<claim>.+?) – (?:confirmed by (?P<issuer>.+)|register of the (?P<register>.+) checked by two"
    r" moderators), (?P<month>[A-Z][a-z]+ \d{4})$"
)


_CLAIMED = (gettext_noop("Consultant"),)
"""Words that moderators grant most, beside those of the table."""


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words = [
        *ROLE_WORDS.values(),
        *ORGANISATION_WORDS.values(),
        *_CLAIMED,
        *(k.words for k in KINDS.values()),
    ]
    return frozenset(word for word in words if word)


def role_shown(line: str) -> str:
    """'Consultant or specialist, cardiology' with our own words in the reader's language."""
    words, comma, rest = line.partition(", ")
    return f"{_(words)}{comma}{rest}" if words in _known() else line


def credential_shown(line: str) -> str:
    """'Consultant – confirmed by nhs.net, March 2026' in the reader's language."""
    found = _CONFIRMED.match(line)
    if found is None:
        return role_shown(line)
    try:
        month = formatted(datetime.strptime(found["month"], "%B %Y"), "F Y")  # noqa: DTZ007
    except ValueError:
        month = found["month"]
    claim = role_shown(found["claim"])
    if found["register"]:
        looked = _("register of the %(issuer)s checked by two moderators")
        return f"{claim} – {looked % {'issuer': found['register']}}, {month}"
    known = {"claim": claim, "issuer": found["issuer"], "month": month}
    return _("%(claim)s – confirmed by %(issuer)s, %(month)s") % known
