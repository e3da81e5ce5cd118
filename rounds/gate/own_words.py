"""Words outside posts: a profile, a register of interests, a report. Others read them, too.

They pass the checks of every post. Of a profile some findings are left out that are a doctor's
business card (the practice's telephone, an address, a licence's number): it is about its writer.
Of a report, what tells whom of the people here it is about.
"""

from collections.abc import Mapping

from django.db import transaction

from rounds.gate.checks.across import numbers_across
from rounds.gate.checks.text import check_text
from rounds.gate.finding import Confirmation, Finding, digest_of, meant
from rounds.gate.review.words import Recognisable
from rounds.gate.verdict import HOLDING
from rounds.gate.words import remember, remembered
from rounds.identity.models import Account

# What a profile says of its writer; the sum of its details points at nobody else.
OF_A_PROFILE = frozenset({
    "phone", "email", "url", "address", "postcode", "place", "facility", "date", "age",
    "registration", "occupation", "recognisable",
})  # fmt: skip
# A relative's employer is what a register is for.
OF_A_REGISTER = frozenset({"facility"})
# A false role, a borrowed licence, an advertiser's address: of an account, not of a patient.
OF_A_REPORT = frozenset({"email", "url", "facility", "registration", "occupation", "recognisable"})


@transaction.atomic
def check_own_words(
    author: Account, parts: Mapping[str, str], *, vouched: bool = False,
    leaves: frozenset[str] = OF_A_PROFILE, beside: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Refuse words of `parts` (by field) that could identify a patient; `leaves` are kinds let be.

    A number of a patient is found over several of them, too, read in their order; there `beside` are the
    words that stand with them and are not asked about by themselves.

    `vouched` is the writer's word that what was found is nobody's patient; it is never asked again.

    Errors: Recognisable, an Invalid with the field and with the words found.
    """
    given: list[Confirmation] = []
    over = list(numbers_across(list({**(beside or {}), **parts}.items())))
    for field, words in parts.items():
        found = [one for one in _found(words) if one.kind not in leaves]
        found += [one for one in over if one.part == field]
        known = set(remembered(author, found))
        for finding in found:
            word = Confirmation(kind=finding.kind, digest=finding.digest)
            can_vouch = finding.can_confirm and finding.kind not in HOLDING
            if can_vouch and vouched:
                given.append(word)
            elif not can_vouch or word not in known:
                raise Recognisable(_named(finding, words), field, can_vouch=can_vouch)
    remember(author, given)


def check_first_words(parts: Mapping[str, str], username: str = "") -> None:
    """Refuse words of `parts` (by field) of somebody who has no account yet, or of no account at all.

    A `username` has no sentence to judge: it is refused for what nobody can confirm away.

    Errors: Recognisable, with the field; nothing can be vouched for here.
    """
    over = list(numbers_across(list(parts.items())))
    for field, words in {**parts, "username": username}.items():
        for finding in (*_found(words), *(one for one in over if one.part == field)):
            names_one = finding.kind in HOLDING or not finding.can_confirm
            if names_one or (field != "username" and finding.kind not in OF_A_PROFILE):
                raise Recognisable(_named(finding, words), field, can_vouch=False)


def _found(words: str) -> list[Finding]:
    """What the checks find, with the digests by which a confirmation names it."""
    return [
        Finding(
            start=one.start, end=one.end, kind=one.kind, reason=one.reason, source=one.source,
            can_confirm=one.can_confirm, digest=digest_of(meant(one, words)),
        )
        for one in check_text(words)
    ]  # fmt: skip


def _named(finding: Finding, words: str) -> str:
    span = words[finding.start : finding.end]
    return f"‘{span}’: {finding.reason}" if span else finding.reason
