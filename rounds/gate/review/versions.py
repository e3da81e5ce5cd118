"""What a version under review holds, as every door tells it: an outline, and what changed in it."""

from dataclasses import dataclass

from rounds.gate.draft import Draft
from rounds.gate.review.difference import Piece, difference
from rounds.gate.review.manuscripts import draft_in, latest
from rounds.gate.reviews import Manuscript, ManuscriptVersion
from rounds.posts.labels import Labels


@dataclass(frozen=True, slots=True)
class Outline:
    """What somebody learns who may not read the text yet: how long, for whom, with pictures."""

    words: int
    labels: Labels
    has_pictures: bool
    is_out: bool


def outline_of(manuscript: Manuscript) -> Outline | None:
    """The outline of what is looked at now; None once it was emptied."""
    draft = draft_in(latest(manuscript))
    if draft is None:
        return None
    return Outline(
        words=len(draft.text.split()), labels=draft.labels, has_pictures=bool(draft.media),
        is_out=manuscript.post_id is not None,
    )  # fmt: skip


def _read(draft: Draft) -> str:
    """Everything in `draft` that is read, one part under the other."""
    parts = [draft.content_warning, draft.text, draft.labels.summary]
    options = draft.poll.options if draft.poll else ()
    return "\n".join([*(part for part in parts if part), *options])


def changes_in(before: ManuscriptVersion | None, version: ManuscriptVersion) -> list[Piece]:
    """What changed from `before` to `version`; nothing in the first, and once they were emptied."""
    old, new = draft_in(before) if before else None, draft_in(version)
    return difference(_read(old), _read(new)) if old and new else []
