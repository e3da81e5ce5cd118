"""When a phone rings no more, and what becomes of a message that nobody takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rounds.base import clock
from rounds.identity.follow import follow
from rounds.identity.grant import revoke_app
from rounds.identity.models import Account, App, User
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.withdraw import withdraw
from rounds.timelines.models import PushSubscription
from rounds.timelines.notifications import clear
from rounds.timelines.push import TURNS
from rounds.timelines.push_subscriptions import REFUSALS
from tests.mastodon.conftest import Phone
from tests.mastodon.ringing import EVERYTHING, PATH, heard, rings_for, say
from tests.outside.devices import PhoneDevice, PushService

PhoneOf = Callable[..., Phone]


def test_what_is_gone_before_it_is_sent_rings_nobody(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    service.answers += [(503, {})] * 2
    first = say(student_leo, "@amina one")
    say(student_leo, "@amina two")
    assert len(service.arrived) == 2
    withdraw(student_leo, first.pk)
    clear(dr_amina)
    clock.travel(clock.now() + timedelta(minutes=2))
    run_due()
    assert len(service.arrived) == 2
    assert not Job.objects.filter(function="rounds.timelines.push.ring").exists()


@pytest.mark.parametrize("how", ["token", "app", "suspended", "inactive", "closed", "ended"])
def test_a_revoked_or_closed_account_is_rung_no_more(
    how: str, phone_of: PhoneOf, some_app: App, service: PushService, device: PhoneDevice,
    dr_amina: Account, student_leo: Account,
) -> None:  # fmt: skip
    phone = phone_of(dr_amina)
    rings_for(phone, device, alerts=EVERYTHING)
    match how:
        case "token":
            token = phone.headers["authorization"].removeprefix("Bearer ")
            said = {"token": token, "client_id": "ward-phone", "client_secret": "s3cret"}
            assert phone.post("/oauth/revoke", said).status_code == 200
        case "app":
            revoke_app(dr_amina.user, some_app.pk)
        case "suspended":
            Account.objects.filter(pk=dr_amina.pk).update(suspended_at=timezone.now())
        case "inactive":
            User.objects.filter(account=dr_amina).update(is_active=False)
        case "closed":
            User.objects.filter(account=dr_amina).delete()
        case "ended":
            phone.send("DELETE", PATH)
    follow(student_leo, dr_amina)
    assert heard(service, device) == []
    kept = how in {"suspended", "inactive"}
    assert PushSubscription.objects.exists() is kept


def test_a_device_that_is_no_more_is_forgotten(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    service.answers.append((410, {}))
    follow(student_leo, dr_amina)
    run_due()
    assert not PushSubscription.objects.exists()
    assert len(service.arrived) == 1


def test_a_service_that_is_busy_is_asked_again_but_not_for_ever(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    service.answers += [(429, {"Retry-After": "120"})]
    follow(student_leo, dr_amina)
    run_due()
    now = clock.now()
    job = Job.objects.get(function="rounds.timelines.push.ring")
    assert timedelta(seconds=110) < job.run_at - now <= timedelta(seconds=120)
    service.answers += [(503, {})] * 50
    for _ in range(20):
        clock.travel(clock.now() + timedelta(hours=3))
        run_due()
    assert len(service.arrived) == len(TURNS) + 1
    assert PushSubscription.objects.get().refusals == 1
    service.answers.clear()
    say(student_leo, "@amina there?")
    assert len(service.arrived) == len(TURNS) + 2
    assert PushSubscription.objects.get().refusals == 0


def test_a_service_that_never_takes_anything_is_given_up(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    service.answers += [(403, {})] * REFUSALS
    for number in range(REFUSALS):
        assert PushSubscription.objects.count() == 1
        say(student_leo, f"@amina {number}")
    assert not PushSubscription.objects.exists()


def test_under_another_secret_nothing_goes_out_and_apps_ask_anew(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account, settings: Any,
) -> None:  # fmt: skip
    phone = phone_of(dr_amina)
    rings_for(phone, device, alerts=EVERYTHING)
    settings.SECRET_KEY = "another secret that is long enough for this"
    follow(student_leo, dr_amina)
    assert heard(service, device) == []
    assert not Job.objects.filter(attempts__gt=0).exists()
    assert phone.get(PATH).status_code == 404


def test_a_notification_costs_one_read_more_and_no_job_where_nobody_listens(
    phone_of: PhoneOf, dr_amina: Account, student_leo: Account
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        follow(student_leo, dr_amina)
        run_due()
    reads = [one["sql"] for one in seen if "timelines_pushsubscription" in one["sql"]]
    assert len(reads) == 1
    assert "rounds.timelines.push.ring" not in " ".join(one["sql"] for one in seen)
