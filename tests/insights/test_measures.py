"""Each measure counts what it says, on chats small enough to count by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from rounds.insights.definitions import MEASURES, definitions
from rounds.insights.measures import (
    digest,
    edges,
    equity,
    network,
    over_time,
    prompts,
    reach,
    volume,
    who,
)
from tests.insights.chats import answer, boost, chat, person, post, small_chat


def value(frames: Any, expression: Any) -> Any:
    """What an expression comes to."""
    return frames.rows(expression) if hasattr(expression, "columns") else frames.value(expression)


def test_posts_boosts_replies_and_people_are_counted_apart() -> None:
    frames = small_chat()
    measures = (
        volume.participants, volume.writers, volume.posts_total, volume.posts_original, volume.boosts,
        volume.replies, volume.withdrawn,
    )  # fmt: skip
    assert [value(frames, measure(frames.posts)) for measure in measures] == [4, 3, 5, 4, 1, 3, 0]


@pytest.mark.parametrize(
    ("span", "width"),
    [(timedelta(0), 60), (timedelta(hours=1), 60), (timedelta(hours=3), 300), (timedelta(days=2), 3600),
     (timedelta(days=10), 21600), (timedelta(days=90), 86400), (timedelta(days=9000), 28 * 86400)],
)  # fmt: skip
def test_the_longer_the_chat_the_wider_the_bins(span: timedelta, width: int) -> None:
    start = datetime(2026, 3, 1)
    assert over_time.bin_width(start, start + span) == width


def test_the_busiest_stretch_is_the_shortest_that_holds_a_third() -> None:
    start = datetime(2026, 3, 1, 20)
    evening = [start + timedelta(minutes=n) for n in range(40)]
    tail = [start + timedelta(days=day) for day in range(1, 7)]
    moments = [*evening, *tail]
    assert over_time.busiest(moments, moments[-1] - moments[0]) == (evening[0], evening[-1])
    assert over_time.busiest(evening, evening[-1] - evening[0]) is None


def test_posts_fall_into_the_bin_they_were_posted_in() -> None:
    frames = small_chat()
    rows = value(frames, over_time.over_time(frames.posts, 180))
    assert [(row["posts"], row["boosts"]) for row in rows] == [(2, 0), (2, 1)]


def test_each_prompt_counts_its_posts_and_its_people() -> None:
    frames = small_chat()
    assert value(frames, prompts.per_prompt(frames.posts)) == [
        {"prompt": 1, "posts": 3, "replies": 2, "people": 3}
    ]


def test_the_most_answered_post_is_chosen_and_its_author_is_no_replier() -> None:
    frames = small_chat()
    assert value(frames, who.most_answered(frames.posts))[0]["post_id"] == "p0"
    own = chat(
        [
            post(0, "amina"),
            answer(1, "amina", 0, "amina"),
            post(2, "leo"),
            answer(3, "joan", 2, "leo"),
        ]
    )
    assert value(own, who.most_answered(own.posts))[0]["post_id"] == "p2"
    assert value(own, who.answers_to(own.posts, "p0")) == []


def test_of_two_equally_answered_posts_the_earlier_is_chosen() -> None:
    frames = chat([post(1, "a"), post(0, "b"), answer(2, "c", 1, "a"), answer(3, "c", 0, "b")])
    assert value(frames, who.most_answered(frames.posts))[0]["post_id"] == "p0"


def test_reach_of_an_archive_lies_between_the_largest_and_the_sum() -> None:
    frames = small_chat()
    posts, people = frames.posts, frames.people
    assert value(frames, reach.reach_low(posts, people)) == 100
    assert value(frames, reach.reach_high(posts, people)) == 142
    assert value(frames, reach.impressions(posts, people)) == 100 + 30 + 5 + 30 + 7


def test_reach_of_a_local_chat_counts_each_person_once() -> None:
    frames = chat(
        [post(0, "amina"), post(1, "leo")],
        audience=[("p0", "x"), ("p0", "y"), ("p1", "y")],
        kind="local",
    )
    assert frames.audience is not None
    assert value(frames, reach.reach_exact(frames.audience)) == 2
    assert value(frames, reach.impressions_exact(frames.audience)) == 3


def test_every_reply_is_an_edge_and_the_simple_network_has_neither_loops_nor_repeats() -> None:
    frames = chat([
        post(0, "amina"), answer(1, "leo", 0, "amina"), answer(2, "leo", 0, "amina"), answer(3, "leo", 1, "leo"),
        answer(4, "amina", 1, "leo"), answer(5, "joan", 9, "somebody_elsewhere"),
    ])  # fmt: skip
    every = value(frames, edges.reply_all(frames.posts))
    simple = value(frames, edges.reply_simple(frames.posts))
    assert len(every) == 5
    assert {end for row in every for end in (row["source"], row["target"])} == {
        "amina", "leo", "joan", "somebody_elsewhere",
    }  # fmt: skip
    assert [(row["source"], row["target"]) for row in simple] == [
        ("amina", "leo"), ("joan", "somebody_elsewhere"), ("leo", "amina"),
    ]  # fmt: skip


def test_a_boost_is_neither_an_answer_nor_a_mention() -> None:
    frames = chat(
        [
            post(0, "amina"),
            {**boost(1, "leo", 0, "amina"), "mentions": ["amina"], "reply_to_author": "amina"},
        ]
    )
    assert value(frames, edges.reply_all(frames.posts)) == []
    assert value(frames, edges.mentions(frames.posts)) == []


def test_an_answer_that_names_whom_it_answers_is_one_contact() -> None:
    frames = chat([post(0, "amina"), answer(1, "leo", 0, "amina", mentions=["amina", "joan"])])
    assert value(frames, edges.contacts(frames.posts)) == [
        {"one": "amina", "other": "leo", "weight": 1}, {"one": "joan", "other": "leo", "weight": 1},
    ]  # fmt: skip


def two_circles() -> list[network.Edge]:
    """Two circles of five who all know each other, joined by one person alone."""
    left = [(f"l{i}", f"l{j}", 3) for i in range(5) for j in range(i)]
    right = [(f"r{i}", f"r{j}", 3) for i in range(5) for j in range(i)]
    return [*left, *right, ("l0", "bridge", 1), ("bridge", "r0", 1)]


def test_two_planted_circles_are_found_and_who_joins_them() -> None:
    found = network.communities_and_brokers(two_circles())
    left = {found.community[f"l{i}"] for i in range(5)}
    right = {found.community[f"r{i}"] for i in range(5)}
    assert len(left) == len(right) == 1
    assert left != right
    assert {broker.person for broker in found.brokers[:3]} == {"bridge", "l0", "r0"}
    bridge = next(broker for broker in found.brokers if broker.person == "bridge")
    assert bridge.constraint == pytest.approx(0.5)


def test_without_the_one_who_joins_them_the_circles_fall_apart() -> None:
    rest = network.communities_and_brokers(network.without(two_circles(), "bridge"))
    assert (rest.shape.nodes, rest.shape.pieces, rest.shape.largest_piece) == (10, 2, 5)


def test_the_same_network_gives_the_same_answer_whatever_the_order_of_its_edges() -> None:
    turned = [(one, other, weight) for other, one, weight in reversed(two_circles())]
    assert network.communities_and_brokers(turned) == network.communities_and_brokers(two_circles())


def test_an_empty_network_has_nobody() -> None:
    assert network.communities_and_brokers([]).shape.nodes == 0


@pytest.mark.parametrize(
    ("posts", "expected"), [((1, 1, 1, 1), 0.0), ((1, 1, 1, 97), 0.72), ((2, 4, 6), 0.2222)]
)
def test_gini_is_nought_when_all_write_alike_and_grows_with_inequality(
    posts: tuple[int, ...], expected: float
) -> None:
    number = iter(range(1000))
    frames = chat([post(next(number), f"w{i}") for i, n in enumerate(posts) for _ in range(n)])
    assert value(frames, equity.gini(frames.posts)) == pytest.approx(expected, abs=1e-4)


def test_the_first_answer_by_somebody_else_is_timed() -> None:
    frames = chat(
        [post(0, "a"), answer(1, "a", 0, "a"), answer(5, "b", 0, "a"), answer(9, "c", 0, "a")]
    )
    rows = {row["post_id"]: row for row in value(frames, equity.answered_posts(frames.posts))}
    assert (rows["p0"]["answered"], rows["p0"]["wait"]) == (True, 300)
    assert (rows["p1"]["answered"], rows["p1"]["wait"]) == (False, None)


def quoted(*texts: str, **more: Any) -> list[dict[str, Any]]:
    """Rows as the digest reads them."""
    frames = chat([post(number, "amina", text, **more) for number, text in enumerate(texts)])
    rows: list[dict[str, Any]] = value(frames, digest.quotable(frames.posts, frames.people))
    return rows


def test_questions_are_whole_sentences_with_a_question_mark() -> None:
    rows = quoted(
        "Good evening. What is the first line here? https://x.example/?a=1 #demo",
        "Really?",
        "@leo @joan why is that so?",
    )
    assert [item.sentence for item in digest.questions_asked(rows)] == [
        "What is the first line here?",
        "why is that so?",
    ]


def test_recommendations_hold_a_word_of_advice_and_say_which() -> None:
    rows = quoted(
        "We should check potassium before we give it.", "I never said that to anybody at all.",
        "Should we check potassium before we give it?", "There is no need to worry about all of this.",
    )  # fmt: skip
    (item,) = digest.key_recommendations(rows)
    assert item.sentence == "We should check potassium before we give it."
    assert item.words == ("should, must, ought to (laid on somebody else)",)


def test_a_sentence_said_twice_is_one_item_with_both_posts() -> None:
    (item,) = digest.questions_asked(
        quoted("What is the first line?", "RT @amina: What is the first line? #demo")
    )
    assert item.posts == ("p0", "p1")
    assert item.urls == ("https://rounds.example/p0", "https://rounds.example/p1")


def test_withdrawn_posts_and_boosts_are_never_quoted() -> None:
    frames = chat(
        [
            post(0, "a", "What is the first line?", deleted=True),
            {**boost(1, "b", 0, "a"), "text": "What is it then?"},
        ]
    )
    assert value(frames, digest.quotable(frames.posts, frames.people)) == []


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_says_what_it_is_in_what_unit_with_what_errors_and_from_where(
    name: str,
) -> None:
    parts = definitions()[name]
    assert parts.keys() == {"says", "units", "errors", "source"}
    assert all(parts.values())


def test_people_are_counted_by_role_and_the_rest_is_unknown() -> None:
    frames = chat(
        [post(0, "amina"), post(1, "leo"), post(2, "leo")], [person("amina", role="consultant")]
    )
    assert value(frames, who.roles_of_participants(frames.posts, frames.people)) == [
        {"group": "consultant", "people": 1}, {"group": "unknown", "people": 1},
    ]  # fmt: skip
