"""Markup: the pieces every section of the report's page is made of. Pure; escapes what it is given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from rounds.insights.figures.alone import both
from rounds.insights.figures.drawing import Figure, Table
from rounds.insights.words import plural

Report = Mapping[str, Any]


def source_line(report: Report) -> str:
    """Where the numbers come from, as it stands under each figure."""
    if report["kind"] == "local":
        return f"Source: posts of this gathering on Rounds, report version {report['version']['number']}."
    formats = ", ".join(report["source"]["formats"])
    return f"Source: {formats}, {plural(report['rows_read'], 'row')} imported as #{report['tag']}."


@dataclass(frozen=True, slots=True)
class Question:
    """What a section asks: its anchor, its subject, and what was found in a sentence."""

    name: str
    title: str
    finding: str


def section(
    report: Report,
    asks: Question,
    inner: str,
    *,
    defined: Sequence[str] = (),
    n: str = "",
) -> str:
    """One question with its figure, its source and n, and the definitions beside it."""
    counted = f" n = {n}." if n else ""
    return (
        f'<section class="figure beside" id="{asks.name}" aria-labelledby="{asks.name}-heading">'
        f'<header class="asks"><h2 id="{asks.name}-heading">{escape(asks.title)}</h2>'
        f'<p class="finding">{escape(asks.finding)}</p></header>'
        f'<div class="drawing">{inner}'
        f'<p class="provenance">{escape(source_line(report))}{counted}</p></div>'
        f"{definitions_beside(report, defined)}</section>"
    )


LABELS = {
    "over_time": "Over time", "per_prompt": "Per prompt", "participants": "Participant",
    "roles": "Role", "repliers": "Who answered", "chosen_post": "The chosen post",
    "countries": "Country", "reach.exact": "Reach", "reach.low": "At least",
    "reach.high": "At most", "reach.impressions": "Impressions",
    "reach.impressions_exact": "Impressions", "network.reply_all": "Replies",
    "network.reply_simple": "Pairs", "network.contacts": "Ties",
    "network.communities": "Communities and brokers", "equity.gini": "Gini",
    "writers": "Writers", "equity.by_role": "By role", "equity.answered": "Answered",
    "digest.questions": "Question", "digest.recommendations": "Recommendation",
}  # fmt: skip
"""Measures beside figures, as their reader would call them."""


def definitions_beside(report: Report, names: Sequence[str]) -> str:
    """The definitions of the named measures, to stand beside their figure, folded where room is short."""
    if not names:
        return ""
    said = []
    for name in names:
        parts = report["definitions"][name]
        label = LABELS[name]
        said.append(
            f"<div><dt>{label}</dt><dd>{escape(parts['says'])} "
            f'<span class="errors">Units: {escape(parts["units"])} '
            f"Errors: {escape(parts['errors'])}</span></dd></div>"
        )
    return (
        '<details class="defined"><summary>How this is counted</summary>'
        f'<dl class="definition">{"".join(said)}</dl></details>'
    )


def drawn(figure: Figure | None, *, noted: bool = True) -> str:
    """A figure at both widths with its note and its table; nothing for no figure."""
    if figure is None:
        return ""
    note = f'<p class="note">{escape(figure.note)}</p>' if figure.note and noted else ""
    return f"{both(figure)}{note}{twin(figure.table)}"


def twin(table: Table) -> str:
    """A figure's table under a disclosure."""
    inner = table_html(table.columns, table.rows)
    return f'<details class="twin"><summary>The same as a table</summary>{inner}</details>'


STACKED = 5
"""Columns from which a table stands row under row on a phone instead of leaving the page."""


def table_html(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first column names its row; a broad one tells each cell's column for phones."""
    names = [escape(str(column)) for column in columns]
    # A corner without words is no heading: screen readers would announce an empty one.
    heads = "".join(f'<th scope="col">{name}</th>' if name else "<td></td>" for name in names)
    broad = len(names) >= STACKED
    told = [f' data-label="{name}"' if broad else "" for name in names]
    body = "".join(
        f'<tr><th scope="row">{cell_html(row[0])}</th>'
        + "".join(f"<td{told[at]}>{cell_html(row[at])}</td>" for at in range(1, len(row)))
        + "</tr>"
        for row in rows
    )
    kind = ' class="stacks"' if broad else ""
    return (
        f'<div class="scroll"><table{kind}><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def cell_html(cell: object) -> str:
    """A cell as its reader sees it, escaped."""
    if cell is None:
        return "–"
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}"
    return escape(str(cell))


def link(words: str, url: str | None) -> str:
    """A link to a post, when its address is one a browser may follow."""
    if url and url.startswith(("https://", "http://", "/")):
        return f'<a href="{escape(url)}" rel="noopener nofollow ugc">{escape(words)}</a>'
    return escape(words)
