"""Nothing of one machine, nothing half done: what stands in the tree stands for everybody.

The words that are looked for are put together here from halves, or this file would find itself.
"""

import re
from pathlib import Path

from tests.house.source import ROOT, place, report, text_files

HERE = Path(__file__)
OF_A_MACHINE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/wo" + r"rk/",
            r"(?<![\w.])/ro" + r"ot/",
            r"(?<![\w.])/fa" + r"rm/",
            r"pypi\." + r"org",
            r"files\.python" + r"hosted",
            r"registry\.npm" + r"js",
            r"deb\.deb" + r"ian",
            r"index" + r"-url",
        ]
    )
)
MAY_SPEAK_OF_AN_INDEX = {"Makefile"}  # to tell uv to write none down
HALF_DONE = re.compile(
    "|".join(
        [
            r"\bNot" + r"Implemented(Error)?\b",
            r"\bTO" + r"DO\b",
            r"\bFIX" + r"ME\b",
            r"\bX" + r"XX\b",
            r"(?i:place" + r"holder (text|data|value|page))",
            r"(?i:coming " + r"soon)",
            r"(?i:not yet " + r"implemented)",
            r"pragma: no " + r"cover",
            r"pytest\.mark\.(skip|x" + r"fail)",
            r"pytest\.(sk" + r"ip|importorsk" + r"ip)\(",
        ]
    )
)
SPOKEN_IN = {".py", ".html", ".md", ".css", ".js", ".toml", ".ini", ".yml", ".yaml", ".sh", ""}


def places_of(pattern: re.Pattern[str], allowed: set[str]) -> list[str]:
    """Return each line of our own text that a pattern is found in."""
    return [
        f"{place(path, number)} {line.strip()[:80]}"
        for path, text in text_files()
        if path.suffix in SPOKEN_IN and "vendor" not in path.parts and path != HERE
        if str(path.relative_to(ROOT)) not in allowed
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    requirements = [
        f"{place(path, 1)} names a host or a path"
        for path in (ROOT / "requirements").glob("*.txt")
        if re.search(r"://|^-", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    requirements += [
        f"{place(path, 1)} names a host"
        for path in (ROOT / "tests").rglob("package-lock.json")
        if "resolved" in (text := path.read_text(encoding="utf-8")) or "://" in text
    ]
    report(
        "A path of one machine or a package registry is named:",
        "use a path relative to the project or a setting; `make lock` writes requirements.",
        places_of(OF_A_MACHINE, MAY_SPEAK_OF_AN_INDEX) + requirements,
    )


def test_nothing_is_left_half_done() -> None:
    report("Something is left half done:", "finish it or take it out.", places_of(HALF_DONE, set()))
