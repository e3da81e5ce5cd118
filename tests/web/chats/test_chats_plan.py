"""Planning a chat on the page: a plain form that keeps everything typed."""

from datetime import timedelta

import pytest
from django.test import Client

from rounds.base import clock
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.queries import prompts_of
from rounds.identity.models import Account
from rounds.identity.preferences import Preferences, revise_preferences

NEXT_WEEK = (clock.now() + timedelta(days=7)).date().isoformat()


def _client(account: Account) -> Client:
    client = Client()
    client.force_login(account.user)
    return client


def _form(**changes: object) -> dict[str, object]:
    form: dict[str, object] = {
        "title": "Salt and the kidney", "tag": "#RenalJC", "aims": "Read one trial.",
        "day": NEXT_WEEK, "clock": "20:00", "minutes": "60", "zone": "Asia/Tokyo",
        "prompt": ["What first?", "", "What then?"], "minute": ["0", "15", "30"],
        "welcome": "", "closing": "Good night.", "co_hosts": "", "act": "announce",
    }  # fmt: skip
    return form | changes


def test_the_form_begins_with_the_hosts_zone_and_four_prompts(dr_amina: Account) -> None:
    text = _client(dr_amina).get("/chats/new").content.decode()
    assert text.count('name="prompt"') == 4
    assert "<option selected>UTC</option>" in text


def test_a_chat_is_announced_in_the_hosts_zone_and_blank_rows_are_left_out(
    dr_amina: Account,
) -> None:
    answer = _client(dr_amina).post("/chats/new", _form())
    gathering = Gathering.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/chats/{gathering.pk}")
    assert gathering.starts_at.strftime("%H:%M") == "11:00"
    assert [(p.text, p.minute) for p in prompts_of(gathering)] == [
        ("What first?", 0),
        ("What then?", 30),
    ]


def test_a_prompt_is_added_and_removed_without_javascript(dr_amina: Account) -> None:
    client = _client(dr_amina)
    more = client.post("/chats/new", _form(act="add")).content.decode()
    assert more.count('name="prompt"') == 4
    assert 'value="40"' in more
    less = client.post("/chats/new", _form(act="remove-1")).content.decode()
    assert less.count('name="prompt"') == 2
    assert "What first?" not in less
    assert 'value="Salt and the kidney"' in less
    assert not Gathering.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "The chat needs a title"),
        ({"tag": "two words"}, "A hashtag is letters"),
        ({"day": "tomorrow"}, "Give the day and the time"),
        ({"day": "2020-01-01"}, "The start is in the past"),
        ({"minutes": "-5"}, "Give a number of minutes"),
        ({"minutes": "99999999"}, "Give a number of minutes"),
        ({"zone": "Mars"}, "Choose a time zone"),
        ({"prompt": ["", "", ""]}, "A chat needs at least one prompt"),
        ({"minute": ["30", "", "30"]}, "Give it a later minute"),
        ({"minute": ["x", "", "30"]}, "Give a number of minutes"),
        ({"co_hosts": "@nobody"}, "There is nobody called @nobody"),
        ({"article_url": "javascript:alert(1)"}, "must begin with https"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    dr_amina: Account, changes: dict[str, object], said: str
) -> None:
    answer = _client(dr_amina).post("/chats/new", _form(**changes))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Good night." in text
    assert not Gathering.objects.exists()


def test_a_time_that_the_clocks_leave_out_is_refused(dr_amina: Account) -> None:
    summer = _form(day="2027-03-28", clock="01:30", zone="Europe/London")
    answer = _client(dr_amina).post("/chats/new", summer)
    assert "The clocks change that night" in answer.content.decode()


