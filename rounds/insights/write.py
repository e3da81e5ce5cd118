"""Write: the report as files. The folder is complete or untouched files stay: each file is renamed
into place."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rounds.insights.drawn import figures_of
from rounds.insights.figures.alone import standalone
from rounds.insights.html import page_html, source_line
from rounds.insights.tables import tables_of


def to_json(report: Mapping[str, Any]) -> str:
    """The report's JSON: sorted keys, so that the same facts give the same bytes."""
    return json.dumps(report, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def write_report(report: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write report.json, report.html, tables/*.csv and figures/*.svg; returns the files."""
    source, figures = source_line(report), figures_of(report)
    files = {"report.json": to_json(report), "report.html": page_html(report, figures)}
    files |= {f"tables/{name}": text for name, text in tables_of(report).items()}
    files |= {f"figures/{name}.svg": standalone(figure, source) for name, figure in figures.items()}
    return [put(folder / name, text) for name, text in files.items()]


def put(file: Path, text: str) -> Path:
    """Write a file whole or not at all: beside, flushed, renamed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(file.name + ".part")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)
    return file
