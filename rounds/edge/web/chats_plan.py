"""Planning a chat: one plain form for a new one, a change, and calling it off.

Every button posts the whole form. Adding or removing a prompt and confirming a finding show it
again with everything that was typed; what is wrong stands at the field it is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rounds.base import clock
from rounds.base.errors import Invalid, Refused
from rounds.base.ids import parse_id
from rounds.edge.web.chats_shown import head_of
from rounds.edge.web.coaching import Mend, Said, kind_words, sentence_around
from rounds.edge.web.reader import needs_reader
from rounds.gate.finding import Confirmation, Finding
from rounds.gatherings import queries
from rounds.gatherings.announce import announce
from rounds.gatherings.change import PlanMoved, cancel, revise_plan
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.plan import MOST_PROMPTS, Plan, PlannedPrompt
from rounds.gatherings.words import WordsQuestioned
from rounds.identity.models import Account

WORDS = ("title", "tag", "aims", "article_title", "article_url", "welcome", "closing")
FIRST_ROWS = (0, 15, 30, 45)


@dataclass(frozen=True, slots=True)
class Row:
    """A prompt's row of the form, as typed."""

    text: str = ""
    minute: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form, as typed."""

    words: Mapping[str, str]
    day: str
    clock: str
    zone: str
    minutes: str
    co_hosts: str
    rows: Sequence[Row]
    confirmed: Sequence[str] = ()
    since: int | None = None


def _sheet_in(data: QueryDict) -> Sheet:
    texts, minutes = data.getlist("prompt"), data.getlist("minute")
    rows = [Row(t.strip(), m.strip()) for t, m in zip(texts, minutes, strict=False)]
    return Sheet(
        words={name: data.get(name, "").strip() for name in WORDS},
        day=data.get("day", "").strip(),
        clock=data.get("clock", "").strip(),
        zone=data.get("zone", "").strip(),
        minutes=data.get("minutes", "").strip(),
        co_hosts=data.get("co_hosts", "").strip(),
        rows=rows[: MOST_PROMPTS + 1],
        confirmed=tuple(data.getlist("confirmed"))[:200],
        since=parse_id(data.get("since", "")),
    )


def _empty_sheet(reader: Account) -> Sheet:
    zone = getattr(getattr(reader, "user", None), "time_zone", "") or _last_zone(reader)
    week = clock.now().astimezone(ZoneInfo(zone)) + timedelta(days=7)
    rows = [Row("", str(minute)) for minute in FIRST_ROWS]
    words = dict.fromkeys(WORDS, "")
    return Sheet(words, week.date().isoformat(), "20:00", zone, "60", "", rows)


def _last_zone(reader: Account) -> str:
    """The zone of the chat that `reader` planned last; without one, the server's."""
    own = [chat for chat in queries.hosted_by(reader) if chat.host_id == reader.pk]
    latest = max(own, key=lambda chat: chat.created_at, default=None)
    return latest.time_zone if latest else settings.TIME_ZONE


def _sheet_of(gathering: Gathering) -> Sheet:
    local = gathering.starts_at.astimezone(ZoneInfo(gathering.time_zone))
    words = {name: getattr(gathering, name) for name in WORDS} | {"tag": gathering.tag_shown}
    return Sheet(
        words=words,
        day=local.date().isoformat(),
        clock=f"{local:%H:%M}",
        zone=gathering.time_zone,
        minutes=str(gathering.minutes),
        co_hosts=", ".join(f"@{host.handle}" for host in gathering.co_hosts.order_by("pk")),
        rows=[Row(p.text, str(p.minute)) for p in queries.prompts_of(gathering)],
        confirmed=tuple(f"{c['kind']} {c['digest']}" for c in gathering.confirmed),
        since=gathering.revision,
    )


def _start(sheet: Sheet) -> datetime:
    """The start that the form means.

    Errors: Invalid for a day or time that can't be read, or that the clocks leave out that night.
    """
    if sheet.zone not in available_timezones():
        raise Invalid(_("Choose a time zone of the list, such as Europe/London."), "time_zone")
    try:
        written = datetime.fromisoformat(f"{sheet.day}T{sheet.clock}")
    except ValueError as error:
        raise Invalid(_("Give the day and the time of the start."), "starts_at") from error
    moment = written.replace(tzinfo=ZoneInfo(sheet.zone))
    there = datetime.fromtimestamp(moment.timestamp(), ZoneInfo(sheet.zone))
    if there.replace(tzinfo=None) != written:
        raise Invalid(
            _("The clocks change that night and leave this time out. Choose another."), "starts_at"
        )
    return moment


