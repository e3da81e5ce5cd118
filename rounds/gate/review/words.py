"""What people write in a review is read by others too: it is checked like everything else here."""

from rounds.base import text
from rounds.base.errors import Invalid
from rounds.gate.checks.text import check_text
from rounds.gate.verdict import HOLDING


class Recognisable(Invalid):
    """Words that could identify somebody; where `can_vouch`, their writer may say that they don't."""

    def __init__(self, message: str, field: str, *, can_vouch: bool) -> None:
        super().__init__(message, field)
        self.can_vouch = can_vouch


def checked(
    given: str, longest: int, field: str, *, vouched: bool = False,
    leaves: frozenset[str] = frozenset(),
) -> str:  # fmt: skip
    """`given` as it is kept.

    `vouched` is the writer's word that what was found is nobody's patient; `leaves` are kinds let be.

    Errors: Invalid (with `field`) when it is too long, or could identify somebody.
    """
    words = text.plain(given).strip()
    if len(words) > longest:
        raise Invalid(f"At most {longest} characters fit here. Shorten it.", field)
    for finding in check_text(words):
        if finding.kind in leaves:
            continue
        can_vouch = finding.kind not in HOLDING
        if not (can_vouch and vouched):
            span = words[finding.start : finding.end]
            named = f"‘{span}’: {finding.reason}" if span else finding.reason
            raise Recognisable(named, field, can_vouch=can_vouch)
    return words
