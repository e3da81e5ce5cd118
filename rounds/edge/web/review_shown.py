"""Shape what is under review for its pages: outline, rounds with their differences, reviews in words."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from rounds.base.errors import NotFound
from rounds.edge.web.composing import typed_of
from rounds.edge.web.frozen_words import credential_shown, role_shown
from rounds.edge.web.labels import bloom_choices, for_whom_choices, level_choices
from rounds.edge.web.pictures import pictures_of
from rounds.edge.web.previewing import preview_of
from rounds.edge.web.review_form import item_words
from rounds.edge.web.shown import Card, cards, spoken
from rounds.gate.review.difference import Piece
from rounds.gate.review.manuscripts import draft_in
from rounds.gate.review.queries import (
    Part,
    Place,
    assessments_in,
    names_reviewer,
    reviews_for,
    versions_of,
)
from rounds.gate.review.rules import AI_WORDS, ANSWER_WORDS, RECOMMENDATION_WORDS, AiUse, Answer
from rounds.gate.review.versions import changes_in, outline_of
from rounds.gate.reviews import Manuscript, ManuscriptVersion, Review, State
from rounds.identity.models import Account
from rounds.timelines.thread import goes_on


def state_words(manuscript: Manuscript) -> str:
    """Where it stands, in words."""
    return {
        State.WAITING: _("Waits for an editor"),
        State.IN_REVIEW: _("In review"),
        State.TO_REVISE: _("Waits for a new version"),
        State.ACCEPTED: _("Accepted; its author can publish it"),
        State.PUBLISHED: _("Published with its reviews"),
        State.REJECTED: _("Rejected"),
        State.WITHDRAWN: _("Taken back"),
    }.get(manuscript.state, manuscript.state)


@dataclass(frozen=True, slots=True)
class Judged:
    """One item as it was judged."""

    name: str
    answer: str
    tone: str
    comment: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A review in words. `who` is a name, 'Reviewer 1', or 'a verified reviewer'."""

    who: str
    role: str
    credential: str
    interests: str
    interests_href: str
    items: tuple[Judged, ...]
    recommendation: str
    words: str
    to_editor: str
    ai: str
    at: datetime
    version: int
    manuscript_id: int
    author: str = ""
    is_mine: bool = False


_TONES = {Answer.PARTLY: "amber", Answer.DOES_NOT: "red"}


def shown(review: Review, *, named: bool, to_editor: bool = False) -> Shown:
    """`review` as a page shows it; `named` where the reader may know who wrote it."""
    items = tuple(
        Judged(
            item_words(one.item)[0], _(ANSWER_WORDS[one.answer]), _TONES.get(one.answer, ""),
            one.comment,
        )
        for one in assessments_in(review)
    )  # fmt: skip
    ai = _(AI_WORDS[AiUse(review.ai_use)])
    number = review.invitation.number
    return Shown(
        who=review.shown_name if named and review.shown_name else _("Reviewer %d") % number,
        role=role_shown(spoken(review.role_line, review.credential_line)) if named else "",
        credential=credential_shown(review.credential_line)
        if named
        else _("Professional standing confirmed"),
        interests=review.interests_line,
        interests_href=f"/interests/{review.interests_snapshot}" if named else "",
        items=items,
        recommendation=_(RECOMMENDATION_WORDS[review.recommendation]),  # type: ignore[index]
        words=review.words,
        to_editor=review.to_editor if to_editor else "",
        ai=f"{ai}: {review.ai_words}" if review.ai_words else ai,
        at=review.at,
        version=review.version.number,
        manuscript_id=review.version.manuscript_id,
    )


def given(review: Review) -> Shown:
    """A review in its reviewer's own list."""
    made = shown(review, named=True, to_editor=True)
    author = review.version.manuscript.author.shown_name
    return Shown(**{name: getattr(made, name) for name in made.__slots__} | {"author": author})


@dataclass(frozen=True, slots=True)
class Round:
    """One version with what changed, the author's answer, and what reviewers wrote."""

    number: int
    sent_at: datetime
    answer: str
    card: Card | None
    changes: list[Piece]
    reviews: list[Shown]


def card_in(version: ManuscriptVersion, author: Account) -> Card | None:
    """The card of what was under review; None once it was emptied."""
    draft = draft_in(version)
    if draft is None:
        return None
    try:
        pictures = pictures_of(author, draft.media)
    except NotFound:
        pictures = ()
    return replace(preview_of(author, typed_of(draft, pictures)), created_at=version.sent_at)


def rounds_of(place: Place) -> list[Round]:
    """The rounds of a manuscript as `place` may read them, newest first."""
    manuscript, edits = place.manuscript, place.part is Part.EDITOR
    reviews = reviews_for(place)
    found, before = [], None
    for version in versions_of(manuscript):
        written = [
            shown(one, named=names_reviewer(place, one), to_editor=edits)
            for one in reviews
            if one.version_id == version.pk
        ]
        found.append(
            Round(
                version.number, version.sent_at, version.answer,
                card_in(version, manuscript.author), changes_in(before, version), written,
            )
        )  # fmt: skip
        before = version
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Outlined:
    """What somebody learns who may not read the text yet, in words."""

    words: int
    for_whom: str
    level: str
    aim: str
    has_pictures: bool


def outlined(manuscript: Manuscript) -> Outlined | None:
    """How long it is, for whom and at which level; None once it was emptied."""
    found = outline_of(manuscript)
    if found is None:
        return None
    labels = found.labels
    return Outlined(
        words=found.words,
        for_whom=dict(for_whom_choices())[labels.for_whom] if labels.for_whom else "",
        level=dict(level_choices())[labels.level] if labels.level else "",
        aim=dict(bloom_choices())[labels.bloom] if labels.bloom else "",
        has_pictures=found.has_pictures,
    )


def thread_below(reader: Account, manuscript: Manuscript) -> list[Card]:
    """What the author wrote on beneath a published post, in order."""
    return cards(reader, goes_on(reader, manuscript.post_id, manuscript.author_id))
