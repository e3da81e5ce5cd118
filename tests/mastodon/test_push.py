"""An app asks to have its phone rung: what is kept, what is refused, who may."""

from collections.abc import Callable
from typing import Any

import pytest

from rounds.identity.models import Account
from rounds.timelines.models import PushKey, PushSubscription
from rounds.timelines.push_key import public_key, renew_key
from rounds.timelines.push_subscriptions import MOST
from tests.mastodon.conftest import Phone
from tests.mastodon.ringing import PATH, rings_for
from tests.outside.devices import PhoneDevice

PhoneOf = Callable[..., Phone]


def test_a_subscription_is_made_shown_changed_and_ended(
    phone_of: PhoneOf, dr_amina: Account
) -> None:
    phone, device = phone_of(dr_amina), PhoneDevice("https://push.example/device/1")
    assert phone.get(PATH).status_code == 404
    made = rings_for(phone, device, alerts={"mention": True}, policy="followed")
    assert made["id"] == str(PushSubscription.objects.get().pk)
    assert int(made["id"]) < 2**31
    assert (made["endpoint"], made["policy"]) == (device.endpoint, "followed")
    assert made["standard"] is True
    assert made["server_key"] == public_key()
    assert {name for name, on in made["alerts"].items() if on} == {"mention"}
    assert phone.get(PATH).json() == made
    changed = phone.send("PUT", PATH, {"data": {"alerts": {"poll": True}}}).json()
    assert {name for name, on in changed["alerts"].items() if on} == {"poll"}
    assert (changed["policy"], changed["endpoint"]) == ("followed", device.endpoint)
    answer = phone.send("DELETE", PATH)
    assert (answer.status_code, answer.json()) == (200, {})
    assert phone.get(PATH).status_code == 404
    assert phone.send("PUT", PATH, {"data": {}}).status_code == 404
    assert phone.send("DELETE", PATH).status_code == 200


def test_a_form_says_the_same_as_json(phone_of: PhoneOf, dr_amina: Account) -> None:
    phone, device = phone_of(dr_amina), PhoneDevice("https://push.example/device/1")
    keys = device.subscription()["keys"]
    body = (
        "subscription[endpoint]=https%3A%2F%2Fpush.example%2Fdevice%2F1"
        f"&subscription[keys][p256dh]={keys['p256dh']}&subscription[keys][auth]={keys['auth']}"
        "&data[alerts][mention]=true&data[alerts][follow]=0&data[alerts][admin.sign_up]=1"
        "&data[policy]=follower"
    )
    made = phone.form(PATH, body).json()
    assert made["endpoint"] == device.endpoint
    assert {name for name, on in made["alerts"].items() if on} == {"mention", "admin.sign_up"}
    assert (made["policy"], made["standard"]) == ("follower", False)
    changed = phone.form(PATH, "data[alerts][follow]=true&policy=none", "PUT").json()
    assert (changed["alerts"]["follow"], changed["alerts"]["mention"]) == (True, False)
    assert changed["policy"] == "none"


def test_each_token_has_one_device(phone_of: PhoneOf, dr_amina: Account) -> None:
    phone, other = phone_of(dr_amina), phone_of(dr_amina, "read push")
    rings_for(phone, PhoneDevice("https://push.example/old"))
    rings_for(phone, PhoneDevice("https://push.example/new"))
    rings_for(other, PhoneDevice("https://push.example/other"))
    assert phone.get(PATH).json()["endpoint"] == "https://push.example/new"
    assert other.get(PATH).json()["endpoint"] == "https://push.example/other"
    assert PushSubscription.objects.count() == 2


def test_a_person_has_only_so_many_devices(phone_of: PhoneOf, dr_amina: Account) -> None:
    device = PhoneDevice("https://push.example/1")
    for number in range(MOST + 2):
        rings_for(phone_of(dr_amina, " ".join(["push"] * (number + 1))), device)
    assert PushSubscription.objects.count() == MOST


@pytest.mark.parametrize(
    "said",
    [
        {"endpoint": "http://push.example/1"}, {"endpoint": "https://10.1.2.3/1"},
        {"endpoint": "https://127.0.0.1/"}, {"endpoint": f"https://push.example/{'x' * 2000}"},
        {"keys": {"p256dh": "AAAA", "auth": "AAAAAAAAAAAAAAAAAAAAAA"}}, {"keys": {}},
        {"endpoint": 12}, {"policy": "everybody"},
    ],
)  # fmt: skip
def test_what_can_not_be_rung_is_refused(
    said: dict[str, Any], phone_of: PhoneOf, dr_amina: Account
) -> None:
    policy = said.get("policy", "all")
    whole = PhoneDevice("https://push.example/1").subscription() | said
    answer = phone_of(dr_amina).post(PATH, {"subscription": whole, "data": {"policy": policy}})
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Validation failed")
    assert not PushSubscription.objects.exists()


def test_only_a_token_for_push_may_ask(
    phone_of: PhoneOf, dr_amina: Account, stranger: Phone
) -> None:
    sent = {"subscription": PhoneDevice("https://push.example/1").subscription()}
    for method in ("POST", "GET", "PUT", "DELETE"):
        assert (
            phone_of(dr_amina, f"read write {method}").send(method, PATH, sent).status_code == 403
        )
        assert stranger.send(method, PATH, sent).status_code == 401
    assert phone_of(None, "push").post(PATH, sent).status_code == 422


def test_apps_are_told_the_servers_key_where_they_look_for_it(
    phone_of: PhoneOf, dr_amina: Account, stranger: Phone
) -> None:
    key = stranger.get("/api/v2/instance").json()["configuration"]["vapid"]["public_key"]
    assert key == public_key()
    app = {"client_name": "Ward Phone", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"}
    assert stranger.post("/api/v1/apps", app).json()["vapid_key"] == key
    shown = phone_of(dr_amina).get("/api/v1/apps/verify_credentials").json()
    assert shown["vapid_key"] == key
    assert PushKey.objects.count() == 1
    assert key not in PushKey.objects.get().sealed


def test_a_new_key_of_the_server_forgets_every_device(phone_of: PhoneOf, dr_amina: Account) -> None:
    phone, before = phone_of(dr_amina), public_key()
    rings_for(phone, PhoneDevice("https://push.example/1"))
    assert renew_key() == 1
    assert public_key() != before
    assert phone.get(PATH).status_code == 404
