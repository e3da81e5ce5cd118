"""The demo's story: invented people live through a month, a journal club and a chat.

Everything goes through the verbs that a door calls, at the time it would have happened: the clock
is set to each event in turn and the jobs run in between, so the demo holds nothing that Rounds
could not have made by itself.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.edge.cli.demo_credentials import credentials
from rounds.edge.cli.demo_picture import rhythm_strip, signed
from rounds.edge.cli.demo_portraits import portraits
from rounds.edge.cli.demo_reviews import Reviews
from rounds.edge.cli.demo_trust import reports
from rounds.edge.cli.demo_words import PASSWORD, read
from rounds.gate.draft import Draft, PollDraft
from rounds.gate.hold import ask_reviewer
from rounds.gate.keep import confirm
from rounds.gate.look import let_pass, list_looks, take
from rounds.gate.outcome import Held, Released, Scheduled
from rounds.gate.submit import submit
from rounds.gatherings.announce import announce
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.gatherings.queries import live, prompts_of
from rounds.identity.appoint import appoint
from rounds.identity.credentials import confirm_credential
from rounds.identity.emails import note_address
from rounds.identity.follow import follow
from rounds.identity.interests import declare_interest
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.queries import account_by_handle
from rounds.identity.register import Entry
from rounds.identity.representatives import appoint_representative
from rounds.identity.roles import AgeBand, Role
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.labels import Labels, Voice
from rounds.posts.media import upload
from rounds.posts.polls import vote
from rounds.posts.queries import poll_of, readable_post
from rounds.posts.react import favourite

# Who looks after the demo's server: looks at pictures that nothing could check.
MODERATOR = "kwame"
Event = tuple[datetime, Callable[[], object]]
# Test number of the NHS, assigned to nobody; its check digit is right, so the gate holds it.
_HELD = "Bed 4 again, NHS number 943 476 5919, troponin is back. Who is on tonight?"
_ASKED = "Seen in clinic on 3 March 2026, a 94-year-old patient who taught me to listen first."


def live_through(events: list[Event]) -> None:
    """Make `events` happen in the order of their times, the jobs running in between."""
    try:
        for moment, happen in sorted(events, key=lambda event: event[0]):
            clock.travel(moment)
            run_due()
            happen()
            run_due()
    finally:
        clock.travel(None)


def say(account: Account, text: str, **more: Any) -> int:
    """Publish `text` through the gate; gives the post's id.

    Errors: RuntimeError when the gate has something to say: the story itself must be harmless.
    """
    outcome = submit(account, Draft(text=text, language="en", **more))
    if not isinstance(outcome, Released):
        raise RuntimeError("A text of the demo's story did not pass the gate: mend the story.")
    return outcome.post.id


def teach(account: Account, moderator: Account, text: str, **more: Any) -> int:
    """Publish teaching with a picture: a machine looks at it, or without one `moderator` does.

    Errors: as `say`.
    """
    outcome = submit(account, Draft(text=text, language="en", **more))
    if not isinstance(outcome, Released | Scheduled):
        run_due()  # where this server can look by itself, what waited goes out here
        for waiting in list_looks(moderator):
            take(moderator, waiting.media_id)
            let_pass(moderator, waiting.media_id)
        outcome = confirm(account, outcome.kept_draft.code, ())
    if not isinstance(outcome, Released):
        raise RuntimeError(
            "The teaching of the demo's story did not pass the gate: mend the story."
        )
    return outcome.post.id


class Story:
    """The people by their handles, and what each part of the story makes happen."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: dict[str, Account] = {}

    def missing_parts(self) -> list[Event]:
        """All of it for a fresh site; for one that has its people a live chat if there is none."""
        try:
            names = [person["username"] for person in read("people")["person"]]
            self.people = {name: account_by_handle(name) for name in names}
        except NotFound:
            parts = [self.arrivals(), self.ordinary_days(), self.journal_club(), self.live_chat()]
            parts += [self.allegiances(), self.held_drafts()]
            parts += [told(self.people, self.now) for told in (credentials, portraits, reports)]
            parts.append(Reviews(self.people, self.now).events())
        else:
            parts = [] if live() else [self.live_chat()]
        return [event for part in parts for event in part if event[0] <= self.now]

    def _open(self, person: dict[str, Any]) -> None:
        account = open_account(
            Newcomer(
                username=person["username"],
                email=f"{person['username']}@demo.example",
                password=PASSWORD,
                display_name=person["name"],
                role=Role(person["role"]),
                organisation_kind=person.get("organisation_kind", ""),
                country=person.get("country", ""),
                languages=person["languages"],
                specialties=person.get("specialties", []),
                pronouns=person.get("pronouns", ""),
                uses_own_name=person.get("uses_own_name"),
                age_band=AgeBand.ADULT,
            )
        )
        note_address(account.user, confirmed=True)
        revise_profile(account, Changes(note=person["bio"]))
        if account.username == MODERATOR:
            appoint(account, moderator=True)
        if credential := person.get("credential"):
            claim, scope, issuer = credential
            confirm_credential(account, claim, issuer, scope)
        self.people[account.username] = account

    def _follow(self, person: dict[str, Any]) -> None:
        names = list(self.people) if person["follows"] == ["*"] else person["follows"]
        for name in names:
            if name != person["username"]:
                follow(self.people[person["username"]], self.people[name])

    def arrivals(self) -> Iterator[Event]:
        """Everybody opens an account, a month ago, and follows some of the others."""
        people = read("people")["person"]
        start = self.now - timedelta(days=31)
        for number, person in enumerate(people):
            joined = timedelta(days=person.get("joined_days_ago", 31))
            yield self.now - joined + timedelta(minutes=number), partial(self._open, person)
        for number, person in enumerate(people):
            yield start + timedelta(hours=2, minutes=number), partial(self._follow, person)

    def allegiances(self) -> Iterator[Event]:
        """Who declared an interest (one of them long ago), and who speaks for an organisation."""
        for told in read("people")["interest"]:
            fields = {
                name: value for name, value in told.items() if name not in {"who", "days_ago"}
            }
            entry = msgspec.convert(fields, Entry)
            moment = self.now - timedelta(days=told["days_ago"])
            yield moment, partial(self._declare, told["who"], entry)
        for told in read("people")["appointment"]:
            yield self.now - timedelta(days=30), partial(self._appoint, told)

    def _declare(self, name: str, entry: Entry) -> None:
        declare_interest(self.people[name], entry)

    def _appoint(self, told: dict[str, Any]) -> None:
        organisation = self.people[told["organisation"]]
        appoint_representative(organisation, organisation, self.people[told["who"]])

    def ordinary_days(self) -> Iterator[Event]:
        """Posts between the chats, with their answers, a poll, a picture and some thanks."""
        posts: list[int] = []
        for entry in read("posts")["post"]:
            moment = self.now - timedelta(hours=entry["hours_ago"])
            yield moment, partial(self._ordinary, entry, posts)
        yield self.now - timedelta(hours=40), lambda: self._thank(posts)

    def _ordinary(self, entry: dict[str, Any], posts: list[int]) -> None:
        account = self.people[entry["who"]]
        more: dict[str, Any] = {}
        if "re" in entry:
            more["reply_to"] = posts[entry["re"]]
        if options := entry.get("poll"):
            more["poll"] = PollDraft(options=tuple(options), expires_in=5 * 86400)
        more |= {"teaching": entry.get("teaching", False), "interests": entry.get("interests")}
        labels = msgspec.convert(entry.get("labels", {}), Labels)
        if name := entry.get("for"):
            voice = {"voice": Voice.ORGANISATION, "speaks_for": self.people[name].id}
            labels = msgspec.structs.replace(labels, **voice)
        more["labels"] = labels
        if entry.get("picture"):
            description = "A drawn rhythm strip: regular, a P wave before every narrow QRS."
            picture = upload(account, signed(rhythm_strip()), description=description)
            more["media"] = (picture.id,)
            posts.append(teach(account, self.people[MODERATOR], entry["text"], **more))
            return
        if warning := entry.get("content_warning"):
            more["content_warning"] = warning
        posts.append(say(account, entry["text"], **more))

    def _thank(self, posts: list[int]) -> None:
        for name in ("leo", "mei", "sofia", "grace", "priya"):
            favourite(self.people[name], posts[0])
        poll = poll_of(readable_post(None, posts[3]))
        for choice, name in enumerate(("leo", "mei", "chloe", "sofia", "priya", "omar", "ruth")):
            if poll is not None:
                vote(self.people[name], poll.id, [choice % 3])

    def chat(self, name: str, start: datetime, announced: timedelta) -> Iterator[Event]:
        """A gathering from its announcement on: prompts post themselves, people answer."""
        story = read(name)
        made: dict[str, Any] = {"posts": []}
        yield start - announced, lambda: made.update(gathering=self._announce(story, start))
        for prompt in story["prompt"]:
            yield start + timedelta(minutes=prompt["minute"]), lambda: None
        yield start + timedelta(seconds=1), lambda: None
        for entry in story["post"]:
            moment = start + timedelta(minutes=entry["minute"], seconds=20)
            yield moment, partial(self._answer, entry, made)
        for entry in story["boost"]:
            moment = start + timedelta(minutes=entry["minute"], seconds=40)
            yield moment, partial(self._pass_on, entry, made)
        yield start + timedelta(minutes=story["minutes"], seconds=5), lambda: None

    def _announce(self, story: dict[str, Any], start: datetime) -> object:
        return announce(
            self.people[story["host"]],
            Plan(
                title=story["title"],
                tag=story["tag"],
                starts_at=start,
                minutes=story["minutes"],
                time_zone=story["time_zone"],
                aims=story["aims"],
                prompts=[PlannedPrompt(p["text"], p["minute"]) for p in story["prompt"]],
                co_hosts=story["co_hosts"],
                welcome=story["welcome"],
                closing=story["closing"],
                article_title=story.get("article_title", ""),
                article_url=story.get("article_url", ""),
            ),
        )

    def _answer(self, entry: dict[str, Any], made: dict[str, Any]) -> None:
        reply_to = None
        if isinstance(entry.get("re"), int):
            reply_to = made["posts"][entry["re"]]
        elif "re" in entry:
            reply_to = prompts_of(made["gathering"])[int(entry["re"][1:]) - 1].post_id
        made["posts"].append(say(self.people[entry["who"]], entry["text"], reply_to=reply_to))

    def _pass_on(self, entry: dict[str, Any], made: dict[str, Any]) -> None:
        boost(self.people[entry["who"]], made["posts"][entry["post"]])

    def journal_club(self) -> Iterator[Event]:
        """The journal club of last week, with its late answers."""
        story = read("journal_club")
        zone = ZoneInfo(story["time_zone"])
        day = (self.now - timedelta(days=story["days_ago"])).astimezone(zone)
        start = day.replace(hour=story["hour"], minute=0, second=0, microsecond=0)
        return self.chat("journal_club", start, timedelta(days=7))

    def live_chat(self) -> Iterator[Event]:
        """The chat that is live when the demo starts, its next prompts still to come."""
        ago = timedelta(minutes=read("live_chat")["started_minutes_ago"])
        return self.chat("live_chat", self.now - ago, timedelta(minutes=90))

    def _try_to_post(self, text: str) -> None:
        priya, amina = self.people["priya"], self.people["amina"]
        outcome = submit(priya, Draft(text=text, language="en"))
        if isinstance(outcome, Held):
            appoint(amina, moderator=True)
            ask_reviewer(priya, outcome.kept_draft.code, amina.pk, "Is there a way to keep it in?")

    def held_drafts(self) -> Iterator[Event]:
        """What the gate keeps back for Priya: one held, one it asks about."""
        for hours, text in ((3, _HELD), (1, _ASKED)):
            yield (
                self.now - timedelta(hours=hours),
                partial(self._try_to_post, text),
            )
