"""Boxes, lines and blur: what is put together, what a line is, and that a blur can't be undone."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from rounds.base.images import blurred, decoded, digest_in
from rounds.gate.checks.pictures import check_pictures
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation
from rounds.gate.pictures.boxes import merged, place_in, shared, widened
from rounds.gate.pictures.lines import is_side_marker, kind_of
from rounds.gate.pictures.port import Sighting
from rounds.gate.verdict import Verdict, judge
from rounds.posts.seen import CHECKING, FAILED, READY, REFUSED, UNCHECKED, Seen, Spot


def sighting(kind: str, *box: float) -> Sighting:
    return Sighting(kind=kind, box=(box[0], box[1], box[2], box[3]))


def test_a_line_seen_twice_is_one_finding_that_covers_both() -> None:
    found = merged([sighting("text", 0.1, 0.1, 0.4, 0.2), sighting("name", 0.12, 0.11, 0.41, 0.19)])
    assert [one.kind for one in found] == ["name"]
    assert found[0].box == (0.1, 0.1, 0.41, 0.2)


def test_lines_below_each_other_stay_apart_and_are_read_from_the_top() -> None:
    low, high = sighting("date", 0.1, 0.3, 0.4, 0.35), sighting("name", 0.1, 0.1, 0.4, 0.15)
    assert [one.kind for one in merged([low, high])] == ["name", "date"]


def test_the_digits_of_a_barcode_belong_to_it_but_a_name_on_a_face_does_not_hide_the_face() -> None:
    code = sighting("barcode", 0.1, 0.1, 0.5, 0.2), sighting("text", 0.2, 0.15, 0.4, 0.2)
    assert [one.kind for one in merged(code)] == ["barcode"]
    face = sighting("face", 0.1, 0.1, 0.5, 0.5), sighting("name", 0.2, 0.2, 0.4, 0.3)
    assert sorted(one.kind for one in merged(face)) == ["face", "name"]


def test_boxes_share_what_they_share_and_never_leave_the_picture() -> None:
    assert shared((0, 0, 0.5, 0.5), (0.5, 0.5, 1, 1)) == 0
    assert shared((0, 0, 1, 1), (0.2, 0.2, 0.4, 0.4)) == pytest.approx(1)
    assert widened((0.0, 0.0, 0.1, 1.0)) == (0.0, 0.0, pytest.approx(0.112), 1.0)
    assert (place_in((0, 0, 0.1, 0.1)), place_in((0.9, 0.9, 1, 1))) == ((0, 0), (2, 2))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("SMITH^JOHN", "name"),
        ("SMITH, JOHN A", "name"),
        ("Patient: Example", "name"),
        ("DOB 12/03/1948", "date"),
        ("03-MAR-1948", "date"),
        ("19480312", "date"),
        ("MRN 00456789", "number"),
        ("ID 4456 7789", "number"),
        ("NHS 943 476 5919", "nhs_number"),
        ("AP SUPINE", "text"),
        ("kV 70 mAs 3.2", "text"),
    ],
)
def test_a_line_of_a_machine_is_known_for_what_it_is(words: str, kind: str) -> None:
    assert kind_of(words) == kind


def test_the_letter_that_marks_a_side_names_nobody() -> None:
    assert is_side_marker("L")
    assert is_side_marker(" (R) ")
    assert not is_side_marker("Li")


def written(words: str) -> Image.Image:
    image = Image.new("RGB", (400, 120), (20, 20, 20))
    font = ImageFont.load_default(28)
    ImageDraw.Draw(image).text((20, 40), words, font=font, fill=(240, 240, 240))
    return image


def test_a_blurred_place_holds_a_few_plain_cells_and_the_rest_is_untouched() -> None:
    image, box = written("SMITH JOHN"), (0.03, 0.25, 0.6, 0.7)
    made = blurred(image, (box,))
    inside, outside = (12, 30, 240, 84), (0, 90, 400, 120)
    assert len(made.crop(inside).getcolors() or []) <= 8
    assert ImageChops.difference(made.crop(outside), image.crop(outside)).getbbox() is None


def test_two_names_of_a_length_look_the_same_once_they_are_blurred() -> None:
    box = (0.03, 0.25, 0.6, 0.7)
    one, other = blurred(written("SMITH JOHN"), (box,)), blurred(written("SMYTH JOAN"), (box,))
    assert ImageChops.difference(one, other).getbbox() is None


def test_a_confirmation_is_for_these_pixels_and_no_others() -> None:
    box = (0.03, 0.25, 0.6, 0.7)
    assert digest_in(written("SMITH"), box) == digest_in(written("SMITH"), box)
    assert digest_in(written("SMITH"), box) != digest_in(written("SMITT"), box)


def seen(state: str = READY, *spots: Spot, reason: str = "") -> Seen:
    return Seen(media_id=1, state=state, spots=spots, reason=reason)


NAME = Spot(kind="name", box=(0.1, 0.1, 0.3, 0.2), digest="aa")
NHS = Spot(kind="nhs_number", box=(0.1, 0.3, 0.3, 0.4), digest="bb", can_confirm=False)


def test_a_name_in_a_picture_is_asked_about_and_the_authors_word_lets_it_pass() -> None:
    draft = Draft(text="A film", media=(1,))
    asked = judge(draft, pictures=[seen(READY, NAME)])
    assert asked.verdict is Verdict.ASK_AUTHOR
    assert (asked.findings[0].part, asked.findings[0].box) == ("media:0", NAME.box)
    word = [Confirmation(kind="name", digest="aa")]
    assert judge(draft, word, pictures=[seen(READY, NAME)]).verdict is Verdict.RELEASE


def test_an_nhs_number_in_a_picture_is_nobodys_word() -> None:
    draft = Draft(text="A film", media=(1,))
    word = [Confirmation(kind="nhs_number", digest="bb")]
    held = judge(draft, word, pictures=[seen(READY, NHS)])
    assert held.verdict is Verdict.HOLD_FOR_REVIEW


@pytest.mark.parametrize(
    ("state", "teaching", "verdict"),
    [
        (UNCHECKED, False, Verdict.RELEASE),
        (UNCHECKED, True, Verdict.HOLD_FOR_REVIEW),
        (FAILED, False, Verdict.HOLD_FOR_REVIEW),
        (REFUSED, False, Verdict.HOLD_FOR_REVIEW),
        (CHECKING, False, Verdict.ASK_AUTHOR),
        (READY, True, Verdict.RELEASE),
    ],
)
def test_what_nothing_has_looked_at_goes_out_with_no_teaching(
    state: str, teaching: bool, verdict: Verdict
) -> None:
    draft = Draft(text="A film", media=(1,), teaching=teaching, interests="none")
    assert judge(draft, pictures=[seen(state)]).verdict is verdict


def test_the_reason_of_whoever_refused_a_picture_is_told_to_its_author() -> None:
    found = list(check_pictures(Draft(media=(1,)), [seen(REFUSED, reason="A name, top left")]))
    assert "A name, top left." in found[0].reason


def test_blurring_survives_being_written_as_a_file() -> None:
    out = io.BytesIO()
    blurred(written("SMITH JOHN"), ((0.03, 0.25, 0.6, 0.7),)).save(out, "WEBP", quality=82)
    middle = decoded(out.getvalue()).crop((40, 45, 200, 70)).convert("L")
    low, high = middle.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    assert high - low < 120
