"""Body: the report's page without its shell, for the file and for the web page alike.

One question per section: title, finding, figure, definitions beside it, its table under a
disclosure, source and n. Untrusted words pass through `escape`; there is no script and no inline
style, so it stands under a strict Content Security Policy.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from rounds.insights import findings
from rounds.insights.drawn import figures_of
from rounds.insights.figures.alone import both
from rounds.insights.figures.drawing import Figure, Table
from rounds.insights.words import day, days, moment, people, percent, plural

Report = Mapping[str, Any]
Figures = Mapping[str, Figure]

QUOTED = 8
"""Sentences of the digest in view; the rest stand under a disclosure."""


def body_html(report: Report) -> str:
    """The report as one <article>."""
    figures = figures_of(report)
    sections = (
        _over_time, _prompts, _roles, _repliers, _places, _reach, _network, _evenness, _answers,
        _digest, _method,
    )  # fmt: skip
    inner = "".join(section(report, figures) for section in sections)
    return f'<article class="report">{_head(report)}{inner}</article>'


def source_line(report: Report) -> str:
    """Where the numbers come from, as it stands under each figure."""
    if report["kind"] == "local":
        return f"Source: posts of this gathering on Rounds, report version {report['version']['number']}."
    formats = ", ".join(report["source"]["formats"])
    return f"Source: {formats}, {plural(report['rows_read'], 'row')} imported as #{report['tag']}."


def _head(report: Report) -> str:
    first, last = report["period"]["first"], report["period"]["last"]
    when = f", {days(first, last)}" if first else ""
    kind = "Report of a chat" if report["kind"] == "local" else "Report of an archived chat"
    sums = (
        (report["participants"], "participants"),
        (report["posts_original"], "posts in their own words"),
        (report["replies"], "of them replies"),
        (report["boosts"], "boosts"),
    )
    tiles = "".join(f"<div><dt>{name}</dt><dd>{number:,}</dd></div>" for number, name in sums)
    return (
        f'<header class="report-head"><p class="kicker">{kind}</p><h1>{escape(report["title"])}</h1>'
        f'<p class="lede">{plural(report["posts_total"], "post")} and boosts by '
        f"{people(report['participants'])}{when}.{withdrawn}</p></header>"
        f'<dl class="headline">{tiles}</dl>'
    )


def _section(
    report: Report,
    name: str,
    title: str,
    finding: str,
    inner: str,
    *,
    defined: Sequence[str] = (),
    n: str = "",
) -> str:
    counted = f" n = {n}." if n else ""
    return (
        f'<section class="figure beside" id="{name}" aria-labelledby="{name}-heading">'
        f'<header class="asks"><h2 id="{name}-heading">{escape(title)}</h2>'
        f'<p class="finding">{escape(finding)}</p></header>'
        f'<div class="drawing">{inner}'
        f'<p class="provenance">{escape(source_line(report))}{counted}</p></div>'
        f"{_defined(report, defined)}</section>"
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


def _defined(report: Report, names: Sequence[str]) -> str:
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
    return f'<dl class="definition">{"".join(said)}</dl>'


def _drawn(figure: Figure | None, *, noted: bool = True) -> str:
    if figure is None:
        return ""
    note = f'<p class="note">{escape(figure.note)}</p>' if figure.note and noted else ""
    return f"{both(figure)}{note}{_twin(figure.table)}"


def _twin(table: Table) -> str:
    inner = table_html(table.columns, table.rows)
    return f'<details class="twin"><summary>The same as a table</summary>{inner}</details>'


def table_html(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first column names its row."""
    heads = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{_cell(row[0])}</th>'
        + "".join(f"<td>{_cell(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(cell: object) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}"
    return escape(str(cell))


def _over_time(report: Report, figures: Figures) -> str:
    return _section(
        report, "when", "When the conversation happened", findings.over_time(report),
        _drawn(figures.get("over-time")), defined=("over_time",), n=plural(report["posts_total"], "post"),
    )  # fmt: skip


def _prompts(report: Report, figures: Figures) -> str:
    if not report["prompts"]:
        return ""
    asked = [row for row in report["prompts"] if row["text"]]
    words = "".join(f"<li value='{row['prompt']}'>{escape(row['text'])}</li>" for row in asked)
    inner = _drawn(figures.get("prompts")) + (f'<ol class="asked">{words}</ol>' if words else "")
    total = sum(row["posts"] for row in report["prompts"])
    return _section(
        report, "per-prompt", "What each prompt drew", findings.prompts(report), inner,
        defined=("per_prompt",), n=plural(total, "post"),
    )  # fmt: skip


def _roles(report: Report, figures: Figures) -> str:
    return _section(
        report, "who", "Who took part, by role", findings.shared_out(report["roles"], "role", "bios"),
        _drawn(figures.get("roles")) + _groups(report["roles"], "role"),
        defined=("participants", "roles") if report["roles"]["counts"] else ("participants",),
        n=people(report["roles"]["people"]),
    )  # fmt: skip


def _groups(table: Mapping[str, Any], what: str) -> str:
    """The number of groups is always told, and what was merged."""
    if not table["categories"]:
        return ""
    several = {"role": "roles", "country": "countries"}[what]
    said = f"{plural(table['categories'], what, several)} in all."
    if table["merged_groups"]:
        said += f" {table['merged_groups']:,} with few people are merged into 'other' ({table['other']:,})."
    return f'<p class="note">{said}</p>'


def _repliers(report: Report, figures: Figures) -> str:
    table = report["repliers"]
    if table is None:
        return ""
    post = table["post"]
    quote = (
        f'<blockquote class="chosen"><p>{escape(post["text"] or "(withdrawn)")}</p>'
        f"<footer>{_link('@' + post['handle'], post['url'])}, {day(post['at'])}</footer></blockquote>"
    )
    return _section(
        report, "answered", "Who answered one post, by role", findings.repliers(report),
        quote + _drawn(figures.get("repliers")) + _groups(table, "role"),
        defined=("repliers", "chosen_post"), n=people(table["people"]),
    )  # fmt: skip


def _places(report: Report, figures: Figures) -> str:
    audience = report["audience_countries"]
    inner = (
        _drawn(figures.get("countries"), noted=False)
        + _groups(report["countries"], "country")
        + _drawn(figures.get("continents"))
        + f'<p class="note">Countries of the audience: {escape(audience)}.</p>'
    )
    return _section(
        report, "where", "Where participants say they are",
        findings.shared_out(report["countries"], "country", "locations"), inner,
        defined=("countries",), n=people(report["countries"]["people"]),
    )  # fmt: skip


def _reach(report: Report, figures: Figures) -> str:
    exact = report["reach"]["kind"] == "exact"
    defined = ("reach.exact", "reach.impressions_exact") if exact else (
        "reach.low", "reach.high", "reach.impressions",
    )  # fmt: skip
    said = (
        ""
        if report["reach"]["kind"] == "unknown"
        else f'<p class="note">{escape(report["reach"]["says"])}</p>'
    )
    known = report["reach"]["followers_known"]
    n = f"{people(known)} with a known number of followers" if known is not None else ""
    return _section(
        report, "reach-of-it", "How many people it could reach", findings.reach(report),
        _drawn(figures.get("reach")) + said, defined=defined, n=n,
    )  # fmt: skip


SHAPE = (
    ("nodes", "Accounts"), ("edges", "Ties"), ("pieces", "Separate pieces"),
    ("largest_piece", "Accounts in the largest piece"), ("communities", "Communities"),
    ("modularity", "Modularity"), ("density", "Density"), ("centralisation", "Centralisation"),
)  # fmt: skip


def _network(report: Report, figures: Figures) -> str:
    found = report["network"]
    host = found["organiser"]["handle"]
    rest = found["without_organiser"] or {}
    heads = ("", "Everybody", f"Without @{host}") if host else ("", "Everybody")
    rows = [(label, found["contacts"][key], *([rest[key]] if rest else [])) for key, label in SHAPE]
    sizes = [
        ("Replies, to oneself included", found["reply_all"]),
        ("Replies, pairs of different people", found["reply_simple"]),
        ("Mentions", found["mentions"]),
    ]
    inner = (
        _drawn(figures.get("network"), noted=False)
        + table_html(
            ("Network", "Accounts", "Edges"),
            [(k, v["nodes"], v["edges"]) for k, v in sizes],
        )
        + table_html(heads, rows)
        + (
            f'<p class="note">@{escape(host)} is taken as the organiser: {found["organiser"]["how"]}.</p>'
            if host
            else ""
        )
        + _brokers(found["brokers"])
    )
    return _section(
        report, "who-with-whom", "Who talked with whom", findings.network(report), inner,
        defined=("network.reply_all", "network.reply_simple", "network.contacts", "network.communities"),
        n=plural(found["contacts"]["edges"], "tie"),
    )  # fmt: skip


def _brokers(brokers: Sequence[Mapping[str, Any]]) -> str:
    if not brokers:
        return ""
    rows = [
        (f"@{row['person']}", row["contacts"], f"{row['betweenness']:.3f}",
         "–" if row["constraint"] is None else f"{row['constraint']:.3f}")
        for row in brokers
    ]  # fmt: skip
    return "<h3>People who join groups</h3>" + table_html(
        ("Broker", "Contacts", "Betweenness", "Constraint"), rows
    )


def _evenness(report: Report, figures: Figures) -> str:
    return _section(
        report, "how-evenly", "How evenly people were heard", findings.evenness(report),
        _drawn(figures.get("evenness"), noted=False), defined=("equity.gini", "writers"),
        n=plural(report["writers"], "writer"),
    )  # fmt: skip


def _answers(report: Report, figures: Figures) -> str:
    rows = [
        (row["label"], row["people"], row["posts"], percent(row["share_of_posts"]),
         percent(row["share_answered"]), _minutes(row))
        for row in report["equity"]["by_role"]
    ]  # fmt: skip
    heads = (
        "Role",
        "Writers",
        "Posts",
        "Share of posts",
        "Answered",
        "Median time to answer",
    )
    withheld = report["equity"]["withheld_cells"]
    note = "'Withheld': fewer than five people were answered, or the row would tell another by subtraction."
    inner = _drawn(figures.get("answers")) + table_html(heads, rows)
    inner += f'<p class="note">{note}</p>' if withheld else ""
    return _section(
        report, "who-is-answered", "Who speaks, who is answered, how fast", findings.answers(report), inner,
        defined=("equity.by_role", "equity.answered"), n=plural(report["posts_original"], "post"),
    )  # fmt: skip


def _minutes(row: Mapping[str, Any]) -> str:
    minutes = row["median_minutes_to_answer"]
    if minutes is None:
        return "withheld" if row["share_answered"] is None else "–"
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.1f} h"


