"""'Industry' and 'Sponsored by ...' stand wherever a post is shown, quoted, sent or carried away."""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import pin
from rounds.gatherings.prompts import close_now
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.representatives import appoint_representative
from rounds.identity.roles import OrganisationKind, Role
from rounds.insights.make import write_gathering_report
from rounds.jobs.work import run_due
from rounds.moving.parcels import ask_for_copy, ready_copy
from rounds.posts.boost import boost
from rounds.posts.labels import Labels, Voice
from rounds.posts.models import Post
from rounds.posts.react import bookmark, favourite
from rounds.timelines.lists import add_to_list, create_list
from tests.mastodon.conftest import Phone, phone_of, some_app
from tests.web.chats.conftest import fresh, say
from tests.web.conftest import signed_in

__all__ = ["phone_of", "some_app"]  # fixtures of the apps
ASKS = "Should we always weigh the patient before breakfast? #RenalJC"
LABELS = ("Industry", "Sponsored by Acme")


@dataclass(frozen=True)
class Scene:
    """A post that a company's representative was paid for, and what others did with it."""

    chat: Gathering
    post: Post
    answer: Post
    list_id: int


@pytest.fixture
def company(db: None) -> Account:
    """A manufacturer."""
    return open_account(
        Newcomer(
            username="pulsarion", email="office@pulsarion.example", display_name="Pulsarion Ltd",
            role=Role.ORGANISATION, organisation_kind=OrganisationKind.INDUSTRY,
        )
    )  # fmt: skip


@pytest.fixture
def scene(
    live: Gathering,
    company: Account,
    patient_joan: Account,
    student_leo: Account,
    dr_amina: Account,
) -> Scene:
    """Joan speaks for Pulsarion in a chat; Leo follows, answers, quotes, saves; Amina pins."""
    appoint_representative(company, company, patient_joan)
    follow(student_leo, patient_joan)
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=company.pk, sponsored_by="Acme")
    outcome = submit(patient_joan, Draft(text=ASKS, labels=labels))
    assert isinstance(outcome, Released)
    run_due()
    post = outcome.post
    answer = say(student_leo, "Every morning.", reply_to=post.pk)
    submit(student_leo, Draft(text="Worth a thought", quote_of=post.pk))
    bookmark(student_leo, post.pk)
    favourite(student_leo, post.pk)
    boost(dr_amina, post.pk)
    pin(dr_amina, live, post.pk)
    mine = create_list(student_leo, "Colleagues")
    add_to_list(student_leo, mine.pk, [patient_joan.pk])
    run_due()
    return Scene(fresh(live), post, answer, mine.pk)


def _missing(text: str) -> list[str]:
    return [label for label in LABELS if label not in text]


def _read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer).decode()


def _around(text: str, words: str) -> str:
    """What stands within a few lines of `words`."""
    at = text.index(words)
    return text[max(0, at - 2500) : at + 2500]


@pytest.mark.parametrize(
    "page",
    [
        "/home", "/local", "/tags/renaljc", "/bookmarks", "/favourites", "/lists/{list}",
        "/@joan", "/@joan/{post}", "/@leo/{answer}", "/@leo", "/search?q=breakfast",
        "/chats/{chat}", "/@joan/{post}/cite", "/@joan/{post}/history",
    ],
)  # fmt: skip
def test_on_every_page(page: str, scene: Scene, student_leo: Account) -> None:
    path = page.format(
        list=scene.list_id, post=scene.post.pk, answer=scene.answer.pk, chat=scene.chat.pk
    )
    text = _read(signed_in(student_leo), path)
    assert not _missing(_around(text, "before breakfast")), path


def test_where_a_stranger_looks(scene: Scene) -> None:
    for path in ("/", "/local", f"/@joan/{scene.post.pk}"):
        assert not _missing(_around(_read(Client(), path), "before breakfast")), path


def test_in_the_chats_digest_its_pins_and_its_open_questions(
    scene: Scene, patient_joan: Account, company: Account, live: Gathering
) -> None:
    labels = Labels(voice=Voice.ORGANISATION, speaks_for=company.pk, sponsored_by="Acme")
    submit(patient_joan, Draft(text="Who weighs them at night then? #RenalJC", labels=labels))
    run_due()
    text = _read(Client(), f"/chats/{live.pk}")
    open_questions = text[text.index('id="unanswered"') :]
    assert not _missing(open_questions[: open_questions.index("</section>")])
    so_far = text[text.index('id="so-far-words"') :]
    assert not _missing(so_far[: so_far.index('class="quiet rule"')])


def test_in_the_preview_that_another_page_makes(scene: Scene) -> None:
    text = _read(Client(), f"/@joan/{scene.post.pk}")
    described = text[text.index('<meta name="description"') :]
    assert not _missing(described[: described.index(">")])
    data = text[text.index("application/ld+json") :]
    assert not _missing(data[: data.index("</script>")])


def test_before_it_is_published(patient_joan: Account, company: Account) -> None:
    appoint_representative(company, company, patient_joan)
    form = {
        "text": "Weigh them", "act": "preview", "visibility": "public", "key": "k",
        "voice": f"for:{company.pk}", "sponsored_by": "Acme",
    }  # fmt: skip
    answer = signed_in(patient_joan).post("/compose", form)
    assert not _missing(answer.content.decode())


