"""What holds for every figure, from an empty chat to a hostile one."""

from collections.abc import Callable

import pytest

from rounds.insights.figures.alone import PAGE_CSS, both, standalone
from rounds.insights.figures.bars import bars, columns
from rounds.insights.figures.drawing import Figure
from rounds.insights.figures.network import Node, network
from rounds.insights.figures.pie import pie
from rounds.insights.figures.spread import dot_times, interval, lorenz
from rounds.insights.figures.timeline import timeline
from rounds.insights.figures.world import world_map
from tests.insights.figure_reading import overlaps, parsed, said, strays

HOSTILE = "</text><script>alert('x')</script> & \"quoted\" ]]> \x00\ud800 \u202e עברית 日本語 👩🏽‍⚕️"
LONG = "Consultantinpaediatricgastroenterology" * 6
MANY = [(f"{'Group ' * (i % 4 + 1)}{i}", float(i * i % 17)) for i in range(1, 31)]


def clustered(size: int) -> Figure:
    """A network of `size` accounts in eight communities with hubs, brokers and a few crossing ties."""
    nodes = [Node(f"n{i}", f"person{i}", broker=i % 37 == 1) for i in range(size)]
    homes = {f"n{i}": f"Community {i % 8 + 1}" for i in range(size)}
    ties = [(f"n{i}", f"n{i % 8 + 8 * (i % 3)}") for i in range(8, size)]
    ties += [(f"n{i}", f"n{(i * 7) % size}") for i in range(0, size, 5)]
    return network("Who answered whom", nodes, ties, homes)


FULL: dict[str, Callable[[], Figure]] = {
    "bars": lambda: bars("Roles", [*MANY, (HOSTILE, 3), (LONG, 9), ("Unknown", 5)], as_share=True),
    "columns": lambda: columns("Per prompt", [("Q1", 34), ("Q2", 51), ("Closing words", 9)]),
    "columns, many": lambda: columns("Per day", [(f"{i} July", i * 37 % 1000) for i in range(90)]),
    "columns, hostile": lambda: columns("Per prompt", [(HOSTILE, 1), (LONG, 10**12)]),
    "pie": lambda: pie("Occupations", [("Consultant", 21), ("Medical student", 12), ("Unknown", 4)]),
    "pie of one": lambda: pie("Occupations", [("Unknown", 4)]),
    "pie of slivers": lambda: pie("Occupations", [("Consultant", 5000), *MANY, (HOSTILE, 1), (LONG, 1)]),
    "timeline": lambda: timeline(
        "Posts over time", [f"{18 + i // 6:02d}:{i % 6}0" for i in range(24)], ("Posts", range(24)),
        (HOSTILE, [0] * 24), (LONG, [10**9] * 24), zone="Europe/London",
    ),
    "timeline of one": lambda: timeline("Posts", ["18 October 2016, 20:00"], ("Posts", [3])),
    "world": lambda: world_map(
        "Countries",
        {"GB": 61, "FR": 40, "DE": 39, "IT": 38, "ES": 37, "CH": 36, "NL": 35, "BE": 34, "MT": 1, "SG": 2, "??": 3},
        unknown=12,
    ),
    "network": lambda: clustered(1000),
    "small network": lambda: clustered(24),
    "hostile network": lambda: network(
        "Network", [Node("a", HOSTILE, True), Node("b", LONG), Node("c")],
        [("a", "b"), ("b", "a"), ("a", "a"), ("b", "c"), ("c", "stranger")], {"a": HOSTILE, "b": LONG},
    ),
    "lorenz": lambda: lorenz("Equity", [1] * 60 + [400], of="posts"),
    "interval": lambda: interval(
        "Reach", [("Bounds", 11_234, 98_765), (HOSTILE, 5, 5), (LONG, 0, 10**9), ("None", 0, 0)]
    ),
    "dot_times": lambda: dot_times(
        "Time to first answer",
        [("Medical student", [0.2, 3, 3, 3, 3, 3, 3, 3, 60], 4), (HOSTILE, [90_000.0], 0), (LONG, [], 9)],
    ),
}  # fmt: skip

