"""Nothing dangerous gets into a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.base import html
from rounds.base.text import Handle


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<p style="position:fixed">x</p>',
        "<iframe src='https://example.org'></iframe>",
        '<p onclick="x()" class="nav-admin">x</p>',
        "<svg><script>1</script></svg>",
    ],
)
def test_foreign_markup_loses_what_could_harm(markup: str) -> None:
    kept = html.sanitise(markup).lower()
    for word in ("script", "onerror", "onclick", "javascript:", "style", "iframe", "nav-admin"):
        assert word not in kept


@given(st.text())
def test_whatever_is_typed_the_page_gets_only_known_markup(typed: str) -> None:
    made = html.render(typed, "https://h.example", {})
    assert html.sanitise(made).count("<a ") == made.count("<a ")
    assert "<script" not in made.lower()


def test_typed_angle_brackets_are_shown_as_typed() -> None:
    assert (
        html.strip(html.render("K < 3.5 & Na > 120", "https://h.example", {}))
        == "K < 3.5 & Na > 120"
    )


def test_paragraphs_and_breaks_are_kept() -> None:
    assert html.render("a\nb\n\nc", "https://h.example", {}) == "<p>a<br>b</p><p>c</p>"


def test_a_mention_links_to_the_person() -> None:
    made = html.render(
        "Thanks @leo!", "https://h.example", {Handle("leo", ""): "https://h.example/@leo"}
    )
    assert 'href="https://h.example/@leo"' in made
    assert "</a></span>!" in made
