"""Tables: the report's numbers as comma-separated files a spreadsheet opens without surprises."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rounds.insights.drawn import role_rows

Report = Mapping[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r")

SUMS = (
    "rows_read", "rows_bad", "participants", "writers", "posts_total", "posts_original", "boosts",
    "replies", "withdrawn",
)  # fmt: skip


def tables_of(report: Report) -> dict[str, str]:
    """File name and content of each table of the report."""
    return {
        "summary.csv": _csv(("measure", "value"), _summary(report)),
        "over_time.csv": _records(report["over_time"]["bins"], ("start", "posts", "boosts")),
        "prompts.csv": _records(
            report["prompts"], ("prompt", "posts", "replies", "people", "text")
        ),
        "roles.csv": _csv(("role", "people"), role_rows(report["roles"])),
        "repliers.csv": _csv(
            ("role", "people"),
            role_rows(report["repliers"]) if report["repliers"] else (),
        ),
        "countries.csv": _csv(("country", "people"), role_rows(report["countries"])),
        "continents.csv": _csv(("continent", "people"), role_rows(report["continents"])),
        "communities.csv": _records(report["network"]["communities"], ("community", "people")),
        "brokers.csv": _records(
            report["network"]["brokers"],
            ("person", "betweenness", "constraint", "contacts"),
        ),
        "equity.csv": _records(
            report["equity"]["by_role"],
            (
                "label",
                "people",
                "posts",
                "share_of_posts",
                "share_answered",
                "median_minutes_to_answer",
            ),
        ),
        "questions.csv": _csv(DIGEST, _quoted(report["digest"]["questions"])),
        "recommendations.csv": _csv(DIGEST, _quoted(report["digest"]["recommendations"])),
        "definitions.csv": _csv(
            ("measure", "says", "units", "errors", "source"),
            (
                (
                    name,
                    *(parts.get(part, "") for part in ("says", "units", "errors", "source")),
                )
                for name, parts in report["definitions"].items()
            ),
        ),
    }


DIGEST = ("sentence", "by", "at", "rank", "found_by", "posts", "links", "labels")


def _quoted(items: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    for item in items:
        yield (
            item["sentence"], item["handle"], item["at"], item["rank"], " | ".join(item["words"]),
            " ".join(post["post_id"] for post in item["posts"]),
            " ".join(post["url"] for post in item["posts"]),
            " | ".join(dict.fromkeys(words for post in item["posts"] for words in post["labels"])),
        )  # fmt: skip


def _summary(report: Report) -> Iterable[tuple[str, Any]]:
    yield from ((name, report[name]) for name in SUMS)
    for name in ("reply_all", "reply_simple", "mentions"):
        for part in ("nodes", "edges"):
            yield f"network.{name}.{part}", report["network"][name][part]
    for part in ("kind", "low", "high", "impressions", "followers_known"):
        yield f"reach.{part}", report["reach"][part]
    yield "equity.gini", report["equity"]["gini"]


def _records(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    return _csv(columns, ([row[name] for name in columns] for row in rows))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    """Somebody's words must not become a formula in somebody else's spreadsheet."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return "'" + cell
    return "" if cell is None else cell
