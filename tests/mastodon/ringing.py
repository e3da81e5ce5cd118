"""Phones that ask for a ring, and what they heard."""

from typing import Any

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from tests.mastodon.conftest import Phone
from tests.outside.devices import PhoneDevice, PushService

PATH = "/api/v1/push/subscription"
EVERYTHING = dict.fromkeys(
    ("mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update",
     "quote"), True,
)  # fmt: skip


def rings_for(phone: Phone, device: PhoneDevice, **data: Any) -> Any:
    """Ask for a ring."""
    sent = {"subscription": device.subscription(standard=True), "data": data}
    answer = phone.post(PATH, sent)
    assert answer.status_code == 200, answer.content
    return answer.json()


def say(author: Account, text: str, **more: Any) -> Post:
    """Publish through the gate, and let all that follows settle."""
    outcome = submit(author, Draft(text=text, **more))
    assert isinstance(outcome, Released)
    run_due()
    return outcome.post


def heard(service: PushService, device: PhoneDevice) -> list[tuple[str, str, str]]:
    """What a device was rung for: (type, title, body)."""
    run_due()
    words = [device.read(arrival) for arrival in service.arrived]
    return [(one["notification_type"], one["title"], one["body"]) for one in words]
