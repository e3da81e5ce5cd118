"""The rules of the house: what everybody here agrees to, and what a report can name.

An operator replaces them with a file `rules.txt` in the server's home: one rule a line.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number, the rule, and what it means in a sentence."""

    id: int
    text: str
    hint: str = ""


_HOUSE = (
    (
        "No patient can be recognised here.",
        "Leave out names, dates, places and any sum of details by which somebody could tell who it is.",
    ),
    (
        "Argue about the matter, not about the person.",
        "No harassment, no contempt, no discrimination; students and patients speak as everybody does.",
    ),
    (
        "Say who you are and what you gain.",
        "Don't claim a role that isn't yours; name the interests that bear on what you teach.",
    ),
    (
        "Teach what you can support, and correct what was wrong.",
        "Link the evidence; when something turns out false, say so where you said it.",
    ),
    (
        "This is no place for individual medical advice.",
        "Send somebody who asks about their own case to those who can see them.",
    ),
)


@cache
def _read(path: Path, changed: float) -> tuple[Rule, ...]:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(Rule(n, line) for n, line in enumerate((one for one in lines if one), 1))


def list_rules(home: Path) -> tuple[Rule, ...]:
    """The rules of the server whose home is `home`."""
    path = home / "rules.txt"
    if path.is_file():
        return _read(path, path.stat().st_mtime)
    return tuple(Rule(n, text, hint) for n, (text, hint) in enumerate(_HOUSE, 1))
