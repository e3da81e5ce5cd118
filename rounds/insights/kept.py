"""Kept reports: a gathering's report as files, made beside the server and read by its pages.

Measuring loads an engine of some hundred megabytes, so a job makes the report in a process of its
own and the server only reads what is left: it stays small. A report names the version of the facts
it was made from; when those have moved on, the page shows what is there, says so, and asks again.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from rounds.gatherings.models import Gathering
from rounds.jobs.queue import later

BODY = "body.html"
STAMP = "facts.json"
LONGEST = 300
"""Seconds a report may take."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that was made: its page's body (safe markup), its folder, and whether it is current."""

    body: str
    folder: Path
    is_current: bool


def report_folder(gathering: Gathering) -> Path:
    """Where the gathering's report is kept."""
    return Path(settings.ROUNDS_HOME) / "reports" / str(gathering.pk)


def kept_report(gathering: Gathering) -> Kept | None:
    """The report as it was made last, or None before the first."""
    folder = report_folder(gathering)
    try:
        body = (folder / BODY).read_text(encoding="utf-8")
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Kept(body, folder, stamp["facts_version"] == gathering.facts_version)


def ask_for_report(gathering: Gathering) -> None:
    """Have the report made soon, once for each version of the facts."""
    later(make_report, gathering.pk, key=f"report:{gathering.pk}:{gathering.facts_version}")


def make_report(gathering_id: int) -> None:
    """Make the report in a process of its own (a job).

    Errors: CalledProcessError or TimeoutExpired, after which the job is tried again.
    """
    words = ["insights", "report", "--chat", str(gathering_id)]
    subprocess.run(
        [sys.executable, "-m", "rounds", *words],
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )


def write_gathering_report(gathering: Gathering, folder: Path | None = None) -> dict[str, Any]:
    """Build the gathering's report here and write its files; gives the report."""
    from rounds.insights.body import body_html
    from rounds.insights.local import frames_of
    from rounds.insights.report import build
    from rounds.insights.write import put, write_report

    folder = folder or report_folder(gathering)
    report = build(frames_of(gathering))
    write_report(report, folder)
    put(folder / BODY, body_html(report))
    put(folder / STAMP, json.dumps({"facts_version": gathering.facts_version}))
    return report
