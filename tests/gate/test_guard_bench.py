"""The bench counts what it says it counts, and says what it has not got."""

from pathlib import Path

import pytest

from bench.guard import fit_names, names, run
from bench.guard.data import Marked, asq_phi, located
from bench.guard.measure import measure
from bench.guard.run import main
from rounds.gate.checks.name_weights import WEIGHTS
from rounds.gate.finding import Finding


def test_the_figures_are_those_of_the_definitions() -> None:
    texts = [
        Marked("Ada B. was here", ((0, 6, "name"),)),
        Marked("Nobody was here", ()),
    ]
    figures = measure(lambda text: [(0, 3)] if text.startswith("Ada") else [(0, 6)], texts)
    assert figures["covered"] == 0
    assert figures["without_leak"] == 0
    assert figures["harmless_flagged"] == 1
    assert figures["token_recall"] == 0.5
    assert figures["token_precision"] == 0.5


def test_a_value_is_located_once_and_the_longest_first() -> None:
    assert located("Ann and Ann Lee’s", [("a", "Ann"), ("b", "Ann Lee's")]) == (
        (0, 3, "a"),
        (8, 17, "b"),
    )


def test_the_queries_of_others_are_read_with_their_tags(tmp_path: Path) -> None:
    file = tmp_path / "asq_phi_x.txt"
    file.write_text(
        '===QUERY===\nMr Roe?\n===PHI_TAGS===\n{"identifier_type": "NAME", "value": "Roe"}\n'
        "===QUERY===\nFine?\n===PHI_TAGS===\n"
    )
    assert list(asq_phi(file)) == [Marked("Mr Roe?", ((3, 6, "NAME"),)), Marked("Fine?", ())]


NAMING = """\
{"group": "smith", "patient": true, "text": "Ann Lee died", "start": 0, "end": 7}
{"group": "smith", "patient": true, "text": "Jo Roe fell", "start": 0, "end": 6}
{"group": "smith", "patient": false, "text": "Thanks Jo Roe", "start": 7, "end": 13}
{"group": "other", "patient": false, "text": "Thanks", "start": 0, "end": 6}
"""


def test_a_name_is_found_whole_or_touched_and_others_are_asked_about_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "names2.jsonl"
    file.write_text(NAMING)
    monkeypatch.setattr(names, "which_set", lambda: ("half", file))

    def find(text: str) -> list[Finding]:
        spans = {"Ann Lee died": (0, 3), "Jo Roe fell": (0, 6), "Thanks Jo Roe": (7, 13)}
        if text not in spans:
            return []
        start, end = spans[text]
        return [Finding(start=start, end=end, kind="name", reason="", source="")]

    whole, smith, other = names.names_rows(find)
    assert (whole["names"], whole["whole"], whole["touched"]) == (2, 0.5, 1)
    assert (whole["others"], whole["asked"]) == (2, 0.5)
    assert (smith["set"], smith["asked"]) == ("group 'smith'", 1)
    assert (other["whole"], other["asked"]) == (None, 0)


def test_every_name_of_the_open_half_stands_where_its_row_says() -> None:
    posts = names.read_set(names.OPEN)
    assert len(posts) == 3600
    assert all(post.text[post.start : post.end].strip() for post in posts)


def test_every_sign_around_a_name_has_a_weight_and_no_other_has() -> None:
    assert WEIGHTS.keys() == fit_names.prior().keys()


def test_it_says_which_texts_are_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        run, "_of_our_own", lambda **_: {}
    )  # thousands of texts, measured elsewhere
    assert main(["--data", str(tmp_path)]) == 0
    assert "No set of others" in capsys.readouterr().out
