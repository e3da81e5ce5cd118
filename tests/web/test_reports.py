"""A report reaches the moderators, who answer it; whoever made it is told, whom it is about is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core import mail
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rounds.__main__ import main
from rounds.identity.appoint import appoint
from rounds.identity.close_account import close_account
from rounds.identity.grant import issue_token
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.hide import is_hidden
from rounds.posts.models import Post
from rounds.trust.models import Report, ReportState
from rounds.trust.report import Grounds, report
from tests.mastodon.conftest import Phone
from tests.web.conftest import LogIn, Publish

ROOM = "/moderation/reports"
WHY = "He sells pumps in every answer."
pytestmark = pytest.mark.usefixtures("subscriptions")


@pytest.fixture
def post(student_leo: Account, publish: Publish) -> Post:
    """What is reported."""
    return publish(student_leo, "Buy the IronCo pump today")


@pytest.fixture
def priya(trainee_priya: Account, log_in: LogIn) -> Client:
    """Dr Priya, who moderates."""
    appoint(trainee_priya, moderator=True)
    return log_in(trainee_priya)


@pytest.fixture
def reported(dr_amina: Account, post: Post) -> Report:
    """A report made with an app."""
    phone = Phone(issue_token(dr_amina.user, None, ["write"]))
    said = {"account_id": str(post.author_id), "status_ids": [str(post.pk)], "category": "spam",
            "comment": WHY}  # fmt: skip
    assert phone.post("/api/v1/reports", said).status_code == 200
    return Report.objects.get()


def _work() -> None:
    while run_due():
        pass


def _answer(client: Client, one: Report, answer: str, words: str = "") -> str:
    sent = {"answer": answer, "words": words}
    return client.post(f"{ROOM}/{one.pk}", sent, follow=True).content.decode()


def test_a_report_from_an_app_waits_in_the_moderators_room(
    priya: Client, leo: Client, amina: Client, reported: Report
) -> None:
    shown = priya.get(ROOM).content.decode()
    for words in (WHY, "Leo Martins", "Dr Amina Yusuf", "Buy the IronCo pump", "Advertising"):
        assert words in shown
    assert "1 waits" in priya.get("/moderation").content.decode()
    assert 'href="/moderation"' in priya.get("/home").content.decode()
    for nobody in (leo, amina):
        assert nobody.get(ROOM).status_code == 404
        assert nobody.post(f"{ROOM}/{reported.pk}", {"answer": "none"}).status_code == 404


def test_moderators_are_told_once_and_never_in_what_words(
    priya: Client, trainee_priya: Account, reported: Report, amina: Client
) -> None:
    _work()
    amina.post("/@leo/report", {"category": "other", "comment": WHY})
    _work()
    letters = [one for one in mail.outbox if "report waits" in one.subject]
    assert [one.to for one in letters] == [[trainee_priya.user.email]]
    assert ROOM in letters[0].body
    assert WHY not in letters[0].body
    assert not FactRow.objects.filter(data__contains="pumps").exists()


def test_a_post_is_reported_on_the_page_and_a_refusal_keeps_the_words(
    amina: Client, leo: Client, post: Post
) -> None:
    page = f"/@leo/report?post={post.pk}"
    assert page in amina.get(f"/@leo/{post.pk}").content.decode().replace("&amp;", "&")
    assert "Buy the IronCo pump" in amina.get(page).content.decode()
    refused = amina.post(page, {"comment": WHY})
    assert (refused.status_code, WHY in refused.content.decode()) == (422, True)
    sent = {"comment": WHY, "category": "violation", "rule": ["3", "99"]}
    done = amina.post(page, sent, follow=True).content.decode()
    assert "Waits for a moderator" in done
    made = Report.objects.get()
    assert (made.post_ids, made.rule_ids, made.comment) == ([post.pk], [3], WHY)
    assert leo.get(page).status_code == 404
    assert amina.get("/@amina/report").status_code == 404


def test_posts_are_hidden_the_reporter_is_told_and_it_can_be_taken_back(
    priya: Client, amina: Client, leo: Client, visitor: Client, post: Post, reported: Report
) -> None:
    page = f"/@leo/{post.pk}"
    assert "Whoever reported it is told" in _answer(priya, reported, "hide", "Thank you.")
    _work()
    gone = visitor.get(page)
    assert gone.status_code == 410
    assert "A moderator hid it after a report" in gone.content.decode()
    assert "by a moderator" in leo.get(page).content.decode()
    told = [one for one in mail.outbox if "was answered" in one.subject]
    assert len(told) == 1
    assert "Thank you" not in told[0].body
    mine = amina.get("/reports").content.decode()
    assert "The posts are hidden" in mine
    assert "Thank you." in mine
    assert "Leo Martins" not in leo.get("/reports").content.decode().partition("<main")[2]
    assert "The posts are hidden" in priya.get(ROOM).content.decode()
    _answer(priya, reported, "back")
    assert not is_hidden(post.pk)
    assert visitor.get(page).status_code == 200
    assert Report.objects.get().state == ReportState.OPEN


def test_an_account_is_suspended_and_let_back(
    priya: Client, leo: Client, visitor: Client, student_leo: Account, reported: Report
) -> None:
    _answer(priya, reported, "suspend")
    assert leo.get("/home").status_code == 302
    assert visitor.get("/@leo").status_code == 404
    _answer(priya, reported, "back")
    student_leo.refresh_from_db()
    assert student_leo.suspended_at is None
    _answer(priya, reported, "limit")
    student_leo.refresh_from_db()
    assert student_leo.limited_at is not None


@pytest.fixture
def second_report(society: Account, student_leo: Account) -> Report:
    """Another member's report about the same account."""
    return report(society, student_leo, Grounds(comment="He wrote to me six times."))


