"""`rounds chat create|next|close|list|show`: plan and lead a chat from the command line.

A plan comes from options or from a TOML file with the same names (docs/host.md shows one).
"""

import argparse
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rounds.base.errors import Invalid, RoundsError

if TYPE_CHECKING:
    from rounds.gatherings.models import Gathering
    from rounds.gatherings.plan import Plan
    from rounds.identity.models import Account

_WORDS = ("title", "tag", "aims", "welcome", "closing", "article_title", "article_url")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds chat` takes."""
    verbs = parser.add_subparsers(metavar="VERB")
    create = verbs.add_parser("create", help="announce a chat from options or a TOML file")
    create.add_argument("plan", nargs="?", type=Path, help="a TOML file with the plan")
    create.add_argument("--file", type=Path, help="the same, by name")
    create.add_argument("--host", help="the username of the host")
    for name in _WORDS:
        create.add_argument(f"--{name.replace('_', '-')}")
    create.add_argument("--starts", help="2027-03-04T20:00, or in+30 for in 30 minutes")
    create.add_argument("--zone", help="the host's time zone, such as Europe/London")
    create.add_argument("--minutes", type=int, help="the length (60)")
    create.add_argument(
        "--prompt", action="append", metavar="MINUTE:TEXT", help="a prompt; give one for each"
    )
    create.add_argument("--co-host", action="append", metavar="USERNAME")
    create.set_defaults(run=create_chat)
    for name, run, words in (
        ("next", post_next, "post the next prompt now"),
        ("close", close_chat, "close a live chat now"),
        ("show", show_chat, "show a chat with its prompts"),
    ):
        verb = verbs.add_parser(name, help=words)
        verb.add_argument("chat", help="the chat's number, or its tag")
        verb.set_defaults(run=run)
        if name == "next":
            verb.add_argument("--prompt", type=int, metavar="N", help="only if prompt N is next")
    every = verbs.add_parser("list", help="list chats: live, upcoming, past")
    every.set_defaults(run=list_chats)


def _planned(args: argparse.Namespace) -> dict[str, Any]:
    """The plan's values: the file's, then the options' over them."""
    values: dict[str, Any] = {}
    if file := args.file or args.plan:
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise RoundsError(f"{file} can't be read: {error}") from error
    given = {name: getattr(args, name) for name in (*_WORDS, "host", "starts", "zone", "minutes")}
    values |= {name: value for name, value in given.items() if value is not None}
    if args.prompt:
        values["prompts"] = [_prompt(written) for written in args.prompt]
    if args.co_host:
        values["co_hosts"] = args.co_host
    known = {*_WORDS, "host", "starts", "zone", "minutes", "prompts", "co_hosts"}
    if unknown := sorted(set(values) - known):
        raise RoundsError(f"A plan has no '{unknown[0]}'. It has: {', '.join(sorted(known))}.")
    if missing := [name for name in ("host", "title", "tag", "starts") if not values.get(name)]:
        raise RoundsError(f"The plan needs: {', '.join(missing)}.")
    return values


def _prompt(written: str) -> dict[str, Any]:
    minute, colon, text = written.partition(":")
    if not colon or not minute.strip().isdigit():
        raise RoundsError(
            f"Write a prompt as MINUTE:TEXT, such as 5:'What would you do first?', not '{written[:40]}'."
        )
    return {"minute": int(minute), "text": text.strip()}


def _moment(written: object, zone: str) -> datetime:
    from zoneinfo import ZoneInfo, available_timezones

    from rounds.base import clock

    if isinstance(written, str) and written.startswith("in+") and written[3:].isdigit():
        return clock.now() + timedelta(minutes=int(written[3:]))
    try:
        moment = written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
    except ValueError as error:
        raise Invalid("Write the start as 2027-03-04T20:00.", "starts_at") from error
    if zone not in available_timezones():
        raise Invalid(
            f"There is no time zone '{zone}'. Use a name like Europe/London.", "time_zone"
        )
    if moment.tzinfo:
        return moment
    there = moment.replace(tzinfo=ZoneInfo(zone))
    if there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != moment:
        raise Invalid(
            f"There is no {moment:%H:%M} on {moment:%Y-%m-%d} in {zone}: the clocks go forward then."
            " Choose another time.",
            "starts_at",
        )
    return there


def _plan(values: dict[str, Any]) -> "Plan":
    from rounds.gatherings.plan import Plan, PlannedPrompt

    zone = str(values.get("zone", "UTC"))
    try:
        prompts = [
            PlannedPrompt(str(p["text"]), int(p["minute"])) for p in values.get("prompts", ())
        ]
        minutes = int(values.get("minutes", 60))
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("Each prompt needs a text and a minute (a number).", "prompts") from error
    words = {name: str(values.get(name, "")) for name in _WORDS}
    return Plan(
        title=words["title"],
        tag=words["tag"],
        aims=words["aims"],
        welcome=words["welcome"],
        closing=words["closing"],
        article_title=words["article_title"],
        article_url=words["article_url"],
        starts_at=_moment(values["starts"], zone),
        time_zone=zone,
        minutes=minutes,
        prompts=prompts,
        co_hosts=[str(handle) for handle in values.get("co_hosts", ())],
    )


def _checked(values: dict[str, Any]) -> "tuple[Account, Plan]":
    """The host and the plan that `values` describe.

    Errors: RoundsError that says all that is wrong, a line each.
    """
    from rounds.base import clock
    from rounds.base.errors import NotFound
    from rounds.gatherings.plan import problems
    from rounds.identity.queries import account_by_handle

    host, plan, wrong = None, None, []
    name = str(values["host"]).removeprefix("@")
    try:
        host = account_by_handle(name)
    except NotFound:
        wrong.append(f"There is nobody called @{name[:60]} here, to be the host.")
    try:
        plan = _plan(values)
        wrong += [str(one) for one in problems(plan, clock.now())]
    except Invalid as error:
        wrong.append(str(error))
        # The rest of it is looked at with a start that can be read.
        soon = clock.now() + timedelta(hours=1)
        wrong += _also_wrong(values | {"starts": soon, "zone": "UTC"})
    if host is None or plan is None or wrong:
        raise RoundsError("\n  ".join(wrong))
    return host, plan


def _also_wrong(values: dict[str, Any]) -> list[str]:
    from rounds.base import clock
    from rounds.gatherings.plan import problems

    try:
        return [str(one) for one in problems(_plan(values), clock.now())]
    except Invalid:  # it is the prompts that can't be read, and that has been said
        return []


def create_chat(args: argparse.Namespace) -> int:
    """Announce a chat and print its number and page."""
    from rounds.gatherings.announce import announce

    host, plan = _checked(_planned(args))
    gathering = announce(host, plan)
    print(f"{gathering.pk}  {_address(gathering)}")
    return 0


def post_next(args: argparse.Namespace) -> int:
    """Post the next prompt of a live chat and print it; 1 when the gate kept it."""
    from rounds.gatherings.prompts import next_prompt_now

    gathering = _find(args.chat)
    prompt = next_prompt_now(gathering.host, gathering, args.prompt)
    if prompt.kept_code:
        print(f"The gate kept Q{prompt.number}. Its draft waits for the host.", file=sys.stderr)
        return 1
    print(f"Q{prompt.number}. {prompt.text}")
    return 0


def close_chat(args: argparse.Namespace) -> int:
    """Close a live chat now."""
    from rounds.gatherings.prompts import close_now

    gathering = _find(args.chat)
    close_now(gathering.host, gathering)
    print(f"Closed. Its transcript is at {_address(gathering)}")
    return 0


def list_chats(args: argparse.Namespace) -> int:
    """Print the chats: live, upcoming, the latest past ones."""
    from rounds.gatherings.queries import live, past, upcoming

    rows = [*live(), *upcoming(), *past(20)]
    for row in rows:
        print(f"{row.pk}  {row.state:<9}  {_when(row)}  #{row.tag_shown}  {row.title}")
    if not rows:
        print("No chats yet. `rounds chat create --help` shows how to plan one.")
    return 0


def show_chat(args: argparse.Namespace) -> int:
    """Print a chat with its prompts and what it has collected."""
    from rounds.gatherings.queries import prompts_of
    from rounds.gatherings.transcript import transcript

    gathering = _find(args.chat)
    said = transcript(gathering)
    print(f"{gathering.title}  #{gathering.tag_shown}  ({gathering.state})")
    print(f"{_when(gathering)}, {gathering.minutes} minutes, host @{gathering.host.handle}")
    print(_address(gathering))
    for prompt in prompts_of(gathering):
        where = (
            "posted" if prompt.post_id else "kept by the gate" if prompt.kept_code else "to come"
        )
        print(f"  {prompt.minute:>4} min  Q{prompt.number}. {prompt.text}  ({where})")
    print(f"{said.posts} posts and {said.boosts} boosts by {said.people} people")
    return 0


def _find(named: str) -> "Gathering":
    """The chat by its number, or the live, else the next, else the latest one under a tag.

    Errors: NotFound.
    """
    from rounds.base.errors import NotFound
    from rounds.base.ids import parse_id
    from rounds.base.text import normal_tag
    from rounds.gatherings.queries import gathering_by_id, under_tag

    missing = f"There is no chat '{named}'. `rounds chat list` shows them."
    number = parse_id(named)
    if number is not None:
        try:
            return gathering_by_id(number)
        except NotFound as why:
            raise NotFound(missing) from why
    rows = under_tag(normal_tag(named))
    order = {"live": 0, "announced": 1, "closed": 2}
    if not rows:
        raise NotFound(missing)
    soonest = sorted(rows, key=lambda row: row.starts_at)
    if soonest[-1].state == "closed":
        return soonest[-1]
    return min(soonest, key=lambda row: order[row.state])


def _when(gathering: "Gathering") -> str:
    from zoneinfo import ZoneInfo

    local = gathering.starts_at.astimezone(ZoneInfo(gathering.time_zone))
    return f"{local:%Y-%m-%d %H:%M} {gathering.time_zone}"


def _address(gathering: "Gathering") -> str:
    from rounds.gatherings.queries import url_of

    return url_of(gathering)
