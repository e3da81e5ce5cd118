"""What a server sends weighs little, and never says something stale."""

import gzip
from pathlib import Path

import pytest
from django.test import Client

from rounds.site.files import static_files
from rounds.site.squeeze import packed


def test_a_stylesheet_is_served_compressed_to_whoever_can_read_that() -> None:
    served = static_files().files["/static/rounds.css"]
    answer = served.get_response("GET", {"HTTP_ACCEPT_ENCODING": "gzip"})
    assert dict(answer.headers)["Content-Encoding"] == "gzip"
    assert b"--paper" in gzip.decompress(answer.file.read())


def test_a_stylesheet_is_served_as_it_is_to_others() -> None:
    answer = static_files().files["/static/rounds.css"].get_response("GET", {})
    assert "Content-Encoding" not in dict(answer.headers)
    assert b"--paper" in answer.file.read()


def test_a_changed_file_has_another_copy(tmp_path: Path) -> None:
    file = tmp_path / "some.css"
    file.write_text("a { color: red }" * 40)
    before = packed(file)
    file.write_text("a { color: blue }" * 40)
    after = packed(file)
    assert before is not None
    assert after is not None
    assert before != after
    assert b"blue" in gzip.decompress(after.read_bytes())


def test_a_font_and_a_tiny_text_are_left_as_they_are(tmp_path: Path) -> None:
    font, text = tmp_path / "a.woff2", tmp_path / "a.txt"
    font.write_bytes(b"w" * 1000)
    text.write_text("a")
    assert packed(font) is None
    assert packed(text) is None


@pytest.mark.django_db
def test_a_page_is_compressed_too() -> None:
    page = Client().get("/about", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert b"<main" in gzip.decompress(page.content)
