"""The report is complete, honest, the same twice, and can be read without the internet."""

import csv
import io
import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rounds.insights.definitions import definitions
from rounds.insights.html import page_html
from rounds.insights.report import Choice, NoSuchPost, build
from rounds.insights.tables import tables_of
from rounds.insights.write import to_json, write_report
from tests.insights.chats import START, answer, boost, chat, person, post, small_chat

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
NASTY = '<script>alert(1)</script> "><img src=x onerror=alert(1)> Should we do it now?'


def crowd(**provenance: Any) -> Any:
    """Six nurses, five students, two pharmacists; everybody answers the first nurse."""
    bios = ["Staff nurse"] * 6 + ["Medical student"] * 5 + ["Pharmacist"] * 2
    places = ["Leeds, UK"] * 7 + ["Lisbon, Portugal"] * 5 + ["Paris, France"]
    people = [
        person(f"p{i}", bio=bio, location=place, followers=i)
        for i, (bio, place) in enumerate(zip(bios, places, strict=True))
    ]
    posts = [post(0, "p0", "What do we do first?")]
    posts += [
        answer(i, f"p{i}", 0, "p0", "We should first look at the patient.") for i in range(1, 13)
    ]
    return chat(posts, people, **provenance)


def empty() -> Any:
    """A chat nobody came to."""
    return chat([])


