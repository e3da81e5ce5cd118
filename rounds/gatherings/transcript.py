"""The transcript: everything said in a gathering, in order, with gaps that say so.

The rows name posts; a door adds the words it may show and shapes HTML, JSON or CSV. Boosts are
counted, not listed. A gap keeps the time and the prompt, never the author or a word.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from rounds.gatherings import queries
from rounds.gatherings.models import CollectedPost, Gathering, Kind, Prompt


class Gap(StrEnum):
    """Why a post is not in the transcript."""

    NONE = ""
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"
    WITHHELD = "withheld"


GAP_WORDS: dict[Gap, str] = {
    Gap.NONE: "",
    Gap.WITHDRAWN: _("A post stood here. Its author withdrew it."),
    Gap.HIDDEN: _("A post stood here. A host hid it from this page."),
    Gap.WITHHELD: _("A post stood here. It is withheld after a takedown notice."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One post or gap of the transcript; `prompt` is the number of its prompt.

    `post_id` and `author_id` are None in a gap.
    """

    at: datetime
    kind: str
    prompt: int | None
    late: bool
    gap: Gap
    post_id: int | None
    author_id: int | None
    reply_to: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A gathering's lines in time order, and what was counted beside them."""

    gathering: Gathering
    prompts: tuple[Prompt, ...]
    lines: tuple[Line, ...]
    people: int
    posts: int
    boosts: int
    gaps: int
    version: int

    @property
    def post_ids(self) -> list[int]:
        """The posts to hydrate."""
        return [line.post_id for line in self.lines if line.post_id is not None]


def transcript(gathering: Gathering) -> Transcript:
    """The transcript of `gathering` as it stands; the same for every reader."""
    prompts = queries.shown_prompts(gathering)
    numbers = {prompt.pk: prompt.number for prompt in prompts}
    rows = queries.collected(gathering)
    lines = tuple(_line(row, numbers) for row in rows if row.kind != Kind.BOOST)
    return Transcript(
        gathering=gathering,
        prompts=tuple(prompts),
        lines=lines,
        people=len({row.author_id for row in rows if row.withdrawn_at is None}),
        posts=sum(line.gap is Gap.NONE for line in lines),
        boosts=sum(row.kind == Kind.BOOST and row.withdrawn_at is None for row in rows),
        gaps=sum(line.gap is not Gap.NONE for line in lines),
        version=gathering.facts_version,
    )


def gap_of(row: CollectedPost) -> Gap:
    """Why the post of `row` is not shown: what its author did comes first."""
    reasons = (
        (row.withdrawn_at, Gap.WITHDRAWN),
        (row.hidden_at, Gap.HIDDEN),
        (row.withheld_at, Gap.WITHHELD),
    )
    return next((gap for at, gap in reasons if at), Gap.NONE)


def _line(row: CollectedPost, numbers: dict[int, int]) -> Line:
    gap = gap_of(row)
    shown = gap is Gap.NONE
    return Line(
        at=row.posted_at,
        kind=row.kind,
        prompt=numbers.get(row.prompt_id or 0),
        late=row.late,
        gap=gap,
        post_id=row.post_id if shown else None,
        author_id=row.author_id if shown else None,
        reply_to=row.reply_to if shown else None,
    )


@dataclass(frozen=True, slots=True)
class Afterlife:
    """How many posts and boosts came on day `day` after the close (day 1: the first 24 hours)."""

    day: int
    posts: int


def afterlife(gathering: Gathering) -> tuple[Afterlife, ...]:
    """What the tag and the thread still collected, by day after the close; days without are left out."""
    if gathering.closed_at is None:
        return ()
    days: dict[int, int] = {}
    for row in queries.collected(gathering):
        if row.late and row.withdrawn_at is None:
            day = (row.posted_at - gathering.closed_at).days + 1
            days[day] = days.get(day, 0) + 1
    return tuple(Afterlife(day, posts) for day, posts in sorted(days.items()))


@dataclass(frozen=True, slots=True)
class Attendance:
    """That somebody took part: how often, from when to when, whether announced beforehand."""

    account_id: int
    posts: int
    boosts: int
    first_at: datetime
    last_at: datetime
    said_would_come: bool


def attendance(gathering: Gathering) -> tuple[Attendance, ...]:
    """Who took part while the gathering was live, in the order of their first word."""
    promised = {account.pk for account in queries.coming(gathering)}
    by_author: dict[int, list[CollectedPost]] = {}
    for row in queries.collected(gathering):
        if not row.late and row.withdrawn_at is None:
            by_author.setdefault(row.author_id, []).append(row)
    return tuple(
        Attendance(
            account_id=author,
            posts=sum(row.kind != Kind.BOOST for row in rows),
            boosts=sum(row.kind == Kind.BOOST for row in rows),
            first_at=rows[0].posted_at,
            last_at=rows[-1].posted_at,
            said_would_come=author in promised,
        )
        for author, rows in by_author.items()
    )
