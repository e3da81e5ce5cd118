"""What `rounds gate` takes; what it does is loaded once a verb is to be done.

The rules and their word lists take half a second, and who asks for help needs none of them.
"""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds gate` takes."""
    verbs = parser.add_subparsers(metavar="VERB")
    check = verbs.add_parser("check", help="judge texts; posts nothing and keeps nothing")
    check.add_argument("text", nargs="*", help="a text; without one, standard input is read")
    check.add_argument(
        "--stdin", action="store_true", help="read one text (with --json: a line each)"
    )
    check.add_argument("--json", action="store_true", help="JSON lines in and out")
    check.add_argument("--limit", type=int, help="characters of a post")
    check.set_defaults(run=run_check, needs_django=False)
    picture = verbs.add_parser("picture", help="look into pictures; posts nothing, keeps nothing")
    picture.add_argument("files", nargs="+", metavar="FILE", help="a picture; '-' reads one")
    picture.add_argument("--json", action="store_true", help="a JSON line for each file")
    picture.set_defaults(run=run_picture, needs_django=False)


def run_check(args: argparse.Namespace) -> int:
    """Judge texts."""
    from rounds.edge.cli import gate

    return gate.run_check(args)


def run_picture(args: argparse.Namespace) -> int:
    """Look into pictures."""
    from rounds.edge.cli import gate_picture

    return gate_picture.run(args)