def _digest(report: Report, figures: Figures) -> str:
    found, rules = report["digest"], report["digest"]["rules"]
    finding = (
        f"{plural(len(found['questions']), 'question')} and "
        f"{plural(len(found['recommendations']), 'recommendation')}, in the words of those who said them."
    )
    inner = (
        "<h3>Questions asked</h3>" + _quotes(found["questions"], "answer")
        + "<h3>Key recommendations</h3>" + _quotes(found["recommendations"], "favourite or boost", "favourites and boosts")
    )  # fmt: skip
    inner += f'<p class="note">Words of advice: {escape(rules["words"])}.</p>'
    return _section(
        report, "digest", "What was asked and recommended", finding, inner,
        defined=("digest.questions", "digest.recommendations"), n=plural(report["posts_original"], "post"),
    )  # fmt: skip
    words = f'<p class="note">Words of advice: {escape(rules["words"])}.</p>'
    return section.replace('<p class="provenance">', words + '<p class="provenance">', 1)


def _quotes(items: Sequence[Mapping[str, Any]], one: str, several: str | None = None) -> str:
    if not items:
        return '<p class="note">None was found.</p>'
    listed = [_quote(item, one, several) for item in items]
    rest = "".join(listed[QUOTED:])
    more = (
        f'<details class="twin"><summary>{len(listed) - QUOTED:,} more</summary>'
        f'<ol class="quotes">{rest}</ol></details>'
        if rest
        else ""
    )
    return f'<ol class="quotes">{"".join(listed[:QUOTED])}</ol>{more}'


