"""Nobody is told by a small number, not by subtraction either; and nothing is lost from a total."""

from hypothesis import given
from hypothesis import strategies as st

from rounds.insights.privacy import (
    LEAST,
    UNKNOWN,
    group_for_joint_table,
    merge_nested_cells,
    merge_small_cells,
    show_declared,
    withheld_in_joint_table,
)

names = st.sampled_from([f"role{number}" for number in range(9)])
cells = st.dictionaries(names, st.integers(0, 40), max_size=9)
with_unknown = st.builds(
    lambda known, missing: {**known, UNKNOWN: missing}, cells, st.integers(0, 50)
)
CONTINENTS = {f"role{number}": f"continent{number % 3}" for number in range(9)}


def test_three_students_among_nurses_are_not_told_apart() -> None:
    shown = merge_small_cells({"nurse": 12, "student": 3, "unknown": 40})
    assert shown.counts == {}
    assert (shown.other, shown.merged, shown.categories, shown.unknown) == (15, 2, 2, 40)


def test_small_groups_that_are_together_large_enough_leave_the_others_alone() -> None:
    shown = merge_small_cells({"nurse": 12, "student": 3, "midwife": 2})
    assert shown.counts == {"nurse": 12}
    assert (shown.other, shown.merged, shown.categories) == (5, 2, 3)


def test_what_people_declared_in_public_is_shown_as_it_is() -> None:
    shown = show_declared({"nurse": 12, "student": 1, "unknown": 2})
    assert shown.counts == {"nurse": 12, "student": 1}
    assert shown.unknown == 2


@given(with_unknown)
def test_no_shown_or_merged_cell_is_under_five(counts: dict[str, int]) -> None:
    shown = merge_small_cells(counts)
    assert all(number >= LEAST for number in shown.counts.values())
    known = sum(number for name, number in counts.items() if name != UNKNOWN)
    assert shown.other == 0 or shown.other >= LEAST or shown.other == known


@given(with_unknown)
def test_merging_loses_nobody_and_tells_the_number_of_groups(counts: dict[str, int]) -> None:
    shown = merge_small_cells(counts)
    assert shown.total == sum(counts.values())
    assert shown.categories == sum(number > 0 for name, number in counts.items() if name != UNKNOWN)
    assert shown.merged == shown.categories - len(shown.counts)


@given(with_unknown)
def test_countries_cannot_be_told_by_subtracting_from_their_continent(
    counts: dict[str, int],
) -> None:
    countries, continents = merge_nested_cells(counts, CONTINENTS)
    assert countries.total == continents.total == sum(counts.values())
    assert all(
        number >= LEAST for number in (*countries.counts.values(), *continents.counts.values())
    )
    for continent, total in continents.counts.items():
        rest = total - sum(
            n for name, n in countries.counts.items() if CONTINENTS[name] == continent
        )
        assert rest == 0 or rest >= LEAST
    assert all(CONTINENTS[name] in continents.counts for name in countries.counts)


@given(cells)
def test_rows_of_a_joint_table_stand_for_five_people_or_are_withheld(
    people: dict[str, int],
) -> None:
    row_of = group_for_joint_table(people)
    rows: dict[str | None, int] = {}
    for name, number in people.items():
        rows[row_of[name]] = rows.get(row_of[name], 0) + number
    assert all(number >= LEAST or number == 0 for row, number in rows.items() if row is not None)
    assert rows.get(None, 0) in {0, sum(people.values())}, (
        "a part that is withheld alone tells itself"
    )


@given(cells)
def test_one_withheld_cell_is_never_alone_beside_a_total(people: dict[str, int]) -> None:
    hidden = withheld_in_joint_table(people)
    assert {name for name, number in people.items() if number < LEAST} <= hidden
    assert len(hidden) != 1 or len(people) == 1


@given(with_unknown)
def test_the_order_in_which_people_are_counted_changes_nothing(counts: dict[str, int]) -> None:
    turned = dict(reversed(list(counts.items())))
    assert merge_small_cells(counts) == merge_small_cells(turned)
    assert list(merge_small_cells(counts).counts) == list(merge_small_cells(turned).counts)
