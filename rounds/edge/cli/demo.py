"""`rounds demo`: a living site with named people, made once, then served."""

import argparse

HELP = "fill a site with named people, a past chat and a live one, and serve it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `rounds demo` takes."""
    parser.add_argument("--only-fill", action="store_true", help="fill the site and don't serve it")
    parser.set_defaults(run=run)


def _fill() -> None:
    """Make the demo's people and their story; a site that has them gets a live chat if it has none."""
    from rounds.base import clock
    from rounds.edge.cli.demo_story import Story, live_through
    from rounds.gatherings.queries import live
    from rounds.identity.queries import local_accounts

    story = Story(clock.now())
    story.people = {account.username: account for account in local_accounts()}
    if "helen" not in story.people:
        parts = (story.arrivals, story.ordinary_days, story.journal_club, story.live_chat)
        live_through([event for part in (*parts, story.held_drafts) for event in part()])
    elif not live():
        live_through(list(story.live_chat()))


def _welcome(base_url: str) -> None:
    from rounds.edge.cli.demo_story import PASSWORD

    print(f"\n  Rounds is at {base_url}\n\n  Log in with the password '{PASSWORD}' as")
    people = {
        "leo": "a medical student",
        "amina": "a consultant, co-host of the live chat",
        "priya": "a doctor in training, with two drafts the gate kept",
        "joan": "a patient",
        "helen": "host of the live chat, representative of the society",
        "cardsoc": "the society, host of the journal club and its report",
    }
    for name, words in people.items():
        print(f"    {name + '@demo.example':<22} {words}")
    print("\n  Stop with Ctrl+C.\n", flush=True)


def run(args: argparse.Namespace) -> int:
    """Migrate, fill, tell the log-ins and serve."""
    from django.conf import settings
    from django.core.management import call_command

    from rounds.edge.cli import serve

    call_command("migrate", verbosity=0)
    _fill()
    _welcome(settings.BASE_URL)
    return 0 if args.only_fill else serve.serve()
