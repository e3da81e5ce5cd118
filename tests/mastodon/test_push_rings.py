"""A phone rings when its owner is told something: for what it asked, from whom, in which words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.submit import submit
from rounds.identity.block import block
from rounds.identity.follow import follow
from rounds.identity.models import Account, User
from rounds.identity.mute import mute
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.composition import PollDraft
from rounds.posts.react import favourite, mute_thread
from rounds.posts.visibility import Visibility
from rounds.timelines.filters import Keyword, create_filter
from rounds.timelines.push_subscriptions import POLICIES
from tests.mastodon.conftest import Phone
from tests.mastodon.ringing import EVERYTHING, PATH, heard, rings_for, say
from tests.outside.devices import PhoneDevice, PushService

PhoneOf = Callable[..., Phone]
# Whom Amina follows, and who follows Amina: of whose deeds each policy lets her phone ring.
HEARD = {"all": {"leo", "priya"}, "followed": {"leo"}, "follower": {"priya"}, "none": set()}


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


def _everything_happens(amina: Account, leo: Account) -> None:
    """Leo does to Amina all that can be told of at once."""
    post = say(amina, "An ECG for today.")
    say(leo, "Left axis.", reply_to=post.pk)
    favourite(leo, post.pk)
    boost(leo, post.pk)
    follow(leo, amina)
    say(leo, "Look at this", quote_of=post.pk)


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
