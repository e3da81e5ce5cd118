"""`rounds chat`: a chat planned and led from the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from rounds.__main__ import main
from rounds.base import clock
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.queries import prompts_of
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Post

PLAN = """
host = "amina"
title = "Salt and the kidney"
tag = "RenalJC"
starts = 2030-03-12T20:00:00
zone = "Europe/London"
minutes = 45
co_hosts = ["leo"]

[[prompts]]
minute = 0
text = "What would you tell the family first?"

[[prompts]]
minute = 20
text = "Which finding changed your practice?"
"""


def _soon(*more: str) -> list[str]:
    return [
        "chat", "create", "--host", "amina", "--title", "Salt", "--tag", "RenalJC",
        "--starts", "in+1", "--prompt", "0:What first?", "--prompt", "10:What then?", *more,
    ]  # fmt: skip


@pytest.fixture
def live_chat(dr_amina: Account) -> Gathering:
    """A chat that has begun."""
    try:
        assert main(_soon()) == 0
        clock.travel(clock.now() + timedelta(minutes=2))
        run_due()
        return Gathering.objects.get()
    finally:
        clock.travel(None)


def test_a_plan_in_a_file_becomes_a_chat(
    dr_amina: Account, student_leo: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    clock.travel(clock.now().replace(year=2030, month=3, day=1))
    try:
        assert main(["chat", "create", str(path)]) == 0
    finally:
        clock.travel(None)
    gathering = Gathering.objects.get()
    assert gathering.starts_at.isoformat() == "2030-03-12T20:00:00+00:00"
    assert [(p.number, p.minute) for p in prompts_of(gathering)] == [(1, 0), (2, 20)]
    assert list(gathering.co_hosts.all()) == [student_leo]
    assert f"/chats/{gathering.pk}" in capsys.readouterr().out


def test_options_alone_are_enough(dr_amina: Account) -> None:
    assert main(_soon("--zone", "Europe/Berlin")) == 0
    assert Gathering.objects.get().time_zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chat", "create", "--title", "Salt"], "The plan needs: host, tag, starts"),
        (_soon("--zone", "Mars/Olympus"), "There is no time zone"),
        (_soon("--prompt", "soon"), "MINUTE:TEXT"),
        (_soon("--file", "nothing.toml"), "can't be read"),
        (_soon("--starts", "tomorrow"), "Write the start as"),
        (_soon("--prompt", "15:Ring 07700 900123?"), "Q3: "),
        (["chat", "next", "NoSuch"], "There is no chat"),
    ],
)
def test_a_plan_that_cannot_work_is_refused_in_words(
    dr_amina: Account, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err
    assert not Gathering.objects.exists()


def test_an_unknown_name_in_a_plan_is_named(
    dr_amina: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('hots = "amina"')
    assert main(["chat", "create", "--file", str(path)]) == 2
    assert "A plan has no 'hots'" in capsys.readouterr().err


def test_the_next_prompt_is_posted_by_its_tag(
    live_chat: Gathering, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["chat", "next", "#renaljc"]) == 0
    assert capsys.readouterr().out == "Q2. What then?\n"
    assert Post.objects.filter(source="Q2. What then? #RenalJC").count() == 1
    assert main(["chat", "next", "RenalJC"]) == 2


def test_a_chat_is_closed_by_its_number(live_chat: Gathering) -> None:
    assert main(["chat", "close", str(live_chat.pk)]) == 0
    assert Gathering.objects.get().state == GatheringState.CLOSED


def test_chats_are_listed_and_shown(
    live_chat: Gathering, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["chat", "list"]) == 0
    assert "live" in capsys.readouterr().out
    assert main(["chat", "show", "renaljc"]) == 0
    shown = capsys.readouterr().out
    assert "Q1. What first?  (posted)" in shown
    assert "Q2. What then?  (to come)" in shown


def test_an_empty_list_says_how_to_begin(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "list"]) == 0
    assert "rounds chat create --help" in capsys.readouterr().out


@pytest.mark.django_db
def test_everything_that_is_wrong_with_a_plan_is_said_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--title", "Salt", "--tag", "RenalJC", "--prompt", "0:What first?"]
    wrong = ["--host", "nobody", "--starts", "2020-01-01T20:00", "--minutes", "-5"]
    assert main(["chat", "create", *words, *wrong]) == 2
    said = capsys.readouterr().err
    for piece in ("nobody called @nobody", "in the past", "lasts 5 to"):
        assert piece in said
    assert not Gathering.objects.exists()


def test_a_time_that_the_clocks_leave_out_is_refused(
    dr_amina: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    night = ["--starts", "2027-03-28T01:30", "--zone", "Europe/London", "--minutes", "-5"]
    assert main([*_soon(), *night]) == 2
    said = capsys.readouterr().err
    assert "There is no 01:30 on 2027-03-28 in Europe/London" in said
    assert "lasts 5 to" in said
    assert not Gathering.objects.exists()


def test_a_chat_that_is_not_there_is_said_to_be_missing(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        ["chat", "close", "99"],
        ["insights", "report", "--chat", "99", "--out", str(tmp_path / "out")],
    ):
        assert main(words) == 2
        assert "There is no chat" in capsys.readouterr().err