def _number(words: str, field: str) -> int:
    if not words.isascii() or not words.isdigit() or len(words) > 5:
        raise Invalid(_("Give a number of minutes."), field)
    return int(words)


def _plan_of(sheet: Sheet) -> Plan:
    """The plan that the form means; rows without words are left out.

    Errors: Invalid with the field to change.
    """
    rows = [row for row in sheet.rows if row.text]
    prompts = [
        PlannedPrompt(r.text, _number(r.minute, f"prompt-{n}")) for n, r in enumerate(rows, 1)
    ]
    return Plan(
        title=sheet.words["title"],
        tag=sheet.words["tag"],
        aims=sheet.words["aims"],
        article_title=sheet.words["article_title"],
        article_url=sheet.words["article_url"],
        welcome=sheet.words["welcome"],
        closing=sheet.words["closing"],
        starts_at=_start(sheet),
        minutes=_number(sheet.minutes, "minutes"),
        time_zone=sheet.zone,
        co_hosts=[name for name in sheet.co_hosts.replace(",", " ").split() if name],
        prompts=prompts,
        confirmed=_confirmations(sheet.confirmed),
    )


def _confirmations(said: Sequence[str]) -> list[Confirmation]:
    pairs = [word.split(" ", 1) for word in said if " " in word]
    return [Confirmation(kind=kind, digest=digest) for kind, digest in pairs]


def _coached(asked: WordsQuestioned) -> dict[str, list[Said]]:
    """The gate's findings by place, with the button that says it is nobody's patient."""
    numbers = iter(range(1, 1000))
    return {
        place: [_said(next(numbers), asked.texts[place], finding) for finding in findings]
        for place, findings in asked.findings.items()
    }


def _said(number: int, text: str, finding: Finding) -> Said:
    before, span, after = sentence_around(text, finding.start, finding.end)
    value = f"{finding.kind} {finding.digest}"
    mends = (Mend(_("This is nobody’s patient"), "confirm", value),) if finding.can_confirm else ()
    return Said(
        number, not finding.can_confirm, kind_words(finding.kind), finding.reason, finding.source,
        before, span, after, mends,
    )  # fmt: skip


