"""Body: the report's page without its shell, for the file and for the web page alike.

One question per section: title, finding, figure, definitions beside it, its table under a
disclosure, source and n. Untrusted words pass through `escape`; there is no script and no inline
style, so it stands under a strict Content Security Policy.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from rounds.insights import findings
from rounds.insights.drawn import figures_of
from rounds.insights.figures.drawing import Figure
from rounds.insights.markup import Question, drawn, link, section, table_html
from rounds.insights.words import day, days, moment, people, percent, plural

Report = Mapping[str, Any]
Figures = Mapping[str, Figure]

QUOTED = 8
"""Sentences of the digest in view; the rest stand under a disclosure."""


def body_html(report: Report, figures: Figures | None = None) -> str:
    """The report as one <article>; figures that were drawn already are not drawn again."""
    figures = figures_of(report) if figures is None else figures
    sections = (
        _over_time, _prompts, _roles, _repliers, _places, _reach, _network, _evenness, _answers,
        _digest, _method,
    )  # fmt: skip
    inner = "".join(draw(report, figures) for draw in sections)
    return f'<article class="report">{_head(report)}{inner}</article>'


def _head(report: Report) -> str:
    first, last = report["period"]["first"], report["period"]["last"]
    when = f", {days(first, last)}" if first else ""
    withdrawn = f" {escape(report['version']['says'])}" if report["version"]["number"] > 1 else ""
    local = report["kind"] == "local"
    kind = f"Report of a chat, #{escape(report['tag'])}" if local else "Report of an archived chat"
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


def _over_time(report: Report, figures: Figures) -> str:
    return section(
        report, Question("when", "When the conversation happened", findings.over_time(report)),
        "".join(drawn(figures.get(name)) for name in ("over-time", "busiest", "after-the-close")), defined=("over_time",), n=plural(report["posts_total"], "post"),
    )  # fmt: skip


def _prompts(report: Report, figures: Figures) -> str:
    if not report["prompts"]:
        return ""
    asked = [row for row in report["prompts"] if row["text"]]
    words = "".join(f"<li value='{row['prompt']}'>{escape(row['text'])}</li>" for row in asked)
    inner = drawn(figures.get("prompts")) + (f'<ol class="asked">{words}</ol>' if words else "")
    total = sum(row["posts"] for row in report["prompts"])
    return section(
        report, Question("per-prompt", "What each prompt drew", findings.prompts(report)), inner,
        defined=("per_prompt",), n=plural(total, "post"),
    )  # fmt: skip


def _roles(report: Report, figures: Figures) -> str:
    return section(
        report, Question("who", "Who took part, by role", findings.shared_out(report["roles"], "role", "bios")),
        drawn(figures.get("roles")) + _groups(report["roles"], "role"),
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
        f'<blockquote class="chosen"><p>{escape(post["text"] or "(no longer shown)")}</p>'
        f"<footer>{link('@' + post['handle'], post['url'])}{_labels(post)}, {day(post['at'])}</footer></blockquote>"
    )
    return section(
        report, Question("answered", "Who answered one post, by role", findings.repliers(report)),
        quote + drawn(figures.get("repliers")) + _groups(table, "role"),
        defined=("repliers", "chosen_post"), n=people(table["people"]),
    )  # fmt: skip


def _places(report: Report, figures: Figures) -> str:
    audience = report["audience_countries"]
    inner = (
        drawn(figures.get("countries"), noted=False)
        + _groups(report["countries"], "country")
        + drawn(figures.get("continents"))
        + f'<p class="note">Countries of the audience: {escape(audience)}.</p>'
    )
    return section(
        report, Question("where", "Where participants say they are", findings.shared_out(report["countries"], "country", "locations")), inner,
        defined=("countries",) if report["countries"]["counts"] else (), n=people(report["countries"]["people"]),
    )  # fmt: skip


REACH_DEFINED = {
    "exact": ("reach.exact", "reach.impressions_exact"),
    "bounds": ("reach.low", "reach.high", "reach.impressions"),
    "unknown": (),
}


def _reach(report: Report, figures: Figures) -> str:
    found = report["reach"]
    said = f'<p class="note">{escape(found["says"])}</p>' if found["low"] is not None else ""
    known, views = found["followers_known"], found["impressions"] or 0
    n = (
        plural(views, "delivery", "deliveries")
        if known is None
        else f"{people(known)} with a known number of followers"
    )
    return section(
        report, Question("reach-of-it", "How many people it could reach", findings.reach(report)),
        drawn(figures.get("reach")) + said, defined=REACH_DEFINED[found["kind"]], n=n,
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
        drawn(figures.get("network"), noted=False)
        + table_html(
            ("Network", "Accounts", "Edges"),
            [(k, v["nodes"], v["edges"]) for k, v in sizes],
        )
        + table_html(heads, rows)
        + (
            f'<p class="note">@{escape(host)} is taken as the organiser: {escape(found["organiser"]["how"])}.</p>'
            if host
            else ""
        )
        + _brokers(found["brokers"])
    )
    return section(
        report, Question("who-with-whom", "Who talked with whom", findings.network(report)), inner,
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
    return section(
        report, Question("how-evenly", "How evenly people were heard", findings.evenness(report)),
        drawn(figures.get("evenness"), noted=False), defined=("equity.gini", "writers"),
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
    inner = drawn(figures.get("answers")) + table_html(heads, rows)
    inner += f'<p class="note">{note}</p>' if withheld else ""
    return section(
        report, Question("who-is-answered", "Who speaks, who is answered, how fast", findings.answers(report)), inner,
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
    return section(
        report, Question("digest", "What was asked and recommended", finding), inner,
        defined=("digest.questions", "digest.recommendations"), n=plural(report["posts_original"], "post"),
    )  # fmt: skip


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
        link("post" if place == 0 else f"also {place + 1}", post["url"])
        + (_labels(post) if place else "")
        for place, post in enumerate(item["posts"])
    )
    at = moment(item["at"])
    rank = plural(item["rank"], one, several)
    return (
        f"<li><q>{escape(item['sentence'])}</q>"
        f'<span class="by">@{escape(item["handle"])}{_labels(item["posts"][0])}, {day(item["at"])} {at:%H:%M} UTC; {rank}; {links}</span></li>'
    )


def _labels(post: Mapping[str, Any]) -> str:
    """What nobody should miss about whoever is quoted."""
    return "".join(f" · <strong>{escape(words)}</strong>" for words in post["labels"])


def _method(report: Report, figures: Figures) -> str:
    source, hidden = report["source"], report["suppressed"]
    facts = [
        f"{plural(report['rows_read'], 'row')} read, {report['rows_bad']:,} skipped, {source['rows_duplicate']:,} met twice.",
        f"Bytes that are not UTF-8: {plural(source['fields_mended'], 'field')} mended, {source['fields_replaced']:,} with a replacement character.",
        f"Groups under {hidden['least']} people that were merged or withheld: {hidden['total']:,}.",
        "The same facts give the same bytes: no clock, fixed seeds, a tie-breaker on every order.",
        escape(report["version"]["says"]),
    ]
    if report["kind"] == "local":
        facts.append(
            "Favourites and boosts are those of when this version was first made; names and"
            " countries are today's."
        )
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
