"""`rounds insights report`: the report of an imported archive or of a chat held here, as files."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rounds.base.errors import NotFound, Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs of `rounds insights`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    report = verbs.add_parser(
        "report", help="write report.html, report.json, tables and figures of a chat"
    )
    which = report.add_mutually_exclusive_group(required=True)
    which.add_argument("--tag", help="the tag an archive was imported under")
    which.add_argument("--chat", type=int, metavar="ID", help="a chat held on this server")
    report.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    report.add_argument("--post", metavar="ID", help="count who answered this post of an archive")
    report.add_argument("--organiser", metavar="HANDLE", help="who hosted the archived chat")
    report.add_argument(
        "--body",
        action="store_true",
        help="with --chat: also write body.html, for a page of one's own",
    )
    report.set_defaults(run=write, needs_django=False)


def write(args: argparse.Namespace) -> int:
    """Build the report and write it; says what it holds."""
    if args.chat is not None:
        return write_chat(args)
    from rounds.insights.report import Choice, NoSuchPost, build
    from rounds.insights.sources import NoSuchArchive, open_archive
    from rounds.insights.write import write_report

    home = Path(os.environ.get("ROUNDS_HOME") or "home")
    try:
        choice = Choice(post_id=args.post, organiser=args.organiser)
        report = build(open_archive(home, args.tag), choice)
    except (NoSuchArchive, NoSuchPost, ValueError) as why:
        raise Refused(str(why)) from why
    files = write_report(report, args.out)
    say(report, args.out, len(files))
    return 0


def write_chat(args: argparse.Namespace) -> int:
    """Build the report of a chat held here.

    Errors: NotFound, which the command line says in a sentence.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rounds.site.settings")
    django.setup()
    from rounds.gatherings.queries import gathering_by_id
    from rounds.gatherings.transcript import transcript
    from rounds.insights.make import write_gathering_report

    try:
        gathering = gathering_by_id(args.chat)
    except NotFound as why:
        raise NotFound(f"There is no chat {args.chat}. `rounds chat list` shows them.") from why
    report = write_gathering_report(gathering, args.out, body=args.body)
    say(report, args.out, None)
    shown = transcript(gathering)
    print(in_the_transcript(report, shown.posts, shown.gaps))
    return 0


def in_the_transcript(report: Mapping[str, Any], posts: int, gaps: int) -> str:
    """How the report's count and the transcript's agree: the report counts gaps and boosts too."""
    return (
        f"Counted: {posts:,} posts in the transcript + {gaps:,} gaps (withdrawn, hidden or withheld) "
        f"+ {report['boosts']:,} boosts."
    )


def say(report: Mapping[str, Any], folder: Path, files: int | None) -> None:
    """Print what the report holds and where it is."""
    replies = report["network"]["reply_all"]
    print(
        f"{report['title']}: {report['posts_total']:,} posts ({report['boosts']:,} boosts) by "
        f"{report['participants']:,} participants; reply network "
        f"{replies['nodes']}/{replies['edges']}."
    )
    counted = f"{files} files in {folder}; " if files else ""
    print(f"{counted}open {folder / 'report.html'}")
