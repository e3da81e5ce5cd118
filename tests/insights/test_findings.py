"""A finding says what its figure shows, and claims no more: no winner among equals."""

from typing import Any

import pytest

from rounds.insights import findings
from rounds.insights.drawn import _repliers
from rounds.insights.figures.world import classes

pytestmark = pytest.mark.pure


def _groups(*people: int) -> dict[str, Any]:
    counts = [{"label": f"Role {n}", "people": number} for n, number in enumerate(people, 1)]
    return {"people": sum(people), "unknown": 0, "counts": counts}


def test_among_equal_groups_none_is_called_the_largest() -> None:
    said = findings.shared_out(_groups(1, 1), "role", "bios")
    assert said == "No largest group: Role 1, Role 2 with 1 each of 2. None is unknown."


def test_a_group_larger_than_all_others_is_named() -> None:
    said = findings.shared_out(_groups(3, 1), "role", "bios")
    assert said.startswith("Largest known group: Role 1, 3 of 4.")


def _prompts(written: int, *drawn: int) -> dict[str, Any]:
    rows = [{"prompt": n, "posts": posts, "people": posts} for n, posts in enumerate(drawn, 1)]
    return {"prompts": rows, "posts_total": written, "boosts": 0}


def test_where_few_posts_name_their_prompt_the_finding_says_how_few() -> None:
    said = findings.prompts(_prompts(459, 26, 18))
    assert said == (
        "Of 459 posts, 44 can be told to a prompt. Among these: "
        "Prompt 1 drew most: 26 posts by 26 people."
    )


def test_prompts_that_drew_the_same_share_the_first_place() -> None:
    assert findings.prompts(_prompts(8, 4, 4)) == "Prompts 1, 2 drew most, 4 posts each."


def _network(nodes: int, piece: int) -> dict[str, Any]:
    shape = {"nodes": 4, "edges": 5, "communities": 1, "largest_piece": 4}
    rest = {"nodes": nodes, "largest_piece": piece}
    host = {"handle": "nora"}
    return {"network": {"contacts": shape, "without_organiser": rest, "organiser": host}}


def test_a_conversation_that_was_all_with_the_host_is_told_so() -> None:
    said = findings.network(_network(0, 0))
    assert said.endswith("All of it went to or came from @nora.")


def test_what_goes_on_without_the_host_is_counted_as_what_it_is() -> None:
    said = findings.network(_network(3, 2))
    assert said.endswith(
        "Without @nora, 3 accounts still answer or name one another; the largest piece holds 2."
    )


def test_one_person_who_answered_makes_no_pie() -> None:
    alone = {"people": 1, "unknown": 0, "counts": [], "other": 1, "merged_groups": 1}
    assert _repliers({"repliers": alone}) is None


def test_the_legend_of_the_map_names_no_number_that_nobody_has() -> None:
    assert classes([5, 9, 200])[0][0] == 5
