"""What each figure tells: read back from the drawing and from its table."""

import pytest

from rounds.insights.figures.bars import bars, per_prompt
from rounds.insights.figures.drawing import folded, spread_out
from rounds.insights.figures.network import Node, network
from rounds.insights.figures.pie import pie
from rounds.insights.figures.spread import dot_times, gini, interval, lorenz, spoken
from rounds.insights.figures.timeline import timeline
from rounds.insights.figures.world import classes, world, world_map
from rounds.insights.places import country_name
from tests.insights.figure_reading import SVG, parsed, said

ROLES = [("Consultant", 13), ("Medical student", 9), ("Patient or public", 1), ("Unknown", 3)]


def test_a_pie_labels_each_slice_with_its_words_number_and_share() -> None:
    figure = pie("Occupations", ROLES)
    for words in ("Consultant", "13 · 50%", "Medical student", "9 · 35%", "1 · 4%", "3 · 12%"):
        assert words in said(figure.svg)
        assert words in said(figure.narrow)
    assert figure.table.rows[0] == ("Consultant", 13, "50%")
    assert "The largest is Consultant: 13, 50%." in figure.svg


def test_a_sliver_of_a_pie_is_not_rounded_to_nothing() -> None:
    figure = pie("Occupations", [("Consultant", 999), ("Midwife", 1)])
    assert "1 · <1%" in said(figure.svg)


def test_bars_keep_the_order_given_and_show_the_unknown_apart() -> None:
    figure = bars("Roles", ROLES, as_share=True)
    drawn = [text for text in said(figure.svg) if text in dict(ROLES)]
    assert drawn == [label for label, _ in ROLES]
    fills = [rect.get("fill") for rect in parsed(figure.svg).iter(f"{SVG}rect")]
    assert fills[0] == fills[1] != fills[3]


def test_the_longest_bar_is_as_many_times_longer_as_its_count() -> None:
    figure = bars("Roles", [("Consultant", 30), ("Midwife", 10)])
    wide = [float(r.get("width", 0)) for r in parsed(figure.svg).iter(f"{SVG}rect")]
    assert wide[0] == pytest.approx(3 * wide[1], abs=0.2)


def test_each_prompt_has_its_number_over_its_column() -> None:
    figure = per_prompt("Posts per prompt", [("Q1", 34), ("Q2", 51)])
    assert said(figure.svg) == ["34", "Q1", "51", "Q2"]


def test_a_timeline_names_its_zone_and_gives_each_series_a_panel_on_one_scale() -> None:
    bins = ["20:00", "20:05", "20:10"]
    figure = timeline(
        "Posts", bins, ("Posts", [4, 20, 2]), ("Boosts", [1, 10, 0]), zone="Asia/Tokyo"
    )
    texts = said(figure.svg)
    assert "Time in Asia/Tokyo" in texts
    assert {"Posts", "26 in all", "Boosts", "11 in all", "20", "10"} <= set(texts)
    assert figure.table.columns == ("From (Asia/Tokyo)", "Posts", "Boosts")
    tall = [float(r.get("height", 0)) for r in parsed(figure.svg).iter(f"{SVG}rect")]
    assert max(tall[:3]) == pytest.approx(2 * max(tall[3:]), abs=0.2)


def test_a_series_that_does_not_fit_its_bins_is_refused() -> None:
    with pytest.raises(ValueError, match="one value for each bin"):
        timeline("Posts", ["20:00", "20:05"], ("Posts", [1]))


def test_a_map_names_the_largest_dots_the_smallest_and_states_the_unknown() -> None:
    figure = world_map("Countries", {"GB": 34, "US": 61, "MT": 1, "SG": 3, "QQ": 2}, unknown=20)
    assert {"United Kingdom 34", "United States 61"} <= set(said(figure.svg))
    assert "99 participants from the 4 countries shown; unknown: 22." in said(figure.svg)
    dots = [c for c in parsed(figure.svg).iter(f"{SVG}circle") if c.get("r") == "4"]
    assert len(dots) == 2
    assert figure.table.rows[0] == ("United States", 61)
    assert figure.table.rows[-1] == ("Unknown", 22)


def test_every_place_of_the_geometry_is_a_country_and_nearly_every_country_has_a_place() -> None:
    earth = world()
    assert all(country_name(code) for code in earth["points"])
    assert all(country_name(code) for code in earth["paths"] if code != "-")
    assert len(earth["points"]) > 240
    assert all(
        0 <= x <= earth["width"] and 0 <= y <= earth["height"] for x, y in earth["points"].values()
    )


@pytest.mark.parametrize("top", [1, 3, 4, 5, 7, 12, 99, 374, 10_000])
def test_the_classes_of_a_map_hold_every_count_once(top: int) -> None:
    ranges = classes([1, top])
    assert len(ranges) <= 4
    assert [low for low, _ in ranges[1:]] == [high + 1 for _, high in ranges[:-1]]
    assert (ranges[0][0], ranges[-1][1]) == (1, top)


def crowd(size: int) -> tuple[list[Node], list[tuple[str, str]], dict[str, str]]:
    """Three communities, each a wheel around its hub, the hubs tied to each other."""
    nodes = [Node(f"n{i}", f"person{i}", broker=i == 0) for i in range(size)]
    ties = [(f"n{i}", f"n{i % 3}") for i in range(3, size)] + [("n0", "n1"), ("n1", "n2")]
    return nodes, ties, {f"n{i}": f"Community {'ABC'[i % 3]}" for i in range(size)}


