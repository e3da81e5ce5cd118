"""`rounds push rotate`: a new key for what is sent to phones and browsers."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds push` takes."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    rotate = verbs.add_parser("rotate", help="sign with a new key; every app has to ask again")
    rotate.set_defaults(run=rotate_key)


def rotate_key(args: argparse.Namespace) -> int:
    """Make a new key; gives its public half."""
    from rounds.timelines.push_key import public_key, renew_key

    forgotten = renew_key()
    print(f"What goes to phones and browsers is signed by {public_key()} from now on.")
    print(f"{forgotten} devices were forgotten: each rings again once its app or page was opened.")
    return 0