def test_a_finding_stands_at_its_prompt_and_can_be_confirmed(dr_amina: Account) -> None:
    client = _client(dr_amina)
    form = _form(prompt=["What first?", "", "Ring 07700 900123?"])
    answer = client.post("/chats/new", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<mark>07700 900123</mark>" in text
    assert text.index('id="prompt-3"') < text.index("<mark>")
    confirm = text.split('name="confirm" value="')[1].split('"')[0]
    assert client.post("/chats/new", form | {"act": "", "confirm": confirm}).status_code == 303
    assert prompts_of(Gathering.objects.get())[1].text == "Ring 07700 900123?"


def test_html_in_every_field_is_shown_as_text(dr_amina: Account) -> None:
    evil = "<script>alert(1)</script>"
    form = _form(title=evil, aims=evil, welcome=evil, closing=evil, prompt=[evil], minute=["0"])
    client = _client(dr_amina)
    assert client.post("/chats/new", form).status_code == 303
    text = client.get(f"/chats/{Gathering.objects.get().pk}").content.decode()
    assert "<script>alert" not in text


def test_a_plan_is_changed_and_called_off_before_it_begins(dr_amina: Account) -> None:
    client = _client(dr_amina)
    client.post("/chats/new", _form())
    chat = Gathering.objects.get()
    text = client.get(f"/chats/{chat.pk}/edit").content.decode()
    assert "<option selected>Asia/Tokyo</option>" in text
    assert 'value="20:00"' in text
    assert client.post(f"/chats/{chat.pk}/edit", _form(title="Potassium")).status_code == 303
    assert Gathering.objects.get().title == "Potassium"
    client.post(f"/chats/{chat.pk}/cancel", {"reason": "The speaker is ill."})
    assert Gathering.objects.get().state == GatheringState.CANCELLED
    assert "The speaker is ill." in Client().get(f"/chats/{chat.pk}").content.decode()


def test_a_guest_changes_nothing(dr_amina: Account, student_leo: Account) -> None:
    _client(dr_amina).post("/chats/new", _form())
    chat = Gathering.objects.get()
    guest = _client(student_leo)
    assert guest.get(f"/chats/{chat.pk}/edit").status_code == 403
    assert guest.post(f"/chats/{chat.pk}/edit", _form(title="Mine")).status_code == 403
    assert guest.post(f"/chats/{chat.pk}/cancel").status_code == 403
    assert Gathering.objects.get().title == "Salt and the kidney"


def test_announcing_twice_makes_one_chat_and_leads_there_both_times(dr_amina: Account) -> None:
    client = _client(dr_amina)
    first, second = (client.post("/chats/new", _form()) for _press in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Gathering.objects.count() == 1
    other = client.post("/chats/new", _form(title="Another chat"))
    assert other.status_code == 422


def test_an_article_that_names_a_patient_is_refused_at_its_field(dr_amina: Account) -> None:
    named = "Patient Edna Higgs 943 476 5919"
    answer = _client(dr_amina).post("/chats/new", _form(article_title=named))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert named in page
    assert "Stops here" in page
    assert not Gathering.objects.exists()


def test_two_hosts_who_change_a_plan_lose_nothing(dr_amina: Account, student_leo: Account) -> None:
    host, co_host = _client(dr_amina), _client(student_leo)
    host.post("/chats/new", _form(co_hosts="@leo"))
    chat = Gathering.objects.get()
    address, since = f"/chats/{chat.pk}/edit", {"co_hosts": "@leo", "since": "0"}
    assert 'name="since" value="0"' in host.get(address).content.decode()
    assert co_host.post(address, _form(title="Potassium", **since)).status_code == 303
    answer = host.post(address, _form(aims="Read two trials.", **since))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"{student_leo.shown_name} changed this plan meanwhile" in text
    assert "Title:</span> Potassium" in text
    assert "Read two trials." in text
    assert Gathering.objects.get().title == "Potassium"
    assert 'name="since" value="1"' in text
    host.post(address, _form(title="Potassium", aims="Read two trials.", **since | {"since": "1"}))
    assert (Gathering.objects.get().title, Gathering.objects.get().aims) == (
        "Potassium",
        "Read two trials.",
    )


def test_the_form_begins_with_the_zone_of_the_chat_planned_last(dr_amina: Account) -> None:
    client = _client(dr_amina)
    client.post("/chats/new", _form())
    text = client.get("/chats/new").content.decode()
    assert "<option selected>Asia/Tokyo</option>" in text
    assert "data-browser-zone" in text


def test_a_chosen_zone_is_not_the_browsers_to_change(dr_amina: Account) -> None:
    revise_preferences(dr_amina.user, Preferences(time_zone="Europe/Lisbon"))
    text = _client(dr_amina).get("/chats/new").content.decode()
    assert "<option selected>Europe/Lisbon</option>" in text
    assert "data-browser-zone" not in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "2020-01-01"}, "Der Beginn liegt in der Vergangenheit"),
        ({"title": ""}, "Der Chat braucht einen Titel"),
        ({"tag": "two words"}, "Ein Hashtag besteht aus"),
        ({"minutes": "1"}, "Ein Chat dauert 5 bis 1440 Minuten"),
        ({"prompt": ["", "", ""]}, "Schreiben Sie F1"),
        ({"prompt": ["Why?"] * 31, "minute": range(31)}, "fasst höchstens 30 Fragen"),
        ({"minute": ["30", "", "30"]}, "Geben Sie ihr eine spätere Minute"),
        ({"minute": ["0", "", "70"]}, "außerhalb der 60 Minuten"),
        ({"co_hosts": "@nobody"}, "niemanden namens @nobody"),
    ],
)
def test_what_is_wrong_is_said_in_german_to_a_german_host(
    dr_amina: Account, changes: dict[str, object], said: str
) -> None:
    revise_preferences(dr_amina.user, Preferences(locale="de"))
    answer = _client(dr_amina).post("/chats/new", _form(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_tag_in_the_hint_has_one_sign_however_it_was_typed(dr_amina: Account) -> None:
    text = _client(dr_amina).post("/chats/new", _form(title="")).content.decode()
    assert "Q1. … #RenalJC" in text
    assert "##" not in text