def test_in_notifications(scene: Scene, student_leo: Account, patient_joan: Account) -> None:
    text = _read(signed_in(patient_joan), "/notifications")
    assert not _missing(_around(text, "favourited your post"))


def test_in_the_transcript_and_its_files(scene: Scene, dr_amina: Account) -> None:
    close_now(dr_amina, scene.chat)
    here = f"/chats/{scene.chat.pk}"
    for path in (here, f"{here}/transcript.html"):
        assert not _missing(_around(_read(Client(), path), "before breakfast")), path
    lines = json.loads(_read(Client(), f"{here}/transcript.json"))["lines"]
    line = next(one for one in lines if "before breakfast" in one["text"])
    assert (line["industry"], line["sponsored_by"]) == ("yes", "Acme")
    table = _read(Client(), f"{here}/transcript.csv")
    assert "industry,sponsored_by" in table
    assert ",yes,Acme," in table


def test_in_the_report_its_json_and_its_tables(
    scene: Scene, dr_amina: Account, tmp_path: Path
) -> None:
    close_now(dr_amina, scene.chat)
    report = write_gathering_report(fresh(scene.chat), tmp_path)
    quoted = [*report["digest"]["questions"], *report["digest"]["recommendations"]]
    said = next(one for one in quoted if "before breakfast" in one["sentence"])
    assert said["posts"][0]["labels"] == list(LABELS)
    assert report["repliers"]["post"]["labels"] == list(LABELS)
    for name in ("report.html", "body.html", "tables/questions.csv"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not _missing(_around(text, "before breakfast")), name
    others = [one for one in quoted if one is not said]
    assert not [one for one in others if any(post["labels"] for post in one["posts"])]


@pytest.mark.parametrize("form", ["ris", "bib", "json", "txt"])
def test_in_a_citation(form: str, scene: Scene) -> None:
    assert not _missing(_read(Client(), f"/@joan/{scene.post.pk}/cite.{form}"))


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/statuses/{post}", "/api/v1/timelines/home", "/api/v1/timelines/public",
        "/api/v1/timelines/tag/renaljc", "/api/v1/timelines/list/{list}", "/api/v1/bookmarks",
        "/api/v1/favourites", "/api/v1/accounts/{joan}/statuses", "/api/v1/accounts/{leo}/statuses",
        "/api/v1/statuses/{answer}/context", "/api/v2/search?q=breakfast",
        "/api/v1/statuses/{post}/history",
    ],
)  # fmt: skip
def test_in_an_app_that_knows_labels_and_in_one_that_does_not(
    path: str,
    scene: Scene,
    student_leo: Account,
    patient_joan: Account,
    phone_of: Callable[..., Phone],
) -> None:
    here = path.format(
        list=scene.list_id, post=scene.post.pk, answer=scene.answer.pk,
        joan=patient_joan.pk, leo=student_leo.pk,
    )  # fmt: skip
    answer = phone_of(student_leo).get(here)
    assert answer.status_code == 200
    found = list(_posts_in(answer.json()))
    assert found
    for post in found:
        assert "<p>Industry · Sponsored by Acme</p>" in post["content"]
        assert (post["rounds"]["industry"], post["rounds"]["sponsored_by"]) == (True, "Acme")


def _posts_in(found: object) -> Iterator[dict[str, object]]:
    """Everything with these words, however deep: quotes, boosts, ancestors, versions."""
    if isinstance(found, list):
        for one in found:
            yield from _posts_in(one)
    elif isinstance(found, dict):
        if "before breakfast" in str(found.get("content", "")):
            yield found
        for value in found.values():
            yield from _posts_in(value)


def test_in_what_an_app_is_told(
    scene: Scene, patient_joan: Account, phone_of: Callable[..., Phone]
) -> None:
    told = phone_of(patient_joan).get("/api/v1/notifications").json()
    assert [one for one in told if one["type"] == "favourite"]
    for post in _posts_in(told):
        assert "<p>Industry · Sponsored by Acme</p>" in post["content"]


def test_the_line_for_apps_is_no_word_of_the_author(
    scene: Scene, patient_joan: Account, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(patient_joan)
    source = phone.get(f"/api/v1/statuses/{scene.post.pk}/source").json()
    assert source["text"] == ASKS
    page = _read(Client(), f"/@joan/{scene.post.pk}")
    assert "Industry · Sponsored by Acme</p>" not in page
    plain = phone.get(f"/api/v1/statuses/{scene.answer.pk}").json()
    assert plain["content"].count("<p>") == 1


def test_in_a_copy_of_ones_data(scene: Scene, patient_joan: Account) -> None:
    parcel = ask_for_copy(patient_joan)
    while run_due():
        pass
    _parcel, file = ready_copy(patient_joan, parcel.pk)
    with file, zipfile.ZipFile(file) as whole:
        outbox = json.loads(whole.read("outbox.json"))
    labels = [one["object"]["rounds:labels"] for one in outbox["orderedItems"]]
    assert [(one["industry"], one["sponsoredBy"]) for one in labels] == [(True, "Acme")]


def test_a_chat_that_a_company_hosts_says_so(company: Account, live: Gathering) -> None:
    Gathering.objects.filter(pk=live.pk).update(host=company)
    for path in ("/chats", f"/chats/{live.pk}", "/"):
        assert "Industry" in _around(_read(Client(), path), "Pulsarion Ltd"), path
