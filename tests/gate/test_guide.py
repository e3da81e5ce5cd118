"""docs/gate.md says what the gate does."""

import re
from pathlib import Path

import pytest

from rounds.gate.checks.registry import check_text
from rounds.gate.draft import Draft
from rounds.gate.verdict import judge
from rounds.gate.writer import Writer
from rounds.identity.register import Declared
from rounds.posts.labels import ForWhom, Labels, Voice

GUIDE = Path(__file__).parents[2] / "docs" / "gate.md"
ROWS = re.findall(r"^\| `(\w+)` \| (.+?) \| (.*?) \| (.+?) \| (.+?) \|$", GUIDE.read_text(), re.M)
BY_EXAMPLE = [
    (kind, found, peace, source) for kind, found, peace, _, source in ROWS if found[0] == "`"
]


@pytest.mark.parametrize(("kind", "found", "peace", "source"), BY_EXAMPLE)
def test_each_rule_finds_its_example_and_leaves_the_other_in_peace(
    kind: str, found: str, peace: str, source: str
) -> None:
    (finding,) = check_text(found.strip("`"))
    assert finding.kind == kind
    assert check_text(peace.strip("`")) == []
    letters = re.findall(r"\(i\)\((\w)\)", source)
    assert all(f"(i)({letter})" in finding.source for letter in letters)
    paragraph = re.search(r"social media (\d+)", source)
    assert paragraph is not None
    assert finding.source.endswith(f"paragraph {paragraph[1]}")


def test_every_kind_of_finding_has_its_row() -> None:
    drafts = [
        Draft(), Draft(text="x" * 1001), Draft(text="x", teaching=True),
        *(Draft(text=found.strip("`")) for _, found, _, _ in BY_EXAMPLE),
    ]  # fmt: skip
    declared = (Declared("Acme", ("Acme",), "Shares: Acme"),)
    drafts += [
        Draft(text="Acme did well"),
        Draft(text="x", labels=Labels(voice=Voice.ORGANISATION, speaks_for=1)),
        Draft(text="x", teaching=True, labels=Labels(for_whom=ForWhom.EVERYONE)),
        Draft(text="x", labels=Labels(licence="mine")),
    ]
    writer = Writer(declared=declared)
    kinds = {f.kind for draft in drafts for f in judge(draft, writer=writer).findings}
    assert kinds == {row[0] for row in ROWS}
