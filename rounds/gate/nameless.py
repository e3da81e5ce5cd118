"""Sentences about a draft or a picture that say nothing of whom it may be about."""

from django.utils.translation import gettext as _

from rounds.base.errors import Invalid
from rounds.gate.checks.text import check_text

# Why a number is nobody's: the line of a trial or of an office, say.
_LEFT = frozenset({
    "phone", "email", "url", "address", "postcode", "place", "facility", "date", "registration",
    "occupation",
})  # fmt: skip


def check_nameless(words: str, field: str) -> None:
    """Refuse `words` that repeat who it may be about; whoever reads them has the draft before them.

    Errors: Invalid (with `field`); nobody can vouch here, since it can be said without.
    """
    for finding in check_text(words):
        if finding.kind not in _LEFT:
            span = words[finding.start : finding.end]
            told = _("‘%s’ could identify somebody. Leave it out: the draft itself shows it.")
            raise Invalid(told % span if span else finding.reason, field)
