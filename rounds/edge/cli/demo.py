"""`rounds demo`: a living site with named people, made once, then served.

The site is filled by a process of its own, so that what making it needs doesn't stay in the memory
of the one that serves.
"""

import argparse
import os
import subprocess
import sys

from rounds.base.errors import RoundsError

_PEOPLE = {
    "leo": "a medical student",
    "amina": "a consultant, co-host of the live chat, moderator",
    "priya": "a doctor in training, with two drafts the gate kept",
    "joan": "a patient",
    "helen": "host of the live chat, representative of the society",
    "ruth": "a professor who edits reviews and speaks for the medical council, too",
    "kwame": "a doctor whose declared interests are more than a year old",
    "cardsoc": "the society, host of the journal club and its report",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `rounds demo` takes."""
    parser.add_argument("--only-fill", action="store_true", help="fill the site, don't serve it")
    parser.set_defaults(run=run, needs_django=False)


def fill() -> None:
    """Make the demo's people and their story; a site that has them gets a live chat if it has none."""
    from rounds.edge.cli.start import set_up_django

    set_up_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from rounds.base import clock
    from rounds.edge.cli.demo_story import Story, live_through
    from rounds.gatherings.queries import past
    from rounds.insights.standing import ask_for_report, standing_report

    # Nobody of the story has a letterbox.
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", verbosity=0)
    with transaction.atomic():  # stopped half way, it leaves nothing behind
        live_through(Story(clock.now()).missing_parts())
    for gathering in past():
        if standing_report(gathering.pk) is None:
            ask_for_report(gathering)


def _welcome(base_url: str) -> None:
    from rounds.edge.cli.demo_words import PASSWORD

    print(f"\n  Rounds is at {base_url}\n\n  Log in with the password '{PASSWORD}' as")
    for name, words in _PEOPLE.items():
        print(f"    {name + '@demo.example':<22} {words}")
    print("\n  Stop with Ctrl+C.\n", flush=True)


def run(args: argparse.Namespace) -> int:
    """Fill the site, tell the log-ins and serve.

    Errors: RoundsError when the site could not be filled.
    """
    from rounds.edge.cli import serve
    from rounds.edge.cli.start import configuration

    if args.only_fill:
        fill()
        return 0
    os.environ.setdefault("ROUNDS_LINK_PREVIEWS", "0")  # the demo asks nobody elsewhere
    # Shown to others in the room, it has an address without a certificate, and no secrets.
    os.environ.setdefault("ROUNDS_PLAIN_HTTP", "1")
    if os.environ.get("ROUNDS_BIND", "127.0.0.1") != "127.0.0.1":
        port = os.environ.get("ROUNDS_PORT", "8000")
        os.environ.setdefault("ROUNDS_ORIGIN", f"http://localhost:{port}")
    config = configuration()
    done = subprocess.run([sys.executable, "-m", "rounds", "demo", "--only-fill"], check=False)
    if done.returncode:
        raise RoundsError("The demo could not be filled. `rounds doctor` says what is wrong.")
    _welcome(config.base_url)
    serve.serve(config.bind, config.port, config.workers)
    return 0
