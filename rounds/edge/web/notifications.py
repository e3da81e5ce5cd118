"""Notifications: what happened, by day, newest first; what belongs together stands together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import date as formatted
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import Invalid, NotFound
from rounds.base.ids import parse_id
from rounds.edge.web.labels import Label, strong_labels
from rounds.edge.web.profile import tied
from rounds.edge.web.reader import go_on, needs_reader
from rounds.edge.web.shown import Card, Person, cards, person
from rounds.edge.web.stream import neighbours, page_of
from rounds.edge.web.templatetags.pieces import clock_words, full_clock_words
from rounds.gatherings.models import CollectedPost, Gathering, GatheringState
from rounds.gatherings.queries import hidden_with_reason, named
from rounds.identity.models import Account
from rounds.timelines.kinds import CLAIMS, DRAFTS, OF_ONESELF, REPORTS, REVIEWS
from rounds.timelines.markers import mark, markers
from rounds.timelines.notifications import Group, grouped, notification
from rounds.timelines.views import PostView, plain_text

PER_PAGE = 30
_LEAD = frozenset({"chat_off", *REVIEWS, *DRAFTS, *CLAIMS, *REPORTS})
_WITH_POST = frozenset({"mention", "status", "quote"})

KINDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (gettext_lazy("Everything"), ()),
    "answers": (gettext_lazy("Answers"), ("mention", "quote")),
    "follows": (gettext_lazy("Follows"), ("follow", "follow_request")),
    "thanks": (gettext_lazy("Favourites and boosts"), ("favourite", "reblog")),
    "rest": (
        gettext_lazy("Polls, chats and changes"),
        ("poll", "update", "correction", "status", "chat", "chat_off", "chat_hidden"),
    ),
    "reviews": (gettext_lazy("Reviews"), REVIEWS),
    "claims": (gettext_lazy("Held drafts, claims and reports"), (*DRAFTS, *CLAIMS, *REPORTS)),
}

ICONS = {
    "mention": "reply", "status": "pen-line", "reblog": "repeat-2", "follow": "user-plus", "favourite": "star",
    "follow_request": "user-check", "poll": "chart-no-axes-column", "update": "pencil", "quote": "quote",
    "correction": "pencil", "review_asked": "book-open", "review_invited": "book-open", "review_answered": "book-open",
    "review_decided": "book-open", "review_ends": "clock", "review_lapsed": "clock",
    "chat": "clock", "chat_off": "ban", "chat_hidden": "eye-off", "draft_asked": "octagon-x", "draft_cleared": "check",
    "draft_sent_back": "octagon-x", **dict.fromkeys(CLAIMS, "file-text"),
    "admin.report": "flag",
}  # fmt: skip

WORDS: dict[str, str | Promise] = {
    "mention": gettext_lazy("wrote to you"),
    "status": gettext_lazy("wrote"),
    "follow_request": gettext_lazy("asks to follow you"),
    "poll": gettext_lazy("A poll has ended"),
    "update": gettext_lazy("changed a post you took part in"),
    "quote": gettext_lazy("quoted your post"),
    "correction": gettext_lazy("corrected teaching that you answered, saved or boosted"),
    "review_asked": gettext_lazy("asks for a review"),
    "review_invited": gettext_lazy("invites you to review teaching"),
    "review_answered": gettext_lazy("answered in a review"),
    "review_decided": gettext_lazy("decided on your teaching"),
    "review_ends": gettext_lazy("still hopes for your answer: the invitation to review ends soon"),
    "review_lapsed": gettext_lazy("did not answer the invitation to review; invite somebody else"),
    "chat": gettext_lazy("A chat you come to"),
    "chat_off": gettext_lazy("called a chat off that you come to"),
    "chat_hidden": gettext_lazy("hid your post from a chat"),
    "draft_asked": gettext_lazy("asks you to look at a held draft"),
    "draft_cleared": gettext_lazy("let your held draft pass"),
    "draft_sent_back": gettext_lazy("sent your held draft back, with a reason"),
    "admin.report": gettext_lazy("told moderators about an account or a post"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the page: who did what, to which post."""

    id: int
    kind: str
    icon: str
    words: str
    who: Person
    others: str
    at: datetime
    is_new: bool
    excerpt: str = ""
    labels: tuple[Label, ...] = ()
    url: str = ""
    card: Card | None = None

    @property
    def names(self) -> bool:
        """Whether the line begins with who did it."""
        return self.kind not in OF_ONESELF

    @property
    def leads(self) -> bool:
        """Whether its words lead somewhere, since no post stands below."""
        return bool(self.url) and self.kind in _LEAD


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day, as the reader's zone has it."""

    day: date
    heading: str
    notices: list[Notice] = field(default_factory=list)


