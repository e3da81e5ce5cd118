"""How somebody stands when independence is judged, and whom an editor could ask."""

from datetime import datetime

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.gate.review.rules import APART_FOR, Standing, apart, independent, institutions_in
from rounds.gate.reviews import Invitation, Manuscript, Seat
from rounds.identity.claim_models import Way
from rounds.identity.claim_words import is_role
from rounds.identity.credentials import current_credential, list_credentials
from rounds.identity.editors import list_verified
from rounds.identity.interests import list_interests
from rounds.identity.models import Account, Credential
from rounds.identity.queries import blocked_pair
from rounds.identity.representatives import is_organisation, list_offices

HELD = (Seat.INVITED, Seat.ACCEPTED)
MOST_SUGGESTED = 8
# Who confirms in these ways says nothing about where somebody works.
_NO_EMPLOYER = frozenset({Way.LINK, Way.REGISTER})
_LOOKED_AT = 40


def _ended(credential: Credential) -> datetime | None:
    ends = [end for end in (credential.revoked_at, credential.expires_at) if end is not None]
    return min(ends, default=None)


def standing_of(account: Account) -> Standing:
    """Whether a role of `account` is confirmed today, and its institutions within 24 months.

    A tie to an institution or a website alone doesn't confirm what somebody is.
    """
    now = clock.now()
    cut = now - APART_FOR
    names = [
        one.issuer for one in list_credentials(account)
        if one.way not in _NO_EMPLOYER and (_ended(one) or now) >= cut
    ]  # fmt: skip
    names += [
        one.body for one in list_interests(account)
        if one.until is None or one.until >= cut.date()
    ]  # fmt: skip
    names += [
        one.organisation.shown_name for one in list_offices(account)
        if one.until is None or one.until >= cut
    ]  # fmt: skip
    held = current_credential(account)
    verified = held is not None and is_role(held.what)
    return Standing(account.pk, verified, institutions_in(names))


def seated(manuscript: Manuscript) -> list[Invitation]:
    """The invitations that count: open or accepted, the first on top."""
    rows = Invitation.objects.filter(manuscript=manuscript, state__in=HELD)
    fresh = [
        one for one in rows.select_related("reviewer").order_by("number")
        if one.state == Seat.ACCEPTED or one.expires_at > clock.now()
    ]  # fmt: skip
    return fresh


def why_not(reviewer: Account, manuscript: Manuscript) -> str:
    """Why `reviewer` can't review `manuscript`, or ''."""
    if not reviewer.is_local or is_organisation(reviewer) or reviewer.suspended_at is not None:
        return "A reviewer is a person with an account here."
    if reviewer.pk == manuscript.editor_id:
        return "The editor of a manuscript cannot review it."
    standing, author = standing_of(reviewer), standing_of(manuscript.author)
    if reason := apart(standing, author):
        return reason
    if not standing.is_verified:
        return "Reviewers hold a confirmed credential that is valid today; this person holds none."
    if blocked_pair(reviewer.pk, manuscript.author_id):
        return "This person cannot review this author."
    for other in seated(manuscript):
        if other.reviewer_id != reviewer.pk:
            reason = independent(standing, standing_of(other.reviewer), author)
            if reason:
                return reason
    return ""


def refuse_unfit(reviewer: Account, manuscript: Manuscript) -> None:
    """Errors: Invalid (field 'reviewer') with the reason why `reviewer` can't review."""
    if reason := why_not(reviewer, manuscript):
        raise Invalid(reason, "reviewer")


def suggested(manuscript: Manuscript) -> list[Account]:
    """Verified and independent people of the author's specialties first, then others."""
    wanted = {name.casefold() for name in manuscript.author.specialties}
    asked = set(Invitation.objects.filter(manuscript=manuscript).values_list("reviewer", flat=True))
    people = [one for one in list_verified() if one.pk not in asked]
    people.sort(key=lambda one: -len(wanted & {name.casefold() for name in one.specialties}))
    fit = (one for one in people[:_LOOKED_AT] if not why_not(one, manuscript))
    return [one for one, _ in zip(fit, range(MOST_SUGGESTED), strict=False)]