def _quote(item: Mapping[str, Any], one: str, several: str | None) -> str:
    links = ", ".join(
        _link("post" if place == 0 else f"also {place + 1}", post["url"])
        for place, post in enumerate(item["posts"])
    )
    at = moment(item["at"])
    rank = plural(item["rank"], one, several)
    return (
        f"<li><q>{escape(item['sentence'])}</q>"
        f'<span class="by">@{escape(item["handle"])}, {day(item["at"])} {at:%H:%M} UTC; {rank}; {links}</span></li>'
    )


def _link(words: str, url: str | None) -> str:
    """A link to a post, when its address is one a browser may follow."""
    if url and url.startswith(("https://", "http://", "/")):
        return f'<a href="{escape(url)}" rel="noopener nofollow ugc">{escape(words)}</a>'
    return escape(words)


def _method(report: Report, figures: Figures) -> str:
    source, hidden = report["source"], report["suppressed"]
    facts = [
        f"{plural(report['rows_read'], 'row')} read, {report['rows_bad']:,} skipped, "
        f"{source['rows_duplicate']:,} met twice.",
        f"{plural(source['fields_mended'], 'field')} with bytes that are not UTF-8 mended, "
        f"{source['fields_replaced']:,} with a replacement character.",
        f"Groups under {hidden['least']} people that were merged or withheld: {hidden['total']:,}.",
        "The same facts give the same bytes: no clock, fixed seeds, a tie-breaker on every order.",
        escape(report["version"]["says"]),
    ]
    listed = "".join(f"<li>{fact}</li>" for fact in facts)
    return (
        '<section class="method" id="method"><h2>How this was made</h2>'
        f"<ul>{listed}</ul>{_bad_lines(source['bad_lines'])}{_lexicon(report)}{_glossary(report)}</section>"
    )


def _bad_lines(lines: Sequence[Mapping[str, Any]]) -> str:
    if not lines:
        return ""
    rows = [(str(line["line"]), line["reason"]) for line in lines]
    inner = table_html(("Line", "Why it was skipped"), rows)
    return f"<details><summary>Lines that were skipped</summary>{inner}</details>"


def _lexicon(report: Report) -> str:
    rows = [(rule["label"], rule["phrases"]) for rule in report["roles"]["lexicon"]]
    why = [(reason, number) for reason, number in report["roles"]["unknown_because"].items()]
    inner = table_html(("Role", "Phrases in a bio that stand for it"), rows)
    inner += table_html(("Why a role is unknown", "People"), why) if why else ""
    return f"<details><summary>How roles are read from bios</summary>{inner}</details>"


def _glossary(report: Report) -> str:
    rows = [
        (
            name,
            parts["says"],
            parts.get("units", ""),
            parts.get("errors", ""),
            parts.get("source", ""),
        )
        for name, parts in report["definitions"].items()
    ]
    inner = table_html(("Measure", "What it says", "Units", "Errors", "Source"), rows)
    return f'<details class="glossary"><summary>All definitions</summary>{inner}</details>'
