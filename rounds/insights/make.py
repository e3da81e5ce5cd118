"""Make: the report of a gathering held here, built in this process and written to a folder.

Whoever imports this loads the engine; the server's own process uses `standing` instead.
"""

from pathlib import Path

from rounds.gatherings.models import Gathering
from rounds.insights.body import body_html
from rounds.insights.drawn import figures_of
from rounds.insights.local import frames_of
from rounds.insights.report import Report, build
from rounds.insights.standing import BODY
from rounds.insights.write import put, write_report


def write_gathering_report(gathering: Gathering, folder: Path, *, body: bool = True) -> Report:
    """Build the gathering's report and write its files; gives the report.

    `body` writes body.html too, which the server's own page is made of.
    """
    report = build(frames_of(gathering))
    if body:
        put(folder / BODY, body_html(report, figures_of(report)))
    write_report(report, folder)
    return report