def day_words(day: date, today: date) -> str:
    """'Today', 'Yesterday', or the day in full."""
    if day == today:
        return _("Today")
    if (today - day).days == 1:
        return _("Yesterday")
    return formatted(day, _("l j F") if day.year == today.year else _("l j F Y"))


def _others(group: Group) -> str:
    others = group.count - 1
    return ngettext("and %(n)d other", "and %(n)d others", others) % {"n": others} if others else ""


def _excerpt(post: PostView | None) -> str:
    if post is None:
        return ""
    return post.shown.content_warning or plain_text(post)


def _address(kind: str, shown: PostView | None) -> str:
    """Where a notice leads: the post, its versions, or the reviews."""
    if kind in REVIEWS:
        return "/reviews"
    if kind in DRAFTS:
        return "/moderation/held" if kind == "draft_asked" else "/drafts"
    if kind in REPORTS:
        return "/moderation/reports"
    if shown is None:
        return ""
    page = f"/@{shown.account.handle}/{shown.id}"
    return f"{page}/versions" if kind == "correction" else page


def reminder(group: Group, who: Person, chat: Gathering, read: int) -> Notice:
    """`group`, which says that a chat is near, as a line: it names the time as it stands now."""
    begins = _("A chat you said you come to begins at %(time)s")
    if chat.state != GatheringState.ANNOUNCED:
        begins = _("A chat you said you come to: %(time)s")
    return replace(
        notice(group, who, None, read),
        words=begins % {"time": clock_words(chat.starts_at)},
        excerpt=chat.title,
        url=f"/chats/{chat.pk}",
    )


def calling_off(group: Group, who: Person, chat: Gathering, read: int) -> Notice:
    """`group`, which says that a chat was called off, as a line with its evening and the reason."""
    begins = {"title": chat.title, "time": full_clock_words(chat.starts_at)}
    said = _("called off “%(title)s” on %(time)s, to which you meant to come") % begins
    if chat.cancelled_because:
        said = f"{said}: “{chat.cancelled_because}”"
    return replace(notice(group, who, None, read), words=said, url=f"/chats/{chat.pk}")


def hiding(group: Group, who: Person, row: CollectedPost, read: int) -> Notice:
    """`group`, which says that a host hid one's post, as a line with the host's reason."""
    words = _("hid your post from the chat “%(title)s”: “%(reason)s”")
    said = words % {"title": row.gathering.title, "reason": row.hidden_reason}
    return replace(notice(group, who, None, read), words=said)


def _hidden(groups: Sequence[Group]) -> dict[tuple[int | None, int | None], CollectedPost]:
    """What is hidden still, by its chat and its post."""
    told = [g.newest.post_id for g in groups if g.newest.kind == "chat_hidden"]
    rows = hidden_with_reason(post for post in told if post is not None)
    return {(row.gathering_id, row.post_id): row for row in rows}


def _done(kind: str, people: int) -> str | None:
    """What one or several `people` did, where a line tells it of all of them."""
    return {
        "follow": ngettext("follows you now", "follow you now", people),
        "reblog": ngettext("boosted your post", "boosted your post", people),
        "favourite": ngettext("favourited your post", "favourited your post", people),
    }.get(kind)


