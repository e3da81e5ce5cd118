"""Claims and reports as others read them: one's own, those a notification is about, and who took a step."""

from collections.abc import Iterable
from enum import StrEnum

from rounds.identity.models import Account
from rounds.identity.queries import check_moderates
from rounds.trust.models import Report, Step, Takedown, TakedownState
from rounds.trust.takedown import takedown_of
from rounds.trust.who_answers import answerable

_BY_CLOCK = frozenset({TakedownState.UPHELD, TakedownState.RESTORED, TakedownState.LAPSED})
_SHOWN = 50


class Side(StrEnum):
    """Who took a step of a claim, as both sides may know it: moderators decide without their names."""

    AUTHOR = "author"
    CLAIMANT = "claimant"
    MODERATOR = "moderator"
    DEADLINE = "deadline"


def taken_by(one: Takedown, step: Step) -> Side:
    """Who took `step` of the claim `one`; nobody signed in, and a clock, leave no account."""
    if step.by_id is None:
        return Side.DEADLINE if step.state in _BY_CLOCK else Side.CLAIMANT
    if step.by_id == one.author_id:
        return Side.AUTHOR
    return Side.CLAIMANT if step.by_id == one.claimant_id else Side.MODERATOR


def side_of(one: Takedown, viewer: Account) -> Side | None:
    """On which side of the claim `viewer` stands; None on neither."""
    if viewer.pk == one.author_id:
        return Side.AUTHOR
    return Side.CLAIMANT if viewer.pk == one.claimant_id else None


def list_claimed(claimant: Account) -> list[Takedown]:
    """The claims that `claimant` made, the newest first."""
    rows = Takedown.objects.filter(claimant=claimant).select_related("author")
    return list(rows.order_by("-pk")[:_SHOWN])


def claim_for_moderator(moderator: Account, code: str) -> Takedown:
    """A confirmed claim, for moderators.

    Errors: NotFound for everybody else.
    """
    check_moderates(moderator)
    return takedown_of(moderator, code)


def takedowns_by_id(ids: Iterable[int]) -> dict[int, Takedown]:
    """The claims with these ids, for whoever was told of them already."""
    return Takedown.objects.in_bulk(list(ids))


def reports_for(who: Account, ids: Iterable[int]) -> dict[int, Report]:
    """Those of the reports with these ids that `who` may read and answer, by id."""
    return answerable(who, Report.objects.all()).in_bulk(list(ids))
