"""A broken line costs itself: it is counted and named, its neighbours survive, its text stays secret."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds.edge.archive import bluesky, mastodon, rtweet, twitter_r, twitter_v1, twitter_v2
from rounds.edge.archive.rows import Bad, Read, decode_field, join_surrogates, moment_of
from tests.archive import samples

patiently = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SECRET = "Mrs Example of ward 7"


def sorted_out(outcomes: object) -> tuple[list[str], list[Bad]]:
    """The ids that were read and the lines that were not."""
    found = list(outcomes)  # type: ignore[call-overload]
    return [o.row.post_id for o in found if isinstance(o, Read)], [
        o for o in found if isinstance(o, Bad)
    ]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (f"{SECRET},1,2".encode(), "3 fields where the header has 10"),
        (f'"{SECRET}'.encode(), "a quotation mark is not closed"),
        (f"9,no time,Amina,{SECRET},NA,NA,NA,FALSE,0,0".encode(), "the time cannot be read"),
        (f"NA,2026-03-01 20:01:00,Amina,{SECRET},NA,NA,NA,FALSE,0,0".encode(), "the id is missing"),
        (f"9,2026-03-01 20:01:00,NA,{SECRET},NA,NA,NA,FALSE,0,0".encode(), "the author is missing"),
    ],
)
def test_a_broken_line_in_the_middle_is_named_and_its_neighbours_survive(
    broken: bytes, reason: str
) -> None:
    lines = samples.twitter_r_chat().split(b"\n")
    lines.insert(2, broken)
    ids, bad = sorted_out(twitter_r.read(b"\n".join(lines)))
    assert ids == ["1", "2", "3"]
    assert len(bad) == 1
    assert bad[0].line == 3
    assert SECRET not in bad[0].reason
    assert bad[0].reason == reason or "quotation" in reason


def test_an_unclosed_quote_does_not_swallow_the_rest_of_the_file() -> None:
    lines = samples.twitter_r_chat().split(b"\n")
    lines.insert(1, b'5,2026-03-01 20:01:00,Amina,"open')
    ids, bad = sorted_out(twitter_r.read(b"\n".join(lines)))
    assert ids == ["1", "2", "3"]
    assert [line.line for line in bad] == [2]


def test_a_post_over_several_lines_is_one_record() -> None:
    row = samples.rtweet_row(1, 1, 'First "line"\n\nthird, with commas', description="two\nlines")
    (read,) = list(rtweet.read(samples.csv_bytes(samples.RTWEET, row)))
    assert isinstance(read, Read)
    assert read.row.text == 'First "line"\n\nthird, with commas'


def test_broken_json_lines_are_named_and_skipped() -> None:
    good = samples.json_lines(samples.v1_status(1))
    data = (
        good
        + b'{"id_str": "2", \n'
        + b"[]\n"
        + b'"text"\n'
        + samples.json_lines({**samples.v1_status(3), "user": 7})
    )
    ids, bad = sorted_out(twitter_v1.read(data))
    assert ids == ["1"]
    assert [(line.line, line.reason) for line in bad] == [
        (2, "not valid JSON"),
        (3, "not a JSON object"),
        (4, "not a JSON object"),
        (5, "the author is missing"),
    ]


def test_an_array_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = samples.json_lines(samples.mastodon_status(1), samples.mastodon_status(2)).replace(
        b"\n", b",\n"
    )
    ids, bad = sorted_out(mastodon.read(b"[\n" + whole + b'{"id": "3", "acc'))
    assert ids == ["1", "2"]
    assert len(bad) == 1


def test_bytes_that_are_not_utf8_survive_and_are_counted_by_field() -> None:
    data = samples.twitter_r_chat().replace(
        b"crescents", b"crescents \xed\xa0\xbc\xed\xbc\x99 caf\xc3\xa9"
    )
    data = data.replace(b"RT @Amina: T1", b"RT @Amina: \xff\xfe T1")
    reads = [read for read in twitter_r.read(data) if isinstance(read, Read)]
    assert reads[1].row.text == "@Amina A1 crescents \U0001f319 caf\u00e9"
    assert (reads[1].mended, reads[1].replaced) == (1, 0)
    assert reads[2].row.text == "RT @Amina: \ufffd\ufffd T1: what do we"
    assert (reads[2].mended, reads[2].replaced) == (0, 1)


def test_half_an_emoji_in_json_is_replaced_so_that_it_can_be_stored() -> None:
    assert join_surrogates("a\ud83dz") == "a\ufffdz"
    assert join_surrogates("\ud83d\ude00") == "\U0001f600"


@patiently
@given(st.binary(max_size=300))
def test_any_bytes_can_be_decoded_and_stored(raw: bytes) -> None:
    text, mended, replaced = decode_field(raw)
    assert text.encode("utf-8") is not None
    assert mended + replaced <= 1


@patiently
@given(st.binary(max_size=400))
@pytest.mark.parametrize("module", [rtweet, twitter_r, twitter_v1, twitter_v2, mastodon, bluesky])
def test_no_file_makes_a_reader_fail(module: object, noise: bytes) -> None:
    header = samples.rtweet_chat() + samples.json_lines(samples.v1_status(1))
    for data in (noise, header + noise, b"[" + noise):
        for outcome in module.read(data):  # type: ignore[attr-defined]
            assert isinstance(outcome, Read | Bad)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@patiently
@given(st.dictionaries(st.sampled_from(sorted({*samples.v1_status(1), *samples.mastodon_status(1), "data", "includes",
                                               "author_id", "text", "record", "uri", "post", "feed", "reason"})),
                       json_values, max_size=8))  # fmt: skip
def test_wrong_types_in_json_never_make_a_reader_fail(item: dict[str, object]) -> None:
    for module in (twitter_v1, twitter_v2, mastodon, bluesky):
        for base in ({}, samples.v1_status(1), samples.mastodon_status(1)):
            for outcome in module.read(samples.json_lines({**base, **item})):
                assert isinstance(outcome, Read | Bad)


def test_times_of_every_format_become_utc() -> None:
    texts = (
        "2026-03-01 20:01:00", "2026-03-01T20:01:00Z", "2026-03-01T20:01:00.000Z",
        "Sun Mar 01 20:01:00 +0000 2026", "2026-03-01T21:01:00+01:00",
    )  # fmt: skip
    assert {moment_of(text).isoformat() for text in texts} == {"2026-03-01T20:01:00"}
