"""Small enough to read: files, functions, choices and lists of arguments have a limit."""

import ast
import math

from tests.house.source import ROOT, functions_of, our_files, place, python_files, report, tree

FILE_WALL = 400
FUNCTION_WALL = 50
MATCH_WALL = 8
POSITIONAL_WALL = 4
WRITTEN_BY_US = {".py", ".html", ".css", ".js"}
NOT_OURS = {"vendor", "migrations", "fonts"}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function takes without its docstring."""
    docstring = ast.get_docstring(function, clean=False) or ""
    return (function.end_lineno or 0) - function.lineno + 1 - docstring.count("\n")


def test_no_file_is_longer_than_400_lines() -> None:
    broken = []
    for path in our_files():
        parts = path.relative_to(ROOT).parts
        if parts[0] not in {"rounds", "tests", "bench"} or NOT_OURS.intersection(parts):
            continue
        if path.suffix in WRITTEN_BY_US:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > FILE_WALL:
                broken.append(f"{place(path, 1)} {lines} lines")
    report(f"A file is longer than {FILE_WALL} lines:", "cut it along its nouns or verbs.", broken)


def test_a_long_function_says_why() -> None:
    broken = [
        f"{place(path, function)} {function.name} ({length(function)} lines)"
        for path in python_files("rounds", "bench")
        for function in functions_of(path)
        if length(function) > FUNCTION_WALL
        and "long because" not in (ast.get_docstring(function) or "").lower()
    ]
    report(
        f"A function is longer than {FUNCTION_WALL} lines without a reason:",
        "cut it, or say 'Long because ...' in its docstring.",
        broken,
    )


def test_fewer_than_one_function_in_a_hundred_is_long() -> None:
    functions = [f for path in python_files("rounds") for f in functions_of(path)]
    long = [f.name for f in functions if length(f) > FUNCTION_WALL]
    allowed = math.floor(len(functions) / 100)
    assert len(long) <= allowed, f"{len(long)} long functions of {len(functions)}: cut some, {long}"


def test_a_choice_of_more_than_eight_is_a_table() -> None:
    broken = [
        f"{place(path, node)} {len(node.cases)} cases"
        for path in python_files("rounds")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Match) and len(node.cases) > MATCH_WALL
    ]
    report(f"A match has more than {MATCH_WALL} cases:", "make it a table of handlers.", broken)


def test_no_public_function_takes_more_than_four_positional_arguments() -> None:
    """Private ones and template tags are called from one place, whose reader sees both ends."""
    broken = []
    for path in python_files("rounds"):
        if "templatetags" in path.parts:
            continue
        for function in functions_of(path):
            if function.name.startswith("_"):
                continue
            names = [a.arg for a in function.args.posonlyargs + function.args.args]
            counted = [name for name in names if name not in {"self", "cls"}]
            if len(counted) > POSITIONAL_WALL:
                broken.append(f"{place(path, function)} {function.name} takes {len(counted)}")
    report(
        f"A function takes more than {POSITIONAL_WALL} positional arguments:",
        "put a `*` after the author or viewer and the thing acted on, or pass a dataclass.",
        broken,
    )
