"""A chat that is over: its transcript on the page and as files, and what the tag still collects.

Files show what a stranger may read, so that everybody gets the same one. A gap says why, never who.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.base.html import strip
from rounds.base.ids import parse_id
from rounds.edge.web.chats_shown import cards_of, head_of, people_words
from rounds.edge.web.labels import columns_of
from rounds.edge.web.shown import Card
from rounds.gatherings import queries
from rounds.gatherings.live import live_state
from rounds.gatherings.models import Gathering, GatheringState, Kind, Prompt
from rounds.gatherings.transcript import GAP_WORDS, Gap, Line, Transcript, afterlife, transcript
from rounds.identity.models import Account
from rounds.timelines.bodies import RoundsOfPost

COLUMNS = (
    "time", "prompt", "kind", "late", "name", "handle", "role", "credential", "text", "url",
    "reply_to", "gap", "voice", "speaks_for", "industry", "sponsored_by", "for_whom", "level",
    "bloom", "interests", "interests_at", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line with its card; `gap` says why there is none."""

    line: Line
    card: Card | None
    gap: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """What was said under a prompt; without one: at the 'start', at the 'end', or 'late'."""

    prompt: Prompt | None
    part: str
    lines: Sequence[Spoken]


def _words(gap: Gap) -> str:
    return _(GAP_WORDS[gap]) if gap is not Gap.NONE else ""


def _spoken(reader: Account | None, said: Transcript) -> list[Spoken]:
    found = cards_of(reader, said.post_ids)
    prompts = {prompt.post_id for prompt in said.prompts} | {said.gathering.welcome_post}
    found = {k: replace(c, answers=None) if c.reply_to in prompts else c for k, c in found.items()}
    rows = [Spoken(line, found.get(line.post_id or 0), _words(line.gap)) for line in said.lines]
    # A post that this reader blocked, or that its author's suspension closed, is no gap of the chat.
    return [row for row in rows if row.card or row.line.gap is not Gap.NONE]


def _chapters(said: Transcript, lines: Sequence[Spoken]) -> list[Chapter]:
    """What was said, by prompt in their order; posts after the close stand last."""
    end = said.gathering.closing_post
    loose: dict[str, list[Spoken]] = {"start": [], "end": [], "late": []}
    under: dict[int, list[Spoken]] = {p.number: [] for p in said.prompts if p.post_id}
    for row in lines:
        is_end = end is not None and row.line.post_id == end
        if row.line.late and not is_end:
            loose["late"].append(row)
        elif row.line.kind != Kind.PROMPT:
            place = loose["end" if is_end else "start"]
            under.get(row.line.prompt or 0, place).append(row)
    asked = [Chapter(p, "", under[p.number]) for p in said.prompts if p.post_id]
    start, last, late = (Chapter(None, part, rows) for part, rows in loose.items())
    return [c for c in (start, *asked, last, late) if c.prompt or c.lines]


def transcript_page(
    request: HttpRequest, reader: Account | None, gathering: Gathering, *, status: int = 200,
    **composer: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a closed chat."""
    said = transcript(gathering)
    curve = afterlife(gathering)
    context = {
        "head": head_of(reader, gathering),
        "said": said,
        "chapters": _chapters(said, _spoken(reader, said)),
        "here": people_words(live_state(reader, gathering).here),
        "hidden_mine": queries.hidden_from_page(reader, gathering),
        "withheld_mine": queries.withheld_from_page(reader, gathering),
        "afterlife": curve,
        "most_in_a_day": max((day.posts for day in curve), default=0),
    } | composer
    return render(request, "chats/closed.html", context, status=status)


def _closed(chat: int) -> Gathering:
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    if gathering.state not in {GatheringState.CLOSED, GatheringState.LIVE}:
        raise NotFound
    return gathering


def _as_rows(request: HttpRequest, said: Transcript) -> list[dict[str, Any]]:
    """The lines as files hold them: a file leaves this site, so its addresses name the site, and
    its words are English for everybody, as they were frozen."""
    with override("en"):
        lines = _spoken(None, said)
    return [
        {
            "time": row.line.at.isoformat(timespec="seconds"),
            "prompt": row.line.prompt,
            "kind": row.line.kind,
            "late": row.line.late,
            "name": row.card.author.shown_name if row.card else "",
            "handle": row.card.author.handle if row.card else "",
            "role": row.card.role_words if row.card else "",
            "credential": row.card.credential_words if row.card else "",
            "text": strip(row.card.html) if row.card else "",
            "url": request.build_absolute_uri(row.card.url) if row.card else "",
            "reply_to": str(row.line.reply_to) if row.card and row.line.reply_to else "",
            "gap": row.line.gap.value,
            **columns_of(row.card.told if row.card else RoundsOfPost(voice="")),
        }
        for row in lines
    ]


def _file(body: bytes | str, mime: str, gathering: Gathering, ending: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"{mime}; charset=utf-8")
    name = f"{gathering.tag}-{gathering.starts_at:%Y-%m-%d}.{ending}"
    ascii_name = name.encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{ascii_name}"'
    return response


@require_safe
def as_json(request: HttpRequest, chat: int) -> HttpResponse:
    """The transcript as JSON."""
    gathering = _closed(chat)
    said = transcript(gathering)
    document = {
        "title": gathering.title,
        "tag": gathering.tag_shown,
        "starts_at": gathering.starts_at.isoformat(),
        "closed_at": gathering.closed_at.isoformat() if gathering.closed_at else None,
        "version": said.version,
        "people": said.people,
        "posts": said.posts,
        "boosts": said.boosts,
        "gaps": said.gaps,
        "prompts": [{"number": p.number, "text": p.text, "minute": p.minute} for p in said.prompts],
        "lines": _as_rows(request, said),
    }
    body = msgspec.json.format(msgspec.json.encode(document), indent=2)
    return _file(body, "application/json", gathering, "json")


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    words = str(value) if value is not None else ""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@", "\t", "\r"} else words


@require_safe
def as_csv(request: HttpRequest, chat: int) -> HttpResponse:
    """The transcript as a table."""
    gathering = _closed(chat)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in _as_rows(request, transcript(gathering)):
        writer.writerow([_cell(row[name]) for name in COLUMNS])
    return _file(file.getvalue(), "text/csv", gathering, "csv")


@require_safe
def as_html(request: HttpRequest, chat: int) -> HttpResponse:
    """The transcript as one page to keep and to print."""
    gathering = _closed(chat)
    said = transcript(gathering)
    context = {
        "head": head_of(None, gathering),
        "said": said,
        "chapters": _chapters(said, _spoken(None, said)),
        "address": request.build_absolute_uri(f"/chats/{gathering.pk}"),
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    return _file(render_to_string("chats/kept.html", context), "text/html", gathering, "html")


urlpatterns = [
    path("chats/<int:chat>/transcript.json", as_json),
    path("chats/<int:chat>/transcript.csv", as_csv),
    path("chats/<int:chat>/transcript.html", as_html),
]