@pytest.mark.parametrize("frames", [small_chat, crowd, empty])
def test_every_report_keeps_to_its_schema(frames: Any) -> None:
    jsonschema.validate(build(frames()), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_numbers_the_project_promised_are_there() -> None:
    report = build(small_chat())
    assert (
        report["rows_read"],
        report["rows_bad"],
        report["posts_total"],
        report["posts_original"],
    ) == (5, 0, 5, 4)
    assert (report["boosts"], report["replies"], report["participants"]) == (1, 3, 4)
    assert report["network"]["reply_all"] == {"nodes": 3, "edges": 3, "to_oneself": 1}
    assert report["network"]["reply_simple"] == {"nodes": 3, "edges": 2}
    assert report["reach"]["kind"] == "bounds"
    assert (report["reach"]["low"], report["reach"]["high"]) == (100, 142)
    assert report["definitions"] == definitions()


def test_the_same_facts_give_the_same_bytes() -> None:
    first, second = build(crowd()), build(crowd())
    assert to_json(first) == to_json(second)
    assert page_html(first) == page_html(second)


def test_inferred_roles_of_few_people_are_merged_and_their_number_is_told() -> None:
    report = build(crowd())
    shown = {row["group"]: row["people"] for row in report["roles"]["counts"]}
    assert shown == {"nurse_or_midwife": 6}
    assert (
        report["roles"]["other"],
        report["roles"]["merged_groups"],
        report["roles"]["categories"],
    ) == (7, 2, 3)
    assert "harmacist" not in json.dumps(report["equity"]["by_role"])
    assert report["suppressed"]["tables"]["roles"] == 2
    assert all(row["people"] >= 5 for row in report["equity"]["by_role"])


def test_declared_roles_in_a_public_chat_are_shown_as_they_are() -> None:
    people = [
        person("amina", role="consultant", country="GB"),
        person("leo", role="student", country="PT"),
    ]
    report = build(chat([post(0, "amina"), post(1, "leo")], people, audience=[], kind="local"))
    assert [row["label"] for row in report["roles"]["counts"]] == [
        "Consultant or specialist",
        "Medical student",
    ]
    assert [row["label"] for row in report["countries"]["counts"]] == ["United Kingdom", "Portugal"]


def test_two_people_are_told_of_no_row_of_a_joint_table() -> None:
    assert build(small_chat())["equity"]["by_role"] == []
    assert build(small_chat())["equity"]["withheld_people"] == 3


def test_a_withdrawn_post_stays_in_the_counts_and_leaves_the_quotes() -> None:
    before = build(chat([post(0, "a", "What is the first line?"), answer(1, "b", 0, "a")]))
    after = build(
        chat([post(0, "a", "What is the first line?", deleted=True), answer(1, "b", 0, "a")])
    )
    assert after["posts_total"] == before["posts_total"]
    assert (before["version"]["number"], after["version"]["number"]) == (1, 2)
    assert "withdrawn since" in after["version"]["says"]
    assert "first line" not in to_json(
        {**after, "definitions": {}, "roles": {}, "digest": after["digest"]["questions"]}
    )
    assert "What is the first line" not in page_html(after)


def test_an_audience_that_was_frozen_gives_exact_reach_and_an_archive_never_does() -> None:
    local = build(chat([post(0, "a")], audience=[("p0", "x"), ("p0", "y")], kind="local"))
    assert (local["reach"]["kind"], local["reach"]["low"], local["reach"]["high"]) == (
        "exact",
        2,
        2,
    )
    silent = build(chat([post(0, "a")]))
    assert (silent["reach"]["kind"], silent["reach"]["low"]) == ("unknown", None)
    for report in (small_chat(), crowd()):
        assert "unique reach" not in page_html(build(report)).lower()


def test_a_post_of_ones_choice_is_looked_at_and_an_unknown_one_refused() -> None:
    report = build(small_chat(), Choice(post_id="p1"))
    assert report["repliers"]["post"]["post_id"] == "p1"
    with pytest.raises(NoSuchPost):
        build(small_chat(), Choice(post_id="nothing"))


def test_the_network_is_told_with_and_without_its_organiser() -> None:
    network = build(small_chat(), Choice(organiser="@Amina"))["network"]
    assert network["organiser"] == {"handle": "amina", "how": "was named"}
    assert network["contacts"]["nodes"] == 3
    assert network["without_organiser"]["nodes"] == 0


def test_numbers_in_an_archive_are_prompts_only_when_they_run_without_a_gap() -> None:
    many = [post(n, "a", prompt=1 + n % 2) for n in range(12)]
    assert [row["prompt"] for row in build(chat(many))["prompts"]] == [1, 2]
    assert (
        build(chat([post(0, "a", prompt=7), *[post(n, "a") for n in range(1, 12)]]))["prompts"]
        == []
    )
    asked = build(chat([post(0, "a", prompt=7)], kind="local", prompts={7: "Why?", 8: "How?"}))[
        "prompts"
    ]
    assert [(row["prompt"], row["text"], row["posts"]) for row in asked] == [
        (7, "Why?", 1),
        (8, "How?", 0),
    ]


class Page(HTMLParser):
    """What a page holds: its tags, its links, its sections' headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.mark.parametrize("frames", [small_chat, crowd, empty])
def test_the_page_fetches_nothing_and_runs_nothing(frames: Any) -> None:
    text = page_html(build(frames()))
    page = Page(text)
    assert not {"script", "link", "iframe", "img", "object", "form"} & set(page.tags)
    assert not [
        name
        for name, _ in page.attributes
        if name.startswith("on") or name in {"src", "style", "srcset"}
    ]
    assert not re.search(r"url\((?!data:)|@import", text)
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_words_of_strangers_cannot_become_markup_or_formulas() -> None:
    frames = chat(
        [post(0, "mallory", NASTY, url="javascript:alert(1)", prompt=1), answer(1, "=cmd()", 0, "mallory", "+1+1 should be what we do now")],
        [person("mallory", handle="<b>mallory", bio=NASTY, location=NASTY)], title="<i>#x",
    )  # fmt: skip
    report = build(frames)
    page = page_html(report)
    assert "<script" not in page
    assert "<b>mallory" not in page
    assert "<i>#x" not in page
    assert not [v for n, v in Page(page).attributes if n == "href" and not v.startswith("https://")]
    for table in tables_of(report).values():
        for row in csv.reader(io.StringIO(table)):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_every_figure_has_its_table_its_source_and_its_n() -> None:
    page = page_html(build(crowd()))
    sections = re.findall(r'<section class="figure.*?</section>', page, flags=re.DOTALL)
    assert len(sections) >= 8
    for section in sections:
        assert "Source:" in section
        assert " n = " in section
        assert "<h2" in section
        if "<svg" in section:
            assert "The same as a table" in section


def test_definitions_fold_beside_their_figure_and_findings_do_not() -> None:
    page = page_html(build(crowd()))
    sections = re.findall(r'<section class="figure.*?</section>', page, flags=re.DOTALL)
    for section in sections:
        folded = re.sub(r"<details.*?</details>", "", section, flags=re.DOTALL)
        assert "Units:" not in folded
        assert 'class="finding"' in folded
    assert page.count("How this is counted") >= 8


def test_each_cell_of_a_broad_table_names_its_column_for_a_phone() -> None:
    page = page_html(build(crowd()))
    assert '<td data-label="Median time to answer">' in page
    assert '<td data-label="Answered">' in page


def test_the_files_are_all_there_and_the_second_writing_is_the_same(tmp_path: Path) -> None:
    first = {file: file.read_bytes() for file in write_report(build(crowd()), tmp_path)}
    names = {str(file.relative_to(tmp_path)) for file in first}
    assert {
        "report.json",
        "report.html",
        "tables/summary.csv",
        "tables/equity.csv",
        "figures/network.svg",
    } <= names
    assert {file: file.read_bytes() for file in write_report(build(crowd()), tmp_path)} == first
    assert json.loads((tmp_path / "report.json").read_text())["participants"] == 13


def test_digest_sentences_link_to_their_posts() -> None:
    page = page_html(build(small_chat()))
    assert 'href="https://rounds.example/p1"' in page
    assert "We should always check potassium before anything else." in page


def test_boosts_alone_make_a_report_too() -> None:
    report = build(chat([boost(0, "a", 9, "z"), boost(1, "b", 9, "z")]))
    assert (report["posts_original"], report["boosts"], report["equity"]["gini"]) == (0, 2, None)
    assert "Nobody wrote a post" in page_html(report)


def test_the_page_of_definitions_says_what_the_measures_say() -> None:
    text = (DOCS / "measures.md").read_text(encoding="utf-8")
    for name, parts in definitions().items():
        assert (
            f"### {name}\n\n{parts['says']}\n\n- Units: {parts['units']}\n- Errors: {parts['errors']}"
            in text
        )


def test_a_chats_hour_is_told_minute_by_minute_and_its_tail_apart() -> None:
    """A week's tail does not squeeze the hour into one column."""
    evening = [post(number, "leo") for number in range(50)]
    tail = [post(1440 * day, "joan") for day in (1, 3, 6)]
    closed = START + timedelta(minutes=60)
    report = build(chat([*evening, *tail], kind="local", closed_at=closed))
    held, after = report["stretches"]["held"], report["stretches"]["after"]
    assert (held["bin_seconds"], len(held["bins"]), held["posts"]) == (60, 50, 50)
    assert max(row["posts"] for row in held["bins"]) == 1
    assert (after["bin_seconds"], after["posts"]) == (21600, 3)
    jsonschema.validate(report, SCHEMA, cls=jsonschema.Draft202012Validator)
    text = page_html(report)
    assert "Posts while the chat was open" in text
    assert "each column is 6 hours; the scale is its own" in text
    assert "3 posts came after the close." in text


def test_an_archive_with_a_long_tail_shows_its_busiest_stretch_too() -> None:
    evening = [post(number, "leo") for number in range(50)]
    tail = [post(1440 * day, "joan") for day in (1, 3, 6)]
    report = build(chat([*evening, *tail]))
    assert report["stretches"]["held"] is None
    assert len(report["stretches"]["busiest"]["bins"]) == 50
    assert "The busiest stretch" in page_html(report)
