"""The source as the house rules read it: files, their syntax trees, and where each stands."""

import ast
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", ".venv", ".cache", "node_modules", "__pycache__", "home", "build", "dist"}


@cache
def our_files() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, part of the project."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode == 0:
        paths = (ROOT / line for line in asked.stdout.splitlines())
    else:  # an unpacked archive has no history to ask
        paths = (
            Path(folder, name)
            for folder, folders, names in os.walk(ROOT)
            if not folders.__setitem__(slice(None), [f for f in folders if f not in LEFT_OUT])
            for name in names
        )
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(*folders: str) -> Iterator[Path]:
    """Yield the Python files below these folders, but for migrations, which Django writes."""
    for path in our_files():
        parts = path.relative_to(ROOT).parts
        if path.suffix == ".py" and parts[0] in folders and "migrations" not in parts:
            yield path


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every file that reads as text, with its text."""
    for path in our_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room_of(path: Path) -> str:
    """Return the room a file of `rounds/` stands in; a door of the edge is a room of its own."""
    parts = path.relative_to(ROOT).with_suffix("").parts[1:]
    depth = 2 if parts[0] == "edge" and len(parts) > 2 else 1
    return ".".join(parts[:depth])


def place(path: Path, node: ast.AST | int) -> str:
    """Return `file:line` as an editor opens it."""
    line = node if isinstance(node, int) else getattr(node, "lineno", 1)
    return f"{path.relative_to(ROOT)}:{line}"


def imports_of(path: Path) -> Iterator[tuple[ast.stmt, str, str, str]]:
    """Yield (statement, module, name taken from it or "", name it has here) of every import."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, "", alias.asname or alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, node.module or "", alias.name, alias.asname or alias.name


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def report(rule: str, mend: str, broken: list[str]) -> None:
    """Fail with the rule, what to do instead, and every place that breaks it."""
    if broken:
        places = "\n  ".join(sorted(broken))
        raise AssertionError(f"{rule}\n  {places}\nInstead: {mend}")
