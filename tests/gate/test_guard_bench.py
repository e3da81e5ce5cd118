"""The bench counts what it says it counts, and says what it has not got."""

from pathlib import Path

import pytest

from bench.guard.data import Marked, asq_phi, located
from bench.guard.measure import measure
from bench.guard.run import main


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


def test_it_says_which_texts_are_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 0
    assert "No set of others" in capsys.readouterr().out