def _said(group: Group) -> str:
    newest = group.newest
    if newest.warned is not None:
        return newest.warned.words
    said = _done(newest.kind, group.count)
    return said or str(WORDS.get(newest.kind, _("did something")))


def notice(group: Group, who: Person, card: Card | None, read: int) -> Notice:
    """`group` as a line; everything newer than the id `read` is new."""
    newest = group.newest
    shown = newest.post.shown if newest.post else None
    return Notice(
        id=newest.id,
        kind=newest.kind,
        icon=ICONS.get(newest.kind, "bell"),
        words=_said(group),
        who=who,
        others=_others(group),
        at=datetime.fromisoformat(newest.stamp),
        is_new=newest.id > read,
        excerpt="" if card else _excerpt(newest.post),
        labels=() if card or shown is None else strong_labels(shown.rounds),
        url=newest.warned.path if newest.warned else _address(newest.kind, shown),
        card=card,
    )


def _notices(reader: Account, groups: Sequence[Group], read: int) -> list[Notice]:
    spoken = [g.newest.post for g in groups if g.newest.kind in _WITH_POST and g.newest.post]
    by_id = {card.id: card for card in cards(reader, spoken)}
    people = {one.id: one for one in tied(reader, [person(g.newest.account) for g in groups])}
    chats = named(g.newest.chat_id for g in groups if g.newest.chat_id)
    found = []
    hidden = _hidden(groups)
    for group in groups:
        if group.newest.kind == "chat_hidden":
            if row := hidden.get((group.newest.about, group.newest.post_id)):
                found.append(hiding(group, people[group.newest.account.id], row, read))
            continue
        if group.newest.chat_id:
            if chat := chats.get(group.newest.chat_id):
                line = calling_off if group.newest.kind == "chat_off" else reminder
                found.append(line(group, people[group.newest.account.id], chat, read))
            continue
        post = group.newest.post
        card = by_id.get(post.shown.id) if post and group.newest.kind in _WITH_POST else None
        found.append(notice(group, people[group.newest.account.id], card, read))
    return found


def by_day(notices: Iterable[Notice]) -> list[Day]:
    """The notices under their days, in the reader's zone."""
    today = timezone.localdate()
    days = groupby(notices, key=lambda one: timezone.localdate(one.at))
    return [Day(day, day_words(day, today), list(those)) for day, those in days]


def _read_until(reader: Account) -> int:
    found = markers(reader, ["notifications"])
    return found[0].last_read_id if found else 0


@require_safe
@needs_reader
def notifications(request: HttpRequest, reader: Account) -> HttpResponse:
    """What happened, newest first; `?kind=` shows one kind alone."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        raise NotFound
    page, read = page_of(request, PER_PAGE), _read_until(reader)
    groups = grouped(reader, page, types=KINDS[kind][1])
    older, newer = neighbours(request, page, [group.newest.id for group in groups])
    shown = _notices(reader, groups, read)
    context = {
        "days": by_day(shown), "kinds": {key: words for key, (words, _types) in KINDS.items()},
        "kind": kind, "older": older, "newer": newer,
        "newest": shown[0].id if shown and not newer and shown[0].is_new else 0,
    }  # fmt: skip
    return render(request, "notifications/page.html", context)


@require_POST
@needs_reader
def mark_read(request: HttpRequest, reader: Account) -> HttpResponse:
    """Note that everything up to one notification has been read; never less than before."""
    until = parse_id(request.POST.get("until", ""))
    if until is None:
        raise Invalid(_("This form was cut or changed. Reload the page and try again."))
    if until > _read_until(reader):
        notification(reader, until)
        mark(reader, {"notifications": until})
    messages.success(request, _("Everything is marked as read."))
    return go_on(request, "/notifications")


urlpatterns = [
    path("notifications", notifications),
    path("notifications/read", mark_read),
]
