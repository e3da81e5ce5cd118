"""The settings: what one may change about oneself, and what is refused with everything still typed."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.submit import submit
from rounds.identity import queries
from rounds.identity.block import block, block_domain
from rounds.identity.follow import follow
from rounds.identity.models import Account, User
from rounds.identity.mute import mute
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from rounds.posts.react import bookmark, favourite
from rounds.timelines.filters import list_filters
from tests.web.conftest import LogIn

ROOMS = [
    "/settings", "/settings/profile", "/settings/account", "/settings/preferences", "/settings/people",
    "/settings/filters", "/settings/filters/new", "/settings/data", "/settings/close", "/settings/apps",
    "/settings/ringing",
    *(f"/settings/people?list={name}" for name in ("requests", "followers", "following", "muted", "blocked", "servers")),
]  # fmt: skip


def picture(colour: str = "teal") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (600, 300), colour).save(made, "PNG")
    return SimpleUploadedFile("face.png", made.getvalue(), "image/png")


def profile_of(account: Account, **changes: object) -> dict[str, object]:
    return {"display_name": account.display_name, "role": account.role, **changes}


@pytest.mark.parametrize("address", ROOMS)
def test_each_room_opens_for_its_owner_and_sends_a_visitor_to_log_in(
    student_leo: Account, log_in: LogIn, visitor: Client, address: str
) -> None:
    assert log_in(student_leo).get(address).status_code == 200
    assert "/accounts/login/" in visitor.get(address)["Location"]


def test_a_student_says_more_about_himself(student_leo: Account, log_in: LogIn) -> None:
    client = log_in(student_leo)
    said = profile_of(
        student_leo, note="Third year, @priya taught me.", specialties="cardiology, ethics",
        languages="Portuguese, English", country="PT", pronouns="he/him", name_0="Website",
        value_0="https://leo.example", locked="on", discoverable="on",
    )  # fmt: skip
    answer = client.post("/settings/profile", said, follow=True)
    assert "Your profile is changed." in answer.content.decode()
    student_leo.refresh_from_db()
    assert student_leo.specialties == ["cardiology", "ethics"]
    assert student_leo.fields[0]["name"] == "Website"
    assert student_leo.locked
    assert not student_leo.indexable


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("display_name", "", "required"),
        ("note", "x" * 501, "at most 500 characters"),
        ("languages", "Klingonese", "do not know the language"),
        ("country", "XX", "valid choice"),
        ("avatar", SimpleUploadedFile("a.png", b"no picture at all"), "picture"),
    ],
)
def test_what_cannot_be_used_is_refused_and_all_that_was_typed_stays(
    student_leo: Account, log_in: LogIn, field: str, value: object, words: str
) -> None:
    said = profile_of(student_leo, pronouns="he/him/his", **{field: value})
    answer = log_in(student_leo).post("/settings/profile", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "he/him/his" in answer.content.decode()
    student_leo.refresh_from_db()
    assert student_leo.pronouns == ""


def test_a_portrait_is_set_and_taken_away(student_leo: Account, log_in: LogIn) -> None:
    client = log_in(student_leo)
    client.post("/settings/profile", profile_of(student_leo, avatar=picture(), header=picture()))
    student_leo.refresh_from_db()
    assert student_leo.avatar.endswith(".webp")
    assert "Show no portrait" in client.get("/settings/profile").content.decode()
    client.post("/settings/profile", profile_of(student_leo, no_avatar="on"))
    student_leo.refresh_from_db()
    assert student_leo.avatar == ""
    assert student_leo.header


def test_becoming_a_doctor_asks_about_the_name_and_says_whose_rule_it_is(
    student_leo: Account, log_in: LogIn
) -> None:
    client = log_in(student_leo)
    asked = client.post("/settings/profile", profile_of(student_leo, role="consultant"))
    assert asked.status_code == 422
    said = profile_of(student_leo, role="consultant", uses_own_name="no")
    told = client.post("/settings/profile", said, follow=True).content.decode()
    assert "under a name that isn&#x27;t your own" in told
    assert "General Medical Council" in told


def test_preferences_are_kept_and_the_page_speaks_german_at_once(
    student_leo: Account, log_in: LogIn
) -> None:
    client = log_in(student_leo)
    wish = {
        "locale": "de", "time_zone": "Europe/Lisbon", "theme": "dark", "default_visibility": "private",
        "default_language": "pt", "default_sensitive": "on",
    }  # fmt: skip
    client.post("/settings/preferences", wish)
    user = User.objects.get(account=student_leo)
    assert (user.locale, user.time_zone, user.theme) == ("de", "Europe/Lisbon", "dark")
    assert (user.default_visibility, user.default_language) == ("private", "pt")
    page = client.get("/settings/preferences").content.decode()
    assert 'lang="de"' in page
    assert 'data-theme="dark"' in page


def test_a_zone_that_is_none_is_refused(student_leo: Account, log_in: LogIn) -> None:
    wish = {"locale": "tlh", "time_zone": "Mars/Olympus", "theme": "pink"}
    answer = log_in(student_leo).post("/settings/preferences", wish)
    assert answer.status_code == 422
    assert User.objects.get(account=student_leo).theme == "auto"


def test_a_request_to_follow_is_answered(
    student_leo: Account, dr_amina: Account, patient_joan: Account, log_in: LogIn
) -> None:
    revise_profile(dr_amina, Changes(locked=True))
    follow(student_leo, dr_amina)
    follow(patient_joan, dr_amina)
    client = log_in(dr_amina)
    page = client.get("/settings/people?list=requests").content.decode()
    assert "Leo Martins" in page
    assert "Medical student" in page
    client.post(f"/settings/people/{student_leo.pk}", {"act": "accept"})
    client.post(f"/settings/people/{patient_joan.pk}", {"act": "reject"})
    assert queries.follower_ids(dr_amina.pk) == [student_leo.pk]


def test_muting_blocking_and_following_are_undone_from_their_lists(
    student_leo: Account,
    dr_amina: Account,
    trainee_priya: Account,
    patient_joan: Account,
    log_in: LogIn,
) -> None:
    mute(student_leo, dr_amina)
    block(student_leo, trainee_priya)
    follow(student_leo, patient_joan)
    follow(patient_joan, student_leo)
    client = log_in(student_leo)
    for account, act in (
        (dr_amina, "unmute"), (trainee_priya, "unblock"), (patient_joan, "unfollow"), (patient_joan, "remove"),
    ):  # fmt: skip
        client.post(f"/settings/people/{account.pk}", {"act": act})
    assert not queries.hidden_ids(student_leo.pk)
    assert not queries.followed_ids(student_leo.pk)
    assert not queries.follower_ids(student_leo.pk)


def test_an_unknown_act_and_an_unknown_list_change_nothing(
    student_leo: Account, dr_amina: Account, log_in: LogIn
) -> None:
    client = log_in(student_leo)
    assert client.post(f"/settings/people/{dr_amina.pk}", {"act": "haunt"}).status_code == 422
    assert client.post("/settings/people/12345", {"act": "unmute"}).status_code == 404
    assert client.get("/settings/people?list=ghosts").status_code == 404


def test_a_server_is_hidden_and_shown_again(student_leo: Account, log_in: LogIn) -> None:
    client = log_in(student_leo)
    client.post("/settings/servers/hide", {"server": "Spam.Example"})
    assert "spam.example" in client.get("/settings/people?list=servers").content.decode()
    client.post("/settings/servers/show", {"server": "spam.example"})
    assert "You hide no server" in client.get("/settings/people?list=servers").content.decode()
    assert client.post("/settings/servers/hide", {"server": "not a host"}).status_code == 422


FILTER = {
    "title": "Exams", "words": "ACFM, exam results", "whole_word": "on", "contexts": ["home", "public"],
    "action": "hide", "hours": "24",
}  # fmt: skip


def test_a_filter_is_made_changed_and_deleted(student_leo: Account, log_in: LogIn) -> None:
    client = log_in(student_leo)
    client.post("/settings/filters/new", FILTER)
    made = list_filters(student_leo)[0]
    assert [word.keyword for word in made.keywords.all()] == ["ACFM", "exam results"]
    assert made.expires_at
    client.post(
        f"/settings/filters/{made.pk}", FILTER | {"words": "ACFM", "action": "warn", "hours": ""}
    )
    changed = list_filters(student_leo)[0]
    assert [word.keyword for word in changed.keywords.all()] == ["ACFM"]
    assert (changed.action, changed.expires_at) == ("warn", None)
    client.post(f"/settings/filters/{made.pk}/delete")
    assert not list_filters(student_leo)


def test_a_filter_without_a_place_is_refused_and_a_foreign_one_is_not_there(
    student_leo: Account, dr_amina: Account, log_in: LogIn
) -> None:
    client = log_in(student_leo)
    wrong = client.post("/settings/filters/new", FILTER | {"contexts": []})
    assert wrong.status_code == 422
    assert 'value="ACFM, exam results"' in wrong.content.decode()
    log_in(dr_amina).post("/settings/filters/new", FILTER)
    theirs = list_filters(dr_amina)[0]
    assert client.get(f"/settings/filters/{theirs.pk}").status_code == 404
    assert client.post(f"/settings/filters/{theirs.pk}/delete").status_code == 404


def written(account: Account, text: str) -> Post:
    outcome = submit(account, Draft(text=text))
    post: Post = outcome.post  # type: ignore[union-attr]
    return post


def test_the_copy_holds_ones_own_and_nobody_elses_words(
    student_leo: Account, dr_amina: Account, log_in: LogIn
) -> None:
    written(student_leo, "My own words about murmurs.")
    theirs = written(dr_amina, "Words of somebody else.")
    favourite(student_leo, theirs.pk)
    bookmark(student_leo, theirs.pk)
    follow(student_leo, dr_amina)
    block_domain(student_leo, "spam.example")
    browser = log_in(student_leo)
    assert browser.post("/settings/data/archive").status_code == 302
    while run_due():
        pass
    page = browser.get("/settings/data").content.decode()
    link = re.search(r'href="(/settings/data/\d+)"', page)
    assert link
    answer = browser.get(link[1])
    assert 'filename="rounds-leo-' in answer["Content-Disposition"]
    assert log_in(dr_amina).get(link[1]).status_code == 404
    packed = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert {"actor.json", "outbox.json", "likes.json", "bookmarks.json"} <= set(packed.namelist())
    held = json.loads(packed.read("rounds.json"))
    outbox = json.loads(packed.read("outbox.json"))
    note = outbox["orderedItems"][0]["object"]
    assert note["source"]["content"] == "My own words about murmurs."
    assert held["profile"]["username"] == "leo"
    assert held["sign_in"]["email"] == "leo@example.org"
    assert held["following"][0]["account"] == "amina"
    assert held["bookmarks"][0]["url"].endswith(str(theirs.pk))
    assert held["blocked_servers"] == ["spam.example"]
    everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert "somebody else" not in everything
    assert "password" not in everything
    assert packed.read("following_accounts.csv").splitlines()[1].startswith(b"amina@")


def test_a_copy_is_made_only_by_a_form(student_leo: Account, log_in: LogIn) -> None:
    assert log_in(student_leo).get("/settings/data/archive").status_code == 405


@pytest.fixture
def leo_with_password(student_leo: Account) -> Account:
    """Leo, who knows his password."""
    student_leo.user.set_password("slow green kettle 7")
    student_leo.user.save()
    return student_leo


def test_closing_the_account_takes_everything_along(
    leo_with_password: Account, dr_amina: Account, log_in: LogIn
) -> None:
    leo = leo_with_password
    mine = written(leo, "Soon gone.")
    follow(leo, dr_amina)
    favourite(leo, written(dr_amina, "This stays.").pk)
    client = log_in(leo)
    client.post("/settings/close", {"password": "slow green kettle 7", "sure": "on"})
    run_due()
    assert client.get("/settings").status_code == 302
    assert not User.objects.filter(email="leo@example.org").exists()
    assert not Post.objects.filter(pk=mine.pk).exists()
    assert Client().get("/@leo").status_code == 404
    leo.refresh_from_db()
    dr_amina.refresh_from_db()
    assert leo.display_name == ""
    assert dr_amina.followers_count == 0
    assert Post.objects.get(author=dr_amina).favourites_count == 0


@pytest.mark.parametrize(
    "said", [{"password": "wrong", "sure": "on"}, {"password": "slow green kettle 7"}, {}]
)
def test_nothing_is_closed_without_the_password_and_the_word(
    leo_with_password: Account, log_in: LogIn, said: dict[str, str]
) -> None:
    answer = log_in(leo_with_password).post("/settings/close", said)
    assert answer.status_code == 422
    assert User.objects.filter(account=leo_with_password).exists()


def test_one_who_guesses_keeps_nobody_else_behind_the_proxy_out(
    leo_with_password: Account, client: Client
) -> None:
    def log_in_from(address: str, password: str, email: str = "somebody@example.org") -> int:
        said = {"login": email, "password": password}
        return client.post(
            "/accounts/login/", said, headers={"x-forwarded-for": address}
        ).status_code

    guesses = [log_in_from("198.51.100.7", f"guess {n}") for n in range(40)]
    assert guesses[-1] == 429
    assert log_in_from("203.0.113.9", "slow green kettle 7", "leo@example.org") == 302


def test_guessing_the_password_of_an_open_browser_is_stopped(
    leo_with_password: Account, log_in: LogIn
) -> None:
    client = log_in(leo_with_password)
    statuses = [
        client.post("/settings/close", {"password": f"guess {n}", "sure": "on"}).status_code
        for n in range(14)
    ]
    assert statuses[-1] == 429


def test_the_username_of_a_closed_account_stays_taken(
    leo_with_password: Account, log_in: LogIn
) -> None:
    log_in(leo_with_password).post(
        "/settings/close", {"password": "slow green kettle 7", "sure": "on"}
    )
    said = {
        "display_name": "Another", "username": "leo", "role": "student", "email": "a@example.org",
        "password1": "slow green kettle 8", "age_band": "18_plus",
    }  # fmt: skip
    assert "is taken" in Client().post("/accounts/signup/", said).content.decode()


def test_a_chat_that_has_not_begun_is_called_off_with_its_host(
    leo_with_password: Account, log_in: LogIn
) -> None:
    from rounds.gatherings.announce import announce
    from rounds.gatherings.models import Gathering
    from rounds.gatherings.plan import Plan, PlannedPrompt

    plan = Plan(
        title="Murmurs for beginners", tag="murmurs", starts_at=clock.now() + timedelta(days=2),
        prompts=(PlannedPrompt(text="What do you listen for first?", minute=0),),
    )  # fmt: skip
    announce(leo_with_password, plan)
    log_in(leo_with_password).post(
        "/settings/close", {"password": "slow green kettle 7", "sure": "on"}
    )
    run_due()
    assert Gathering.objects.get().state == "cancelled"
