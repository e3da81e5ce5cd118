"""What the demo's people say, read from `demo_data`."""

import tomllib
from pathlib import Path
from typing import Any

PASSWORD = "rounds-demo"  # noqa: S105 - the demo's log-ins are printed for everybody
_DATA = Path(__file__).parent / "demo_data"


def read(name: str) -> dict[str, Any]:
    """One file of the story."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
