"""Keep how often posts were liked, so that a version of a report says the same whenever it is made.

A favourite changes no fact of the gathering. Without this, the report of a chat that nothing
happened in would rank what it quotes anew each time it is made.
"""

from collections.abc import Mapping

from django.db import transaction

from rounds.gatherings.models import Gathering, KeptCounts
from rounds.gatherings.queries import locked

Counts = Mapping[int, tuple[int, int]]


@transaction.atomic
def counts_of_version(gathering: Gathering, today: Counts) -> Counts:
    """Favourites and boosts by post, as they stand for this version of the gathering's facts.

    `today`'s are kept for a version that has none yet; an older version's are forgotten with it.
    """
    locked(gathering.pk)
    kept = KeptCounts.objects.filter(gathering=gathering).first()
    if kept is None or kept.version < gathering.facts_version:
        counts = {str(post_id): pair for post_id, pair in today.items() if any(pair)}
        kept, _made = KeptCounts.objects.update_or_create(
            gathering=gathering,
            defaults={"version": gathering.facts_version, "counts": counts},
        )
    return {int(post_id): (pair[0], pair[1]) for post_id, pair in kept.counts.items()}
