"""The command line speaks in sentences and answers at once."""

import resource
import subprocess
import sys
import types
from argparse import ArgumentParser, Namespace

import pytest

from rounds import __main__ as command_line
from rounds.base.errors import RoundsError
from tests.house.source import ROOT


def run_python(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a newcomer's shell would, from the project's folder."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def kettle(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A noun made for the test: `rounds kettle boil`."""
    module = types.ModuleType("kettle")

    def boil(args: Namespace) -> int:
        if args.dry:
            raise RoundsError("There is no water. Fill the kettle first.")
        print("boiled")
        return 0

    def add_arguments(parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers()
        verb = verbs.add_parser("boil")
        verb.add_argument("--dry", action="store_true")
        verb.set_defaults(run=boil, needs_django=False)

    module.add_arguments = add_arguments  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kettle", module)
    monkeypatch.setitem(command_line.NOUNS, "kettle", ("kettle", "boil water"))
    return module


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_and_version_answer_in_under_a_third_of_a_second(words: list[str]) -> None:
    """Counted in processor time, which is the same however busy the machine is."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = run_python("-m", "rounds", *words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert answer.returncode == 0
    assert "rounds" in answer.stdout
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 0.3


def test_help_imports_nothing_but_the_standard_library() -> None:
    program = (
        "import sys; from rounds.__main__ import main; main(['--help']);"
        "print([m for m in sys.modules if m.split('.')[0] not in sys.stdlib_module_names"
        " and m.split('.')[0] not in ('rounds', '__main__')])"
    )
    answer = run_python("-S", "-c", program)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_help_lists_every_noun(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["--help"]) == 0
    lines = capsys.readouterr().out
    assert all(f"  {noun}" in lines for noun in command_line.NOUNS)


def test_a_noun_that_there_is_not_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command_line.main(["acount"]) == 2
    assert "Did you mean `rounds account`?" in capsys.readouterr().err


@pytest.mark.usefixtures("kettle")
def test_a_verb_is_run_and_its_exit_code_returned(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["kettle", "boil"]) == 0
    assert capsys.readouterr().out == "boiled\n"


@pytest.mark.usefixtures("kettle")
def test_a_refusal_is_a_sentence_and_not_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["kettle", "boil", "--dry"]) == 2
    expected = "rounds kettle: There is no water. Fill the kettle first.\n"
    assert capsys.readouterr().err == expected


@pytest.mark.usefixtures("kettle")
def test_a_noun_without_its_verb_prints_its_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["kettle"]) == 2
    assert "boil" in capsys.readouterr().err
