"""Who answers a report: a moderator whom it is not about.

Where the only moderator is meant, administrators do, who read no other report; where there is none of
those either, whoever runs the machine, on its command line.
"""

from django.db.models import QuerySet

from rounds.identity.models import Account
from rounds.identity.queries import administrators, moderators
from rounds.trust.models import Report


def who_answers(target_id: int) -> list[Account]:
    """The accounts that can answer a report about `target_id`; none where only the machine's owner can."""
    others = [one for one in moderators() if one.pk != target_id]
    return others or [one for one in administrators() if one.pk != target_id]


def answerable(who: Account, rows: QuerySet[Report]) -> QuerySet[Report]:
    """Those of `rows` that `who` may read and answer; none about themselves."""
    people = [one.pk for one in moderators()]
    if who.pk in people:
        return rows.exclude(target=who)
    if len(people) > 1 or who.pk not in {one.pk for one in administrators()}:
        return rows.none()
    return rows.filter(target__in=people) if people else rows.exclude(target=who)


def left_to_the_machine(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Those of `rows` that nobody with an account here can answer."""
    people = {one.pk for one in (*moderators(), *administrators())}
    if len(people) > 1:
        return rows.none()
    return rows.filter(target__in=people) if people else rows
