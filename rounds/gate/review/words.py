"""What people write in a review is read by others too: it is checked like everything else here."""

from rounds.base import text
from rounds.base.errors import Invalid
from rounds.gate.checks.registry import check_text
from rounds.gate.verdict import HOLDING


def checked(given: str, longest: int, field: str, *, vouched: bool = False) -> str:
    """`given` as it is kept.

    `vouched` is the writer's word that what was found is nobody's patient.

    Errors: Invalid (with `field`) when it is too long, or could identify somebody.
    """
    words = text.plain(given).strip()
    if len(words) > longest:
        raise Invalid(f"At most {longest} characters fit here. Shorten it.", field)
    for finding in check_text(words):
        if finding.kind in HOLDING or not vouched:
            span = words[finding.start : finding.end]
            raise Invalid(f"‘{span}’: {finding.reason}", field)
    return words
