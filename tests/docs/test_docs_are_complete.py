"""What an operator, a user or a contributor can touch is documented; every link leads somewhere."""

import argparse
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from rounds.__main__ import NOUNS, parser_for
from rounds.site.configuration import Configuration
from tests.house.source import ROOT, our_files, python_files, report

SETTING = re.compile(r"\bROUNDS_[A-Z][A-Z0-9_]*[A-Z0-9]\b")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(.*)$", re.MULTILINE)
ELSEWHERE = ("http://", "https://", "mailto:")


def read(name: str) -> str:
    """Return a document's text."""
    return (ROOT / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Return every setting that the configuration reads."""
    return {f"ROUNDS_{field.name.upper()}" for field in fields(Configuration)}


def verbs_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the verbs that a noun's parser knows."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices


def documents() -> list[Path]:
    """Return every Markdown document of the project."""
    return [path for path in our_files() if path.suffix == ".md"]


def anchors_of(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as code hosts make them."""
    headings = HEADING.findall(path.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_every_setting_is_documented() -> None:
    missing = sorted(settings_read() - set(SETTING.findall(read("docs/settings.md"))))
    report("A setting is not documented:", "describe it in docs/settings.md.", missing)


def test_every_setting_that_is_spoken_of_is_read() -> None:
    files = [*python_files("rounds"), *documents()]
    spoken = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in SETTING.findall(path.read_text(encoding="utf-8"))
        if name not in settings_read()
    }
    report("A setting is named that nothing reads:", "mend its name, or read it.", sorted(spoken))


@pytest.mark.parametrize("noun", NOUNS)
def test_every_command_is_documented(noun: str) -> None:
    documented = read("docs/cli.md")
    assert f"## rounds {noun}" in documented
    if importlib.util.find_spec(NOUNS[noun][0]):
        missing = [v for v in verbs_of(parser_for(noun)) if f"rounds {noun} {v}" not in documented]
        assert not missing, f"docs/cli.md says nothing of rounds {noun} {missing}"


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z][a-z-]*):.*##", read("Makefile"), re.MULTILINE)
    missing = [f"make {t}" for t in targets if f"make {t}" not in read("CONTRIBUTING.md")]
    report("A make target is not documented:", "give it a line in CONTRIBUTING.md.", missing)


def test_the_makefile_has_at_most_twelve_targets() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert phony
    assert len(phony[1].split()) <= 12


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_room_is_described(document: str) -> None:
    rooms = {path.parent.name for path in (ROOT / "rounds").glob("*/__init__.py")}
    missing = sorted(room for room in rooms if f"`{room}" not in read(document))
    report(f"A room is missing in {document}:", "give it a line there.", missing)


def test_every_door_is_described() -> None:
    doors = {path.parent.name for path in (ROOT / "rounds" / "edge").glob("*/__init__.py")}
    missing = sorted(door for door in doors if f"`edge/{door}`" not in read("ARCHITECTURE.md"))
    report("A door is missing in ARCHITECTURE.md:", "give it a line there.", missing)


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for document in documents():
        for groups in LINK.findall(document.read_text(encoding="utf-8")):
            link = groups[0] or groups[1]
            if link.startswith(ELSEWHERE):
                continue
            name, _, anchor = link.partition("#")
            target = (document.parent / name).resolve() if name else document
            if not target.exists():
                broken.append(f"{document.relative_to(ROOT)}: {link}")
            elif anchor and target.suffix == ".md" and anchor not in anchors_of(target):
                broken.append(f"{document.relative_to(ROOT)}: {link} has no such heading")
    report("A link leads nowhere:", "mend the path or the heading.", broken)
