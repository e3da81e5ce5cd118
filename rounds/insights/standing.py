"""Standing reports: the report of each closed gathering as files, remade when its facts move on.

Measuring loads an engine of some hundred megabytes, so a job makes the report in a process of its
own (`rounds insights report --chat`) and the server only reads files: it stays small. Each version
of the facts has a folder of its own, complete or not there at all.

What was withdrawn, hidden, withheld or edited must not be quoted a minute longer than it takes to notice: the
older versions go first, and until the new one stands there is none. A late post can wait: the old
report stays until the new one is there.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.gatherings.facts import CollectedChanged, GatheringClosed, PostCollected
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.queries import gathering_by_id
from rounds.jobs.queue import later

BODY = "body.html"
REPORT = "report.json"
UNSAYS = {"withdrawn", "hidden", "revised", "withheld"}
"""Changes after which words that were quoted may not be quoted any more."""

LONGEST = 240
"""Seconds a report may take: less than a job's lease."""

PATIENCE = timedelta(seconds=30)
"""How long, at most, late posts are gathered before the report is made again."""

GONE = 2
"""The exit code of the command line when there is no such gathering any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A report that stands: the version of the facts, its folder, its body (safe markup), its JSON."""

    version: int
    path: Path
    body_html: str
    json: str


def standing_report(gathering_id: int) -> Standing | None:
    """The newest report of the gathering, or None while there is none."""
    for version in sorted(_versions(gathering_id), reverse=True):
        path = _folder(gathering_id) / str(version)
        try:
            body = (path / BODY).read_text(encoding="utf-8")
            return Standing(version, path, body, (path / REPORT).read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue  # it was replaced between the listing and the reading
    return None


def rebuild(fact: GatheringClosed | CollectedChanged | PostCollected) -> None:
    """Have the report made when the gathering closes and when its facts change afterwards."""
    number = fact.subject if isinstance(fact, GatheringClosed) else fact.gathering
    try:
        gathering = gathering_by_id(number)
    except NotFound:
        return
    if gathering.state != GatheringState.CLOSED:
        return
    if isinstance(fact, PostCollected):
        _make_later(number)
        return
    if isinstance(fact, CollectedChanged) and fact.change in UNSAYS:
        forget_reports(gathering)
    later(make_report, number, key=f"report:{number}:{gathering.facts_version}")


def _make_later(gathering_id: int) -> None:
    """One report for the late posts of each half minute, also while an earlier one is being made."""
    length = PATIENCE.total_seconds()
    turn = int(clock.now().timestamp() // length) + 1
    at = datetime.fromtimestamp(turn * length, UTC)
    later(make_report, gathering_id, at=at, key=f"report:{gathering_id}:late:{turn}")


def ask_for_report(gathering: Gathering) -> None:
    """Have the report made soon, once for each version of the facts."""
    later(make_report, gathering.pk, key=f"report:{gathering.pk}:{gathering.facts_version}")


def forget_reports(gathering: Gathering, *, but: int | None = None) -> None:
    """Remove every standing report of the gathering but one version."""
    for version in _versions(gathering.pk):
        if version != but:
            shutil.rmtree(_folder(gathering.pk) / str(version), ignore_errors=True)


def make_report(gathering_id: int) -> None:
    """Make the report of the facts as they are now, in a process of its own (a job).

    Errors: CalledProcessError or TimeoutExpired, after which the job is tried again.
    """
    if connection.in_atomic_block:
        return  # the other process could not read what is not committed
    try:
        gathering = gathering_by_id(gathering_id)
    except NotFound:
        return
    done = report_folder(gathering)
    if not done.exists():
        _made_elsewhere(gathering_id, done)
    forget_reports(gathering, but=gathering.facts_version)


def report_folder(gathering: Gathering) -> Path:
    """Where the report of the gathering's facts as they are now stands, once it is made."""
    return _folder(gathering.pk) / str(gathering.facts_version)


def _made_elsewhere(gathering_id: int, done: Path) -> None:
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    known = {"ROUNDS_HOME": str(settings.ROUNDS_HOME), "PYTHONPATH": os.pathsep.join(paths)}
    beside = done.with_name(f"{done.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    words = ["insights", "report", "--chat", str(gathering_id), "--out", str(beside), "--body"]
    made = subprocess.run(
        [sys.executable, "-m", "rounds", *words],
        check=False,
        capture_output=True,
        timeout=LONGEST,
        env={**os.environ, **known},
    )
    if made.returncode == GONE:
        return
    made.check_returncode()
    beside.rename(done)


def _folder(gathering_id: int) -> Path:
    return Path(settings.ROUNDS_HOME) / "reports" / str(gathering_id)


def _versions(gathering_id: int) -> list[int]:
    folder = _folder(gathering_id)
    if not folder.is_dir():
        return []
    return [int(entry.name) for entry in folder.iterdir() if entry.name.isdecimal()]
