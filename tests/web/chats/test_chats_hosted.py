"""What a host does from the page of a live chat, as a browser does it."""

import re

from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.models import CollectedPost, Gathering
from rounds.gatherings.moderate import hide, unhide
from rounds.gatherings.queries import prompts_of
from rounds.identity.models import Account
from rounds.insights.standing import forget_reports
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from rounds.posts.visibility import Visibility
from tests.web.chats.conftest import client_of, fresh, page, say


def test_the_page_offers_a_host_lengths_to_extend_by_and_takes_each(
    live: Gathering, dr_amina: Account
) -> None:
    client = client_of(dr_amina)
    form = (
        page(client, live).partition(f'action="/chats/{live.pk}/extend"')[2].partition("</form>")[0]
    )
    offered = re.findall(r'<option value="([^"]*)">([^<]+)</option>', form)
    assert [words for _, words in offered] == [
        "5 minutes",
        "10 minutes",
        "15 minutes",
        "30 minutes",
    ]
    for minutes, _ in offered:
        before = fresh(live).minutes
        sent = client.post(f"/chats/{live.pk}/extend", {"minutes": minutes})
        assert sent.status_code == 303
        assert fresh(live).minutes == before + int(minutes)


def test_an_author_reads_why_a_post_was_hidden_on_the_post_and_among_the_notices(
    live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    post = say(patient_joan, "Buy this #RenalJC")
    hide(dr_amina, live, post.pk, "Advertising & noise.")
    run_due()
    author, own = client_of(patient_joan), f"/@joan/{post.pk}"
    for address in (own, "/notifications"):
        text = author.get(address).content.decode()
        assert "Advertising &amp; noise." in text, address
        assert "Salt &amp; the kidney" in text, address
    for somebody in (Client(), client_of(dr_amina)):
        assert "Advertising" not in somebody.get(own).content.decode()
    unhide(dr_amina, live, post.pk)
    run_due()
    assert "Advertising" not in author.get(own).content.decode()
    assert "hid your post" not in author.get("/notifications").content.decode()


def test_a_quiet_answer_on_the_chats_page_belongs_to_it_and_the_composer_says_so(
    live: Gathering, patient_joan: Account
) -> None:
    said = {"text": "Less salt", "visibility": "unlisted", "act": "publish", "key": "k1"}
    assert client_of(patient_joan).post(f"/chats/{live.pk}/say", said).status_code == 303
    assert "Less salt" in page(Client(), live)
    quiet = submit(patient_joan, Draft(text="Just musing #RenalJC", visibility=Visibility.UNLISTED))
    assert isinstance(quiet, Released)
    run_due()
    assert "Just musing" not in page(Client(), live)
    empty = client_of(patient_joan).post(f"/chats/{live.pk}/say", {**said, "text": "", "key": "k2"})
    assert "Quiet elsewhere" in empty.content.decode()


def test_a_transcript_that_leaves_the_site_names_it_in_every_address(closed: Gathering) -> None:
    lines = Client().get(f"/chats/{closed.pk}/transcript.json").json()["lines"]
    told = [line["url"] for line in lines if not line["gap"]]
    assert told
    assert all(url.startswith("http://testserver/@") for url in told)
    table = Client().get(f"/chats/{closed.pk}/transcript.csv").content.decode()
    assert ",/@" not in table
    head = page(Client(), closed)
    assert "2 gaps, where posts are not shown any more" in head
    assert "the report counts gaps as posts" in head
    assert "version" not in head


def test_a_form_that_shows_q2_never_posts_q3(
    live: Gathering, dr_amina: Account, student_leo: Account
) -> None:
    host, co_host = client_of(dr_amina), client_of(student_leo)
    forms = [page(one, live) for one in (host, co_host)]
    assert all('name="prompt" value="2"' in form for form in forms)
    host.post(f"/chats/{live.pk}/next", {"prompt": "2"})
    answer = co_host.post(f"/chats/{live.pk}/next", {"prompt": "2"}, follow=True)
    assert "Q2 is already out" in answer.content.decode()
    assert [p.number for p in prompts_of(live) if p.post_id] == [1, 2]


def test_an_answer_sent_again_after_back_is_said_to_be_out_already(
    live: Gathering, patient_joan: Account
) -> None:
    client, said = client_of(patient_joan), {"text": "Less salt", "act": "publish"}
    client.post(f"/chats/{live.pk}/say", {**said, "key": "k1"})
    answer = client.post(f"/chats/{live.pk}/say", {**said, "key": "k2"}, follow=True)
    assert "This is already out" in answer.content.decode()
    client.post(f"/chats/{live.pk}/say", {**said, "text": "Less salt, more water", "key": "k1"})
    words = Post.objects.filter(author=patient_joan).order_by("pk").values_list("source", flat=True)
    assert list(words) == ["Less salt #RenalJC", "Less salt, more water #RenalJC"]


def test_a_host_is_told_that_a_post_is_pinned_unpinned_or_back(
    live: Gathering, dr_amina: Account, patient_joan: Account
) -> None:
    post = say(patient_joan, "Less salt #RenalJC")
    client, address = client_of(dr_amina), f"/chats/{live.pk}/posts/{post.pk}"
    for act, said in (
        ("pin", "The post is pinned."),
        ("unpin", "The post is no longer pinned."),
        ("hide", "The post is off the page."),
        ("unhide", "The post is back on the page."),
    ):
        answer = client.post(address, {"act": act, "reason": "Advertising."}, follow=True)
        assert said in answer.content.decode()


def test_the_closing_words_are_no_post_after_the_close(closed: Gathering) -> None:
    text = page(Client(), closed)
    _, end, after = text.partition("Closing words")
    assert end
    words, _, late = after.partition("After the close")
    assert "Good night." in words
    assert "Good night." not in late
    row = CollectedPost.objects.get(gathering=closed, post_id=closed.closing_post)
    assert not row.late


def test_a_report_that_is_being_made_says_when_to_ask_again(closed: Gathering) -> None:
    forget_reports(closed)
    for ending in ("json", "html"):
        answer = Client().get(f"/chats/{closed.pk}/report.{ending}")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "5"
        assert "The report is being made" in answer.content.decode()
    assert "made" in Client().get(f"/chats/{closed.pk}/report.json").json()["error"]
    assert Client().get(f"/chats/{closed.pk}/report.exe").status_code == 404
