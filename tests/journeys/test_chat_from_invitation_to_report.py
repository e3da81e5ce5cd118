"""One chat from its announcement to its report: thirty people, half on the page, half in an app."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from rounds.base import clock
from rounds.edge.mastodon import limits
from rounds.gatherings.models import CollectedPost, Gathering, GatheringState
from rounds.gatherings.queries import prompts_of
from rounds.identity.grant import issue_token
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role
from rounds.insights.make import write_gathering_report
from rounds.insights.report import Report
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow

ROLES = [
    Role.STUDENT,
    Role.DOCTOR_IN_TRAINING,
    Role.CONSULTANT,
    Role.NURSE_OR_MIDWIFE,
    Role.PATIENT_OR_PUBLIC,
]


class Guest:
    """Somebody who takes part with an app, or with a browser on the chat's page."""

    def __init__(self, number: int) -> None:
        self.number, self.by_app = number, number % 2 == 0
        self.account = open_account(
            Newcomer(
                username=f"guest{number:02}",
                email=f"guest{number:02}@example.org",
                display_name=f"Guest {number}",
                role=ROLES[number % len(ROLES)],
                country="GB" if number % 3 else "PT",
            )
        )
        self.client = Client()
        if self.by_app:
            token = issue_token(self.account.user, None, ["read", "write"])
            self.headers = {"authorization": f"Bearer {token}"}
        else:
            self.client.force_login(self.account.user)
            self.headers = {}

    def prompt(self, tag: str, number: int) -> str:
        """The id of a prompt as an app finds it: by its number, under the tag."""
        posts = self.client.get(
            f"/api/v1/timelines/tag/{tag}?limit=40", headers=self.headers
        ).json()
        (found,) = [p["id"] for p in posts if f">Q{number}. " in p["content"]]
        return str(found)

    def say(self, chat: Gathering, text: str, reply_to: str = "") -> str:
        """Post from the app or the page; gives the post's id."""
        if self.by_app:
            said = {"status": text} | ({"in_reply_to_id": reply_to} if reply_to else {})
            answer = self.client.post(
                "/api/v1/statuses", said, content_type="application/json", headers=self.headers
            )
            assert answer.status_code == 200, answer.content
            return str(answer.json()["id"])
        said = {"text": text, "reply_to": reply_to, "act": "publish"}
        answer = self.client.post(f"/chats/{chat.pk}/say", said)
        assert answer.status_code == 303, answer.content
        return answer["Location"].rsplit("-", 1)[1]

    def boost(self, post: str) -> None:
        """Pass a post on."""
        if self.by_app:
            self.client.post(f"/api/v1/statuses/{post}/reblog", headers=self.headers)
        else:
            self.client.post(f"/posts/{post}/boost", {"on": "1"})


@pytest.fixture
def guests(db: None) -> Iterator[list[Guest]]:
    """Thirty people; the even ones have an app."""
    limits.memory.forget()
    yield [Guest(number) for number in range(30)]
    clock.travel(None)


def wait(minutes: float) -> None:
    """Let some minutes pass and everything due happen."""
    clock.travel(clock.now() + timedelta(minutes=minutes))
    run_due()


def announced(host: Account) -> Gathering:
    """A chat in ten minutes, announced on the page by its host."""
    start = (clock.now() + timedelta(minutes=10)).replace(second=0, microsecond=0)
    clock.travel(start - timedelta(minutes=10))
    browser = Client()
    browser.force_login(host.user)
    form = {
        "title": "Salt and the kidney", "tag": "RenalJC", "aims": "Read one trial together.",
        "day": f"{start:%Y-%m-%d}", "clock": f"{start:%H:%M}", "zone": "UTC", "minutes": "60",
        "prompt": ["What would you say first?", "What would you measure?"], "minute": ["0", "30"],
        "welcome": "Good evening.", "closing": "Thank you all.", "act": "announce",
    }  # fmt: skip
    assert browser.post("/chats/new", form).status_code == 303
    return Gathering.objects.get()


def reported(chat: Gathering) -> Report:
    """The report where the server's job would have put it; a test's database is seen by nobody else."""
    folder = Path(settings.ROUNDS_HOME) / "reports" / str(chat.pk) / str(chat.facts_version)
    return write_gathering_report(chat, folder)


def hold(chat: Gathering, guests: list[Guest]) -> None:
    """Everybody answers the first prompt by its number and the second by reply; some boost."""
    wait(10)
    for guest in guests:
        last = guest.say(chat, f"A1 What guest {guest.number} says first. #RenalJC")
    wait(30)
    second = guests[0].prompt("renaljc", 2)
    for guest in guests:
        guest.say(chat, f"What guest {guest.number} measures", reply_to=second)
    for guest in guests[:6]:
        guest.boost(last)
    wait(20)
    wait(10)


@pytest.mark.timeout(300)
def test_a_chat_of_thirty_runs_from_announcement_to_report(
    dr_amina: Account, guests: list[Guest]
) -> None:
    chat = announced(dr_amina)
    calendar = Client().get(f"/chats/{chat.pk}.ics")
    assert b"Salt and the kidney" in calendar.content

    hold(chat, guests)
    chat.refresh_from_db()
    assert chat.state == GatheringState.CLOSED
    assert all(prompt.post_id for prompt in prompts_of(chat))

    rows = CollectedPost.objects.filter(gathering=chat)
    assert {r.author_id for r in rows} == {g.account.pk for g in guests} | {dr_amina.pk}
    by_prompt = [
        rows.filter(prompt__number=n, kind__in=["original", "reply"]).count() for n in (1, 2)
    ]
    assert by_prompt == [30, 30]
    assert rows.filter(kind="boost").count() == 6
    assert FactRow.objects.filter(kind="PostCollected").count() == rows.count()

    said = json.loads(Client().get(f"/chats/{chat.pk}/transcript.json").content)
    assert (said["people"], said["posts"], said["boosts"], said["gaps"]) == (31, 64, 6, 0)
    page = Client().get(f"/chats/{chat.pk}").content.decode()
    assert "What guest 0 measures" in page
    assert "What guest 29 measures" in page

    report = reported(chat)
    assert (report["participants"], report["boosts"]) == (31, 6)
    assert report["posts_total"] == rows.count()
    shown = Client().get(f"/chats/{chat.pk}/report").content.decode()
    assert "What each prompt drew" in shown
    assert Client().get(f"/chats/{chat.pk}/report.json").status_code == 200


@pytest.mark.timeout(300)
def test_the_tag_keeps_collecting_after_the_close_and_the_report_says_it_is_older(
    dr_amina: Account, guests: list[Guest]
) -> None:
    chat = announced(dr_amina)
    hold(chat, guests[:4])
    chat.refresh_from_db()
    reported(chat)
    wait(60 * 24)
    guests[0].say(chat, "Read it again today. #RenalJC")
    run_due()
    late = CollectedPost.objects.get(gathering=chat, late=True)
    assert late.author_id == guests[0].account.pk
    page = Client().get(f"/chats/{chat.pk}").content.decode()
    assert page.index("After the close") < page.index("Read it again today.")
    shown = Client().get(f"/chats/{chat.pk}/report").content.decode()
    assert "A new version is being made." in shown
