"""A browser tells somebody what happens while the page is closed, until they say stop or log out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from rounds.base import clock
from rounds.gatherings.models import Gathering
from rounds.gatherings.prompts import catch_up
from rounds.gatherings.rsvp import rsvp
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.identity.mute import mute
from rounds.jobs.work import run_due
from rounds.timelines.models import PushSubscription
from rounds.timelines.push_key import public_key
from rounds.timelines.push_subscriptions import delete_logged_out
from tests.outside.devices import PhoneDevice, PushService, encode, push_service
from tests.web.chats.conftest import announced, evening

__all__ = ["announced", "evening"]
PAGE = "/settings/ringing"


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    """A push service on loopback that may be reached."""
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    with push_service() as running:
        yield running


@pytest.fixture
def browser(service: PushService) -> PhoneDevice:
    """Leo's browser, as its maker's push service knows it."""
    return PhoneDevice(f"{service.url}/browser")


def switched_on(client: Client, browser: PhoneDevice, *kinds: str, policy: str = "all") -> Any:
    """Send the form as the script fills it."""
    return client.post(
        PAGE,
        {
            "act": "keep", "kinds": kinds, "policy": policy, "endpoint": browser.endpoint,
            "p256dh": browser.p256dh, "auth": encode(browser.auth),
        },
    )  # fmt: skip


def heard(service: PushService, browser: PhoneDevice) -> list[tuple[str, str]]:
    """What the browser was told: (title, address)."""
    run_due()
    told = [browser.read(arrival) for arrival in service.arrived]
    return [(one["title"], one["url"].partition("://")[2].partition("/")[2]) for one in told]


def test_somebody_switches_it_on_changes_it_and_ends_it(
    leo: Client, browser: PhoneDevice, service: PushService, student_leo: Account,
    dr_amina: Account,
) -> None:  # fmt: skip
    page = leo.get(PAGE).content.decode()
    assert public_key() in page
    assert "Ring on this device" in page
    assert "Ring no more" not in page
    answer = switched_on(leo, browser, "follows")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    follow(dr_amina, student_leo)
    assert heard(service, browser) == [("Dr Amina Yusuf follows you now", "@amina")]
    assert service.arrived[0].headers["Content-Encoding"] == "aes128gcm"
    page = leo.get(PAGE).content.decode()
    assert "This browser tells you from now on." in page
    assert "Ring no more" in page
    # Without a script the form names no browser: what it is rung for changes all the same.
    leo.post(PAGE, {"act": "keep", "kinds": ["thanks", "reviews"], "policy": "followed"})
    row = PushSubscription.objects.get()
    assert (row.alerts.split(), row.policy) == (["favourite", "reblog", "review"], "followed")
    leo.post(PAGE, {"act": "stop"})
    assert not PushSubscription.objects.exists()


def test_what_the_browser_did_not_say_is_asked_again_and_choices_stay(leo: Client) -> None:
    answer = leo.post(PAGE, {"act": "keep", "kinds": ["reviews"], "policy": "follower"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This browser could not be asked." in page
    assert 'value="reviews" id="id_kinds_7" checked' in page
    odd = PhoneDevice("https://10.0.0.1/inside")
    assert switched_on(leo, odd, "reviews").status_code == 422
    for kinds in ([], ["everything"]):
        assert leo.post(PAGE, {"kinds": kinds, "policy": "all"}).status_code == 422
    assert not PushSubscription.objects.exists()


def test_a_browser_that_was_logged_out_rings_no_more(
    leo: Client, browser: PhoneDevice, service: PushService, student_leo: Account,
    dr_amina: Account,
) -> None:  # fmt: skip
    switched_on(leo, browser, "follows")
    leo.post("/accounts/logout/")
    follow(dr_amina, student_leo)
    assert heard(service, browser) == []
    delete_logged_out()
    assert not PushSubscription.objects.exists()


def test_a_session_that_has_run_out_rings_no_more(
    leo: Client, browser: PhoneDevice, service: PushService, student_leo: Account,
    dr_amina: Account,
) -> None:  # fmt: skip
    switched_on(leo, browser, "follows")
    delete_logged_out()
    assert PushSubscription.objects.count() == 1
    Session.objects.update(expire_date=clock.now() - timedelta(minutes=1))
    follow(dr_amina, student_leo)
    assert heard(service, browser) == []


def test_each_browser_is_its_owners_own(
    leo: Client, amina: Client, browser: PhoneDevice, visitor: Client
) -> None:
    switched_on(leo, browser, "answers")
    assert "Ring no more" not in amina.get(PAGE).content.decode()
    amina.post(PAGE, {"act": "stop"})
    assert PushSubscription.objects.count() == 1
    assert "/accounts/login/" in switched_on(visitor, browser, "answers")["Location"]
    assert PushSubscription.objects.count() == 1


@pytest.mark.parametrize(
    "how", ["comes", "hears friends alone", "stays away", "muted the host", "asked for answers"]
)
def test_the_next_question_rings_whoever_comes_to_the_chat(
    how: str, announced: Gathering, leo: Client, browser: PhoneDevice, service: PushService,
    student_leo: Account,
) -> None:  # fmt: skip
    kind = "answers" if how == "asked for answers" else "prompts"
    policy = "followed" if how == "hears friends alone" else "all"
    switched_on(leo, browser, kind, policy=policy)
    if how != "stays away":
        rsvp(student_leo, announced)
    if how == "muted the host":
        mute(student_leo, announced.host)
    clock.travel(announced.starts_at + timedelta(minutes=1))
    catch_up()
    expected = (
        [(announced.title, f"chats/{announced.pk}")]
        if how in {"comes", "hears friends alone"}
        else []
    )
    assert heard(service, browser) == expected
