"""The sets that measure the gate are the ones whose hashes were committed before the rules."""

import hashlib
import re
from pathlib import Path

import pytest

SETS = Path(__file__).parents[2] / "bench" / "guard" / "sets"
ROW = re.compile(r"^\| .*?\| `([\w.]+\.jsonl)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)
COMMITTED = dict(ROW.findall((SETS / "README.md").read_text("utf-8")))


@pytest.mark.parametrize("name", sorted(path.name for path in SETS.glob("*.jsonl")))
def test_a_set_is_the_one_that_was_sealed(name: str) -> None:
    assert hashlib.sha256((SETS / name).read_bytes()).hexdigest() == COMMITTED[name]