def test_taking_one_report_back_leaves_what_another_moderator_did_for_another_report(
    priya: Client, student_leo: Account, reported: Report, second_report: Report, log_in: LogIn,
    patient_joan: Account,
) -> None:  # fmt: skip
    appoint(patient_joan, moderator=True)
    _answer(priya, reported, "suspend")
    _answer(log_in(patient_joan), second_report, "limit")
    _answer(log_in(patient_joan), second_report, "back")
    student_leo.refresh_from_db()
    assert student_leo.suspended_at is not None
    assert student_leo.limited_at is None
    _answer(log_in(patient_joan), second_report, "suspend")
    _answer(log_in(patient_joan), second_report, "back")
    student_leo.refresh_from_db()
    assert student_leo.suspended_at is not None
    _answer(priya, reported, "back")
    student_leo.refresh_from_db()
    assert student_leo.suspended_at is None


def test_taking_a_report_back_does_not_open_an_account_that_was_closed(
    priya: Client, visitor: Client, student_leo: Account, reported: Report
) -> None:
    _answer(priya, reported, "suspend")
    close_account(student_leo)
    _answer(priya, reported, "back")
    assert Report.objects.get().state == ReportState.OPEN
    assert visitor.get("/@leo").status_code == 404


def test_nobody_answers_a_report_about_themselves_or_suspends_a_colleague(
    reported: Report, priya: Client, log_in: LogIn, student_leo: Account
) -> None:
    appoint(student_leo, moderator=True)
    theirs = log_in(student_leo)
    assert WHY not in theirs.get(ROOM).content.decode()
    assert theirs.post(f"{ROOM}/{reported.pk}", {"answer": "none"}).status_code == 404
    assert "looks after the server" in _answer(priya, reported, "suspend")
    assert "Choose what to do" in _answer(priya, reported, "nonsense")
    assert Report.objects.get().state == ReportState.OPEN


NUMBER = "It is all about NHS 943 476 5919."
NAMED = "He wrote about his patient Oluwaseun Adeyemi."
TAP = 'name="vouched" value="1"'


def test_a_report_keeps_no_nhs_number_and_what_was_typed_stays_in_the_form(
    amina: Client, post: Post
) -> None:
    sent = {"comment": NUMBER, "category": "spam", "vouched": "1"}
    refused = amina.post(f"/@leo/report?post={post.pk}", sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "943 476 5919" in page.partition("<textarea")[2]
    assert TAP not in page
    assert Report.objects.count() == 0


def test_a_patients_name_in_a_report_is_asked_about_and_one_tap_sends_it(
    amina: Client, post: Post
) -> None:
    sent = {"comment": NAMED, "category": "spam"}
    refused = amina.post(f"/@leo/report?post={post.pk}", sent)
    assert refused.status_code == 422
    assert TAP in refused.content.decode()
    assert Report.objects.count() == 0
    assert amina.post("/@leo/report", sent | {"vouched": "1"}).status_code == 302
    assert Report.objects.get().comment == NAMED


def test_an_app_is_led_to_the_page_where_its_owner_can_say_that_it_is_nobody(
    dr_amina: Account, post: Post
) -> None:
    phone = Phone(issue_token(dr_amina.user, None, ["write"]))
    said = {"account_id": str(post.author_id), "status_ids": [str(post.pk)]}
    asked = phone.post("/api/v1/reports", said | {"comment": NAMED})
    assert (asked.status_code, asked.json()["field"]) == (422, "comment")
    assert f"/@leo/report?post={post.pk}" in asked.json()["error"]
    never = phone.post("/api/v1/reports", said | {"comment": NUMBER})
    assert never.status_code == 422
    assert "nobody's patient" not in never.json()["error"]
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "comment",
    [
        "Dr John Smith sends me threats every day.",
        "She doesn't work at St Mary's Hospital; GMC 7654321 is somebody else's.",
        "He mails us all from sales@pumps.example, see https://pumps.example/buy",
    ],
)
def test_a_report_may_say_which_account_is_meant(amina: Client, post: Post, comment: str) -> None:
    assert amina.post("/@leo/report", {"comment": comment, "category": "spam"}).status_code == 302


