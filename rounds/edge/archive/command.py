"""`rounds archive import|export|bring-in`: the archive door's own command line.

It stands here and not among `edge/cli` because doors do not know each other: a door that has
commands brings them.
"""

import argparse
import os
import sys
from pathlib import Path

from rounds.base.errors import Refused

SHOWN = 20
"""Bad lines named on the screen; the report names more."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs of `rounds archive`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    bring = verbs.add_parser("import", help="put every readable row of a file under a tag")
    bring.add_argument("file", type=Path, metavar="FILE", help="an export (CSV or JSON)")
    bring.add_argument("--tag", required=True, help="the tag to keep it under")
    bring.set_defaults(run=bring_file_in, needs_django=False)
    take = verbs.add_parser("export", help="write everything that is somebody's own into a zip")
    take.add_argument("username", metavar="USER")
    take.add_argument("--out", type=Path, required=True, metavar="FILE", help="the zip to write")
    take.set_defaults(run=export_account)
    move = verbs.add_parser("bring-in", help="bring somebody's own posts in from an archive")
    move.add_argument(
        "file", type=Path, metavar="FILE", help="a .zip or .tar.gz, ours or Mastodon's"
    )
    move.add_argument("--account", required=True, metavar="USER", help="whose posts they are")
    move.set_defaults(run=bring_posts_in)


def bring_file_in(args: argparse.Namespace) -> int:
    """Import one file and say what was read, skipped and mended."""
    from rounds.edge.archive.bring_in import bring_in

    home = Path(os.environ.get("ROUNDS_HOME") or "home")
    try:
        done = bring_in(home, args.tag, args.file.read_bytes())
    except OSError as why:
        raise Refused(f"{args.file} cannot be read: {why.strerror}.") from why
    except ValueError as why:
        raise Refused(str(why)) from why
    print(
        f"{done.format}: {done.rows_read:,} rows read, {done.rows_new:,} new, {done.rows_bad:,} skipped."
    )
    if done.already_here:
        print("This file was imported before: nothing changed.")
    if done.fields_mended or done.fields_replaced:
        print(
            f"Bytes that are not UTF-8: {done.fields_mended:,} fields mended, "
            f"{done.fields_replaced:,} with a replacement character."
        )
    for bad in done.bad_lines[:SHOWN]:
        print(f"line {bad.line}: {bad.reason}")
    if done.rows_bad > SHOWN:
        print(f"... and {done.rows_bad - SHOWN:,} more; the report names them.")
    return 0


def export_account(args: argparse.Namespace) -> int:
    """Write the archive of an account; drafts are in it, so keep the file safe."""
    from rounds.identity.queries import account_by_handle
    from rounds.moving.take_out import take_out

    account = account_by_handle(args.username)
    try:
        with args.out.open("wb") as out:
            args.out.chmod(0o600)
            posts = take_out(account, out)
    except OSError as why:
        raise Refused(f"{args.out} cannot be written: {why.strerror}.") from why
    print(f"{posts:,} posts of @{account.username} in {args.out}, which holds drafts too.")
    return 0


def bring_posts_in(args: argparse.Namespace) -> int:
    """Bring an account's posts in; nobody is told. Says what became of them."""
    from rounds.gate.from_elsewhere import waiting_from_elsewhere
    from rounds.identity.queries import account_by_handle
    from rounds.moving.bring_in import Report, bring_in_posts
    from rounds.moving.opened import opened

    account, report = account_by_handle(args.account), Report()
    if not args.file.is_file():
        raise Refused(f"{args.file} cannot be read: there is no such file.")
    with opened(args.file) as archive:
        for number, report in enumerate(bring_in_posts(account, archive)):
            if number % 500 == 0 and number:
                print(f"{number:,} of {report.total:,}", file=sys.stderr)
    print(
        f"{report.posts:,} posts read: {report.published:,} published with their dates, "
        f"{report.drafts:,} waiting for their author as drafts, {report.known:,} here already, {report.refused:,} refused, "
        f"{report.claimed:,} left out because somebody claims them."
    )
    print(
        f"{report.pictures:,} pictures; left out: {report.pictures_left_out:,} pictures, "
        f"{report.versions_left_out:,} earlier versions, {report.left_out:,} other acts."
    )
    print(
        f"{report.boosts:,} boosts passed on again, {report.boosts_left_out:,} left out; "
        f"{report.answers_alone:,} answers and {report.quotes_alone:,} quotes stand alone."
    )
    print(f"{report.kept_drafts:,} drafts and {report.portraits:,} pictures of the profile.")
    asked = waiting_from_elsewhere(account)
    if asked.posts or asked.held:
        print(
            f"@{account.username} is asked once, on Settings, Your data: {asked.things:,} things in "
            f"{asked.posts:,} posts; {asked.held:,} posts wait for a reviewer."
        )
    for why, address in report.named:
        print(f"{why}: {address}")
    return 0
