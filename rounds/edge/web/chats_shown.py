"""Shape a chat's state into what its pages read: sections of cards, people by role, what happened so far.

One hydration for a whole page. A post that the reader may not see, or filtered out, is left out
here as everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django.template.defaultfilters import date as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.edge.web.shown import Card, cards
from rounds.gatherings import queries, schedule
from rounds.gatherings.digest import RULE, SoFar
from rounds.gatherings.live import LiveState, Present, Section, live_state
from rounds.gatherings.models import CollectedPost, Gathering, GatheringState, Prompt
from rounds.identity.models import Account
from rounds.identity.roles import Role
from rounds.timelines.hydrate import hydrate_posts


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of every page of a chat."""

    chat: Gathering
    hosts: Sequence[Account]
    ends_at: datetime
    host_time: str
    is_live: bool
    is_closed: bool
    is_cancelled: bool
    may_host: bool
    prompts: Sequence[Prompt]


@dataclass(frozen=True, slots=True)
class Withheld:
    """The gap where a post stood that is kept back after a takedown notice."""

    id: int
    at: datetime
    withheld: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt with its answers and gaps; `now` is the current one; `card` its post, where it can be seen."""

    prompt: Prompt | None
    card: Card | None
    lines: Sequence[Card | Withheld]
    now: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said under one prompt so far: counts, and the answers that drew most."""

    number: int | None
    counted: str
    picks: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Room:
    """A chat that is live (or over) for one reader."""

    state: LiveState
    sections: Sequence[Asked]
    pinned: Sequence[Card]
    unanswered: Sequence[Card]
    so_far: Sequence[Summary]
    rule: str
    here: Sequence[str]
    beside_mark: str
    welcome: Card | None
    hidden_mine: Sequence[CollectedPost]
    withheld_mine: Sequence[CollectedPost]


def time_in(zone: str, moment: datetime) -> str:
    """The moment in the host's zone, the zone named: 'Thursday 12 March 2026, 20:00 (Europe/London)'."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{formatted(local, _('l j F Y, H:i'))} ({zone.replace('_', ' ')})"


def head_of(reader: Account | None, chat: Gathering) -> Head:
    """The head of the chat's pages for this reader."""
    return Head(
        chat=chat,
        hosts=queries.shown_hosts(chat),
        ends_at=schedule.ends_at(chat),
        host_time=time_in(chat.time_zone, chat.starts_at),
        is_live=chat.state == GatheringState.LIVE,
        is_closed=chat.state == GatheringState.CLOSED,
        is_cancelled=chat.state == GatheringState.CANCELLED,
        may_host=queries.may_host(reader, chat),
        prompts=queries.shown_prompts(chat),
    )


def counted_role(role: Role, people: int) -> str:
    """So many people of a role, in words: '3 medical students'."""
    one, many = {
        Role.UNSTATED: (_("%d with no stated role"), _("%d with no stated role")),
        Role.PROSPECTIVE_STUDENT: (_("%d prospective student"), _("%d prospective students")),
        Role.STUDENT: (_("%d medical student"), _("%d medical students")),
        Role.DOCTOR_IN_TRAINING: (_("%d doctor in training"), _("%d doctors in training")),
        Role.CONSULTANT: (_("%d consultant"), _("%d consultants")),
        Role.GENERAL_PRACTITIONER: (_("%d general practitioner"), _("%d general practitioners")),
        Role.NURSE_OR_MIDWIFE: (_("%d nurse or midwife"), _("%d nurses or midwives")),
        Role.ALLIED_HEALTH: (
            _("%d allied health professional"),
            _("%d allied health professionals"),
        ),
        Role.SCIENTIST_OR_EDUCATOR: (
            _("%d scientist or educator"),
            _("%d scientists or educators"),
        ),
        Role.PATIENT_OR_PUBLIC: (
            _("%d from patients and public"),
            _("%d from patients and public"),
        ),
        Role.ORGANISATION: (_("%d organisation"), _("%d organisations")),
    }[role]
    return (one if people == 1 else many) % people


def people_words(here: Iterable[Present]) -> list[str]:
    """Who is here: '3 medical students', '2 consultants' ..., the largest group first."""
    return [counted_role(present.role, present.people) for present in here]