def _show(
    request: HttpRequest, sheet: Sheet, gathering: Gathering | None, *, status: int = 200,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    context = {
        "sheet": sheet,
        "words": sheet.words,
        "rows": [(number, row) for number, row in enumerate(sheet.rows, 1)],
        "zones": sorted(available_timezones()),
        "gathering": gathering,
        "bare_tag": sheet.words["tag"].strip().lstrip("#\uff03"),
        "most": settings.ROUNDS.max_characters,
        "fields": {},
        "coached": {},
    }
    return render(request, "chats/plan.html", context | more, status=status)


def _changed_rows(sheet: Sheet, act: str) -> Sheet | None:
    """The form with a row more or less, or None for another button."""
    rows = list(sheet.rows)
    if act == "add":
        last = rows[-1].minute if rows else ""
        after = str(int(last) + 10) if last.isascii() and last.isdigit() and len(last) < 4 else ""
        return replace(sheet, rows=[*rows, Row("", after)][:MOST_PROMPTS])
    if act.startswith("remove-") and act[7:].isascii() and act[7:].isdigit():
        at = int(act[7:]) - 1
        return replace(sheet, rows=[row for n, row in enumerate(rows) if n != at])
    return None


def _sent(request: HttpRequest, reader: Account, gathering: Gathering | None) -> HttpResponse:
    """Do what the form's button says; a refusal shows it again at the field."""
    sheet = _sheet_in(request.POST)
    if (changed := _changed_rows(sheet, request.POST.get("act", ""))) is not None:
        return _show(request, changed, gathering)
    if wish := request.POST.get("confirm"):
        sheet = replace(sheet, confirmed=tuple(dict.fromkeys([*sheet.confirmed, wish])))
    try:
        plan = _plan_of(sheet)
        made = (
            revise_plan(reader, gathering, plan, sheet.since)
            if gathering
            else announce(reader, plan)
        )
    except WordsQuestioned as asked:
        named = _at_rows(sheet, _coached(asked))
        return _show(request, sheet, gathering, status=422, coached=named, asked=True)
    except PlanMoved as moved:
        return _show_both(
            request, sheet, queries.gathering_by_id(gathering.pk if gathering else 0), str(moved)
        )
    except Invalid as refusal:
        fields = _at_rows(sheet, {refusal.field: str(refusal)})
        return _show(request, sheet, gathering, status=422, fields=fields, wrong=str(refusal))
    done = _("The plan is changed.") if gathering else _("Your chat is announced.")
    messages.success(request, done)
    response = HttpResponseRedirect(f"/chats/{made.pk}")
    response.status_code = 303
    return response


def _show_both(
    request: HttpRequest, sheet: Sheet, gathering: Gathering, wrong: str
) -> HttpResponse:
    """The form as typed, beside what another host put there: to be saved knowingly, or not."""
    now = _sheet_of(gathering)
    mine = replace(sheet, since=now.since)
    return _show(request, mine, gathering, status=422, wrong=wrong, stands=_differences(sheet, now))


def _differences(mine: Sheet, now: Sheet) -> list[tuple[str, str]]:
    """What stands in the plan now where the form says something else: label and words."""
    labels = {
        "title": _("Title"), "tag": _("Hashtag"), "aims": _("Aims"), "article_title": _("Its title"),
        "article_url": _("Its link"), "welcome": _("Welcome, posted at the start"),
        "closing": _("Closing words, posted at the end"),
    }  # fmt: skip
    pairs = [(labels[name], mine.words[name].removeprefix("#"), now.words[name]) for name in WORDS]
    pairs.append((_("Start"), f"{mine.day} {mine.clock}", f"{now.day} {now.clock}"))
    pairs.append((_("Your time zone"), mine.zone, now.zone))
    pairs.append((_("Minutes"), mine.minutes, now.minutes))
    pairs.append((_("Co-hosts"), mine.co_hosts, now.co_hosts))
    rows = [row for row in mine.rows if row.text]
    for number, (one, other) in enumerate(zip_longest(rows, now.rows), 1):
        told = [f"{row.text} ({row.minute})" if row else "" for row in (one, other)]
        pairs.append((_("Prompt %d") % number, told[0], told[1]))
    return [(label, other or "–") for label, one, other in pairs if _even(one) != _even(other)]


def _even(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


def _at_rows(sheet: Sheet, named: Mapping[str, Any]) -> dict[str, Any]:
    """'prompt-2' (the second with words) as the row of the form it stands in."""
    filled = [number for number, row in enumerate(sheet.rows, 1) if row.text]
    found = {}
    for place, what in named.items():
        if place.startswith("prompt-"):
            place = f"prompt-{filled[int(place[7:]) - 1]}"
        found[place] = what
    return found


@require_http_methods(["GET", "POST"])
@needs_reader
def new(request: HttpRequest, reader: Account) -> HttpResponse:
    """Plan a chat."""
    if request.method == "POST":
        return _sent(request, reader, None)
    known = bool(getattr(getattr(reader, "user", None), "time_zone", ""))
    return _show(request, _empty_sheet(reader), None, asks_browser=not known)


def _own(reader: Account, chat: int) -> Gathering:
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    queries.check_hosts(reader, gathering)
    if gathering.state == GatheringState.CANCELLED:
        raise Refused(_("This chat was called off."))
    if gathering.state != GatheringState.ANNOUNCED:
        raise Refused(_("The chat has begun. Use its host tools instead."))
    return gathering


@require_http_methods(["GET", "POST"])
@needs_reader
def edit(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Change a plan before its start."""
    gathering = _own(reader, chat)
    if request.method == "POST":
        return _sent(request, reader, gathering)
    return _show(request, _sheet_of(gathering), gathering)


@require_http_methods(["GET", "POST"])
@needs_reader
def call_off(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Ask once, then call the chat off."""
    gathering = _own(reader, chat)
    head = head_of(reader, gathering)
    if request.method != "POST":
        return render(request, "chats/cancel.html", {"head": head})
    reason, wish = request.POST.get("reason", ""), request.POST.get("confirm", "")
    said = tuple(
        dict.fromkeys([*request.POST.getlist("confirmed")[:50], *([wish] if wish else [])])
    )
    try:
        cancel(reader, gathering, reason, _confirmations(said))
    except WordsQuestioned as asked:
        context = {
            "head": head, "reason": reason, "confirmed": said, "found": _coached(asked)["reason"],
        }  # fmt: skip
        return render(request, "chats/cancel.html", context, status=422)
    response = HttpResponseRedirect(f"/chats/{gathering.pk}")
    response.status_code = 303
    return response


urlpatterns = [
    path("chats/new", new),
    path("chats/<int:chat>/edit", edit),
    path("chats/<int:chat>/cancel", call_off),
]
