"""Names and docstrings: one word per idea, a sentence for every room, verb, rule and measure."""

import ast
import re

from tests.house.source import ROOT, functions_of, place, python_files, report, room_of, tree

ATTICS = {"utils", "util", "common", "helpers", "helper", "misc", "lib", "stuff", "managers"}
# Words of other houses, with the doors where those houses are spoken to.
FOREIGN_WORDS = {
    "toot": ("post", ("edge.mastodon",)),
    "toots": ("posts", ("edge.mastodon",)),
    "tweet": ("post", ("edge.archive",)),
    "tweets": ("posts", ("edge.archive",)),
    "statuses": ("posts", ("edge.mastodon", "edge.archive")),
    "skeet": ("post", ("edge.archive",)),
}
# Rooms whose functions are called by name from elsewhere; a door's are called by its routes.
DOORS = {"edge", "site"}


def words_of(name: str) -> set[str]:
    """Return the words of a name written in snake case or camel case."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def is_public(node: ast.stmt) -> bool:
    """Answer whether others may use what a statement defines."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return isinstance(node, kinds) and not node.name.startswith("_")


def test_no_module_is_an_attic() -> None:
    broken = [
        place(path, 1)
        for path in python_files("rounds", "tests", "bench")
        if ATTICS.intersection((*path.relative_to(ROOT).parts[:-1], path.stem))
    ]
    report("A module is named for nothing in particular:", "name the noun or the verb.", broken)


def test_every_module_says_what_it_is_for() -> None:
    broken = [
        place(path, 1)
        for path in python_files("rounds")
        if tree(path).body and not ast.get_docstring(tree(path))
    ]
    report("A module has no docstring:", "say in a sentence what stands in it.", broken)


def test_every_room_documents_itself_and_imports_nothing() -> None:
    broken = []
    for path in python_files("rounds"):
        if path.name == "__init__.py":
            broken += [
                place(path, node)
                for node in tree(path).body
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
    report("An __init__.py imports:", "import from the module that owns the name.", broken)


def test_every_public_function_and_class_of_a_room_says_what_the_caller_gets() -> None:
    broken = [
        f"{place(path, node)} {node.name}"
        for path in python_files("rounds")
        if room_of(path).split(".")[0] not in DOORS
        for node in tree(path).body
        if is_public(node) and not ast.get_docstring(node)
    ]
    report(
        "A verb, rule or noun has no docstring:",
        "one sentence: what the caller gets; Units, Errors, Source, Example where they apply.",
        broken,
    )


def test_other_houses_words_stay_at_their_doors() -> None:
    broken = []
    for path in python_files("rounds"):
        classes = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ClassDef)]
        for node in [*functions_of(path), *classes]:
            for word in words_of(node.name) & FOREIGN_WORDS.keys():
                ours, doors = FOREIGN_WORDS[word]
                if room_of(path) not in doors:
                    broken.append(f"{place(path, node)} {node.name}: say {ours!r}")
    report("A word of another house:", "use ours, see docs/glossary.md.", broken)
