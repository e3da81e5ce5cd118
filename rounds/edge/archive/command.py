"""`rounds archive import`: the archive door's own command line.

It stands here and not among `edge/cli` because doors do not know each other: a door that has
commands brings them.
"""

import argparse
import os
import sys
from pathlib import Path

SHOWN = 20
"""Bad lines named on the screen; the report names more."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The verbs of `rounds archive`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    bring = verbs.add_parser("import", help="put every readable row of a file under a tag")
    bring.add_argument("file", type=Path, metavar="FILE", help="an export (CSV or JSON)")
    bring.add_argument("--tag", required=True, help="the tag to keep it under")
    bring.set_defaults(run=bring_file_in, needs_django=False)


def bring_file_in(args: argparse.Namespace) -> int:
    """Import one file and say what was read, skipped and mended."""
    from rounds.edge.archive.bring_in import bring_in

    home = Path(os.environ.get("ROUNDS_HOME") or "home")
    try:
        done = bring_in(home, args.tag, args.file.read_bytes())
    except OSError as why:
        print(f"{args.file} cannot be read: {why.strerror}.", file=sys.stderr)
        return 1
    except ValueError as why:
        print(why, file=sys.stderr)
        return 1
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
