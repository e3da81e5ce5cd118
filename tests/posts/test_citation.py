"""A post is cited as it stood, by an address that stays, and nobody claims a DOI for it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from rounds.posts.citation import Citation, to_bibtex, to_csl, to_ris, to_schema, to_vancouver

ONE = Citation(
    post_id=7, author="Dr Amina Yusuf", handle="amina", words="P before QRS & nothing else",
    site="Rounds", address="https://rounds.example/@amina/7", written=datetime(2026, 3, 2, tzinfo=UTC),
    accessed=date(2026, 11, 22), language="en", licence="CC-BY-4.0",
)  # fmt: skip
EDITED = replace(ONE, version=3, edited=datetime(2026, 4, 5, tzinfo=UTC))


def test_a_reference_names_author_words_place_dates_and_address() -> None:
    assert to_vancouver(ONE) == (
        "Dr Amina Yusuf (@amina). P before QRS & nothing else. [post]. Rounds [Internet]. "
        "2026 Mar 2 [cited 2026 Nov 22]. Available from: https://rounds.example/@amina/7"
    )


def test_an_edited_post_is_cited_by_its_version() -> None:
    assert "updated 2026 Apr 5, version 3" in to_vancouver(EDITED)
    assert "ET  - 3\r\n" in to_ris(EDITED)
    assert json.loads(to_csl(EDITED))[0]["version"] == "3"
    assert to_schema(EDITED)["dateModified"].startswith("2026-04-05")


def test_no_format_claims_a_doi() -> None:
    for words in (to_ris(ONE), to_bibtex(ONE), to_csl(ONE)):
        assert "No DOI" in words
        assert "DO  - " not in words
        assert "doi.org" not in words


def test_the_licence_travels_with_the_citation() -> None:
    assert json.loads(to_csl(ONE))[0]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "CC-BY-4.0" in to_ris(ONE)


def test_bibtex_survives_letters_that_mean_something_to_it() -> None:
    words = to_bibtex(replace(ONE, words="50% of {A} & B_2 \\ C"))
    assert r"{{50\% of \{A\} \& B\_2 \textbackslash{} C}}" in words


def test_a_line_break_in_a_post_starts_no_field_of_its_own() -> None:
    assert "\nER" not in to_ris(replace(ONE, words="one\nER  - \ntwo")).replace(
        "\r\nER  - \r\n", ""
    )


def test_a_long_post_is_titled_by_its_first_words() -> None:
    assert len(replace(ONE, words="word " * 100).title) <= 121