def cards_of(reader: Account | None, ids: Iterable[int]) -> dict[int, Card]:
    """The cards of `ids` that this reader sees, by id, from one hydration."""
    wanted = list(dict.fromkeys(ids))
    return {card.id: card for card in cards(reader, hydrate_posts(reader, wanted))}


def room_of(reader: Account | None, chat: Gathering) -> Room:
    """The chat as this reader sees it now; the newest prompt first while it is live."""
    state = live_state(reader, chat)
    found = cards_of(reader, [*state.post_ids, *state.pinned])
    found = without_answering_prompts(state, found)
    sections = [_asked(section, state.current, found) for section in state.sections]
    if chat.state == GatheringState.LIVE:
        sections.reverse()
    return Room(
        state=state,
        sections=sections,
        pinned=_some(state.pinned, found),
        unanswered=_some(state.unanswered, found),
        so_far=so_far_of(state, found),
        rule=_(RULE),
        here=people_words(state.here),
        beside_mark=mark_of(state),
        welcome=found.get(chat.welcome_post or 0),
        hidden_mine=queries.hidden_from_page(reader, chat),
        withheld_mine=queries.withheld_from_page(reader, chat),
    )


def mark_of(state: LiveState) -> str:
    """A short mark of the digest and of the open questions: it changes when either does."""
    told = (state.posts, state.digest, state.unanswered)
    return format(crc32(repr(told).encode()), "08x")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the answers of a live chat and changes with them."""

    state: LiveState
    here: Sequence[str]
    so_far: Sequence[Summary]
    rule: str
    unanswered: Sequence[Card]
    beside_mark: str
    changed: bool


def ids_beside(state: LiveState) -> list[int]:
    """The posts that the digest and the open questions point to."""
    return [*state.unanswered, *(pick.post_id for one in state.digest for pick in one.picks)]


def beside_of(state: LiveState, found: Mapping[int, Card], known: str) -> Beside:
    """What stands beside the answers; `known` is the mark of what the page shows already."""
    return Beside(
        state=state,
        here=people_words(state.here),
        so_far=so_far_of(state, found),
        rule=_(RULE),
        unanswered=_some(state.unanswered, found),
        beside_mark=mark_of(state),
        changed=known != mark_of(state),
    )


def so_far_of(state: LiveState, found: Mapping[int, Card]) -> list[Summary]:
    """The digest, prompt by prompt."""
    return [_summary(one, found) for one in state.digest if one.answers]


def without_answering_prompts(state: LiveState, found: Mapping[int, Card]) -> dict[int, Card]:
    """The cards without 'Answering the host' where they stand under the very prompt they answer."""
    prompts = {section.prompt.post_id for section in state.sections if section.prompt}
    return {
        post_id: replace(card, answers=None) if card.reply_to in prompts else card
        for post_id, card in found.items()
    }


def _asked(section: Section, current: Prompt | None, found: Mapping[int, Card]) -> Asked:
    prompt = section.prompt
    return Asked(
        prompt=prompt,
        card=found.get(prompt.post_id or 0) if prompt else None,
        lines=_lines(section, found),
        now=prompt is not None and current is not None and prompt.pk == current.pk,
        late=prompt is None and any(answer.late for answer in section.answers),
    )


def _lines(section: Section, found: Mapping[int, Card]) -> list[Card | Withheld]:
    """The answers of a section that this reader sees, with the gaps among them, in time order."""
    lines = [
        Withheld(answer.post_id, answer.at) if answer.withheld else found.get(answer.post_id)
        for answer in section.answers
    ]
    return [line for line in lines if line is not None]


def _some(ids: Iterable[int], found: Mapping[int, Card]) -> list[Card]:
    return [found[post_id] for post_id in ids if post_id in found]


def _summary(one: SoFar, found: Mapping[int, Card]) -> Summary:
    answers = ngettext("%d answer", "%d answers", one.answers) % one.answers
    people = ngettext("%d person", "%d people", one.people) % one.people
    counted = _("%(answers)s from %(people)s") % {"answers": answers, "people": people}
    return Summary(one.prompt, counted, _some([pick.post_id for pick in one.picks], found))


def listed(gatherings: Iterable[Gathering]) -> list[dict[str, Any]]:
    """Chats for a list: each with its time in the host's zone."""
    return [
        {
            "chat": chat,
            "host_time": time_in(chat.time_zone, chat.starts_at),
            "ends_at": schedule.ends_at(chat),
        }
        for chat in gatherings
    ]
