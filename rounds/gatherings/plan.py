"""The plan of a gathering, and what is wrong with it. Pure: no database, no clock.

A plan that passes here can be kept; whether its words pass the gate, and whether another chat has
the same tag at that time, `announce` asks elsewhere.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from rounds.base.errors import Invalid
from rounds.base.text import HASHTAG, plain
from rounds.gate.finding import Confirmation

LONGEST_TITLE = 120
LONGEST_TAG = 60
SHORTEST, LONGEST = 5, 24 * 60
MOST_PROMPTS = 30
_FURTHEST = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class PlannedPrompt:
    """A question and the minute after the start at which it posts itself."""

    text: str
    minute: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a host plans. `starts_at` is aware; `time_zone` is an IANA name; `co_hosts` are handles.

    `confirmed` holds what the host confirmed to the gate about the words of the plan.
    """

    title: str
    tag: str
    starts_at: datetime
    minutes: int = 60
    time_zone: str = "UTC"
    aims: str = ""
    prompts: Sequence[PlannedPrompt] = ()
    co_hosts: Sequence[str] = ()
    welcome: str = ""
    closing: str = ""
    article_title: str = ""
    article_url: str = ""
    confirmed: Sequence[Confirmation] = ()

    @property
    def ends_at(self) -> datetime:
        """When it closes, if nobody extends it."""
        return self.starts_at + timedelta(minutes=self.minutes)


def bare_tag(written: str) -> str:
    """The tag as people will type it, without '#'.

    Errors: Invalid (field 'tag') when apps would not read it as one hashtag.
    """
    tag = plain(written).strip().removeprefix("#").removeprefix("\uff03")
    match = HASHTAG.fullmatch(f"#{tag}")
    if match is None or len(tag) > LONGEST_TAG:
        raise Invalid(
            _(
                "A hashtag is letters, digits and '_' without spaces, with at least one letter, and"
                " at most %d characters. Write it like RenalJC."
            )
            % LONGEST_TAG,
            "tag",
        )
    return tag


def _check_title(plan: Plan) -> None:
    if not plan.title.strip():
        raise Invalid(_("The chat needs a title. Write what it is about."), "title")
    if len(plan.title.strip()) > LONGEST_TITLE:
        raise Invalid(_("Shorten the title to %d characters.") % LONGEST_TITLE, "title")


def _check_zone(plan: Plan) -> None:
    if plan.time_zone not in available_timezones():
        raise Invalid(
            _("There is no time zone '%s'. Use a name like Europe/London.") % plan.time_zone[:40],
            "time_zone",
        )


def _check_start(plan: Plan, now: datetime) -> None:
    if plan.starts_at.tzinfo is None:
        raise Invalid(_("The start needs a time zone. Choose one."), "starts_at")
    if plan.starts_at < now:
        raise Invalid(_("The start is in the past. Choose a later time."), "starts_at")
    if plan.starts_at > now + _FURTHEST:
        raise Invalid(_("The start is more than two years ahead. Check the year."), "starts_at")


def _check_minutes(plan: Plan) -> None:
    if not SHORTEST <= plan.minutes <= LONGEST:
        raise Invalid(
            _("A chat lasts %(least)d to %(most)d minutes.") % {"least": SHORTEST, "most": LONGEST},
            "minutes",
        )


def _check_prompts(plan: Plan) -> None:
    if not plan.prompts:
        raise Invalid(_("A chat needs at least one prompt. Write Q1."), "prompts")
    if len(plan.prompts) > MOST_PROMPTS:
        raise Invalid(_("A chat holds at most %d prompts.") % MOST_PROMPTS, "prompts")
    before = -1
    for number, prompt in enumerate(plan.prompts, start=1):
        place = f"prompt-{number}"
        if not prompt.text.strip():
            raise Invalid(_("Q%d has no words. Write it, or remove the row.") % number, place)
        if not 0 <= prompt.minute < plan.minutes:
            raise Invalid(
                _(
                    "Q%(n)d is planned for minute %(minute)d, outside the chat's %(minutes)d minutes."
                    " Choose 0 to %(last)d."
                )
                % {
                    "n": number,
                    "minute": prompt.minute,
                    "minutes": plan.minutes,
                    "last": plan.minutes - 1,
                },
                place,
            )
        if prompt.minute <= before:
            raise Invalid(
                _(
                    "Q%(n)d is planned for minute %(minute)d, not after Q%(last)d (minute %(before)d)."
                    " Give it a later minute."
                )
                % {"n": number, "minute": prompt.minute, "last": number - 1, "before": before},
                place,
            )
        before = prompt.minute


def _check_article(plan: Plan) -> None:
    if plan.article_url and not re.fullmatch(r"https?://[^\s<>\"']{3,490}", plan.article_url):
        raise Invalid(_("The article's link must begin with https://"), "article_url")
    if len(plan.article_title) > 300:
        raise Invalid(_("Shorten the article's title to 300 characters."), "article_title")


def problems(plan: Plan, now: datetime) -> Iterator[Invalid]:
    """Everything that keeps a plan from working, in the order in which a host writes it.

    Each names the field to change: 'title', 'tag', 'time_zone', 'starts_at', 'minutes', 'prompts',
    'prompt-2' (the second), 'article_url', 'article_title'.
    """
    checks: tuple[Callable[[], object], ...] = (
        lambda: _check_title(plan),
        lambda: bare_tag(plan.tag),
        lambda: _check_zone(plan),
        lambda: _check_start(plan, now),
        lambda: _check_minutes(plan),
        lambda: _check_prompts(plan),
        lambda: _check_article(plan),
    )
    for check in checks:
        try:
            check()
        except Invalid as error:
            yield error


def check_plan(plan: Plan, now: datetime) -> None:
    """Refuse a plan that can't work.

    Errors: Invalid, the first of `problems`.
    """
    if first := next(problems(plan, now), None):
        raise first
