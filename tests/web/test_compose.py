"""Writing on the page: what goes out, what the coach asks, and that nothing typed is ever lost."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from rounds.gate.models import KeptDraft
from rounds.identity.models import Account
from rounds.posts.models import Media, Poll, Post, Visibility
from tests.web.conftest import Publish

NHS = "Saw NHS 943 476 5919 in clinic."
PHONE = "Ring the ward on 07700 900123 about it."


def _send(client: Client, text: str, act: str = "publish", **more: Any) -> Any:
    return client.post(
        "/compose", {"text": text, "act": act, "visibility": "public", "key": text} | more
    )


def _picture(name: str = "ecg.png") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (80, 60), (250, 240, 240)).save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), "image/png")


def test_a_post_goes_out_and_one_lands_on_it(leo: Client) -> None:
    answer = _send(leo, "I skipped the first question yesterday, on paper.")
    post = Post.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/@leo/{post.pk}"
    assert b"on paper" in leo.get(answer["Location"]).content


def test_pressing_publish_twice_publishes_once(leo: Client) -> None:
    _send(leo, "Once is enough.", key="one")
    _send(leo, "Once is enough.", key="one")
    assert Post.objects.count() == 1


def test_an_nhs_number_is_shown_under_its_sentence_and_nothing_is_published(leo: Client) -> None:
    answer = _send(leo, f"Good morning.\n{NHS}")
    assert not Post.objects.exists()
    page = leo.get(answer["Location"]).content.decode()
    assert "<mark>943 476 5919</mark>" in page
    assert "Stops here" in page
    assert "This is nobody" not in page


def test_pressing_the_mend_puts_the_suggestion_in_its_place(leo: Client) -> None:
    address = _send(leo, NHS)["Location"]
    page = leo.get(address).content.decode()
    mend = re.search(r'name="mend" value="([^"]+)"', page)
    assert mend
    answer = leo.post(address, {"text": NHS, "mend": mend[1]})
    assert b"943 476" not in answer.content
    assert b"a patient" in answer.content
    leo.post(address, {"text": "Saw a patient in clinic.", "act": "publish"})
    assert "a patient" in Post.objects.get().source


def test_confirming_that_it_is_nobodys_patient_publishes_once(leo: Client) -> None:
    address = _send(leo, PHONE)["Location"]
    page = leo.get(address).content.decode()
    confirm = re.search(r'name="confirm" value="([^"]+)"', page)
    assert confirm
    answer = leo.post(address, {"text": PHONE, "confirm": confirm[1]})
    post = Post.objects.get()
    assert answer["Location"] == f"/@leo/{post.pk}"
    assert leo.get(address)["Location"] == f"/@leo/{post.pk}"
    assert Post.objects.count() == 1


def test_a_confirmation_counts_for_these_words_only(leo: Client) -> None:
    address = _send(leo, PHONE)["Location"]
    page = leo.get(address).content.decode()
    confirm = re.search(r'name="confirm" value="([^"]+)"', page)
    assert confirm
    leo.post(address, {"text": PHONE.replace("123", "456"), "confirm": confirm[1]})
    assert not Post.objects.exists()


def test_somebody_elses_draft_is_as_if_it_were_not_there(leo: Client, amina: Client) -> None:
    address = _send(leo, NHS)["Location"]
    assert amina.get(address).status_code == 404
    assert amina.post(address, {"text": "Mine now.", "act": "publish"}).status_code == 404
    assert not Post.objects.exists()


def test_teaching_asks_for_interests_and_one_press_answers(amina: Client) -> None:
    address = _send(amina, "Three questions before you name any rhythm.", teaching="1")["Location"]
    page = amina.get(address).content.decode()
    assert "There is nothing to declare" in page
    mend = re.search(r'name="mend" value="([^"]+)"', page)
    assert mend
    mended = amina.post(address, {"text": "Three questions.", "teaching": "1", "mend": mend[1]})
    assert b'name="interests" maxlength="500" value="none"' in mended.content


def test_an_empty_post_is_refused_and_everything_else_stays(leo: Client) -> None:
    answer = _send(leo, "  ", content_warning="Night shifts", visibility="private")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nothing to post yet" in page
    assert 'value="Night shifts"' in page
    assert '<option value="private" selected>' in page


def test_a_post_that_is_too_long_keeps_its_words(leo: Client) -> None:
    words = "word " * 400
    answer = _send(leo, words)
    page = leo.get(answer["Location"]).content.decode()
    assert "over the limit of" in page
    assert "word word" in page
    assert not Post.objects.exists()


def test_a_poll_with_one_choice_is_refused_in_words(leo: Client) -> None:
    answer = _send(leo, "Which first?", poll_option=["Adenosine", ""])
    assert answer.status_code == 422
    assert b"A poll has 2 to" in answer.content
    assert b'value="Adenosine"' in answer.content


def test_a_poll_goes_out_with_its_choices(leo: Client) -> None:
    _send(
        leo, "Which first?", poll_option=["Adenosine", "Vagal manoeuvre", ""], poll_seconds="3600"
    )
    assert Poll.objects.get().options == ["Adenosine", "Vagal manoeuvre"]


def test_a_picture_goes_out_with_its_description_and_focus(leo: Client) -> None:
    more = {
        "files": [_picture()],
        "describe-new-0": "One lead of an ECG.",
        "focus-new-0": "0.50,-0.25",
    }
    _send(leo, "What do you see?", **more)
    picture = Media.objects.get()
    assert picture.post is not None
    assert picture.description == "One lead of an ECG."
    assert (picture.focus_x, picture.focus_y) == (0.5, -0.25)


def test_a_picture_uploaded_first_can_be_described_and_left_out(leo: Client) -> None:
    page = _send(leo, "What do you see?", act="attach", files=[_picture()]).content.decode()
    picture = Media.objects.get()
    assert f'name="describe-{picture.pk}"' in page
    more = {"picture": str(picture.pk), f"describe-{picture.pk}": "An ECG."}
    _send(leo, "Not this one.", **(more | {"remove": str(picture.pk)}))
    assert not Media.objects.exists()
    assert Post.objects.get().source == "Not this one."


def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(leo: Client) -> None:
    broken = SimpleUploadedFile("ecg.png", b"not a picture", "image/png")
    answer = _send(leo, "What do you see?", files=[broken])
    assert answer.status_code == 422
    assert b"What do you see?" in answer.content
    assert not Post.objects.exists()


def test_somebody_elses_picture_cannot_be_taken(leo: Client, amina: Client) -> None:
    _send(amina, "Mine.", act="attach", files=[_picture()])
    picture = Media.objects.get()
    answer = _send(leo, "Yours now.", picture=str(picture.pk))
    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_the_preview_is_what_the_world_will_see_and_publishes_nothing(leo: Client) -> None:
    page = _send(leo, "Regular or not? #ECGs", act="preview").content.decode()
    assert "What the world will see" in page
    assert "/tags/ecgs" in page.split("What the world will see")[-1]
    assert not Post.objects.exists()


def test_an_answer_stands_under_its_post(
    leo: Client, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "Is it regular?")
    form = leo.get(f"/compose?reply_to={post.pk}").content.decode()
    assert "@amina" in form
    _send(leo, "@amina It is.", reply_to=str(post.pk))
    page = leo.get(f"/@amina/{post.pk}").content.decode()
    assert "It is." in page
    assert "1 answer" in page


def test_an_answer_is_no_wider_than_its_question(
    leo: Client, student_leo: Account, dr_amina: Account, publish: Publish
) -> None:
    post = publish(dr_amina, "@leo Between us two.", visibility=Visibility.DIRECT)
    form = leo.get(f"/compose?reply_to={post.pk}").content.decode()
    assert '<option value="direct" selected>' in form


def test_what_is_answered_may_vanish_but_the_words_stay(
    leo: Client, dr_amina: Account, publish: Publish
) -> None:
    answer = _send(leo, "To nobody.", reply_to="999")
    assert answer.status_code == 422
    assert b"To nobody." in answer.content


def test_the_coach_speaks_while_one_types_and_keeps_the_draft(leo: Client) -> None:
    piece = leo.post("/compose/coach", {"text": NHS, "visibility": "public"})
    kept = KeptDraft.objects.get()
    assert b"943 476 5919</mark>" in piece.content
    assert kept.code in piece.content.decode()
    leo.post("/compose/coach", {"text": "Saw somebody in clinic.", "draft": kept.code})
    assert KeptDraft.objects.count() == 1
    _send(leo, "Saw somebody in clinic today.", draft=kept.code)
    assert Post.objects.get().source == "Saw somebody in clinic today."


def test_the_coach_keeps_nothing_of_a_word_or_two(leo: Client) -> None:
    leo.post("/compose/coach", {"text": "Hm."})
    assert not KeptDraft.objects.exists()


def test_drafts_wait_for_their_author_and_can_be_discarded(leo: Client) -> None:
    _send(leo, "Half a thought about teaching.", act="keep")
    page = leo.get("/drafts").content.decode()
    assert "Half a thought" in page
    code = KeptDraft.objects.get().code
    leo.post(f"/d/{code}", {"act": "discard"})
    assert not KeptDraft.objects.exists()
    assert "Nothing half written" in leo.get("/drafts").content.decode()


def test_an_edit_keeps_its_history(leo: Client, student_leo: Account, publish: Publish) -> None:
    post = publish(student_leo, "It is irregular.")
    assert b"It is irregular." in leo.get(f"/posts/{post.pk}/edit").content
    leo.post(f"/posts/{post.pk}/edit", {"text": "It is regular.", "act": "publish"})
    page = leo.get(f"/@leo/{post.pk}").content.decode()
    assert "It is regular." in page
    assert "Edited" in page
    history = leo.get(f"/@leo/{post.pk}/history").content.decode()
    assert "It is irregular." in history


def test_nobody_edits_somebody_elses_post(leo: Client, dr_amina: Account, publish: Publish) -> None:
    post = publish(dr_amina, "It is regular.")
    assert leo.post(f"/posts/{post.pk}/edit", {"text": "No.", "act": "publish"}).status_code == 404


@pytest.mark.parametrize("address", ["/compose", "/drafts"])
def test_a_stranger_is_asked_to_log_in(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 302


def test_letters_that_no_database_can_hold_are_left_out(leo: Client) -> None:
    odd = {"language": "e\x00n", "interests": "n\x00one", "content_warning": "t\x00ired"}
    _send(leo, "Zero\x00 is a number.", key="odd", **odd)
    post = Post.objects.get()
    assert post.source == "Zero is a number."
    assert post.content_warning == "tired"


def test_a_huge_body_is_refused_and_changes_nothing(leo: Client) -> None:
    answer = _send(leo, "word " * 1_000_000, key="huge")
    assert answer.status_code in {400, 413}
    assert not Post.objects.exists()
    assert not KeptDraft.objects.exists()


def test_a_post_written_elsewhere_comes_back_there(leo: Client) -> None:
    assert _send(leo, "From the chat.", next="/local")["Location"] == "/local"
    assert _send(leo, "And away?", next="//elsewhere.example/")["Location"].startswith("/@leo/")


def test_details_in_the_warning_and_the_text_are_shown_together_and_mended_each(
    leo: Client,
) -> None:
    warning = "My patient, 54, from Ballycastle"
    _send(leo, "She is the lollipop lady here.", content_warning=warning)
    kept = KeptDraft.objects.get()
    page = leo.get(f"/d/{kept.code}").content.decode()
    assert "the content warning and the text" in page
    assert "<mark>Ballycastle</mark>" in page
    assert "<mark>lollipop</mark>" in page
    digest = kept.findings[0]["digest"]
    details = [one["part"] for one in kept.findings[0]["details"]]
    place = f"recognisable {digest} {details.index('content_warning')}"
    said = {"text": "She is the lollipop lady here.", "content_warning": warning, "mend": place}
    mended = leo.post(f"/d/{kept.code}", said | {"visibility": "public"}).content.decode()
    assert warning not in mended
    assert "She is the lollipop lady here." in mended
    word = said | {"mend": "", "confirm": f"recognisable {digest}", "visibility": "public"}
    leo.post(f"/d/{kept.code}", word)
    assert Post.objects.get().content_warning == warning
