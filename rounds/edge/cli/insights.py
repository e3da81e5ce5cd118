"""`rounds insights report`: the report of an imported archive, written into a folder."""

import argparse
import os
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs of `rounds insights`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    report = verbs.add_parser(
        "report",
        help="write report.html, report.json, tables and figures of an archive",
    )
    report.add_argument("--tag", required=True, help="the tag it was imported under")
    report.add_argument("--out", required=True, type=Path, metavar="DIR", help="where to write")
    report.add_argument("--post", metavar="ID", help="count who answered this post")
    report.add_argument("--organiser", metavar="HANDLE", help="who hosted the chat")
    report.set_defaults(run=write, needs_django=False)


def write(args: argparse.Namespace) -> int:
    """Build the report and write it; says what it holds."""
    from rounds.insights.report import Choice, NoSuchPost, build
    from rounds.insights.sources import NoSuchArchive, open_archive
    from rounds.insights.write import write_report

    home = Path(os.environ.get("ROUNDS_HOME") or "home")
    try:
        report = build(
            open_archive(home, args.tag),
            Choice(post_id=args.post, organiser=args.organiser),
        )
    except (NoSuchArchive, NoSuchPost, ValueError) as why:
        print(why, file=sys.stderr)
        return 1
    files = write_report(report, args.out)
    print(
        f"{report['title']}: {report['posts_total']:,} posts ({report['boosts']:,} boosts) by "
        f"{report['participants']:,} participants; reply network "
        f"{report['network']['reply_all']['nodes']}/{report['network']['reply_all']['edges']}."
    )
    print(f"{len(files)} files in {args.out}; open {args.out / 'report.html'}")
    return 0
