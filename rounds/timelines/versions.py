"""The labels of an earlier version, in the shape of those that a post carries now."""

from typing import Any

import msgspec

from rounds.posts.models import Revision
from rounds.timelines.bodies import RoundsOfPost

_LIKE = {"interests_at": None, "interests_snapshot": None, "speaks_for": None}


def labels_in(version: Revision, now: RoundsOfPost) -> RoundsOfPost | None:
    """The labels of `version` of a post that carries `now`; None where they were not kept.

    Who spoke stays as it was for every version; reviews and corrections belong to the post.
    """
    if not version.labels:
        return None
    then: dict[str, Any] = {
        ("speaks_for_acct" if name == "speaks_for_handle" else name): value
        for name, value in (_LIKE | version.labels).items()
    }
    return msgspec.structs.replace(now, review=None, badge_ended=None, correction=None, **then)
