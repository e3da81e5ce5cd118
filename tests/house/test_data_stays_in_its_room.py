"""A room's tables are read and written by that room alone, and never behind anybody's back."""

import ast
from pathlib import Path

from tests.house.source import functions_of, imports_of, place, python_files, report, room_of, tree

MANAGERS = {"objects", "_default_manager", "_base_manager"}
# Classes whose `save` is their own verb and not a model's.
NOT_MODELS = ("Form", "FormSet", "Storage", "Adapter", "Serializer")


def names_of_other_rooms(path: Path) -> dict[str, str]:
    """Return each name that a file imports from another room, with that room."""
    found = {}
    for _, module, _, name in imports_of(path):
        parts = module.split(".")
        if parts[0] == "rounds" and len(parts) > 1:
            depth = 3 if parts[1] == "edge" else 2
            room = ".".join(parts[1:depth])
            if room != room_of(path):
                found[name] = room
    return found


def test_models_are_queried_only_in_the_room_that_owns_them() -> None:
    broken = []
    for path in python_files("rounds"):
        foreign = names_of_other_rooms(path)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                owner = ast.unparse(node.value).split(".")[0]
                if owner in foreign:
                    text = f"{ast.unparse(node)} belongs to {foreign[owner]}"
                    broken.append(f"{place(path, node)} {text}")
    report(
        "A model is queried outside the room that owns it:",
        "call a verb or a function of the owner's queries.py, or add one there.",
        broken,
    )


def test_no_model_overrides_save_or_delete() -> None:
    broken = []
    for path in python_files("rounds"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = [ast.unparse(base) for base in node.bases]
            if any(base.endswith(NOT_MODELS) for base in bases):
                continue
            broken += [
                f"{place(path, method)} {node.name}.{method.name}"
                for method in node.body
                if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
            ]
    report(
        "A class does work inside save() or delete(), where no caller looks for it:",
        "write a verb: a function in its own file that says what happens, in one transaction.",
        broken,
    )


def test_nobody_listens_to_signals() -> None:
    """Sending one of Django's own is another matter: its test client waits for them."""
    broken = []
    for path in python_files("rounds"):
        signals = {
            name
            for _, module, _, name in imports_of(path)
            if module.rsplit(".", 1)[-1] == "signals"
        }
        broken += [
            place(path, node)
            for node, module, _, _ in imports_of(path)
            if module == "django.dispatch"
        ]
        broken += [
            place(path, node)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr == "connect"
            if ast.unparse(node.value).split(".")[-1] in signals | {"signal", "signals"}
        ]
    report(
        "A signal is listened to:",
        "record a fact in the ledger and name its handler in site/subscriptions.py.",
        broken,
    )


def test_no_model_is_fetched_by_its_name() -> None:
    broken = [
        place(path, node)
        for path in python_files("rounds")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_model")
    ]
    report(
        "A model is fetched by name, around the walls:",
        "import what the owner's queries.py offers.",
        broken,
    )


def test_no_other_room_is_imported_inside_a_function() -> None:
    """Doors may import late to start quickly, and a room what is heavy of its own."""
    broken = []
    for path in python_files("rounds"):
        if room_of(path).split(".")[0] in {"edge", "site", "__main__"}:
            continue
        for function in functions_of(path):
            broken += [
                f"{place(path, node)} {ast.unparse(node)}"
                for node in ast.walk(function)
                if isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("rounds.")
                and not f"{node.module}.".startswith(f"rounds.{room_of(path)}.")
            ]
    report(
        "Another room is imported inside a function, where no wall sees the knot:",
        "move the import to the top; if that knots, record a fact or move the code downstairs.",
        broken,
    )
