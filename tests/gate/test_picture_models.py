"""The models themselves: writing, faces and barcodes are seen.

They need the extra `images` (`make images-test`), so its packages are imported where they are used:
without it this file is still read.
"""

import io
import json
import math
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from bench.guard.pictures import covered, sample
from rounds.__main__ import main
from rounds.base.images import decoded, reencode
from rounds.gate.pictures import apart, models
from rounds.gate.pictures.port import CouldNotLook
from tests import dicoms
from tests.pictures import film

pytestmark = pytest.mark.images


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def kinds(image: Image.Image) -> list[str]:
    return [one.kind for one in models.look(image)]


def test_lines_burned_into_a_radiograph_are_found_where_they_stand() -> None:
    found = lines = 0
    for seed in range(5):
        made = sample(seed, written=True)
        image = decoded(made.data)
        wide, tall = image.size
        boxes = [
            (math.floor(s.box[0] * wide), math.floor(s.box[1] * tall), math.ceil(s.box[2] * wide),
             math.ceil(s.box[3] * tall))
            for s in models.look(image)
        ]  # fmt: skip
        lines += len(made.lines)
        found += sum(covered(line, boxes) >= 0.7 for line in made.lines)
    assert (found, lines > 5) == (lines, True)


def test_a_radiograph_without_writing_is_left_in_peace() -> None:
    assert [kinds(decoded(sample(seed, written=False).data)) for seed in range(3)] == [[], [], []]


def test_small_print_in_a_large_photograph_is_found_as_it_is_shown() -> None:
    image = Image.new("RGB", (4000, 3000), (30, 30, 30))
    small = ImageFont.load_default(24)
    for at in ((200, 200), (2900, 2500)):
        ImageDraw.Draw(image).text(at, "John Smithers 14/03/1951", fill=(240, 240, 240), font=small)
    boxes = [one.box for one in models.look(image)]
    assert [(round(box[0], 1), round(box[1], 1)) for box in boxes] == [(0.0, 0.1), (0.7, 0.8)]


def test_a_name_a_date_and_an_nhs_number_are_told_apart() -> None:
    for words, kind in (
        ("SMITH, JOHN", "name"), ("12/03/1948", "date"), ("943 476 5919", "nhs_number"),
    ):  # fmt: skip
        assert kinds(decoded(film(words))) == [kind]


def drawn_face() -> Image.Image:
    """A face that belongs to nobody."""
    image = Image.new("RGB", (480, 480), (120, 140, 150))
    pen = ImageDraw.Draw(image)
    pen.ellipse((60, 400, 420, 700), fill=(60, 70, 110))
    pen.ellipse((128, 50, 352, 300), fill=(50, 35, 30))
    pen.rectangle((195, 340, 285, 440), fill=(190, 145, 120))
    pen.ellipse((150, 90, 330, 375), fill=(222, 178, 152))
    pen.pieslice((138, 60, 342, 250), 185, 355, fill=(55, 38, 32))
    pen.ellipse((158, 125, 322, 300), fill=(226, 184, 158))
    for x in (203, 277):
        pen.ellipse((x - 24, 188, x + 24, 222), fill=(190, 145, 125))
        pen.ellipse((x - 19, 197, x + 19, 215), fill=(245, 242, 240))
        pen.ellipse((x - 9, 196, x + 9, 216), fill=(70, 45, 30))
        pen.ellipse((x - 4, 201, x + 4, 211), fill=(0, 0, 0))
        pen.ellipse((x - 6, 199, x - 2, 203), fill=(255, 255, 255))
        pen.arc((x - 20, 194, x + 20, 222), 190, 350, fill=(60, 40, 35), width=3)
        pen.arc((x - 30, 168, x + 30, 215), 205, 335, fill=(60, 42, 36), width=8)
    pen.polygon([(240, 205), (222, 266), (258, 266)], fill=(210, 165, 140))
    pen.ellipse((222, 255, 258, 277), fill=(214, 168, 142))
    for x in (226, 244):
        pen.ellipse((x, 264, x + 10, 272), fill=(120, 75, 65))
    pen.ellipse((208, 300, 272, 330), fill=(178, 90, 88))
    pen.line((208, 314, 272, 314), fill=(110, 45, 48), width=3)
    light = Image.new("L", image.size, 0)
    ImageDraw.Draw(light).ellipse((110, 60, 300, 390), fill=70)
    shade = light.filter(ImageFilter.GaussianBlur(45))
    made = ImageChops.add(image, Image.merge("RGB", (shade,) * 3), scale=1, offset=-20)
    return made.filter(ImageFilter.GaussianBlur(3))


def test_a_face_is_seen_near_and_far() -> None:
    near = models.look(drawn_face())
    assert [one.kind for one in near] == ["face"]
    assert near[0].box[0] < 0.35 < 0.65 < near[0].box[2]
    far = Image.new("RGB", (480, 480), (120, 140, 150))
    far.paste(drawn_face().resize((72, 72)), (204, 204))
    assert kinds(far) == ["face"]


def test_a_barcode_is_seen_whatever_it_says() -> None:
    import numpy
    import zxingcpp

    code = numpy.array(
        zxingcpp.create_barcode("RQ00456789", zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)
    )
    image = Image.new("RGB", (500, 400), (200, 200, 200))
    image.paste(Image.fromarray(code), (60, 60))
    assert "barcode" in kinds(image)


def test_the_look_apart_says_the_same_as_the_look_here() -> None:
    data = reencode(film("SMITH, JOHN"), (400,)).sizes[0].data
    assert [one.kind for one in apart.look(data)] == ["name"]


def test_what_crashes_or_takes_too_long_has_not_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CouldNotLook):
        apart.look(b"no picture")
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.05)
    with pytest.raises(CouldNotLook):
        apart.look(film())


def test_what_is_burned_into_a_dicom_picture_is_found_in_its_compression_too() -> None:
    for syntax in (dicoms.JPEG_LOSSLESS, dicoms.JPEG_LS):
        assert kinds(decoded(dicoms.dicom("SMITH, JOHN", syntax=syntax))) == ["name"]


def test_the_command_line_answers_each_file_in_pixels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named, clean, none = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "c.png"
    named.write_bytes(film("SMITH, JOHN"))
    clean.write_bytes(png(Image.new("RGB", (300, 200), (90, 20, 20))))
    none.write_bytes(b"no picture")
    files = [str(named), str(clean), str(none)]
    assert main(["gate", "picture", *files, "--json"]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["verdict"], first["findings"][0]["kind"]) == ("ask_author", "name")
    left, top, right, bottom = first["findings"][0]["box"]
    assert left < 30 < 150 < right
    assert top < 30 < 45 < bottom
    assert "SMITH" not in json.dumps(first)
    assert (second["verdict"], second["findings"]) == ("release", [])
    assert "no picture" in third["error"]
    assert main(["gate", "picture", str(clean)]) == 0
    assert main(["gate", "picture", str(named)]) == 1
