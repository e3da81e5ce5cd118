"""`rounds report list|answer|take-back`: reports that nobody with an account here can answer.

That is so where the only one who looks after the server is the one reported. Who reported is not
shown: whoever runs the machine may be whom it is about.
"""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rounds.trust.models import Report

ANSWERS = ("none", "hide", "limit", "suspend")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds report` takes."""
    verbs = parser.add_subparsers(metavar="VERB")
    waiting = verbs.add_parser("list", help="show the reports that nobody here can answer")
    waiting.set_defaults(run=show_all)
    answer = verbs.add_parser("answer", help="answer one of them")
    answer.add_argument("report", type=int, help="its number")
    answer.add_argument("answer", choices=ANSWERS, help="nothing, hide its posts, limit or suspend")
    answer.add_argument("--words", default="", help="a sentence for whoever reported")
    answer.set_defaults(run=answer_one)
    back = verbs.add_parser("take-back", help="undo an answer; the report waits again")
    back.add_argument("report", type=int, help="its number")
    back.set_defaults(run=take_one_back)


def _line(one: "Report") -> str:
    words = [f"{one.pk}  {one.at:%Y-%m-%d}  @{one.target.handle}  {one.category}"]
    words += [f"    /@{one.target.handle}/{post_id}" for post_id in one.post_ids]
    return "\n".join([*words, f"    {one.comment}"] if one.comment else words)


def show_all(args: argparse.Namespace) -> int:
    """Print the reports that are left to whoever runs the machine."""
    from rounds.trust.answer import list_left_over

    found = list_left_over()
    for one in found:
        print(_line(one))
    if not found:
        print("No report waits that somebody with an account here could not answer.")
    return 0


def answer_one(args: argparse.Namespace) -> int:
    """Answer a report as whoever runs the machine."""
    from rounds.trust.answer import answer_report

    answer_report(None, args.report, args.answer, args.words)
    print(f"Report {args.report} is answered. Whoever made it is told.")
    return 0


def take_one_back(args: argparse.Namespace) -> int:
    """Undo the answer to a report."""
    from rounds.trust.answer import take_back

    take_back(None, args.report)
    print(f"Report {args.report} waits again.")
    return 0