def test_a_moderators_answer_to_a_report_names_no_patient(
    priya: Client, amina: Client, reported: Report
) -> None:
    page = _answer(priya, reported, "none", NUMBER)
    assert "943 476 5919" in page.partition("<textarea")[2]
    assert TAP not in page
    assert TAP in _answer(priya, reported, "none", NAMED)
    assert Report.objects.get().state == ReportState.OPEN
    sent = {"answer": "none", "words": NAMED, "vouched": "1"}
    assert priya.post(f"{ROOM}/{reported.pk}", sent).status_code == 302
    assert Report.objects.get().words == NAMED


def test_a_report_about_the_only_moderator_is_answered_by_an_administrator(
    priya: Client, trainee_priya: Account, society: Account, amina: Client, leo: Client,
    post: Post, log_in: LogIn,
) -> None:  # fmt: skip
    appoint(society, staff=True)
    office = log_in(society)
    amina.post(f"/@leo/report?post={post.pk}", {"category": "spam", "comment": WHY})
    assert office.get(ROOM).status_code == 404, "that one is for the moderator"
    leo.post("/@priya/report", {"category": "other", "comment": "She let this stand."})
    _work()
    told = [one.to for one in mail.outbox if "report waits" in one.subject]
    assert told == [[trainee_priya.user.email], [society.user.email]]
    assert "She let this stand." not in priya.get(ROOM).content.decode()
    page = office.get(ROOM).content.decode()
    assert "She let this stand." in page
    assert WHY not in page
    assert f'href="{ROOM}"' in office.get("/home").content.decode()
    about_priya = Report.objects.get(target=trainee_priya)
    assert priya.post(f"{ROOM}/{about_priya.pk}", {"answer": "none"}).status_code == 404
    assert "Whoever reported it is told" in _answer(office, about_priya, "none", "Thank you.")
    other = Report.objects.exclude(target=trainee_priya).get()
    assert office.post(f"{ROOM}/{other.pk}", {"answer": "none"}).status_code == 404
    assert "Thank you." in leo.get("/reports").content.decode()


def test_a_second_moderator_leaves_nothing_to_administrators(
    priya: Client, dr_amina: Account, society: Account, leo: Client, log_in: LogIn
) -> None:
    appoint(dr_amina, moderator=True)
    appoint(society, staff=True)
    leo.post("/@priya/report", {"category": "other", "comment": "She let this stand."})
    assert log_in(society).get(ROOM).status_code == 404
    assert "She let this stand." in log_in(dr_amina).get(ROOM).content.decode()


def test_a_report_about_the_only_one_who_looks_after_the_server_is_left_to_the_machine(
    priya: Client, trainee_priya: Account, leo: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    appoint(trainee_priya, staff=True)
    assert "Whoever runs the machine answers your report" in leo.get(
        "/@priya/report"
    ).content.decode()  # fmt: skip
    leo.post("/@priya/report", {"category": "other", "comment": "She let this stand."})
    _work()
    assert mail.outbox == []
    made = Report.objects.get()
    assert priya.post(f"{ROOM}/{made.pk}", {"answer": "none"}).status_code == 404
    assert main(["report", "list"]) == 0
    listed = capsys.readouterr().out
    assert "She let this stand." in listed
    assert "leo" not in listed.lower(), "who reported is not shown"
    assert main(["report", "answer", str(made.pk), "suspend"]) == 2
    assert main(["report", "answer", str(made.pk), "none", "--words", NUMBER]) == 2
    assert Report.objects.get().state == ReportState.OPEN
    assert main(["report", "answer", str(made.pk), "none", "--words", "Looked into."]) == 0
    assert "Looked into." in leo.get("/reports").content.decode()
    assert main(["report", "take-back", str(made.pk)]) == 0
    assert Report.objects.get().state == ReportState.OPEN


def test_the_machine_answers_no_report_that_somebody_here_can(
    priya: Client, reported: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["report", "list"])
    assert WHY not in capsys.readouterr().out
    assert main(["report", "answer", str(reported.pk), "hide"]) == 2
    assert Report.objects.get().state == ReportState.OPEN


def test_many_reports_of_many_posts_are_read_together(
    priya: Client, student_leo: Account, dr_amina: Account, publish: Publish,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[CaptureQueriesContext]],
) -> None:  # fmt: skip
    posts = [publish(student_leo, f"Buy the IronCo pump, offer {n}") for n in range(8)]
    report(dr_amina, student_leo, Grounds(post_ids=[posts[0].pk]))
    with django_assert_max_num_queries(60) as few:
        assert "offer 0" in priya.get(ROOM).content.decode()
    for n in range(1, 8):
        report(dr_amina, student_leo, Grounds(post_ids=[one.pk for one in posts[: n + 1]]))
    with django_assert_max_num_queries(60) as many:
        assert "offer 7" in priya.get(ROOM).content.decode()
    assert len(many) <= len(few)


def test_the_room_shows_thirty_reports_and_says_how_many_wait(
    priya: Client, student_leo: Account, dr_amina: Account
) -> None:
    for n in range(32):
        report(dr_amina, student_leo, Grounds(comment=f"Number {n}"))
    page = priya.get(ROOM).content.decode()
    assert "2 more reports wait" in page
    assert "Number 29" in page
    assert "Number 30" not in page