EMPTY: dict[str, Callable[[], Figure]] = {
    "bars": lambda: bars("Roles", []),
    "columns": lambda: columns("Per prompt", []),
    "pie": lambda: pie("Occupations", []),
    "pie of noughts": lambda: pie("Occupations", [("Consultant", 0)]),
    "timeline": lambda: timeline("Posts over time", []),
    "world": lambda: world_map("Countries", {}),
    "world of unknowns": lambda: world_map("Countries", {}, unknown=12),
    "network": lambda: network("Network", [], [], {}),
    "network of loners": lambda: network("Network", [Node("a"), Node("b")], [("a", "a")], {}),
    "lorenz": lambda: lorenz("Equity", []),
    "lorenz of silence": lambda: lorenz("Equity", [0, 0]),
    "interval": lambda: interval("Reach", []),
    "dot_times": lambda: dot_times("Time to first answer", []),
}

ALL = {**{f"{k}, full": v for k, v in FULL.items()}, **{f"{k}, empty": v for k, v in EMPTY.items()}}
figures = pytest.mark.parametrize("draw", ALL.values(), ids=ALL.keys())


@figures
def test_a_figure_is_well_formed_and_tells_those_who_cannot_see_it_what_it_says(
    draw: Callable[[], Figure],
) -> None:
    figure = draw()
    for svg in (figure.svg, figure.narrow):
        root = parsed(svg)
        ids = {element.get("id") for element in root.iter() if element.get("id")}
        assert root.get("role") == "img"
        assert set(root.get("aria-labelledby", "").split()) == ids
        assert all(name is not None and name.startswith(figure.name) for name in ids)
        assert all(len(element.text or "") > 2 for element in list(root)[:2])


@figures
def test_no_words_cover_other_words_or_leave_the_drawing(draw: Callable[[], Figure]) -> None:
    figure = draw()
    for svg in (figure.svg, figure.narrow):
        assert overlaps(svg) == []
        assert strays(svg) == []


@figures
def test_a_figure_holds_no_script_no_style_and_no_reference(draw: Callable[[], Figure]) -> None:
    for svg in (draw().svg, draw().narrow):
        tags = {element.tag.rsplit("}", 1)[-1] for element in parsed(svg).iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "g",
            "text",
            "rect",
            "line",
            "circle",
            "path",
            "polyline",
            "polygon",
        }
        assert " style=" not in svg
        assert "href" not in svg
        assert "url(" not in svg


@figures
def test_the_same_rows_give_the_same_bytes(draw: Callable[[], Figure]) -> None:
    assert draw() == draw()


@figures
def test_every_row_of_the_table_answers_to_its_columns(draw: Callable[[], Figure]) -> None:
    table = draw().table
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY.keys())
def test_an_empty_figure_says_what_will_be_here(draw: Callable[[], Figure]) -> None:
    figure = draw()
    assert figure.table.rows == ()
    assert len(" ".join(said(figure.svg)).split()) > 5


def test_words_in_a_drawing_are_at_least_as_large_as_on_the_page() -> None:
    for draw in ALL.values():
        for svg in (draw().svg, draw().narrow):
            sizes = [
                float(text.get("font-size", 0))
                for text in parsed(svg).iter()
                if text.tag.endswith("text")
            ]
            assert min(sizes) >= 13


@figures
def test_a_figure_stands_alone_with_title_note_source_and_its_own_colours(
    draw: Callable[[], Figure],
) -> None:
    figure = draw()
    alone = standalone(figure, "Source: an invented chat, n = 3")
    parsed(alone)
    assert figure.title.split()[0] in " ".join(said(alone))
    assert any("invented chat" in text for text in said(alone))
    assert "var(--" not in alone
    assert "prefers-color-scheme" in alone
    assert strays(figure.svg) == []


def test_a_page_holds_both_widths_and_shows_one() -> None:
    figure = bars("Roles", [("Consultant", 2)])
    assert both(figure).count("<svg") == 2
    assert "figure-narrow" in PAGE_CSS
    assert "figure-wide" in PAGE_CSS
