"""Every format becomes the same rows: who said what to whom."""

import json

import pytest

from rounds.edge.archive import bluesky, mastodon, rtweet, twitter_r, twitter_v1, twitter_v2
from rounds.edge.archive.formats import COMMA_SEPARATED, JSON, UnknownFormat, reader_for
from rounds.edge.archive.rows import Bad, Outcomes, Read, Row
from tests.archive import samples


def rows_of(outcomes: Outcomes) -> list[Row]:
    """The rows, when nothing was bad."""
    found = list(outcomes)
    assert not [bad for bad in found if isinstance(bad, Bad)]
    return [read.row for read in found if isinstance(read, Read)]


def test_an_rtweet_export_tells_questions_answers_and_boosts_apart() -> None:
    question, answer, to_herself, boost = rows_of(rtweet.read(samples.rtweet_chat()))
    assert [row.kind for row in (question, answer, to_herself, boost)] == [
        "original",
        "reply",
        "reply",
        "boost",
    ]
    assert (answer.reply_to_post, answer.reply_to_author, answer.mentions) == ("1", "1", ("1",))
    assert (boost.boost_of, boost.boost_of_author) == ("1", "1")
    assert question.tags == ("demochat",)
    assert (question.author_bio, question.author_followers) == ("Consultant nephrology", 10)
    assert question.url == "https://twitter.com/person1/status/1"


def test_rtweets_guarded_ids_and_spaced_lists_are_understood() -> None:
    row = samples.rtweet_row(
        7, 1, "x", status_id="x77", user_id="x9", hashtags="One Two", mentions_user_id="x1 x2"
    )
    (read,) = rows_of(rtweet.read(samples.csv_bytes(samples.RTWEET, row)))
    assert (read.post_id, read.author_id, read.tags, read.mentions) == (
        "77",
        "9",
        ("one", "two"),
        ("1", "2"),
    )


def test_a_twitter_r_export_knows_people_by_their_handle() -> None:
    question, answer, boost = rows_of(twitter_r.read(samples.twitter_r_chat()))
    assert question.author_id == "amina"
    assert question.author_handle == "Amina"
    assert question.text == "T1: what do we take home? & why? #DemoChat"
    assert (answer.kind, answer.reply_to_author, answer.reply_to_post) == ("reply", "amina", "1")
    assert (boost.kind, boost.boost_of_author) == ("boost", "amina")


def test_a_v1_status_carries_its_author_and_what_it_boosts() -> None:
    plain = samples.v1_status(1)
    boost = samples.v1_status(2, retweeted_status=samples.v1_status(1))
    answer = samples.v1_status(3, in_reply_to_user_id_str="1", in_reply_to_status_id_str="1")
    quote = samples.v1_status(4, is_quote_status=True)
    rows = rows_of(twitter_v1.read(samples.json_lines(plain, boost, answer, quote)))
    assert [row.kind for row in rows] == ["original", "boost", "reply", "quote"]
    assert rows[0].text == "Hello & welcome"
    assert (rows[0].author_bio, rows[0].author_location, rows[0].author_followers) == (
        "Nurse",
        "Leeds",
        12,
    )
    assert (rows[1].boost_of, rows[1].boost_of_author) == ("1", "1")


def test_a_v2_page_joins_posts_with_the_authors_it_includes() -> None:
    first, answer, boost = rows_of(twitter_v2.read(samples.json_lines(samples.v2_page())))
    assert (first.author_handle, first.author_bio, first.author_followers) == (
        "amina",
        "Midwife",
        5,
    )
    assert (answer.kind, answer.reply_to_post, answer.reply_to_author, answer.mentions) == (
        "reply",
        "1",
        "1",
        ("1",),
    )
    assert (boost.kind, boost.boost_of, boost.boost_of_author) == ("boost", "1", "1")


def test_a_v2_post_without_its_author_is_kept_under_the_number() -> None:
    post = {"id": "5", "author_id": "77", "text": "hi", "created_at": "2026-03-01T20:01:00Z"}
    (row,) = rows_of(twitter_v2.read(samples.json_lines(post)))
    assert (row.author_handle, row.author_bio) == ("77", None)


@pytest.mark.parametrize("as_array", [True, False])
def test_mastodon_statuses_are_read_as_an_array_or_one_a_line(as_array: bool) -> None:
    items = [
        samples.mastodon_status(1),
        samples.mastodon_status(2, in_reply_to_id="1", in_reply_to_account_id="1"),
        samples.mastodon_status(3, reblog=samples.mastodon_status(1), content=""),
    ]
    data = json.dumps(items).encode() if as_array else samples.json_lines(*items)
    first, answer, boost = rows_of(mastodon.read(data))
    assert (first.text, first.author_bio, first.author_location) == ("One\nTwo", "GP", "Lisbon")
    assert answer.kind == "reply"
    assert (boost.kind, boost.boost_of, boost.boost_of_author) == ("boost", "1", "1")


def test_a_followers_only_post_is_never_taken_into_a_report() -> None:
    private = samples.mastodon_status(1, visibility="private")
    assert list(mastodon.read(samples.json_lines(private))) == [
        Bad(1, "not a public post: left out")
    ]


def test_bluesky_posts_answers_and_reposts_are_read() -> None:
    first = samples.bluesky_post("1", "did:plc:aaa", "What now? #DemoChat")
    answer = samples.bluesky_post(
        "2", "did:plc:bbb", "This", reply={"parent": {"uri": first["uri"]}}
    )
    repost = {"post": first, "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": "did:plc:bbb"},
                                        "indexedAt": "2026-03-01T21:00:00Z"}}  # fmt: skip
    rows = rows_of(
        bluesky.read(samples.json_lines({"feed": [{"post": first}, {"post": answer}, repost]}))
    )
    assert [row.kind for row in rows] == ["original", "reply", "boost"]
    assert (rows[1].reply_to_author, rows[1].reply_to_post) == ("did:plc:aaa", first["uri"])
    assert (rows[2].author_id, rows[2].boost_of) == ("did:plc:bbb", first["uri"])
    assert rows[0].url == "https://bsky.app/profile/aaa.example/post/1"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (samples.rtweet_chat(), rtweet.NAME),
        (samples.twitter_r_chat(), twitter_r.NAME),
        (b"\xef\xbb\xbf" + samples.twitter_r_chat(), twitter_r.NAME),
        (samples.json_lines(samples.v1_status(1)), twitter_v1.NAME),
        (b"not json\n" + samples.json_lines(samples.v1_status(1)), twitter_v1.NAME),
        (samples.json_lines(samples.v2_page()), twitter_v2.NAME),
        (json.dumps(samples.v2_page(), indent=2).encode(), twitter_v2.NAME),
        (json.dumps([samples.mastodon_status(1)], indent=1).encode(), mastodon.NAME),
        (samples.json_lines(samples.bluesky_post("1", "did:plc:aaa", "x")), bluesky.NAME),
    ],
)
def test_a_file_is_recognised_by_what_is_in_it(data: bytes, name: str) -> None:
    assert reader_for(data).name == name


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"a,b\n1,2\n", b"{}", b"[1,2]", b"{" * 50_000])
def test_a_file_in_no_known_format_is_refused_with_the_formats_that_are(data: bytes) -> None:
    with pytest.raises(UnknownFormat) as refused:
        reader_for(data)
    for reader in (*COMMA_SEPARATED, *JSON):
        assert reader.name in str(refused.value)
