"""Where a phone is rung, and with what key, is known to its own app and to nobody else."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.moving.take_out import take_out
from rounds.timelines.models import PushSubscription
from tests.journeys.searching import Answers, everything_logged, in_database, within
from tests.mastodon.conftest import Phone
from tests.outside.devices import PhoneDevice, encode, push_service
from tests.web.conftest import LogIn

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(120)]
PhoneOf = Callable[..., Phone]
PATH = "/api/v1/push/subscription"
PAGES = (
    "/home", "/notifications", "/settings", "/settings/apps", "/settings/data", "/@amina", "/metrics",
    "/healthz", "/api/v2/instance", "/api/v1/notifications", PATH,
)  # fmt: skip


def _packed(account: Account) -> list[bytes]:
    """Every file of somebody's archive."""
    out = io.BytesIO()
    take_out(account, out)
    with zipfile.ZipFile(out) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_a_phones_address_and_keys_are_in_no_table_log_page_or_archive(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, log_in: LogIn, visitor: Client,
    settings: Any, media_folder: object,
) -> None:  # fmt: skip
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    with push_service() as service, everything_logged() as written:
        device = PhoneDevice(f"{service.url}/zebraphone")
        secrets = ["zebraphone", device.p256dh.lower(), encode(device.auth).lower()]
        answers = Answers(secrets)
        sent = {"subscription": device.subscription(), "data": {"alerts": {"mention": True}}}
        answers.look("her own app", amina.post(PATH, sent))
        # One is busy and is asked again, one refuses, one is gone: each is worth a line in a log.
        service.answers += [(503, {}), (403, {})]
        for words in ("one", "two", "three"):
            submit(student_leo, Draft(text=f"@amina {words}"))
            run_due()
        assert len(service.arrived) == 3
        amina.post(PATH, sent | {"subscription": device.subscription(keys={"p256dh": "A"})})
        amina.post(PATH, {"subscription": device.subscription(endpoint="http://zebraphone/")})
        answers.get("a stranger", visitor, PAGES)
        answers.get("a member", log_in(student_leo), PAGES)
        answers.get("her pages", log_in(dr_amina), PAGES)
        answers.get("his app", leo.client, PAGES, headers=leo.headers)
        archives = [*_packed(dr_amina), *_packed(student_leo)]
    assert answers.found == {f"her own app POST {PATH}"}
    assert PushSubscription.objects.count() == 1
    assert in_database(secrets) == set()
    assert "push refused" in written.getvalue()
    assert not within(written.getvalue(), secrets)
    assert not any(within(one, secrets) for one in archives)
