"""The command line: `rounds <noun> <verb>`.

Only the standard library is imported here, and a noun's own module only once the noun is named:
`rounds --help` answers before Django has been found on the disk.

A noun's module says what it takes in `add_arguments(parser)`. What is to be done stands in the
parser's defaults: `run`, a function from the parsed arguments to an exit code, and
`needs_django=False` where the verb works without settings and database.
"""

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Sequence

from rounds import __version__

NOUNS = {
    "serve": ("rounds.edge.cli.serve", "run the web site, the streams and the jobs"),
    "init": ("rounds.edge.cli.init", "prepare a home for a new server"),
    "account": ("rounds.edge.cli.account", "open accounts, hand out access tokens, invite"),
    "identity": ("rounds.edge.cli.identity", "check and revoke badges, renew the key, read roles"),
    "chat": ("rounds.edge.cli.chat", "create, lead and close a chat"),
    "insights": ("rounds.edge.cli.insights", "write the report of a chat or an archive"),
    "archive": ("rounds.edge.archive.command", "import archives from elsewhere"),
    "gate": ("rounds.edge.cli.gate_verbs", "show what the gate finds in a text"),
    "report": ("rounds.edge.cli.report", "answer reports that nobody with an account here can"),
    "push": ("rounds.edge.cli.push", "renew the key that phones and browsers are rung with"),
    "doctor": ("rounds.edge.cli.doctor", "check this server and say how to mend it"),
    "demo": ("rounds.edge.cli.demo", "fill a site with named people and serve it"),
}

REFUSED = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 done with findings, 2 refused.

    Errors: a RoundsError is printed as the sentence it carries, never as a traceback.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    noun = words[0] if words else "--help"
    if noun in {"-h", "--help", "help"}:
        print(overview())
        return 0
    if noun in {"-V", "--version", "version"}:
        print(f"rounds {__version__}")
        return 0
    if noun not in NOUNS:
        print(unknown_noun(noun), file=sys.stderr)
        return REFUSED
    return run_noun(noun, words[1:])


def overview() -> str:
    """Return what `rounds --help` prints."""
    nouns = "\n".join(f"  {noun:<10} {line}" for noun, (_, line) in NOUNS.items())
    return (
        "usage: rounds <noun> <verb> [options]\n\n"
        "The open social network on which medicine teaches itself.\n\n"
        f"{nouns}\n\n"
        "`rounds <noun> --help` lists its verbs, `rounds --version` prints the version."
    )


def unknown_noun(noun: str) -> str:
    """Return the sentence for a noun that there is not, with the nearest that there is."""
    near = difflib.get_close_matches(noun, NOUNS, n=1)
    hint = f" Did you mean `rounds {near[0]}`?" if near else ""
    return f"There is no `rounds {noun}`.{hint} `rounds --help` lists what there is."


def parser_for(noun: str) -> argparse.ArgumentParser:
    """Return the parser of one noun with all its verbs; imports the noun's module only."""
    module = importlib.import_module(NOUNS[noun][0])
    parser = argparse.ArgumentParser(prog=f"rounds {noun}", description=NOUNS[noun][1])
    module.add_arguments(parser)
    return parser


def run_noun(noun: str, words: list[str]) -> int:
    """Parse the words after a noun and run the verb that they name."""
    from rounds.base.errors import RoundsError

    try:
        parser = parser_for(noun)
        args = parser.parse_args(words)
        if not hasattr(args, "run"):
            parser.print_help(sys.stderr)
            return REFUSED
        if getattr(args, "needs_django", True):
            from rounds.edge.cli.start import set_up_django

            set_up_django()
        return int(args.run(args) or 0)
    except SystemExit as exit_:  # argparse has printed help or its own complaint
        return exit_.code if isinstance(exit_.code, int) else REFUSED
    except RoundsError as error:
        print(f"rounds {noun}: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, `head` perhaps, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a file or a folder that somebody named
        if not error.filename:
            raise
        print(f"rounds {noun}: {error.filename} can't be used: {error.strerror}.", file=sys.stderr)
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