def test_a_small_network_is_drawn_whole_with_its_brokers_ringed() -> None:
    figure = network("Network", *crowd(24))
    assert "All 24 accounts and 23 ties are drawn." in " ".join(said(figure.svg))
    assert {"Community A", "Community B", "Community C", "person0"} <= set(said(figure.svg))
    assert "Ringed: brokers between communities." in " ".join(said(figure.svg))
    assert len(figure.table.rows) == 24
    assert figure.table.rows[0] == ("person0", "Community A", 8, "yes")


def test_a_network_of_nine_in_three_communities_draws_all_nine() -> None:
    nodes = [Node(str(i), f"person{i}") for i in range(9)]
    homes = {str(i): f"Community {1 if i < 5 else 2 if i < 7 else 3}" for i in range(9)}
    ties = [("0", str(i)) for i in range(1, 5)] + [("5", "6"), ("7", "8"), ("0", "5"), ("0", "7")]
    figure = network("Who talked with whom", nodes, ties, homes)
    assert len(figure.table.rows) == 9
    assert "All 9 accounts and 8 ties are drawn." in " ".join(said(figure.svg))


def test_a_small_network_of_many_pairs_draws_them_all_the_smallest_together() -> None:
    nodes = [Node(str(i), f"person{i}") for i in range(20)]
    homes = {str(i): f"Community {i // 2 + 1}" for i in range(20)}
    figure = network("Pairs", nodes, [(str(i), str(i + 1)) for i in range(0, 20, 2)], homes)
    assert len(figure.table.rows) == 20
    assert "5 more communities" in {row[1] for row in figure.table.rows}


def test_a_network_of_a_thousand_draws_its_core_and_says_what_is_left_out() -> None:
    figure = network("Network", *crowd(1000))
    assert "Drawn: 120 of 1,000 accounts and 119 of 999 ties" in " ".join(said(figure.svg))
    assert len(figure.table.rows) == 120
    assert len(figure.svg) < 60_000


def test_dots_of_a_network_do_not_cover_each_other() -> None:
    figure = network("Network", *crowd(120))
    dots = [
        (float(c.get("cx", 0)), float(c.get("cy", 0)), float(c.get("r", 0)))
        for c in parsed(figure.svg).iter(f"{SVG}circle")
        if "accent" in c.get("fill", "")
    ]
    assert len(dots) == 120
    gaps = [
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 - ar - br
        for i, (ax, ay, ar) in enumerate(dots)
        for bx, by, br in dots[:i]
    ]
    assert min(gaps) > -0.5


def test_a_person_without_a_label_is_drawn_without_a_name() -> None:
    figure = network("Network", [Node("secret-id"), Node("b", "person1")], [("secret-id", "b")], {})
    assert "secret-id" not in figure.svg
    assert ("unnamed", "Others", 1, "no") in figure.table.rows


def test_many_ties_between_communities_become_bands() -> None:
    nodes, ties, homes = crowd(90)
    across = [(f"n{i}", f"n{i + 1}") for i in range(3, 88)]
    figure = network("Network", nodes, ties + across, homes)
    assert "Bands: ties between communities." in " ".join(said(figure.svg))


def test_gini_is_nought_for_equals_and_known_for_one_who_speaks_alone() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)
    assert gini([]) == 0


def test_the_curve_of_equity_shows_its_gini_and_the_loudest_tenth() -> None:
    figure = lorenz("Equity", [1] * 9 + [91], of="posts")
    assert "Gini 0.81" in said(figure.svg)
    assert "most active tenth: 91% of posts" in said(figure.svg)
    assert ("90%", "9.0%") in figure.table.rows


def test_bounds_are_drawn_as_bounds_and_an_exact_count_as_a_dot() -> None:
    figure = interval("Reach", [("Accounts", 1200, 98_765), ("Local people", 412, 412)])
    assert {"1,200 to 98,765 people", "412 people"} <= set(said(figure.svg))
    assert len(list(parsed(figure.svg).iter(f"{SVG}circle"))) == 1


def test_times_to_an_answer_tell_the_median_and_who_was_never_answered() -> None:
    figure = dot_times("Time", [("Medical student", [2, 12, 60], 4), ("Patient or public", [], 2)])
    texts = said(figure.svg)
    assert {"median 12 min", "3 answered, 4 never", "nobody was answered yet"} <= set(texts)
    assert figure.table.rows[0] == ("Medical student", 3, 4, "12 min", "7 min to 36 min")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.4, "under 1 min"), (12, "12 min"), (89, "89 min"), (210, "3.5 h"), (4320, "3 days")],
)
def test_a_wait_is_said_in_words(minutes: float, words: str) -> None:
    assert spoken(minutes) == words


def test_labels_move_apart_only_as_far_as_they_must() -> None:
    assert spread_out([10, 50, 90], 20, 0, 100) == [10, 50, 90]
    assert spread_out([50, 50, 50], 20, 0, 100) == [30, 50, 70]
    assert spread_out([95, 99], 20, 0, 100) == [80, 100]


def test_words_fold_between_words_and_end_in_an_ellipsis_only_when_they_must() -> None:
    assert folded("Allied health professional", 120) == ["Allied health", "professional"]
    assert folded("Consultant", 120) == ["Consultant"]
    assert folded("Consultantinpaediatrics", 60)[-1].endswith("…")


def test_a_pie_of_many_groups_merges_the_smallest_and_its_table_keeps_them_all() -> None:
    rows = [(f"Role {i}", 40 - i) for i in range(20)] + [("Unknown", 1)]
    figure = pie("Occupations", rows)
    assert "Other (10 groups)" in said(figure.svg)
    assert sum("%" in text for text in said(figure.svg)) == 12
    assert len(figure.table.rows) == 21
