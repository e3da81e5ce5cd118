"""Held drafts and the gate's own record: who may read, who may decide, what is counted."""

import re
from typing import Any

import pytest
from django.test import Client

from rounds.gate.models import KeptDraft, OwnWord, Release, Tally
from rounds.identity.appoint import appoint
from rounds.identity.models import Account, User
from rounds.posts.media import describe, upload
from rounds.posts.models import Post
from tests.pictures import film
from tests.web.conftest import LogIn

NHS = "The trial line is 943 476 5919, ask for the nurse."
PHONE = "Ring the rota desk on 07700 900123 tonight."


def _send(client: Client, text: str, **more: Any) -> str:
    answer = client.post(
        "/compose", {"text": text, "act": "publish", "visibility": "public", "key": text} | more
    )
    return str(answer["Location"])


def _button(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def moderator(dr_amina: Account, log_in: LogIn) -> Client:
    """Dr Amina, who moderates."""
    appoint(dr_amina, moderator=True)
    return log_in(dr_amina)


def _ask(leo: Client, reviewer: Account, question: str = "It is the trial's own line.") -> str:
    address = _send(leo, NHS)
    leo.post(address, {"act": "ask_reviewer", "reviewer": str(reviewer.pk), "question": question})
    return address.rpartition("/")[2]


def _read(moderator: Client, code: str) -> dict[str, str]:
    """What the page that the moderator has open names as read."""
    page = moderator.get(f"/moderation/held/{code}").content.decode()
    return {"seen": _button(page, "seen")}


def _let_pass(moderator: Client, code: str, **seen: str) -> Any:
    words = {"answer": "pass", "words": "A study's line."}
    return moderator.post(f"/moderation/held/{code}", words | (seen or _read(moderator, code)))


def test_a_held_draft_is_read_by_its_author_and_the_one_reviewer_they_name(
    leo: Client, moderator: Client, dr_amina: Account, trainee_priya: Account, log_in: LogIn
) -> None:
    appoint(trainee_priya, moderator=True)
    code = _ask(leo, dr_amina)
    assert b"943 476 5919" in moderator.get(f"/moderation/held/{code}").content
    assert b"trial&#x27;s own line" in moderator.get("/moderation/held").content
    other = log_in(trainee_priya)
    assert other.get(f"/moderation/held/{code}").status_code == 404
    assert b"trial" not in other.get("/moderation/held").content
    assert other.get(f"/d/{code}").status_code == 404


def test_a_reviewer_who_no_longer_moderates_reads_nothing(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    user = dr_amina.user
    user.is_moderator = False
    user.save()
    assert moderator.get(f"/moderation/held/{code}").status_code == 404


def test_nobody_but_a_moderator_can_be_asked(
    leo: Client, moderator: Client, patient_joan: Account
) -> None:
    code = _ask(leo, patient_joan)
    assert KeptDraft.objects.get(code=code).reviewer is None


def test_a_reviewer_lets_pass_what_its_author_could_not_confirm(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    _let_pass(moderator, code)
    post = Post.objects.get()
    assert "943 476 5919" in post.source
    assert Release.objects.get(pk=post.release_id).cleared_by == dr_amina.pk


def test_a_draft_changed_while_its_reviewer_read_it_does_not_go_out_on_their_word(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    address = _send(leo, "hi", content_warning="943 476 5919")
    leo.post(address, {"act": "ask_reviewer", "reviewer": str(dr_amina.pk), "question": "?"})
    code = address.rpartition("/")[2]
    read = _read(moderator, code)
    leo.post(
        address,
        {"text": "hi 401 023 2137 is the next patient", "content_warning": "943 476 5919",
         "act": "publish", "visibility": "public"},
    )  # fmt: skip
    answer = _let_pass(moderator, code, **read)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed since you opened it" in page
    assert "401 023 2137" in page
    assert not Post.objects.exists()
    _let_pass(moderator, code)
    assert Post.objects.get().source == "hi 401 023 2137 is the next patient"


def test_a_picture_described_anew_is_another_draft_to_its_reviewer(
    leo: Client, moderator: Client, student_leo: Account, dr_amina: Account
) -> None:
    picture = upload(student_leo, film(), description="A normal chest film.")
    address = _send(
        leo, NHS, **{"picture": str(picture.pk), f"describe-{picture.pk}": "A normal chest film."}
    )
    leo.post(address, {"act": "ask_reviewer", "reviewer": str(dr_amina.pk), "question": "?"})
    code = address.rpartition("/")[2]
    read = _read(moderator, code)
    assert "A normal chest film." in moderator.get(f"/moderation/held/{code}").content.decode()
    describe(student_leo, picture.pk, description="Quite another film.")
    assert _let_pass(moderator, code, **read).status_code == 422
    assert not Post.objects.exists()


def test_what_a_reviewer_let_pass_does_not_pass_in_other_words(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    text = f"{NHS} {PHONE}"
    address = _send(leo, text)
    leo.post(address, {"act": "ask_reviewer", "reviewer": str(dr_amina.pk), "question": "?"})
    code = address.rpartition("/")[2]
    _let_pass(moderator, code)
    assert not Post.objects.exists()
    leo.post(address, {"text": "My patient is 943 476 5919.", "act": "publish"})
    assert not Post.objects.exists()


def test_what_a_reviewer_let_pass_goes_out_once_its_author_answered_the_rest(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    text = f"{NHS} {PHONE}"
    address = _send(leo, text)
    leo.post(address, {"act": "ask_reviewer", "reviewer": str(dr_amina.pk), "question": "?"})
    _let_pass(moderator, address.rpartition("/")[2])
    page = leo.post(address, {"text": text}).content.decode()
    leo.post(address, {"text": text, "confirm": _button(page, "confirm")})
    assert Post.objects.get().source == text


def test_the_author_is_told_once_a_moderator_has_opened_the_draft(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    assert "Nobody else has read it" in leo.get(f"/d/{code}").content.decode()
    assert "Dr Amina Yusuf can read it" in leo.get("/drafts").content.decode()
    moderator.get(f"/moderation/held/{code}")
    page = leo.get(f"/d/{code}").content.decode()
    assert "Nobody else has read it" not in page
    assert "A moderator whom you asked has read it" in page
    assert "a moderator has read it" in leo.get("/drafts").content.decode()
    mended = leo.post("/compose/coach", {"text": f"{NHS} So.", "draft": code}).content.decode()
    assert "Nobody else has read it" not in mended


def test_a_decision_without_a_reason_changes_nothing(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    answer = moderator.post(
        f"/moderation/held/{code}", {"answer": "pass", "words": " "} | _read(moderator, code)
    )
    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_a_draft_sent_back_tells_its_author_why_and_leaves_the_reviewer(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    moderator.post(f"/moderation/held/{code}", {"answer": "back", "words": "Please take it out."})
    assert b"Please take it out." in leo.get(f"/d/{code}").content
    assert moderator.get(f"/moderation/held/{code}").status_code == 404


def test_what_a_reviewer_cleared_counts_for_those_words_only(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    moderator.post(f"/moderation/held/{code}", {"answer": "back", "words": "Not sure."})
    leo.post(f"/d/{code}", {"text": "Now 943 476 5870, the other line.", "act": "publish"})
    assert not Post.objects.exists()


def test_words_once_confirmed_as_nobodys_patient_are_never_asked_about_again(leo: Client) -> None:
    address = _send(leo, PHONE)
    page = leo.get(address).content.decode()
    leo.post(address, {"text": PHONE, "confirm": _button(page, "confirm")})
    assert Post.objects.count() == 1
    again = _send(leo, "Same desk, 07700 900123, from tomorrow.")
    assert Post.objects.count() == 2
    assert "/@leo/" in again
    assert "07700 900" not in str(list(OwnWord.objects.values()))


def test_one_persons_word_is_not_another_persons(leo: Client, amina: Client) -> None:
    address = _send(leo, PHONE)
    page = leo.get(address).content.decode()
    leo.post(address, {"text": PHONE, "confirm": _button(page, "confirm")})
    assert "/d/" in _send(amina, PHONE)


def test_having_no_interests_once_is_no_answer_for_the_next_teaching_post(amina: Client) -> None:
    address = _send(amina, "Three questions before you name any rhythm.", teaching="1")
    page = amina.get(address).content.decode()
    confirm = re.search(r'name="confirm" value="(interests [^"]+)"', page)
    if confirm:
        amina.post(address, {"text": "Three questions.", "teaching": "1", "confirm": confirm[1]})
    assert not OwnWord.objects.filter(kind="interests").exists()


def test_everything_found_is_blurred_with_one_press(leo: Client) -> None:
    text = "Ring 07700 900123 or write to jo@example.org about her."
    address = _send(leo, text)
    page = leo.get(address).content.decode()
    assert 'name="mend" value="everything"' in page
    mended = leo.post(address, {"text": text, "mend": "everything"}).content.decode()
    assert "07700" not in mended
    assert "jo@example.org" not in mended
    assert "the number I was given" in mended


def test_moderators_see_numbers_and_no_number_from_one_to_four(
    leo: Client, moderator: Client
) -> None:
    for n in range(6):
        _send(leo, f"Ring the desk on 07700 90012{n} tonight.")
    _send(leo, "Write to jo@example.org.")
    assert Tally.objects.get(kind="phone").asked == 6
    page = moderator.get("/moderation/gate").content.decode()
    assert "07700" not in page
    assert re.search(r"[Aa] telephone number</th><td[^>]*>6</td>", page)
    assert re.search(r"[Aa]n e-mail address</th><td[^>]*>&lt;5</td>", page)


def test_asking_twice_about_the_same_words_counts_once(leo: Client) -> None:
    _send(leo, PHONE, key="one")
    _send(leo, PHONE, key="two")
    assert Tally.objects.get(kind="phone").asked == 1


def test_the_moderators_rooms_are_not_there_for_others(leo: Client, visitor: Client) -> None:
    for address in ("/moderation", "/moderation/held", "/moderation/gate"):
        assert leo.get(address).status_code == 404
        assert visitor.get(address).status_code == 302


def test_a_day_becomes_its_season_and_the_sentence_still_reads(leo: Client) -> None:
    text = "Our patient was admitted on 3 March 2026 with chest pain."
    address = _send(leo, text)
    page = leo.get(address).content.decode()
    mend = re.search(r'name="mend" value="(date [^"]+)"', page)
    assert mend
    mended = leo.post(address, {"text": text, "mend": mend[1]}).content.decode()
    assert "was admitted in the spring with chest pain" in mended


def test_a_reviewer_reads_the_draft_once_with_what_was_found_marked(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    page = moderator.get(f"/moderation/held/{code}").content.decode()
    assert '<mark class="stops">943 476 5919</mark>, ask for the nurse.' in page
    assert page.count("ask for the nurse") == 1
    assert "an NHS number: 943 476 5919" in page.replace("An NHS", "an NHS")


def test_the_author_of_a_draft_that_cannot_go_out_reads_what_works(
    leo: Client, moderator: Client
) -> None:
    page = leo.get(_send(leo, NHS)).content.decode()
    assert "Take the number out, or name one moderator" in page
    assert '<a href="#reviewer">Name one</a>' in page
    assert 'class="press main" name="mend"' in page
    asked = leo.get(_send(leo, PHONE)).content.decode()
    assert "name one moderator" not in asked
    assert 'class="press main" name="mend"' not in asked


def test_the_coach_gives_its_reasons_in_the_reader_s_language(
    leo: Client, student_leo: Account
) -> None:
    User.objects.filter(account=student_leo).update(locale="de")
    text = "Mrs Higgs, NHS number 943 476 5919, a 93-year-old woman, was admitted on 3 May 2026."
    page = leo.post("/compose", {"text": text, "act": "preview"}).content.decode()
    assert "Das liest sich wie ein Name." in page
    assert "Das ist eine gültige NHS-Nummer" in page
    assert "Ein volles Datum" in page
    assert "Wenige sind älter als 89" in page
    assert "take it out" not in page


def test_a_question_that_repeats_the_number_is_refused_and_kept_in_the_form(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    address = _send(leo, NHS)
    for question in ("Is 943 476 5919 a trial line?", "It is not Mrs Edna Higgs, who died"):
        said = {"act": "ask_reviewer", "reviewer": str(dr_amina.pk), "question": question}
        answer = leo.post(address, said)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'value="{question}"' in page
        assert "the draft itself shows it" in page
        assert not KeptDraft.objects.exclude(reviewer=None).exists()
    line = {
        "act": "ask_reviewer",
        "reviewer": str(dr_amina.pk),
        "question": "Our line is 020 7946 0000.",
    }
    assert leo.post(address, line).status_code == 303


def test_a_moderators_sentence_about_a_draft_repeats_nobodys_number(
    leo: Client, moderator: Client, dr_amina: Account
) -> None:
    code = _ask(leo, dr_amina)
    words = "943 476 5919 is a study’s line."
    for answer in ("pass", "back"):
        said = {"answer": answer, "words": words} | _read(moderator, code)
        refused = moderator.post(f"/moderation/held/{code}", said)
        assert refused.status_code == 422
        assert f">{words}</textarea>" in refused.content.decode()
    kept = KeptDraft.objects.get(code=code)
    assert (kept.advice, kept.state) == ("", "held")
