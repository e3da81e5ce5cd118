"""The report: every measure, run once, under the privacy rules, as one document.

`build` is a function of facts alone: no clock, fixed seeds, a tie-breaker on every order. So the
same facts give the same bytes a year later, and a difference is a finding. `docs/report.schema.json`
describes the document; pages, tables and figures are drawn from it and from nothing else.
"""

from dataclasses import dataclass
from typing import Any

from rounds.insights.chapters import conversation, people, times, voice
from rounds.insights.definitions import definitions
from rounds.insights.measures import prompts, reach, volume, who
from rounds.insights.privacy import LEAST
from rounds.insights.profiles import Profiles, read_profiles
from rounds.insights.sources import Frames, Provenance

FORMAT = "rounds-report/1"
Report = dict[str, Any]

FEWEST_NUMBERED = 10
"""Numbered posts an archive must have before its numbers are called prompts."""


class NoSuchPost(LookupError):
    """The chosen post is not among those of the report."""


@dataclass(frozen=True)
class Choice:
    """What the reader asked to look at: a post whose repliers are counted, and who organised."""

    post_id: str | None = None
    organiser: str | None = None


def build(frames: Frames, choice: Choice | None = None) -> Report:
    """The whole report as one JSON-able document.

    Errors: NoSuchPost when the chosen post is not there.
    """
    choice = choice or Choice()
    profiles = read_profiles(frames)
    sums = _sums(frames)
    report: Report = {
        "format": FORMAT,
        "title": frames.provenance.title,
        "tag": frames.provenance.tag,
        "kind": frames.provenance.kind,
        "version": _version(sums["withdrawn"], frames.provenance),
        "source": _source(frames),
        "rows_read": frames.provenance.rows_read,
        "rows_bad": frames.provenance.rows_bad,
        **sums,
        **times.chapter(frames),
        "prompts": _prompts(frames),
        "reach": _reach(frames, profiles),
        **people.chapter(frames, profiles, _chosen(frames, choice.post_id)),
        "network": conversation.chapter(frames, profiles, choice.organiser),
        "equity": voice.equity(frames, profiles),
        "digest": voice.digest(frames, profiles, _archive_host(frames, profiles, choice)),
        "definitions": definitions(),
    }
    report["suppressed"] = _suppressed(report)
    return report


def _archive_host(frames: Frames, profiles: Profiles, choice: Choice) -> str | None:
    """Who numbered the prompts of an archived chat; a chat held here says so of each post."""
    if frames.provenance.kind == "local":
        return None
    return conversation.organiser_of(frames, profiles, choice.organiser)[0]


def _sums(frames: Frames) -> dict[str, int]:
    wanted = (
        volume.participants, volume.writers, volume.posts_total, volume.posts_original,
        volume.boosts, volume.replies, volume.withdrawn,
    )  # fmt: skip
    counted = frames.posts.agg(**{measure.__name__: measure(frames.posts) for measure in wanted})
    return {name: int(value or 0) for name, value in frames.rows(counted)[0].items()}


def _version(withdrawn: int, known: Provenance) -> dict[str, Any]:
    """A number that only grows, and why this is not the first version."""
    kept = known.kept_back
    said = [
        _no_longer_quoted(withdrawn, "withdrawn since"),
        _no_longer_quoted(kept.now, "withheld after a takedown notice"),
        f"Posts that came back after a takedown notice: {kept.returned}." if kept.returned else "",
    ]
    nothing = (
        "Nothing has been withdrawn since."
        if known.kind == "local"
        else "The archive is as it was exported; later withdrawals are not known."
    )
    return {
        "number": 1 + withdrawn + kept.ever + kept.returned,
        "withdrawn": withdrawn,
        "withheld": kept.now,
        "says": " ".join(filter(None, said)) or nothing,
    }


