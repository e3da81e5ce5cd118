"""The state of a gathering as one viewer sees it, in a fixed number of queries.

Posts are ids here: a door hydrates the ones it shows. Posts of people the viewer blocked or muted,
or who blocked the viewer, are left out for that viewer; hidden and withdrawn posts for everybody.
A post that is withheld while a claim is open is a gap, counted nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.gatherings import queries
from rounds.gatherings.digest import Said, SoFar, so_far, unanswered
from rounds.gatherings.models import CollectedPost, Gathering, GatheringState, Kind, Prompt
from rounds.identity.models import Account
from rounds.identity.queries import hidden_ids
from rounds.identity.roles import Role
from rounds.posts.queries import favourites_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A post on the page; a `withheld` one is a gap that says so."""

    post_id: int
    author_id: int
    at: datetime
    kind: str
    reply_to: int | None
    reply_to_author: int | None
    pinned: bool
    asks: bool
    late: bool
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A prompt (None: before the first, or under none) with its answers in time order."""

    prompt: Prompt | None
    answers: tuple[Answer, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Present:
    """How many people of one role are here."""

    role: Role
    people: int


@dataclass(frozen=True, slots=True)
class LiveState:
    """All that the live page shows, ids for posts.

    `sections` follow the prompts that were posted; `newest` marks how far the reader has
    read, for `new_since`; `here` counts people by the role they stated, most first; `coming` those who said they
    will come.
    """

    gathering: Gathering
    current: Prompt | None
    next: Prompt | None
    kept: tuple[Prompt, ...]
    sections: tuple[Section, ...]
    pinned: tuple[int, ...]
    here: tuple[Present, ...]
    people: int
    posts: int
    boosts: int
    coming: int
    unanswered: tuple[int, ...]
    digest: tuple[SoFar, ...]
    newest: int

    @property
    def post_ids(self) -> list[int]:
        """Every post on the page, to be hydrated at once: prompts, welcome, closing, answers."""
        answers = [answer for section in self.sections for answer in section.answers]
        ids = [answer.post_id for answer in answers if not answer.withheld]
        ids += [s.prompt.post_id for s in self.sections if s.prompt and s.prompt.post_id]
        ends = (self.gathering.welcome_post, self.gathering.closing_post)
        return list(dict.fromkeys([*ids, *(i for i in ends if i)]))


def live_state(viewer: Account | None, gathering: Gathering) -> LiveState:
    """The gathering as `viewer` (None: a stranger) sees it now."""
    prompts = queries.shown_prompts(gathering)
    seen = _visible(viewer, queries.collected(gathering))
    rows = [row for row in seen if row.withheld_at is None]
    said = [row for row in rows if row.kind in {Kind.ORIGINAL, Kind.REPLY}]
    to_come = [p for p in prompts if p.post_id is None and not p.kept_code]
    here = _present(rows)
    return LiveState(
        gathering=gathering,
        current=_current(gathering, prompts),
        next=to_come[0] if to_come else None,
        kept=tuple(p for p in prompts if p.post_id is None and p.kept_code),
        sections=_sections(prompts, [r for r in seen if r.kind in {Kind.ORIGINAL, Kind.REPLY}]),
        pinned=tuple(row.post_id for row in rows if row.pinned_at),
        here=here,
        people=sum(present.people for present in here),
        posts=len(said),
        boosts=sum(row.kind == Kind.BOOST for row in rows),
        coming=len(queries.coming(gathering)),
        unanswered=unanswered(_said(prompts, rows)),
        digest=_digest(prompts, said),
        newest=max((row.pk for row in seen), default=0),
    )


def new_since(viewer: Account | None, gathering: Gathering, newest: int) -> list[int]:
    """The posts for the page collected after the mark `newest`, oldest first, boosts left out.

    The mark follows the order of collecting: a post that was handled late is new all the same.
    """
    rows = CollectedPost.objects.filter(gathering=gathering, pk__gt=newest, withheld_at=None)
    rows = rows.exclude(kind=Kind.BOOST).order_by("post_id")
    return [row.post_id for row in _visible(viewer, rows)]


def _visible(viewer: Account | None, rows: Iterable[CollectedPost]) -> list[CollectedPost]:
    hidden = hidden_ids(viewer.pk) if viewer else frozenset()
    return [
        row
        for row in rows
        if row.hidden_at is None and row.withdrawn_at is None and row.author_id not in hidden
    ]


def _current(gathering: Gathering, prompts: Sequence[Prompt]) -> Prompt | None:
    if gathering.state != GatheringState.LIVE:
        return None
    return max((p for p in prompts if p.post_id), key=lambda p: p.number, default=None)


def _sections(prompts: Sequence[Prompt], said: Sequence[CollectedPost]) -> tuple[Section, ...]:
    groups: dict[int | None, list[CollectedPost]] = {}
    for row in said:
        groups.setdefault(row.prompt_id, []).append(row)
    heads = [prompt for prompt in prompts if prompt.post_id]
    sections = [_section(prompt, groups.get(prompt.pk, [])) for prompt in heads]
    if loose := groups.get(None):
        early = [row for row in loose if not row.late]
        late = [row for row in loose if row.late]
        sections = [
            *([_section(None, early)] if early else []),
            *sections,
            *([_section(None, late)] if late else []),
        ]
    return tuple(sections)


def _section(prompt: Prompt | None, rows: Sequence[CollectedPost]) -> Section:
    answers = tuple(
        Answer(
            post_id=row.post_id,
            author_id=row.author_id,
            at=row.posted_at,
            kind=row.kind,
            reply_to=row.reply_to,
            reply_to_author=row.reply_to_author,
            pinned=row.pinned_at is not None,
            asks=row.asks,
            late=row.late,
            withheld=row.withheld_at is not None,
        )
        for row in rows
    )
    people = {answer.author_id for answer in answers if not answer.withheld}
    return Section(prompt, answers, len(people))


def _present(rows: Iterable[CollectedPost]) -> tuple[Present, ...]:
    """People by role; somebody whose role changed meanwhile counts once, by the newest."""
    roles = {row.author_id: Role(row.author_role) for row in rows}
    counts = Counter(roles.values()).items()
    ordered = sorted(counts, key=lambda item: (-item[1], item[0].value))
    return tuple(Present(role, people) for role, people in ordered)


def _said(prompts: Sequence[Prompt], rows: Iterable[CollectedPost]) -> list[Said]:
    """Everything but boosts, so that a host's reply answers a question too."""
    numbers = {prompt.pk: prompt.number for prompt in prompts}
    return [
        Said(
            row.post_id,
            row.author_id,
            numbers.get(row.prompt_id or 0),
            row.reply_to,
            asks=row.asks and row.kind in {Kind.ORIGINAL, Kind.REPLY},
        )
        for row in rows
        if row.kind != Kind.BOOST
    ]


def _digest(prompts: Sequence[Prompt], said: Sequence[CollectedPost]) -> tuple[SoFar, ...]:
    rows = _said(prompts, said)
    return so_far(rows, favourites_of([row.post_id for row in rows]))
