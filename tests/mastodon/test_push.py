"""A phone rings when its owner is told something: for what it asked, from whom, and in whose words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.block import block
from rounds.identity.follow import follow
from rounds.identity.grant import revoke_app
from rounds.identity.models import Account, App, User
from rounds.identity.mute import mute
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.composition import PollDraft
from rounds.posts.models import Post
from rounds.posts.react import favourite, mute_thread
from rounds.posts.visibility import Visibility
from rounds.posts.withdraw import withdraw
from rounds.timelines.filters import Keyword, create_filter
from rounds.timelines.models import PushKey, PushSubscription
from rounds.timelines.notifications import clear
from rounds.timelines.push import TURNS
from rounds.timelines.push_key import public_key, renew_key
from rounds.timelines.push_subscriptions import MOST, POLICIES, REFUSALS
from tests.mastodon.conftest import Phone
from tests.outside.devices import PhoneDevice, PushService, push_service

PATH = "/api/v1/push/subscription"
PhoneOf = Callable[..., Phone]
EVERYTHING = dict.fromkeys(
    ("mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update",
     "quote"), True,
)  # fmt: skip
# Whom Amina follows, and who follows Amina: of whose deeds each policy lets her phone ring.
HEARD = {"all": {"leo", "priya"}, "followed": {"leo"}, "follower": {"priya"}, "none": set()}


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    """A push service on loopback that may be reached."""
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    with push_service() as running:
        yield running


@pytest.fixture
def device(service: PushService) -> PhoneDevice:
    """Amina's phone."""
    return PhoneDevice(f"{service.url}/amina")


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


def test_whoever_is_answered_hears_it_on_her_phone(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts={"mention": True})
    post = say(dr_amina, "What is the axis?")
    say(student_leo, "Left, I think.", reply_to=post.pk)
    say(student_leo, "@amina is it?")
    assert heard(service, device) == [
        ("mention", "Leo Martins answered you", "Left, I think."),
        ("mention", "Leo Martins mentioned you", "@amina is it?"),
    ]
    words = device.read(service.arrived[0])
    assert words["preferred_locale"] == "en"
    assert isinstance(words["notification_id"], int)
    assert words["icon"].startswith("http")
    # This server keeps tokens as digests: there is none it could send.
    assert words["access_token"] == ""
    assert not Job.objects.filter(attempts__gt=0).exists()


