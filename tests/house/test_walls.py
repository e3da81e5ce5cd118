"""The walls of `.importlinter` hold: each module stands under its rule, and each rule bites."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

# Modules that a rule must name as soon as they are built.
PROMISED = {
    "only-gate-publishes": (
        "protected_modules",
        ("rounds.posts.publish", "rounds.posts.revise", "rounds.communities.documents"),
    ),
    "only-federation-receives": ("protected_modules", ("rounds.posts.receive",)),
    "plain-python": (
        "source_modules",
        (
            "rounds.gate.checks",
            "rounds.gate.verdict",
            "rounds.posts.visibility",
            "rounds.trust.bridging",
            "rounds.learning.spacing",
            "rounds.insights.privacy",
            "rounds.edge.activitypub.vocabulary",
            "rounds.edge.activitypub.signatures",
        ),
    ),
}
# rule -> (module that breaks it, what it imports). A rule whose module is not built is not tried.
PLANTED = {
    "Floors": ("rounds.base.planted", "import rounds.posts"),
    "Doors do not": ("rounds.edge.web.planted", "import rounds.edge.mastodon"),
    "Only the gate": ("rounds.edge.web.planted", "import rounds.posts.publish"),
    "Rules are plain": ("rounds.gate.checks.planted", "import django.db"),
    "Only outside": ("rounds.timelines.planted", "import socket"),
    "No import cycles": ("rounds.base.planted", "import rounds.base.planted_too"),
}


def is_built(module: str) -> bool:
    """Answer whether a module of ours exists."""
    path = ROOT.joinpath(*module.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def walls() -> configparser.ConfigParser:
    """Return `.importlinter` as it stands."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Check the walls of a copy of the tree."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """A copy of the house in which walls may be broken."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    python_only = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "*.json")
    shutil.copytree(ROOT / "rounds", tmp_path / "rounds", ignore=python_only)
    return tmp_path


def test_every_built_module_stands_under_its_rule() -> None:
    config = walls()
    missing = [
        f"[importlinter:contract:{rule}] {option} = {module}"
        for rule, (option, modules) in PROMISED.items()
        for module in modules
        if is_built(module)
        and module not in config.get(f"importlinter:contract:{rule}", option, fallback="").split()
    ]
    assert not missing, "Add to .importlinter:\n" + "\n".join(missing)


def test_the_walls_of_a_copied_house_stand(copied_tree: Path) -> None:
    outcome = lint(copied_tree)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("rule", PLANTED)
def test_a_broken_import_is_caught(rule: str, copied_tree: Path) -> None:
    if not any(rule in section.get("name", "") for section in walls().values()):
        # The rule waits for its first module; the test above says when it is due.
        assert not is_built(PLANTED[rule][1].split()[-1])
        return
    module, statement = PLANTED[rule]
    planted = copied_tree.joinpath(*module.split(".")).with_suffix(".py")
    planted.write_text(f"{statement}\n")
    planted.with_name("planted_too.py").write_text(f"import {module}\n")

    outcome = lint(copied_tree)

    broken = [line for line in outcome.stdout.splitlines() if " BROKEN" in line]
    assert outcome.returncode == 1
    assert any(rule in line for line in broken), outcome.stdout