def _no_longer_quoted(posts: int, what: str) -> str:
    if not posts:
        return ""
    one = posts == 1
    return (
        f"{posts} {'post was' if one else 'posts were'} {what}: "
        f"{'it stays' if one else 'they stay'} in the counts and "
        f"{'is' if one else 'are'} no longer quoted."
    )


def _source(frames: Frames) -> dict[str, Any]:
    provenance = frames.provenance
    return {
        "kind": provenance.kind,
        "formats": list(provenance.formats),
        "rows_duplicate": provenance.rows_duplicate,
        "fields_mended": provenance.fields_mended,
        "fields_replaced": provenance.fields_replaced,
        "bad_lines": [{"line": line, "reason": why} for line, why in provenance.bad_lines[:100]],
    }


def _prompts(frames: Frames) -> list[dict[str, Any]]:
    found = frames.rows(prompts.per_prompt(frames.posts))
    if frames.provenance.kind == "archive":
        found = _believable(found)
    words = frames.provenance.prompts
    numbered = {row["prompt"]: row for row in found}
    nothing = {"posts": 0, "replies": 0, "people": 0}
    return [
        {**nothing, **numbered.get(number, {}), "prompt": number, "text": words.get(number)}
        for number in sorted({*numbered, *words})
    ]


def _believable(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbers from 0 or 1 without a gap, on ten posts or more: else they were not prompts."""
    by_number = {row["prompt"]: row for row in found}
    number = 0 if 0 in by_number else 1
    run = []
    while number in by_number:
        run.append(by_number[number])
        number += 1
    enough = len(run) > 1 and sum(row["posts"] for row in run) >= FEWEST_NUMBERED
    return run if enough else []


def _reach(frames: Frames, profiles: Profiles) -> dict[str, Any]:
    if frames.audience is not None:
        audience = frames.audience
        exact = audience.agg(
            people=reach.reach_exact(audience), views=reach.impressions_exact(audience)
        )
        found = frames.rows(exact)[0]
        return _reached("exact", (found["people"], found["people"]), found["views"], None)
    posts, known = frames.posts, profiles.people
    low, high, number, views = (
        frames.value(measure(posts, known))
        for measure in (
            reach.reach_low, reach.reach_high, reach.followers_known, reach.impressions,
        )
    )  # fmt: skip
    kind = "bounds" if number else "unknown"
    return _reached(kind, (low, high), views, number)


REACH_SAYS = {
    "exact": "Different people to whom at least one post was delivered.",
    "bounds": "Archives hold follower numbers, not who follows: only bounds can be known.",
    "unknown": "The export states nobody's followers, so reach cannot be known.",
}


def _reached(
    kind: str, bounds: tuple[int | None, int | None], impressions: int | None, known: int | None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "low": bounds[0],
        "high": bounds[1],
        "impressions": impressions,
        "followers_known": known,
        "says": REACH_SAYS[kind],
    }


def _chosen(frames: Frames, post_id: str | None) -> dict[str, Any] | None:
    posts = frames.posts
    replies = 0
    if post_id is None:
        found = frames.rows(who.most_answered(posts))
        if not found:
            return None
        post_id, replies = found[0]["post_id"], found[0]["replies"]
    shown = frames.rows(posts.filter(posts.post_id == post_id).order_by("author_id").limit(1))
    if not shown:
        raise NoSuchPost(f"There is no post {post_id} under this tag.")
    replies = (
        replies or frames.rows(who.answers_to(posts, post_id).agg(n=lambda t: t.count()))[0]["n"]
    )
    return {**shown[0], "replies": replies}


def _suppressed(report: Report) -> dict[str, Any]:
    """What the privacy rules merged or withheld, table by table."""
    tables = {name: report[name]["merged_groups"] for name in ("roles", "countries", "continents")}
    tables["repliers"] = report["repliers"]["merged_groups"] if report["repliers"] else 0
    tables["equity_rows"] = report["equity"]["merged_groups"]
    tables["equity_cells"] = report["equity"]["withheld_cells"]
    return {"least": LEAST, "total": sum(tables.values()), "tables": tables}