def test_the_words_are_in_the_owners_language(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    User.objects.filter(account=dr_amina).update(locale="de")
    rings_for(phone_of(dr_amina), device, alerts={"follow": True})
    follow(student_leo, dr_amina)
    assert heard(service, device) == [("follow", "Leo Martins folgt Ihnen jetzt", "@leo")]
    assert device.read(service.arrived[0])["preferred_locale"] == "de"


def test_old_apps_are_rung_in_the_old_way(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    sent = {"subscription": device.subscription(), "data": {"alerts": {"follow": True}}}
    assert phone_of(dr_amina).post(PATH, sent).json()["standard"] is False
    follow(student_leo, dr_amina)
    assert [kind for kind, _, _ in heard(service, device)] == ["follow"]
    assert service.arrived[0].headers["Content-Encoding"] == "aesgcm"


def _everything_happens(amina: Account, leo: Account) -> None:
    """Leo does to Amina all that can be told of at once."""
    post = say(amina, "An ECG for today.")
    say(leo, "Left axis.", reply_to=post.pk)
    favourite(leo, post.pk)
    boost(leo, post.pk)
    follow(leo, amina)
    say(leo, "Look at this", quote_of=post.pk)


@pytest.mark.parametrize("alert", ["mention", "favourite", "reblog", "quote"])
@pytest.mark.parametrize("policy", POLICIES)
def test_each_alert_rings_under_each_policy_for_whom_it_lets_through(
    alert: str, policy: str, phone_of: PhoneOf, service: PushService, device: PhoneDevice,
    dr_amina: Account, student_leo: Account, trainee_priya: Account,
) -> None:  # fmt: skip
    follow(dr_amina, student_leo)
    follow(trainee_priya, dr_amina)
    run_due()
    rings_for(phone_of(dr_amina), device, alerts={alert: True}, policy=policy)
    post = say(dr_amina, "An ECG for today.")
    for one in (student_leo, trainee_priya):
        say(one, "Left axis.", reply_to=post.pk)
        favourite(one, post.pk)
        boost(one, post.pk)
        say(one, "Look at this", quote_of=post.pk)
    names = {"Leo Martins": "leo", "Dr Priya Raman": "priya"}
    who = {
        (kind, handle)
        for kind, title, _ in heard(service, device)
        for name, handle in names.items()
        if title.startswith(name)
    }
    assert len(service.arrived) == len(who)
    assert who == {(alert, name) for name in HEARD[policy]}


@pytest.mark.parametrize(
    ("policy", "rings"), [("all", 1), ("follower", 1), ("followed", 0), ("none", 0)]
)
def test_a_new_follower_rings_as_a_follower(
    policy: str, rings: int, phone_of: PhoneOf, service: PushService, device: PhoneDevice,
    dr_amina: Account, student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts={"follow": True}, policy=policy)
    follow(student_leo, dr_amina)
    assert len(heard(service, device)) == rings


@pytest.mark.parametrize(("policy", "rings"), [("all", 1), ("followed", 1), ("none", 0)])
def test_the_end_of_ones_own_poll_rings_unless_nothing_does(
    policy: str, rings: int, phone_of: PhoneOf, service: PushService, device: PhoneDevice,
    dr_amina: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts={"poll": True}, policy=policy)
    say(
        dr_amina, "Which drug?", poll=PollDraft(options=("Adenosine", "Amiodarone"), expires_in=300)
    )
    clock.travel(clock.now() + timedelta(minutes=6))
    assert [title for _, title, _ in heard(service, device)] == ["A poll has ended"] * rings


def test_an_app_that_asked_for_nothing_hears_nothing(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device)
    _everything_happens(dr_amina, student_leo)
    assert heard(service, device) == []


@pytest.mark.parametrize("how", ["block", "mute", "thread", "filter", "policy", "limited"])
def test_nobody_is_rung_against_their_wish(
    how: str, phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    phone = phone_of(dr_amina)
    rings_for(phone, device, alerts=EVERYTHING)
    post = say(dr_amina, "What is the axis?")
    match how:
        case "block":
            block(dr_amina, student_leo)
        case "mute":
            mute(dr_amina, student_leo)
        case "thread":
            mute_thread(dr_amina, post.pk)
        case "filter":
            words = [Keyword("axis")]
            create_filter(dr_amina, "ECGs", ["notifications"], action="hide", keywords=words)
        case "policy":
            drop = {"for_not_following": "drop"}
            phone.send("PATCH", "/api/v2/notifications/policy", drop)
        case "limited":
            hold = {"for_not_following": "filter"}
            phone.send("PATCH", "/api/v2/notifications/policy", hold)
    submit(
        student_leo, Draft(text="Left axis @amina", reply_to=None if how == "block" else post.pk)
    )
    assert heard(service, device) == []


def test_a_filter_that_warns_keeps_the_words_back(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    create_filter(dr_amina, "Exams", ["notifications"], keywords=[Keyword("finals")])
    say(student_leo, "@amina are finals hard?")
    ((_, title, body),) = heard(service, device)
    assert title == "Leo Martins mentioned you"
    assert body == "Filtered: Exams"


@pytest.mark.parametrize(
    ("allowed", "direct", "public"),
    [
        ("not-direct", "A direct post. Open it to read it.", "@amina good morning"),
        ("all", "@amina good morning", "@amina good morning"),
        ("none", "", ""),
    ],
)  # fmt: skip
def test_a_setting_says_whose_words_go_out(
    allowed: str, direct: str, public: str, phone_of: PhoneOf, service: PushService,
    device: PhoneDevice, dr_amina: Account, student_leo: Account, settings: Any,
) -> None:  # fmt: skip
    settings.ROUNDS = replace(settings.ROUNDS, push_words=allowed)
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    say(student_leo, "@amina good morning", visibility=Visibility.DIRECT)
    say(student_leo, "@amina good morning")
    assert [body for _, _, body in heard(service, device)] == [direct, public]


def test_a_content_warning_stands_for_the_words(
    phone_of: PhoneOf, service: PushService, device: PhoneDevice, dr_amina: Account,
    student_leo: Account,
) -> None:  # fmt: skip
    rings_for(phone_of(dr_amina), device, alerts=EVERYTHING)
    say(student_leo, "@amina the wound", content_warning="Surgery")
    say(student_leo, f"@amina {'very ' * 100}long")
    bodies = [body for _, _, body in heard(service, device)]
    assert bodies[0] == "Surgery"
    assert (len(bodies[1]), bodies[1][-1]) == (140, "…")


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


def test_a_new_key_of_the_server_forgets_every_device(phone_of: PhoneOf, dr_amina: Account) -> None:
    phone, before = phone_of(dr_amina), public_key()
    rings_for(phone, PhoneDevice("https://push.example/1"))
    assert renew_key() == 1
    assert public_key() != before
    assert phone.get(PATH).status_code == 404


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
